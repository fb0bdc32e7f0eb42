"""Words of a PDF page that a line goes through, drawn or laid over them as a note: deleted ones."""

from __future__ import annotations

import ctypes
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from contract_kit.read.pdf_boxes import Box

_THICK = 2.5  # points; a thicker bar is a shape that covers
_LONG = 4.0  # points; a shorter line is a sign of its own
_LOW, _HIGH = 0.12, 0.55  # of the letters' size over their foot: where a line goes through them
_MOST = 0.75  # of a word's length that the lines through it take
_BEYOND = 6.0  # points; a line that reaches further than the words is no stroke through them
_STEP = 16  # points; lines are looked up by their height


def bars(boxes: Iterable[Box]) -> list[Box]:
    """The boxes that are level lines."""
    return [one for one in boxes if one[3] - one[1] <= _THICK and one[2] - one[0] >= _LONG]


class Struck:
    """Tells the words that `lines` go through; `raw` and `textpage` are those of PDFium."""

    def __init__(self, lines: Iterable[Box], raw: Any, textpage: Any) -> None:
        self._raw, self._text = raw, textpage
        self._lines: defaultdict[int, list[Box]] = defaultdict(list)
        for one in lines:
            self._lines[int(_middle(one) // _STEP)].append(one)
        self._point = [ctypes.c_double() for _ in range(2)]
        self._sides = [ctypes.c_double() for _ in range(4)]

    def struck(
        self, words: Iterable[re.Match[str]], index: Callable[[int], int]
    ) -> list[re.Match[str]]:
        """The words that lines go through; `index` gives a letter's number on the page.

        A line that begins before the words it goes through, or ends after them, is a rule.
        """
        if not self._lines:
            return []
        crossed = [(match, *self._crossing(match, index)) for match in words]
        ends: dict[Box, tuple[float, float]] = {}
        for _, (left, right), through in crossed:
            for one in through:
                known = ends.get(one, (left, right))
                ends[one] = min(known[0], left), max(known[1], right)
        fits = {
            one
            for one, (left, right) in ends.items()
            if one[0] >= left - _BEYOND and one[2] <= right + _BEYOND
        }
        return [
            match
            for match, (left, right), through in crossed
            if _taken(left, right, fits.intersection(through)) >= _MOST * max(right - left, 0.1)
        ]

    def _crossing(
        self, match: re.Match[str], index: Callable[[int], int]
    ) -> tuple[tuple[float, float], list[Box]]:
        """Where a word begins and ends, and the lines through its height that touch it."""
        places = [at for at, char in enumerate(match[0], match.start()) if char.isalnum()]
        if not places:
            return (0.0, 0.0), []
        first, last = index(places[0]), index(places[-1])
        x, y = self._point
        self._raw.FPDFText_GetCharOrigin(self._text, first, x, y)
        size = self._raw.FPDFText_GetFontSize(self._text, first)
        low, high = y.value + _LOW * size, y.value + _HIGH * size
        near = [
            one
            for step in range(int(low // _STEP), int(high // _STEP) + 1)
            for one in self._lines.get(step, ())
            if low <= _middle(one) <= high
        ]
        if not near:
            return (0.0, 0.0), []
        left, right = self._edges(first)[0], self._edges(last)[1]
        return (left, right), [one for one in near if one[0] < right and one[2] > left]

    def _edges(self, at: int) -> tuple[float, float]:
        left, right, bottom, top = self._sides
        self._raw.FPDFText_GetCharBox(self._text, at, left, right, bottom, top)
        return left.value, right.value


def _middle(line: Box) -> float:
    return (line[1] + line[3]) / 2


def _taken(left: float, right: float, lines: Iterable[Box]) -> float:
    """How much of a word lines go through."""
    return sum(max(min(one[2], right) - max(one[0], left), 0.0) for one in lines)
