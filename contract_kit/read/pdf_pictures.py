"""Pictures and outlines on a PDF page that look like lines of text."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy

if TYPE_CHECKING:
    from contract_kit.read.pdf_boxes import Pixels

_DARK = 160  # of 255, from which a pixel is no ink
_HEIGHT = (4, 22)  # pixels, one to a point, of a line of text
_INK = (0.03, 0.5)  # share of the pixels of a line of text
_WIDTH = 0.4  # share of the picture that a line reaches over
_STROKES = 12  # so many letters' strokes, at least, are in the densest row of a line
_LINES = 3  # so many lines are a passage
_PURE = 0.6  # share of all ink that stands in lines


def looks_like_text(picture: Any, place: Pixels) -> bool:
    """Whether a part of a page, drawn without its text, shows lines of it all the same.

    `picture` holds the colours of the pixels, one to a point.
    """
    left, top, right, bottom = place
    part = picture[top:bottom, left:right].min(axis=2) < _DARK
    if not part.any():
        return False
    rows = numpy.concatenate(([False], part.any(axis=1), [False]))
    edges = numpy.flatnonzero(rows[1:] != rows[:-1])
    lines = [part[a:b] for a, b in list(pairwise(edges))[::2] if _is_line(part[a:b])]
    return len(lines) >= _LINES and sum(one.sum() for one in lines) >= _PURE * part.sum()


def _is_line(band: Any) -> bool:
    """Whether rows of ink are as high, as wide, as dark and as often broken as a line of text."""
    if not _HEIGHT[0] <= len(band) <= _HEIGHT[1]:
        return False
    inked = numpy.flatnonzero(band.any(axis=0))
    wide = inked[-1] - inked[0] + 1
    if wide < _WIDTH * band.shape[1]:
        return False
    strokes = (band[:, 1:] & ~band[:, :-1]).sum(axis=1).max()
    return bool(strokes >= _STROKES and _INK[0] <= band.sum() / (wide * len(band)) <= _INK[1])
