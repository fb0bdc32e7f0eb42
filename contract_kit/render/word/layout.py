"""How a template lays text out: paper and margins, and what a paragraph of each style takes.

Read from the parts of the template itself, so that the page numbers of the contents and the width
of tables follow its paper, its fonts and the spaces of its styles. Lengths are in points.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from contract_kit.ooxml.package import parse_xml
from contract_kit.ooxml.wordml import W, measure
from contract_kit.render.word.fonts import ARIAL, BOLD, face, text_width

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

WORD = f"{{{W}}}"
POINTS = 0.05
"""Points in Word's unit of length, the twentieth of a point."""
_LEAST = 72.0
"""No page has less room for text: what is smaller is a mistake of the template."""
_DEEPEST = 20
"""So many styles are followed from one to the next that it is based on."""
_SINGLE = 240.0
"""One line, in the units in which Word spaces lines."""
_STYLES, _NUMBERING, _THEME = "word/styles.xml", "word/numbering.xml", "word/theme/theme1.xml"


@dataclass(frozen=True, slots=True)
class Metric:
    """What a paragraph takes on the page; `line` is the height of one line."""

    size: float = 10.0
    line: float = 11.5
    before: float = 0.0
    after: float = 0.0
    indent: float = 0.0
    letters: float = 1.0
    table: bytes = ARIAL.table
    kept: bool = False
    breaks: bool = False

    def wide(self, text: str) -> float:
        """The width of a text on one line."""
        return text_width(text, self.size * self.letters, self.table)

    def lines(self, text: str, room: float) -> int:
        """Count the lines `text` fills; a word splits only where it is wider than a line."""
        full, room = self.wide(text), max(room, self.size)
        if full <= room:
            return 1
        space, count, used = self.wide(" "), 1, 0.0
        for word in text.split(" "):
            wide = self.wide(word)
            if used and used + wide > room:
                count, used = count + 1, 0.0
            count += int(wide // room)
            used += wide % room + space
        return count


@dataclass(frozen=True, slots=True)
class Look:
    """What a style sets, or the styles it is based on; `line` in the units of `rule`."""

    font: str = "Times New Roman"
    size: float = 10.0
    before: float = 0.0
    after: float = 0.0
    line: float = _SINGLE
    rule: str = "auto"
    left: float = 0.0
    right: float = 0.0
    bold: bool = False
    kept: bool = False
    breaks: bool = False

    def over(
        self, paragraph: _Element | None, run: _Element | None, fonts: Mapping[str, str]
    ) -> Look:
        """The look with what properties of a paragraph and of its text set on top."""
        spacing, sides = _child(paragraph, "spacing"), _child(paragraph, "ind")
        size = _length(_child(run, "sz"), "val", 0.5)
        given: dict[str, Any] = {
            "font": _font(_child(run, "rFonts"), fonts),
            "size": size,
            "before": _length(spacing, "before", POINTS),
            "after": _length(spacing, "after", POINTS),
            "line": _length(spacing, "line", 1.0),
            "rule": _rule(spacing),
            "left": _length(sides, "left", POINTS) or _length(sides, "start", POINTS),
            "right": _length(sides, "right", POINTS) or _length(sides, "end", POINTS),
            "bold": _switch(_child(run, "b")),
            "kept": _switch(_child(paragraph, "keepNext")),
            "breaks": _switch(_child(paragraph, "pageBreakBefore")),
        }
        return replace(self, **{name: value for name, value in given.items() if value is not None})

    @property
    def metric(self) -> Metric:
        """What a paragraph of this look takes."""
        own = face(self.font)
        line = self.size * own.line * self.line / _SINGLE
        if self.rule != "auto":
            line = self.line * POINTS
        if self.rule == "atLeast":
            line = max(line, self.size * own.line)
        sides = self.left + self.right
        letters = own.letters * (BOLD if self.bold else 1.0)
        return Metric(
            size=self.size,
            line=line,
            before=self.before,
            after=self.after,
            indent=sides,
            letters=letters,
            table=own.table,
            kept=self.kept,
            breaks=self.breaks,
        )


@dataclass(frozen=True)
class Layout:
    """The room for text on a page, and the metric of each style."""

    page: float
    width: float
    looks: Mapping[str, Look]
    fonts: Mapping[str, str] = field(default_factory=dict)
    metrics: dict[str, Metric] = field(default_factory=dict)

    def metric(self, style: str) -> Metric:
        """The metric of a style; one that the template lacks looks like its plain text."""
        if style not in self.metrics:
            self.metrics[style] = self.look(style).metric
        return self.metrics[style]

    def look(self, style: str) -> Look:
        """The look of a style."""
        return self.looks.get(style) or self.looks[""]

    def lines(self, style: str, text: str) -> int:
        """Count the lines of a paragraph."""
        metric = self.metric(style)
        return metric.lines(text, self.width - metric.indent)

    def height(self, style: str, text: str, most: int = 999) -> float:
        """Measure a paragraph with the space after it; `most` lines of it."""
        metric = self.metric(style)
        return min(self.lines(style, text), most) * metric.line + metric.after


def styles(parts: Mapping[str, bytes]) -> Layout:
    """The looks of a template's styles, on a page of no size yet; "" is that of plain text.

    Raises `UnreadableError` for a part that is no XML.
    """
    fonts = _themed(parts)
    root = parse_xml(parts[_STYLES], _STYLES)
    defaults = root.find(f"{WORD}docDefaults")
    plain = Look().over(
        _below(defaults, "pPrDefault", "pPr"), _below(defaults, "rPrDefault", "rPr"), fonts
    )
    every = {
        one.get(f"{WORD}styleId", ""): one
        for one in root.iter(f"{WORD}style")
        if one.get(f"{WORD}type") == "paragraph"
    }
    usual = next((name for name, one in every.items() if one.get(f"{WORD}default") == "1"), "")
    lists = _lists(parts)
    looks: dict[str, Look] = {}
    for name in every:
        look = plain
        for one in reversed(_based(every, name)):
            paragraph, run = one.find(f"{WORD}pPr"), one.find(f"{WORD}rPr")
            level = lists.get(_level(_child(paragraph, "numPr")))
            look = look.over(level, None, fonts).over(paragraph, run, fonts)
        looks[name] = look
    return Layout(0.0, 0.0, {"": looks.get(usual, plain), **looks}, fonts)


def _based(every: Mapping[str, _Element], name: str) -> list[_Element]:
    """A style and those it is based on, the nearest first."""
    found: list[_Element] = []
    while name in every and every[name] not in found and len(found) < _DEEPEST:
        found.append(every[name])
        base = every[name].find(f"{WORD}basedOn")
        name = base.get(f"{WORD}val", "") if base is not None else ""
    return found


def _lists(parts: Mapping[str, bytes]) -> dict[tuple[str, str], _Element]:
    """The properties of paragraphs on each level of each list."""
    if _NUMBERING not in parts:
        return {}
    root = parse_xml(parts[_NUMBERING], _NUMBERING)
    levels = {
        (kind.get(f"{WORD}abstractNumId"), level.get(f"{WORD}ilvl", "0")): level.find(f"{WORD}pPr")
        for kind in root.iter(f"{WORD}abstractNum")
        for level in kind.iter(f"{WORD}lvl")
    }
    found: dict[tuple[str, str], _Element] = {}
    for number in root.findall(f"{WORD}num"):
        kind = number.find(f"{WORD}abstractNumId")
        for (abstract, level), properties in levels.items():
            if kind is not None and kind.get(f"{WORD}val") == abstract and properties is not None:
                found[number.get(f"{WORD}numId", ""), level] = properties
    return found


def _level(numbering: _Element | None) -> tuple[str, str]:
    number, level = _child(numbering, "numId"), _child(numbering, "ilvl")
    return (
        number.get(f"{WORD}val", "") if number is not None else "",
        level.get(f"{WORD}val", "0") if level is not None else "0",
    )


def _themed(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The fonts of the theme: `major` for headings, `minor` for text."""
    if _THEME not in parts:
        return {}
    found = {}
    for one in parse_xml(parts[_THEME], _THEME).iter():
        kind = one.tag.rpartition("}")[2] if isinstance(one.tag, str) else ""
        if kind in ("majorFont", "minorFont"):
            latin = next((part for part in one if str(part.tag).endswith("}latin")), None)
            found[kind[:5]] = latin.get("typeface", "") if latin is not None else ""
    return found


def _font(fonts: _Element | None, themed: Mapping[str, str]) -> str | None:
    if fonts is None:
        return None
    theme = fonts.get(f"{WORD}asciiTheme", "")
    return themed.get(theme[:5]) or fonts.get(f"{WORD}ascii")


def _child(parent: _Element | None, name: str) -> _Element | None:
    return parent.find(f"{WORD}{name}") if parent is not None else None


def _below(parent: _Element | None, *names: str) -> _Element | None:
    for name in names:
        parent = _child(parent, name)
    return parent


def _rule(spacing: _Element | None) -> str | None:
    """How the height of lines is meant, where it is set."""
    if spacing is None or f"{WORD}line" not in spacing.attrib:
        return None
    return spacing.get(f"{WORD}lineRule", "auto")


def _length(element: _Element | None, name: str, points: float) -> float | None:
    return measure(element.get(f"{WORD}{name}"), points=points) if element is not None else None


def _switch(element: _Element | None) -> bool | None:
    return None if element is None else element.get(f"{WORD}val", "1") not in ("0", "false", "off")
