"""Lengths of style sheets in pixels."""

from __future__ import annotations

import re
from typing import Any

import tinycss2

from contract_kit.digits import shortened

_LENGTH = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?)([a-z]*|%)")
_PIXELS = {
    "": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 37.8, "mm": 3.78, "q": 0.945,
    "rem": 16.0, "vw": 12.8, "vh": 8.0, "dvw": 12.8, "dvh": 8.0, "svh": 8.0, "lvh": 8.0,
    "vmin": 8.0, "vmax": 12.8,
}  # fmt: skip
_OF_LETTERS = {"em": 1.0, "ex": 0.5, "ch": 0.5, "lh": 1.2, "ic": 1.0, "cap": 0.7}
_SIZES = {
    "xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0,
    "x-large": 24.0, "xx-large": 32.0, "xxx-large": 48.0,
}  # fmt: skip
_DEEPEST = 20  # brackets within each other
_FONT = (0.0, 10.0, 13.0, 16.0, 18.0, 24.0, 32.0, 48.0)


def pixels(text: str, *, size: float = 16.0, whole: float = 1280.0) -> float | None:
    """A length in pixels; `size` is that of the letters, `whole` what a percentage is of.

    None where it is no single length. `calc()`, `min()`, `max()` and `clamp()` are worked out.
    """
    text = shortened(text.strip())
    if "(" in text:
        tokens = tinycss2.parse_component_value_list(text, skip_comments=True)
        return _value(tokens[0], size, whole, 0) if len(tokens) == 1 else None
    match = _LENGTH.fullmatch(text)
    if match is None:
        return None
    return _length(float(match[1]), match[2], size, whole)


def _length(figure: float, unit: str, size: float, whole: float) -> float | None:
    if unit == "%":
        return figure / 100 * whole
    by = _OF_LETTERS[unit] * size if unit in _OF_LETTERS else _PIXELS.get(unit)
    return None if by is None else figure * by


def _value(token: Any, size: float, whole: float, depth: int) -> float | None:
    """What a figure, a bracket or a function such as `min()` comes to."""
    if depth > _DEEPEST:
        return None
    if token.type in {"number", "percentage", "dimension"}:
        unit = "%" if token.type == "percentage" else str(getattr(token, "unit", ""))
        return _length(token.value, unit.lower(), size, whole)
    if token.type == "() block":
        return _sum(token.content, size, whole, depth)
    if token.type != "function":
        return None
    name = token.lower_name.removeprefix("-webkit-")
    values = [_sum(one, size, whole, depth) for one in _arguments(token.arguments)]
    return _called(name, [one for one in values if one is not None], len(values))


def _called(name: str, values: list[float], count: int) -> float | None:
    if name == "env":
        return values[-1] if values else 0.0
    if len(values) != count:
        return None
    if name == "clamp" and count == 3:
        return max(values[0], min(values[1], values[2]))
    if name in {"min", "max"}:
        return min(values) if name == "min" else max(values)
    if name == "abs" and count == 1:
        return abs(values[0])
    return values[0] if name == "calc" and count == 1 else None


def _arguments(tokens: list[Any]) -> list[list[Any]]:
    found: list[list[Any]] = [[]]
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            found.append([])
        else:
            found[-1].append(token)
    return found


def _sum(tokens: list[Any], size: float, whole: float, depth: int) -> float | None:
    """A sum of products, worked out from left to right."""
    total, product, sign, by = 0.0, None, 1.0, "*"
    for token in tokens:
        if token.type == "whitespace":
            continue
        if token.type == "literal" and token.value in {"*", "/"}:
            by = token.value
        elif token.type == "literal" and token.value in {"+", "-"}:
            total += sign * (product or 0.0)
            product, sign = None, -1.0 if token.value == "-" else 1.0
        else:
            one = _value(token, size, whole, depth + 1)
            if one is None or (by == "/" and not one):
                return None
            product = one if product is None else product * one if by == "*" else product / one
            by = "*"
    return None if product is None else total + sign * product


def font_size(text: str, above: float) -> float:
    """The size of letters in pixels; `above` is that of the element around them."""
    if text in _SIZES:
        return _SIZES[text]
    if text in {"smaller", "larger"}:
        return above / 1.2 if text == "smaller" else above * 1.2
    found = pixels(text, size=above, whole=above)
    return above if found is None else min(max(found, 0.0), 10_000.0)


def font_element(text: str) -> float | None:
    """The size that `<font size>` asks for."""
    match = re.fullmatch(r"\s*([+-]?)(\d)\s*", text, re.ASCII)
    if match is None:
        return None
    step = int(match[2])
    at = step if not match[1] else 3 + (step if match[1] == "+" else -step)
    return _FONT[min(max(at, 1), 7)]


def share(text: str) -> float:
    """A share such as `0.5` or `50%`."""
    found = pixels(text, whole=1.0)
    return 1.0 if found is None else min(max(found, 0.0), 1.0)
