"""Runs of a Document as reportlab's fragments: fonts, links and revision marks."""

from __future__ import annotations

from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus.paraparser import ParaFrag

from contract_kit.document import Inline, Reference, Run
from contract_kit.render.pdf_flow import Anchored
from contract_kit.render.pdf_fonts import split
from contract_kit.render.pdf_style import DELETED, INSERTED, LINK, WHITE


class Typesetter:
    """Makes paragraphs; remembers where it is, for errors that must say so."""

    def __init__(self, anchors: frozenset[str]) -> None:
        self.anchors = anchors
        self.where = "the document"
        self._links = 0

    def paragraph(
        self, runs: tuple[Inline, ...], style: ParagraphStyle, *, number: str = "", anchor: str = ""
    ) -> Anchored:
        """A paragraph with its number hanging in the margin."""
        frags = [frag for run in runs for frag in self._frags(run, style)]
        if not any(frag.text.strip() for frag in frags):
            frags = [self._frag("\u00a0", style.fontName, style)]
        bullet = self._bullet(number, style) if number else None
        made = Anchored("", style, bulletText=bullet, frags=frags)
        made.anchor = anchor
        return made

    def plain(self, text: str, style: ParagraphStyle, *, number: str = "") -> Anchored:
        """A paragraph in one format."""
        return self.paragraph((Run(text),), style, number=number)

    def _bullet(self, number: str, style: ParagraphStyle) -> list[ParaFrag]:
        bold = style.bulletFontName.endswith("Bold")
        colour = getattr(style, "bulletColor", style.textColor)
        frags = []
        for font, part in split(number, bold=bold, italic=False, where=self.where):
            frag = self._frag(part, font, style)
            frag.fontSize, frag.textColor = style.bulletFontSize, colour
            frags.append(frag)
        return frags

    def _frags(self, run: Inline, style: ParagraphStyle) -> list[ParaFrag]:
        bold = run.bold or style.fontName.endswith("Bold")
        link = self._link(run)
        frags: list[ParaFrag] = []
        for index, line in enumerate(self.words(run).split("\n")):
            if index:
                frags.append(self._frag("", style.fontName, style, lineBreak=True))
            for font, part in split(line, bold=bold, italic=run.italic, where=self.where):
                frags.append(self._frag(part, font, style, link=link))
        for frag in frags:
            _revise(frag, run)
            if isinstance(run, Run) and run.invisible:
                frag.fontSize, frag.textColor = 1, WHITE
        return frags

    def words(self, run: Inline) -> str:
        """What is printed of a run; a reference does not break between its word and its number."""
        short = len(run.text) < 24 and self._leads_somewhere(run)
        return run.text.replace(" ", "\u00a0") if short else run.text

    def _leads_somewhere(self, run: Inline) -> bool:
        return isinstance(run, Reference) and run.target in self.anchors

    def _link(self, run: Inline) -> list[tuple[int, str]]:
        if not isinstance(run, Reference) or run.target not in self.anchors:
            return []
        self._links += 1
        return [(self._links, f"#{run.target}")]

    @staticmethod
    def _frag(
        text: str,
        font: str,
        style: ParagraphStyle,
        *,
        link: list[tuple[int, str]] | None = None,
        **more: Any,
    ) -> ParaFrag:
        return ParaFrag(
            text=text,
            fontName=font,
            fontSize=style.fontSize,
            textColor=LINK if link else style.textColor,
            bold=0,
            italic=0,
            rise=0,
            greek=0,
            link=link or [],
            us_lines=[],
            **more,
        )


def _revise(frag: ParaFrag, run: Inline) -> None:
    """Underline what was inserted, strike what was deleted."""
    if run.revision is None:
        return
    inserted = run.revision == "inserted"
    frag.textColor = INSERTED if inserted else DELETED
    kind = "underline" if inserted else "strike"
    frag.us_lines = [(0, kind, frag.textColor, "", "", 0, 1, "")]
