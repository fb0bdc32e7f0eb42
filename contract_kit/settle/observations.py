"""Raw events turned into what was measured: a level for each metric and month."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from contract_kit.errors import MeasurementError
from contract_kit.settle.business import calendar_of, hours_of, metrics_of, planned_rule
from contract_kit.settle.durations import (
    SECONDS,
    late_events,
    of_severities,
    time_taken,
    within_window,
    without_short,
)
from contract_kit.settle.events import NOT_YET, Events
from contract_kit.settle.measurements import Measurement, Measurements
from contract_kit.settle.outages import observe_outages
from contract_kit.settle.periods import parse_month
from contract_kit.settle.scheme import TIMES, statistic
from contract_kit.settle.scoring import (
    Months,
    Score,
    count_scores,
    share_scores,
    time_scores,
)
from contract_kit.settle.severities import combined, judged_apart
from contract_kit.settle.sheets import refusal
from contract_kit.spec.kinds import time_unit, unit_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contract_kit.findings import Finding
    from contract_kit.spec import Contract
    from contract_kit.spec.vocabulary.services import Metric

COUNTABLE = TIMES | {"abandonment_rate", "average_handle_time", "custom"}
MONTH_OF_OPENING = "An event counts in the month in which it was opened."
OPEN_IS_LATE = "An event that has no end yet counts as late."


def observe(contract: Contract, events: Mapping[str, Events], path: str = "") -> Measurements:
    """The levels that the events of each metric come to; raises with every event that cannot be."""
    found = Measurements(assumptions=(MONTH_OF_OPENING, OPEN_IS_LATE))
    findings: list[Finding] = []
    for name, happened in events.items():
        metric = metrics_of(contract)[name]
        if metric.kind == "availability" and metric.statistic != "count":
            hours = calendar_of(contract, hours_of(metric))
            planned = planned_rule(contract, metric)
            findings += observe_outages(found, name, planned, (happened, hours, path))
        elif _measurable(metric):
            counted = within_window(contract, metric, happened)
            _keep(found, name, _scores(contract, metric, counted) if len(counted) else [])
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


def _measurable(metric: Metric) -> bool:
    """Whether times of events give the level: a count, a share, or a time in a unit of time."""
    if metric.statistic == "count" or metric.kind == "abandonment_rate":
        return True
    if metric.kind not in COUNTABLE:
        return False
    return statistic(metric) == "share_within" or time_unit(unit_of(metric)) in SECONDS


def _keep(found: Measurements, name: str, scores: list[Score]) -> None:
    for score in scores:
        month = parse_month(score.month)
        if month is not None:
            misses = None if score.good is None else score.events - score.good
            measured = Measurement(name, month, score.level, score.events, misses)
            found.levels[name, month] = measured


def _scores(contract: Contract, metric: Metric, events: Events) -> list[Score]:
    named = statistic(metric)
    if metric.kind == "abandonment_rate":
        events = without_short(metric, events)
        if named != "count":
            return _abandonment(events)
        events = events.only(events.answered == NOT_YET)
    if named == "count":
        return count_scores(Months.of(events.opened_local, np.zeros(len(events), np.int64)))
    if named == "share_within":
        return _shares(contract, metric, events)
    unit = time_unit(unit_of(metric))
    hours = metric.calendar if unit.startswith("business") else None
    counted = hours and calendar_of(contract, hours)
    taken = time_taken(metric, events, counted)
    months = Months.of(events.opened_local, taken)
    return time_scores(months, named, SECONDS[unit], metric.percentile or "nearest_rank")


def _shares(contract: Contract, metric: Metric, events: Events) -> list[Score]:
    """The share in time of each month, by severity where one has a target of its own."""
    events = without_short(metric, of_severities(metric, events))
    if not len(events):
        return []
    late = late_events(contract, metric, events).astype(np.int64)
    scores = share_scores(Months.of(events.opened_local, late), 0)
    if not judged_apart(metric):
        return scores
    parts: dict[str, list[Score]] = {
        level: share_scores(Months.of(events.opened_local[mask], late[mask]), 0)
        for level in metric.severities or {}
        if (mask := events.severity == int(level)).any()
    }
    return [_worst(metric, score, parts) for score in scores]


def _worst(metric: Metric, score: Score, parts: dict[str, list[Score]]) -> Score:
    """A month's score with the level that its severities together give."""
    shares = {
        level: one.level
        for level, scores in parts.items()
        for one in scores
        if one.month == score.month and one.level is not None
    }
    if score.level is None:
        return score
    return replace(score, level=combined(metric, score.level, shares))


def _abandonment(kept: Events) -> list[Score]:
    """Percent given up before an answer, of the calls that count."""
    gone = (kept.answered == NOT_YET).astype(np.int64)
    if not len(kept):
        return []
    months = Months.of(kept.opened_local, gone)
    scores = share_scores(months, 0)
    return [
        Score(score.month, None if score.level is None else 100 - score.level, score.events)
        for score in scores
    ]
