"""The words of a Word paragraph as accepted: insertions in, deletions out, fields as shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from lxml import etree

from contract_kit import letters
from contract_kit.document import Run
from contract_kit.ooxml.paragraphs import ALTERNATE, BOX, choice
from contract_kit.ooxml.wordml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

    from contract_kit.read.docx_sight import Lens, Sight

_W = f"{{{W}}}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SKIPPED = frozenset(
    _W + name
    for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "sdtPr", "sdtEndPr", "rt")
) | {BOX}
_PROPERTIES = _W + "rPr"
_RUNS = frozenset({_W + "r", "{http://schemas.openxmlformats.org/officeDocument/2006/math}r"})
_KNOWN = tuple(
    f"{{{one}"
    for one in (
        "http://schemas.openxmlformats.org/", "http://schemas.microsoft.com/",
        "urn:schemas-microsoft-com:",
    )
)  # fmt: skip
"""How the names of elements begin that Word knows; what others hold it does not show."""
_ANCHOR = re.compile(r"(?:\\[A-Za-z]{1,12}\d{0,2}\\|\{\{[\w:;*#!.=@/-]{1,80}\}\}|\s+)+")
"""What services for signatures look for in white letters: `\\s1\\`, `{{Sig_es_:signer1}}`."""
_BACKWARDS = _W + "bdo"
_TURNED, _END_OF_TURNED = (etree.Element(_W + "t") for _ in range(2))
_TURNED.text, _END_OF_TURNED.text = letters.OVERRIDE, letters.OVERRIDE_END
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
class Tally:
    """How many places of one kind there are, and the ordinal of the first."""

    count: int = 0
    first: int = 0

    def add(self, ordinal: int) -> None:
        """Count one more place."""
        self.count += 1
        self.first = self.first or ordinal


@dataclass(slots=True)
class Story:
    """What lasts from paragraph to paragraph: open fields, the notes referred to, what is unseen.

    `ordinal` is that of the paragraph being read.
    """

    sight: Sight
    fields: list[str] = field(default_factory=list)  # "code", "result" or "toc" for each open one
    notes: list[tuple[str, str]] = field(default_factory=list)
    bookmark: str = ""
    ordinal: int = 0
    hidden: Tally = field(default_factory=Tally)
    struck: Tally = field(default_factory=Tally)

    @property
    def in_contents(self) -> bool:
        """Whether a table of contents field is open."""
        return "toc" in self.fields


def runs(paragraph: _Element, story: Story, *, unseen: bool = False) -> list[Run]:
    """The runs of one paragraph that are seen; `story` is updated; `unseen`: none of them is."""
    found: list[Run] = []
    lost = _Lost(story)
    lens = story.sight.lens(paragraph)
    story.bookmark = ""
    stack = [_Open(child, judged="hidden" if unseen else "") for child in reversed(paragraph)]
    while stack:
        one = stack.pop()
        tag = one.element.tag
        if tag in _SKIPPED:
            _note_instruction(one.element, story)
        elif tag == ALTERNATE:
            chosen = choice(one.element)
            stack.extend([] if chosen is None else [one._replace(element=chosen)])
        elif (text := _text(one, story)) is None:
            stack.extend(_inside(one, lens))
        elif text and not _CODES.intersection(story.fields):
            if not one.judged:
                found.append(Run(text, one.bold, one.italic))
            lost.add(one.judged, text)
    lost.end()
    while story.fields and story.fields[-1] in _CODES:
        story.fields.pop()
    return found


class _Open(NamedTuple):
    """An element to be read, the format it is in, and whether it is seen."""

    element: _Element
    bold: bool = False
    italic: bool = False
    judged: Literal["", "hidden", "struck"] = ""


class _Lost:
    """Counts the stretches of a paragraph that are not seen."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._kind: Literal["", "hidden", "struck"] = ""
        self._text = ""

    def add(self, kind: Literal["", "hidden", "struck"], text: str) -> None:
        """Take the next text of the paragraph."""
        if kind != self._kind and (kind or text.strip()):
            self.end()
            self._kind = kind
        if kind:
            self._text += text

    def end(self) -> None:
        """End the stretch that is open; anchors for signatures are for machines, not readers."""
        words = self._text.strip()
        if any(map(str.isalnum, words)) and not _ANCHOR.fullmatch(words):
            tally = self._story.hidden if self._kind == "hidden" else self._story.struck
            tally.add(self._story.ordinal)
        self._kind, self._text = "", ""


def _inside(one: _Open, lens: Lens) -> list[_Open]:
    """What an element holds, in the order of a stack."""
    element, bold, italic, judged = one
    tag = element.tag
    if not isinstance(tag, str):
        return []
    if not tag.startswith(_KNOWN):
        judged = "hidden"
    elif tag in _RUNS:
        seen = lens.judge(element.find(_PROPERTIES))
        bold, italic, judged = seen.bold, seen.italic, judged or seen.judged
    inner = [_Open(child, bold, italic, judged) for child in reversed(element)]
    if tag == _BACKWARDS and element.get(_W + "val") == "rtl":
        turned = (_Open(end, bold, italic, judged) for end in (_END_OF_TURNED, _TURNED))
        inner = [next(turned), *inner, next(turned)]
    return inner


def _text(one: _Open, story: Story) -> str | None:
    """What an element prints; None when its children say."""
    element = one.element
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
    elif not one.judged:
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
