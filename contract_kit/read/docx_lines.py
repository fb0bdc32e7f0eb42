"""Where the lines of a Word paragraph run, and how high they may be: off the page, too low."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from contract_kit.digits import whole
from contract_kit.ooxml.paragraphs import TBL, TC, TR
from contract_kit.ooxml.wordml import W, measure
from contract_kit.read.docx_boxes import frame_height, frame_unseen
from contract_kit.read.docx_styles import attributes, value

if TYPE_CHECKING:
    from lxml.etree import _Element

    from contract_kit.read.docx_boxes import Page
    from contract_kit.read.docx_numbers import Numbering
    from contract_kit.read.docx_styles import Styles

_W = f"{{{W}}}"
_IND, _LINE, _FRAME, _LIST = (_W + name for name in ("ind", "spacing", "framePr", "numPr"))
_ASKED = (_IND, _LINE, _FRAME, _LIST)
_THIN = 2.0
"""Lines and rows below so many points show no letters."""
_NARROW = 3.0
"""Columns below so many points show no letters."""
_SMALLEST_PAGE = 20.0
"""Pages below so many points in width or height show no words."""
_SECTION = _W + "sectPr"
_CHARACTER = 0.1
"""Points to a hundredth of a letter, in which indents may be measured."""
_SIDES = {"left": ("left", "start"), "right": ("right", "end"), "firstLine": ("firstLine",),
          "hanging": ("hanging",)}  # fmt: skip


class Room(NamedTuple):
    """Whether no line of a paragraph shows; the room of a line in points, where it is set.

    `line` is the height of lines, where it is exact.
    """

    gone: bool = False
    height: float | None = None
    line: float | None = None


class Lines:
    """Measures the paragraphs of one file."""

    def __init__(self, styles: Styles, numbering: Numbering, page: Page) -> None:
        self._styles = styles
        self._numbering = numbering
        self._page = page
        self._known: dict[tuple[object, ...], Room] = {}
        self._rows: dict[_Element, float | None] = {}

    def room(self, paragraph: _Element, style: str) -> Room:
        """The room that a paragraph of this style has, its row in a table counted."""
        properties = paragraph.find(_W + "pPr")
        own = () if properties is None else tuple(one for one in properties if one.tag in _ASKED)
        table = _table_style(paragraph)
        key = (style, table, *(_spoken(one) for one in own))
        if key not in self._known:
            self._known[key] = self._measured(own, style, table)
        gone, height, line = self._known[key]
        rows = (self._row_height(one) for one in paragraph.iterancestors(TR))
        heights = [one for one in (height, *rows) if one is not None]
        return Room(gone, min(heights, default=None), line)

    def _row_height(self, row: _Element) -> float | None:
        if row not in self._rows:
            self._rows[row] = exact_height(row)
        return self._rows[row]

    def _measured(self, own: tuple[_Element, ...], style: str, table: str) -> Room:
        """The room by what a paragraph itself says, over its styles, the innermost last."""
        layers = [*self._layers(style, table), *own]
        frame = next((one for one in reversed(layers) if one.tag == _FRAME), None)
        gone = frame is not None and frame_unseen(frame, self._page)
        line: dict[str, str] = {}
        for one in layers:
            line.update(attributes(one) if one.tag == _LINE else {})
        exact = _exact(line)
        heights = [frame_height(frame) if frame is not None else None, exact]
        height = min((one for one in heights if one is not None), default=None)
        gone = gone or (height is not None and height < _THIN)
        return Room(gone or self._is_beside(layers, own, style), height, exact)

    def _layers(self, style: str, table: str) -> list[_Element]:
        """What styles say, the defaults first, then the table's, then the paragraph's own."""
        chains = (*self._styles.chain(style), *(self._styles.chain(table) if table else ()))
        properties = [one.find(_W + "pPr") for one in chains]
        said = [*properties, self._styles.paragraph_defaults]
        return [
            child
            for one in reversed(said)
            for child in (one if one is not None else ())
            if child.tag in _ASKED
        ]

    def _is_beside(self, layers: list[_Element], own: tuple[_Element, ...], style: str) -> bool:
        """Whether indents put the lines beside the page."""
        said: dict[str, str] = {}
        listed = next((one for one in own if one.tag == _LIST), None)
        inherited = self._styles[style]
        if listed is None:
            _lay(said, self._numbering.indent(inherited.number, inherited.level))
        for one in layers[: len(layers) - len(own)]:
            _lay(said, attributes(one) if one.tag == _IND else {})
        if listed is not None:
            number = value(listed.find(_W + "numId")) or inherited.number
            _lay(said, self._numbering.indent(number, whole(value(listed.find(_W + "ilvl")))))
        for one in own:
            _lay(said, attributes(one) if one.tag == _IND else {})
        left, right, first, hanging = (_side(said, *names) for names in _SIDES.values())
        start = left + (first or -hanging)
        width = self._page.width
        return max(abs(left), abs(right), start) >= width or start <= -width / 2


def narrow_blocks(root: _Element) -> frozenset[_Element]:
    """The parts of a document's body that stand on pages or in columns without room for words."""
    found: list[_Element] = []
    since: list[_Element] = []
    for block in root.iterfind(f"{_W}body/*"):
        since.append(block)
        section = block if block.tag == _SECTION else block.find(f"{_W}pPr/{_SECTION}")
        if section is not None:
            found += since if _has_no_room(section) else ()
            since = []
    return frozenset(found)


def _has_no_room(section: _Element) -> bool:
    size, columns = section.find(_W + "pgSz"), section.find(_W + "cols")
    sides = () if size is None else (measure(size.get(_W + one), points=0.05) for one in "wh")
    if any(one is not None and one < _SMALLEST_PAGE for one in sides):
        return True
    widths = [
        measure(one.get(_W + "w"), points=0.05) for one in (() if columns is None else columns)
    ]
    return bool(widths) and all(one is not None and one < _NARROW for one in widths)


def exact_height(row: _Element) -> float | None:
    """The height in points that a row of a table may not exceed; None where it may grow."""
    height = row.find(f"{_W}trPr/{_W}trHeight")
    if height is None or height.get(_W + "hRule") != "exact":
        return None
    return measure(value(height) or "0", points=0.05)


def _lay(said: dict[str, str], more: dict[str, str]) -> None:
    """Lay one `w:ind` over others: each side once, a first line that goes in or out."""
    for side, names in _SIDES.items():
        given = [one for name in names for one in (_W + name, f"{_W}{name}Chars") if one in more]
        if not given:
            continue
        gone = names
        if side in {"firstLine", "hanging"}:
            gone = ("firstLine", "hanging")
        for name in gone:
            said.pop(_W + name, None)
            said.pop(f"{_W}{name}Chars", None)
        said.update({name: more[name] for name in given})


def _side(said: dict[str, str], *names: str) -> float:
    """One side in points; what is said in letters wins."""
    for name in names:
        letters = whole(said.get(f"{_W}{name}Chars"), least=-(10**9))
        if letters:
            return letters * _CHARACTER
        if (points := measure(said.get(_W + name), points=0.05)) is not None:
            return points
    return 0.0


def _exact(line: dict[str, str]) -> float | None:
    """The height of lines, where it is exact."""
    height = measure(line.get(_W + "line"), points=0.05)
    is_exact = line.get(_W + "lineRule") == "exact"
    return height if is_exact and height is not None and height > 0 else None


def _table_style(paragraph: _Element) -> str:
    cell = next(paragraph.iterancestors(TC), None)
    table = None if cell is None else next(cell.iterancestors(TBL), None)
    return value(None if table is None else table.find(f"{_W}tblPr/{_W}tblStyle")) or ""


def _spoken(element: _Element) -> tuple[object, ...]:
    return (element.tag, *element.items(), *(tuple(one.items()) for one in element))
