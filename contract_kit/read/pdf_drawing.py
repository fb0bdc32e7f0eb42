"""A PDF page drawn as a picture, and where on it a box of the page lies."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

import numpy

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from contract_kit.read.pdf_boxes import Box, Pixels

_PIXELS = 1_500_000
_LONGEST = 15_000  # pixels, the longest side; the format itself ends at 14,400 points


def picture_of(page: Any) -> NDArray[numpy.uint8]:
    """A page as it is shown, one pixel to a point or, of a large or long one, fewer."""
    width, height = page.get_width(), page.get_height()
    scale = min(1.0, (_PIXELS / max(width * height, 1)) ** 0.5, _LONGEST / max(width, height, 1))
    bitmap = page.render(scale=scale)
    try:
        return numpy.array(bitmap.to_numpy()[:, :, :3])
    finally:
        bitmap.close()


def pixels(page: Any, raw: Any, shape: tuple[int, ...]) -> Callable[[Box], Pixels]:
    """What gives the pixels of a box on the page: left, top, right, bottom, within its picture.

    `shape` is the height and width of the picture; the page may be turned and cut.
    """
    height, width = shape[:2]
    fine = 64
    x, y = ctypes.c_int(), ctypes.c_int()
    corners = []
    for at in ((0.0, 0.0), (1000.0, 0.0), (0.0, 1000.0)):
        raw.FPDF_PageToDevice(page.raw, 0, 0, width * fine, height * fine, 0, *at, x, y)
        corners.append((x.value / fine, y.value / fine))
    (first, second), across, up = corners
    steps = [((b[0] - first) / 1000, (b[1] - second) / 1000) for b in (across, up)]

    def place(x: float, y: float) -> tuple[float, float]:
        return (
            first + steps[0][0] * x + steps[1][0] * y,
            second + steps[0][1] * x + steps[1][1] * y,
        )

    def find(box: Box) -> Pixels:
        one, two = place(box[0], box[1]), place(box[2], box[3])
        left, right = sorted((one[0], two[0]))
        top, bottom = sorted((one[1], two[1]))
        return (
            min(max(int(left), 0), width),
            min(max(int(top), 0), height),
            min(max(int(right + 1), 0), width),
            min(max(int(bottom + 1), 0), height),
        )

    return find
