"""Pieces of text of a PDF page that may be unseen, those that lie on each other parted.

One may hide another, so that they cannot be looked at together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy

from contract_kit.read.pdf_type import text_of

if TYPE_CHECKING:
    from contract_kit.read.pdf_boxes import Box
    from contract_kit.read.pdf_objects import Object

_GROUPS = 4  # on one page: each is drawn
_MANY = 5_000  # pieces of text on one page, from which they are not parted
_EDGE = 0.2  # share of a piece of text that may lie on the next line
_ALIKE = 1.0  # points


def parted(texts: list[Object], textpage: Any, raw: Any) -> list[list[Object]]:
    """The pieces of text in groups; what says the same twice in one place stays together."""
    if len(texts) > _MANY:
        return [texts]
    boxes = numpy.array([core(one.box) for one in texts])
    number = numpy.zeros(len(texts), dtype=int)
    for at, one in enumerate(texts):
        met = numpy.flatnonzero(met_by(boxes[:at], boxes[at]))
        twins = (
            two
            for two in met[:_GROUPS]
            if abs(boxes[two] - boxes[at]).max() < _ALIKE
            and _words(texts[two], textpage, raw) in (_words(one, textpage, raw), [])
        )
        twin = next(twins, None)
        taken = set(number[met])
        free = (group for group in range(_GROUPS - 1) if group not in taken)
        number[at] = number[twin] if twin is not None else next(free, _GROUPS - 1)
    return [
        [one for one, its in zip(texts, number, strict=True) if its == group]
        for group in sorted(set(number))
    ]


def _words(one: Object, textpage: Any, raw: Any) -> list[str]:
    return text_of(one.handle, textpage, raw).split()


def core(box: Box) -> Box:
    """A box without the edge that the next line may reach into."""
    edge = _EDGE * min(box[2] - box[0], box[3] - box[1])
    return box[0] + edge, box[1] + edge, box[2] - edge, box[3] - edge


def met_by(boxes: Any, one: Any) -> Any:
    """Which of the rows of boxes have something in common with one."""
    return (
        (boxes[:, 0] < one[2])
        & (boxes[:, 2] > one[0])
        & (boxes[:, 1] < one[3])
        & (boxes[:, 3] > one[1])
    )
