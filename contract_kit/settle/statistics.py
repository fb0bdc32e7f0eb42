"""Means and percentiles of times, exact: Decimal for prose-sized lists, int64 for events."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING, Literal

from contract_kit.settle.terms import HUNDRED

if TYPE_CHECKING:
    from collections.abc import Sequence

Method = Literal["nearest_rank", "interpolated"]


def rank(count: int, percent: Decimal) -> int:
    """The index (from 0) of the nearest-rank percentile among `count` sorted values."""
    position = (percent * count / HUNDRED).to_integral_value(ROUND_CEILING)
    return min(max(int(position), 1), count) - 1


def percentile(
    ordered: Sequence[Decimal], percent: Decimal, method: Method = "nearest_rank"
) -> Decimal:
    """A percentile of sorted values, by nearest rank or linear between neighbours."""
    if method == "nearest_rank":
        return ordered[rank(len(ordered), percent)]
    position = percent * (len(ordered) - 1) / HUNDRED
    low = int(position)
    if low + 1 >= len(ordered):
        return ordered[-1]
    return ordered[low] + (position - low) * (ordered[low + 1] - ordered[low])


def mean(values: Sequence[Decimal]) -> Decimal:
    """The arithmetic mean."""
    return sum(values, Decimal(0)) / len(values)


def median(ordered: Sequence[Decimal]) -> Decimal:
    """The middle of sorted values, half-way between the middle two of an even number."""
    return percentile(ordered, Decimal(50), "interpolated")


def share_within(values: Sequence[Decimal], limit: Decimal) -> Decimal:
    """Percent of the values that are at most `limit`."""
    return Decimal(sum(1 for value in values if value <= limit)) * HUNDRED / len(values)
