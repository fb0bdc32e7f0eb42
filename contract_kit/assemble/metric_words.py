"""What the result of a metric is, in words: where its clock starts and stops, which items count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract_kit.assemble.values import sentence_case
from contract_kit.library.measures import measures
from contract_kit.spec.kinds import result_form, time_unit, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contract_kit.quantities import Duration
    from contract_kit.spec import Contract
    from contract_kit.spec.vocabulary.metrics import Metric

MAINTENANCE = ("planned_maintenance", "planned_outage")


def definition(contract: Contract, metric: Metric) -> str:
    """The sentences that say what a metric's result is; none where its `formula` says it."""
    form = result_form(metric)
    if metric.formula or not form:
        return ""
    kind, forms = measures().kinds[metric.kind], measures().forms
    if form == "in_time" and not _limits(metric):
        form = "completed"
    template = kind[form] if form in ("kind", "average") else forms[form]
    sentences = [template.format_map(_words(metric, kind)), *_further(contract, metric, form)]
    return sentence_case(" ".join(sentences))


def _words(metric: Metric, kind: dict[str, str]) -> dict[str, str]:
    """The words that stand for a metric in the sentences of its form."""
    words = measures().words
    items = kind.get("items", "")
    own_clock = metric.clock_from is not None or metric.first_hour == "not_counted"
    counted = words["sample"] if metric.sample else words["all_of"]
    return {
        **kind,
        "all": items,
        "all_of": counted.format(items=items),
        "start": words["clock"] if own_clock else kind.get("start", ""),
        "statistic": measures().statistics.get(metric.statistic or "mean", ""),
        "repeat": kind.get("repeat", "") if metric.repeat_window else "",
        "rest": words["rest"] + (words["round_the_clock"] if _round_the_clock(metric) else ""),
    }


def _limits(metric: Metric) -> list[Duration]:
    """The times allowed: the metric's own, and those of its severities."""
    limits = [metric.within, *(one.within for one in (metric.severities or {}).values())]
    return [one for one in limits if one is not None]


def _round_the_clock(metric: Metric) -> bool:
    """Whether hours are named for a metric, but its times are not counted in them alone."""
    units = [one.unit for one in _limits(metric)] or [time_unit(unit_of(metric))]
    named = metric.window is not None or metric.calendar is not None
    return named and not any(unit.startswith("business_") for unit in units)


def _further(contract: Contract, metric: Metric, form: str) -> Iterator[str]:
    """What else decides: items given up, days that are counted, maintenance that is excused."""
    words, kind = measures().words, measures().kinds[metric.kind]
    if form == "in_time" and "late" in kind:
        yield kind["late" if metric.short_abandon is None else "late_short"]
    if form == "in_time" and any(one.unit == "business_day" for one in _limits(metric)):
        yield words["days"]
    if form == "kind" and metric.kind == "availability" and _maintenance(contract, metric):
        yield words["maintenance"]


def _maintenance(contract: Contract, metric: Metric) -> bool:
    """Whether the Relief Events alone excuse planned outages of a metric."""
    levels = contract.service_levels
    listed = levels.exclusions if levels else ()
    named = any(
        one in MAINTENANCE if isinstance(one, str) else one.planned_maintenance is not None
        for one in listed
    )
    return named and metric.planned_outages is None
