"""The rows of a measurement file, as the documentation of the format describes them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from tests.oracle.words import Unreadable

When = tuple[int, int]
"""A year and a month."""


def when(text: str) -> When:
    """The month of `2027-06`, or the last month of `2027-Q2`."""
    year, _, rest = text.partition("-")
    return (int(year), int(rest[1:]) * 3 if rest.startswith("Q") else int(rest))


def after(month: When, count: int = 1) -> When:
    """The month a number of months later."""
    index = month[0] * 12 + month[1] - 1 + count
    return (index // 12, index % 12 + 1)


def between(first: When, last: When) -> int:
    """How many months lie from one to the other."""
    return (last[0] - first[0]) * 12 + last[1] - first[1]


@dataclass(frozen=True)
class Row:
    """One measured thing of one month; raw events keep their cells."""

    name: str
    month: When
    cells: dict[str, str]

    @property
    def value(self) -> Decimal | None:
        """The value, or the share of events within their time; None where nothing was measured."""
        if self.cells.get("value"):
            return Decimal(self.cells["value"])
        if self.cells.get("within"):
            excluded = self.number("excluded") or Decimal(0)
            count = self.number("events")
            if count is None or count <= excluded:
                return None
            return Decimal(self.cells["within"]) / (count - excluded) * 100
        return None

    def number(self, column: str) -> Decimal | None:
        """The number in a column; None where it is empty."""
        text = self.cells.get(column)
        return Decimal(text) if text else None


@dataclass
class Measurements:
    """All rows, by name and month; `names` gives the printed name of a row's word."""

    rows: dict[str, dict[When, Row]] = field(default_factory=dict)
    events: dict[str, list[Row]] = field(default_factory=dict)
    months: list[When] = field(default_factory=list)

    def row(self, name: str, month: When) -> Row | None:
        """The row of a printed name, or of a word of the file format, in a month."""
        return self.rows.get(name, {}).get(month)

    def value(self, name: str, month: When) -> Decimal | None:
        """The measured value of a name in a month; None without a row."""
        row = self.row(name, month)
        return row.value if row else None


def read(texts: Iterable[str], names: dict[str, str]) -> Measurements:
    """The rows of csv files; `names` says which printed name a word of the files stands for."""
    found = Measurements()
    months: set[When] = set()
    for text in texts:
        for cells in csv.DictReader(io.StringIO(text)):
            month = when((cells.get("period") or cells.get("opened") or cells.get("day") or "")[:7])
            word, dot, rest = cells["metric"].partition(".")
            name = names.get(word, word) + dot + rest
            months.add(month)
            row = Row(name, month, cells)
            if "opened" in cells or "day" in cells:
                found.events.setdefault(name, []).append(row)
            else:
                found.rows.setdefault(name, {})[month] = row
    if not months:
        raise Unreadable("no month was measured")
    first, last = min(months), max(months)
    found.months = [after(first, count) for count in range(between(first, last) + 1)]
    return found
