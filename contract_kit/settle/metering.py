"""What a charge counts: volumes measured or expected, units free of charge, periods that add up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.settle.charges import OWN_MEASURE, free_of, volume_of
from contract_kit.settle.periods import Month
from contract_kit.settle.portions import Portion, portion, span, timed
from contract_kit.settle.terms import ZERO, months_in

if TYPE_CHECKING:
    from contract_kit.settle.measurements import Measurements
    from contract_kit.spec import Contract
    from contract_kit.spec.vocabulary.charging import Charge


@dataclass(frozen=True, slots=True)
class Meter:
    """The volumes of one charge."""

    contract: Contract
    name: str
    charge: Charge
    found: Measurements

    def measured(self, month: Month) -> Decimal | None:
        """What was measured under the charge's name, or under its process's."""
        own = self.found.volumes.get((self.name, month))
        if own is None and self.charge.process and self.charge.basis not in OWN_MEASURE:
            own = self.found.volumes.get((self.charge.process, month))
        return own

    def volume(self, month: Month) -> Decimal | None:
        """What was measured in a month, or what is expected where nothing was."""
        own = self.measured(month)
        return self.expected(month) if own is None else own

    def expected(self, month: Month) -> Decimal | None:
        """What is expected in a month; by days, unless it is units whose price is for a time."""
        expected = volume_of(self.contract, self.charge)
        counted = timed(self.charge) and self.charge.amount is None
        return expected if expected is None or counted else self.part(month).take(expected)

    def part(self, month: Month, per: object = "month") -> Portion:
        """How much of a month, or of the longer period it lies in, the charge covers."""
        return portion(self.contract, *span(self.contract, per, month), self.charge)

    def billable(self, month: Month, volume: Decimal | None) -> Decimal | None:
        """A month's volume less the units that are free in the month, quarter or year."""
        free, per = free_of(self.contract, self.name, self.charge)
        if volume is None or not free:
            return volume
        free = self.part(month, per).take(free)
        before = self.sum(self.earlier(month, per))
        return max(before + volume - free, ZERO) - max(before - free, ZERO)

    def before(self, month: Month) -> Decimal:
        """What was counted in the earlier months of the quarter or year of the bands."""
        months = self.earlier(month, self.charge.bands_over)
        parts = (self.billable(past, self.volume(past)) or ZERO for past in months)
        return sum(parts, ZERO)

    def hours_before(self, month: Month) -> Decimal:
        """The hours of the earlier months of a retainer's period."""
        first, _ = self.period(month)
        return self.sum([Month.at(index) for index in range(first.index, month.index)])

    def hours_part(self, month: Month) -> Portion:
        """How much of a retainer's period it covers."""
        return portion(self.contract, *self.period(month), self.charge)

    def period(self, month: Month) -> tuple[Month, Month]:
        """The first and last month of the period of a price, counted from its first month."""
        length = max(int(months_in(self.charge.per)), 1)
        first = month.index - (month.index - self.begins().index) % length
        return Month.at(first), Month.at(first + length - 1)

    def earlier(self, month: Month, per: object) -> list[Month]:
        """The months of the same period before this one, since the charge began."""
        first = max(span(self.contract, per, month)[0], self.begins())
        return [Month.at(index) for index in range(first.index, month.index)]

    def begins(self) -> Month:
        """The first month the charge is due for."""
        return Month.of(self.charge.from_ or self.contract.contract.effective_date)

    def sum(self, months: list[Month]) -> Decimal:
        """The volume of several months."""
        return sum((self.volume(month) or ZERO for month in months), ZERO)

    def unmeasured(self, month: Month) -> list[Month]:
        """The earlier months that count in this one and were not measured."""
        free, per = free_of(self.contract, self.name, self.charge)
        months = self.earlier(month, self.charge.bands_over)
        if free:
            months = max(months, self.earlier(month, per), key=len)
        if self.charge.included_hours is not None:
            first, _ = self.period(month)
            months = [Month.at(index) for index in range(first.index, month.index)]
        return [past for past in months if self.measured(past) is None]
