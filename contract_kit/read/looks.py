"""How the text of an element looks: its size, colours and place, so far as they can hide it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from contract_kit.read.colors import BLACK, WHITE, Color, alike, over, read_color
from contract_kit.read.lengths import font_element, font_size, pixels

SMALLEST = 2 * 4 / 3
"""Letters below this size, 2 points in pixels, are not seen."""

NOT_SHOWN = frozenset({
    "template", "noscript", "audio", "video", "canvas", "datalist", "noframes", "noembed",
    "object", "rp", "iframe", "symbol", "defs", "desc", "metadata", "clippath", "map",
    "annotation", "annotation-xml",
})  # fmt: skip
"""Elements whose own text no browser shows."""

_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
    "time", "tt", "u", "var",
})  # fmt: skip
_STRUCK = frozenset({"del", "s", "strike"})
_FAR = 500.0  # pixels beyond the edge
_VERY_FAR = 5000.0  # pixels beyond the end
_VARIABLE = re.compile(r"var\(\s*(--[\w-]{1,200})\s*(?:,([^()]*))?\)")
_NUMBERS = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)")
_CALL = re.compile(r"(-?[a-z][\w-]*)\(([^()]*)\)", re.IGNORECASE)
_COLOR = re.compile(r"#[0-9a-f]{3,8}\b|[a-z-]{2,20}\([^()]*\)|\b[a-z]{3,24}\b")


@dataclass(frozen=True, slots=True)
class Look:
    """What an element's text looks like; `back` is None where the background is a picture.

    `gone` says why nothing within the element can be seen, `struck` that a line goes through it,
    `elsewhere` that other files may give the values that this page only names.
    """

    gone: str = ""
    visible: bool = True
    opacity: float = 1.0
    size: float = 16.0
    color: Color = BLACK
    fill: Color | None = None
    back: Color | None = WHITE
    shadow: bool = False
    indent: float = 0.0
    struck: bool = False
    drawing: bool = False
    elsewhere: bool = False
    variables: tuple[tuple[str, str], ...] = ()

    @property
    def unseen(self) -> str:
        """Why a reader does not see the text, empty if it is seen."""
        if self.gone:
            return self.gone
        if not self.visible:
            return "made invisible"
        if self.size < SMALLEST and not self.drawing:
            return "too small to read"
        if self.indent <= -_FAR:
            return "off the page"
        color = self.fill or self.color
        if self.back is not None and not self.shadow and alike(color, self.back):
            return "in the colour of its background"
        return ""


def look(element: Any, declared: dict[str, str], above: Look) -> Look:
    """The look of an element, by what is declared for it and the look of the one around it."""
    own = tuple((name, value) for name, value in declared.items() if name.startswith("--"))
    variables = (above.variables + own)[-400:] if own else above.variables
    open_back = False
    if any("var(" in value for value in declared.values()):
        open_back = above.elsewhere and "var(" in declared.get("background-color", "")
        declared = _resolved(declared, dict(variables))
        open_back = open_back and not _named(declared.get("background-color", ""))
    size = _size(element, declared, above)
    found = replace(
        above,
        size=size,
        visible=_visible(declared, above),
        opacity=above.opacity * _share(declared.get("opacity", "1")),
        color=_color(element, declared, above),
        fill=_fill(element, declared, above),
        back=None if open_back else _back(element, declared, above),
        shadow=above.shadow or _set(declared, "text-shadow") or _set(declared, "text-stroke"),
        indent=_indent(declared, size, above),
        struck=above.struck or element.tag in _STRUCK or _crossed(declared),
        drawing=above.drawing or element.tag == "svg",
        variables=variables,
    )
    return replace(found, gone=_gone(element, declared, found))


def _resolved(declared: dict[str, str], variables: dict[str, str]) -> dict[str, str]:
    """The declarations with custom properties put in."""

    def one(match: re.Match[str]) -> str:
        return variables.get(match[1], match[2] or "").strip()[:500]

    found = {}
    for name, value in declared.items():
        if not name.startswith("--"):
            for _ in range(5):
                value = _VARIABLE.sub(one, value)[:5_000].lower()  # noqa: PLW2901 - step by step
            if name == "background-color" and "gradient(" in value:
                found["background-image"] = value
        found[name] = value
    return found


def _set(declared: dict[str, str], name: str) -> bool:
    return declared.get(name, "none") not in {"none", "initial", "unset", "", "0"}


def _crossed(declared: dict[str, str]) -> bool:
    return "line-through" in declared.get("text-decoration", "")


def _visible(declared: dict[str, str], above: Look) -> bool:
    value = declared.get("visibility", "inherit")
    return above.visible if value in {"inherit", "unset"} else value not in {"hidden", "collapse"}


def _share(text: str) -> float:
    """A share such as `0.5` or `50%`."""
    match = _NUMBERS.match(text)
    if match is None:
        return 1.0
    return min(max(float(match[0]) / (100 if text.endswith("%") else 1), 0.0), 1.0)


def _size(element: Any, declared: dict[str, str], above: Look) -> float:
    asked = font_element(element.get("size") or "") if element.tag == "font" else None
    return font_size(declared.get("font-size", ""), above.size) if asked is None else asked


def _indent(declared: dict[str, str], size: float, above: Look) -> float:
    found = pixels(declared.get("text-indent", "").split(" ")[0], size=size)
    return above.indent if found is None else found


def _color(element: Any, declared: dict[str, str], above: Look) -> Color:
    named = declared.get("fill" if above.drawing else "color", "")
    if not named:
        attribute = {"font": "color", "body": "text"}.get(element.tag)
        attribute = "fill" if above.drawing else attribute
        named = (element.get(attribute) or "").strip().lower() if attribute else ""
    found = read_color(named) if named else None
    if found is not None:
        return found
    if named in {"", "inherit", "currentcolor", "unset"} and element.tag != "a":
        return BLACK if element.tag in {"button", "input", "select", "textarea"} else above.color
    if element.tag == "a" and element.get("href") is not None and not named:
        return (0.0, 0.0, 0.93, 1.0)
    return above.color


def _fill(element: Any, declared: dict[str, str], above: Look) -> Color | None:
    named = declared.get("text-fill-color", "")
    return read_color(named) if named else above.fill


def _back(element: Any, declared: dict[str, str], above: Look) -> Color | None:
    """The colour behind the text, None for a picture."""
    if declared.get("background-clip") == "text" or element.get("background") is not None:
        return None
    if declared.get("background-image", "none") not in {"none", "initial", "unset"}:
        return None
    value = declared.get("background-color") or (element.get("bgcolor") or "").strip().lower()
    color = next(iter(_named(value)), None)
    if element.tag in {"button", "input", "select", "textarea", "mark"} and color is None:
        color = (1.0, 1.0, 0.0, 1.0) if element.tag == "mark" else (0.94, 0.94, 0.94, 1.0)
    if color is None:
        return above.back
    if color[3] >= 1.0:
        return color
    return None if above.back is None else over(color, above.back)


def _named(text: str) -> list[Color]:
    """The colours a text names."""
    return [color for one in _COLOR.findall(text) if (color := read_color(one)) is not None]


def _gone(element: Any, declared: dict[str, str], found: Look) -> str:
    """Why nothing within an element is seen."""
    if found.gone:
        return found.gone
    if _undisplayed(element, declared):
        return "not displayed"
    if element.tag in NOT_SHOWN:
        return f"in <{element.tag}>"
    if found.opacity <= 0.05 or _call(declared.get("filter", ""), "opacity", 1.0) <= 0.05:
        return "transparent"
    if _off(declared, found.size) or _moved_off(declared, found.size):
        return "off the page"
    cut = _no_room(element, declared, found.size) or _clipped(declared) or _masked(declared)
    return "cut off" if cut else ""


def _undisplayed(element: Any, declared: dict[str, str]) -> bool:
    display = declared.get("display", "")
    return (
        display == "none"
        or (not display and _closed(element))
        or declared.get("content-visibility") == "hidden"
    )


def _closed(element: Any) -> bool:
    """Whether an element is hidden by its attributes."""
    if element.get("hidden") is not None or element.get("popover") is not None:
        return True
    return element.tag == "dialog" and element.get("open") is None


def _call(text: str, name: str, default: float) -> float:
    """The share that a function such as `opacity(0)` is given."""
    for called, inner in _CALL.findall(text):
        if called == name:
            return _share(inner.strip())
    return default


def _off(declared: dict[str, str], size: float) -> bool:
    """Whether an element is placed beyond the edges of the page."""
    placed = declared.get("position", "static") not in {"static", "initial"}
    for side in ("left", "top", "right", "bottom") if placed else ():
        whole = 1280.0 if side in {"left", "right"} else 800.0
        at = pixels(declared.get(side, "auto"), size=size, whole=whole)
        if at is not None and (at <= -_FAR or (side in {"left", "top"} and at >= _VERY_FAR)):
            return True
    margins = (pixels(declared.get(f"margin-{side}", ""), size=size) for side in ("left", "top"))
    return any(one is not None and (one <= -2 * _FAR or one >= _VERY_FAR) for one in margins)


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
        return any(one is not None and abs(one) >= 2 * _FAR for one in moved)
    figures = [_number(one) for one in values]
    if name.startswith("scale") or name == "zoom":
        return any(abs(one) < 0.05 for one in figures)
    if name in {"rotatex", "rotatey"}:
        return any(one % 180 == 90 for one in figures)
    return name == "matrix" and len(figures) == 6 and _flat(figures)


def _flat(matrix: list[float]) -> bool:
    area = matrix[0] * matrix[3] - matrix[1] * matrix[2]
    return abs(area) < 0.002 or max(abs(matrix[4]), abs(matrix[5])) >= 2 * _FAR


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
    named = _named(inner)
    return bool(named) and all(color[3] < 0.05 for color in named)
