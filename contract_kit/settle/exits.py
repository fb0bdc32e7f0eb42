"""What ending a contract early costs."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ZERO = Decimal(0)
HUNDRED = Decimal(100)


def percent_of_remaining(monthly: Decimal, months_left: Decimal, percent: Decimal) -> Decimal:
    """A percentage of the charges that the rest of the term would have brought."""
    return monthly * months_left * percent / HUNDRED


def by_contract_year(annual: Decimal, percents: Sequence[Decimal], year: int) -> Decimal:
    """A percentage of the annual charges by contract year (from 1); nothing after the last."""
    return annual * percents[year - 1] / HUNDRED if 1 <= year <= len(percents) else ZERO


def shortfall_days(
    charges: Decimal, days_observed: Decimal, days_required: Decimal, days_given: Decimal
) -> Decimal:
    """The average daily charge for each day of notice that was not given."""
    return charges / days_observed * max(days_required - days_given, ZERO)


def unamortised(total: Decimal, months_over: Decimal, months_passed: Decimal) -> Decimal:
    """The part of a cost not yet written off in equal months."""
    return total * max(months_over - months_passed, ZERO) / months_over
