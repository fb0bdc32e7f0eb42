"""Fields of a Word file: which of their words are codes, which are shown, which are never shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from contract_kit.digits import whole
from contract_kit.ooxml.paragraphs import BOX
from contract_kit.ooxml.wordml import W
from contract_kit.read.docx_styles import value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

_W = f"{{{W}}}"
_MARK, _KIND = _W + "fldChar", _W + "fldCharType"
_GONE = (_W + "del", _W + "moveFrom")
_SILENT = frozenset({"SET", "ASK", "XE", "TC", "TA", "RD", "PRIVATE", "NEXT", "NEXTIF", "SKIPIF"})
"""Fields whose results Word keeps to itself."""
_PRINTING = frozenset({"EQ", "MACROBUTTON", "GOTOBUTTON"})
"""Fields that show what stands in their code."""
_SENTENCE = 6
"""Words of a code from which it may say something."""
_LONGEST = 500
"""Letters of a code that are looked at."""


@dataclass(slots=True)
class _Field:
    """One field that is open; `chosen` is what a list to choose from shows."""

    has_end: bool = False
    part: Literal["code", "result"] = "code"
    code: str = ""
    chosen: str = ""

    @property
    def name(self) -> str:
        """The first word of the code."""
        return self.code.split(maxsplit=1)[0].upper() if self.code.strip() else ""


@dataclass(slots=True)
class Fields:
    """The fields that are open at a place of a file.

    A field may span paragraphs; one without an end in the same story or box ends with its
    paragraph. `said` counts codes that are shown and say something.
    """

    said: int = 0
    _open: list[_Field] = field(default_factory=list)
    _paired: set[_Element] = field(default_factory=set)

    def pair(self, story: _Element) -> None:
        """Find the marks of a story that belong together; do so before it is read."""
        starts: dict[_Element, list[_Element]] = {}
        for mark in story.iter(_MARK):
            if next(mark.iterancestors(*_GONE), None) is not None:
                continue
            around = starts.setdefault(next(mark.iterancestors(BOX), story), [])
            if mark.get(_KIND) == "begin":
                around.append(mark)
            elif mark.get(_KIND) == "end" and around:
                self._paired |= {around.pop(), mark}

    def mark(self, element: _Element) -> str:
        """Go past a `w:fldChar`; what it shows itself."""
        kind = element.get(_KIND)
        if kind == "begin":
            self._open.append(_Field(element in self._paired, chosen=_chosen(element)))
        elif kind == "separate" and self._open:
            self._open[-1].part = "result"
        elif kind == "end" and element in self._paired and self._open:
            ended = self._open.pop()
            self.said += ended.name in _PRINTING and len(ended.code.split()) >= _SENTENCE
            return ended.chosen
        return ""

    def end_paragraph(self) -> None:
        """Go past the end of a paragraph."""
        if self._open:
            self._open = [one for one in self._open if one.has_end]

    def note(self, code: str) -> None:
        """Go past a part of a code."""
        if self._open and self._open[-1].part == "code":
            self._open[-1].code = (self._open[-1].code + code)[:_LONGEST]

    @property
    def in_code(self) -> bool:
        """Whether the words here are part of a code."""
        return any(one.part == "code" for one in self._open)

    @property
    def is_silent(self) -> bool:
        """Whether the words here are a result that is never shown."""
        return any(one.name in _SILENT for one in self._open)

    @property
    def in_contents(self) -> bool:
        """Whether a table of contents is open."""
        return any(one.name.startswith("TOC") for one in self._open)


def is_silent(simple: _Element) -> bool:
    """Whether the result of a `w:fldSimple` is never shown."""
    return _Field(code=simple.get(_W + "instr", "")[:_LONGEST]).name in _SILENT


def _chosen(begin: _Element) -> str:
    """The entry of a list to choose from that is chosen, else its default, else the first."""
    options = begin.find(f"{_W}ffData/{_W}ddList")
    if options is None:
        return ""
    entries = [value(one) or "" for one in options.iterchildren(_W + "listEntry")]
    said: Iterable[int | None] = (
        whole(value(options.find(_W + name)))
        for name in ("result", "default")
    )  # fmt: skip
    at = next((one for one in said if one is not None), 0)
    return entries[at] if at < len(entries) else ""
