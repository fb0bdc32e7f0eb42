"""What is placed behind the text of a web page, or over it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from contract_kit.read.html_lost import is_tiny
from contract_kit.read.lengths import pixels
from contract_kit.read.looks import look

if TYPE_CHECKING:
    from contract_kit.read.css import Cascade
    from contract_kit.read.looks import Look

_PICTURES = frozenset({"img", "picture", "video", "canvas", "svg"})
_MOST = 200  # children of one element that are looked at


def behind(element: Any, own: Look, cascade: Cascade) -> Look:
    """The look of an element, given the boxes and pictures that are placed in it freely."""
    for part in ("before", "after"):
        declared = cascade.declared(element, part)
        if _is_free(declared) and "content" in declared and _fills(declared):
            own = replace(own, back=look(element, _painted(declared), own).back)
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
    ground = look(child, declared, own).back
    if not _fills(declared) or ground == own.back:
        over_all = _fills(declared) and "background-color" in declared
        return replace(own, doubt=True) if over_all and _stands_before(element, at) else own
    opaque = look(child, declared, replace(own, back=None)).back is not None
    over = opaque and _stands_before(element, at)
    return replace(own, doubt=True) if over else replace(own, back=ground)


def _painted(declared: dict[str, str]) -> dict[str, str]:
    names = ("background-color", "background-image")
    return {name: declared[name] for name in names if name in declared}


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
