"""Letters of a PDF page that other letters are drawn on, so that neither can be read."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

import numpy

from contract_kit.read.pdf_overlaid import overlaid
from contract_kit.read.pdf_type import key_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from contract_kit.read.pdf_objects import Object

_LETTERS = 4_000  # letters that lie in such a place and are compared
_SOME = 12  # letters that are drawn on each other, from which words may be lost
_PART = 0.5  # of the size of a letter: those drawn on it have as much at least


def is_overprinted(
    texts: list[Object], textpage: Any, raw: Any, text: str, index: Callable[[int], int]
) -> bool:
    """Whether words of a page are drawn on other words.

    Letters drawn twice are not, nor are those on lines, dots and blanks or over large pale ones.
    """
    keys = {one.key for one in overlaid(texts, {one.key for one in texts})}
    if not keys:
        return False
    places = [at for at, char in enumerate(text) if char.isalnum()]
    owned = [(at, key_of(raw.FPDFText_GetTextObject(textpage, index(at)))) for at in places]
    owned = [(at, key) for at, key in owned if key in keys][:_LETTERS]
    if len(owned) < _SOME:
        return False
    boxes = numpy.array([_box(textpage, raw, index(at)) for at, _ in owned])
    owners = numpy.array([key for _, key in owned])
    letters = numpy.array([ord(text[at].lower()) for at, _ in owned])
    return _drawn_on(boxes, owners, letters) >= _SOME


def _box(textpage: Any, raw: Any, at: int) -> tuple[float, float, float, float]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(textpage, at, left, right, bottom, top)
    return left.value, bottom.value, right.value, top.value


def _drawn_on(
    boxes: NDArray[numpy.float64], owners: NDArray[numpy.int64], letters: NDArray[numpy.int64]
) -> int:
    """How many letters have another one of their size on them, and no equal one."""
    middle = (boxes[:, :2] + boxes[:, 2:]) / 2
    high = boxes[:, 3] - boxes[:, 1]
    count = 0
    for at, (left, bottom, right, top) in enumerate(boxes):
        inside = (middle[:, 0] > left) & (middle[:, 0] < right)
        inside &= (middle[:, 1] > bottom) & (middle[:, 1] < top) & (owners != owners[at])
        inside &= (high > _PART * high[at]) & (high < high[at] / _PART)
        on = letters[inside]
        count += bool(len(on)) and letters[at] not in on
    return count
