"""What stands behind the letters of a Word file: shadings of paragraphs, cells, tables, boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract_kit.ooxml.paragraphs import BOX, TBL, TC, TR, cells, rows
from contract_kit.ooxml.wordml import W
from contract_kit.read.docx_boxes import page_of
from contract_kit.read.docx_colors import WHITE, rgb
from contract_kit.read.docx_shapes import Shapes, fill_of, ink_of
from contract_kit.read.docx_styles import OFF, value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from contract_kit.read.docx_colors import Color, Palette
    from contract_kit.read.docx_styles import Styles

_W = f"{{{W}}}"
_SHD = _W + "shd"
_BITS = {
    "firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100, "noHBand": 0x200,
    "noVBand": 0x400,
}  # fmt: skip


class Grounds:
    """Finds the colour behind a paragraph, from the inside out."""

    def __init__(self, root: _Element, settings: _Element | None, styles: Styles, palette: Palette):
        self._styles = styles
        self._palette = palette
        self._page = _page(root, settings)
        self._shapes = Shapes(self._page, palette, page_of(root))
        self._cells: dict[_Element, Color | None] = {}
        self._boxes: dict[_Element, Color | tuple[()] | None] = {}
        self._inks: dict[_Element, Color | None] = {}
        self._places: dict[_Element, dict[_Element, int]] = {}
        self._named: dict[tuple[str, str], list[_Element]] = {}

    def behind(self, paragraph: _Element) -> Color | None:
        """The colour right behind the letters of a paragraph; None where it cannot be told."""
        own = paragraph.find(f"{_W}pPr/{_W}shd")
        shading = own if own is not None else self._styled(paragraph)
        if shading is not None and (color := self._palette.shading(shading)):
            return color
        for element in paragraph.iterancestors(TC, BOX):
            if element.tag == TC:
                if element not in self._cells:
                    self._cells[element] = self._cell(element)
                if color := self._cells[element]:
                    return color
                continue
            if element not in self._boxes:
                self._boxes[element] = fill_of(element, self._palette)
            found = self._boxes[element]
            if found != ():
                return found or None
        return None if self._shapes.may_lie_behind(paragraph) else self._page

    def ink(self, paragraph: _Element) -> Color | None:
        """The colour that the shape around a paragraph gives its letters; None for none."""
        box = next(paragraph.iterancestors(BOX), None)
        if box is None:
            return None
        if box not in self._inks:
            self._inks[box] = ink_of(box, self._palette)
        return self._inks[box]

    def _styled(self, paragraph: _Element) -> _Element | None:
        ident = value(paragraph.find(f"{_W}pPr/{_W}pStyle")) or self._styles.default
        chain = self._styles.chain(ident)
        return next((s for one in chain if (s := one.find(f"{_W}pPr/{_SHD}")) is not None), None)

    def _cell(self, cell: _Element) -> Color | None:
        """The shading of a cell: its own, else its table's, else that of the table's style."""
        table = next(cell.iterancestors(TBL), None)
        own = cell.find(f"{_W}tcPr/{_SHD}")
        if own is not None or table is None:
            return None if own is None else self._palette.shading(own)
        whole_table = table.find(f"{_W}tblPr/{_SHD}")
        excepted = next(cell.iterancestors(TR)).find(f"{_W}tblPrEx/{_SHD}")
        regions = [one.find(f"{_W}tcPr/{_SHD}") for one in self.regions(cell, table)]
        for shading in (*regions, excepted, whole_table, *self._tables(table)):
            if shading is not None and (color := self._palette.shading(shading)):
                return color
        return None

    def _tables(self, table: _Element) -> Iterator[_Element | None]:
        for style in self._styles.chain(_style(table)):
            yield style.find(f"{_W}tcPr/{_SHD}")
            yield style.find(f"{_W}tblPr/{_SHD}")

    def regions(self, cell: _Element, table: _Element) -> list[_Element]:
        """The parts of the table's style that hold for a cell, the strongest first."""
        style = _style(table)
        if not self._styles.chain(style):
            return []
        return [part for name in self._regions(cell, table) for part in self._region(style, name)]

    def _region(self, style: str, name: str) -> list[_Element]:
        if (style, name) not in self._named:
            self._named[style, name] = [
                part
                for one in self._styles.chain(style)
                for part in one.iterchildren(_W + "tblStylePr")
                if part.get(_W + "type") == name
            ]
        return self._named[style, name]

    def _regions(self, cell: _Element, table: _Element) -> Iterator[str]:
        """The names of these parts, `firstRow` or `band1Horz`, the strongest first."""
        look = table.find(f"{_W}tblPr/{_W}tblLook")
        row = next(cell.iterancestors(TR))
        at, last = self._place(row, table, rows)
        column, end = self._place(cell, row, cells)
        edges = (
            ("firstRow", "firstRow", at == 0), ("lastRow", "lastRow", at == last),
            ("firstColumn", "firstCol", column == 0), ("lastColumn", "lastCol", column == end),
        )  # fmt: skip
        yield from (name for bit, name, holds in edges if holds and _has(look, bit))
        if not _has(look, "noHBand"):
            yield "band1Horz" if (at - _has(look, "firstRow")) % 2 == 0 else "band2Horz"
        if not _has(look, "noVBand"):
            yield "band1Vert" if (column - _has(look, "firstColumn")) % 2 == 0 else "band2Vert"
        yield "wholeTable"

    def _place(
        self, one: _Element, of: _Element, inner: Callable[[_Element], Iterator[_Element]]
    ) -> tuple[int, int]:
        """The place of a row or cell among the others, from 0, and that of the last one."""
        if of not in self._places:
            self._places[of] = {each: at for at, each in enumerate(inner(of))}
        found = self._places[of]
        return found.get(one, 0), len(found) - 1


def _style(table: _Element) -> str:
    return value(table.find(f"{_W}tblPr/{_W}tblStyle")) or ""


def _has(look: _Element | None, name: str) -> bool:
    """Whether a table asks for a part of its style."""
    if look is None:
        return not name.startswith("no")
    said = look.get(_W + name)
    if said is not None:
        return said not in OFF
    try:
        return bool(int(look.get(_W + "val", "0")[:4], 16) & _BITS[name])
    except ValueError:
        return False


def _page(root: _Element, settings: _Element | None) -> Color:
    shown = None if settings is None else settings.find(_W + "displayBackgroundShape")
    background = root.find(_W + "background")
    if shown is None or shown.get(_W + "val", "1") in OFF or background is None:
        return WHITE
    return rgb(background.get(_W + "color")) or WHITE
