"""Outages as raw events: the time lost to them on each day, in and outside the hours that count.

A row has the times at which an outage was opened and resolved, and `yes` in `planned` where it was
announced as the contract asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from tests.oracle.calendars import Calendar, calendar
from tests.oracle.levels import Level
from tests.oracle.measured import Row, When
from tests.oracle.printed import Printed
from tests.oracle.verdicts import Verdict
from tests.oracle.words import Unreadable

EACH_PERIOD = (
    "An event belongs to the period in which it begins, an outage to each period for its time in"
    " it."
)
COLUMNS = {"metric", "opened", "resolved", "planned"}
PLANNED = {"yes": True, "no": False, "": False}


@dataclass(frozen=True)
class Lost:
    """The time lost on a day, or a part of it, in and outside the hours of a calendar."""

    day: date
    inside: timedelta
    outside: timedelta
    planned: bool = False

    @property
    def month(self) -> When:
        """The month of the day."""
        return (self.day.year, self.day.month)


@dataclass(frozen=True)
class Outages:
    """The outages of a Service Level by the day, and the calendar that splits them."""

    level: Level
    calendar: Calendar
    parts: Sequence[Lost]

    @property
    def months(self) -> set[When]:
        """The months in which there was an outage, planned or not."""
        return {part.month for part in self.parts}

    def days(self, month: When) -> list[Lost]:
        """The time that counts of each day of a month, of all its outages together."""
        found: dict[date, Lost] = {}
        for part in self.parts:
            if part.month == month and not (part.planned and "planned" in self.level.rules):
                other = found.get(part.day, Lost(part.day, timedelta(), timedelta()))
                inside, outside = other.inside + part.inside, other.outside + part.outside
                found[part.day] = Lost(part.day, inside, outside)
        return list(found.values())

    def verdict(self, month: When, over: Callable[[], bool]) -> Verdict:
        """What a month with outages says of the level: only outages in the hours count for it.

        Nothing prints how a share of time is found, so that only a level of all the time is read.
        """
        if self.level.lower or self.level.target != Decimal(100) or self.level.unit != "%":
            raise Unreadable(f"{self.level.name}: nothing says how outages make this level")
        if self.level.period != "month" or self.level.minimum is not None or self.level.early:
            raise Unreadable(f"{self.level.name}: I cannot judge outages by these levels")
        if not any(each.inside for each in self.days(month)):
            return Verdict(self.level, None, "met")
        return Verdict(self.level, None, "excused" if over() else "missed")


def outages(printed: Printed, level: Level, rows: Iterable[Row]) -> Outages:
    """The outages of a Service Level, from their rows."""
    if EACH_PERIOD not in printed.clause("Measurement").sentences:
        raise Unreadable("nothing says to which period an outage belongs")
    printed.rely(EACH_PERIOD, ["an outage to each period for its time in it."])
    if "hours" not in level.rules:
        raise Unreadable(f"{level.name}: nothing names the hours in which outages count")
    for name in ("hours", "planned"):
        if name in level.rules:
            printed.rely_on(level.rules[name]["row"], level.rules[name]["row"][0])
    hours = calendar(printed, level.rules["hours"]["hours"])
    events = sorted(_event(hours, row) for row in rows)
    _apart([event for event in events if not event[2]])
    return Outages(level, hours, [part for event in events for part in _parts(hours, *event)])


Event = tuple[datetime, datetime, bool]
"""When an outage began and ended, and whether it was announced in time."""


def _event(hours: Calendar, row: Row) -> Event:
    more = {name for name, cell in row.cells.items() if cell and name not in COLUMNS}
    planned = PLANNED.get(row.cells.get("planned") or "")
    if more or planned is None or not row.cells.get("resolved"):
        raise Unreadable(f"I cannot read this outage: {row.cells}")
    start, end = hours.moment(row.cells["opened"]), hours.moment(row.cells["resolved"])
    if end < start:
        raise Unreadable(f"this outage ends before it begins: {row.cells}")
    return start, end, planned


def _apart(events: list[Event]) -> None:
    """Outages at the same time are a stop: nothing says whether that time counts twice."""
    for (_, end, _), (start, _, _) in pairwise(events):
        if start < end:
            raise Unreadable(f"two outages at the same time, {start}")


def _parts(hours: Calendar, start: datetime, end: datetime, planned: bool) -> Iterable[Lost]:
    """An outage cut at the midnights of the calendar's clock."""
    day = hours.day(start)
    while start <= end:
        next_day = hours.midnight(day + timedelta(days=1))
        stop = min(end, next_day)
        inside = hours.inside(day, start, stop)
        yield Lost(day, inside, stop - start - inside, planned)
        if next_day >= end:
            return
        start, day = next_day, day + timedelta(days=1)
