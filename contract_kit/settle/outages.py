"""Outages turned into availability: overlap with service hours, planned ones, month by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from contract_kit.settle.business import Planned
from contract_kit.settle.calendars import Calendar, calendar
from contract_kit.settle.events import NOT_YET, Events
from contract_kit.settle.levels import ratio
from contract_kit.settle.measurements import DayLoss, Measurement, Measurements
from contract_kit.settle.periods import Month
from contract_kit.settle.sheets import refusal
from contract_kit.settle.timelines import Timeline, open_seconds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contract_kit.findings import Finding
    from contract_kit.quantities import Duration

_DAY = timedelta(days=1)


def observe_outages(
    found: Measurements, name: str, rule: Planned, of: tuple[Events, Calendar, str]
) -> list[Finding]:
    """Add the availability of each month and the time lost on each day; gives what cannot be."""
    events, hours, path = of
    wrong = _impossible(events, path)
    if wrong:
        return wrong
    planned = events.planned if rule.excused else np.zeros(len(events), np.bool_)
    line = Timeline.over(hours, int(events.opened.min()), int(events.resolved.max()))
    for month in _months(events, hours):
        begin, end = _bounds(month, hours)
        scheduled = open_seconds(hours, begin, end)
        foreseen = _lost(line, events.only(planned), begin, end)
        excused = _excused(rule, line, events.only(planned), (begin, end))
        counted = scheduled - excused
        down = _lost(line, events.only(~planned), begin, end) + foreseen - excused
        level = ratio(counted - down, counted) if counted else None
        found.levels[name, month] = Measurement(name, month, level)
        found.downtime[name, month] = tuple(_day_losses(month, hours, events.only(~planned)))
    return []


def _excused(
    rule: Planned, line: Timeline, events: Events, bounds: tuple[datetime, datetime]
) -> int:
    """Seconds of planned outages that are excused: in their window, up to the month's limit."""
    if rule.window is not None and len(events):
        first, last = int(events.opened.min()), int(events.resolved.max())
        line = line.overlap(Timeline.over(rule.window, first, last))
    lost = _lost(line, events, *bounds)
    return lost if rule.limit is None else min(lost, _seconds(rule.limit))


def _seconds(limit: Duration) -> int:
    seconds = {"second": 1, "minute": 60, "hour": 3600, "business_hour": 3600}
    return int(limit.value * seconds.get(limit.unit, 86_400))


def _impossible(events: Events, path: str) -> list[Finding]:
    """Outages without an end, and outages that begin before an earlier one is over."""
    found = [
        refusal(path, int(row), 1, "the outage has no end in 'resolved'; give it one")
        for row in events.rows[events.resolved == NOT_YET]
    ]
    for kind in (events.planned, ~events.planned):
        part = events.only(kind)
        order = np.argsort(part.opened, kind="stable")
        ends = np.maximum.accumulate(part.resolved[order])
        over = np.flatnonzero(part.opened[order][1:] < ends[:-1]) + 1
        for place in over.tolist():
            row, other = int(part.rows[order[place]]), int(part.rows[order[place - 1]])
            say = f"the outage overlaps the one in row {other}; merge the two"
            found.append(refusal(path, row, 2, say))
    return found


def _months(events: Events, hours: Calendar) -> Iterator[Month]:
    """The months with an outage; one that ends as a month begins has no time in it."""
    first = datetime.fromtimestamp(int(events.opened.min()), hours.tz).date()
    ends = np.maximum(events.resolved - 1, events.opened)
    last = datetime.fromtimestamp(int(ends.max()), hours.tz).date()
    for index in range(Month.of(first).index, Month.of(last).index + 1):
        yield Month.at(index)


def _bounds(month: Month, hours: Calendar) -> tuple[datetime, datetime]:
    after = Month.at(month.index + 1)
    return _midnight(month.first, hours), _midnight(after.first, hours)


def _midnight(day: date, hours: Calendar) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=hours.tz)


def _lost(line: Timeline, events: Events, begin: datetime, end: datetime) -> int:
    """Open seconds of the outages between two moments."""
    low, high = int(begin.timestamp()), int(end.timestamp())
    starts, stops = np.clip(events.opened, low, high), np.clip(events.resolved, low, high)
    return int(line.elapsed(starts, stops).sum())


@dataclass(frozen=True, slots=True)
class _Span:
    begin: datetime
    end: datetime


def _day_losses(month: Month, hours: Calendar, events: Events) -> Iterator[DayLoss]:
    """For each day of the month, the seconds lost inside and outside the service hours."""
    always = calendar(hours.zone)
    spans = [
        _Span(datetime.fromtimestamp(int(a), hours.tz), datetime.fromtimestamp(int(b), hours.tz))
        for a, b in zip(events.opened, events.resolved, strict=True)
    ]
    day = month.first
    while day <= month.last:
        begin, end = _midnight(day, hours), _midnight(day + _DAY, hours)
        inside = total = 0
        for span in spans:
            low, high = max(begin, span.begin), min(end, span.end)
            if low < high:
                inside += open_seconds(hours, low, high)
                total += open_seconds(always, low, high)
        if total:
            yield DayLoss(day, inside, total - inside)
        day += _DAY
