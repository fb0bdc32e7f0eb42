"""The table of contents: written with its entries, so that it is right before Word refreshes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from contract_kit.ooxml.wordml import escape, field, link, run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contract_kit.document import Section
    from contract_kit.render.word.numbers import Place

_TAB = "<w:r><w:tab/></w:r>"
_STOPS = {1: 1361, 2: 1928}
_FLUSH = '<w:ind w:left="0" w:firstLine="0"/>'


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading and the page it is expected on."""

    section: Section
    place: Place
    page: int


class Line(NamedTuple):
    """What an entry takes on the page: its style and words."""

    style: str
    text: str


def contents(entries: Sequence[Entry]) -> str:
    """Write the entries inside one TOC field, each a link with its page as PAGEREF field."""
    if not entries:
        return ""
    code = _open_field(' TOC \\o "1-2" \\h \\z \\u ')
    lines = [_line(entry, code if not at else "") for at, entry in enumerate(entries)]
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    last = lines[-1].removesuffix("</w:p>")
    body = "".join((*lines[:-1], last, end, "</w:p>"))
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/>'
        f"<w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>{body}</w:sdtContent></w:sdt>"
    )


def _open_field(instruction: str) -> str:
    """Open a field that runs on over several paragraphs."""
    code = escape(instruction)
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText>'
        '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def _line(entry: Entry, before: str) -> str:
    level = 2 if entry.section.level > 1 else 1
    number = entry.place.printed
    words = run(entry.section.title or number)
    if number and entry.section.title:
        words = run(number) + _TAB + words
    name = entry.place.bookmark
    page = field(f"PAGEREF {name} \\h", str(entry.page))
    # an unnumbered entry starts at the edge; a hanging tab would push it to the titles
    flush = (
        "" if number else f'<w:tabs><w:tab w:val="clear" w:pos="{_STOPS[level]}"/></w:tabs>{_FLUSH}'
    )
    return (
        f'<w:p><w:pPr><w:pStyle w:val="TOC{level}"/>{flush}</w:pPr>'
        f"{before}{link(name, words + _TAB + page)}</w:p>"
    )
