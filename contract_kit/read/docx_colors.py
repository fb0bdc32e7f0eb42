"""Colours of a Word file: what a colour, a shading or a highlight comes to on paper."""

from __future__ import annotations

import colorsys
import re
from typing import TYPE_CHECKING

from contract_kit.digits import whole
from contract_kit.ooxml.namespaces import DRAWINGML
from contract_kit.ooxml.wordml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

Color = tuple[int, int, int]

WHITE: Color = (255, 255, 255)
BLACK: Color = (0, 0, 0)
_NEAR = 24
"""Colours that differ by no more in red, green and blue cannot be told apart in print."""
_FAINT = 1.3
"""Below this contrast letters are not read, where the colours are alike in hue."""
_ALIKE = 128
"""Colours that differ by no more are alike in hue."""
_ALL = 100_000
"""The whole of what drawings measure in thousandths of a percent."""
_PRESETS: dict[str, Color] = {
    "white": WHITE, "black": BLACK, "window": WHITE, "windowText": BLACK, "snow": (255, 250, 250),
    "ivory": (255, 255, 240), "ghostWhite": (248, 248, 255), "whiteSmoke": (245, 245, 245),
    "floralWhite": (255, 250, 240), "mintCream": (245, 255, 250), "azure": (240, 255, 255),
}  # fmt: skip

_HEX = re.compile(r"#?([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})")
_W = f"{{{W}}}"
_SCHEME = {
    "dark1": "dk1", "text1": "dk1", "tx1": "dk1", "light1": "lt1", "background1": "lt1",
    "bg1": "lt1", "dark2": "dk2", "text2": "dk2", "tx2": "dk2", "light2": "lt2",
    "background2": "lt2", "bg2": "lt2", "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip
_MAPPED = {
    "background1": "bg1", "text1": "t1", "background2": "bg2", "text2": "t2",
    "bg1": "bg1", "tx1": "t1", "bg2": "bg2", "tx2": "t2",
}  # fmt: skip
_HIGHLIGHTS: dict[str, Color] = {
    "black": BLACK, "blue": (0, 0, 255), "cyan": (0, 255, 255), "green": (0, 255, 0),
    "magenta": (255, 0, 255), "red": (255, 0, 0), "yellow": (255, 255, 0), "white": WHITE,
    "darkBlue": (0, 0, 128), "darkCyan": (0, 128, 128), "darkGreen": (0, 128, 0),
    "darkMagenta": (128, 0, 128), "darkRed": (128, 0, 0), "darkYellow": (128, 128, 0),
    "darkGray": (128, 128, 128), "lightGray": (192, 192, 192),
}  # fmt: skip


def near(first: Color, second: Color) -> bool:
    """Whether the eye cannot tell two colours apart."""
    furthest = max(abs(one - other) for one, other in zip(first, second, strict=True))
    if furthest <= _NEAR:
        return True
    return furthest <= _ALIKE and _contrast(first, second) < _FAINT


def _contrast(first: Color, second: Color) -> float:
    """How much lighter one colour is than the other, from 1 to 21, as WCAG measures it."""
    dark, light = sorted(map(_light, (first, second)))
    return (light + 0.05) / (dark + 0.05)


def _light(color: Color) -> float:
    red, green, blue = (
        one / 3294 if one <= 10 else ((one / 255 + 0.055) / 1.055) ** 2.4 for one in color
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def highlight(name: str | None) -> Color | None:
    """The colour of a text marker; None for none."""
    return _HIGHLIGHTS.get(name or "")


def rgb(text: str | None) -> Color | None:
    """The colour that six hexadecimal figures name; None for anything else."""
    match = _HEX.fullmatch(text or "")
    return (int(match[1], 16), int(match[2], 16), int(match[3], 16)) if match else None


class Palette:
    """The colours and fonts that a file's theme names."""

    def __init__(self, theme: _Element | None, settings: _Element | None) -> None:
        self._theme: dict[str, Color] = {"lt1": WHITE, "dk1": BLACK}
        for scheme in () if theme is None else theme.iter(DRAWINGML + "clrScheme"):
            for one in scheme.iterchildren("*"):
                inner = next(one.iterchildren("*"), None)
                value = None if inner is None else inner.get("lastClr") or inner.get("val")
                if color := rgb(value):
                    self._theme[one.tag.removeprefix(DRAWINGML)] = color
        mapping = None if settings is None else settings.find(_W + "clrSchemeMapping")
        self._mapping = mapping
        self._fonts = {} if theme is None else {
            kind: one.get("typeface", "")
            for kind in ("major", "minor")
            for one in theme.iterfind(f".//{DRAWINGML}{kind}Font/{DRAWINGML}latin")
        }  # fmt: skip

    def font(self, name: str) -> str:
        """The font that a theme has for `minorHAnsi` or `majorAscii`; "" where it is not told."""
        return self._fonts.get(name[:5], "") if name.endswith(("HAnsi", "Ascii")) else ""

    def named(self, name: str) -> Color | None:
        """The colour of a theme's name ("accent1", "background1")."""
        key = _W + _MAPPED.get(name, "-")
        mapped = name if self._mapping is None else self._mapping.get(key, name)
        return self._theme.get(_SCHEME.get(mapped, mapped))

    def text(self, element: _Element) -> Color | None:
        """What `w:color` comes to; None for the automatic colour."""
        return self._colour(element, "val", "themeColor", "theme")

    def shading(self, element: _Element) -> Color | None:
        """What `w:shd` comes to; None where it shades nothing."""
        kind = element.get(_W + "val", "clear")
        fill = self._colour(element, "fill", "themeFill", "themeFill")
        share = _share(kind)
        if kind == "nil" or not share:
            return None if kind == "nil" else fill
        above = self._colour(element, "color", "themeColor", "theme") or BLACK
        return _mixed(above, fill or WHITE, share)

    def drawn(self, fill: _Element) -> Color | None:
        """What a `solidFill` of a drawing comes to; None where it cannot be told."""
        one = next(fill.iterchildren("*"), None)
        if one is None:
            return None
        name, value = one.tag.rpartition("}")[2], _said(one)
        if name == "srgbClr":
            color = rgb(value)
        elif name in {"prstClr", "sysClr"}:
            color = rgb(one.get("lastClr")) or _PRESETS.get(value)
        else:
            color = self.named(value)
        for change in one.iterchildren("*"):
            if color is not None:
                color = _changed(color, change.tag.rpartition("}")[2], _said(change))
        return color

    def _colour(self, element: _Element, plain: str, theme: str, prefix: str) -> Color | None:
        base = self.named(element.get(_W + theme, ""))
        if base is None:
            return rgb(element.get(_W + plain))
        tint = _share_of_255(element.get(f"{_W}{prefix}Tint"))
        shade = _share_of_255(element.get(f"{_W}{prefix}Shade"))
        return _mixed(_mixed(base, WHITE, tint), BLACK, shade)


def _said(element: _Element) -> str:
    """The attribute `val` of an element of a drawing, with or without its namespace."""
    return element.get("val") or element.get(f"{element.tag.rpartition('}')[0]}}}val") or ""


def _changed(color: Color, name: str, text: str) -> Color:
    """A colour after one change that a drawing makes to it: lighter, darker, tinted."""
    amount = whole(text, least=-10 * _ALL, most=10 * _ALL)
    if amount is None:
        return color
    share = amount / _ALL
    if name in {"tint", "shade"}:
        return _mixed(color, WHITE if name == "tint" else BLACK, min(max(share, 0.0), 1.0))
    hue, light, rich = colorsys.rgb_to_hls(*(one / 255 for one in color))
    light = {"lumMod": light * share, "lumOff": light + share, "lum": share}.get(name, light)
    rich = {"satMod": rich * share, "satOff": rich + share, "sat": share}.get(name, rich)
    made = colorsys.hls_to_rgb(hue, min(max(light, 0.0), 1.0), min(max(rich, 0.0), 1.0))
    return round(made[0] * 255), round(made[1] * 255), round(made[2] * 255)


def paled(color: Color, clear: float) -> Color:
    """A colour on white paper that is transparent to this share."""
    return _mixed(WHITE, color, min(max(clear, 0.0), 1.0))


def _share(kind: str) -> float:
    """How much of a pattern is its own colour: all of `solid`, a quarter of `pct25`."""
    if kind == "solid":
        return 1.0
    return (whole(kind.removeprefix("pct"), most=99) or 0) / 100


def _share_of_255(text: str | None) -> float:
    try:
        return min(int(text, 16), 255) / 255 if text else 1.0
    except ValueError:
        return 1.0


def _mixed(first: Color, second: Color, share: float) -> Color:
    """So much of the first colour, the rest of the second."""
    red, green, blue = (
        round(one * share + other * (1 - share))
        for one, other in zip(first, second, strict=True)
    )  # fmt: skip
    return red, green, blue
