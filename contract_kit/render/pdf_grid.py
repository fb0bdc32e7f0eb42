"""Tables: rows stay whole, heads repeat, and long ones cost no more a row than short ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reportlab.platypus.flowables import Flowable
from reportlab.platypus.paragraph import Paragraph

from contract_kit.render.pdf_flow import mark
from contract_kit.render.pdf_style import RULE, SHADE

PAD = 4.0
"""Room above and below the text of a table cell."""
SIDE_PAD = 5.5
"""Room at its left and right."""


_FEW = 7
"""A head and six rows: so short a table stays whole up to a larger part of a page."""


@dataclass
class GridCell:
    """A cell: its paragraphs, its first column and how many it covers."""

    paragraphs: list[Paragraph]
    column: int
    span: int = 1


@dataclass
class GridRow:
    """A row and, once measured, its height."""

    cells: list[GridCell]
    head: bool = False
    height: float = 0.0


class Grid(Flowable):  # type: ignore[misc]
    """A table: rows are never split unless one is taller than a page, heads repeat.

    Rows are measured once and shared by the parts that a page break makes, so that long tables
    cost no more a row than short ones.
    """

    spaceBefore = 4
    spaceAfter = 10
    anew = True
    """Whether the table begins here, not on a page before."""

    def __init__(
        self,
        rows: list[GridRow],
        widths: list[float],
        *,
        tallest: float,
        least: float = 0.0,
        whole: bool = False,
    ) -> None:
        super().__init__()
        self.widths = widths
        self.lowest = least
        few = len(rows) <= _FEW
        self.whole = tallest * (1.0 if whole else 0.4 if few else 1 / 3)
        self.opening = tallest / 2
        self.anchor = ""
        heads = 0
        while heads < len(rows) and rows[heads].head:
            heads += 1
        self.heads, body = rows[:heads], rows[heads:]
        for row in self.heads:
            self._measure(row)
        room = tallest - sum(row.height for row in self.heads) - 2
        if room < tallest / 3:
            self.heads, body, room = [], rows, tallest - 2
        self.rows = [part for row in body for part in self._fitting(row, room)]

    def _room(self, cell: GridCell) -> float:
        return sum(self.widths[cell.column : cell.column + cell.span]) - 2 * SIDE_PAD

    def _measure(self, row: GridRow) -> None:
        heights = [
            sum(part.wrap(self._room(cell), 10_000)[1] for part in cell.paragraphs)
            for cell in row.cells
        ]
        height = max(heights, default=0.0) + 2 * PAD
        row.height = height if row.head else max(height, self.lowest)

    def _fitting(self, row: GridRow, room: float) -> list[GridRow]:
        """The row, in as many parts as pages of `room` need."""
        parts: list[GridRow] = []
        self._measure(row)
        while row.height > room:
            first, row = self._cut(row, room - 2 * PAD)
            if not any(cell.paragraphs for cell in first.cells):
                break
            parts.append(first)
        return [*parts, row]

    def _cut(self, row: GridRow, room: float) -> tuple[GridRow, GridRow]:
        above, below = GridRow([], row.head), GridRow([], row.head)
        for cell in row.cells:
            first, rest = self._divide(cell, room)
            above.cells.append(GridCell(first, cell.column, cell.span))
            below.cells.append(GridCell(rest, cell.column, cell.span))
        self._measure(above)
        self._measure(below)
        return above, below

    def _divide(self, cell: GridCell, room: float) -> tuple[list[Paragraph], list[Paragraph]]:
        width = self._room(cell)
        for index, part in enumerate(cell.paragraphs):
            height = part.wrap(width, 10_000)[1]
            if height > room:
                halves = part.split(width, room)
                cut = cell.paragraphs[:index], cell.paragraphs[index + 1 :]
                if len(halves) == 2:
                    return [*cut[0], halves[0]], [halves[1], *cut[1]]
                return cut[0], [part, *cut[1]]
            room -= height
        return cell.paragraphs, []

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Add up the heights, known since the table was made."""
        self.width = sum(self.widths)
        self.height = sum(row.height for row in self._shown())
        return self.width, self.height

    def least(self) -> float:
        """What stays on one page: a small table, or the heads and first rows of a large one."""
        total = sum(row.height for row in self._shown())
        if total <= self.whole:
            return total
        return sum(row.height for row in [*self.heads, *self.rows[:2]])

    def split(self, width: float, height: float) -> list[Any]:
        """As many rows as fit, no first or last row alone; none if that leaves nothing."""
        if sum(row.height for row in self._shown()) <= self.whole:
            return []
        height -= sum(row.height for row in self.heads)
        count = 0
        for row in self.rows:
            height -= row.height
            if height < -0.01:
                break
            count += 1
        if count == len(self.rows):
            return [self]
        if count > 1 and count == len(self.rows) - 1:
            count -= 1
        opens = self.heads + self.rows[:2]
        if count == 1 and self.anew and sum(row.height for row in opens) <= self.opening:
            return []
        return [self._part(0, count), self._part(count, len(self.rows))] if count else []

    def _part(self, start: int, end: int) -> Grid:
        part = Grid.__new__(Grid)
        Flowable.__init__(part)
        part.widths, part.heads, part.whole = self.widths, self.heads, 0.0
        part.opening, part.anew = self.opening, not start and self.anew
        part.anchor = "" if start else self.anchor
        part.rows = self.rows[start:end]
        return part

    def _shown(self) -> list[GridRow]:
        return [*self.heads, *self.rows]

    def draw(self) -> None:
        """Draw row by row from the top."""
        canvas = self.canv
        mark(canvas, self.anchor, self.height)
        canvas.saveState()
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.6)
        top = self.height
        canvas.line(0, top, self.width, top)
        for row in self._shown():
            bottom = top - row.height
            if row.head:
                canvas.setFillColor(SHADE)
                canvas.rect(0, bottom, self.width, row.height, stroke=0, fill=1)
            for cell in row.cells:
                self._draw_cell(cell, top - PAD)
            canvas.line(0, bottom, self.width, bottom)
            top = bottom
        canvas.restoreState()

    def _draw_cell(self, cell: GridCell, top: float) -> None:
        left = sum(self.widths[: cell.column]) + SIDE_PAD
        for paragraph in cell.paragraphs:
            top -= paragraph.height
            paragraph.drawOn(self.canv, left, top)
