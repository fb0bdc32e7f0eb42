"""What stands on every page beside the text: header, footer, DRAFT mark, page X of Y."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from contract_kit.render.pdf_flow import Pages, draw_number, entry_form
from contract_kit.render.pdf_fonts import name_of, split
from contract_kit.render.pdf_style import BOTTOM, FAINT, RULE, SIDE, TOP, WATERMARK, Page

_SIZE = 8.5
_WATERMARK = "watermark"
# Each letter of DRAFT as strokes in a box 60 wide and 100 high: lines, and curves of 4 points.
_LETTERS: tuple[tuple[tuple[tuple[float, float], ...], ...], ...] = (
    (((0, 0), (0, 100), (25, 100)), ((25, 100), (72, 100), (72, 0), (25, 0)), ((25, 0), (0, 0))),
    (
        ((0, 0), (0, 100), (30, 100)),
        ((30, 100), (68, 100), (68, 48), (30, 48)),
        ((0, 48), (30, 48), (60, 0)),
    ),
    (((0, 0), (32, 100), (64, 0)), ((11, 34), (53, 34))),
    (((0, 0), (0, 100), (56, 100)), ((0, 52), (48, 52))),
    (((0, 100), (64, 100)), ((32, 100), (32, 0))),
)


@dataclass(frozen=True)
class Furniture:
    """The texts around a page; its methods are what reportlab calls at the start of each."""

    page: Page
    title: str
    id: str
    hash: str
    draft: bool

    def cover(self, canvas: Any, _template: Any) -> None:
        """Draw what belongs on the cover page."""
        self._watermark(canvas)
        self._footer(canvas)

    def body(self, canvas: Any, _template: Any) -> None:
        """Draw what belongs on every other page."""
        self._watermark(canvas)
        top = self.page.height - TOP + 9 * mm
        canvas.setFillColor(FAINT)
        id_width = _width(self.id)
        room = self.page.text_width - id_width - 8 * mm
        _line(canvas, SIDE, top, _shortened(self.title, room))
        _line(canvas, self.page.width - SIDE - id_width, top, self.id)
        self._rule(canvas, top - 5)
        self._footer(canvas)

    def _footer(self, canvas: Any) -> None:
        base = BOTTOM - 11 * mm
        self._rule(canvas, base + 12)
        canvas.setFillColor(FAINT)
        left = " · ".join(part for part in ("DRAFT" if self.draft else "", self.hash[:16]) if part)
        _line(canvas, SIDE, base, left)
        canvas.saveState()
        canvas.translate(self.page.width - SIDE, base)
        canvas.doForm(_page_form(canvas.getPageNumber()))
        canvas.restoreState()

    def _rule(self, canvas: Any, height: float) -> None:
        canvas.saveState()
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.5)
        canvas.line(SIDE, height, self.page.width - SIDE, height)
        canvas.restoreState()

    def _watermark(self, canvas: Any) -> None:
        """Lay DRAFT below the text, as strokes: whoever extracts text never meets it."""
        if not self.draft:
            return
        canvas.saveState()
        canvas.translate(self.page.width / 2, self.page.height / 2)
        canvas.rotate(52)
        canvas.doForm(_WATERMARK)
        canvas.restoreState()


def _page_form(number: int) -> str:
    return f"page.{number}"


def _width(text: str) -> float:
    return float(sum(stringWidth(part, font, _SIZE) for font, part in _faces(text)))


def _faces(text: str) -> list[tuple[str, str]]:
    return list(split(text, bold=False, italic=False, where="the page header"))


def _line(canvas: Any, left: float, base: float, text: str) -> None:
    for font, part in _faces(text):
        canvas.setFont(font, _SIZE)
        canvas.drawString(left, base, part)
        left += stringWidth(part, font, _SIZE)


def _shortened(text: str, room: float) -> str:
    if _width(text) <= room:
        return text
    while text and _width(text + "…") > room:
        text = text[:-1]
    return text.rstrip() + "…"


class LateCanvas(Canvas):  # type: ignore[misc]
    """A canvas that fills in what only the last page tells: page totals and contents.

    They are forms: named drawings used on early pages and defined at the end, so that the text is
    laid out only once.
    """

    pages: Pages
    draft = False

    def save(self) -> None:
        """Define the forms, then write the file."""
        if self._code:
            self.showPage()
        total = self.getPageNumber() - 1
        for number in range(1, total + 1):
            self._define(_page_form(number), _page_of, number, total)
        for anchor, number in self.pages.found.items():
            if self.has_entry(anchor):
                self._define(entry_form(anchor), draw_number, number)
        if self.draft:
            self._define(_WATERMARK, _strokes)
        super().save()

    def has_entry(self, anchor: str) -> bool:
        """Whether the contents have a line for `anchor`."""
        return anchor in self.entries

    entries: frozenset[str] = frozenset()

    def _define(self, name: str, draw: Any, *values: object) -> None:
        reach = 400
        self.beginForm(name, -reach, -reach, reach, reach)
        draw(self, *values)
        self.endForm()


def _page_of(canvas: Any, number: int, total: int) -> None:
    text = f"Page {number} of {total}"
    name = name_of()
    canvas.setFont(name, _SIZE)
    canvas.setFillColor(FAINT)
    canvas.drawString(-stringWidth(text, name, _SIZE), 0, text)


def _strokes(canvas: Any) -> None:
    """Draw the letters of DRAFT around the origin."""
    canvas.setStrokeColor(WATERMARK)
    canvas.setLineWidth(13)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    pitch = 98
    left = -(4 * pitch + 62) / 2
    for place, letter in enumerate(_LETTERS):
        path = canvas.beginPath()
        for stroke in letter:
            points = [(left + place * pitch + x, y - 50) for x, y in stroke]
            path.moveTo(*points[0])
            if len(points) == 4:
                path.curveTo(*points[1], *points[2], *points[3])
            else:
                for point in points[1:]:
                    path.lineTo(*point)
        canvas.drawPath(path, stroke=1, fill=0)
