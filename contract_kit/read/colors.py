"""Colours of style sheets, and whether one can be told from another."""

from __future__ import annotations

import re
from typing import Any

from tinycss2.color4 import parse_color

Color = tuple[float, float, float, float]
"""Red, green, blue and alpha, each from 0 to 1."""

WHITE: Color = (1.0, 1.0, 1.0, 1.0)
BLACK: Color = (0.0, 0.0, 0.0, 1.0)
_NEAR = 0.1
"""Colours that differ by less in each of red, green and blue look alike."""
_COLOR = re.compile(r"#[0-9a-f]{3,8}\b|[a-z-]{2,20}\([^()]*\)|\b[a-z]{3,24}\b")
_PART = re.compile(r"(#[0-9a-f]{3,8}|(?!color-mix)[a-z]+\([^()]*\)|[a-z]+)\s*(?:([\d.]{1,9})%)?")
_FROM_XYZ = (
    (3.2406, -1.5372, -0.4986),
    (-0.9689, 1.8758, 0.0415),
    (0.0557, -0.2040, 1.0570),
)
_D50_TO_D65 = (0.9505 / 0.9643, 1.0, 1.0888 / 0.8251)
_KNOWN: dict[str, Color] = {
    "canvas": WHITE,
    "canvastext": BLACK,
    "window": WHITE,
    "windowtext": BLACK,
}


def read_color(text: str) -> Color | None:
    """The colour a text names, None where it names none that is known."""
    if text in _KNOWN:
        return _KNOWN[text]
    if text.startswith("light-dark("):
        return next(iter(named_colors(text.removeprefix("light-dark("))), None)
    if text.startswith("color-mix("):
        return _mixed(text)
    try:
        found = parse_color(text)
    except (ValueError, RecursionError):
        return None
    if found is None or isinstance(found, str):
        return None
    red, green, blue = _rgb(found) or (0.0, 0.0, 0.0)
    alpha = min(max(float(found.alpha), 0.0), 1.0)
    return (red, green, blue, alpha) if _rgb(found) else None


def legacy_color(text: str) -> str:
    """The colour that a browser makes of any value of an old attribute (HTML 2.4.6)."""
    digits = "".join(one if one in "0123456789abcdef" else "0" for one in text.lstrip("#")[:128])
    digits = (digits or "0") + "0" * (-(len(digits) or 1) % 3)
    length = len(digits) // 3
    parts = [digits[at * length : (at + 1) * length][-8:] for at in range(3)]
    while len(parts[0]) > 2 and all(one[0] == "0" for one in parts):
        parts = [one[1:] for one in parts]
    return "#" + "".join(one[:2].zfill(2) for one in parts)


def _mixed(text: str) -> Color | None:
    """What `color-mix()` comes to, near enough, whatever the space it mixes in."""
    found = _PART.findall(text.partition(",")[2])
    colors = [read_color(name) for name, _ in found]
    if len(colors) != 2 or colors[0] is None or colors[1] is None:
        return None
    shares = [float(share) / 100 if share else None for _, share in found]
    first = shares[0] if shares[0] is not None else 1 - shares[1] if shares[1] is not None else 0.5
    pairs = zip(colors[0], colors[1], strict=True)
    red, green, blue, alpha = (one * first + two * (1 - first) for one, two in pairs)
    return red, green, blue, alpha


def _rgb(found: Any) -> tuple[float, float, float] | None:
    for space in ("srgb", "xyz-d65", "xyz-d50"):
        try:
            values = tuple(found.to(space).coordinates)
        except NotImplementedError:
            continue
        if space == "xyz-d50":
            values = tuple(v * by for v, by in zip(values, _D50_TO_D65, strict=True))
        if space != "srgb":
            values = tuple(
                _gamma(sum(by * v for by, v in zip(row, values, strict=True))) for row in _FROM_XYZ
            )
        red, green, blue = (min(max(float(value), 0.0), 1.0) for value in values)
        return red, green, blue
    return None


def _gamma(value: float) -> float:
    value = min(max(value, 0.0), 1.0)
    return float(12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055)


def over(color: Color, back: Color) -> Color:
    """A colour, as transparent as it is, laid over another."""
    red, green, blue, alpha = color
    return (
        red * alpha + back[0] * (1 - alpha),
        green * alpha + back[1] * (1 - alpha),
        blue * alpha + back[2] * (1 - alpha),
        1.0,
    )


def alike(color: Color, back: Color, opacity: float = 1.0) -> bool:
    """Whether text of a colour cannot be seen on a background, drawn together as opaque as said."""
    return all(
        abs(a - b) * opacity < _NEAR for a, b in zip(over(color, back)[:3], back[:3], strict=True)
    )


def named_colors(text: str) -> list[Color]:
    """The colours a text names."""
    return [color for one in _COLOR.findall(text) if (color := read_color(one)) is not None]
