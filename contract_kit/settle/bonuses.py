"""What over-performance earns: bonuses, credits earned back, the collar, the yearly ratchet."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from contract_kit.settle.terms import HUNDRED, ZERO

if TYPE_CHECKING:
    from collections.abc import Sequence


def full_steps(level: Decimal, target: Decimal, step: Decimal, *, higher: bool = True) -> int:
    """How many full steps a level is better than its target."""
    over = level - target if higher else target - level
    return int((max(over, ZERO) / step).to_integral_value(ROUND_FLOOR))


@dataclass(frozen=True, slots=True)
class Bonus:
    """A bonus before and after the credits of the same period."""

    gross: Decimal
    net: Decimal


def stepped_bonus(
    base: Decimal, steps: int, percent: Decimal, cap: Decimal, credited: Decimal = ZERO
) -> Bonus:
    """A percentage of a base for each full step, at most `cap` percent, net of credits."""
    gross = base * min(percent * steps, cap) / HUNDRED
    return Bonus(gross, max(gross - credited, ZERO))


def capped_bonus(earned: Decimal, cap: Decimal | None, *, gate: bool = True) -> Decimal:
    """A period's bonuses: nothing while the gate is shut, else at most the cap."""
    if not gate:
        return ZERO
    return earned if cap is None else min(earned, cap)


def collared(net: Decimal, most_credit: Decimal, most_bonus: Decimal) -> Decimal:
    """A year's net adjustment (bonus positive) within its floor and ceiling."""
    return max(-most_credit, min(net, most_bonus))


def earned_back(
    credits_due: Sequence[Decimal], good: Sequence[bool], consecutive: int, restores: Decimal
) -> list[Decimal]:
    """What is given back in each period of one metric.

    After `consecutive` good periods in a row, `restores` percent of the credits that precede them
    and were not given back yet.
    """
    returned: list[Decimal] = []
    held, run = ZERO, 0
    for credit, fine in zip(credits_due, good, strict=True):
        run = run + 1 if fine and credit == ZERO else 0
        held += credit
        back = ZERO
        if run >= consecutive and held:
            back, held, run = held * restores / HUNDRED, ZERO, 0
        returned.append(back)
    return returned


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
