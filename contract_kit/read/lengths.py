"""Lengths of style sheets in pixels."""

from __future__ import annotations

import re

_LENGTH = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?)([a-z]*|%)")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)")
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
_FONT = (0.0, 10.0, 13.0, 16.0, 18.0, 24.0, 32.0, 48.0)


def pixels(text: str, *, size: float = 16.0, whole: float = 1280.0) -> float | None:
    """A length in pixels; `size` is that of the letters, `whole` what a percentage is of.

    None where it is no single length. In `calc()` a lone product with figures is worked out.
    """
    text = text.strip()
    if text.startswith("calc("):
        return _calculated(text[5:].rstrip(")"), size, whole)
    match = _LENGTH.fullmatch(text)
    if match is None:
        return None
    figure, unit = float(match[1]), match[2]
    if unit == "%":
        return figure / 100 * whole
    by = _OF_LETTERS[unit] * size if unit in _OF_LETTERS else _PIXELS.get(unit)
    return None if by is None else figure * by


def _calculated(text: str, size: float, whole: float) -> float | None:
    total = 1.0
    for part in text.split("*"):
        one = pixels(part, size=size, whole=whole)
        if one is None:
            return None
        total *= one
    return total


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
    match = _NUMBER.match(text)
    if match is None:
        return 1.0
    return min(max(float(match[0]) / (100 if text.endswith("%") else 1), 0.0), 1.0)
