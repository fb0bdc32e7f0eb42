"""Measurement files read against a contract: levels by month, or raw events."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from contract_kit.errors import MeasurementError
from contract_kit.settle.business import metrics_of, period_of, zones
from contract_kit.settle.invoices import AMOUNTS, volume_names
from contract_kit.settle.judgements import plain, reliefs
from contract_kit.settle.measurements import Measurements, Names, read_levels
from contract_kit.settle.periods import Month
from contract_kit.settle.sheets import Sheet, open_sheet, refusal, refuse

if TYPE_CHECKING:
    from contract_kit.findings import Finding
    from contract_kit.spec import Contract


def read_measurements(contract: Contract, data: bytes, path: str) -> Measurements:
    """Read a csv or xlsx file; raises `MeasurementError` with every wrong cell.

    A file with a column `opened` holds raw events, one with `period` a row a metric and month.
    """
    sheet = open_sheet(data, path)
    if sheet.column("metric") is None:
        raise refuse(path, 1, 1, "no column 'metric'; begin with metric,period,value")
    if sheet.column("opened") is not None:
        return _events(contract, sheet)
    for column in ("period", "value"):
        if sheet.column(column) is None and not (column == "value" and sheet.column("within")):
            raise refuse(path, 1, 1, f"no column '{column}'; begin with metric,period,value")
    names = Names(tuple(metrics_of(contract)), tuple(sorted(volume_names(contract))), AMOUNTS)
    found = read_levels(sheet, names)
    wrong = [*_unknown_reliefs(contract, found, sheet), *_gaps(contract, found, sheet)]
    if wrong:
        raise MeasurementError(wrong)
    return found


def together(parts: list[Measurements]) -> Measurements:
    """Several files as one; a later file's values replace those of an earlier one."""
    found = Measurements()
    for part in parts:
        found.levels.update(part.levels)
        found.volumes.update(part.volumes)
        found.amounts.update(part.amounts)
        found.downtime.update(part.downtime)
    said = dict.fromkeys(text for part in parts for text in part.assumptions)
    return replace(found, assumptions=tuple(said))


def _events(contract: Contract, sheet: Sheet) -> Measurements:
    from contract_kit.settle.events import read_events  # noqa: PLC0415 - numpy, for events only
    from contract_kit.settle.observations import observe  # noqa: PLC0415

    return observe(contract, read_events(sheet, zones(contract)), sheet.path)


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
            f" ({', '.join(sorted(listed)) or 'none listed'}); name one of them",
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
        first, last = min(rows), max(rows)
        for index in range(first.index, last.index + 1):
            month = Month.at(index)
            if month not in rows:
                say = (
                    f"{name} has no row for {month}; add one, its value empty if nothing was"
                    " measured (it then counts as missed)"
                )
                line = min(line for other, line in rows.items() if other > month)
                wrong.append(refusal(sheet.path, line, column, say))
    return wrong
