"""Styles of a Word file: what a paragraph inherits for outline, number and weight."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contract_kit.digits import whole
from contract_kit.ooxml.wordml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_HEADING = re.compile(r"heading (\d)$")
_DEEPEST = 200
"""Styles that are based on one another, at most."""
OFF = frozenset({"0", "false", "off", "none"})


@dataclass(slots=True)
class Style:
    """One paragraph style with what it inherits."""

    name: str = ""
    outline: int | None = None
    number: str | None = None
    level: int | None = None
    bold: bool = False


class Styles:
    """The styles of a file by id; by index what a paragraph inherits from one."""

    def __init__(self, root: _Element | None) -> None:
        self._raw: dict[str, _Element] = {}
        self._made: dict[str, Style] = {}
        self._chains: dict[str, tuple[_Element, ...]] = {}
        self.default = ""
        self.defaults: _Element | None = None
        self.paragraph_defaults: _Element | None = None
        if root is None:
            return
        self.defaults = root.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")
        self.paragraph_defaults = root.find(f"{_W}docDefaults/{_W}pPrDefault/{_W}pPr")
        for element in root.iterchildren(_W + "style"):
            ident = element.get(_W + "styleId", "")
            self._raw.setdefault(ident, element)
            paragraph = element.get(_W + "type", "paragraph") == "paragraph"
            if paragraph and element.get(_W + "default") in {"1", "true"} and not self.default:
                self.default = ident

    def __getitem__(self, ident: str) -> Style:
        if ident not in self._made:
            self._made[ident] = self._make(ident)
        return self._made[ident]

    def chain(self, ident: str) -> tuple[_Element, ...]:
        """A style and those it is based on, its own first."""
        if ident not in self._chains:
            found: dict[str, _Element] = {}
            at = ident
            while at in self._raw and at not in found and len(found) < _DEEPEST:
                found[at] = self._raw[at]
                at = value(self._raw[at].find(_W + "basedOn")) or ""
            self._chains[ident] = tuple(found.values())
        return self._chains[ident]

    def tables(self) -> list[str]:
        """The styles of tables."""
        return [name for name, one in self._raw.items() if one.get(_W + "type") == "table"]

    def _make(self, ident: str) -> Style:
        chain = self.chain(ident)
        style = Style()
        for element in reversed(chain):
            if element.get(_W + "type", "paragraph") in {"paragraph", "numbering"}:
                _inherit(style, element)
        if chain:
            style.name = (value(chain[0].find(_W + "name")) or ident).lower()
        return style


def _inherit(style: Style, element: _Element) -> None:
    name = (value(element.find(_W + "name")) or "").lower()
    match = _HEADING.match(name)
    if match:
        style.outline = int(match[1])
    outline = whole(value(element.find(f"{_W}pPr/{_W}outlineLvl")))
    if outline is not None:
        style.outline = outline + 1
    number = value(element.find(f"{_W}pPr/{_W}numPr/{_W}numId"))
    level = whole(value(element.find(f"{_W}pPr/{_W}numPr/{_W}ilvl")))
    style.number = number if number is not None else style.number
    style.level = level if level is not None else style.level
    properties = element.find(_W + "rPr")
    if properties is not None:
        style.bold = toggle(properties, "b", inherited=style.bold)


def value(element: _Element | None) -> str | None:
    """The attribute `w:val` of an element that may be missing."""
    return None if element is None else element.get(_W + "val")


def attributes(element: _Element) -> dict[str, str]:
    """The attributes of an element by name."""
    return {str(name): str(said) for name, said in element.items()}


def toggle(properties: _Element, name: str, *, inherited: bool = False) -> bool:
    """Whether a run property like bold is on."""
    element = properties.find(_W + name)
    if element is None:
        return inherited
    return element.get(_W + "val", "1").lower() not in OFF
