"""Local clock times to POSIX seconds and back, a million at a time, daylight saving included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DAY = 86_400


@dataclass(frozen=True, slots=True, eq=False)
class Clock:
    """A time zone over some years: from each moment of `since` its offset holds."""

    since: NDArray[np.int64]
    offsets: NDArray[np.int64]

    def to_local(self, moments: NDArray[np.int64]) -> NDArray[np.int64]:
        """Clock times (as seconds since 1970 on the wall clock) of POSIX seconds."""
        index = np.maximum(np.searchsorted(self.since, moments, side="right") - 1, 0)
        return moments + self.offsets[index]

    def to_posix(self, local: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """POSIX seconds of clock times, and which of them the clock never showed.

        An hour that the clock showed twice is read as the first of the two.
        """
        starts = self.since + self.offsets
        index = np.maximum(np.searchsorted(starts, local, side="right") - 1, 0)
        ends = np.append(self.since[1:] + self.offsets[:-1], np.iinfo(np.int64).max)
        skipped = local >= ends[index]
        earlier = np.maximum(index - 1, 0)
        index = np.where((index > 0) & (local < ends[earlier]), earlier, index)
        return local - self.offsets[index], skipped


@lru_cache(maxsize=32)
def clock(zone: str, first_year: int, last_year: int) -> Clock:
    """The clock of a time zone from one year to another, both included."""
    here = ZoneInfo(zone)
    moment = int(datetime(first_year, 1, 1, tzinfo=UTC).timestamp()) - _DAY
    last = int(datetime(last_year + 1, 1, 1, tzinfo=UTC).timestamp()) + _DAY
    since, offsets = [moment], [_offset(here, moment)]
    while moment < last:
        following = moment + _DAY
        changed = _offset(here, following)
        if changed != offsets[-1]:
            since.append(_turn(here, moment, following))
            offsets.append(changed)
        moment = following
    return Clock(np.array(since, np.int64), np.array(offsets, np.int64))


def _offset(zone: ZoneInfo, moment: int) -> int:
    offset = datetime.fromtimestamp(moment, zone).utcoffset() or timedelta(0)
    return int(offset.total_seconds())


def _turn(zone: ZoneInfo, low: int, high: int) -> int:
    """The first second after `low` at which the offset is that of `high`."""
    before = _offset(zone, low)
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(zone, middle) == before:
            low = middle
        else:
            high = middle
    return high
