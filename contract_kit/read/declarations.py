"""The declarations of style sheets that decide whether a reader sees a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import tinycss2

from contract_kit.read.lengths import font_size, share
from contract_kit.read.valid import is_valid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Declarations = dict[str, tuple[str, bool]]
"""Values by property, each with whether it is `!important`."""

Initial = tuple[str, bool]
"""The value of a custom property where none is declared, and whether it is inherited."""

_KNOWN = frozenset({
    "display", "visibility", "opacity", "font-size", "color", "background-color",
    "background-image", "background-clip", "position", "left", "right", "top", "bottom",
    "text-indent", "transform", "scale", "translate", "clip", "clip-path", "width", "height",
    "max-width", "max-height", "overflow", "content-visibility", "mask", "mask-image", "zoom",
    "filter", "margin-left", "margin-top", "float", "text-shadow", "content", "animation",
    "text-fill-color", "text-stroke", "text-decoration", "list-style-type",
    "animation-name", "animation-fill-mode", "animation-iteration-count", "letter-spacing",
    "font-family", "font-size-adjust", "text-security", "white-space", "contain", "line-height",
    "z-index", "rotate", "mix-blend-mode", "direction", "unicode-bidi", "table-layout",
    "perspective", "offset-path", "offset-distance", "backface-visibility", "word-spacing",
    "text-overflow", "animation-direction", "padding-top", "padding-bottom",
    "grid-template-rows", "animation-play-state", "padding-left", "min-width", "min-height",
    "border", "border-top", "border-right", "border-bottom", "border-left", "border-width",
    "outline", "box-shadow",
})  # fmt: skip
_RENAMED = {
    "text-decoration-line": "text-decoration",
    "list-style": "list-style-type",
    "overflow-x": "overflow",
    "overflow-y": "overflow",
    "inset-inline-start": "left",
    "inset-inline-end": "right",
    "inset-block-start": "top",
    "inset-block-end": "bottom",
    "inline-size": "width",
    "block-size": "height",
    "max-inline-size": "max-width",
    "max-block-size": "max-height",
    "margin-inline-start": "margin-left",
    "margin-block-start": "margin-top",
    "padding-block-start": "padding-top",
    "padding-block-end": "padding-bottom",
    "overflow-block": "overflow",
    "overflow-inline": "overflow",
}
_PAIRS = {
    "inset-inline": ("left", "right"),
    "inset-block": ("top", "bottom"),
    "margin-inline": ("margin-left", "margin-right"),
    "margin-block": ("margin-top", "margin-bottom"),
    "padding-block": ("padding-top", "padding-bottom"),
}
_COMMON = frozenset({
    "gap", "grid-template-columns", "grid-area", "aspect-ratio", "object-fit", "backdrop-filter",
    "flex-wrap", "flex", "margin", "padding", "inset", "border-radius", "accent-color", "hyphens",
    "text-wrap", "scroll-behavior", "overscroll-behavior", "columns", "column-count", "min-width",
    "min-height", "initial-letter", "font-variation-settings", "line-clamp", "appearance",
})  # fmt: skip
"""Properties that `@supports` often asks for and that hide no text."""
_SIDES = ("top", "right", "bottom", "left")
_FONT_SIZE = re.compile(
    r"(?<![\w-])(?:[\d.]{1,20}(?:[a-z]{1,6}|%)|0|xx?-small|small|medium|xx?x?-large|large|smaller|larger"
    r"|calc\(.{0,200}?\)|var\(.{0,200}?\))(?=\s*/|\s|$)"
)
_WORD = re.compile(r"(?:[^\s()]|\([^()]*(?:\([^()]*\)[^()]*)*\))+")
_GROUNDS = frozenset({
    "none", "initial", "inherit", "unset", "revert", "revert-layer", "transparent", "currentcolor",
    "repeat", "no-repeat", "repeat-x", "repeat-y", "scroll", "fixed", "local", "left", "right",
    "top", "bottom", "center", "cover", "contain", "text", "border-box", "padding-box",
})  # fmt: skip
_MODES = frozenset({"forwards", "backwards", "both"})
_IMAGE = re.compile(r"url\(|gradient\(|image-set\(|element\(")


def declarations(nodes: Iterable[Any]) -> Declarations:
    """The declarations that matter here, shorthand ones taken apart, the last of each name."""
    found: Declarations = {}
    for node in nodes:
        value = tinycss2.serialize(node.value).strip()
        for name, one in _taken_apart(node.lower_name.removeprefix("-webkit-"), value):
            weaker = name in found and found[name][1] and not node.important
            if (name in _KNOWN or name.startswith("--")) and not weaker:
                found[name] = (one, node.important)
    return found


def registered(node: Any) -> dict[str, Initial]:
    """What an `@property` says of a custom property; nothing where browsers drop it."""
    name = tinycss2.serialize(node.prelude).strip().lower()
    inner = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
    said = {
        one.lower_name: tinycss2.serialize(one.value).strip()
        for one in inner
        if one.type == "declaration"
    }
    inherits = said.get("inherits", "").lower()
    whole = "syntax" in said and inherits in {"true", "false"} and "initial-value" in said
    fixed = whole and "var(" not in said["initial-value"]
    return {name: (said["initial-value"], inherits == "true")} if fixed else {}


def is_known(name: str) -> bool:
    """Whether a property is one of those that matter here, or a common one that does not."""
    return name in _KNOWN or name in _RENAMED or name in _PAIRS or name in _SHORT or name in _COMMON


def hides(declared: Declarations) -> bool:
    """Whether declarations may take a text out of sight; colours are left aside."""
    values = {name: value for name, (value, _) in declared.items()}
    return (
        values.get("display") == "none"
        or values.get("visibility") in {"hidden", "collapse"}
        or share(values.get("opacity", "1")) < 0.1
        or font_size(values.get("font-size", ""), 16.0) < 3
        or (values.get("position") in {"absolute", "fixed"} and "overflow" in values)
        or "clip-path" in values
        or values.get("text-indent", "").startswith("-")
    )


def _taken_apart(name: str, value: str) -> Iterator[tuple[str, str]]:
    """The declarations that one stands for, none where browsers drop it."""
    if name.startswith("--") or name == "content":
        yield name, value
        return
    value = value.lower()
    name = _RENAMED.get(name, name)
    if not is_valid(name, value):
        return
    if name in _SHORT:
        yield from _SHORT[name](value)
    elif name in _PAIRS:
        sides = _words(value)
        yield _PAIRS[name][0], sides[0]
        yield _PAIRS[name][1], sides[-1]
    elif name in {"inset", "margin", "padding"}:
        sides = _words(value)
        for at, side in enumerate(_SIDES):
            one = sides[min(at, at % 2 if len(sides) > 1 else 0) if at >= len(sides) else at]
            yield (side if name == "inset" else f"{name}-{side}"), one
    else:
        yield name, value


def _font(value: str) -> Iterator[tuple[str, str]]:
    size = _FONT_SIZE.search(value)
    yield "font-size", size[0] if size else "medium"
    if size:
        yield "font-family", value[size.end() :]


def _background(value: str) -> Iterator[tuple[str, str]]:
    if not _paints(value):
        return
    yield "background-image", value if _IMAGE.search(value) else "none"
    yield "background-color", value
    if re.search(r"\btext\b", value):
        yield "background-clip", "text"


def _words(value: str) -> list[str]:
    """The words of a value; a function with its brackets is one."""
    return _WORD.findall(value) or [value]


def _paints(value: str) -> bool:
    """Whether `background` is given a value that browsers take."""
    if "(" in value or value.startswith("#"):
        return True
    words = value.replace("/", " ").split()
    return any(one in _GROUNDS or is_valid("color", one) or one[0].isdigit() for one in words)


def _animated(value: str) -> Iterator[tuple[str, str]]:
    """The parts of `animation`: its names, and how it ends."""
    words = value.replace(",", " ").split()
    yield "animation-name", value
    yield "animation-fill-mode", next((one for one in words if one in _MODES), "none")
    yield "animation-iteration-count", "infinite" if "infinite" in words else "1"
    yield "animation-direction", "reverse" if "reverse" in value else "normal"
    yield "animation-play-state", "paused" if "paused" in words else "running"


_SHORT = {"font": _font, "background": _background, "animation": _animated}
