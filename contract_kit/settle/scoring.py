"""Times of many events to levels a month: int64 throughout, exact."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from contract_kit.settle.levels import ratio
from contract_kit.settle.statistics import Method, rank
from contract_kit.settle.terms import HUNDRED

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEVER = np.iinfo(np.int64).max
"""How long an event took that never ended."""


@dataclass(frozen=True, slots=True)
class Score:
    """The level of one metric in one month, from so many events, of which so many were good."""

    month: str
    level: Decimal | None
    events: int
    good: int | None = None


@dataclass(frozen=True, slots=True)
class Months:
    """Events sorted by month and by how long they took: one slice a month."""

    names: list[str]
    edges: NDArray[np.int64]
    taken: NDArray[np.int64]

    @classmethod
    def of(cls, local: NDArray[np.int64], taken: NDArray[np.int64]) -> Months:
        """Sort events by the month of their local clock time, then by duration."""
        months = local.astype("datetime64[s]").astype("datetime64[M]").astype(np.int64)
        order = np.lexsort((taken, months))
        found, starts = np.unique(months[order], return_index=True)
        names = [str(name) for name in found.astype("datetime64[M]")]
        return cls(names, np.append(starts, len(taken)).astype(np.int64), taken[order])

    def slices(self) -> list[tuple[str, NDArray[np.int64]]]:
        """Each month with its durations, shortest first."""
        return [
            (name, self.taken[int(low) : int(high)])
            for name, low, high in zip(self.names, self.edges, self.edges[1:], strict=False)
        ]


def share_scores(months: Months, limit: int) -> list[Score]:
    """Percent of each month's events that took at most `limit` seconds."""
    scores = []
    for name, taken in months.slices():
        good = int(np.searchsorted(taken, limit, side="right"))
        scores.append(Score(name, ratio(good, len(taken)), len(taken), good))
    return scores


def time_scores(
    months: Months, statistic: str, unit: int, method: Method = "nearest_rank"
) -> list[Score]:
    """A statistic of each month's durations, in units of `unit` seconds; the endless left out."""
    scores = []
    for name, every in months.slices():
        taken = every[: int(np.searchsorted(every, NEVER, side="left"))]
        level = _statistic(taken, statistic, method) / unit if len(taken) else None
        scores.append(Score(name, level, len(every)))
    return scores


def count_scores(months: Months) -> list[Score]:
    """How many events each month had."""
    return [Score(name, Decimal(len(taken)), len(taken)) for name, taken in months.slices()]


def _statistic(ordered: NDArray[np.int64], statistic: str, method: Method) -> Decimal:
    """One statistic of sorted durations, in seconds."""
    count = len(ordered)
    if statistic == "mean":
        return Decimal(int(ordered.sum(dtype=np.int64))) / count
    if statistic == "max":
        return Decimal(int(ordered[-1]))
    percent = Decimal(50) if statistic == "median" else Decimal(statistic.removeprefix("p"))
    if method == "nearest_rank" and statistic != "median":
        return Decimal(int(ordered[rank(count, percent)]))
    position = percent * (count - 1) / HUNDRED
    low = int(position)
    high = min(low + 1, count - 1)
    step = Decimal(int(ordered[high]) - int(ordered[low]))
    return Decimal(int(ordered[low])) + (position - low) * step
