"""What a miss costs: the credit methods, tiers, repetition and caps. Nothing is rounded here."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from contract_kit.settle.terms import HUNDRED, ONE, ZERO

if TYPE_CHECKING:
    from collections.abc import Sequence

Comparison = Literal["below", "at_or_below", "above", "at_or_above"]


def percent_of(amount: Decimal, percent: Decimal) -> Decimal:
    """A percentage of an amount."""
    return amount * percent / HUNDRED


@dataclass(frozen=True, slots=True)
class Levels:
    """The levels a metric is judged by; `higher_is_better` says which way is worse."""

    target: Decimal
    minimum: Decimal | None = None
    higher_is_better: bool = True

    def worse(self, level: Decimal, threshold: Decimal) -> bool:
        """Whether `level` is worse than `threshold`."""
        return level < threshold if self.higher_is_better else level > threshold

    def misses_target(self, level: Decimal) -> bool:
        """Whether the target is missed."""
        return self.worse(level, self.target)

    def misses_minimum(self, level: Decimal) -> bool:
        """Whether the level is worse than the minimum (never, if there is none)."""
        return self.minimum is not None and self.worse(level, self.minimum)


@dataclass(frozen=True, slots=True)
class Band:
    """Further from the target than `above` points and at most `to`, `share` percent is due."""

    above: Decimal
    to: Decimal | None
    share: Decimal


@dataclass(frozen=True, slots=True)
class Tiers:
    """The share in percent of a metric's credit that a miss costs, by level or in bands."""

    below_target: Decimal = Decimal(50)
    below_minimum: Decimal = Decimal(100)
    bands: tuple[Band, ...] = ()

    def share(self, level: Decimal, levels: Levels) -> Decimal:
        """The share for this level; a metric without a minimum costs its full credit."""
        if not levels.misses_target(level):
            return ZERO
        if self.bands:
            return self._banded(abs(level - levels.target))
        if levels.minimum is None or levels.misses_minimum(level):
            return self.below_minimum
        return self.below_target

    @property
    def worst(self) -> Decimal:
        """The share of the worst miss."""
        return max((band.share for band in self.bands), default=self.below_minimum)

    def _banded(self, gap: Decimal) -> Decimal:
        """The share of the band a gap falls in; of the furthest band it passed, if in none."""
        return max((band.share for band in self.bands if gap > band.above), default=ZERO)


def weighted(at_risk: Decimal, weight: Decimal, share: Decimal = HUNDRED) -> Decimal:
    """A metric's part of the at-risk amount, for the tier reached."""
    return at_risk * weight * share / (HUNDRED * HUNDRED)


@dataclass(frozen=True, slots=True)
class Rebate:
    """A row of a rebate table: at least (lower is better: at most) `achieved` costs `rebate`."""

    achieved: Decimal
    rebate: Decimal


def table_rebate(
    level: Decimal, rows: Sequence[Rebate], *, linear: bool = False, higher_is_better: bool = True
) -> Decimal:
    """The rebate in percent for a level.

    As steps, a level between two rows costs the rebate of the worse row: what the better row asks
    was not reached. `linear` draws straight lines. Beyond the ends the end row holds.
    """
    sign = ONE if higher_is_better else -ONE
    points = sorted((sign * row.achieved, row.rebate) for row in rows)
    place = sign * level
    below = [point for point in points if point[0] <= place]
    if not below:
        return points[0][1]
    if not linear or len(below) == len(points):
        return below[-1][1]
    (low, rebate), (high, better) = below[-1], points[len(below)]
    return rebate + (place - low) * (better - rebate) / (high - low)


def per_event(amount: Decimal, events: int, free: int = 0) -> Decimal:
    """An amount for each event beyond those that are free."""
    return amount * max(events - free, 0)


def compare(level: Decimal, comparison: Comparison, threshold: Decimal) -> bool:
    """Whether a level stands to a threshold as the comparison says."""
    return {
        "below": level < threshold,
        "at_or_below": level <= threshold,
        "above": level > threshold,
        "at_or_above": level >= threshold,
    }[comparison]


@dataclass(frozen=True, slots=True)
class Escalator:
    """How credits grow while misses repeat.

    From the `months`-th miss in a row the factor is `multiplier`, `step` more for each further
    one, and `cap` at the most.
    """

    months: int = 1
    multiplier: Decimal = ONE
    step: Decimal = ZERO
    cap: Decimal | None = None

    def factor(self, streak: int) -> Decimal:
        """The multiplier of the `streak`-th consecutive miss (from 1)."""
        if streak < self.months:
            return ONE
        factor = self.multiplier + self.step * (streak - self.months)
        return factor if self.cap is None else min(factor, self.cap)


@dataclass(frozen=True, slots=True)
class Capped:
    """A period's credits at each stage of the caps."""

    raw: Decimal
    after_period: Decimal
    payable: Decimal


def capped(
    raw: Decimal,
    period_cap: Decimal | None = None,
    annual_cap: Decimal | None = None,
    credited: Decimal = ZERO,
) -> Capped:
    """Credits within the period's cap and what the annual cap still leaves."""
    after = raw if period_cap is None else min(raw, period_cap)
    left = after if annual_cap is None else min(after, max(annual_cap - credited, ZERO))
    return Capped(raw, after, left)
