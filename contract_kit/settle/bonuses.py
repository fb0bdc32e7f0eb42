"""What over-performance earns: the steps and the cap of bonuses, and the yearly ratchet."""

from __future__ import annotations

from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from contract_kit.settle.terms import HUNDRED, ZERO

if TYPE_CHECKING:
    from collections.abc import Sequence


def full_steps(level: Decimal, target: Decimal, step: Decimal, *, higher: bool = True) -> int:
    """How many full steps a level is better than its target."""
    over = level - target if higher else target - level
    return int((max(over, ZERO) / step).to_integral_value(ROUND_FLOOR))


def capped_bonus(earned: Decimal, cap: Decimal | None) -> Decimal:
    """A period's bonuses, at most the cap."""
    return earned if cap is None else min(earned, cap)


def ratchet_ceiling(target: Decimal, gap_percent: Decimal, best: Decimal = HUNDRED) -> Decimal:
    """The furthest a target may move in one review: a percentage of its gap to the best."""
    return target + (best - target) * gap_percent / HUNDRED


def ratcheted(
    target: Decimal, average: Decimal, ceiling: Decimal, decimals: int | None = None
) -> Decimal:
    """The new target: the average achieved, never beyond the ceiling and never worse."""
    if ceiling >= target:
        moved = max(target, min(average, ceiling))
    else:
        moved = min(target, max(average, ceiling))
    places = -(decimals if decimals is not None else -int(target.as_tuple().exponent))
    return moved.quantize(Decimal(1).scaleb(places), ROUND_HALF_UP)


def best_average(levels: Sequence[Decimal], count: int, *, higher: bool = True) -> Decimal:
    """The average of the best `count` periods."""
    best = sorted(levels, reverse=higher)[:count]
    return sum(best, ZERO) / len(best)
