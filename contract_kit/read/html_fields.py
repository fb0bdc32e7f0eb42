"""What the fields of a form on a web page show, and the whole numbers of attributes."""

from __future__ import annotations

import re
from typing import Any

_WHOLE = re.compile(r"\s{0,20}([+-]?\d{1,6})(?!\d)", re.ASCII)
_WITHOUT_TEXT = frozenset({"hidden", "password", "file", "image", "color", "range"})
_FIGURES = frozenset({"number", "date", "time", "month", "week", "datetime-local"})
_FIGURE = re.compile(r"[0-9eETW:.+-]{1,40}", re.ASCII)
"""What fields of numbers and times show; they drop all else."""
_BOXES = {True: " ☒ ", False: " ☐ "}


def whole_number(text: str | None, default: int) -> int:
    """The whole number an attribute begins with, as browsers read it; below a million."""
    match = _WHOLE.match(text or "")
    return int(match[1]) if match else default


def shown_value(element: Any) -> str:
    """The text in a field: a value, a box with its tick, what is chosen from a list."""
    if element.tag == "select":
        return _chosen(element)
    kind = (element.get("type") or "text").strip().lower()
    if element.tag != "input" or kind in _WITHOUT_TEXT:
        return ""
    if kind in {"checkbox", "radio"}:
        return _BOXES[element.get("checked") is not None]
    value = element.get("value") or ""
    if kind in _FIGURES and not _FIGURE.fullmatch(value.strip()):
        return ""
    return f" {value} " if value else ""


def _chosen(element: Any) -> str:
    options = list(element.iter("option"))
    chosen = [one for one in options if one.get("selected") is not None]
    if not chosen and element.get("multiple") is None:
        chosen = options[:1]
    texts = (" ".join("".join(one.itertext()).split()) for one in chosen)
    return f" {', '.join(texts)} "
