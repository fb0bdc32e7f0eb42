"""Where text of a Word file is cut off: rows, frames and boxes of a height that does not grow.

Words are not laid out but counted: of letters and lines as small as fonts have them, so that what
is called cut off is surely below the edge.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from contract_kit.ooxml.paragraphs import BOX, TC, TR, P, blocks
from contract_kit.ooxml.wordml import W, measure
from contract_kit.read.docx_boxes import Page, fixed_size, frame_height
from contract_kit.read.docx_lines import exact_height
from contract_kit.read.docx_margins import width_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.etree import _Element

    from contract_kit.read.docx_margins import Margins

_W = f"{{{W}}}"
_FRAME = f"{_W}pPr/{_W}framePr"
_WIDE = 0.4
"""The mean width of letters as a part of their size, in narrow fonts."""
_HIGH = 1.1
"""The height of lines as a part of the size of their letters."""
_SLICE = 0.25
"""A line is read though so much of it is cut off."""


class Extent(NamedTuple):
    """What a paragraph says, line breaks in it; the size of its letters and lines in points."""

    text: str
    size: float
    line: float | None = None

    @property
    def height(self) -> float:
        """The height of a line in points."""
        return _HIGH * self.size if self.line is None else self.line


class _Room(NamedTuple):
    """Paragraphs one below the other in a room of this width and height, in points."""

    paragraphs: tuple[_Element, ...]
    width: float
    height: float


class Overflow:
    """Finds what is cut off; `extent` measures a paragraph."""

    def __init__(self, page: Page, margins: Margins, extent: Callable[[_Element], Extent]) -> None:
        self._page = page
        self._margins = margins
        self._extent = extent
        self._looked: set[_Element] = set()
        self._letters: dict[_Element, int] = {}

    def letters(self, paragraph: _Element) -> int | None:
        """How many letters of a paragraph show, at most; None where all do."""
        around = next(paragraph.iterancestors(TC, BOX), None)
        frame = paragraph.find(_FRAME)
        place = paragraph if frame is not None else around
        if place is not None and place not in self._looked:
            self._looked.add(place)
            room = self._framed(paragraph, frame) if frame is not None else self._inside(place)
            if room is not None:
                self._fill(room)
        return self._letters.get(paragraph)

    def _inside(self, around: _Element) -> _Room | None:
        """The room that a box or a cell in a row of exact height gives."""
        size = fixed_size(around) if around.tag == BOX else self._cell(around)
        inner = tuple(one for one in blocks(around) if one.tag == P)
        return None if size is None else _Room(inner, *size)

    def _cell(self, cell: _Element) -> tuple[float, float] | None:
        row = next(cell.iterancestors(TR), None)
        height = None if row is None else exact_height(row)
        turned = (f"{_W}tcPr/{_W}{name}" for name in ("vMerge", "textDirection"))
        if height is None or any(cell.find(one) is not None for one in turned):
            return None
        width = width_of(cell) or self._page.width
        return width, max(height - self._margins.at(cell, "top"), 0.0)

    def _framed(self, paragraph: _Element, frame: _Element) -> _Room | None:
        """The room of a frame, in which the paragraphs before may stand, too."""
        height = frame_height(frame)
        if height is None:
            return None
        width = measure(frame.get(_W + "w"), points=0.05) or self._page.width
        same = sorted(frame.items())
        before = takewhile(
            lambda one: (its := one.find(_FRAME)) is not None and sorted(its.items()) == same,
            paragraph.itersiblings(preceding=True),
        )
        return _Room((*reversed(list(before)), paragraph), width, height)

    def _fill(self, room: _Room) -> None:
        """Lay the paragraphs into their room, one below the other."""
        used = 0.0
        for paragraph in room.paragraphs:
            found = self._extent(paragraph)
            needed = _lines(found, room.width)
            height = max(found.height, 0.1)
            used += _before(paragraph)
            free = int(max(room.height - used + _SLICE * height, 0.0) / height)
            if sum(needed) > free and found.text.strip():
                self._letters[paragraph] = _shown(found, needed, free, room.width)
            used += sum(needed) * height


def _before(paragraph: _Element) -> float:
    """The room above a paragraph in points, as far as it says so itself."""
    spacing = paragraph.find(f"{_W}pPr/{_W}spacing")
    said = None if spacing is None else measure(spacing.get(_W + "before"), points=0.05)
    return max(said or 0.0, 0.0)


def printed(run: _Element) -> str:
    """The letters of a run, breaks of lines in it."""
    breaks = {_W + "br": "\n", _W + "cr": "\n", _W + "tab": " "}
    return "".join(
        (one.text or "") if one.tag == _W + "t" else breaks.get(one.tag, "") for one in run
    )


def _lines(found: Extent, width: float) -> list[int]:
    """The lines that each stretch between two line breaks takes."""
    letters = max(width / (_WIDE * found.size), 1.0)
    return [max(-int(-len(one) // letters), 1) for one in found.text.split("\n")]


def _shown(found: Extent, needed: Iterable[int], free: int, width: float) -> int:
    """The letters on the first so many lines."""
    letters = 0
    for stretch, lines in zip(found.text.split("\n"), needed, strict=True):
        if lines > free:
            return letters + int(free * width / (_WIDE * found.size))
        letters, free = letters + len(stretch) + 1, free - lines
    return letters
