"""Raw events turned into what was measured: a level for each metric and month."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

from contract_kit.errors import MeasurementError
from contract_kit.settle.business import calendar_of, hours_of, metrics_of, planned_limit
from contract_kit.settle.calendars import Calendar
from contract_kit.settle.events import NOT_YET, Events
from contract_kit.settle.measurements import Measurement, Measurements
from contract_kit.settle.outages import observe_outages
from contract_kit.settle.periods import parse_month
from contract_kit.settle.scheme import TIMES, statistic
from contract_kit.settle.scoring import (
    NEVER,
    Months,
    Score,
    count_scores,
    share_scores,
    time_scores,
)
from contract_kit.settle.sheets import refusal
from contract_kit.settle.timelines import Timeline

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from contract_kit.findings import Finding
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
COUNTABLE = TIMES | {"availability", "abandonment_rate", "average_handle_time", "custom"}
MONTH_OF_OPENING = "An event counts in the month in which it was opened."
OPEN_IS_LATE = "An event that has no end yet counts as late."


def observe(contract: Contract, events: Mapping[str, Events], path: str = "") -> Measurements:
    """The levels that the events of each metric come to; raises with every event that cannot be."""
    found = Measurements(assumptions=(MONTH_OF_OPENING, OPEN_IS_LATE))
    findings: list[Finding] = []
    for name, happened in events.items():
        metric = metrics_of(contract)[name]
        if metric.kind == "availability":
            hours = calendar_of(contract, hours_of(metric))
            limit = planned_limit(contract, metric)
            findings += observe_outages(found, name, limit, (happened, hours, path))
        elif metric.kind in COUNTABLE or metric.statistic == "count":
            _keep(found, name, _scores(contract, metric, happened))
        else:
            findings.append(
                refusal(
                    path,
                    int(happened.rows[0]),
                    1,
                    f"{name} ({metric.kind}) is not measured by times;"
                    " give its level in a file with metric,period,value",
                )
            )
    if findings:
        raise MeasurementError(findings)
    return found


def _keep(found: Measurements, name: str, scores: list[Score]) -> None:
    for score in scores:
        month = parse_month(score.month)
        if month is not None:
            misses = None if score.good is None else score.events - score.good
            measured = Measurement(name, month, score.level, score.events, misses)
            found.levels[name, month] = measured


def _scores(contract: Contract, metric: Metric, events: Events) -> list[Score]:
    if metric.kind == "abandonment_rate":
        return _abandonment(metric, events)
    named = statistic(metric)
    if named == "count":
        return count_scores(Months.of(events.opened_local, np.zeros(len(events), np.int64)))
    if named == "share_within":
        late = _late(contract, metric, events).astype(np.int64)
        return share_scores(Months.of(events.opened_local, late), 0)
    unit = (metric.unit or "minute").removesuffix("s")
    hours = metric.calendar if unit.startswith("business") else None
    taken = _taken(events, _end(metric, events), hours and calendar_of(contract, hours))
    months = Months.of(events.opened_local, taken)
    return time_scores(months, named, SECONDS.get(unit, 60), metric.percentile or "nearest_rank")


def _end(metric: Metric, events: Events) -> NDArray[np.int64]:
    """When an event's clock stops: answered for responses, resolved for all else."""
    answered = metric.kind == "response_time" or not (events.resolved != NOT_YET).any()
    return events.answered if answered else events.resolved


def _taken(
    events: Events, end: NDArray[np.int64], hours: Calendar | str | None
) -> NDArray[np.int64]:
    """How long each event took in seconds, in the hours of a calendar if one is given."""
    done = end != NOT_YET
    stop = np.where(done, end, events.opened)
    taken = stop - events.opened
    if isinstance(hours, Calendar) and len(events):
        line = Timeline.over(hours, int(events.opened.min()), int(stop.max()))
        taken = line.elapsed(events.opened, stop)
    return np.where(done, np.maximum(taken - events.paused, 0), NEVER)


def _late(contract: Contract, metric: Metric, events: Events) -> NDArray[np.bool_]:
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
    return np.asarray(_taken(events, end, counted) > allowed)


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


def _abandonment(metric: Metric, events: Events) -> list[Score]:
    """Percent given up before an answer; those given up soon are taken out of both sides."""
    gone = events.answered == NOT_YET
    kept = np.ones(len(events), np.bool_)
    if metric.short_abandon is not None:
        limit = int(metric.short_abandon.value * SECONDS[metric.short_abandon.unit])
        ended = events.resolved != NOT_YET
        kept = ~(gone & ended & (events.resolved - events.opened <= limit))
    months = Months.of(events.opened_local[kept], gone[kept].astype(np.int64))
    scores = share_scores(months, 0)
    return [
        Score(score.month, None if score.level is None else 100 - score.level, score.events)
        for score in scores
    ]
