"""Business calendars: service hours, holidays, time zones; daylight saving is counted right."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from contract_kit.errors import UsageError
from contract_kit.settle.hours import ALWAYS, Week, parse_hours

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Hours that count. `places` name public holidays (`GB-ENG`, `PH`), `closed` single days."""

    zone: str = "UTC"
    week: Week = ALWAYS
    places: tuple[str, ...] = ()
    closed: frozenset[date] = field(default_factory=frozenset)
    cut_off: time | None = None

    @property
    def tz(self) -> ZoneInfo:
        """The calendar's time zone."""
        return ZoneInfo(self.zone)

    def is_business_day(self, day: date) -> bool:
        """Whether the calendar is open at some time of this day."""
        if not self.week[day.weekday()] or day in self.closed:
            return False
        return not any(day in public_holidays(place, day.year) for place in self.places)

    def spans(self, first: date, last: date) -> Iterator[tuple[int, int]]:
        """The open intervals from `first` to `last` as POSIX seconds, in order."""
        zone, day = self.tz, first
        while day <= last:
            if self.is_business_day(day):
                for start, end in self.week[day.weekday()]:
                    begin, finish = _instant(day, start, zone), _instant(day, end, zone)
                    if finish > begin:
                        yield begin, finish
            day += _DAY

    def add_business_days(self, day: date, count: int) -> date:
        """The business day `count` business days after `day`."""
        for _ in range(3660):
            if count <= 0:
                return day
            day += _DAY
            count -= self.is_business_day(day)
        raise UsageError("The calendar has no business day within ten years.")

    def day_zero(self, received: datetime) -> date:
        """The day from which a turnaround counts: the next business day after the cut-off."""
        local = received.astimezone(self.tz)
        day = local.date()
        late = self.cut_off is not None and local.time() > self.cut_off
        return self.add_business_days(day, 1) if late or not self.is_business_day(day) else day

    def due(self, received: datetime, business_days: int) -> datetime:
        """The end of service hours of the last day of a turnaround in business days."""
        day = self.add_business_days(self.day_zero(received), business_days)
        closing = self.week[day.weekday()][-1][1]
        return datetime.fromtimestamp(_instant(day, closing, self.tz), self.tz)


def calendar(
    zone: str, hours: str = "24x7", holidays: Iterable[str | date] = (), cut_off: time | None = None
) -> Calendar:
    """A calendar from its words; holidays are places, dates, or both."""
    places, closed = [], []
    for item in holidays:
        if isinstance(item, date):
            closed.append(item)
        elif item[:1].isdigit():
            closed.append(date.fromisoformat(item))
        elif item != "none":
            places.append(item)
    return Calendar(zone, parse_hours(hours), tuple(places), frozenset(closed), cut_off)


@lru_cache(maxsize=256)
def public_holidays(place: str, year: int) -> frozenset[date]:
    """The public holidays of a country (`PH`) or part of one (`GB-ENG`, `US-NY`)."""
    import holidays  # noqa: PLC0415 - half a second that most commands never need

    country, _, part = place.partition("-")
    try:
        found = holidays.country_holidays(country, subdiv=part or None, years=year)
    except NotImplementedError as error:
        raise UsageError(
            f"No public holidays are known for '{place}'; list the dates themselves."
        ) from error
    return frozenset(found)


def _instant(day: date, minute: int, zone: ZoneInfo) -> int:
    """The POSIX second of a local clock time; 1440 is midnight at the end of the day."""
    if minute == 1440:
        day, minute = day + _DAY, 0
    local = datetime.combine(day, time(minute // 60, minute % 60), tzinfo=zone)
    return int(local.timestamp())
