"""Whether the value of a declaration is one that browsers take; they drop all others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contract_kit.read.colors import read_color
from contract_kit.read.lengths import pixels

if TYPE_CHECKING:
    from collections.abc import Callable

_EVERYWHERE = frozenset({"inherit", "initial", "unset", "revert", "revert-layer"})
_BOXES = frozenset({
    "none", "block", "inline", "inline-block", "flow", "flow-root", "flex", "inline-flex", "grid",
    "inline-grid", "table", "inline-table", "table-row", "table-cell", "table-row-group",
    "table-header-group", "table-footer-group", "table-column", "table-column-group",
    "table-caption", "list-item", "contents", "run-in", "ruby", "ruby-text", "ruby-base",
    "ruby-text-container", "ruby-base-container", "math", "box", "inline-box", "-webkit-box",
    "-webkit-inline-box", "-webkit-flex", "-webkit-inline-flex", "subgrid",
})  # fmt: skip
_WORDS = {
    "display": _BOXES,
    "visibility": frozenset({"visible", "hidden", "collapse"}),
    "position": frozenset({"static", "relative", "absolute", "fixed", "sticky", "-webkit-sticky"}),
    "overflow": frozenset({"visible", "hidden", "clip", "scroll", "auto", "overlay"}),
    "float": frozenset({"none", "left", "right", "inline-start", "inline-end"}),
    "white-space": frozenset({
        "normal", "pre", "nowrap", "pre-wrap", "pre-line", "break-spaces", "collapse", "wrap",
        "preserve", "preserve-breaks", "balance", "pretty", "stable",
    }),
    "content-visibility": frozenset({"visible", "auto", "hidden"}),
}  # fmt: skip
_SIZES = frozenset({
    "xx-small", "x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large",
    "smaller", "larger", "math",
})  # fmt: skip
_EXTENTS = frozenset({
    "auto", "none", "min-content", "max-content", "fit-content", "stretch", "contain", "available",
    "fill-available", "-webkit-fill-available", "-moz-available", "-moz-fit-content", "intrinsic",
    "-webkit-fit-content", "-webkit-max-content", "-webkit-min-content", "normal",
})  # fmt: skip
_PLACES = (
    "left", "right", "top", "bottom", "width", "height", "max-width", "max-height", "margin-left",
    "margin-top", "letter-spacing",
)  # fmt: skip
_COLORS = ("color", "background-color", "text-fill-color")
_SYSTEM = re.compile(
    r"currentcolor|transparent|none|-webkit-[a-z-]+|-moz-[a-z-]+|(?:active|visited)?text|linktext"
    r"|button(?:face|text|border)|field(?:text)?|highlight(?:text)?|selecteditem(?:text)?|mark"
    r"|marktext|graytext|accentcolor(?:text)?|infobackground|infotext|menu|menutext|threed\w+"
    r"|context-(?:fill|stroke)|canvas|canvastext|window|windowtext"
)
_CALL = re.compile(r"[a-z-]+\(.*\)", re.DOTALL)
_SHARE = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?%?")


def is_valid(name: str, value: str) -> bool:
    """Whether browsers take a value, in small letters, for a property; unsure ones are taken."""
    if not value:
        return name.startswith("--")
    if value in _EVERYWHERE or "var(" in value or "env(" in value:
        return True
    if name in _WORDS:
        return set(value.split()) <= _WORDS[name]
    test = _TESTS.get(name)
    return test is None or test(value)


def _is_call(value: str) -> bool:
    return _CALL.fullmatch(value) is not None


def _is_length(value: str, least: float = float("-inf")) -> bool:
    if _is_call(value):
        return True
    found = pixels(value)
    return found is not None and found >= least


def _is_color(value: str) -> bool:
    if read_color(value) is not None or _SYSTEM.fullmatch(value):
        return True
    return value.startswith(("color-mix(", "light-dark(", "url(")) or (
        _is_call(value) and ("(from " in value or "calc(" in value or value.startswith("color("))
    )


def _is_share(value: str) -> bool:
    return _SHARE.fullmatch(value) is not None or _is_call(value)


_TESTS: dict[str, Callable[[str], bool]] = {
    **dict.fromkeys(_COLORS, _is_color),
    **dict.fromkeys(_PLACES, lambda value: value in _EXTENTS or _is_length(value)),
    "opacity": _is_share,
    "font-size": lambda value: value in _SIZES or _is_length(value, least=0.0),
}
