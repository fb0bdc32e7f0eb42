"""Severities with targets of their own: one result for a Service Level of several promises."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.settle.business import metrics_of
from contract_kit.settle.levels import ratio
from contract_kit.settle.terms import ZERO

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contract_kit.settle.measurements import Measurement, Measurements
    from contract_kit.settle.periods import Month
    from contract_kit.spec import Contract
    from contract_kit.spec.vocabulary.services import Metric


def judged_apart(metric: Metric) -> bool:
    """Whether a severity has a target of its own, so that each is judged by itself."""
    return any(one.target is not None for one in (metric.severities or {}).values())


def combined(metric: Metric, overall: Decimal, shares: Mapping[str, Decimal]) -> Decimal:
    """The result of a metric from the share in time of each severity, in percent.

    It is the share of all events while every severity reaches its target, else the metric's
    target less the largest number of points by which a severity falls short of its own.
    """
    targets = {
        level: metric.target if one.target is None else one.target
        for level, one in (metric.severities or {}).items()
    }
    short = [target - shares[level] for level, target in targets.items() if level in shares]
    worst = max(short, default=ZERO)
    return overall if worst <= ZERO else max(metric.target - worst, ZERO)


def part_names(contract: Contract) -> tuple[str, ...]:
    """What a file may call the severities of a metric that are judged apart: `response.1`."""
    return tuple(
        f"{name}.{level}"
        for name, metric in metrics_of(contract).items()
        if judged_apart(metric)
        for level in metric.severities or {}
    )


def put_together(contract: Contract, found: Measurements) -> None:
    """Replace the rows of a metric's severities by one row of the metric for each month."""
    names = set(part_names(contract))
    parts: dict[tuple[str, Month], dict[str, Measurement]] = {}
    for key in [key for key in found.levels if key[0] in names]:
        metric, _, level = key[0].rpartition(".")
        parts.setdefault((metric, key[1]), {})[level] = found.levels.pop(key)
    for (name, month), rows in parts.items():
        metric_spec = metrics_of(contract)[name]
        found.levels[name, month] = _together(metric_spec, name, rows)


def _together(metric: Metric, name: str, rows: dict[str, Measurement]) -> Measurement:
    """One measurement of all severities; those without an event do not count."""
    first = next(iter(rows.values()))
    events = sum(row.events or 0 for row in rows.values())
    misses = sum(row.misses or 0 for row in rows.values())
    shares = {level: row.level for level, row in rows.items() if row.level is not None}
    overall = ratio(events - misses, events) if events else None
    level = combined(metric, overall, shares) if overall is not None else None
    return replace(first, metric=name, level=level, events=events, misses=misses)
