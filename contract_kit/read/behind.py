"""What is placed behind the text of a web page, or over it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from contract_kit.read.colors import named_colors
from contract_kit.read.html_lost import is_tiny
from contract_kit.read.lengths import pixels
from contract_kit.read.looks import look

if TYPE_CHECKING:
    from contract_kit.read.css import Cascade
    from contract_kit.read.looks import Look

_PICTURES = frozenset({"img", "picture", "video", "canvas", "svg"})
_EDGES = (
    "border", "border-top", "border-right", "border-bottom", "border-left", "border-width",
    "outline", "box-shadow",
)  # fmt: skip
_GROWS = (*_EDGES, "min-width", "min-height", "padding-top", "padding-left", "transform", "scale")
_THIN = 4.0  # pixels: the width of lines such as those drawn under links
_LENGTH = re.compile(r"(?<![\w#.])\d[\w.]*")
_SHEER = 0.7  # of a box: up to it, words beneath are read through it
_MOST = 200  # children of one element that are looked at


def behind(element: Any, own: Look, cascade: Cascade) -> Look:
    """The look of an element, given the boxes and pictures that are placed in it freely."""
    for part in ("before", "after"):
        declared = cascade.declared(element, part)
        if _is_free(declared) and "content" in declared and _fills(declared):
            box = look(element, declared, own)
            own = own if box.gone else _over(declared, box, own)
    for at, child in enumerate(element[:_MOST]):
        if isinstance(child.tag, str):
            declared = cascade.declared(child)
            if _is_free(declared) and not _says(child) and not look(child, declared, own).gone:
                own = _with(element, at, declared, own)
    return own


def _with(element: Any, at: int, declared: dict[str, str], own: Look) -> Look:
    """The look of an element with its child at this place, a free box without words."""
    child = element[at]
    if child.tag in _PICTURES:
        return own if is_tiny(child) else replace(own, back=None)
    if not _fills(declared):
        return own
    found = _over(declared, look(child, declared, own), own)
    hidden = found.covered and _stands_before(element, at)
    return replace(found, doubt=own.doubt or hidden)


def _over(declared: dict[str, str], box: Look, own: Look) -> Look:
    """The look of an element that a free box fills.

    Browsers paint free boxes over all words around them that are in no free box themselves.
    """
    painted = _shade(declared, box) > _SHEER and not _is_below(declared)
    return replace(own, back=box.back, covered=own.covered or painted)


def _shade(declared: dict[str, str], box: Look) -> float:
    """How much of what is beneath it a box hides, from 0 to 1."""
    colors = named_colors(declared.get("background-color", ""))
    return max((one[3] for one in colors), default=0.0) * box.opacity


def _is_below(declared: dict[str, str]) -> bool:
    return (pixels(declared.get("z-index", "0")) or 0) < 0


def paints(declared: dict[str, str]) -> bool:
    """Whether a box paints more than a thin line: its ground, or wide edges and shadows."""
    sides = [pixels(declared.get(name, "auto")) for name in ("width", "height")]
    line = any(one is not None and one <= _THIN for one in sides)
    grown = any(_is_wide(declared.get(name, "")) for name in _GROWS)
    if line and not grown:
        return False
    edged = any(named_colors(declared.get(name, "")) for name in _EDGES)
    return bool(named_colors(declared.get("background-color", ""))) or (grown and edged)


def _is_wide(value: str) -> bool:
    """Whether a value names a function or a length beyond that of a line."""
    lengths = (pixels(one) for one in _LENGTH.findall(value))
    return (
        "calc" in value
        or "scale" in value
        or any(one is not None and one > _THIN for one in lengths)
    )


def _is_free(declared: dict[str, str]) -> bool:
    return declared.get("position") in {"absolute", "fixed"}


def _fills(declared: dict[str, str]) -> bool:
    """Whether a box is as large as the one it is placed in."""
    across = all(pixels(declared.get(side, "auto")) == 0 for side in ("left", "right"))
    down = all(pixels(declared.get(side, "auto")) == 0 for side in ("top", "bottom"))
    wide = (pixels(declared.get("width", "auto"), whole=1e6) or 0) >= 1e6
    high = (pixels(declared.get("height", "auto"), whole=1e6) or 0) >= 1e6
    return (across or wide) and (down or high)


def _says(element: Any) -> bool:
    return any(char.isalnum() for one in element.itertext() for char in one[:200])


def _stands_before(element: Any, at: int) -> bool:
    """Whether words stand before the child at this place."""
    texts = [element.text or "", *(one.tail or "" for one in element[:at])]
    return any(text.strip() for text in texts) or any(
        isinstance(one.tag, str) and _says(one) for one in element[:at]
    )
