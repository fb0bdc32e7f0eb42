"""Boxes on a PDF page: left, bottom, right, top, in points; and colours of what fills them."""

from __future__ import annotations

import ctypes
from typing import Any

import numpy

Color = tuple[int, int, int]
_ALIKE = 64  # of 255, from which colours are surely told apart
_AT_ONCE = 1_000_000  # pairs of boxes that are compared at once
Box = tuple[float, float, float, float]
Pixels = tuple[int, int, int, int]  # left, top, right, bottom


def moved(box: Box, form: Any) -> Box:
    """A box in a form as a box of what the form stands in."""
    points = [
        (form.a * x + form.c * y + form.e, form.b * x + form.d * y + form.f)
        for x in (box[0], box[2])
        for y in (box[1], box[3])
    ]
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)


def is_cut(box: Box, clips: tuple[Box | None, ...]) -> bool:
    """Whether a box reaches beyond one of some, None where that is hard to tell."""
    return any(clip is None or not _within(box, clip) for clip in clips)


def clips_of(handle: Any, raw: Any) -> tuple[Box | None, ...]:
    """The boxes of what is let through of an object, None for one that is hard to tell."""
    clip = raw.FPDFPageObj_GetClipPath(handle)
    paths = raw.FPDFClipPath_CountPaths(clip) if clip else 0
    if paths < 1:
        return ()
    counts = [raw.FPDFClipPath_CountPathSegments(clip, path) for path in range(paths)]
    return tuple(
        _clip_box(clip, path, count, raw) if 0 < count < 100 else None
        for path, count in enumerate(counts)
    )


def _clip_box(clip: Any, path: int, count: int, raw: Any) -> Box:
    x, y = ctypes.c_float(), ctypes.c_float()
    points = []
    for at in range(count):
        segment = raw.FPDFClipPath_GetPathSegment(clip, path, at)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((x.value, y.value))
    across, up = [one for one, _ in points], [one for _, one in points]
    return min(across), min(up), max(across), max(up)


def meet(one: Box, two: Box) -> bool:
    """Whether two boxes have something in common."""
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def alike(one: Box, two: Box) -> bool:
    """Whether two boxes are the same, but for a point."""
    return all(abs(a - b) < 1 for a, b in zip(one, two, strict=True))


def _within(one: Box, two: Box) -> bool:
    """Whether a box lies in another, but for a small part."""
    slack = 0.2 * (one[3] - one[1]) + 1
    return (
        one[0] >= two[0] - slack
        and one[1] >= two[1] - slack
        and one[2] <= two[2] + slack
        and one[3] <= two[3] + slack
    )


def united(boxes: list[Box]) -> Box:
    """The box around some."""
    left, bottom, right, top = zip(*boxes, strict=True)
    return min(left), min(bottom), max(right), max(top)


def often_met(boxes: list[Box], others: list[Box], least: int) -> list[int]:
    """Which boxes have something in common with at least so many others."""
    if len(others) < least or not boxes:
        return []
    left, bottom, right, top = numpy.array(others).T
    found: list[int] = []
    step = max(_AT_ONCE // len(others), 1)
    for first in range(0, len(boxes), step):
        some = numpy.array(boxes[first : first + step])[:, :, None]
        met = (left < some[:, 2]) & (right > some[:, 0]) & (bottom < some[:, 3])
        met &= top > some[:, 1]
        found += (first + numpy.flatnonzero(met.sum(axis=1) >= least)).tolist()
    return found


def near_in_color(one: Color | None, two: Color | None) -> bool:
    """Whether text of one colour may not be seen on another, or on a picture."""
    return (
        one is None
        or two is None
        or all(abs(a - b) < _ALIKE for a, b in zip(one, two, strict=True))
    )
