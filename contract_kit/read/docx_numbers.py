"""Automatic numbers of a Word file, counted as Word counts them."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lxml import etree

from contract_kit.digits import whole
from contract_kit.ooxml.wordml import W
from contract_kit.read.docx_styles import attributes, value
from contract_kit.read.numbers import fold_number, split

if TYPE_CHECKING:
    from lxml.etree import _Element

    from contract_kit.read.docx_styles import Styles
    from contract_kit.read.passages import Passage

_W = f"{{{W}}}"
_LEVELS = 9
_BY_FORMAT = {"lowerLetter": 2, "lowerRoman": 3, "upperLetter": 2, "upperRoman": 1}
"""The level of a bare number by its format."""
_LONGEST = 200
"""Letters of a number's pattern, at most."""
_LABEL_WORDS = 3
"""Words of a label like "Schedule 1 - Part", at most; more are a text that Word prints."""
_DENYING = re.compile(r"\b(?:no[tn]?|never|deleted|omitted|struck|removed|void|n/a)\b", re.I)
_SAID = re.compile(r"\b(?![ivxlcdm]+\b)[a-z]{3,}", re.I)
_VANISH, _JOINED = _W + "vanish", _W + "specVanish"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_CARDINAL = (
    "Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten",
    "Eleven", "Twelve", "Thirteen", "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen",
    "Nineteen", "Twenty",
)  # fmt: skip
_ORDINAL = (
    "Zeroth", "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth",
    "Ninth", "Tenth", "Eleventh", "Twelfth", "Thirteenth", "Fourteenth", "Fifteenth",
    "Sixteenth", "Seventeenth", "Eighteenth", "Nineteenth", "Twentieth",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list definition."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    style: str = ""
    indent: tuple[tuple[str, str], ...] = ()
    look: _Element | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as Word prints it; `format` and `look` (its `w:rPr`) are those of its own level."""

    text: str
    format: str
    level: int
    look: _Element | None = None

    @property
    def has_words(self) -> bool:
        """Whether it is a text that Word prints rather than a label like "Schedule 1 - Part"."""
        words = re.findall(r"[A-Za-z]{2,}", self.text)
        least = 0 if self.format == "bullet" or _DENYING.search(self.text) else _LABEL_WORDS
        return len(words) > least

    @property
    def says_something(self) -> bool:
        """Whether there is a word in it, not a count alone."""
        return self.has_words or _SAID.search(self.text) is not None


@dataclass(slots=True)
class _List:
    """A `w:num`: its definition's id and levels, and the starts it overrides."""

    definition: str
    levels: list[Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the lists of one file; call `next` for each paragraph in order."""

    def __init__(self, root: _Element | None, styles: Styles) -> None:
        self._styles = styles
        self._definitions: dict[str, list[Level]] = {}
        self._links: dict[str, str] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._used: set[tuple[str, int]] = set()
        if root is not None:
            self._load(root)

    def _load(self, root: _Element) -> None:
        for element in root.iterchildren(_W + "abstractNum"):
            ident = element.get(_W + "abstractNumId", "")
            link = value(element.find(_W + "numStyleLink"))
            if link:
                self._links[ident] = link
            levels = [Level()] * _LEVELS
            for one in element.iterchildren(_W + "lvl"):
                at = _integer(one.get(_W + "ilvl"), 0)
                if 0 <= at < _LEVELS:
                    levels[at] = _level(one, Level())
            self._definitions[ident] = levels
        targets = {
            element.get(_W + "numId", ""): value(element.find(_W + "abstractNumId")) or ""
            for element in root.iterchildren(_W + "num")
        }
        for element in root.iterchildren(_W + "num"):
            self._load_list(element, targets)

    def _load_list(self, element: _Element, targets: dict[str, str]) -> None:
        ident = element.get(_W + "numId", "")
        definition = targets[ident]
        for _ in range(4):
            if definition not in self._links:
                break
            linked = self._styles[self._links[definition]].number or ""
            definition = targets.get(linked, definition)
        levels = list(self._definitions.get(definition, [Level()] * _LEVELS))
        made = _List(definition, levels)
        for override in element.iterchildren(_W + "lvlOverride"):
            at = _integer(override.get(_W + "ilvl"), 0)
            if not 0 <= at < _LEVELS:
                continue
            inner = override.find(_W + "lvl")
            if inner is not None:
                levels[at] = _level(inner, levels[at])
            start = value(override.find(_W + "startOverride"))
            if start is not None:
                made.starts[at] = _integer(start, 1)
        self._lists[ident] = made

    def next(self, ident: str, level: int | None, style: str) -> Printed | None:
        """The number of the next paragraph in list `ident`; None when it prints none."""
        one = self._lists.get(ident)
        if one is None:
            return None
        if level is None:
            tied = [at for at, lvl in enumerate(one.levels) if lvl.style and lvl.style == style]
            level = tied[0] if tied else 0
        level = min(max(level, 0), _LEVELS - 1)
        counts = self._counts.setdefault(one.definition, [None] * _LEVELS)
        self._count(ident, one, level, counts)
        form = one.levels[level]
        text = _print(one.levels, level, counts)
        is_bullet = form.format == "bullet"
        return Printed(text, form.format, level, form.look) if text or is_bullet else None

    def indent(self, ident: str | None, level: int | None) -> dict[str, str]:
        """What a level of list `ident` says of the indents of its paragraphs."""
        one = self._lists.get(ident or "")
        at = min(max(level or 0, 0), _LEVELS - 1)
        return {} if one is None else dict(one.levels[at].indent)

    def _count(self, ident: str, one: _List, level: int, counts: list[int | None]) -> None:
        for at in range(level):
            if counts[at] is None:
                counts[at] = one.levels[at].start
        before = counts[level]
        if level in one.starts and (ident, level) not in self._used:
            counts[level] = one.starts[level]
        else:
            counts[level] = one.levels[level].start if before is None else before + 1
        self._used.add((ident, level))
        for at in range(level + 1, _LEVELS):
            restart = one.levels[at].restart
            if restart is None or (restart > 0 and level < restart):
                counts[at] = None


def look_of(printed: Printed, paragraph: _Element) -> _Element:
    """The `w:rPr` of a number: what its level says over what its paragraph's mark says.

    A hidden mark that joins a heading to its text hides no number, and none that is a mere label.
    """
    mark = paragraph.find(f"{_W}pPr/{_W}rPr")
    said = {} if mark is None else {one.tag: one for one in mark if isinstance(one.tag, str)}
    if _JOINED in said or not printed.has_words:
        said = {tag: one for tag, one in said.items() if tag not in (_VANISH, _JOINED)}
    said.update({one.tag: one for one in (() if printed.look is None else printed.look)})
    made = etree.Element(_W + "rPr")
    made.extend([deepcopy(one) for one in said.values()])
    return made


def label(passage: Passage, printed: Printed) -> None:
    """Give a passage the number that Word prints before it."""
    if printed.format == "bullet":
        passage.style, passage.level = "bullet", printed.level + 1
        return
    passage.number = fold_number(printed.text)
    found = split(passage.number + " ")
    if found is None or found.kind not in {"decimal", "article", "schedule"}:
        passage.level = _BY_FORMAT.get(printed.format, printed.level + 1)
    else:
        passage.level = found.level


def _level(element: _Element, base: Level) -> Level:
    start = value(element.find(_W + "start"))
    restart = value(element.find(_W + "lvlRestart"))
    legal = element.find(_W + "isLgl")
    text = value(element.find(_W + "lvlText"))
    indent = element.find(f"{_W}pPr/{_W}ind")
    return replace(
        base,
        start=_integer(start, 1 if base.text == "" else base.start),
        format=value(element.find(_W + "numFmt")) or base.format,
        text=text[:_LONGEST] if text is not None else base.text,
        legal=legal is not None and legal.get(_W + "val", "1") not in {"0", "false"},
        restart=_integer(restart, 0) if restart is not None else None,
        style=value(element.find(_W + "pStyle")) or "",
        look=element.find(_W + "rPr"),
        indent=base.indent if indent is None else tuple(attributes(indent).items()),
    )


def _print(levels: list[Level], level: int, counts: list[int | None]) -> str:
    legal = levels[level].legal

    def one(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        count = counts[at]
        if at > level:
            return ""
        kind = levels[at].format
        if legal and kind != "none":
            kind = "decimal"
        return shown(levels[at].start if count is None else count, kind)

    return " ".join(re.sub(r"%([1-9])", one, levels[level].text).split())


def shown(count: int, kind: str) -> str:
    """A count in one of Word's number formats."""
    if kind in {"lowerLetter", "upperLetter"}:
        text = letters(count)
        return text.upper() if kind == "upperLetter" else text
    if kind in {"lowerRoman", "upperRoman"}:
        text = _roman(count)
        return text.upper() if kind == "upperRoman" else text
    if kind == "none":
        return ""
    if kind == "decimalZero":
        return f"{count:02d}"
    if kind == "ordinal":
        ending = (
            {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
            if count % 100 not in {11, 12, 13}
            else "th"
        )
        return f"{count}{ending}"
    words = {"cardinalText": _CARDINAL, "ordinalText": _ORDINAL}.get(kind)
    return words[count] if words and 0 <= count < len(words) else str(count)


def letters(count: int) -> str:
    """A to z, then aa, bb."""
    if not 0 < count <= 26 * 20:
        return str(count)
    turns, place = divmod(count - 1, 26)
    return chr(97 + place) * (turns + 1)


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    text = ""
    for size, sign in _ROMAN:
        turns, count = divmod(count, size)
        text += sign * turns
    return text


def _integer(text: str | None, default: int) -> int:
    number = whole(text)
    return default if number is None else number
