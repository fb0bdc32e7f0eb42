"""Measurement files as rows of text: csv or xlsx, one header, bounded in size."""

from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from numbers import Real
from typing import TYPE_CHECKING, Any

from contract_kit.characters import described, unwanted
from contract_kit.errors import MeasurementError
from contract_kit.findings import Finding, Location, Severity

if TYPE_CHECKING:
    from contract_kit.settle.cell_looks import Looks

LONGEST_FILE = 512 * 1024 * 1024
MOST_COLUMNS = 64
CHUNK = 65_536
DELIMITERS = (",", ";", "\t")
YES, NO = frozenset({"yes", "true", "1", "y"}), frozenset({"", "no", "false", "0", "n"})
"""Words of cells that are answered by yes or no, in lower case."""
_BOOKS = (b"PK", b"\xd0\xcf\x11\xe0")
"""How a workbook begins: a zip archive, or the container of old and of protected ones."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file's header (lower case) and its rows; `rows` can be walked once.

    `delimiter` stands between the cells of a csv file: a comma, a semicolon or a tab.
    """

    path: str
    header: tuple[str, ...]
    rows: Iterator[list[str]]
    delimiter: str = ","

    def column(self, name: str) -> int | None:
        """The place of a column, `None` if the file has none of that name."""
        return self.header.index(name) if name in self.header else None

    def chunks(self) -> Iterator[tuple[int, list[list[str]]]]:
        """The rows in blocks, each with the line of its first row (the header is line 1)."""
        line = 2
        while block := list(islice(self.rows, CHUNK)):
            yield line, block
            line += len(block)


def refusal(path: str, line: int, column: int, message: str) -> Finding:
    """What is wrong with one cell; line and column count from 1."""
    return Finding("measurement", Severity.ERROR, message, Location(path, line, column))


def refuse(path: str, line: int, column: int, message: str) -> MeasurementError:
    """An error about one cell."""
    return MeasurementError([refusal(path, line, column, message)])


def open_sheet(data: bytes, path: str) -> Sheet:
    """The rows of a csv or xlsx file; raises `MeasurementError` if it is neither."""
    if len(data) > LONGEST_FILE:
        raise refuse(path, 1, 1, f"the file is larger than {LONGEST_FILE // 2**20} MB; split it")
    book = data.startswith(_BOOKS)
    delimiter = "," if book else _delimiter(data)
    rows = _workbook(data, path) if book else _csv(data, path, delimiter)
    rows = _seen(rows, path)
    header = next(rows, [])
    names = tuple(name.strip().lower() for name in header)
    if not any(names):
        raise refuse(path, 1, 1, "the file has no header; begin with metric,period,value")
    if len(names) > MOST_COLUMNS:
        raise refuse(path, 1, 1, f"the header has {len(names)} columns; {MOST_COLUMNS} at most")
    for place, name in enumerate(names):
        if name and name in names[:place]:
            raise refuse(path, 1, place + 1, f"the column '{name}' stands twice; name it once")
    return Sheet(path, names, _even(rows, len(names), path), delimiter)


def _delimiter(data: bytes) -> str:
    """What stands between the cells of the header: the most frequent of the usual signs."""
    header = data[:65_536].splitlines()[:1] or [b""]
    return max(DELIMITERS, key=lambda sign: header[0].count(sign.encode()))


def _even(rows: Iterable[list[str]], width: int, path: str) -> Iterator[list[str]]:
    """Rows of equal width; short ones are filled, longer ones refused."""
    for line, row in enumerate(rows, 2):
        if len(row) == width:
            yield row
        elif len(row) < width:
            yield row + [""] * (width - len(row))
        elif any(cell.strip() for cell in row[width:]):
            raise refuse(
                path,
                line,
                width + 1,
                f"{len(row)} cells, but the header names {width}; quote commas",
            )
        else:
            yield row[:width]


def _seen(rows: Iterable[list[str]], path: str) -> Iterator[list[str]]:
    """The rows; refuses a cell with a character that nobody sees or that misleads."""
    for line, row in enumerate(rows, 1):
        if unwanted("".join(row)) is not None:
            for column, cell in enumerate(row, 1):
                at = unwanted(cell)
                if at is not None:
                    said = f"the cell holds {described(cell[at])}; delete it"
                    raise refuse(path, line, column, said)
        yield row


def _csv(data: bytes, path: str, delimiter: str) -> Iterator[list[str]]:
    lines = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", newline="")
    rows = csv.reader(lines, delimiter=delimiter)
    try:
        yield from rows
    except UnicodeDecodeError:
        raise refuse(path, 1, 1, "the file is no UTF-8 text; save it as CSV UTF-8") from None
    except csv.Error as error:
        raise refuse(path, rows.line_num or 1, 1, f"the file is no CSV: {error}") from None


def _workbook(data: bytes, path: str) -> Iterator[list[str]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - only for xlsx files

    from contract_kit.settle.cell_looks import Looks  # noqa: PLC0415 - as above
    from contract_kit.settle.workbooks import fault_of  # noqa: PLC0415 - as above

    fault = fault_of(data, MOST_COLUMNS)
    if fault:
        raise refuse(path, *fault)
    broken = "the file is no readable .xlsx workbook; save it again or export it as CSV"
    try:
        with warnings.catch_warnings(action="ignore"):
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a file says of its own size may be wrong
        rows = sheet.iter_rows(max_col=MOST_COLUMNS)
        looks = Looks(book.loaded_theme)
        while (row := _next(rows)) is not None:
            yield _trimmed([_shown(cell, looks, path) for cell in row])
    except MeasurementError:
        raise
    except Exception:
        raise refuse(path, 1, 1, broken) from None


def _shown(cell: Any, looks: Looks, path: str) -> object:
    """The value that a cell shows: 0.999 in the format of percentages is 99.9.

    A cell that shows nothing, or something else than its value, is refused; in the header, whose
    colours may be those of a table, only what stands there counts.
    """
    from contract_kit.settle.cell_looks import (  # noqa: PLC0415 - as above
        shows_month,
        shows_percent,
        shows_value,
    )

    value = cell.value
    if value is None:
        return None
    if cell.row > 1 and (fault := looks.fault(cell)):
        raise refuse(path, cell.row, cell.column, f"{cell.coordinate} {fault}")
    if isinstance(value, date) and not shows_month(cell.number_format):
        said = f"{cell.coordinate} is formatted so that its month is not shown"
        raise refuse(path, cell.row, cell.column, f"{said}; choose the format yyyy-mm")
    if isinstance(value, bool) or not isinstance(value, Real):
        return value
    if not shows_value(cell.number_format, Decimal(str(value))):
        said = f"{cell.coordinate} is formatted so that its value, {value}, is not shown"
        raise refuse(path, cell.row, cell.column, f"{said}; choose the format General")
    if shows_percent(cell.number_format):
        return (Decimal(str(value)) * 100).normalize()
    return value


def _next(rows: Iterator[tuple[Any, ...]]) -> tuple[Any, ...] | None:
    """The next row; what the library warns of, such as a date before 1900, no cell can be."""
    with warnings.catch_warnings(action="ignore"):
        return next(rows, None)


def _trimmed(row: Sequence[object]) -> list[str]:
    """The texts of a row up to its last cell that is not empty."""
    width = next((at for at in range(len(row), 0, -1) if row[at - 1] is not None), 0)
    return [_cell(value) for value in row[:width]]


def _cell(value: object) -> str:
    """A workbook's cell as the text a csv file would hold."""
    match value:
        case None:
            return ""
        case datetime():
            return value.isoformat(sep=" ")
        case date():
            return value.isoformat()
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return f"{value:f}"
        case _:
            return str(value)
