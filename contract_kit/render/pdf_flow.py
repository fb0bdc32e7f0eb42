"""What reportlab lays out for us: paragraphs that can be linked to, contents lines and tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from reportlab.lib.colors import Color
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus.flowables import Flowable
from reportlab.platypus.paragraph import Paragraph

from contract_kit.render.pdf_fonts import name_of
from contract_kit.render.pdf_style import FAINT, RULE, SHADE

PAD = 4.0
"""Room around the text of a table cell."""


@dataclass
class Pages:
    """On which page each heading came to stand; filled while pages are drawn."""

    found: dict[str, int] = field(default_factory=dict)


class Anchored(Paragraph):  # type: ignore[misc]
    """A paragraph that links may point to, and that may stand in the PDF's outline."""

    anchor = ""
    outline: tuple[str, int] | None = None
    pages: Pages | None = None

    def split(self, available_width: float, available_height: float) -> list[Any]:
        """Split as any paragraph; what points here points to the first part."""
        parts: list[Any] = super().split(available_width, available_height)
        if parts and parts[0] is not self:
            parts[0].anchor, parts[0].outline = self.anchor, self.outline
            parts[0].pages = self.pages
        return parts

    def draw(self) -> None:
        """Draw, and tell the PDF where."""
        mark(self.canv, self.anchor, self.height, self.outline, self.pages)
        super().draw()


def mark(
    canvas: Any,
    anchor: str,
    height: float,
    outline: tuple[str, int] | None = None,
    pages: Pages | None = None,
) -> None:
    """Make the place `height` above the origin a destination called `anchor`."""
    if not anchor:
        return
    canvas.bookmarkHorizontal(anchor, 0, height + 6)
    if outline is not None:
        canvas.addOutlineEntry(outline[0], anchor, level=outline[1], closed=outline[1] > 0)
    if pages is not None:
        pages.found.setdefault(anchor, canvas.getPageNumber())


class Entry(Flowable):  # type: ignore[misc]
    """A line of the contents. Its page number is a form that is filled in at the very end."""

    def __init__(self, paragraph: Paragraph, anchor: str) -> None:
        super().__init__()
        self.paragraph = paragraph
        self.anchor = anchor
        self.spaceBefore = paragraph.style.spaceBefore
        self.spaceAfter = paragraph.style.spaceAfter

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Take the size of the text."""
        self.width, self.height = self.paragraph.wrap(width, height)
        return self.width, self.height

    def draw(self) -> None:
        """Draw the text, a dotted leader and the place of the page number."""
        canvas, style = self.canv, self.paragraph.style
        self.paragraph.drawOn(canvas, 0, 0)
        end = self._text_end()
        leader_end = self.width - style.rightIndent + 6
        baseline = style.leading - style.fontSize + 1.2
        if leader_end - end > 12:
            canvas.saveState()
            canvas.setStrokeColor(RULE)
            canvas.setLineWidth(0.8)
            canvas.setLineCap(1)
            canvas.setDash([0.1, 3.2])
            canvas.line(leader_end, baseline, end + 5, baseline)
            canvas.restoreState()
        canvas.saveState()
        canvas.translate(self.width, baseline)
        canvas.doForm(entry_form(self.anchor))
        canvas.restoreState()
        canvas.linkRect("", self.anchor, (0, 0, self.width, self.height), relative=1)

    def _text_end(self) -> float:
        """Where the last line of the text ends."""
        style, lines = self.paragraph.style, self.paragraph.blPara.lines
        last = lines[-1]
        extra = last[0] if isinstance(last, tuple) else last.extraSpace
        return float(self.width - style.rightIndent - max(extra, 0))


def entry_form(anchor: str) -> str:
    """The name of the form that holds the page number of `anchor`."""
    return f"entry.{anchor}"


def draw_number(canvas: Any, number: int) -> None:
    """What a contents line's form holds: the number, right-aligned at the origin."""
    name = name_of()
    canvas.setFont(name, 10)
    canvas.setFillColor(FAINT)
    canvas.drawString(-stringWidth(str(number), name, 10), 0, str(number))


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

    def __init__(
        self,
        rows: list[GridRow],
        widths: list[float],
        *,
        tallest: float,
        line: Color = RULE,
    ) -> None:
        super().__init__()
        self.widths = widths
        self.line = line
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
        self.continued = False

    def _room(self, cell: GridCell) -> float:
        return sum(self.widths[cell.column : cell.column + cell.span]) - 2 * PAD

    def _measure(self, row: GridRow) -> None:
        heights = [
            sum(part.wrap(self._room(cell), 10_000)[1] for part in cell.paragraphs)
            for cell in row.cells
        ]
        row.height = max(heights, default=0.0) + 2 * PAD

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
        """The height of the heads and the first row, which stay together."""
        return sum(row.height for row in [*self.heads, *self.rows[:1]])

    def split(self, width: float, height: float) -> list[Any]:
        """As many rows as fit; none if not even one does."""
        height -= sum(row.height for row in self.heads)
        count = 0
        for row in self.rows:
            height -= row.height
            if height < -0.01:
                break
            count += 1
        if count == 0 or count == len(self.rows):
            return [self] if count else []
        return [self._part(0, count), self._part(count, len(self.rows))]

    def _part(self, start: int, end: int) -> Grid:
        part = Grid.__new__(Grid)
        Flowable.__init__(part)
        part.widths, part.line, part.heads = self.widths, self.line, self.heads
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
        canvas.setStrokeColor(self.line)
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
        left = sum(self.widths[: cell.column]) + PAD
        for paragraph in cell.paragraphs:
            top -= paragraph.height
            paragraph.drawOn(self.canv, left, top)
