"""Tables on how results are measured and judged, and on what good ones earn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from contract_kit.assemble.hours import severity_hours
from contract_kit.assemble.measuring import rules
from contract_kit.assemble.metric_words import definition
from contract_kit.assemble.tables.delivery import region
from contract_kit.assemble.tables.levels import asked
from contract_kit.assemble.tables.sheet import Sheet
from contract_kit.assemble.values import sentence_case


def bonuses(sheet: Sheet) -> Sheet:
    """One row a bonus."""
    sheet.head(
        "Bonuses", ("Service Level", 2.0), ("Level to reach", 1.2, "right"), ("Bonus", 2.4, "right")
    )
    metrics = sheet.mapping("service_levels.metrics")
    for index, award in enumerate(sheet.listing("service_levels.bonuses.awards")):
        metric = metrics.get(str(award.metric))
        at = asked(sheet, metric, award.at) if metric is not None else sheet.text(award.at)
        path = f"service_levels.bonuses.awards.{index}"
        sheet.row(path, sheet.name(str(award.metric)), at, _pay(sheet, award))
    return sheet


def _pay(sheet: Sheet, award: Any) -> str:
    """What an award pays: once, or for each full step over the target."""
    shown = sheet.text(award.pay)
    if award.step is None:
        return shown
    most = f", at most {sheet.text(award.cap)}" if award.cap is not None else ""
    return f"{shown} for each full {sheet.text(award.step)} better than Expected{most}"


def metric_definitions(sheet: Sheet) -> Sheet:
    """One row for the definition of a kind of metric, with the metrics it holds for."""
    sheet.head("Definitions of results", ("Service Levels", 1.6), ("Result", 4.0))
    where: dict[str, list[str]] = {}
    for key, metric in sheet.mapping("service_levels.metrics").items():
        if words := definition(sheet.facts.contract, metric):
            where.setdefault(words, []).append(key)
    for words, keys in where.items():
        names = [sheet.name(key) for key in keys]
        sheet.row(f"service_levels.metrics.{keys[0]}.kind", names, words)
    return sheet


def measurement_rules(sheet: Sheet) -> Sheet:
    """One row a rule of measurement, stated or left to its default, with its metrics."""
    sheet.head("Rules of measurement", ("Rule", 3.0), ("Service Levels", 2.6))
    where: dict[str, list[tuple[str, str]]] = {}
    for path, key, words in rules(sheet.facts.contract, lambda code: region(sheet, code)):
        where.setdefault(words, []).append((path, sheet.name(key)))
    for words, found in where.items():
        sheet.row(found[0][0], sentence_case(words), [name for _, name in found])
    return sheet


def severities(sheet: Sheet) -> Sheet:
    """One row a severity of each metric that has limits by severity."""
    sheet.head(
        "Limits by severity",
        ("Service Level", 1.6),
        ("Severity", 0.7),
        ("Time allowed", 2.0),
        ("Expected", 1.0, "right"),
        ("Escalated after", 1.1),
    )
    for key, metric in sheet.mapping("service_levels.metrics").items():
        for name, one in (metric.severities or {}).items():
            hours = severity_hours(
                sheet.facts.contract, metric, one.calendar, lambda code: region(sheet, code)
            )
            target = metric.target if one.target is None else one.target
            sheet.row(
                f"service_levels.metrics.{key}.severities.{name}",
                sheet.name(key),
                name,
                f"{sheet.text(one.within)}{hours}",
                asked(sheet, metric, target),
                one.escalate_after,
            )
    return sheet


BUILDERS: dict[str, Callable[[Sheet], Sheet]] = {
    "bonuses": bonuses,
    "metric_definitions": metric_definitions,
    "measurement_rules": measurement_rules,
    "severities": severities,
}
