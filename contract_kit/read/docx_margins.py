"""Cells of a Word table: the margins around their words, and whether any room is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract_kit.ooxml.paragraphs import TBL, TR
from contract_kit.ooxml.wordml import W, measure
from contract_kit.read.docx_styles import value

if TYPE_CHECKING:
    from lxml.etree import _Element

    from contract_kit.read.docx_boxes import Page
    from contract_kit.read.docx_styles import Styles

_W = f"{{{W}}}"
_NARROW = 3.0
"""Cells with so few points between their margins show no letters."""
_WIDE = 20.0
"""Margins from so many points are no ordinary ones; writers may give cells widths below those."""
_NAMES = {"left": ("left", "start"), "right": ("right", "end"), "top": ("top",)}


class Margins:
    """Measures the cells of one file."""

    def __init__(self, styles: Styles, page: Page) -> None:
        self._styles = styles
        self._page = page
        self._tables: dict[_Element, tuple[_Element, ...]] = {}

    def at(self, cell: _Element, side: str) -> float:
        """The margin of a cell at one side in points; 0 where the file does not say."""
        row, table = (next(cell.iterancestors(tag), None) for tag in (TR, TBL))
        own = (cell.find(f"{_W}tcPr/{_W}tcMar"),
               None if row is None else row.find(f"{_W}tblPrEx/{_W}tblCellMar"))  # fmt: skip
        given = () if table is None else self._given(table)
        for margins in (*(one for one in own if one is not None), *given):
            for name in _NAMES[side]:
                one = margins.find(_W + name)
                if one is not None and one.get(_W + "type", "dxa") == "dxa":
                    return max(measure(one.get(_W + "w"), points=0.05) or 0.0, 0.0)
        return 0.0

    def is_narrow(self, cell: _Element) -> bool:
        """Whether a cell shows no letters: others than those of a fixed width grow with them."""
        sides = self.at(cell, "left") + self.at(cell, "right")
        if sides >= self._page.width:
            return True
        if not self.is_fixed(cell):
            return False
        width = width_of(cell)
        unusual = sides if sides >= _WIDE else 0.0
        return width is not None and width > 0 and width - unusual < _NARROW

    def is_fixed(self, cell: _Element) -> bool:
        """Whether the columns of a cell's table do not grow with their words."""
        table = next(cell.iterancestors(TBL), None)
        layout = None if table is None else table.find(f"{_W}tblPr/{_W}tblLayout")
        return layout is not None and layout.get(_W + "type") == "fixed"

    def _given(self, table: _Element) -> tuple[_Element, ...]:
        """What a table and its styles say of margins, the strongest first."""
        if table not in self._tables:
            ident = value(table.find(f"{_W}tblPr/{_W}tblStyle")) or ""
            around = (table, *self._styles.chain(ident))
            said = (one.find(f"{_W}tblPr/{_W}tblCellMar") for one in around)
            self._tables[table] = tuple(one for one in said if one is not None)
        return self._tables[table]


def width_of(cell: _Element) -> float | None:
    """The width in points that a cell says it has; None where it says none, or a share."""
    width = cell.find(f"{_W}tcPr/{_W}tcW")
    is_length = width is not None and width.get(_W + "type", "dxa") == "dxa"
    return measure(width.get(_W + "w"), points=0.05) if is_length and width is not None else None
