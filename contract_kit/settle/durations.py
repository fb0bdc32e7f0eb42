"""Which events count, how long each took, and which took longer than they may."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

from contract_kit.settle.business import calendar_of
from contract_kit.settle.calendars import Calendar
from contract_kit.settle.events import NOT_YET, Events
from contract_kit.settle.scoring import NEVER
from contract_kit.settle.timelines import Timeline

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from contract_kit.quantities import Duration
    from contract_kit.spec import Contract
    from contract_kit.spec.vocabulary.services import Metric

SECONDS = {
    "second": 1,
    "minute": 60,
    "hour": 3600,
    "business_hour": 3600,
    "day": 86_400,
    "week": 604_800,
    "month": 2_592_000,
    "year": 31_536_000,
}
HOUR = 3600


def within_window(contract: Contract, metric: Metric, events: Events) -> Events:
    """The events that begin within the metric's window; all where it has none."""
    if metric.window is None:
        return events
    hours = calendar_of(contract, metric.window)
    line = Timeline.over(hours, int(events.opened.min()), int(events.opened.max()))
    return events.only(line.elapsed(events.opened, events.opened + 1) > 0)


def of_severities(metric: Metric, events: Events) -> Events:
    """The events whose severity has a limit; all where the metric has one of its own."""
    if metric.severities is None or metric.within is not None:
        return events
    return events.only(np.isin(events.severity, [int(level) for level in metric.severities]))


def without_short(metric: Metric, events: Events) -> Events:
    """The events less the calls given up so soon that they do not count."""
    if metric.short_abandon is None:
        return events
    limit = int(metric.short_abandon.value * SECONDS[metric.short_abandon.unit])
    given_up = (events.answered == NOT_YET) & (events.resolved != NOT_YET)
    return events.only(~(given_up & (events.resolved - events.opened <= limit)))


def _end(metric: Metric, events: Events) -> NDArray[np.int64]:
    """When an event's clock stops: answered for responses, resolved for all else."""
    answered = metric.kind == "response_time" or not (events.resolved != NOT_YET).any()
    return events.answered if answered else events.resolved


def _begin(metric: Metric, events: Events) -> NDArray[np.int64]:
    """When an event's clock starts: at once, or at the full hour after it begins."""
    if metric.first_hour != "not_counted":
        return events.opened
    return events.opened + HOUR - events.opened_local % HOUR


def time_taken(metric: Metric, events: Events, hours: Calendar | str | None) -> NDArray[np.int64]:
    """How long each event took in seconds, in the hours of a calendar if one is given."""
    end = _end(metric, events)
    done, begin = end != NOT_YET, _begin(metric, events)
    stop = np.maximum(np.where(done, end, begin), begin)
    taken = stop - begin
    if isinstance(hours, Calendar) and len(events):
        line = Timeline.over(hours, int(begin.min()), int(stop.max()))
        taken = line.elapsed(begin, stop)
    return np.where(done, np.maximum(taken - events.paused, 0), NEVER)


def late_events(contract: Contract, metric: Metric, events: Events) -> NDArray[np.bool_]:
    """Which events took longer than they may; those that never ended did."""
    late = _beyond(contract, metric.within, metric.calendar, (metric, events))
    for level, by in (metric.severities or {}).items():
        mask = events.severity == int(level)
        if mask.any():
            chosen = (metric, events.only(mask))
            late[mask] = _beyond(contract, by.within, by.calendar or metric.calendar, chosen)
    return late


def _beyond(
    contract: Contract,
    limit: Duration | None,
    named: str | None,
    of: tuple[Metric, Events],
) -> NDArray[np.bool_]:
    metric, events = of
    end = _end(metric, events)
    if limit is None:
        return np.asarray(end == NOT_YET)
    hours = calendar_of(contract, named or metric.window or "")
    if limit.unit == "business_day":
        due = _due(hours, events, int(limit.value)) + events.paused
        return np.asarray((end == NOT_YET) | (end > due))
    counted = hours if limit.unit == "business_hour" else None
    allowed = int(limit.value * SECONDS[limit.unit])
    return np.asarray(time_taken(metric, events, counted) > allowed)


def _due(hours: Calendar, events: Events, days: int) -> NDArray[np.int64]:
    """When each event is due, a number of business days after it came in."""
    day = events.opened_local // 86_400
    late = np.zeros(len(events), np.bool_)
    if hours.cut_off is not None:
        limit = hours.cut_off.hour * 3600 + hours.cut_off.minute * 60
        late = events.opened_local % 86_400 > limit
    keys, first, place = np.unique(day * 2 + late, return_index=True, return_inverse=True)
    due = [
        int(hours.due(datetime.fromtimestamp(int(moment), UTC), days).timestamp())
        for moment in events.opened[first]
    ]
    return np.array(due, np.int64).reshape(len(keys))[place.reshape(-1)]
