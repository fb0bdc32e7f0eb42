"""What a month, quarter or year counts that a charge or the term covers in part only: by days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from contract_kit.settle.charges import free_of
from contract_kit.settle.periods import Month
from contract_kit.settle.terms import words
from contract_kit.spec.timeline import after

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from contract_kit.spec import Contract
    from contract_kit.spec.vocabulary.charging import Charge

DAY = timedelta(days=1)
LENGTHS = {"month": 1, "quarter": 3, "year": 12, "contract_year": 12}
"""How many months a period lasts over which volumes add up."""
TIMED = frozenset({"per_seat", "per_fte"})
"""Bases whose price is for a time, though units are counted."""


@dataclass(frozen=True, slots=True)
class Portion:
    """The days of a period that a charge or the term covers, of all its days."""

    days: int
    of: int

    @property
    def whole(self) -> bool:
        """Whether it is covered from its first day to its last."""
        return self.days == self.of

    def take(self, value: Decimal) -> Decimal:
        """The part of a value that falls on these days, unrounded."""
        return value if self.whole else value * self.days / self.of


def days_of(part: Portion) -> str:
    """What a line says of a period that is covered in part; nothing of a whole one."""
    return "" if part.whole else f" for {part.days} of {part.of} days"


def portion(contract: Contract, first: Month, last: Month, charge: Charge | None = None) -> Portion:
    """How much of the months `first` to `last` lies in the term, and in the time of a charge.

    A period outside them, which is settled with a warning, counts as whole.
    """
    begun = contract.contract.effective_date
    ends = [day for day in (last_day(contract), charge and charge.until, last.last) if day]
    if charge is not None and charge.from_ is not None:
        begun = max(begun, charge.from_)
    days = (min(ends) - max(begun, first.first)).days + 1
    whole = (last.last - first.first).days + 1
    return Portion(days if days > 0 else whole, whole)


def last_day(contract: Contract) -> date | None:
    """The last day of the term, `None` where it may go on without end."""
    return contract.once("last_day", lambda: _last_day(contract))


def _last_day(contract: Contract) -> date | None:
    renewal = contract.term.renewal
    end = after(contract.contract.effective_date, contract.term.initial)
    if renewal is not None and renewal.kind != "none":
        if renewal.max is None or renewal.length is None:
            return None
        for _ in range(renewal.max):
            end = after(end, renewal.length)
    return end - DAY


def span(contract: Contract, per: object, month: Month) -> tuple[Month, Month]:
    """The month, calendar quarter, calendar year or Contract Year that a month lies in."""
    length = LENGTHS.get(words(per), 1)
    start = Month.of(contract.contract.effective_date).index
    origin = start if words(per) == "contract_year" else 0
    first = month.index - (month.index - origin) % length
    return Month.at(first), Month.at(first + length - 1)


def timed(charge: Charge) -> bool:
    """Whether a charge has a price for a time: a fixed one, by the seat, or for a period."""
    priced = charge.amount is not None or charge.basis in TIMED
    return priced or charge.per is not None


def by_days(contract: Contract) -> tuple[str, ...]:
    """What the contract counts by days in a broken period, in the order in which it is said."""
    found = {word for charge in contract.pricing.charges.values() for word in _of(contract, charge)}
    found |= set(_of_term(contract))
    return tuple(word for word in WORDS if word in found)


WORDS = ("prices for a time", "minimums", "maximums", "baselines", "included hours", "free units")


def _of(contract: Contract, charge: Charge) -> Iterator[str]:
    """What of a charge counts by days."""
    if _broken(contract, "month", charge):
        said = {
            WORDS[0]: timed(charge),
            WORDS[1]: charge.minimum is not None,
            WORDS[3]: charge.baseline is not None,
        }
        yield from (word for word, is_said in said.items() if is_said)
    if charge.maximum is not None and _broken(contract, charge.bands_over, charge):
        yield WORDS[2]
    begun = Month.of(charge.from_ or contract.contract.effective_date)
    months = LENGTHS.get(words(charge.per), 1)
    if charge.included_hours is not None:
        first = portion(contract, begun, Month.at(begun.index + months - 1), charge)
        if not first.whole or _broken(contract, "month", charge):
            yield WORDS[4]
    for name, one in contract.pricing.charges.items():
        free, per = free_of(contract, name, one)
        if one is charge and free and _broken(contract, per, charge):
            yield WORDS[5]


def _of_term(contract: Contract) -> Iterator[str]:
    """Minimums of the whole contract."""
    pricing = contract.pricing
    if (pricing.minimum_monthly or pricing.minimum_schedule) and _broken(contract, "month"):
        yield WORDS[1]
    year = span(contract, "contract_year", Month.of(contract.contract.effective_date))
    if pricing.minimum_yearly is not None and not portion(contract, *year).whole:
        yield WORDS[1]


def _broken(contract: Contract, per: object, charge: Charge | None = None) -> bool:
    """Whether a charge, or the term, covers its first or its last period in part only."""
    start = contract.contract.effective_date
    begun, until = (charge.from_ or start, charge.until) if charge else (start, None)
    days = [max(start, begun)]
    days += [day for day in (until, last_day(contract)) if day is not None]
    spans = [span(contract, per, Month.of(day)) for day in days]
    return any(not portion(contract, *one, charge).whole for one in spans)
