"""The words of a Word paragraph as accepted: insertions in, deletions out, fields as shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from contract_kit.document import Run
from contract_kit.ooxml.paragraphs import ALTERNATE, BOX, choice
from contract_kit.ooxml.wordml import W
from contract_kit.read.docx_styles import toggle

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SKIPPED = frozenset(
    _W + name
    for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "sdtPr", "sdtEndPr", "rt")
) | {BOX}
_RUN = _W + "r"
_MARKS = frozenset(
    _W + name for name in ("fldChar", "bookmarkStart", "footnoteReference", "endnoteReference")
)
_CODES = frozenset({"code", "toc code"})
_SIGNS = {
    _W + "tab": "\t", _W + "ptab": "\t", _W + "br": "\n", _W + "cr": "\n",
    _W + "noBreakHyphen": "\u2011", _W + "softHyphen": "",
}  # fmt: skip
_SYMBOLS = {
    0xB7: "•", 0xA7: "•", 0xD8: "•", 0xFC: "✓", 0xFE: "☒", 0xA8: "☐", 0x6F: "☐", 0xA3: "£",
    0xB3: "≥", 0xB0: "°", 0xB1: "±", 0xD3: "©", 0xD2: "®", 0xD4: "™", 0xE3: "©", 0xE2: "®",
    0xE4: "™", 0xAE: "→",
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
    stack = [_Open(child, False, False) for child in reversed(paragraph)]
    while stack:
        one = stack.pop()
        tag = one.element.tag
        if tag in _SKIPPED:
            _note_instruction(one.element, story)
        elif tag == ALTERNATE:
            chosen = choice(one.element)
            stack.extend([] if chosen is None else [one._replace(element=chosen)])
        elif tag == _RUN and _format(one) is None:
            continue
        elif (text := _text(one.element, story)) is None:
            inner = _format(one) or one
            stack.extend(inner._replace(element=child) for child in reversed(one.element))
        elif text and not _CODES.intersection(story.fields):
            found.append(Run(text, one.bold, one.italic))
    while story.fields and story.fields[-1] in _CODES:
        story.fields.pop()
    return found


class _Open(NamedTuple):
    """An element to be read, and the format it is in."""

    element: _Element
    bold: bool
    italic: bool


def _format(one: _Open) -> _Open | None:
    """The element with its run's format; None for hidden text."""
    properties = one.element.find(_W + "rPr") if one.element.tag == _RUN else None
    if properties is None:
        return one
    if toggle(properties, "vanish"):
        return None
    return _Open(one.element, toggle(properties, "b"), toggle(properties, "i"))


def _text(element: _Element, story: Story) -> str | None:
    """What an element prints; None when its children say."""
    tag = element.tag
    if tag in (_W + "t", _MATH):
        return element.text or ""
    if tag in _SIGNS:
        return "" if element.get(_W + "type") == "page" else _SIGNS[tag]
    if tag == _W + "sym":
        return _symbol(element.get(_W + "char", ""))
    if tag not in _MARKS:
        return None
    if tag == _W + "fldChar":
        _field_mark(element.get(_W + "fldCharType", ""), story)
    elif tag == _W + "bookmarkStart":
        name = element.get(_W + "name", "")
        story.bookmark = story.bookmark or (name if name.startswith("_ck_") else "")
    else:
        story.notes.append((f"{tag.removeprefix(_W)[:-9]}s", element.get(_W + "id", "")))
    return ""


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
    if element.tag != _W + "instrText":
        return
    if (
        story.fields
        and story.fields[-1] == "code"
        and (element.text or "").lstrip().upper().startswith("TOC")
    ):
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
