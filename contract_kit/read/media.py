"""Conditions of style sheets: whether they hold on an ordinary screen.

It is 1280 pixels wide and 800 high, in light colours, with a mouse, one dot a pixel.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import tinycss2

from contract_kit.digits import shortened
from contract_kit.read.declarations import is_known
from contract_kit.read.lengths import pixels
from contract_kit.read.valid import is_valid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Test = Callable[[str], bool | None]

_FIGURES = {
    "width": 1280.0, "height": 800.0, "device-width": 1280.0, "device-height": 800.0,
    "inline-size": 1280.0, "block-size": 800.0, "aspect-ratio": 1.6, "device-aspect-ratio": 1.6,
    "resolution": 1.0, "device-pixel-ratio": 1.0, "color": 8.0, "color-index": 0.0,
    "monochrome": 0.0, "grid": 0.0,
}  # fmt: skip
_WORDS = {
    "orientation": "landscape", "prefers-color-scheme": "light", "hover": "hover",
    "any-hover": "hover", "pointer": "fine", "any-pointer": "fine", "scripting": "enabled",
    "prefers-reduced-motion": "no-preference", "prefers-contrast": "no-preference",
    "prefers-reduced-data": "no-preference", "prefers-reduced-transparency": "no-preference",
    "forced-colors": "none", "inverted-colors": "none", "update": "fast", "scan": "progressive",
    "display-mode": "browser", "color-gamut": "srgb", "dynamic-range": "standard",
    "video-dynamic-range": "standard", "overflow-block": "scroll", "overflow-inline": "scroll",
    "transform-3d": "1",
}  # fmt: skip
_NOTHING = frozenset({"none", "no-preference"})
_ABSENT = re.compile(r"-(?:ms|moz|o)-")
_RANGE = re.compile(r"(.*?)([<>]=?|=)([^<>=]+)(?:([<>]=?|=)(.*))?$", re.DOTALL)
_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "="}
_RATIO = re.compile(r"([\d.]+)\s*/\s*([\d.]+)$")
_DOTS = re.compile(r"([\d.]+)(dppx|x|dpi|dpcm)$")
_PER_DOT = {"dppx": 1.0, "x": 1.0, "dpi": 96.0, "dpcm": 37.8}
_DEEPEST = 12  # conditions within each other


def media(query: str) -> bool | None:
    """Whether a media query, or the condition of a container, holds; None if that is unknown."""
    tokens = tinycss2.parse_component_value_list(shortened(query.lower()), skip_comments=True)
    if not query.strip():
        return True
    lists: list[list[Any]] = [[]]
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            lists.append([])
        else:
            lists[-1].append(token)
    return _any(_condition(one, _feature, 0) for one in lists)


def on_screen(query: str) -> bool:
    """Whether a media query surely holds."""
    return media(query) is True


def container(prelude: str) -> bool | None:
    """Whether the condition of `@container` holds for one as wide as the page."""
    start = prelude.find("(")
    head = prelude[:start].split() if start >= 0 else []
    if start < 0 or any(one.endswith("style") for one in head):
        return None
    return media(("not " if "not" in head else "") + prelude[start:])


def supports(condition: str) -> bool | None:
    """Whether `@supports` holds for a browser of today."""
    tokens = tinycss2.parse_component_value_list(shortened(condition.lower()), skip_comments=True)
    return _condition(tokens, _supported, 0)


def _any(values: Iterable[bool | None]) -> bool | None:
    found = list(values)
    return True if True in found else None if None in found else False


def _all(values: Iterable[bool | None]) -> bool | None:
    found = list(values)
    return False if False in found else None if None in found else True


def _condition(tokens: list[Any], test: Test, depth: int) -> bool | None:
    tokens = [one for one in tokens if one.type != "whitespace"]
    if not tokens or depth > _DEEPEST:
        return None
    if _word(tokens[0]) == "not":
        value = _condition(tokens[1:], test, depth + 1)
        return None if value is None else not value
    values: list[bool | None] = []
    either = False
    for token in tokens:
        word = _word(token)
        if word == "or":
            either = True
        elif word not in {"and", "only"}:
            values.append(_term(token, word, test, depth))
    return _any(values) if either else _all(values)


def _word(token: Any) -> str:
    return str(token.value) if token.type == "ident" else ""


def _term(token: Any, word: str, test: Test, depth: int) -> bool | None:
    if word:
        return word in {"all", "screen"}
    if token.type != "() block":
        return test(tinycss2.serialize([token]))
    inner = [one for one in token.content if one.type != "whitespace"]
    if inner and (inner[0].type == "() block" or _word(inner[0]) == "not"):
        return _condition(inner, test, depth + 1)
    return test(tinycss2.serialize(token.content).strip())


def _feature(text: str) -> bool | None:
    """Whether `min-width: 600px`, `width < 600px`, or `hover` holds."""
    if _ABSENT.match(text):
        return False
    text = text.removeprefix("-webkit-")
    name, colon, value = (one.strip() for one in text.partition(":"))
    if not colon:
        return _ranged(text)
    if name in _WORDS:
        return _WORDS[name] == value
    for start, sign in (("min-", ">="), ("max-", "<="), ("", "=")):
        if name.startswith(start) and name.removeprefix(start) in _FIGURES:
            return _compared(_FIGURES[name.removeprefix(start)], sign, _figure(value))
    return None


def _ranged(text: str) -> bool | None:
    match = _RANGE.match(text)
    if match is None:
        word = _WORDS.get(text)
        if text in _FIGURES:
            return bool(_FIGURES[text])
        return None if word is None else word not in _NOTHING
    one, sign, two, second, three = (part and part.strip() for part in match.groups())
    if one in _FIGURES and not second:
        return _compared(_FIGURES[one], sign, _figure(two))
    if two not in _FIGURES:
        return None
    first = _compared(_FIGURES[two], _TURNED[sign], _figure(one))
    return _all((first, _compared(_FIGURES[two], second, _figure(three)))) if second else first


def _figure(text: str) -> float | None:
    if match := _RATIO.match(text):
        return float(match[1].strip(".") or 0) / (float(match[2].strip(".") or 0) or 1e-9)
    if match := _DOTS.match(text):
        return float(match[1].strip(".") or 0) / _PER_DOT[match[2]]
    return pixels(text)


def _compared(figure: float, sign: str, other: float | None) -> bool | None:
    if other is None:
        return None
    return {
        "<": figure < other,
        ">": figure > other,
        "<=": figure <= other,
        ">=": figure >= other,
        "=": abs(figure - other) < 0.01,
    }[sign]


def _supported(text: str) -> bool | None:
    """Whether a browser of today knows a declaration."""
    name, colon, value = (one.strip() for one in text.partition(":"))
    if not colon or "(" in name:
        return None
    if _ABSENT.match(name) or _ABSENT.match(value):
        return False
    return is_valid(name, value) if is_known(name.removeprefix("-webkit-")) else None
