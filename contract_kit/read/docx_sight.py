"""What of a Word file the eye sees: which runs, paragraphs, rows, cells and boxes show no text."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from contract_kit.ooxml.paragraphs import BOX, TBL, TC, TR, P
from contract_kit.ooxml.wordml import W
from contract_kit.read.docx_boxes import box_unseen, page_of, table_unseen
from contract_kit.read.docx_colors import Palette
from contract_kit.read.docx_grounds import Grounds
from contract_kit.read.docx_lines import Lines, exact_height, narrow_blocks
from contract_kit.read.docx_looks import NOTHING, Look, cut_off, look, unseen
from contract_kit.read.docx_margins import Margins
from contract_kit.read.docx_overflow import Extent, Overflow, printed
from contract_kit.read.docx_spoken import named_in, spoken
from contract_kit.read.docx_styles import OFF, toggle, value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from contract_kit.read.docx_colors import Color
    from contract_kit.read.docx_lines import Room
    from contract_kit.read.docx_numbers import Numbering
    from contract_kit.read.docx_spoken import Spoken
    from contract_kit.read.docx_styles import Styles

_W = f"{{{W}}}"
_THIN = 2.0
"""Lines and rows below so many points show no letters."""


class Sight:
    """Judges the parts of one file; `theme` and `settings` are its parts of that name."""

    def __init__(
        self,
        root: _Element,
        styles: Styles,
        theme: _Element | None,
        settings: _Element | None,
        numbering: Numbering,
    ) -> None:
        self._styles = styles
        self._palette = Palette(theme, settings)
        self._grounds = Grounds(root, settings, styles, self._palette)
        self._defaults = look(styles.defaults, self._palette)
        self._page = page_of(root)
        self._styled: dict[str, Look] = {}
        self._bases: dict[tuple[str, str], Look] = {}
        self._lines = Lines(styles, numbering, self._page)
        self._looks: dict[tuple[tuple[str, str, str], Spoken], Look] = {}
        self._owns: dict[Spoken, Look] = {}
        self._boxes: dict[_Element, bool] = {}
        self._tables: dict[str, bool] = {}
        self._margins = Margins(styles, self._page)
        self._overflow = Overflow(self._page, self._margins, self._extent)
        self._narrow = narrow_blocks(root)
        self._has_telling = any(map(self._tells, styles.tables()))

    def lens(self, paragraph: _Element) -> Lens:
        """How to judge the runs of one paragraph."""
        return Lens(self, paragraph)

    def look(self, properties: _Element | None, said: Spoken, place: tuple[_Element, str]) -> Look:
        """How letters of a run look: its `w:rPr`, what that says, its paragraph and the style."""
        paragraph, style = place
        named = named_in(said)
        base = (style, named, self._table_style(paragraph))
        if base[2]:
            return self._own(properties, said).over(
                self._in_table(paragraph, self._base(style, named))
            )
        if (base, said) not in self._looks:
            self._looks[base, said] = self._own(properties, said).over(self._base(style, named))
        return self._looks[base, said]

    def ground(self, paragraph: _Element) -> Color | None:
        """The colour behind a paragraph; None where it cannot be told."""
        return self._grounds.behind(paragraph)

    def ink(self, paragraph: _Element) -> Color | None:
        """The colour that a shape gives its letters where nothing else is said of it."""
        return self._grounds.ink(paragraph)

    def style_of(self, paragraph: _Element) -> str:
        """The style of a paragraph."""
        return value(paragraph.find(f"{_W}pPr/{_W}pStyle")) or self._styles.default

    def room(self, paragraph: _Element, style: str) -> Room:
        """Whether no line of a paragraph shows: off the page, without height, in such a box."""
        room = self._lines.room(paragraph, style)
        if not room.gone and (self._in_unseen_box(paragraph) or self._is_without_room(paragraph)):
            return room._replace(gone=True)
        return room

    def letters(self, paragraph: _Element) -> int | None:
        """How many letters of a paragraph show, where the rest is cut off; None for all."""
        return self._overflow.letters(paragraph)

    def hides_row(self, row: _Element) -> bool:
        """Whether a row of a table is hidden or has no height."""
        table = next(row.iterancestors(TBL), None)
        if table is not None and self._is_off(table):
            return True
        properties = row.find(_W + "trPr")
        if properties is None:
            return False
        hidden = properties.find(_W + "hidden")
        if hidden is not None and hidden.get(_W + "val", "1") not in OFF:
            return True
        height = exact_height(row)
        return height is not None and height < _THIN

    def hides_cell(self, cell: _Element) -> bool:
        """Whether a cell has no width, or goes on with one whose text alone is shown."""
        if self._margins.is_narrow(cell):
            return True
        for name in ("vMerge", "hMerge"):
            merged = cell.find(f"{_W}tcPr/{_W}{name}")
            if merged is not None and merged.get(_W + "val", "continue") == "continue":
                one = next(cell.iterancestors(TR), cell) if name == "vMerge" else cell
                return next(one.itersiblings(one.tag, preceding=True), None) is not None
        return False

    def _base(self, paragraph: str, run: str) -> Look:
        """The look that a paragraph's and a run's style give."""
        key = (paragraph, run)
        if key not in self._bases:
            both = (self._style(paragraph), self._style(run) if run else NOTHING)
            self._bases[key] = self._stacked(both)
        return self._bases[key]

    def _stacked(self, styles: Iterable[Look]) -> Look:
        """Styles one over the other; hidden twice is seen again, as Word has it."""
        base, hidden = self._defaults, False
        for one in styles:
            base = one.over(base)
            hidden ^= bool(one.vanish)
        always = bool(self._defaults.vanish)
        return Look(vanish=always or hidden).over(base)

    def _style(self, ident: str) -> Look:
        if ident not in self._styled:
            found = NOTHING
            for one in reversed(self._styles.chain(ident)):
                found = look(one.find(_W + "rPr"), self._palette).over(found)
            self._styled[ident] = found
        return self._styled[ident]

    def _own(self, properties: _Element | None, said: Spoken) -> Look:
        if said not in self._owns:
            self._owns[said] = look(properties, self._palette)
        return self._owns[said]

    def _table_style(self, paragraph: _Element) -> str:
        """The style of the table around a paragraph, where it says anything of letters."""
        if not self._has_telling:
            return ""
        table = next(paragraph.iterancestors(TBL), None)
        ident = None if table is None else value(table.find(f"{_W}tblPr/{_W}tblStyle"))
        return ident if ident and self._tells(ident) else ""

    def _in_table(self, paragraph: _Element, base: Look) -> Look:
        """The look with what the style of the table adds where nothing else is said."""
        cell = next(paragraph.iterancestors(TC))
        table = next(cell.iterancestors(TBL))
        found = NOTHING
        chain = self._styles.chain(value(table.find(f"{_W}tblPr/{_W}tblStyle")) or "")
        for one in reversed([*self._grounds.regions(cell, table), *chain]):
            found = look(one.find(_W + "rPr"), self._palette).over(found)
        hidden = bool(found.vanish) ^ bool(base.vanish)
        return Look(vanish=hidden).over(base.over(found))

    def _tells(self, ident: str) -> bool:
        """Whether a table's style says anything of letters."""
        if ident not in self._tables:
            self._tables[ident] = any(
                look(one, self._palette) is not NOTHING
                for style in self._styles.chain(ident)
                for one in style.iter(_W + "rPr")
            )
        return self._tables[ident]

    def _is_off(self, table: _Element) -> bool:
        """Whether a table lies beside the page."""
        if table not in self._boxes:
            properties = table.find(_W + "tblPr")
            self._boxes[table] = properties is not None and table_unseen(properties, self._page)
        return self._boxes[table]

    def _in_unseen_box(self, paragraph: _Element) -> bool:
        box = next(paragraph.iterancestors(BOX), None)
        if box is None:
            return False
        if box not in self._boxes:
            self._boxes[box] = box_unseen(box, self._page) or self._on_hidden(box)
        return self._boxes[box]

    def _is_without_room(self, paragraph: _Element) -> bool:
        around = (paragraph, *paragraph.iterancestors()) if self._narrow else ()
        return any(one in self._narrow for one in around)

    def _extent(self, paragraph: _Element) -> Extent:
        """What a paragraph says that takes room, and how large."""
        place = (paragraph, self.style_of(paragraph))
        said: list[tuple[str, float]] = []
        for run in paragraph.iter(_W + "r"):
            properties = run.find(_W + "rPr")
            own = self.look(properties, spoken(properties), place)
            if next(run.iterancestors(P)) is paragraph and not own.vanish:
                said.append((printed(run), own.height))
        mark = paragraph.find(f"{_W}pPr/{_W}rPr")
        count = sum(len(text) for text, _ in said)
        sizes = sum(len(text) * size for text, size in said)
        usual = self.look(mark, spoken(mark), place).height
        size = sizes / count if count else usual
        line = self._lines.room(*place).line
        return Extent("".join(text for text, _ in said), max(size, 0.5), line)

    def _on_hidden(self, box: _Element) -> bool:
        """Whether the run or paragraph that a box hangs on is hidden."""
        run = next(box.iterancestors(_W + "r"), None)
        anchor = next(box.iterancestors(P), None)
        if run is None or anchor is None:
            return False
        properties = run.find(_W + "rPr")
        place = (anchor, self.style_of(anchor))
        hidden = self.look(properties, spoken(properties), place).vanish
        return bool(hidden) or self._in_unseen_box(anchor)


class Seen(NamedTuple):
    """How a run is printed, whether the eye sees it, not struck out, and whether as signs."""

    judged: Literal["", "hidden", "struck"] = ""
    bold: bool = False
    italic: bool = False
    signs: bool = False


class Lens:
    """Judges the runs of one paragraph."""

    def __init__(self, sight: Sight, paragraph: _Element) -> None:
        self._sight = sight
        self._place = (paragraph, sight.style_of(paragraph))
        self._known: dict[Spoken, Seen] = {}
        self._room = sight.room(*self._place)

    @cached_property
    def _ground(self) -> Color | None:
        return self._sight.ground(self._place[0])

    @cached_property
    def _ink(self) -> Color | None:
        return self._sight.ink(self._place[0])

    @cached_property
    def letters(self) -> int | None:
        """How many letters of the paragraph show, where the rest is cut off; None for all."""
        return None if self._room.gone else self._sight.letters(self._place[0])

    def judge(self, properties: _Element | None) -> Seen:
        """How a run with this `w:rPr` is seen."""
        said = spoken(properties)
        if said not in self._known:
            self._known[said] = self._judge(properties, said)
        return self._known[said]

    def _judge(self, properties: _Element | None, said: Spoken) -> Seen:
        bold = properties is not None and toggle(properties, "b")
        italic = properties is not None and toggle(properties, "i")
        if self._room.gone:
            return Seen("hidden", bold, italic)
        own = self._sight.look(properties, said, self._place)
        if own.color is None and self._ink is not None:
            own = replace(own, color=self._ink)
        ground = self._ground if own.color or own.marker else None
        hidden = unseen(own, ground) or cut_off(own, self._room.height)
        judged: Literal["", "hidden", "struck"] = "struck" if own.struck else ""
        return Seen("hidden" if hidden else judged, bold, italic, own.shows_signs)
