"""What was measured: levels by metric and month, volumes, and other amounts of a month."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING

from contract_kit.errors import MeasurementError
from contract_kit.findings import Finding
from contract_kit.quantities.days import days_meant
from contract_kit.settle.levels import ratio
from contract_kit.settle.periods import Month, parse_month
from contract_kit.settle.sheets import NO, YES, Sheet, refusal, refuse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contract_kit.expressions.calculating import Value

_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,18})(?:\.\d{1,18})?", re.ASCII)
MOST_FINDINGS = 100
NO_ROWS = "no row stands below the header; add one for each metric and month: csat,2027-06,91.5"
NUMBERS = ("value", "events", "within", "excluded", "affected_charge")


@dataclass(frozen=True, slots=True)
class Measurement:
    """One metric in one month; `level` is `None` where nothing was measured.

    `misses` is known where the level came from counts; `relief` names why a miss is excused;
    metrics with the same `incident` failed for one cause; `line` is the row of the file.
    """

    metric: str
    month: Month
    level: Decimal | None
    events: int | None = None
    misses: int | None = None
    relief: str = ""
    incident: str = ""
    affected_charge: Decimal | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class DayLoss:
    """Seconds lost to outages on one day, inside and outside the service hours."""

    day: date
    inside: int
    outside: int


@dataclass(frozen=True, slots=True)
class Happening:
    """One event of a computed charge, its values in base units; `line` is the row of the file."""

    day: date
    values: Mapping[str, Value]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Measurements:
    """Everything a settlement reads: levels, volumes by charge or process, amounts by name.

    `lines` tells the row of each; `warnings` what is odd about them, but was taken as it stands.
    """

    levels: dict[tuple[str, Month], Measurement] = field(default_factory=dict)
    volumes: dict[tuple[str, Month], Decimal] = field(default_factory=dict)
    amounts: dict[tuple[str, Month], Decimal] = field(default_factory=dict)
    downtime: dict[tuple[str, Month], tuple[DayLoss, ...]] = field(default_factory=dict)
    happenings: dict[tuple[str, Month], tuple[Happening, ...]] = field(default_factory=dict)
    assumptions: tuple[str, ...] = ()
    warnings: tuple[Finding, ...] = ()
    lines: dict[tuple[str, Month], int] = field(default_factory=dict)

    def months(self) -> list[Month]:
        """Every month from the first to the last that the file speaks of."""
        parts = (self.levels, self.volumes, self.amounts, self.happenings)
        found = {key[1].index for part in parts for key in part}
        return [Month.at(index) for index in range(min(found), max(found) + 1)] if found else []


@dataclass(frozen=True, slots=True)
class Names:
    """What a row may speak of."""

    metrics: Collection[str]
    volumes: Collection[str]
    amounts: Collection[str]

    def suggestion(self, name: str) -> str:
        """The names nearest to an unknown one, as the end of a message."""
        known = [*self.metrics, *self.volumes, *self.amounts]
        close = get_close_matches(name, known, 1)
        if close:
            return f"did you mean '{close[0]}'?"
        return f"known: {', '.join(known[:8])}"


@dataclass(slots=True)
class _Reader:
    sheet: Sheet
    names: Names
    found: Measurements = field(default_factory=Measurements)
    findings: list[Finding] = field(default_factory=list)
    seen: dict[tuple[str, Month], int] = field(default_factory=dict)

    def complain(self, line: int, column: str, message: str) -> None:
        place = (self.sheet.column(column) or 0) + 1
        self.findings.append(refusal(self.sheet.path, line, place, message))
        if len(self.findings) >= MOST_FINDINGS:
            raise MeasurementError(self.findings)


def read_levels(sheet: Sheet, names: Names) -> Measurements:
    """The rows of a file with one row a metric and month; raises with every wrong cell."""
    reader = _Reader(sheet, names)
    for line, row in _records(sheet):
        if any(row.values()):
            _read_row(reader, line, row)
    if reader.findings:
        raise MeasurementError(reader.findings)
    if not reader.seen:
        raise refuse(sheet.path, 2, 1, NO_ROWS)
    reader.found.lines.update(reader.seen)
    return reader.found


def _records(sheet: Sheet) -> Iterator[tuple[int, dict[str, str]]]:
    for first, rows in sheet.chunks():
        for line, row in enumerate(rows, first):
            yield (
                line,
                {name: cell.strip() for name, cell in zip(sheet.header, row, strict=True) if name},
            )


def _read_row(reader: _Reader, line: int, row: dict[str, str]) -> None:
    name = row.get("metric", "")
    month = parse_month(row.get("period", ""))
    if month is None:
        reader.complain(line, "period", no_month(row.get("period", "")))
    known = name in reader.names.metrics or name in reader.names.volumes
    if not known and name not in reader.names.amounts:
        hint = reader.names.suggestion(name)
        reader.complain(line, "metric", f"'{name[:40]}' is no metric of the contract; {hint}")
    numbers = {column: _number(reader, line, column, row) for column in NUMBERS}
    if month is None or (not known and name not in reader.names.amounts):
        return
    first = reader.seen.setdefault((name, month), line)
    if first != line:
        reader.complain(
            line, "period", f"{name} of {month} stands in row {first} already; keep one"
        )
        return
    _keep(reader, line, row, (name, month), numbers)


def _keep(
    reader: _Reader,
    line: int,
    row: dict[str, str],
    key: tuple[str, Month],
    numbers: dict[str, Decimal | None],
) -> None:
    value = numbers["value"]
    if key[0] in reader.names.metrics:
        reader.found.levels[key] = _measurement(reader, line, row, key, numbers)
    elif value is None and row.get("value"):
        pass
    elif value is None:
        reader.complain(line, "value", f"{key[0]} of {key[1]} has no value; give it one")
    elif key[0] in reader.names.volumes:
        reader.found.volumes[key] = value
    else:
        reader.found.amounts[key] = value


def _measurement(
    reader: _Reader,
    line: int,
    row: dict[str, str],
    key: tuple[str, Month],
    numbers: dict[str, Decimal | None],
) -> Measurement:
    level, misses = numbers["value"], None
    events, within = numbers["events"], numbers["within"]
    if events is not None:
        events -= numbers["excluded"] or Decimal(0)
    if within is not None and events is not None:
        if events < within or events < 0:
            reader.complain(line, "within", f"{within} of {events} cannot be; correct one of them")
        elif events > 0:
            misses = int(events - within)
            level = ratio(within, events)
    return Measurement(
        metric=key[0],
        month=key[1],
        level=level,
        events=None if events is None else int(events),
        misses=misses,
        relief=_relief(row.get("relief", "")),
        incident=row.get("incident", ""),
        affected_charge=numbers["affected_charge"],
        line=line,
    )


def _relief(cell: str) -> str:
    if cell.lower() in NO:
        return ""
    return "excused" if cell.lower() in YES else cell


def _number(reader: _Reader, line: int, column: str, row: dict[str, str]) -> Decimal | None:
    cell = row.get(column, "").rstrip("% ")
    if not cell:
        return None
    if not _NUMBER.fullmatch(cell):
        reader.complain(line, column, _no_number(cell))
        return None
    if "," in cell and reader.sheet.delimiter != ",":
        reader.complain(line, column, _two_numbers(cell))
        return None
    number = Decimal(cell.replace(",", ""))
    if number < 0 and column != "value":
        reader.complain(line, column, f"{cell} cannot be; '{column}' is 0 or more; correct it")
        return None
    return number


def _no_number(cell: str) -> str:
    if re.fullmatch(r"[-+]?\d+,\d+", cell):
        mend = f"decimals stand after a point: write {cell.replace(',', '.')}"
    else:
        mend = "write e.g. 97.5, or nothing if not measured"
    return f"'{cell[:40]}' is no number; {mend}"


def _two_numbers(cell: str) -> str:
    whole, point = cell.replace(",", ""), cell.replace(".", "").replace(",", ".", 1)
    return (
        f"'{cell[:40]}' could mean {whole} or {point} in a file with semicolons or tabs;"
        " write it without a comma, decimals after a point"
    )


def no_month(cell: str) -> str:
    """What to say of a cell that names no month."""
    if cell == "":
        return "no month stands here; write e.g. 2027-06, or 2027-Q2 for a quarter"
    mend = "write e.g. 2027-06, or 2027-Q2 for a quarter"
    if found := re.fullmatch(r"((?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2]))-[0-9]{2}(?: .*)?", cell):
        return f"'{cell[:40]}' is no day of the calendar; write the month meant, {found[1]}"
    if days := days_meant(cell):
        months = " or ".join(dict.fromkeys(f"{day:%Y-%m} ({day.day} {day:%B})" for day in days))
        mend = f"dates are written year first (ISO 8601): write the month meant, {months}"
    elif found := re.fullmatch(r"(0?[1-9]|1[0-2])[/.-]((?:19|20)\d\d)", cell):
        mend = f"the year comes first (ISO 8601): write {found[2]}-{int(found[1]):02d}"
    return f"'{cell[:40]}' is no month; {mend}"
