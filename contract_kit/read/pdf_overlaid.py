"""Letters of a PDF page that others, in the colour of the ground, are drawn over.

Where both are drawn, a faint rim of the first may be left: that is no word that can be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy

from contract_kit.read.pdf_groups import core, met_by

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from contract_kit.read.pdf_boxes import Color, Pixels
    from contract_kit.read.pdf_objects import Object

_MANY = 5_000  # pieces of text on one page, from which they are not compared
_RIM = 0.27  # of the contrast of letters: less is left where others cover them
_CHANGE = 16  # of 255, the least difference of a pixel that is seen


def overlaid(texts: list[Object], covers: Collection[int]) -> list[Object]:
    """The pieces of text, in the order they are drawn, that lie under or over each other.

    `covers` are the keys of those that may hide others that were drawn before.
    """
    if len(texts) > _MANY:
        return []
    boxes = numpy.array([core(one.box) for one in texts])
    found: set[int] = set()
    for at, one in enumerate(texts):
        if one.key in covers and len(under := numpy.flatnonzero(met_by(boxes[:at], boxes[at]))):
            found.update([at, *under.tolist()])
    return [texts[at] for at in sorted(found)]


class Overlaid:
    """Tells what is left of letters that lie under or over others.

    `shown` is the page, `without` the same without these letters; `colors` are theirs, by the keys
    of the pieces of text.
    """

    def __init__(
        self,
        shown: NDArray[numpy.uint8],
        without: NDArray[numpy.uint8],
        colors: dict[int, Color | None],
    ) -> None:
        self._change = numpy.maximum(shown, without) - numpy.minimum(shown, without)
        self._ground, self._colors = without, colors

    def sees(self, key: int, place: Pixels, least: float) -> bool:
        """Whether more than `least` rows of a letter stand out; so do letters not known here."""
        color = self._colors.get(key)
        if color is None:
            return True
        left, top, right, bottom = place
        ground: Any = numpy.median(self._ground[top:bottom, left:right], axis=(0, 1))
        contrast = float(numpy.abs(ground - numpy.array(color[::-1])).max())
        rows = self._change[top:bottom, left:right].max(axis=(1, 2))
        strong = rows >= max(_RIM * contrast, _CHANGE)
        return contrast >= _CHANGE and int(strong.sum()) > least
