"""A table being filled from spec values: formats cells and notes the spec line of each row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from contract_kit.assemble.american import american
from contract_kit.document import (
    Align,
    Cell,
    Column,
    Inline,
    Origin,
    Paragraph,
    Row,
    Run,
    SpecLine,
    Table,
)

if TYPE_CHECKING:
    from contract_kit.assemble.facts import Facts
    from contract_kit.assemble.values import Printer

NOTHING = "–"
"""What a cell prints that has nothing to say."""
UNNAMED = "to be named"
"""What stands for a person whom the spec does not name yet; a final copy names everybody."""


class Sheet:
    """Collects rows; `table()` gives nothing when there are none."""

    def __init__(self, facts: Facts, printer: Printer, origin: Origin) -> None:
        self.facts = facts
        self.printer = printer
        self.origin = origin
        self._columns: tuple[Column, ...] = ()
        self._heads: tuple[str, ...] = ()
        self._rows: list[Row] = []
        self._caption = ""
        self._summary = ""

    @property
    def is_short(self) -> bool:
        """Whether the contract is in the short form."""
        return str(self.facts("contract.form")) == "short"

    def head(self, caption: str, *columns: tuple[str, float] | tuple[str, float, Align]) -> Sheet:
        """Name the table and its columns: (title, share of the width, alignment)."""
        contract = self.facts.contract
        self._caption = caption = american(caption, contract)
        self._heads = tuple(american(column[0], contract) for column in columns)
        self._columns = tuple(
            Column(column[1], column[2] if len(column) == 3 else "left") for column in columns
        )
        self._summary = f"{caption}: {', '.join(self._heads).lower()}"
        return self

    def row(self, path: str, *values: object, bold: bool = False) -> Sheet:
        """Add a row that the spec's `path` produced."""
        line = self.facts.line(path) if path else None
        origin = (
            replace(self.origin, spec=(SpecLine(path, line),)) if line is not None else self.origin
        )
        cells = tuple(
            Cell((Paragraph((Run(self.text(value), bold=bold),), origin=origin),), origin=origin)
            for value in values
        )
        row = Row(cells, origin=origin)
        if path and ("[" in row.text or UNNAMED in row.text):
            self.facts.unanswered[row.text] = path
        self._rows.append(row)
        return self

    def finish(self, runs: tuple[Inline, ...]) -> None:
        """Replace the last cell of the last row by `runs`, such as a live reference."""
        row = self._rows[-1]
        cell = replace(row.cells[-1], paragraphs=(Paragraph(runs, origin=row.origin),))
        self._rows[-1] = replace(row, cells=(*row.cells[:-1], cell))

    def text(self, value: object) -> str:
        """A cell's text; a dash for nothing."""
        if value is None or value in ("", (), []):
            return NOTHING
        return self.printer.text(value)

    def get(self, path: str) -> Any:
        """The spec value at `path`."""
        return self.facts(path)

    def mapping(self, path: str) -> Mapping[str, Any]:
        """The map at `path`, empty where the spec has none."""
        value = self.facts(path)
        return value if isinstance(value, Mapping) else {}

    def listing(self, path: str) -> tuple[Any, ...]:
        """The list at `path`, empty where the spec has none."""
        value = self.facts(path)
        return tuple(value) if isinstance(value, (tuple, list)) else ()

    def name(self, key: str) -> str:
        """The printed name of an id."""
        return self.printer.name(key)

    def party(self, value: object) -> str:
        """Who of the two bears or holds something."""
        shown = "both parties" if str(value) in ("both", "shared") else self.text(value)
        return shown[:1].upper() + shown[1:]

    def money(self, amount: Any) -> str:
        """An amount in the contract's currency."""
        return NOTHING if amount is None else self.printer.money(amount)

    def table(self) -> Table | None:
        """The finished table."""
        if not self._rows:
            return None
        heads = Row(
            tuple(Cell((Paragraph((Run(head, bold=True),)),)) for head in self._heads),
            True,
            self.origin,
        )
        rows = (heads, *self._rows) if any(self._heads) else tuple(self._rows)
        shown = self._shown()
        rows = tuple(replace(row, cells=tuple(row.cells[i] for i in shown)) for row in rows)
        columns = tuple(self._columns[i] for i in shown)
        return Table(rows, columns, self._caption, self._summary, origin=self.origin)

    def _shown(self) -> tuple[int, ...]:
        """The columns to print: in the short form, those in which a row says something."""
        every = tuple(range(len(self._columns)))
        if not self.is_short:
            return every
        return tuple(i for i in every if any(row.cells[i].text != NOTHING for row in self._rows))
