"""Service Credits for the time lost on each day: a first one, in hours or else outside, and more.

The time in and outside the hours of a calendar is counted, as the clause says itself, whichever
outages count for the level.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from tests.oracle.outages import Lost, Outages
from tests.oracle.words import Unreadable, match

OTHERWISE = "otherwise for the first {time:length} outside them {amount:text}"
FURTHER = "for each further full {time:length}, in and outside those hours, {amount:text}"
ANEW = "counted anew each day"
UNITS = ("minute", "hour")

Priced = tuple[timedelta, Decimal]
"""A time in full, and the Service Credit for it."""


@dataclass(frozen=True)
class Stretches:
    """What a day's first time in the hours earns, else that outside, and each further time."""

    first: Priced
    otherwise: Priced
    further: Priced

    def credit(self, lost: Lost) -> Decimal:
        """The Service Credit of a day."""
        left, found = lost.inside + lost.outside, Decimal(0)
        if lost.inside >= self.first[0]:
            left, found = left - self.first[0], self.first[1]
        elif lost.outside >= self.otherwise[0]:
            left, found = left - self.otherwise[0], self.otherwise[1]
        return found + left // self.further[0] * self.further[1]


def by_the_day(
    parts: Sequence[str], outages: Outages, days: list[Lost], worth: Callable[[str], Decimal]
) -> Decimal:
    """The Service Credits of the days; `worth` gives the sum that words of an amount come to."""
    first = (
        "for the first {time:length} in the hours of " + outages.calendar.name + " {amount:text}"
    )
    patterns = (first, OTHERWISE, FURTHER, ANEW)
    said = [match(*each) for each in zip(patterns, parts, strict=False)]
    if len(parts) != len(patterns) or any(each is None for each in said):
        raise Unreadable(f"I cannot read these Service Credits by the day: {list(parts)}")
    stretches = Stretches(*(_priced(each, worth) for each in said[:3] if each is not None))
    return sum((stretches.credit(each) for each in days), Decimal(0))


def _priced(said: dict[str, Any], worth: Callable[[str], Decimal]) -> Priced:
    count, unit = said["time"]
    time = timedelta(**{unit + "s": int(count)}) if unit in UNITS else timedelta()
    if not time:
        raise Unreadable(f"I cannot count in stretches of {count} {unit}s")
    return time, worth(said["amount"])
