"""The words of a Word paragraph as accepted: insertions in, deletions out, fields as shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from lxml import etree

from contract_kit import letters
from contract_kit.document import Run
from contract_kit.ooxml.namespaces import MATH, is_known
from contract_kit.ooxml.paragraphs import ALTERNATE, BOX, choice
from contract_kit.ooxml.wordml import W
from contract_kit.read.docx_fields import Fields, is_silent
from contract_kit.read.docx_fonts import holds_words, signs, symbol
from contract_kit.read.docx_styles import OFF

if TYPE_CHECKING:
    from lxml.etree import _Element

    from contract_kit.read.docx_sight import Lens, Sight

_W = f"{{{W}}}"
_SKIPPED = frozenset(
    _W + name
    for name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "sdtPr", "sdtEndPr")
) | {BOX}
_PROPERTIES = _W + "rPr"
_RUNS = frozenset({_W + "r", MATH + "r"})
_ANCHOR = re.compile(r"(?:\\[A-Za-z]{1,12}\d{0,2}\\|\{\{[\w:;*#!.=@/-]{1,80}\}\}|\s+)+")
"""What services for signatures look for in white letters: `\\s1\\`, `{{Sig_es_:signer1}}`."""
_BACKWARDS = _W + "bdo"
_TURNED, _END_OF_TURNED = (etree.Element(_W + "t") for _ in range(2))
_TURNED.text, _END_OF_TURNED.text = letters.OVERRIDE, letters.OVERRIDE_END
_Judged = Literal["", "hidden", "struck"]
_CLAUSE = 5
"""Words in the code of a field from which it is told that nobody sees them."""
_MARKS = frozenset(
    _W + name for name in ("fldChar", "bookmarkStart", "footnoteReference", "endnoteReference")
)
_LEFT_OUT = {
    MATH + "phant": ("phantPr", "show", True),
    MATH + "deg": ("radPr", "degHide", False),
    MATH + "sub": ("naryPr", "subHide", False),
    MATH + "sup": ("naryPr", "supHide", False),
}
"""Parts of formulas by what leaves them out: the properties, the switch, and if it shows them."""
_CODE = _W + "instrText"
_SIMPLE = _W + "fldSimple"
_SIGNS = {
    _W + "tab": "\t", _W + "ptab": "\t", _W + "br": "\n", _W + "cr": "\n",
    _W + "noBreakHyphen": "\u2011", _W + "softHyphen": "",
}  # fmt: skip

_SHOWN = 60  # characters of hidden words that a notice shows
_MOST = 500  # characters that are looked at for them


@dataclass(slots=True)
class Tally:
    """How many places of one kind there are, the ordinal of the first, and words of it."""

    count: int = 0
    first: int = 0
    words: str = ""

    def add(self, ordinal: int, words: str = "") -> None:
        """Count one more place."""
        self.count += 1
        self.first = self.first or ordinal
        self.words = self.words or " ".join(words[:_MOST].split())

    @property
    def quoted(self) -> str:
        """How the first words begin, in quotation marks."""
        cut = len(self.words) > _SHOWN
        return f"“{self.words[:_SHOWN]}{'…' if cut else ''}”" if self.words else ""


@dataclass(slots=True)
class Story:
    """What lasts from paragraph to paragraph: open fields, the notes referred to, what is unseen.

    `ordinal` is that of the paragraph being read.
    """

    sight: Sight
    fields: Fields = field(default_factory=Fields)
    notes: list[tuple[str, str]] = field(default_factory=list)
    bookmark: str = ""
    ordinal: int = 0
    hidden: Tally = field(default_factory=Tally)
    struck: Tally = field(default_factory=Tally)


def runs(paragraph: _Element, story: Story, *, unseen: bool = False) -> list[Run]:
    """The runs of one paragraph that are seen; `story` is updated; `unseen`: none of them is."""
    found: list[Run] = []
    lost = _Lost(story)
    lens = story.sight.lens(paragraph)
    fitting = _Fitting(lens.letters)
    story.bookmark = ""
    stack = [_Open(child, judged="hidden" if unseen else "") for child in reversed(paragraph)]
    while stack:
        one = stack.pop()
        tag = one.element.tag
        if tag in _SKIPPED:
            story.fields.note((one.element.text or "") if tag == _CODE else "")
        elif tag == ALTERNATE:
            chosen = choice(one.element)
            stack.extend([] if chosen is None else [one._replace(element=chosen)])
        elif (text := _text(one, story)) is None:
            stack.extend(_inside(one, lens))
        elif text:
            for judged, part in fitting.cut(_judged(one, text, story.fields)):
                if not judged:
                    found.append(Run(part, one.bold, one.italic))
                lost.add(judged, part)
    lost.end()
    story.fields.end_paragraph()
    return found


def _judged(one: _Open, text: str, fields: Fields) -> list[tuple[_Judged, str]]:
    """The parts of a text with what becomes of them; words of codes are dropped."""
    if fields.in_code:
        told = len(text.split()) >= _CLAUSE
        return [("hidden", text)] if told else []
    if one.judged or fields.is_silent:
        return [(one.judged or "hidden", text)]
    if one.signs:
        return [("hidden", text) if holds_words(text) else ("", signs(text))]
    parts = letters.STRUCK.split(text)
    return [("struck" if at % 2 else "", part) for at, part in enumerate(parts) if part]


class _Open(NamedTuple):
    """An element to be read, the format it is in, and whether it is seen, and as signs."""

    element: _Element
    bold: bool = False
    italic: bool = False
    judged: _Judged = ""
    signs: bool = False


class _Fitting:
    """Cuts the text of a paragraph where its room ends; None: it has room for all."""

    def __init__(self, letters: int | None) -> None:
        self._left = letters

    def cut(self, parts: list[tuple[_Judged, str]]) -> list[tuple[_Judged, str]]:
        """The next parts, with what is cut off called hidden; words stay whole."""
        if self._left is None:
            return parts
        found: list[tuple[_Judged, str]] = []
        for judged, part in parts:
            at = len(part) if judged else self._left
            if at < len(part):
                at = max(part.rfind(" ", 0, at + 1), 0)
                self._left = 0
            elif not judged:
                self._left -= len(part)
            both: tuple[tuple[_Judged, str], ...] = ((judged, part[:at]), ("hidden", part[at:]))
            found += [one for one in both if one[1]]
        return found


class _Lost:
    """Counts the stretches of a paragraph that are not seen."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._kind: _Judged = ""
        self._text = ""

    def add(self, kind: _Judged, text: str) -> None:
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
            tally.add(self._story.ordinal, words)
        self._kind, self._text = "", ""


def _inside(one: _Open, lens: Lens) -> list[_Open]:
    """What an element holds, in the order of a stack."""
    element, bold, italic, judged, sign = one
    tag = element.tag
    if not isinstance(tag, str):
        return []
    if not is_known(tag) or (tag == _SIMPLE and is_silent(element)) or _is_blank(element):
        judged = "hidden"
    elif tag in _RUNS:
        seen = lens.judge(element.find(_PROPERTIES))
        bold, italic, judged = seen.bold, seen.italic, judged or seen.judged
        sign = seen.signs
    inner = [_Open(child, bold, italic, judged, sign) for child in reversed(element)]
    if tag == _BACKWARDS and element.get(_W + "val") == "rtl":
        turned = (_Open(end, bold, italic, judged) for end in (_END_OF_TURNED, _TURNED))
        inner = [next(turned), *inner, next(turned)]
    return inner


def _is_blank(element: _Element) -> bool:
    """Whether a part of a formula is left out: a phantom, a degree, a limit."""
    properties, switch, shown = _LEFT_OUT.get(element.tag, ("", "", False))
    around = element if shown else element.getparent()
    said = (
        None if not switch or around is None else around.find(f"{MATH}{properties}/{MATH}{switch}")
    )
    if said is None:
        return False
    is_on = said.get(MATH + "val", "1") not in OFF
    return is_on is not shown


def _text(one: _Open, story: Story) -> str | None:
    """What an element prints; None when its children say."""
    element = one.element
    tag = element.tag
    if tag in (_W + "t", MATH + "t"):
        return element.text or ""
    if tag in _SIGNS:
        return "" if element.get(_W + "type") == "page" else _SIGNS[tag]
    if tag == _W + "sym":
        return symbol(element)
    return _passed(one, story) if tag in _MARKS else None


def _passed(one: _Open, story: Story) -> str:
    """What a mark prints: a field may show something; bookmarks and notes are noted."""
    element, fields = one.element, story.fields
    tag = element.tag
    if tag == _W + "fldChar":
        return fields.mark(element)
    if tag == _W + "bookmarkStart":
        name = element.get(_W + "name", "")
        story.bookmark = story.bookmark or (name if name.startswith("_ck_") else "")
    elif one.judged == "hidden" or fields.in_code or fields.is_silent:
        story.hidden.add(story.ordinal)
    elif not one.judged:
        story.notes.append((f"{tag.removeprefix(_W)[:-9]}s", element.get(_W + "id", "")))
    return ""
