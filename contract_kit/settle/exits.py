"""The sums an exit fee is made of: one function for each kind of `term.convenience.fee`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.settle.occasions import in_days
from contract_kit.settle.terms import HUNDRED, ZERO, amount, months_in

if TYPE_CHECKING:
    from contract_kit.quantities import Duration
    from contract_kit.spec.vocabulary.fees import FeePart


@dataclass(frozen=True, slots=True)
class Standing:
    """What a contract has come to at the end of the month in which notice is given.

    `monthly` and `daily` are the charges that count, averaged or expected; `left` and `year_left`
    the full months that the term and the contract year still hold; `life` and `passed` the months
    from go-live to the end of the first term and up to the notice; `recovered` what milestones
    have brought; `given` the days of notice.
    """

    bases: Mapping[str, Decimal | None]
    monthly: Decimal
    daily: Decimal
    left: Decimal
    year_left: Decimal
    life: Decimal
    passed: Decimal
    recovered: Decimal
    given: Decimal


def fee_of(part: FeePart, at: Standing) -> Decimal:
    """What one part of an exit fee comes to, unrounded."""
    return FEES[part.kind](part, at)


def _fixed(part: FeePart, at: Standing) -> Decimal:
    return amount(part.amount, at.bases) or ZERO


def _share(part: FeePart) -> Decimal:
    return part.percent.value / HUNDRED if part.percent else ZERO


def _percent_of_remaining(part: FeePart, at: Standing) -> Decimal:
    return at.monthly * at.left * _share(part)


def _rest_of_year(part: FeePart, at: Standing) -> Decimal:
    return at.monthly * at.year_left * _share(part)


def _average_months(part: FeePart, at: Standing) -> Decimal:
    return at.monthly * (part.months or ZERO)


def _shortfall_days(part: FeePart, at: Standing) -> Decimal:
    """The average daily charge for each day of notice that was not given."""
    return at.daily * max(Decimal(part.days or 0) - at.given, ZERO)


def _unamortised(_: FeePart, at: Standing) -> Decimal:
    """The transition charge as far as not recovered, and never what was invoiced already."""
    total = at.bases["transition_charge"] or ZERO
    return max(min(left_of(total, at.life, at.passed), total - at.recovered), ZERO)


def _declining(part: FeePart, at: Standing) -> Decimal:
    over = whole_months(part.over) if part.over else at.life
    return left_of(amount(part.amount, at.bases) or ZERO, over, at.passed)


def left_of(total: Decimal, months: Decimal, passed: Decimal) -> Decimal:
    """What is left of a sum that falls in equal monthly steps to nil."""
    return total * min(max(months - passed, ZERO), months) / months if months else ZERO


def whole_months(length: Duration) -> Decimal:
    """How many full months a length of time holds; 30 days count as one."""
    exact = months_in(length) if length.unit in {"month", "year"} else in_days(length) / 30
    return Decimal(int(exact))


FEES: dict[str, Callable[[FeePart, Standing], Decimal]] = {
    "fixed": _fixed,
    "percent_of_remaining": _percent_of_remaining,
    "rest_of_year": _rest_of_year,
    "average_months": _average_months,
    "shortfall_days": _shortfall_days,
    "unamortised_transition": _unamortised,
    "declining": _declining,
}
