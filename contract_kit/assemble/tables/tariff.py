"""How a charge is counted and bounded, in words: the terms a price needs beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from contract_kit.assemble.tables.sheet import Sheet

_UNITS = {
    "per_hour": "per productive hour",
    "per_fte": "per full-time equivalent a month",
    "per_seat": "per seat a month",
}
_COUNTS = {
    "average": "by the average of the month",
    "end_of_month": "as counted at the end of the month",
    "maximum": "by the highest count of the month",
}
ONCE = {"milestone": "paid once, on milestones", "gain_share": "share of savings"}


def basis(sheet: Sheet, charge: Any) -> str:
    """What a charge follows: `per contact`, `cost plus, on salaries`, `for each claim paid`."""
    kind = str(charge.basis)
    made = {
        "fixed": f"fixed, per {sheet.text(charge.per or 'month')}",
        "per_unit": f"per {_unit(sheet, charge)}",
        "per_lot": f"per lot of {sheet.text(charge.lot)}" if charge.lot else "per lot",
        "cost_plus": f"cost plus a margin, on {charge.cost or 'cost shown by open book'}",
        "percent_of_revenue": f"share of {charge.revenue or 'revenue'}",
        "outcome": f"for each outcome: {charge.outcome or _unit(sheet, charge)}",
        "computed": "computed from what is measured, as “Computed charges” states",
        "retainer": f"retainer, per {sheet.text(charge.per or 'month')}",
        **_UNITS,
        **ONCE,
    }
    return made.get(kind, sheet.printer.label(kind))


def _unit(sheet: Sheet, charge: Any) -> str:
    process = sheet.mapping("scope.processes").get(str(charge.process or ""))
    volume = process.volume if process is not None else None
    return str(charge.unit or (volume.unit if volume is not None else "unit"))


def terms(sheet: Sheet, charge: Any) -> str:
    """What bounds or moves a charge; empty where nothing does."""
    return "; ".join(_terms(sheet, charge))


def _terms(sheet: Sheet, charge: Any) -> Iterator[str]:
    if str(charge.count) in _COUNTS:
        yield _COUNTS[str(charge.count)]
    if charge.included_hours is not None:
        more = f", then {sheet.money(charge.overage_rate)} an hour" if charge.overage_rate else ""
        yield f"includes {sheet.text(charge.included_hours)} hours{more}"
    yield from _volumes(sheet, charge)
    for word, bound in (("at least", charge.minimum), ("at most", charge.maximum)):
        if bound is not None:
            yield f"{word} {sheet.text(bound)} in each period"
    for word, day in (("from", charge.from_), ("until", charge.until)):
        if day is not None:
            yield f"{word} {sheet.text(day)}"
    if charge.in_ is not None:
        yield f"invoiced in {charge.in_}"


def _volumes(sheet: Sheet, charge: Any) -> Iterator[str]:
    """The volume an amount holds for, and the price of more and of less."""
    if charge.baseline is None or charge.amount is None:
        return
    yield f"for {sheet.text(charge.baseline)} a month"
    if charge.additional_rate is not None:
        yield f"each unit more {sheet.money(charge.additional_rate)}"
    if charge.reduced_rate is not None:
        yield f"each unit less {sheet.money(charge.reduced_rate)} off"
    if charge.dead_band is not None:
        edge = "the baseline" if charge.measured_from == "baseline" else "the edge of that range"
        yield f"nothing changes within {sheet.text(charge.dead_band)}"
        yield f"beyond that range units count from {edge}"
