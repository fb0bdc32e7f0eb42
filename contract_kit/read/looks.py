"""How the text of an element looks: its size, colours and place, so far as they can hide it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from contract_kit.read.colors import (
    BLACK,
    WHITE,
    Color,
    alike,
    legacy_color,
    named_colors,
    over,
    read_color,
)
from contract_kit.read.lengths import font_element, font_size, pixels, share
from contract_kit.read.placing import FAR, SMALLEST, is_cut, is_doubtful, out_of_sight

NOT_SHOWN = frozenset({
    "template", "noscript", "audio", "video", "canvas", "datalist", "noframes", "noembed",
    "object", "rp", "iframe", "symbol", "defs", "desc", "metadata", "clippath", "map",
    "annotation", "annotation-xml", "mphantom", "meter", "progress",
})  # fmt: skip
"""Elements whose own text no browser shows."""

_FIELDS = frozenset({"button", "input", "select", "textarea"})
_STRUCK = frozenset({"del", "s", "strike"})
_VARIABLE = re.compile(r"var\(\s*(--[\w-]{1,200})\s*(?:,([^()]*(?:\((?!\s*--)[^()]*\)[^()]*)*))?\)")
_SIGNS = re.compile(r"\s*[\"']?(?:wingdings|webdings|symbol|zapfdingbats|zapf dingbats)\b")
_SQUEEZED = -0.4  # of the letters' size: the space between letters that lie on each other


@dataclass(frozen=True, slots=True)
class Look:
    """What an element's text looks like; `back` is None where the background is a picture.

    `gone` says why nothing within the element can be seen, `struck` that a line goes through it,
    `elsewhere` that other files may give the values that this page only names. `signs`: the
    letters are shown as those of a font of signs. `doubt`: styles that are not followed may hide
    it. `covered`: a box is painted over it, unless it is placed freely. `fixed`, `flat`: it is in
    a table whose columns are as wide as is said, in rows without height. `initial`: the values of
    custom properties for which none is declared.
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
    elsewhere: bool = False
    signs: bool = False
    doubt: bool = False
    covered: bool = False
    fixed: bool = False
    flat: bool = False
    turned: bool = False
    spacing: float = 0.0
    initial: tuple[tuple[str, str], ...] = ()
    variables: tuple[tuple[str, str], ...] = ()

    @property
    def unseen(self) -> str:
        """Why a reader does not see the text, empty if it is seen."""
        if self.gone:
            return self.gone
        if not self.visible:
            return "made invisible"
        if self.size < SMALLEST:
            return "too small to read"
        if self.indent <= -FAR:
            return "off the page"
        if self.spacing <= _SQUEEZED * self.size:
            return "squeezed to nothing"
        return "in the colour of its background" if self._blends() else ""

    def _blends(self) -> bool:
        color = self.fill or self.color
        if self.back is None or self.shadow:
            return False
        return alike(color, self.back, self.opacity)


def look(element: Any, declared: dict[str, str], above: Look) -> Look:
    """The look of an element, by what is declared for it and the look of the one around it."""
    own = tuple((name, value) for name, value in declared.items() if name.startswith("--"))
    variables = (above.variables + own)[-400:] if own else above.variables
    open_back = False
    if any("var(" in value for value in declared.values()):
        open_back = above.elsewhere and "var(" in declared.get("background-color", "")
        declared = _resolved(declared, dict(above.initial + variables))
        open_back = open_back and not named_colors(declared.get("background-color", ""))
    size = _size(element, declared, above)
    found = replace(
        above,
        size=size,
        visible=_visible(declared, above),
        opacity=above.opacity * share(declared.get("opacity", "1")),
        color=_color(element, declared, above),
        fill=_fill(element, declared, above),
        back=None if open_back else _back(element, declared, above),
        indent=_indent(declared, size, above),
        struck=above.struck or element.tag in _STRUCK or _crossed(declared),
        signs=_signs(declared, above),
        doubt=above.doubt or is_doubtful(element, declared, size),
        covered=above.covered and not _is_lifted(declared),
        fixed=above.fixed or declared.get("table-layout") == "fixed",
        flat=declared.get("grid-template-rows", "").split(" ")[0] in {"0", "0fr", "0px"},
        turned=_turned(element, declared, above),
        spacing=_spacing(declared, size, above),
        variables=variables,
    )
    found = replace(found, shadow=above.shadow or _shadow(declared, found))
    return replace(found, gone=_gone(element, declared, found, above))


def _is_lifted(declared: dict[str, str]) -> bool:
    """Whether an element is painted after the boxes that are placed freely before it."""
    placed = declared.get("position", "static") in {"relative", "absolute", "fixed", "sticky"}
    moved = (_set(declared, one) for one in ("transform", "translate", "scale", "rotate", "filter"))
    return placed or "z-index" in declared or any(moved)


def _signs(declared: dict[str, str], above: Look) -> bool:
    family = declared.get("font-family", "inherit")
    return above.signs if family == "inherit" else _SIGNS.match(family) is not None


def _turned(element: Any, declared: dict[str, str], above: Look) -> bool:
    """Whether letters are shown from right to left, whatever they are."""
    if element.tag == "bdo":
        return (element.get("dir") or "").strip().lower() == "rtl"
    if declared.get("unicode-bidi") in {"bidi-override", "isolate-override"}:
        return declared.get("direction") == "rtl"
    return above.turned


def _spacing(declared: dict[str, str], size: float, above: Look) -> float:
    if "letter-spacing" not in declared:
        return above.spacing
    return pixels(declared["letter-spacing"], size=size, whole=size) or 0.0


def _shadow(declared: dict[str, str], found: Look) -> bool:
    """Whether a shadow or an edge makes letters seen that have the colour of their background."""
    for name in ("text-shadow", "text-stroke"):
        colors = named_colors(declared.get(name, ""))
        told = [one for one in colors if found.back is None or not alike(one, found.back)]
        if _set(declared, name) and (told or not colors):
            return True
    return False


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


def _size(element: Any, declared: dict[str, str], above: Look) -> float:
    asked = font_element(element.get("size") or "") if element.tag == "font" else None
    if pixels(declared.get("font-size-adjust", "none")) == 0:
        return 0.0
    return font_size(declared.get("font-size", ""), above.size) if asked is None else asked


def _indent(declared: dict[str, str], size: float, above: Look) -> float:
    found = pixels(declared.get("text-indent", "").split(" ")[0], size=size)
    return above.indent if found is None else found


def _color(element: Any, declared: dict[str, str], above: Look) -> Color:
    named = declared.get("color", "")
    if not named:
        attribute = {"font": "color", "body": "text"}.get(element.tag)
        named = (element.get(attribute) or "").strip().lower() if attribute else ""
        named = named if read_color(named) or not named else legacy_color(named)
    found = read_color(named) if named else None
    if found is not None:
        return found
    if named in {"", "inherit", "currentcolor", "unset"} and element.tag != "a":
        return BLACK if element.tag in _FIELDS and not named else above.color
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
    image = declared.get("background-image", "none")
    if image not in {"none", "initial", "unset"} and not _plain(image, declared):
        return None
    value = declared.get("background-color") or (element.get("bgcolor") or "").strip().lower()
    value = value.partition("gradient(")[2] or value
    color = next(iter(named_colors(value or image.partition("gradient(")[2])), None)
    if (element.tag in _FIELDS or element.tag == "mark") and color is None and not value:
        color = (1.0, 1.0, 0.0, 1.0) if element.tag == "mark" else (0.94, 0.94, 0.94, 1.0)
    if color is None:
        return above.back
    if color[3] >= 1.0:
        return color
    return None if above.back is None else over(color, above.back)


def _plain(image: str, declared: dict[str, str]) -> bool:
    """Whether a picture is of one colour, or is not in the file and has a colour beneath it."""
    if "gradient(" in image:
        colors = named_colors(image.split("gradient(", 1)[1])
        return bool(colors) and all(alike(one, colors[0]) for one in colors)
    beneath = named_colors(declared.get("background-color", ""))
    return "data:" not in image and any(one[3] >= 1.0 for one in beneath)


def _gone(element: Any, declared: dict[str, str], found: Look, above: Look) -> str:
    """Why nothing within an element is seen."""
    if found.gone:
        return found.gone
    if _undisplayed(element, declared):
        return "not displayed"
    if element.tag in NOT_SHOWN:
        return f"in <{element.tag}>"
    if above.flat and is_cut(declared):
        return "cut off"
    return _replaced(declared, found) or out_of_sight(
        element, declared, found.size, fixed=found.fixed
    )


def _replaced(declared: dict[str, str], found: Look) -> str:
    """Why something else is seen in the place of an element, or nothing."""
    if found.opacity <= 0.05:
        return "transparent"
    if "url(" in declared.get("content", ""):
        return "replaced by a picture"
    secret = declared.get("text-security", "none") not in {"none", "initial", "unset"}
    return "shown as dots" if secret else ""


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
