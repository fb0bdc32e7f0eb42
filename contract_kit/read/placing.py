"""Where style sheets place an element: off the page, turned away, cut off or masked."""

from __future__ import annotations

import re
from typing import Any

from contract_kit.read.colors import named_colors, read_color
from contract_kit.read.lengths import pixels, share

SMALLEST = 2 * 4 / 3
"""Letters below this size, 2 points in pixels, are not seen."""

FAR = 500.0
"""Pixels beyond the edge of the page from which nobody sees a text."""

_MOVED = frozenset({"left", "right", "margin-left", "float"})
_VERY_FAR = 5000.0  # pixels beyond its end
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var",
})  # fmt: skip
_NUMBERS = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)")
_SHAPES = frozenset({"inset", "circle", "ellipse", "polygon"})
_APART = 200.0  # pixels between words, from which they are no sentence
_ROOM = 6.0  # of the letters' size: a line of less room shows no more than a word
_CALL = re.compile(r"(?<![\w-])(-?[a-z][\w-]{0,40})\(([^()]{0,500})\)", re.IGNORECASE)


_BLENDS = frozenset({"normal", "initial", "unset", "inherit", "isolate"})
_LITTLE = 0.4  # of the letters' size: rows of less height show no letters


def out_of_sight(element: Any, declared: dict[str, str], size: float, *, fixed: bool) -> str:
    """Why nothing of an element is seen where it stands; `size` is that of its letters.

    `fixed`: the columns of the table around it are as wide as is said.
    """
    if _call(declared.get("filter", ""), "opacity", 1.0) <= 0.05:
        return "transparent"
    if _off(declared, size) or _moved_off(declared, size):
        return "off the page"
    cut = _no_room(element, declared, size, fixed=fixed) or _clipped(declared) or _masked(declared)
    return "cut off" if cut else ""


def is_doubtful(element: Any, declared: dict[str, str], size: float) -> bool:
    """Whether styles that are not followed here may hide an element with letters of this size."""
    filters = dict(_CALL.findall(declared.get("filter", "")))
    strong = any(name in filters for name in ("brightness", "contrast", "invert", "opacity", "url"))
    blended = declared.get("mix-blend-mode", "normal") not in _BLENDS
    shaped = any(name not in _SHAPES for name, _ in _CALL.findall(declared.get("clip-path", "")))
    shaped |= declared.get("clip-path", "").startswith("url(")
    masked = declared.get("mask", declared.get("mask-image", "")).startswith("url(#")
    below = (pixels(declared.get("z-index", "0")) or 0) < 0 and "position" in declared
    blurred = (pixels(filters.get("blur", "0")) or 0) >= 4
    moved = declared.get("offset-path", "none") != "none"
    contained = bool({"size", "strict"} & set(declared.get("contain", "").split()))
    apart = abs(pixels(declared.get("word-spacing", "0"), size=size) or 0) >= _APART
    return (
        any((strong, blended, shaped, masked, below, blurred, moved, contained, apart))
        or _is_turned(declared)
        or _is_narrow(element, declared, size)
        or _is_of_unknown_color(declared)
    )


def _is_turned(declared: dict[str, str]) -> bool:
    """Whether an element is turned in space, so that its back or its edge may be seen."""
    calls = {name for name, _ in _CALL.findall(declared.get("transform", ""))}
    turns = (
        calls & {"rotatex", "rotatey", "rotate3d", "matrix3d"}
        or len(declared.get("rotate", "").split()) > 1
    )
    hidden = declared.get("backface-visibility", "visible") == "hidden"
    return bool("perspective" in calls or (turns and hidden) or len(
        declared.get("rotate", "").split()) > 2)  # fmt: skip


def _is_narrow(element: Any, declared: dict[str, str], size: float) -> bool:
    """Whether most of a line is cut off: words do not go on below in so little room."""
    if element.tag in {"td", "th"} or _is_inline(element, declared):
        return False
    wide = [pixels(declared.get(name, ""), size=size) for name in ("width", "max-width")]
    little = any(one is not None and one < _ROOM * size for one in wide)
    one_line = declared.get("white-space", "normal") in {"nowrap", "pre"}
    return little and one_line and is_cut(declared)


def _is_of_unknown_color(declared: dict[str, str]) -> bool:
    """Whether letters have a colour that is worked out otherwise than is followed here."""
    values = (declared.get(name, "") for name in ("color", "text-fill-color"))
    return any("(" in one and "var(" not in one and read_color(one) is None for one in values)


def is_cut(declared: dict[str, str]) -> bool:
    """Whether what is larger than an element is not shown."""
    cut = {"hidden", "clip", "auto", "scroll"} & set(declared.get("overflow", "").split())
    return bool(cut) or bool({"paint", "strict", "content"} & set(
        declared.get("contain", "").split()))  # fmt: skip


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
        fixed = declared.get("position") == "fixed"
        beyond = whole if fixed or side == "right" else _VERY_FAR
        if at is not None and (at <= -FAR or at >= beyond):
            return True
    if placed and _wholly_left(declared, size):
        return True
    if (pixels(declared.get("padding-top", "0"), size=size) or 0) >= 2 * FAR:
        return False
    margins = (pixels(declared.get(f"margin-{side}", ""), size=size) for side in ("left", "top"))
    return any(one is not None and (one <= -2 * FAR or one >= _VERY_FAR) for one in margins)


def _wholly_left(declared: dict[str, str], size: float) -> bool:
    """Whether a box of a known size ends before the page begins; notes in a margin do not."""
    for side, name, whole in (("left", "width", 1280.0), ("top", "height", 800.0)):
        at = pixels(declared.get(side, "auto"), size=size, whole=whole)
        long = pixels(declared.get(name, "auto"), size=size, whole=whole)
        least = 0.0 if declared.get("position") == "fixed" else -250.0
        if at is not None and long is not None and at < least and at + long <= 0:
            return True
    return False


def _moved_off(declared: dict[str, str], size: float) -> bool:
    """Whether an element is moved far away, or made a point or a line."""
    calls = _CALL.findall(declared.get("transform", ""))
    if _by_its_width(calls) and not _MOVED & set(declared):
        return True
    turn = declared.get("rotate", "").split()
    if len(turn) == 2 and turn[0] in {"x", "y"}:
        calls.append((f"rotate{turn[0]}", turn[1]))
    calls += [(name, declared[name].replace(" ", ",")) for name in ("scale", "translate", "zoom")
              if name in declared]  # fmt: skip
    return any(
        _lost_by(name, [one.strip() for one in inner.split(",") if one.strip()], size)
        for name, inner in calls
    )


def _by_its_width(calls: list[tuple[str, str]]) -> bool:
    """Whether an element is moved to the left by all of its width."""
    return any(
        name in {"translatex", "translate", "translate3d"}
        and inner.split(",")[0].strip().endswith("%")
        and _number(inner.split(",")[0].strip()) <= -1
        for name, inner in calls
    )


def _lost_by(name: str, values: list[str], size: float) -> bool:
    """Whether one step of a `transform` takes an element out of sight."""
    if name.startswith("translate"):
        moved = (pixels(one, size=size, whole=400.0) for one in values)
        return any(one is not None and abs(one) >= 2 * FAR for one in moved)
    figures = [_number(one) for one in values]
    if name.startswith("scale") or name == "zoom":
        return any(abs(one) < 0.05 or abs(one) * size < SMALLEST for one in figures)
    if name in {"rotatex", "rotatey"}:
        return any(one % 180 == 90 for one in figures)
    if name == "rotate3d" and len(figures) == 4:
        return figures[3] % 180 == 90 and any(figures[:2])
    if name == "matrix3d" and len(figures) == 16:
        return abs(figures[0] * figures[5] - figures[1] * figures[4]) < 0.002
    return name == "matrix" and len(figures) == 6 and _flat(figures)


def _flat(matrix: list[float]) -> bool:
    area = matrix[0] * matrix[3] - matrix[1] * matrix[2]
    return abs(area) < 0.002 or max(abs(matrix[4]), abs(matrix[5])) >= 2 * FAR


def _number(text: str) -> float:
    match = _NUMBERS.match(text)
    return 1.0 if match is None else float(match[0]) / (100 if text.endswith("%") else 1)


def _no_room(element: Any, declared: dict[str, str], size: float, *, fixed: bool) -> bool:
    """Whether an element has no size and what is larger is cut off."""
    if not is_cut(declared) or _is_inline(element, declared):
        return False
    in_cell = element.tag in {"td", "th"} or declared.get("display") == "table-cell"
    widths = () if in_cell and not fixed else ("width", "max-width")
    wide = (pixels(declared.get(name, ""), size=size) for name in widths)
    if _indented(declared, size) or any(one is not None and one <= 1 for one in wide):
        return True
    return not in_cell and _is_low(declared, size)


def _is_low(declared: dict[str, str], size: float) -> bool:
    """Whether a box, or its lines, are too low to show letters."""
    ends = ("padding-top", "padding-bottom")
    padding = sum(pixels(declared.get(name, "0"), size=size) or 0.0 for name in ends)
    sides = (pixels(declared.get(name, ""), size=size) for name in ("height", "max-height"))
    low = any(one is not None and one + padding < _LITTLE * size for one in sides)
    return low or pixels(declared.get("line-height", "normal"), size=size) == 0


def _is_inline(element: Any, declared: dict[str, str]) -> bool:
    """Whether an element has no size of its own."""
    blocky = {"position", "float"} & set(declared) or declared.get("display", "inline") != "inline"
    return element.tag in _INLINE and not blocky


def _indented(declared: dict[str, str], size: float) -> bool:
    """Whether the first line begins behind the right edge, and no other follows."""
    first = pixels(declared.get("text-indent", "0").split(" ")[0], size=size) or 0.0
    return first >= 1280.0 and declared.get("white-space", "normal") in {"nowrap", "pre"}


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
        figures = figures[: inner.split().index("round")] if "round" in inner.split() else figures
        top, right, bottom, left = (
            (figures * 4)[:4] if len(figures) < 3 else (*figures, figures[1])[:4]
        )
        return max(top + bottom, left + right) >= 98
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
