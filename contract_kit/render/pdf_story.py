"""A Document as the story reportlab lays out: cover, contents, clauses, schedules, signatures."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus.flowables import CondPageBreak, HRFlowable, PageBreak, Spacer

from contract_kit.document import Block, Document, Inline, Paragraph, Row, Run, Section, Table
from contract_kit.render.columns import Want, broken, joined, share, want, widest
from contract_kit.render.headings import anchors, heading, label, printed
from contract_kit.render.leads import leads
from contract_kit.render.pdf_flow import Anchored, Entry, Pages
from contract_kit.render.pdf_fonts import name_of
from contract_kit.render.pdf_grid import SIDE_PAD, Grid, GridCell, GridRow
from contract_kit.render.pdf_style import ACCENT, STEP, Page, Styles
from contract_kit.render.pdf_text import Typesetter

SIGNING_ROOM = 30.0
"""How high the rows of a signature block are at the least."""
_TWO_ENTRIES = 30.0
"""The height of two lines of the contents: a schedule's name stays with its first section."""
_LEAD = 900
"""A longer paragraph does not stay whole with what it announces."""
_OWN_PAGE = frozenset({"schedule", "key_terms", "definitions", "signature", "colophon"})
_LISTED = frozenset({"schedule", "key_terms", "clause", "definitions", "signature"})


class Story:
    """Builds the flowables of one document, in reading order."""

    def __init__(self, document: Document, page: Page, pages: Pages) -> None:
        self.document = document
        self.page = page
        self.pages = pages
        self.styles = Styles(document.language)
        self.setter = Typesetter(anchors(document))
        self.flowables: list[Any] = []
        self.keys: dict[int, str] = {}
        self._held: list[Any] = []
        self._fresh = True
        self._front = False

    def build(self) -> list[Any]:
        """The flowables of the whole document."""
        self._name_sections()
        self._cover()
        self._contents()
        for section in self.document.sections:
            self._section(section, 1)
        self._release(0)
        return self.flowables

    def _name_sections(self) -> None:
        """Give each section a destination; those without an anchor of their own get one."""
        for ordinal, section in enumerate(self.document.walk(), start=1):
            self.keys[id(section)] = section.anchor or f"section.{ordinal}"

    def _cover(self) -> None:
        cover, style = self.document.cover, self.styles.cover
        self.setter.where = "the cover page"
        compact = self.document.compact
        self.flowables.append(Spacer(1, (2 if compact else 38) * mm))
        if cover.id:
            self._say(cover.id, style("label"))
        self.flowables.append(HRFlowable(22 * mm, 2.5, "butt", ACCENT, 4, 12, hAlign="LEFT"))
        self._say(self.document.title, style("title"))
        if cover.date:
            self._say(cover.date, style("date"))
        self.flowables.append(Spacer(1, (2 if compact else 22) * mm))
        for party in cover.parties:
            details = (party.number, party.address, party.country)
            self._say(party.role, style("label"))
            self._say(party.name, style("party"))
            for detail in details:
                if detail:
                    self._say(detail, style("detail"))
            self.flowables.append(Spacer(1, (3 if compact else 8) * mm))
        if cover.notice:
            self.flowables.append(Spacer(1, (2 if compact else 12) * mm))
            self._say(cover.notice, style("notice"))

    def _say(self, text: str, style: Any) -> None:
        self.flowables.append(self.setter.plain(text, style))

    def _contents(self) -> None:
        listed = list(self._listed(self.document.sections, 1))
        if not self.document.compact or not listed:
            self.flowables.append(PageBreak())
        if not listed:
            return
        if self.document.compact:
            self.flowables.append(Spacer(1, 6 * mm))
        title = self.styles.heading(1, wide=True, indent=0)
        self.flowables.append(self.setter.plain("Contents", title))
        for at, (section, depth) in enumerate(listed):
            self.setter.where = f"the heading {heading(section)!r}"
            if depth == 1 and any(below > 1 for _, below in listed[at + 1 : at + 2]):
                self.flowables.append(CondPageBreak(_TWO_ENTRIES))
            number, text = label(section), section.title
            if not _hangs(section):
                number, text = "", heading(section)
            style = self.styles.entry(depth, numbered=bool(number))
            line = self.setter.plain(text, style, number=number)
            self.flowables.append(Entry(line, self.keys[id(section)]))
        if self.document.compact:
            self.flowables.append(CondPageBreak(self.page.text_height / 2))
        else:
            self.flowables.append(PageBreak())

    def _listed(self, sections: tuple[Section, ...], depth: int) -> Any:
        for section in sections:
            if section.kind in _LISTED and heading(section):
                yield section, depth
            if depth < 2:
                yield from self._listed(section.sections, depth + 1)

    def entries(self) -> frozenset[str]:
        """The destinations that the contents list."""
        return frozenset(
            self.keys[id(section)] for section, _ in self._listed(self.document.sections, 1)
        )

    def _section(self, section: Section, depth: int) -> None:
        self.setter.where = f"the heading {heading(section)!r}"
        if depth == 1 and self._opens_page(section) and not self._fresh:
            self._release(0)
            self.flowables.append(PageBreak())
        elif depth == 1 and self._front and section.kind == "clause" and not self.document.compact:
            self._release(0)
            self.flowables.append(CondPageBreak(self.page.text_height * 2 / 3))
        self._fresh, self._front = False, section.kind == "key_terms"
        self._heading(section, depth)
        blocks: list[Any] = []
        for at, block in enumerate(section.blocks):
            made = self._block(block, section)
            if isinstance(block, Paragraph) and len(block.text) < _LEAD:
                made[-1].announces = leads(section.blocks, at)
            blocks.extend(made)
        if section.kind == "signature":
            self._sign(blocks)
        else:
            self._place(blocks)
        for inner in section.sections:
            self._section(inner, depth + 1)

    def _opens_page(self, section: Section) -> bool:
        """Whether a top section begins on a page of its own: in a compact document none does."""
        return section.kind in _OWN_PAGE and not self.document.compact

    def _heading(self, section: Section, depth: int) -> None:
        if not heading(section):
            return
        wide = depth == 1 and section.kind in _OWN_PAGE - {"colophon"}
        hangs = _hangs(section)
        style = self.styles.heading(depth, wide=wide, indent=STEP if hangs else 0)
        if wide and self.document.compact:
            style = ParagraphStyle(f"{style.name} compact", style, spaceBefore=18)
        text = section.title if hangs else heading(section)
        made = self.setter.plain(text, style, number=label(section) if hangs else "")
        made.anchor = self.keys[id(section)]
        made.outline = (heading(section), depth - 1)
        made.pages = self.pages
        self._held.append(made)

    def _place(self, blocks: list[Any]) -> None:
        """Add blocks; headings and lines that announce a list stay with what follows them."""
        for block in blocks:
            if getattr(block, "announces", False):
                self._held.append(block)
                continue
            self._release(_least(block))
            self.flowables.append(block)

    def _sign(self, blocks: list[Any]) -> None:
        """Add what is signed: on one page with its heading, else no block on two pages."""
        tables = [at for at, block in enumerate(blocks) if isinstance(block, Grid)]
        first = tables[0] + 1 if tables else len(blocks)
        whole = self._height([*self._held, *blocks])
        fits = whole <= self.page.text_height
        need = whole if fits else self._height([*self._held, *blocks[:first]])
        self.flowables.append(CondPageBreak(min(need, self.page.text_height)))
        self.flowables.extend(self._held)
        self._held.clear()
        self.flowables.extend(blocks)

    def _height(self, parts: list[Any]) -> float:
        width = self.page.text_width
        heights = (
            part.wrap(width, 10_000)[1] + part.getSpaceBefore() + part.getSpaceAfter()
            for part in parts
        )
        return float(sum(heights))

    def _release(self, following: float) -> None:
        if not self._held:
            return
        width = self.page.text_width
        need = sum(part.wrap(width, 10_000)[1] + part.getSpaceBefore() + 6 for part in self._held)
        self.flowables.append(CondPageBreak(min(need + following, self.page.text_height * 0.8)))
        self.flowables.extend(self._held)
        self._held.clear()

    def _block(self, block: Block, section: Section) -> list[Any]:
        if isinstance(block, Table):
            return self._table(block, section)
        self.setter.where = _place_of(block, section)
        return [self._paragraph(block, section)]

    def _paragraph(self, block: Paragraph, section: Section) -> Anchored:
        style, number = self._style(block, section), printed(block.number)
        if block.style == "bullet":
            number = number or "•"
        return self.setter.paragraph(block.runs, style, number=number, anchor=block.anchor)

    def _style(self, block: Paragraph, section: Section) -> Any:
        flat = section.kind in {"key_terms", "signature", "colophon"} or not section.number
        if section.kind == "colophon":
            return self.styles.small()
        if block.style == "caption":
            return self.styles.caption()
        if block.style == "note":
            return self.styles.note(flat=flat)
        if block.style == "bullet":
            return self.styles.bullet(block.level)
        if block.style == "definition":
            return self.styles.definition()
        return self.styles.text(block.level, flat=flat and not block.number)

    def _table(self, table: Table, section: Section) -> list[Any]:
        self.setter.where = f"a table of {heading(section) or 'the document'!r}"
        if not table.rows:
            return []
        signing = section.kind == "signature"
        small = section.kind == "colophon"
        if signing and not table.columns:
            widths = self._scaled([1, 4])
        else:
            widths = self._widths(table, small=small)
        grid = Grid(
            [self._row(row, table, widths, small=small) for row in table.rows],
            widths,
            tallest=self.page.text_height,
            least=SIGNING_ROOM if signing else 0,
            whole=signing,
        )
        grid.anchor = table.anchor
        if not table.caption:
            return [grid]
        caption = self.setter.plain(table.caption, self.styles.caption())
        caption.announces = True
        return [caption, grid]

    def _row(self, row: Row, table: Table, widths: list[float], *, small: bool) -> GridRow:
        cells: list[GridCell] = []
        column = 0
        for cell in row.cells:
            align = table.columns[column].align if column < len(table.columns) else "left"
            style = self.styles.cell(align, head=row.head, small=small)
            room = sum(widths[column : column + cell.span]) - 2 * SIDE_PAD
            paragraphs = [
                self.setter.paragraph(
                    tuple(_fitted(run, style, room) for run in part.runs),
                    style,
                    number=printed(part.number),
                )
                for part in cell.paragraphs
            ]
            cells.append(GridCell(paragraphs, column, cell.span))
            column += cell.span
        return GridRow(cells, row.head)

    def _widths(self, table: Table, *, small: bool) -> list[float]:
        """Column widths: the table's own shares, and what the columns hold."""
        count = max(sum(cell.span for cell in row.cells) for row in table.rows)
        shares = [column.width for column in table.columns][:count]
        shares += [1.0] * (count - len(shares))
        wants = [self._want(table, column, small=small) for column in range(count)]
        return share(self.page.text_width, shares, wants)

    def _want(self, table: Table, column: int, *, small: bool) -> Want:
        """What a column asks for; bold words are wider."""
        texts: dict[bool, list[str]] = {False: [], True: []}
        for row in table.rows:
            at = 0
            for cell in row.cells:
                if at == column and cell.span == 1:
                    bold = row.head or any(
                        run.bold for part in cell.paragraphs for run in part.runs
                    )
                    texts[bold] += [self._words(part) for part in cell.paragraphs]
                at += cell.span
        style = self.styles.cell("left", head=False, small=small)
        return widest(
            *(
                want(found, 2 * SIDE_PAD + 1, partial(_wide, style=style, bold=bold))
                for bold, found in texts.items()
            )
        )

    def _words(self, paragraph: Paragraph) -> str:
        return joined("".join(map(self.setter.words, paragraph.runs)))

    def _scaled(self, shares: list[float]) -> list[float]:
        total = sum(shares)
        return [self.page.text_width * share / total for share in shares]


def _wide(text: str, style: ParagraphStyle, *, bold: bool) -> float:
    return float(stringWidth(text, name_of(bold=bold), style.fontSize))


def _fitted(run: Inline, style: ParagraphStyle, room: float) -> Inline:
    """A run of a cell: amounts do not break, words that are too wide break after a stroke."""
    if isinstance(run, Run) and run.invisible:
        return run
    bold = run.bold or style.fontName.endswith("Bold")
    text = broken(joined(run.text), room, partial(_wide, style=style, bold=bold))
    return run if text == run.text else replace(run, text=text)


def _hangs(section: Section) -> bool:
    """Whether the number stands in the margin, the title beside it."""
    return section.number[:1].isdigit() and section.kind != "schedule"


def _least(flowable: Any) -> float:
    """How much of a flowable must stand below its heading: a few lines, or a table's first row."""
    if isinstance(flowable, Grid):
        return flowable.least() + 10
    style = getattr(flowable, "style", None)
    return 3 * style.leading if style is not None else 0.0


def _place_of(block: Paragraph, section: Section) -> str:
    """Where a paragraph stands, as an error message names it."""
    if block.number[:1].isdigit():
        return f"paragraph {block.number}"
    return f"{heading(section) or 'the document'!r} {block.number}".strip()
