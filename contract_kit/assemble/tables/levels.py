"""Tables on service levels, credits and bonuses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from contract_kit import settle
from contract_kit.assemble.measuring import shown_levels
from contract_kit.assemble.tables.sheet import Sheet
from contract_kit.assemble.values import sentence_case
from contract_kit.quantities import Percent
from contract_kit.settle.judgements import levels_start
from contract_kit.settle.occasions import covered
from contract_kit.spec import id_of
from contract_kit.spec.kinds import higher_is_better, share_within, unit_of


def level(sheet: Sheet, metric: Any, value: Any) -> str:
    """A level with its unit: `80%`, `45 seconds`, `35 points`."""
    if value is None:
        return "–"
    figure = sheet.text(value)
    unit = unit_of(metric)
    if not isinstance(value, (int, Decimal)) or unit in {"", "none"}:
        return figure
    return f"{figure}%" if unit == "percent" else f"{figure} {unit}"


def asked(sheet: Sheet, metric: Any, value: Any) -> str:
    """A level with what is asked of it: `at least 80%`, `at most 45 seconds`."""
    better = higher_is_better(metric)
    if value is None or better is None:
        return level(sheet, metric, value)
    return f"{'at least' if better else 'at most'} {level(sheet, metric, value)}"


def measured(sheet: Sheet, metric: Any) -> str:
    """What is measured, in words."""
    kind = "" if str(metric.kind) == "custom" else sheet.printer.label(str(metric.kind))
    parts = [sentence_case(kind)] if kind else []
    if metric.within:
        parts.append(f"within {sheet.text(metric.within)}")
    elif share_within(metric):
        parts.append("within the time allowed" if metric.severities else "completed")
    if metric.statistic and str(metric.statistic) not in {"share_within"}:
        parts.append(statistic(str(metric.statistic)))
    survey = str(metric.kind) in {"csat", "nps"}
    for text, value in (
        ("scale", metric.scale),
        ("no repeat within", metric.repeat_window),
        ("at least {} " + ("answers" if survey else "items"), metric.min_sample),
        ("sample of", metric.sample),
    ):
        if value:
            shown = sheet.text(value)
            parts.append(text.format(shown) if "{}" in text else f"{text} {shown}")
    if metric.formula:
        parts.append(f"computed as {metric.formula}")
    return sentence_case(", ".join(parts)) + _ramp(sheet, metric)


def _ramp(sheet: Sheet, metric: Any) -> str:
    """The gentler levels of the first months."""
    steps = []
    for step in metric.ramp:
        shown = f"expected {level(sheet, metric, step.target)}"
        if step.minimum is not None:
            shown += f", minimum {level(sheet, metric, step.minimum)}"
        steps.append(f"; up to month {step.until_month}: {shown}")
    if steps:
        start = sheet.text(levels_start(sheet.facts.contract))
        steps.append(f"; month 1 is the one in which {start} falls")
    return "".join(steps)


def statistic(name: str) -> str:
    """A statistic in words: `p90` as `90th percentile`."""
    if name.startswith("p") and name[1:].isdigit():
        return f"{name[1:]}th percentile"
    return {"mean": "average", "max": "highest value", "count": "number"}.get(name, name)


def levels(sheet: Sheet) -> Sheet:
    """One row a metric that carries money; where none does, one a metric of the next class."""
    return _levels(sheet, "Service Levels", shown_levels(sheet.facts.contract))


def metrics_reported(sheet: Sheet) -> Sheet:
    """One row a metric that is reported only."""
    shown = shown_levels(sheet.facts.contract)
    every = sheet.mapping("service_levels.metrics")
    return _levels(sheet, "Key performance indicators", [key for key in every if key not in shown])


def _levels(sheet: Sheet, caption: str, keys: Sequence[str]) -> Sheet:
    processes = sheet.mapping("scope.processes")
    several = len(processes) > 1 or any(not covered(sheet.facts.contract, key) for key in keys)
    sheet.head(
        caption,
        ("Service Level" if caption == "Service Levels" else "Indicator", 1.5),
        *((("Service", 1.1),) if several else ()),
        ("What is measured", 2.0),
        ("Expected", 1.05),
        ("Minimum", 1.05),
        ("Source", 1.0),
        ("Period", 0.8),
    )
    default = sheet.get("service_levels.period")
    said = sheet.is_short and sheet.get("level_period")
    metrics = sheet.mapping("service_levels.metrics")
    for key in keys:
        metric = metrics[key]
        own = covered(sheet.facts.contract, key)
        services = [sheet.name(name) for name in processes if name in own]
        sheet.row(
            f"service_levels.metrics.{key}",
            sheet.name(key),
            *((services or None,) if several else ()),
            measured(sheet, metric),
            asked(sheet, metric, metric.target),
            asked(sheet, metric, metric.minimum),
            metric.source,
            None if said else metric.period or default or "month",
        )
    return sheet


def exclusions(sheet: Sheet) -> Sheet:
    """One row a relief event."""
    sheet.head("Relief events", ("Event", 2.0), ("Meaning", 4.0))
    for index, one in enumerate(sheet.listing("service_levels.exclusions")):
        for key, extent in _events(one):
            title, meaning = _EXCLUSIONS.get(key, (sheet.name(key), "as named"))
            shown = meaning.format(sheet.text(extent)) if extent is not None else _free(meaning)
            sheet.row(f"service_levels.exclusions.{index}", title, shown)
    return sheet


def _events(one: Any) -> list[tuple[str, Any]]:
    if isinstance(one, str):
        return [(one, None)]
    limits = ((name, getattr(one, name)) for name in type(one).model_fields)
    return [(name, limit) for name, limit in limits if limit is not None]


def _free(meaning: str) -> str:
    """The meaning of an event without the limit that the spec does not give."""
    return meaning.replace(", up to {} a month in all", "")


_EXCLUSIONS = {
    "force_majeure": ("Force majeure", "a Force Majeure Event, while and to the extent it lasts"),
    "customer_duty_missed": (
        "Missed Customer responsibility",
        "the Customer did not do what this Agreement asks of it, so far as this caused the miss",
    ),
    "customer_system_outage": (
        "Outage of a Customer system",
        "a system that the Customer runs was not available, for the time of the outage",
    ),
    "volume_above_forecast": (
        "Volume above what is expected",
        "the volume of a Service in a month was above {} of its expected volume a month, for all of"
        " each miss of the Service Levels that belong to that Service",
    ),
    "planned_maintenance": (
        "Planned maintenance",
        "maintenance announced beforehand, up to {} a month in all",
    ),
    "planned_outage": ("Planned outage", "an outage announced beforehand"),
    "third_party": ("Third party of the Customer", "a supplier chosen by the Customer failed"),
    "law": ("Suspension by law", "the law or an authority forbade the Services, while it did"),
}


def worked_example(sheet: Sheet) -> Sheet:
    """The worked example, computed from the same data as the clause.

    The short form has one only where the spec states what it is of.
    """
    if sheet.is_short and not sheet.get("service_levels.credits.worked_example"):
        return sheet
    example = settle.worked_example(sheet.facts.contract)
    if example is None:
        return _stated_example(sheet)
    sheet.head(
        f"Worked example at Monthly Charges of {sheet.money(sheet.get('figures.monthly_charges'))}",
        ("Service Level", 2.0),
        ("Level reached", 1.0, "right"),
        ("Weight", 0.8, "right"),
        ("Share", 0.8, "right"),
        ("Part of the At-Risk Amount", 1.2, "right"),
        ("Price adjustment", 1.4, "right"),
    )
    metrics = sheet.mapping("service_levels.metrics")
    for line in example.lines:
        sheet.row(
            f"service_levels.metrics.{line.metric}",
            sheet.name(line.metric),
            level(sheet, metrics[line.metric], line.level),
            sheet.text(Percent(line.weight)),
            sheet.text(Percent(line.share)),
            sheet.text(Percent(line.percent)),
            sheet.money(line.amount),
        )
    path = "service_levels.credits.worked_example"
    part = sheet.text(Percent(example.percent))
    sheet.row(path, "Total", "", "", "", part, sheet.money(example.total), bold=True)
    return sheet


def _stated_example(sheet: Sheet) -> Sheet:
    """The example of metrics whose credit follows another rule than their weight."""
    example = settle.stated_example(sheet.facts.contract)
    if example is None:
        return sheet
    charges = sheet.money(sheet.get("figures.monthly_charges"))
    sheet.head(
        f"Worked example at Monthly Charges of {charges}, in a month of 30 days",
        ("Service Level", 2.0),
        ("Level reached", 1.0, "right"),
        ("Rule", 2.6),
        ("Price adjustment", 1.4, "right"),
    )
    metrics = sheet.mapping("service_levels.metrics")
    for line in example.lines:
        path = f"service_levels.credits.worked_example.{line.metric}"
        shown = level(sheet, metrics[line.metric], line.level)
        sheet.row(path, sheet.name(line.metric), shown, line.text, sheet.money(line.amount))
    path = "service_levels.credits.worked_example"
    sheet.row(path, "Total after the cap", "", "", sheet.money(example.total), bold=True)
    return sheet


def assumed(sheet: Sheet, assumptions: Sequence[Any]) -> Sheet:
    """One row an assumption, with the ids of everything it is made for."""
    where: dict[str, list[str]] = {}
    for one in assumptions:
        where.setdefault(one.text, []).append(id_of(one.path, one.value))
    for text, ids in where.items():
        sheet.row("", sentence_case(text), "; ".join(ids))
    return sheet


def pilot_exit(sheet: Sheet) -> Sheet:
    """One row a test that ends the pilot."""
    sheet.head("Exit criteria", ("Service Level", 2.6), ("Level to reach", 2.0, "right"))
    metrics = sheet.mapping("service_levels.metrics")
    for index, test in enumerate(sheet.listing("pilot.exit")):
        metric = metrics.get(str(test.metric))
        word, value = (
            ("at least", test.at_least) if test.at_least is not None else ("at most", test.at_most)
        )
        shown = level(sheet, metric, value) if metric is not None else sheet.text(value)
        sheet.row(f"pilot.exit.{index}", sheet.name(str(test.metric)), f"{word} {shown}")
    return sheet


BUILDERS: dict[str, Callable[[Sheet], Sheet]] = {
    "levels": levels,
    "metrics_reported": metrics_reported,
    "exclusions": exclusions,
    "worked_example": worked_example,
    "pilot_exit": pilot_exit,
}
