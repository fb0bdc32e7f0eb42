"""Measures, colours and paragraph styles of our PDFs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

import pyphen
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from contract_kit.render.pdf_fonts import name_of

INK = HexColor("#1c2126")
ACCENT = HexColor("#1f3a5f")
FAINT = HexColor("#68727d")
RULE = HexColor("#c3cad2")
SHADE = HexColor("#eaeef3")
WATERMARK = HexColor("#f3f4f6")
LINK = HexColor("#1f4e8c")
INSERTED = HexColor("#0b6e3b")
DELETED = HexColor("#a3261f")
WHITE = HexColor("#ffffff")

SIDE, TOP, BOTTOM = 25 * mm, 27 * mm, 24 * mm
STEP = 11 * mm
SIZE, LEADING = 10.5, 14.0
INDENTS = (STEP, STEP, 2 * STEP, 2.8 * STEP)
"""Where the text of a paragraph of level 0, 1, 2, 3 begins."""

ALIGNMENTS = {"left": TA_LEFT, "right": TA_RIGHT, "center": TA_CENTER}
_WORD = re.compile(r"[^\W\d_]{9,}")


@dataclass(frozen=True)
class Page:
    """The paper: its size, and the room between the margins."""

    width: float
    height: float

    @property
    def text_width(self) -> float:
        """Between the left and right margin."""
        return self.width - 2 * float(SIDE)

    @property
    def text_height(self) -> float:
        """Between header and footer."""
        return self.height - float(TOP + BOTTOM)


def page_for(paper: str) -> Page:
    """The page of a `paper` of a document."""
    return Page(*(LETTER if paper == "letter" else A4))


@cache
def _hyphenate(language: str) -> object | None:
    """What splits words of `language`: longest beginning first. None where no rules are known."""
    code = pyphen.language_fallback(language.replace("-", "_"))
    if code is None:
        return None
    iterate = pyphen.Pyphen(lang=code, left=3, right=4).iterate

    @lru_cache(maxsize=4096)
    def pairs(word: str) -> tuple[tuple[str, str], ...]:
        return tuple(iterate(word)) if _WORD.fullmatch(word) and not word.isupper() else ()

    return pairs


class Styles:
    """The paragraph styles of one document."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._made: dict[tuple[object, ...], ParagraphStyle] = {}

    def _style(self, name: str, key: tuple[object, ...] = (), **values: object) -> ParagraphStyle:
        known = (name, *key)
        if known not in self._made:
            size = values.get("fontSize", SIZE)
            shared = {
                "fontName": name_of(),
                "fontSize": size,
                "leading": round(float(str(size)) * 4 / 3, 1),
                "textColor": INK,
                "allowWidows": 0,
                "allowOrphans": 0,
                "bulletFontName": name_of(),
                "bulletFontSize": size,
            }
            self._made[known] = ParagraphStyle(name, **{**shared, **values})
        return self._made[known]

    def text(self, level: int, *, numbered: bool = False, flat: bool = False) -> ParagraphStyle:
        """Text of a clause at `level`; `flat` text stands at the margin."""
        indent = 0.0 if flat else INDENTS[min(level, 3)]
        bullet = 0.0 if level < 2 else INDENTS[min(level, 3) - 1]
        return self._style(
            "text",
            (level, numbered, flat),
            leftIndent=indent,
            bulletIndent=bullet,
            spaceBefore=5 if level < 2 else 0,
            spaceAfter=4,
            alignment=TA_JUSTIFY,
            hyphenationLang=_hyphenate(self.language),
            splitLongWords=1,
        )

    def bullet(self, level: int) -> ParagraphStyle:
        """A bulleted paragraph under text of `level`."""
        start = INDENTS[min(level, 3)]
        return self._style(
            "bullet",
            (level,),
            leftIndent=start + 4.5 * mm,
            bulletIndent=start,
            spaceAfter=3,
            hyphenationLang=_hyphenate(self.language),
        )

    def definition(self) -> ParagraphStyle:
        """A defined term and its meaning."""
        return self._style("definition", leftIndent=STEP, spaceAfter=7)

    def note(self, *, flat: bool = False) -> ParagraphStyle:
        """A remark in smaller print."""
        indent = 0.0 if flat else STEP
        return self._style(
            "note", (flat,), fontSize=9, textColor=FAINT, leftIndent=indent, spaceAfter=4
        )

    def small(self) -> ParagraphStyle:
        """The colophon."""
        return self._style("small", fontSize=8, textColor=FAINT, spaceAfter=3)

    def caption(self) -> ParagraphStyle:
        """The line above a table."""
        return self._style(
            "caption", fontName=name_of(bold=True), fontSize=9.5, spaceBefore=8, spaceAfter=3
        )

    def cell(self, align: str, *, head: bool, small: bool) -> ParagraphStyle:
        """Text in a table."""
        return self._style(
            "cell",
            (align, head, small),
            fontSize=7.5 if small else 9.5,
            leading=9.2 if small else 11.8,
            fontName=name_of(bold=head),
            textColor=ACCENT if head else FAINT if small else INK,
            alignment=ALIGNMENTS[align],
        )

    def heading(self, depth: int, *, wide: bool, indent: float) -> ParagraphStyle:
        """A heading; `wide` ones head a page (schedules, key terms)."""
        size = 17 if wide else {1: 12.5, 2: 11.5}.get(depth, 10.5)
        bold = name_of(bold=True)
        return self._style(
            "heading",
            (depth, wide, indent),
            fontName=bold,
            fontSize=size,
            leading=size * 1.25,
            textColor=ACCENT,
            leftIndent=indent,
            bulletFontName=bold,
            bulletFontSize=size,
            bulletColor=ACCENT,
            spaceBefore=0 if wide else 13 if depth == 1 else 10,
            spaceAfter=10 if wide else 5,
        )

    def cover(self, part: str) -> ParagraphStyle:
        """The parts of the cover page."""
        sizes = {"title": 27, "label": 10, "date": 13, "party": 14, "detail": 10.5, "notice": 9}
        colours: dict[str, Color] = {"title": ACCENT, "party": INK, "date": INK, "detail": INK}
        return self._style(
            "cover",
            (part,),
            fontName=name_of(bold=part in {"title", "party"}),
            fontSize=sizes[part],
            leading=sizes[part] * 1.25,
            textColor=colours.get(part, FAINT),
            spaceAfter={"title": 10, "party": 1, "detail": 1}.get(part, 4),
        )

    def entry(self, depth: int, *, numbered: bool) -> ParagraphStyle:
        """A line of the contents."""
        indent = 0.0 if depth == 1 else STEP
        hang = (STEP if depth == 1 else 8 * mm) if numbered else 0.0
        return self._style(
            "entry",
            (depth, numbered),
            fontSize=9.5 if depth == 1 else 9,
            leading=11.8 if depth == 1 else 10.8,
            leftIndent=indent + hang,
            bulletIndent=indent,
            rightIndent=12 * mm,
            spaceBefore=1.5 if depth == 1 else 0,
            spaceAfter=0.2,
        )
