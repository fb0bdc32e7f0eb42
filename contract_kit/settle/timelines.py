"""Calendars laid out in seconds, so that a million spans are measured at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from contract_kit.settle.calendars import Calendar

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Timeline:
    """A calendar laid out over a range of days, so that a million spans are measured at once."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    before: NDArray[np.int64]

    @classmethod
    def over(cls, calendar: Calendar, first: int, last: int) -> Timeline:
        """The timeline that covers the POSIX seconds `first` to `last`."""
        begin = datetime.fromtimestamp(first, UTC).date() - _DAY
        spans = list(calendar.spans(begin, datetime.fromtimestamp(last, UTC).date() + _DAY))
        return cls.of(spans)

    @classmethod
    def of(cls, spans: list[tuple[int, int]]) -> Timeline:
        """The timeline of open intervals in their order."""
        pairs = np.array(spans, dtype=np.int64).reshape(-1, 2)
        lengths = np.cumsum(pairs[:, 1] - pairs[:, 0])
        before = np.concatenate((np.zeros(1, np.int64), lengths[:-1]))[: len(pairs)]
        return cls(pairs[:, 0].copy(), pairs[:, 1].copy(), before)

    def overlap(self, other: Timeline) -> Timeline:
        """The time that both are open."""
        spans = [
            (max(int(a), int(c)), min(int(b), int(d)))
            for a, b in zip(self.starts, self.ends, strict=True)
            for c, d in zip(other.starts, other.ends, strict=True)
            if max(a, c) < min(b, d)
        ]
        return Timeline.of(sorted(spans))

    def open_before(self, moments: NDArray[np.int64]) -> NDArray[np.int64]:
        """Open seconds from the timeline's start until each moment."""
        if not len(self.starts):
            return np.zeros_like(moments)
        index = np.searchsorted(self.starts, moments, side="right") - 1
        at = np.maximum(index, 0)
        inside = np.minimum(moments, self.ends[at]) - self.starts[at]
        return np.where(index < 0, np.int64(0), self.before[at] + inside)

    def elapsed(self, begin: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.int64]:
        """Open seconds between each pair of moments."""
        return self.open_before(end) - self.open_before(begin)


def open_seconds(calendar: Calendar, begin: datetime, end: datetime) -> int:
    """The seconds between two moments that the calendar counts."""
    first, last = int(begin.timestamp()), int(end.timestamp())
    line = Timeline.over(calendar, first, last)
    span = line.elapsed(np.array([first], np.int64), np.array([last], np.int64))
    return int(span[0])
