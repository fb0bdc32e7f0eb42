"""Where text of a Word file is cut off: rows, frames and boxes of a height that does not grow.

Words are not laid out but counted: of letters and lines as small as fonts have them, so that what
is called cut off is surely below the edge.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from contract_kit.ooxml.paragraphs import BOX, TBL, TC, TR, blocks, cells, rows
from contract_kit.ooxml.wordml import W, measure
from contract_kit.read.docx_boxes import Page, fixed_size, frame_height
from contract_kit.read.docx_lines import exact_height
from contract_kit.read.docx_margins import width_of
from contract_kit.read.docx_styles import value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.etree import _Element

    from contract_kit.read.docx_margins import Margins

_W = f"{{{W}}}"
_FRAME = f"{_W}pPr/{_W}framePr"
_MERGED = f"{_W}tcPr/{_W}vMerge"
_FLOATING = f"{_W}tblPr/{_W}tblpPr"
_LEVEL = frozenset({"lrTb", "lrTbV", "tb", "tbV"})
"""Directions of words that run from side to side."""
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
    """Paragraphs and tables one below the other in a room of this width and height, in points."""

    blocks: tuple[_Element, ...]
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
        frame = paragraph.find(_FRAME)
        places = (paragraph,) if frame is not None else paragraph.iterancestors(TC, BOX)
        for place in places:
            if place not in self._looked:
                self._looked.add(place)
                room = self._inside(place) if frame is None else self._framed(paragraph, frame)
                if room is not None:
                    self._fill(room)
        return self._letters.get(paragraph)

    def _inside(self, around: _Element) -> _Room | None:
        """The room that a box or a cell in a row of exact height gives."""
        size = fixed_size(around) if around.tag == BOX else self._cell(around)
        return None if size is None else _Room(tuple(blocks(around)), *size)

    def _cell(self, cell: _Element) -> tuple[float, float] | None:
        """The width and height for the words of a cell; the other way round where they are turned.

        A turned cell has one where neither its row nor its column grows.
        """
        row = next(cell.iterancestors(TR), None)
        height = None if row is None else exact_height(row)
        if height is None or cell.find(_MERGED) is not None:
            return None
        width = width_of(cell)
        if _is_turned(cell):
            return (height, width) if width and self._margins.is_fixed(cell) else None
        return width or self._page.width, max(height - self._margins.at(cell, "top"), 0.0)

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

    def _fill(self, room: _Room, depth: int = 0) -> float:
        """Lay paragraphs and tables into their room, one below the other; the height they take."""
        used = 0.0
        for block in room.blocks:
            rest = room._replace(height=room.height - used)
            used += self._table(block, rest, depth) if block.tag == TBL else self._lay(block, rest)
        return used

    def _lay(self, paragraph: _Element, room: _Room) -> float:
        found = self._extent(paragraph)
        needed = _lines(found, room.width)
        height = max(found.height, 0.1)
        above = _before(paragraph)
        free = int(max(room.height - above + _SLICE * height, 0.0) / height)
        if sum(needed) > free and found.text.strip():
            shown = _shown(found, needed, free, room.width)
            self._letters[paragraph] = min(shown, self._letters.get(paragraph, shown))
        return above + sum(needed) * height

    def _table(self, table: _Element, room: _Room, depth: int) -> float:
        """Lay a table: each of its cells is called as wide as the room, so none is too high."""
        if table.find(_FLOATING) is not None:
            return 0.0
        used = 0.0
        for row in rows(table):
            highest = 0.0
            for cell in cells(row):
                if cell.find(_MERGED) is None and not _is_turned(cell):
                    inner = tuple(blocks(cell, depth + 1))
                    rest = _Room(inner, room.width, room.height - used)
                    highest = max(highest, self._fill(rest, depth + 1))
            exact = exact_height(row)
            used += highest if exact is None else exact
        return used


def _is_turned(cell: _Element) -> bool:
    """Whether the words of a cell run up or down."""
    return (value(cell.find(f"{_W}tcPr/{_W}textDirection")) or "lrTb") not in _LEVEL


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
