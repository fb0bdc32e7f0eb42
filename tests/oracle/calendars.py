"""Calendars: the hours of a week as the contract prints them, on the clock of their zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tests.oracle.printed import Printed
from tests.oracle.reading import read
from tests.oracle.words import Unreadable

HOURS = (
    ("The Provider shall supply each Service during its Service Hours and in its languages, ...",
     ""),
    ("Levels follow the Common European Framework of Reference for Languages.", ""),
    ("Times are local times of the zone stated, with its daylight saving time.", "local"),
    ("Public holidays count as Service Hours unless the table excludes them.", "holidays"),
    ("The Provider shall plan shifts, ...", ""),
    ("A change of Service Hours follows ...", ""),
)  # fmt: skip
NO_HOLIDAYS = "none excluded"
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DAY = "|".join(DAYS)
_TIME = r"(\d\d):(\d\d)"
STRETCH = re.compile(rf"({_DAY})(?:-({_DAY}))? {_TIME}-{_TIME}")
Stretch = tuple[timedelta, timedelta]
"""Two times of day, each as the time that the clock shows since midnight."""


@dataclass(frozen=True)
class Calendar:
    """The hours of each day of the week, Monday first, and the zone whose clock shows them."""

    name: str
    zone: ZoneInfo
    week: tuple[list[Stretch], ...]

    def moment(self, text: str) -> datetime:
        """The moment of `2027-03-02 09:00` on this clock; the first, where it shows it twice."""
        try:
            local = datetime.fromisoformat(text)
        except ValueError as error:
            raise Unreadable(f"no such time: {text!r}") from error
        if local.tzinfo is not None:
            raise Unreadable(f"a time on another clock: {text}")
        found = self._utc(local)
        if found.astimezone(self.zone).replace(tzinfo=None) != local:
            raise Unreadable(f"the clock of {self.zone} never shows {text}")
        return found

    def day(self, moment: datetime) -> date:
        """The day that the calendar shows at a moment."""
        return moment.astimezone(self.zone).date()

    def midnight(self, day: date) -> datetime:
        """The moment in which a day begins."""
        return self._utc(datetime.combine(day, time()))

    def inside(self, day: date, start: datetime, end: datetime) -> timedelta:
        """How much of the time between two moments lies in the hours of a day."""
        midnight = datetime.combine(day, time())
        parts = (
            min(end, self._utc(midnight + last)) - max(start, self._utc(midnight + first))
            for first, last in self.week[day.weekday()]
        )
        return sum((part for part in parts if part > timedelta()), timedelta())

    def _utc(self, local: datetime) -> datetime:
        return local.replace(tzinfo=self.zone).astimezone(UTC)


def calendar(printed: Printed, named: str) -> Calendar:
    """The calendar that words such as `office, Mon-Fri 08:00-18:00 (Europe/London)` name.

    The table of calendars must say the same of it.
    """
    clause = printed.clause("Hours, languages and cover")
    said = read(printed, clause, HOURS)
    if "local" not in said or "holidays" not in said:
        raise Unreadable("nothing says on which clock the hours are, and what holds on holidays")
    sheet = clause.sheet("Calendars")
    for row in sheet.rows:
        name, hours = sheet.column(row, "Calendar"), sheet.column(row, "Hours")
        zone, holidays = sheet.column(row, "Time zone"), sheet.column(row, "Holidays")
        if f"{name}, {hours} ({zone})".casefold() != named.casefold():
            continue
        if holidays != NO_HOLIDAYS:
            raise Unreadable(f"I do not know these days: {holidays}")
        printed.rely_on(row, hours, zone, holidays)
        return Calendar(name, _zone(zone), _week(hours))
    raise Unreadable(f"no calendar has these hours: {named}")


def _zone(cell: str) -> ZoneInfo:
    try:
        return ZoneInfo(cell.replace("\\", ""))
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise Unreadable(f"I do not know this time zone: {cell}") from error


def _week(cell: str) -> tuple[list[Stretch], ...]:
    """The hours of each day of the week in `Mon-Fri 08:00-18:00, Sat 09:00-12:00`."""
    week: tuple[list[Stretch], ...] = tuple([] for _ in DAYS)
    for part in cell.split(", "):
        said = STRETCH.fullmatch(part)
        if said is None:
            raise Unreadable(f"I cannot read these hours: {part}")
        first, last = DAYS.index(said[1]), DAYS.index(said[2] or said[1])
        start, end = _clock(said[3], said[4]), _clock(said[5], said[6])
        if last < first or end <= start:
            raise Unreadable(f"these hours run backwards: {part}")
        for each in range(first, last + 1):
            week[each].append((start, end))
    return week


def _clock(hours: str, minutes: str) -> timedelta:
    found = timedelta(hours=int(hours), minutes=int(minutes))
    if int(minutes) > 59 or found > timedelta(days=1):
        raise Unreadable(f"no clock shows {hours}:{minutes}")
    return found
