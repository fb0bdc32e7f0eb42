"""How the letters of a Word file look, as far as it tells whether the eye sees them."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from contract_kit.digits import whole
from contract_kit.ooxml.namespaces import WORD_2010
from contract_kit.ooxml.wordml import W, measure
from contract_kit.read.docx_colors import BLACK, Color, Palette, highlight, near, paled
from contract_kit.read.docx_fonts import is_signs
from contract_kit.read.docx_styles import OFF, value

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

_W = f"{{{W}}}"
_SMALLEST = 2.0
"""Letters below two points are a line to the eye."""
_NARROWEST = 10
"""Letters scaled to less than a tenth of their width are a line, too."""
_CLEAR = 95_000
"""Thousandths of a percent of transparency from which a colour is gone."""
_RAISED = 0.65
"""Letters set as superscript or subscript are so much smaller."""
_USUAL = 10.0
"""The size of letters in points, where nothing is said of it."""
_CLOSEST = 0.45
"""Letters condensed by so much of their size lie on top of one another."""
_FURTHEST = 600.0
"""Letters so many points apart, up or along, are on no page together."""
_LOWEST = 0.4
"""Of a line lower than this part of its letters only slices show."""
TELLING = {
    _W + name: name
    for name in (
        "vanish", "specVanish", "strike", "dstrike", "color", "sz", "highlight", "shd", "w",
        "spacing", "fitText", "szCs", "rtl", "cs", "position", "rFonts", "vertAlign",
    )
} | {WORD_2010 + "textFill": "textFill"}  # fmt: skip
"""Properties of letters that tell whether they are seen."""


_SWITCHES = {
    "vanish": "vanish", "specVanish": "vanish", "strike": "struck", "dstrike": "struck",
    "rtl": "complex", "cs": "complex",
}  # fmt: skip
_SIZES = {
    "sz": ("size", 0.5), "szCs": ("complex_size", 0.5), "position": ("raised", 0.5),
    "spacing": ("apart", 0.05),
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
    ink. `complex` ones follow what is said of complex scripts: `complex_size`, `complex_signs`.
    `small` ones are superscript or subscript. `apart` and `raised` are in points; `signs` are what
    a font shows that has no letters.
    """

    vanish: bool | None = None
    struck: bool | None = None
    color: Color | tuple[()] | None = None
    fill: Color | tuple[()] | None = None
    marker: Color | tuple[()] | None = None
    size: float | None = None
    flat: bool | None = None
    complex: bool | None = None
    complex_size: float | None = None
    apart: float | None = None
    raised: float | None = None
    signs: bool | None = None
    complex_signs: bool | None = None
    small: bool | None = None

    @property
    def height(self) -> float:
        """The size of the letters in points, as they are drawn."""
        said = self.complex_size if self.complex else self.size
        return (_USUAL if said is None else said) * (_RAISED if self.small else 1.0)

    @property
    def shows_signs(self) -> bool:
        """Whether the font shows signs where the file has letters."""
        return bool(self.complex_signs if self.complex else self.signs)

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
    elif name in _SIZES:
        kind, points = _SIZES[name]
        said[kind] = measure(value(element), points=points)
    elif name == "rFonts":
        _say_fonts(said, element, palette)
    elif name == "vertAlign":
        said["small"] = value(element) in {"superscript", "subscript"}
    elif name == "textFill":
        _say_fill(said, element, palette)
    elif _squeezed(name, element):
        said["flat"] = True


def _say_fonts(said: dict[str, object], element: _Element, palette: Palette) -> None:
    for kind, script in (("signs", "ascii"), ("complex_signs", "cs")):
        shown = is_signs(element, palette.font, script)
        said.update({} if shown is None else {kind: shown})


def _say_fill(said: dict[str, object], element: _Element, palette: Palette) -> None:
    """A fill of letters as drawings have it: none, one colour, or more than can be told."""
    for fill in element.iterchildren("*"):
        alphas = (
            whole(one.get(WORD_2010 + "val"), most=100_000)
            for one in fill.iter(WORD_2010 + "alpha")
        )
        clear = any(alpha is not None and alpha >= _CLEAR for alpha in alphas)
        if fill.tag == WORD_2010 + "noFill" or clear:
            said["flat"] = True
        elif fill.tag == WORD_2010 + "solidFill" and (color := _ink(fill, palette)):
            said["color"] = color
        elif fill.tag == WORD_2010 + "gradFill":
            stops = [_ink(one, palette) for one in fill.iter(WORD_2010 + "gs")]
            first = stops[0] if stops else None
            same = first is not None and all(one and near(first, one) for one in stops)
            said["color"] = first if same else ()


def _ink(fill: _Element, palette: Palette) -> Color | None:
    """The colour of a fill, as pale as its transparency makes it on white paper."""
    color = palette.drawn(fill)
    alpha = next(fill.iter(WORD_2010 + "alpha"), None)
    clear = None if alpha is None else whole(alpha.get(WORD_2010 + "val"), most=100_000)
    return paled(color, clear / 100_000) if color and clear else color


def _squeezed(name: str, element: _Element) -> bool:
    """Whether letters are scaled, condensed or fitted to nothing."""
    if name == "w":
        scale = whole((value(element) or "").rstrip("%"), least=1)
        return scale is not None and scale < _NARROWEST
    width = measure(value(element), points=0.05)
    return width is not None and width < _SMALLEST


def _on(element: _Element) -> bool:
    return element.get(_W + "val", "1").lower() not in OFF


def unseen(own: Look, ground: Color | None) -> bool:
    """Whether the eye sees no letters of this look on that ground; None: it cannot be told."""
    if own.vanish or own.flat or own.height < _SMALLEST or _scattered(own):
        return True
    color, marker = own.color, own.marker
    behind = marker or own.fill or ground
    if color:
        return near(color, behind) if behind else False
    return near(BLACK, marker) if marker else False


def _scattered(own: Look) -> bool:
    """Whether letters lie on top of one another, or too far apart for one page."""
    apart, raised = own.apart or 0.0, own.raised or 0.0
    too_far = max(apart, abs(raised)) >= _FURTHEST
    return too_far or apart <= -_CLOSEST * own.height


def cut_off(own: Look, room: float | None) -> bool:
    """Whether a line of so many points shows but slices of letters of this look, or none."""
    if room is None:
        return False
    return room < _LOWEST * own.height or abs(own.raised or 0.0) >= room
