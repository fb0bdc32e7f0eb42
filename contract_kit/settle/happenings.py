"""The events that computed charges are found from: `metric,day` and a column for each input."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.errors import MeasurementError
from contract_kit.expressions import Input, Measure
from contract_kit.expressions.messages import nearest, no_word
from contract_kit.quantities.days import iso_advice
from contract_kit.settle.measurements import MOST_FINDINGS, Happening, Measurements
from contract_kit.settle.periods import Month
from contract_kit.settle.sheets import Sheet, refusal, refuse
from contract_kit.spec.formula_cases import in_base_unit
from contract_kit.spec.formulas import formula_of

if TYPE_CHECKING:
    from contract_kit.expressions.calculating import Value
    from contract_kit.findings import Finding
    from contract_kit.spec import Contract

DAY = "day"
"""The column that tells a file of such events from the others."""
_NUMBER = re.compile(r"\d{1,18}(?:\.\d{1,12})?", re.ASCII)
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T]\d\d:\d\d(?::\d\d)?)?", re.ASCII)
NO_ROWS = "no event stands below the header; say that there was none with a row CHARGE,MONTH,0"


def inputs_of(contract: Contract, measure: Measure) -> dict[str, dict[str, Input]]:
    """The inputs of each computed charge that are measured for each event, or for the month."""
    found: dict[str, dict[str, Input]] = {}
    for name in contract.pricing.charges:
        ready = formula_of(contract, name)
        if ready is not None:
            inputs = ready.checked.scope.inputs.items()
            found[name] = {key: one for key, one in inputs if one.measure is measure}
    return found


@dataclass(slots=True)
class _Reader:
    sheet: Sheet
    inputs: dict[str, dict[str, Input]]
    found: Measurements = field(default_factory=Measurements)
    findings: list[Finding] = field(default_factory=list)
    events: dict[tuple[str, Month], list[Happening]] = field(default_factory=dict)

    def complain(self, line: int, column: str, message: str) -> None:
        """Note what is wrong with a cell; stop when there is too much of it."""
        place = (self.sheet.column(column) or 0) + 1
        self.findings.append(refusal(self.sheet.path, line, place, message))
        if len(self.findings) >= MOST_FINDINGS:
            raise MeasurementError(self.findings)


def read_happenings(contract: Contract, sheet: Sheet) -> Measurements:
    """The events of a file by charge and month; raises `MeasurementError` with every wrong cell."""
    inputs = {name: own for name, own in inputs_of(contract, Measure.EVENT).items() if own}
    reader = _Reader(sheet, inputs)
    _check_header(reader)
    for line, row in _rows(sheet):
        if any(row.values()):
            _read_row(reader, line, row)
    if reader.findings:
        raise MeasurementError(reader.findings)
    if not reader.events:
        raise refuse(sheet.path, 2, 1, NO_ROWS)
    reader.found.happenings.update({key: tuple(own) for key, own in reader.events.items()})
    return reader.found


def _rows(sheet: Sheet) -> Iterator[tuple[int, dict[str, str]]]:
    for first, rows in sheet.chunks():
        for line, cells in enumerate(rows, first):
            named = zip(sheet.header, cells, strict=True)
            yield line, {name: cell.strip() for name, cell in named if name}


def _check_header(reader: _Reader) -> None:
    """Refuse columns that no charge reads, and a file for charges that have no events."""
    if not reader.inputs:
        said = "no charge is computed from events; a column “day” has nothing to say"
        reader.complain(1, DAY, f"{said}; give levels with metric,period,value")
    known = {name for own in reader.inputs.values() for name in own}
    for column in reader.sheet.header:
        if column and column not in {"metric", DAY, *known}:
            hint = nearest(column, sorted(known))
            reader.complain(1, column, f"the column '{column[:40]}' is no input; {hint}")


def _read_row(reader: _Reader, line: int, row: Mapping[str, str]) -> None:
    name = row.get("metric", "")
    if name not in reader.inputs:
        hint = nearest(name, reader.inputs)
        said = f"'{name[:40]}' is no charge computed from events; {hint}"
        reader.complain(line, "metric", said)
        return
    day = _day(reader, line, row.get(DAY, ""))
    own = reader.inputs[name]
    for column, cell in row.items():
        if cell and column not in {"metric", DAY, *own}:
            said = f"{name} has no input '{column[:40]}'; leave the cell empty"
            reader.complain(line, column, said)
    values = {
        key: value
        for key, one in own.items()
        if (value := _value(reader, line, key, row.get(key, ""), one)) is not None
    }
    if day is not None and len(values) == len(own):
        month = Month.of(day)
        reader.events.setdefault((name, month), []).append(Happening(day, values, line))
        reader.found.lines.setdefault((name, month), line)


def _day(reader: _Reader, line: int, cell: str) -> date | None:
    """The day of an event; a time behind it counts for nothing."""
    match = _DAY.fullmatch(cell)
    try:
        if match is not None:
            return date.fromisoformat(match[1])
    except ValueError:
        pass
    said = f"'{cell[:40]}' is no day of the calendar" if cell else "no day stands here"
    reader.complain(line, DAY, f"{said}; {iso_advice(cell) or 'write for example 2027-06-03'}")
    return None


def _value(reader: _Reader, line: int, name: str, cell: str, one: Input) -> Value | None:
    if not cell:
        said = f"no value stands here ({one.title}); each event needs one; fill it in"
    elif one.kind.name == "word":
        if cell in one.kind.words:
            return cell
        said = no_word(cell[:40], one.kind.words)
    elif _NUMBER.fullmatch(plain := _number(cell, one)):
        return in_base_unit(Decimal(plain), one)
    else:
        said = f"'{cell[:40]}' is no number of 0 or more; write for example 25 or 12.5"
    reader.complain(line, name, said)
    return None


def _number(cell: str, one: Input) -> str:
    return cell.rstrip("% ") if one.kind.name == "percent" else cell
