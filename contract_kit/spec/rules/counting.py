"""V61: rules by event and by duration name a metric that counts what they pay for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from contract_kit.findings import Finding
from contract_kit.quantities import Duration
from contract_kit.spec.kinds import counts_events, time_unit, unit_of
from contract_kit.spec.rules.crediting import CREDITS, READS, unused
from contract_kit.spec.rules.levels import credits_of, metrics_of
from contract_kit.spec.rules.registry import error, rule

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract
    from contract_kit.spec.vocabulary.credits import PerDuration
    from contract_kit.spec.vocabulary.metrics import Metric

ELAPSED = ("second", "minute", "hour", "day", "week")


@rule("V61", *READS)
def events_are_counted(contract: Contract) -> Iterator[Finding]:
    """Find rules by event without a metric that counts the events."""
    credits = credits_of(contract)
    for index, one in enumerate(credits.per_event if credits else ()):
        path = f"{CREDITS}.per_event.{index}"
        metric = metrics_of(contract).get(one.metric or "")
        if one.metric is None:
            yield _nameless(contract, path, "counts its events")
        elif metric is not None and not counts_events(metric):
            works = "statistic count, or a metric that is the share of items in time"
            yield unused(contract, "V61", f"{path}.metric", f"the metric {one.metric}", works)


def _nameless(contract: Contract, path: str, does: str) -> Finding:
    names = ", ".join(metrics_of(contract))
    return error(
        contract,
        "V61",
        path,
        f"nothing says which metric {does}; expected metric: one of {names}; add it.",
    )


@rule("V61", *READS)
def durations_are_measured(contract: Contract) -> Iterator[Finding]:
    """Find rules by duration whose parts do not fit each other or their metric."""
    credits = credits_of(contract)
    for index, one in enumerate(credits.per_duration if credits else ()):
        path = f"{CREDITS}.per_duration.{index}"
        metric = metrics_of(contract).get(one.metric or "")
        if one.metric is None:
            yield _nameless(contract, path, "measures the time")
            continue
        if metric is None:
            continue
        if not _measures_time(metric):
            works = "availability, or a metric in a unit of time"
            yield unused(contract, "V61", f"{path}.metric", f"the metric {one.metric}", works)
        else:
            yield from _units(contract, path, one, metric)
        yield from (_bands if one.bands else _stretches)(contract, path, one, metric)


def _measures_time(metric: Metric) -> bool:
    return metric.kind == "availability" or time_unit(unit_of(metric)) != ""


def _units(contract: Contract, path: str, one: PerDuration, metric: Metric) -> Iterator[Finding]:
    """Find business time that would have to be turned into elapsed time."""
    own = "business_hour" if metric.kind == "availability" else time_unit(unit_of(metric))
    lengths = [(f"{path}.each", one.each.unit if one.each else "")]
    lengths += [(f"{path}.unit", one.unit or ("day" if one.bands else ""))]
    lengths += [
        (f"{path}.first.{place}.lasts", begun.lasts.unit) for place, begun in enumerate(one.first)
    ]
    for where, unit in lengths:
        if not unit or _fits(unit, own, metric):
            continue
        works = "lengths in its own kind of time, business or elapsed"
        yield unused(contract, "V61", where, f"{unit} beside the unit {own}", works)


def _fits(unit: str, own: str, metric: Metric) -> bool:
    if metric.kind == "availability":
        return unit in (*ELAPSED, "business_hour")
    return unit == own or {unit, own} <= set(ELAPSED)


def _bands(
    contract: Contract, path: str, one: PerDuration, metric: Metric | None
) -> Iterator[Finding]:
    """Find fields that belong to credits for stretches of time beside bands."""
    works = "first and each, without bands"
    for field in ("first", "each", "credit", "per", "fee"):
        if getattr(one, field):
            yield unused(contract, "V61", f"{path}.{field}", "bands", works)


def _stretches(
    contract: Contract, path: str, one: PerDuration, metric: Metric | None
) -> Iterator[Finding]:
    """Find stretches of time without a credit, and hours that are not the metric's."""
    if not one.first and one.each is None:
        yield error(
            contract,
            "V61",
            path,
            "nothing says what earns a credit; expected first, each or bands; add one.",
        )
    if (one.each is None) != (one.credit is None):
        lacks, has = ("credit", "each") if one.credit is None else ("each", "credit")
        yield error(
            contract,
            "V61",
            f"{path}.{has}",
            f"{has} stands without {lacks}; expected both; add {lacks} or remove {has}.",
        )
    if one.unit is not None:
        yield unused(contract, "V61", f"{path}.unit", "first and each", "bands")
    outages = metric is not None and metric.kind == "availability"
    if one.per not in (None, "day", "month") or (one.per and not outages):
        works = "day or month, and a metric of kind availability"
        yield unused(contract, "V61", f"{path}.per", f"{one.per}", works)
    credits = [one.credit, *(begun.credit for begun in one.first)]
    if one.fee is not None and not any(isinstance(credit, Duration) for credit in credits):
        yield unused(contract, "V61", f"{path}.fee", "credits in money", "credits in service time")
    yield from _first(contract, path, one, metric)


def _first(
    contract: Contract, path: str, one: PerDuration, metric: Metric | None
) -> Iterator[Finding]:
    """Find more than one first stretch for the same hours, and hours that are not measured."""
    hours = (metric.window or metric.calendar) if metric is not None else None
    outages = metric is not None and metric.kind == "availability"
    seen: set[bool] = set()
    for place, begun in enumerate(one.first):
        here = f"{path}.first.{place}"
        if begun.calendar is not None and (begun.calendar != hours or not outages):
            works = "the window or calendar of its metric, of kind availability"
            yield unused(contract, "V61", f"{here}.calendar", f"{begun.calendar}", works)
        inside = begun.calendar is not None
        if inside in seen:
            works = "one stretch within the hours and one outside them"
            yield unused(contract, "V61", f"{here}.lasts", "another first of the same hours", works)
        seen.add(inside)
