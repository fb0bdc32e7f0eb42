"""Tables on how results are measured and judged, and on what good ones earn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from contract_kit.assemble.measuring import rules
from contract_kit.assemble.tables.levels import level
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
        at = level(sheet, metric, award.at) if metric is not None else sheet.text(award.at)
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


def measurement_rules(sheet: Sheet) -> Sheet:
    """One row a rule of measurement, stated or left to its default, with its metrics."""
    sheet.head("Rules of measurement", ("Rule", 3.0), ("Service Levels", 2.6))
    where: dict[str, list[tuple[str, str]]] = {}
    for path, key, words in rules(sheet.facts.contract):
        where.setdefault(words, []).append((path, sheet.name(key)))
    for words, found in where.items():
        sheet.row(found[0][0], sentence_case(words), [name for _, name in found])
    return sheet


BUILDERS: dict[str, Callable[[Sheet], Sheet]] = {
    "bonuses": bonuses,
    "measurement_rules": measurement_rules,
}
