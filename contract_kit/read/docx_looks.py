"""How the letters of a Word file look, as far as it tells whether the eye sees them."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from contract_kit.digits import whole
from contract_kit.ooxml.wordml import W, measure
from contract_kit.read.docx_colors import BLACK, Color, Palette, highlight, near
from contract_kit.read.docx_styles import OFF, value

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

_W = f"{{{W}}}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_SMALLEST = 2.0
"""Letters below two points are a line to the eye."""
_NARROWEST = 10
"""Letters scaled to less than a tenth of their width are a line, too."""
_CLEAR = 95_000
"""Thousandths of a percent of transparency from which a colour is gone."""
TELLING = {
    _W + name: name
    for name in (
        "vanish", "specVanish", "strike", "dstrike", "color", "sz", "highlight", "shd", "w",
        "spacing", "fitText",
    )
} | {_W14 + "textFill": "textFill"}  # fmt: skip
"""Properties of letters that tell whether they are seen."""


_SWITCHES = {
    "vanish": "vanish", "specVanish": "vanish", "strike": "struck", "dstrike": "struck",
}  # fmt: skip
_COLORS: dict[str, tuple[str, Callable[[Palette, _Element], Color | None]]] = {
    "color": ("color", Palette.text),
    "shd": ("fill", Palette.shading),
    "highlight": ("marker", lambda _, element: highlight(value(element))),
}


@dataclass(frozen=True, slots=True)
class Look:
    """What is said of letters; None where nothing is.

    `color` is `()` for the automatic one; `fill` and `marker` are the colours right behind the
    letters, `()` for none; `size` is in points; `flat` letters are squeezed to nothing or without
    ink.
    """

    vanish: bool | None = None
    struck: bool | None = None
    color: Color | tuple[()] | None = None
    fill: Color | tuple[()] | None = None
    marker: Color | tuple[()] | None = None
    size: float | None = None
    flat: bool | None = None

    def over(self, below: Look) -> Look:
        """This look where it says something, else the one below."""
        if self is NOTHING:
            return below
        said = {
            one.name: mine for one in fields(self) if (mine := getattr(self, one.name)) is not None
        }
        return replace(below, **said) if said else below


NOTHING = Look()


def look(properties: _Element | None, palette: Palette) -> Look:
    """What `w:rPr` says."""
    if properties is None:
        return NOTHING
    said: dict[str, object] = {}
    for child in properties:
        name = TELLING.get(child.tag)
        if name:
            _say(said, name, child, palette)
    return Look(**said) if said else NOTHING  # type: ignore[arg-type]


def _say(said: dict[str, object], name: str, element: _Element, palette: Palette) -> None:
    """Note what one property says."""
    if name in _SWITCHES:
        kind = _SWITCHES[name]
        said[kind] = _on(element) or bool(said.get(kind))
    elif name in _COLORS:
        kind, color = _COLORS[name]
        said[kind] = color(palette, element) or ()
    elif name == "sz":
        said["size"] = measure(value(element), points=0.5)
    elif name == "textFill":
        _say_fill(said, element, palette)
    elif _squeezed(name, element):
        said["flat"] = True


def _say_fill(said: dict[str, object], element: _Element, palette: Palette) -> None:
    """A fill of letters as drawings have it: none, one colour, or more than can be told."""
    for fill in element.iterchildren("*"):
        alphas = (whole(one.get(_W14 + "val"), most=100_000) for one in fill.iter(_W14 + "alpha"))
        clear = any(alpha is not None and alpha >= _CLEAR for alpha in alphas)
        if fill.tag == _W14 + "noFill" or clear:
            said["flat"] = True
        elif fill.tag == _W14 + "solidFill" and (color := palette.drawn(fill)):
            said["color"] = color


def _squeezed(name: str, element: _Element) -> bool:
    """Whether letters are scaled, condensed or fitted to nothing."""
    if name == "w":
        scale = whole((value(element) or "").rstrip("%"), least=1)
        return scale is not None and scale < _NARROWEST
    width = measure(value(element), points=0.05)
    if name == "spacing":
        return width is not None and width <= -_SMALLEST * 3
    return width is not None and width < _SMALLEST


def _on(element: _Element) -> bool:
    return element.get(_W + "val", "1").lower() not in OFF


def unseen(own: Look, ground: Color | None) -> bool:
    """Whether the eye sees no letters of this look on that ground; None: it cannot be told."""
    if own.vanish or own.flat or (own.size is not None and own.size < _SMALLEST):
        return True
    color, marker = own.color, own.marker
    behind = marker or own.fill or ground
    if color:
        return near(color, behind) if behind else False
    return near(BLACK, marker) if marker else False
