"""Measurement files read against a contract: levels by month, or raw events."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from contract_kit.errors import MeasurementError
from contract_kit.findings import Severity
from contract_kit.settle.business import metrics_of, period_of, zones
from contract_kit.settle.happenings import DAY, read_happenings
from contract_kit.settle.invoices import amount_names, volume_names
from contract_kit.settle.judgements import plain, reliefs
from contract_kit.settle.limits import check_levels, check_months
from contract_kit.settle.measurements import (
    MOST_FINDINGS,
    Measurements,
    Names,
    read_levels,
)
from contract_kit.settle.periods import Month, parse_month
from contract_kit.settle.severities import part_names, put_together
from contract_kit.settle.sheets import Sheet, open_sheet, refusal, refuse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contract_kit.findings import Finding
    from contract_kit.spec import Contract


NO_EVENTS = (
    "no event stands below the header; give the level of a month without events as a row"
    " in a file with metric,period,value"
)


def read_measurements(
    contract: Contract, data: bytes, path: str, *, history: bool = False
) -> Measurements:
    """Read a csv or xlsx file; raises `MeasurementError` with every wrong cell.

    A file with a column `opened` holds raw events, one with `day` those that a computed charge is
    found from, one with `period` a row a metric and month.
    `history` allows months outside the contract, with a warning: to simulate from.
    """
    sheet = open_sheet(data, path)
    if sheet.column("metric") is None:
        raise refuse(path, 1, 1, _no_column(sheet, "metric"))
    if sheet.column(DAY) is not None and sheet.column("period") is None:
        found = read_happenings(contract, sheet)
        return _checked(found, check_months(contract, found, sheet, history=history))
    if sheet.column("opened") is not None:
        found = _events(contract, sheet)
        return _checked(found, check_months(contract, found, sheet, history=history))
    for column in ("period", "value"):
        if sheet.column(column) is None and not (column == "value" and sheet.column("within")):
            raise refuse(path, 1, 1, _no_column(sheet, column))
    return _levels(contract, sheet, history=history)


def _no_column(sheet: Sheet, column: str) -> str:
    """What to say of a header that lacks a column."""
    header = ", ".join(name for name in sheet.header if name)[:80]
    return (
        f"no column '{column}' in the header ({header}); begin with metric,period,value,"
        " the cells divided by commas, semicolons or tabs"
    )


def _levels(contract: Contract, sheet: Sheet, *, history: bool) -> Measurements:
    metrics = (*metrics_of(contract), *part_names(contract))
    volumes = tuple(sorted(volume_names(contract)))
    names = Names(metrics, volumes, amount_names(contract))
    found = read_levels(sheet, names)
    put_together(contract, found)
    misplaced = list(check_months(contract, found, sheet, history=history))
    findings = [
        *_unknown_reliefs(contract, found, sheet),
        *check_levels(contract, found, sheet),
        *misplaced,
    ]
    if all(one.severity is not Severity.ERROR for one in misplaced):
        findings += _gaps(contract, found, sheet)
    return _checked(found, findings)


def _checked(found: Measurements, findings: Iterable[Finding]) -> Measurements:
    """The measurements with what is odd about them; raises where something cannot be."""
    every = sorted(findings, key=lambda one: (one.location.line or 0, one.location.column or 0))
    wrong = [one for one in every if one.severity is Severity.ERROR]
    if wrong:
        raise MeasurementError(wrong[:MOST_FINDINGS])
    return replace(found, warnings=tuple(every))


def together(parts: list[Measurements]) -> Measurements:
    """Several files as one; a later file's values replace those of an earlier one."""
    found = Measurements()
    for part in parts:
        found.levels.update(part.levels)
        found.volumes.update(part.volumes)
        found.amounts.update(part.amounts)
        found.downtime.update(part.downtime)
        found.happenings.update(part.happenings)
        found.lines.update(part.lines)
    said = dict.fromkeys(text for part in parts for text in part.assumptions)
    warnings = tuple(one for part in parts for one in part.warnings)
    return replace(found, assumptions=tuple(said), warnings=warnings)


def _events(contract: Contract, sheet: Sheet) -> Measurements:
    from contract_kit.settle.events import read_events  # noqa: PLC0415 - numpy, for events only
    from contract_kit.settle.observations import observe  # noqa: PLC0415

    events = read_events(sheet, zones(contract))
    if not events:
        raise refuse(sheet.path, 2, 1, NO_EVENTS)
    found = observe(contract, events, sheet.path)
    for name, happened in events.items():
        for text, row in happened.first_rows().items():
            if (month := parse_month(text)) is not None:
                found.lines[name, month] = row
    return found


def _unknown_reliefs(contract: Contract, found: Measurements, sheet: Sheet) -> list[Finding]:
    """Reasons to excuse a miss that the contract's closed list does not hold."""
    listed = reliefs(contract)
    column = (sheet.column("relief") or 0) + 1
    return [
        refusal(
            sheet.path,
            one.line,
            column,
            f"'{one.relief[:40]}' is none of service_levels.exclusions"
            f" ({', '.join(sorted(listed))}); name one of them",
        )
        for one in found.levels.values()
        if one.relief not in {"", "excused"} and plain(one.relief) not in listed
    ]


def _gaps(contract: Contract, found: Measurements, sheet: Sheet) -> list[Finding]:
    """Months within the file that lack a row for a metric which it measures in other months."""
    column = (sheet.column("period") or 0) + 1
    wrong = []
    for name, metric in metrics_of(contract).items():
        rows = {month: one.line for (other, month), one in found.levels.items() if other == name}
        if not rows or period_of(contract, metric) != "month":
            continue
        for before, month in pairwise(sorted(rows)):
            first, last = Month.at(before.index + 1), Month.at(month.index - 1)
            if first <= last:
                span, one = (str(first), "one") if first == last else (f"{first} to {last}", "each")
                say = (
                    f"{name} has no row for {span}; add {one}, its value empty if nothing was"
                    " measured (it then counts as missed)"
                )
                wrong.append(refusal(sheet.path, rows[month], column, say))
    return wrong
