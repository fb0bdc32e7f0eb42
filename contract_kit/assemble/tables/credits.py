"""Tables on what a miss costs: weights, tiers, rebates, stated credits, events and durations."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from contract_kit.assemble.crediting import (
    credit_words,
    duration_words,
    rules_of,
    scored,
    stated,
)
from contract_kit.assemble.tables.levels import level
from contract_kit.assemble.tables.sheet import Sheet
from contract_kit.quantities import Percent
from contract_kit.settle.credits import Band
from contract_kit.settle.rebates import REBATES, STATED
from contract_kit.settle.scheme import higher_is_better, scheme
from contract_kit.spec.kinds import unit_of

CREDITS = "service_levels.credits"
METRICS = "service_levels.metrics"


def _metrics(sheet: Sheet, rule: str) -> list[tuple[str, Any]]:
    """The metrics whose credit follows a rule."""
    metrics = sheet.mapping(METRICS)
    rules = rules_of(sheet.facts.contract)
    return [(key, metrics[key]) for key, names in rules.items() if rule in names]


def weights(sheet: Sheet) -> Sheet:
    """The share of the at-risk amount that each metric with a weighted credit carries."""
    sheet.head(
        "Weights",
        ("Service Level", 2.6),
        ("Weight", 1.0, "right"),
        ("Credit at full share", 1.6, "right"),
    )
    at_risk = sheet.get("figures.at_risk")
    total = Decimal(0)
    for key, metric in _metrics(sheet, "weighted"):
        weight = metric.weight or Decimal(0)
        total += Decimal(weight)
        amount = at_risk.amount * weight / 100 if at_risk is not None else None
        sheet.row(
            f"{METRICS}.{key}.weight",
            sheet.name(key),
            sheet.text(Percent(Decimal(weight))),
            sheet.money(amount),
        )
    if total:
        amount = at_risk.amount * total / 100 if at_risk is not None else None
        sheet.row("", "Total", sheet.text(Percent(total)), sheet.money(amount), bold=True)
    return sheet


def credit_tiers(sheet: Sheet) -> Sheet:
    """What share of a metric's weight a miss costs."""
    sheet.head(
        "Price adjustment by level reached",
        ("Level reached in the period", 3.0),
        ("Share of the weight credited", 1.6, "right"),
    )
    tiers = scheme(sheet.facts.contract).tiers
    worse: tuple[tuple[str, Decimal], ...] = (
        ("Worse than Expected", tiers.below_target),
        ("Worse than Minimum", tiers.below_minimum),
    )
    if tiers.bands:
        worse = tuple((_band(sheet, band), band.share) for band in tiers.bands)
    for title, share in worse:
        sheet.row(f"{CREDITS}.tiers", title, sheet.text(Percent(share)))
    return sheet


def _band(sheet: Sheet, band: Band) -> str:
    """A band of points away from the target, in words."""
    more = f"More than {sheet.text(band.above)}"
    upto = f" and up to {sheet.text(band.to)}" if band.to is not None else ""
    return f"{more}{upto} points worse than Expected"


def rebates(sheet: Sheet) -> Sheet:
    """One row a step of each rebate table, those that share a table together."""
    sheet.head(
        "Rebates",
        ("Service Level", 2.0),
        ("Level reached", 1.6, "right"),
        ("Service Credit", 2.4, "right"),
    )
    credits = sheet.get(CREDITS)
    metrics = _metrics(sheet, "table")
    common = [(key, metric) for key, metric in metrics if not metric.table]
    if common:
        path = f"{CREDITS}.table"
        names = sheet.printer.join(sheet.name(key) for key, _ in common)
        _rows(sheet, names, (path, common[0][1]), credits.table)
    for key, metric in metrics:
        if metric.table:
            _rows(sheet, sheet.name(key), (f"{METRICS}.{key}.table", metric), metric.table)
    return sheet


def _rows(sheet: Sheet, names: str, of: tuple[str, Any], table: Any) -> None:
    path, metric = of
    word = "at least" if higher_is_better(metric) else "at most"
    for index, entry in enumerate(table):
        credit = credit_words(sheet, sheet.get(CREDITS), entry.rebate, REBATES)
        sheet.row(
            f"{path}.{index}", names, f"{word} {level(sheet, metric, entry.achieved)}", credit
        )


def stated_credits(sheet: Sheet) -> Sheet:
    """One row a critical metric with a credit of its own, or with none."""
    sheet.head(
        "Service Credits for each missed period", ("Service Level", 2.6), ("Service Credit", 3.0)
    )
    for key, credit in stated(sheet.facts.contract).items():
        said = "none" if credit is None else credit_words(sheet, sheet.get(CREDITS), credit, STATED)
        sheet.row(f"{METRICS}.{key}.credit", sheet.name(key), said)
    return sheet


def score_weights(sheet: Sheet) -> Sheet:
    """One row a metric whose weight counts for the score."""
    sheet.head("Weights of the score", ("Service Level", 2.6), ("Weight", 1.0, "right"))
    for key, weight in scored(sheet.facts.contract).items():
        sheet.row(f"{METRICS}.{key}.weight", sheet.name(key), sheet.text(Percent(Decimal(weight))))
    return sheet


def event_credits(sheet: Sheet) -> Sheet:
    """One row a rule by event: what counts, what it costs, what is free, and the most."""
    sheet.head(
        "Service Credits by event",
        ("Event", 2.6),
        ("Service Credit for each", 1.8),
        ("Free in a month", 1.0, "right"),
        ("At most in a month", 1.4, "right"),
    )
    metrics = sheet.mapping(METRICS)
    for index, one in enumerate(sheet.listing(f"{CREDITS}.per_event")):
        metric = metrics.get(str(one.metric))
        name = sheet.name(str(one.metric))
        late = metric is not None and unit_of(metric) == "percent"
        counted = f"{name}: {'each item out of time' if late else 'each one counted'}"
        sheet.row(
            f"{CREDITS}.per_event.{index}",
            f"{name}: {one.event}" if one.event else counted,
            credit_words(sheet, sheet.get(CREDITS), one.credit, "monthly_charges"),
            sheet.text(one.free) if one.free else "none",
            "no limit" if one.cap is None else one.cap,
        )
    return sheet


def duration_credits(sheet: Sheet) -> Sheet:
    """One row a rule by duration."""
    sheet.head("Service Credits by duration", ("Service Level", 1.8), ("Service Credit", 4.2))
    for index, one in enumerate(sheet.listing(f"{CREDITS}.per_duration")):
        said = duration_words(sheet, sheet.get(CREDITS), one)
        sheet.row(f"{CREDITS}.per_duration.{index}", sheet.name(str(one.metric)), said)
    return sheet


BUILDERS: dict[str, Callable[[Sheet], Sheet]] = {
    "weights": weights,
    "credit_tiers": credit_tiers,
    "rebates": rebates,
    "stated_credits": stated_credits,
    "score_weights": score_weights,
    "event_credits": event_credits,
    "duration_credits": duration_credits,
}
