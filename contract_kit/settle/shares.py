"""Payments that settle a difference: gain share, true-up, late interest, vacant seats."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

ZERO = Decimal(0)
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class GainShare:
    """A saving, the part of it kept before sharing, and the provider's share of the rest."""

    saving: Decimal
    kept: Decimal
    provider: Decimal

    @property
    def customer(self) -> Decimal:
        """What stays with the customer."""
        return self.saving - self.provider


def gain_share(
    before: Decimal, after: Decimal, units: Decimal, dead_band: Decimal, provider_share: Decimal
) -> GainShare:
    """Share a fall of the unit cost; the first `dead_band` percent of the baseline is kept."""
    saving = (before - after) * units
    kept = before * units * dead_band / HUNDRED
    return GainShare(saving, kept, max(saving - kept, ZERO) * provider_share / HUNDRED)


def true_up(paid: Decimal, actual: Decimal) -> Decimal:
    """The credit to the customer at year end; negative is still to be paid."""
    return paid - actual


def late_interest(
    amount: Decimal, percent: Decimal, days: int, days_in_period: int = 30
) -> Decimal:
    """Simple interest on a late amount; `percent` is per period of `days_in_period` days."""
    return amount * percent / HUNDRED * days / days_in_period


def vacancy_deduction(rate: Decimal, empty_days: Decimal, working_days: Decimal) -> Decimal:
    """The part of a monthly seat rate that falls on seat-days nobody worked."""
    return rate * empty_days / working_days
