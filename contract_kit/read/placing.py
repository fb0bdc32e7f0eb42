"""Where style sheets place an element: off the page, turned away, cut off or masked."""

from __future__ import annotations

import re
from typing import Any

from contract_kit.read.colors import named_colors
from contract_kit.read.lengths import pixels, share

FAR = 500.0
"""Pixels beyond the edge of the page from which nobody sees a text."""

_VERY_FAR = 5000.0  # pixels beyond its end
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var",
})  # fmt: skip
_NUMBERS = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)")
_CALL = re.compile(r"(-?[a-z][\w-]*)\(([^()]*)\)", re.IGNORECASE)


def out_of_sight(element: Any, declared: dict[str, str], size: float) -> str:
    """Why nothing of an element is seen where it stands; `size` is that of its letters."""
    if _call(declared.get("filter", ""), "opacity", 1.0) <= 0.05:
        return "transparent"
    if _off(declared, size) or _moved_off(declared, size):
        return "off the page"
    cut = _no_room(element, declared, size) or _clipped(declared) or _masked(declared)
    return "cut off" if cut else ""


def _call(text: str, name: str, default: float) -> float:
    """The share that a function such as `opacity(0)` is given."""
    for called, inner in _CALL.findall(text):
        if called == name:
            return share(inner.strip())
    return default


def _off(declared: dict[str, str], size: float) -> bool:
    """Whether an element is placed beyond the edges of the page."""
    placed = declared.get("position", "static") not in {"static", "initial"}
    for side in ("left", "top", "right", "bottom") if placed else ():
        whole = 1280.0 if side in {"left", "right"} else 800.0
        at = pixels(declared.get(side, "auto"), size=size, whole=whole)
        if at is not None and (at <= -FAR or (side in {"left", "top"} and at >= _VERY_FAR)):
            return True
    margins = (pixels(declared.get(f"margin-{side}", ""), size=size) for side in ("left", "top"))
    return any(one is not None and (one <= -2 * FAR or one >= _VERY_FAR) for one in margins)


def _moved_off(declared: dict[str, str], size: float) -> bool:
    """Whether an element is moved far away, or made a point or a line."""
    calls = _CALL.findall(declared.get("transform", ""))
    calls += [(name, declared[name].replace(" ", ",")) for name in ("scale", "translate", "zoom")
              if name in declared]  # fmt: skip
    return any(
        _lost_by(name, [one.strip() for one in inner.split(",") if one.strip()], size)
        for name, inner in calls
    )


def _lost_by(name: str, values: list[str], size: float) -> bool:
    """Whether one step of a `transform` takes an element out of sight."""
    if name.startswith("translate"):
        moved = (pixels(one, size=size, whole=400.0) for one in values)
        return any(one is not None and abs(one) >= 2 * FAR for one in moved)
    figures = [_number(one) for one in values]
    if name.startswith("scale") or name == "zoom":
        return any(abs(one) < 0.05 for one in figures)
    if name in {"rotatex", "rotatey"}:
        return any(one % 180 == 90 for one in figures)
    return name == "matrix" and len(figures) == 6 and _flat(figures)


def _flat(matrix: list[float]) -> bool:
    area = matrix[0] * matrix[3] - matrix[1] * matrix[2]
    return abs(area) < 0.002 or max(abs(matrix[4]), abs(matrix[5])) >= 2 * FAR


def _number(text: str) -> float:
    match = _NUMBERS.match(text)
    return 1.0 if match is None else float(match[0]) / (100 if text.endswith("%") else 1)


def _no_room(element: Any, declared: dict[str, str], size: float) -> bool:
    """Whether an element has no size and what is larger is cut off."""
    if not {"hidden", "clip"} & set(declared.get("overflow", "").split()):
        return False
    blocky = {"position", "float"} & set(declared) or declared.get("display", "inline") != "inline"
    if element.tag in _INLINE and not blocky:
        return False
    sides = (declared.get(name, "") for name in ("width", "max-width", "height", "max-height"))
    return any((found := pixels(one, size=size)) is not None and found <= 1 for one in sides)


def _clipped(declared: dict[str, str]) -> bool:
    """Whether only an empty part of an element is shown."""
    if declared.get("position") in {"absolute", "fixed"}:
        rect = _CALL.search(declared.get("clip", ""))
        sides = [pixels(one) for one in re.split(r"[\s,]+", rect[2].strip())] if rect else []
        if len(sides) == 4 and None not in sides:
            top, right, bottom, left = (side or 0.0 for side in sides)
            if right - left <= 1 or bottom - top <= 1:
                return True
    return any(_empty_shape(name, inner) for name, inner in _CALL.findall(
        declared.get("clip-path", "")))  # fmt: skip


def _empty_shape(name: str, inner: str) -> bool:
    figures = [_number(one) * (100 if one.endswith("%") else 1) for one in inner.split()]
    if name == "inset" and figures:
        return figures[0] >= 50 or (len(figures) > 1 and figures[1] >= 50)
    if name in {"circle", "ellipse"} and _NUMBERS.match(inner):
        return figures[0] <= 0.5
    points = {tuple(point.split()) for point in inner.split(",")}
    return name == "polygon" and len(points) <= 2


def _masked(declared: dict[str, str]) -> bool:
    """Whether a mask lets nothing through."""
    mask = declared.get("mask-image") or declared.get("mask", "")
    if "gradient(" not in mask:
        return False
    inner = mask.split("gradient(", 1)[1]
    named = named_colors(inner)
    return bool(named) and all(color[3] < 0.05 for color in named)
