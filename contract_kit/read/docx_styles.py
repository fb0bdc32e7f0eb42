"""Styles of a Word file: what a paragraph inherits for outline, number and weight."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contract_kit.ooxml.wordml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_HEADING = re.compile(r"heading (\d)$")
_OFF = frozenset({"0", "false", "off", "none"})


@dataclass(slots=True)
class Style:
    """One paragraph style with what it inherits."""

    name: str = ""
    outline: int | None = None
    number: str | None = None
    level: int | None = None
    bold: bool = False
    size: float = 0.0


class Styles:
    """The paragraph styles of a file by id."""

    def __init__(self, root: _Element | None) -> None:
        self._raw: dict[str, _Element] = {}
        self._made: dict[str, Style] = {}
        self.default = ""
        for element in () if root is None else root.iterchildren(_W + "style"):
            ident = element.get(_W + "styleId", "")
            if element.get(_W + "type", "paragraph") in {"paragraph", "numbering"}:
                self._raw.setdefault(ident, element)
                if element.get(_W + "default") in {"1", "true"} and not self.default:
                    self.default = ident

    def __getitem__(self, ident: str) -> Style:
        if ident not in self._made:
            self._made[ident] = self._make(ident)
        return self._made[ident]

    def _make(self, ident: str) -> Style:
        chain: list[_Element] = []
        seen: set[str] = set()
        at = ident
        while at in self._raw and at not in seen:
            seen.add(at)
            chain.append(self._raw[at])
            at = value(self._raw[at].find(_W + "basedOn")) or ""
        style = Style()
        for element in reversed(chain):
            _inherit(style, element)
        if chain:
            style.name = (value(chain[0].find(_W + "name")) or ident).lower()
        return style


def _inherit(style: Style, element: _Element) -> None:
    name = (value(element.find(_W + "name")) or "").lower()
    match = _HEADING.match(name)
    if match:
        style.outline = int(match[1])
    outline = value(element.find(f"{_W}pPr/{_W}outlineLvl"))
    if outline is not None and outline.isdigit():
        style.outline = int(outline) + 1
    number = value(element.find(f"{_W}pPr/{_W}numPr/{_W}numId"))
    level = value(element.find(f"{_W}pPr/{_W}numPr/{_W}ilvl"))
    style.number = number if number is not None else style.number
    style.level = int(level) if level and level.isdigit() else style.level
    properties = element.find(_W + "rPr")
    if properties is not None:
        style.bold = toggle(properties, "b", inherited=style.bold)
        size = value(properties.find(_W + "sz"))
        style.size = float(size) / 2 if size and size.isdigit() else style.size


def value(element: _Element | None) -> str | None:
    """The attribute `w:val` of an element that may be missing."""
    return None if element is None else element.get(_W + "val")


def toggle(properties: _Element, name: str, *, inherited: bool = False) -> bool:
    """Whether a run property like bold is on."""
    element = properties.find(_W + name)
    if element is None:
        return inherited
    return element.get(_W + "val", "1").lower() not in _OFF
