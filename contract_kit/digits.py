"""Whole numbers out of foreign text: within bounds, or none at all."""

from __future__ import annotations

import re

_LONG = re.compile(r"([0-9]{40})[0-9]+")
_WHOLE = re.compile(r"\s{0,9}([-+]?[0-9]{1,18})\s{0,9}", re.ASCII)


def whole(text: str | None, *, least: int = 0, most: int = 10**9) -> int | None:
    """The whole number that `text` is, from `least` to `most`; None for anything else.

    Superscripts, figures of other scripts and numbers too long to mean anything are no numbers.
    """
    match = _WHOLE.fullmatch(text) if text else None
    number = int(match[1]) if match else None
    return number if number is not None and least <= number <= most else None


def shortened(text: str) -> str:
    """The text with no run of more than 40 figures: longer numbers mean nothing, and cost much."""
    return _LONG.sub(r"\1", text)
