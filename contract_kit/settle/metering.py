"""What a charge counts: volumes measured or expected, units free of charge, periods that add up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.settle.charges import OWN_MEASURE, free_of, volume_of
from contract_kit.settle.periods import Month
from contract_kit.settle.terms import months_in, words

if TYPE_CHECKING:
    from contract_kit.settle.measurements import Measurements
    from contract_kit.spec import Contract
    from contract_kit.spec.vocabulary.charging import Charge

ZERO = Decimal(0)
LENGTHS = {"month": 1, "quarter": 3, "year": 12}
"""How many months the periods of the calendar last."""


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
        return volume_of(self.contract, self.charge) if own is None else own

    def billable(self, month: Month, volume: Decimal | None) -> Decimal | None:
        """A month's volume less the units that are free in the month, quarter or year."""
        free, per = free_of(self.contract, self.name, self.charge)
        if volume is None or not free:
            return volume
        before = self.sum(self.earlier(month, LENGTHS.get(per, 1)))
        return max(before + volume - free, ZERO) - max(before - free, ZERO)

    def before(self, month: Month) -> Decimal:
        """What was counted in the earlier months of the calendar quarter or year of the bands."""
        months = self.earlier(month, LENGTHS.get(words(self.charge.bands_over), 1))
        parts = (self.billable(past, self.volume(past)) or ZERO for past in months)
        return sum(parts, ZERO)

    def hours_before(self, month: Month) -> Decimal:
        """The hours of the earlier months of a retainer's period."""
        length = max(int(months_in(self.charge.per)), 1)
        begun = self.begins().index
        first = month.index - (month.index - begun) % length
        return self.sum([Month.at(index) for index in range(first, month.index)])

    def earlier(self, month: Month, length: int) -> list[Month]:
        """The months of the same calendar period before this one, since the charge began."""
        first = max(month.index - (month.month - 1) % length, self.begins().index)
        return [Month.at(index) for index in range(first, month.index)]

    def begins(self) -> Month:
        """The first month the charge is due for."""
        return Month.of(self.charge.from_ or self.contract.contract.effective_date)

    def sum(self, months: list[Month]) -> Decimal:
        """The volume of several months."""
        return sum((self.volume(month) or ZERO for month in months), ZERO)

    def unmeasured(self, month: Month) -> list[Month]:
        """The earlier months that count in this one and were not measured."""
        length = LENGTHS.get(words(self.charge.bands_over), 1)
        free, per = free_of(self.contract, self.name, self.charge)
        if free:
            length = max(length, LENGTHS.get(per, 1))
        months = self.earlier(month, length)
        if self.charge.included_hours is not None:
            begun = self.begins().index
            span = max(int(months_in(self.charge.per)), 1)
            first = month.index - (month.index - begun) % span
            months = [Month.at(index) for index in range(first, month.index)]
        return [past for past in months if self.measured(past) is None]
