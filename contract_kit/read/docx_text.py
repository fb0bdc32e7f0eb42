"""The words of a Word paragraph as accepted: insertions in, deletions out, fields by their result."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from contract_kit.document import Run
from contract_kit.ooxml.paragraphs import ALTERNATE, BOX, choice
from contract_kit.ooxml.wordml import W
from contract_kit.read.docx_styles import toggle

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SKIPPED = frozenset(_W + name for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "sdtPr", "sdtEndPr", "rt"))
_CODES = frozenset({"code", "toc code"})
_SIGNS = {
    _W + "tab": "\t", _W + "ptab": "\t", _W + "br": "\n", _W + "cr": "\n",
    _W + "noBreakHyphen": "\u2011", _W + "softHyphen": "",
}  # fmt: skip
_SYMBOLS = {
    0xB7: "•", 0xA7: "•", 0xD8: "•", 0xFC: "✓", 0xFE: "☒", 0xA8: "☐", 0x6F: "☐", 0xA3: "£", 0xB3: "≥",
    0xB0: "°", 0xB1: "±", 0xD3: "©", 0xD2: "®", 0xD4: "™", 0xE3: "©", 0xE2: "®", 0xE4: "™", 0xAE: "→",
}  # fmt: skip


@dataclass(slots=True)
class Story:
    """What lasts from paragraph to paragraph: open fields, and the notes referred to."""

    fields: list[str] = field(default_factory=list)  # "code", "result" or "toc" for each open one
    notes: list[tuple[str, str]] = field(default_factory=list)
    bookmark: str = ""

    @property
    def in_contents(self) -> bool:
        """Whether a table of contents field is open."""
        return "toc" in self.fields


def runs(paragraph: _Element, story: Story) -> list[Run]:
    """The runs of one paragraph; `story` is updated."""
    found: list[Run] = []
    story.bookmark = ""
    stack: list[tuple[_Element, bool, bool]] = [(child, False, False) for child in reversed(paragraph)]
    while stack:
        element, bold, italic = stack.pop()
        tag = element.tag
        if tag in _SKIPPED or tag == BOX:
            if tag == _W + "instrText":
                _note_instruction(element, story)
            continue
        if tag == ALTERNATE:
            chosen = choice(element)
            if chosen is not None:
                stack.append((chosen, bold, italic))
            continue
        if tag == _W + "r":
            properties = element.find(_W + "rPr")
            if properties is not None:
                if toggle(properties, "vanish"):
                    continue
                bold, italic = toggle(properties, "b"), toggle(properties, "i")
        text = _text(element, story)
        if text is None:
            stack.extend((child, bold, italic) for child in reversed(element))
        elif text and not _CODES.intersection(story.fields):
            found.append(Run(text, bold, italic))
    while story.fields and story.fields[-1] in _CODES:
        story.fields.pop()
    return found


def _text(element: _Element, story: Story) -> str | None:
    """What an element prints; None when its children say."""
    tag = element.tag
    if tag in (_W + "t", _MATH):
        return element.text or ""
    if tag in _SIGNS:
        return "" if element.get(_W + "type") == "page" else _SIGNS[tag]
    if tag == _W + "sym":
        return _symbol(element.get(_W + "char", ""))
    if tag == _W + "fldChar":
        _field_mark(element.get(_W + "fldCharType", ""), story)
        return ""
    if tag in (_W + "footnoteReference", _W + "endnoteReference"):
        part = "footnotes" if tag.endswith("footnoteReference") else "endnotes"
        story.notes.append((part, element.get(_W + "id", "")))
        return ""
    if tag == _W + "bookmarkStart":
        name = element.get(_W + "name", "")
        if not story.bookmark and name.startswith("_ck_"):
            story.bookmark = name
        return ""
    return None


def _field_mark(kind: str, story: Story) -> None:
    if kind == "begin":
        story.fields.append("code")
    elif kind == "separate" and story.fields:
        if story.fields[-1] == "code":
            story.fields[-1] = "result"
        elif story.fields[-1] == "toc code":
            story.fields[-1] = "toc"
    elif kind == "end" and story.fields:
        story.fields.pop()


def _note_instruction(element: _Element, story: Story) -> None:
    """Remember that the open field is a table of contents."""
    if story.fields and story.fields[-1] == "code" and (element.text or "").lstrip().upper().startswith("TOC"):
        story.fields[-1] = "toc code"


def _symbol(code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if 0xF000 <= number <= 0xF0FF:
        number -= 0xF000
        return _SYMBOLS.get(number) or (chr(number) if 0x20 <= number < 0x7F else "•")
    return chr(number) if 0x20 <= number < 0x110000 and not 0xD800 <= number < 0xE000 else ""
