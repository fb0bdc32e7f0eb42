"""Price adjustments for lateness, by table or by period, with a cap."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ZERO = Decimal(0)
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class DelayStep:
    """From so many days of delay on, so many percent of the price (not cumulative)."""

    from_days: Decimal
    percent: Decimal


def delay_by_table(
    price: Decimal, days: Decimal, steps: Sequence[DelayStep], cap: Decimal | None = None
) -> Decimal:
    """The percentage of the last step reached, at most `cap` percent of the price."""
    reached = [step.percent for step in steps if days >= step.from_days]
    percent = reached[-1] if reached else ZERO
    return price * (percent if cap is None else min(percent, cap)) / HUNDRED


def delay_by_period(
    amount: Decimal,
    days: Decimal,
    days_in_period: Decimal,
    cap: Decimal | None = None,
    *,
    pro_rata: bool = False,
) -> Decimal:
    """An amount for each period begun (or pro rata), at most `cap`."""
    periods = max(days, ZERO) / days_in_period
    if not pro_rata:
        periods = periods.to_integral_value(ROUND_CEILING)
    return amount * periods if cap is None else min(amount * periods, cap)
