"""The declarations of style sheets that decide whether a reader sees a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import tinycss2

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Declarations = dict[str, tuple[str, bool]]
"""Values by property, each with whether it is `!important`."""

_KNOWN = frozenset({
    "display", "visibility", "opacity", "font-size", "color", "background-color",
    "background-image", "background-clip", "position", "left", "right", "top", "bottom",
    "text-indent", "transform", "scale", "translate", "clip", "clip-path", "width", "height",
    "max-width", "max-height", "overflow", "content-visibility", "mask", "mask-image", "zoom",
    "filter", "margin-left", "margin-top", "float", "text-shadow", "fill", "content", "animation",
    "text-fill-color", "text-stroke", "text-decoration", "list-style-type",
})  # fmt: skip
_RENAMED = {
    "text-decoration-line": "text-decoration",
    "list-style": "list-style-type",
    "overflow-x": "overflow",
    "overflow-y": "overflow",
    "animation-name": "animation",
}
_SIDES = ("top", "right", "bottom", "left")
_FONT_SIZE = re.compile(
    r"(?<![\w-])(?:[\d.]+(?:[a-z]+|%)|0|xx?-small|small|medium|xx?x?-large|large|smaller|larger"
    r"|calc\(.*?\)|var\(.*?\))(?=\s*/|\s|$)"
)
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


def _taken_apart(name: str, value: str) -> Iterator[tuple[str, str]]:
    if name.startswith("--") or name == "content":
        yield name, value
        return
    value = value.lower()
    name = _RENAMED.get(name, name)
    if name == "font":
        size = _FONT_SIZE.search(value)
        yield "font-size", size[0] if size else "medium"
    elif name == "background":
        yield "background-image", value if _IMAGE.search(value) else "none"
        yield "background-color", value
        if re.search(r"\btext\b", value):
            yield "background-clip", "text"
    elif name in {"inset", "margin"}:
        sides = value.split()
        for at, side in enumerate(_SIDES):
            one = sides[min(at, at % 2 if len(sides) > 1 else 0) if at >= len(sides) else at]
            yield (side if name == "inset" else f"margin-{side}"), one
    else:
        yield name, value
