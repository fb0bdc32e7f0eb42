"""What reportlab lays out for us: paragraphs that can be linked to, and contents lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus.flowables import Flowable
from reportlab.platypus.paragraph import Paragraph

from contract_kit.render.pdf_fonts import name_of
from contract_kit.render.pdf_style import FAINT, RULE


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
        baseline = style.leading - style.fontSize
        draw_leader(canvas, end + 4, self.width - style.rightIndent + 6, baseline)
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


def draw_leader(canvas: Any, start: float, end: float, baseline: float) -> None:
    """Dots as text: programs that read the PDF tell a contents line by them."""
    name = name_of()
    pitch = stringWidth(" .", name, 9)
    dots = int((end - start) / pitch)
    if dots > 2:
        canvas.setFont(name, 9)
        canvas.setFillColor(RULE)
        canvas.drawString(end - dots * pitch, baseline, " ." * dots)


def entry_form(anchor: str) -> str:
    """The name of the form that holds the page number of `anchor`."""
    return f"entry.{anchor}"


def draw_number(canvas: Any, number: int) -> None:
    """What a contents line's form holds: the number, right-aligned at the origin."""
    name = name_of()
    canvas.setFont(name, 10)
    canvas.setFillColor(FAINT)
    canvas.drawString(-stringWidth(str(number), name, 10), 0, str(number))
