"""Tables and signature blocks."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from contract_kit.document import Cell, Column, Paragraph, Row, Run, Table
from contract_kit.ooxml.wordml import escape, run
from contract_kit.render.columns import Want, joined, share, want, widest
from contract_kit.render.headings import printed
from contract_kit.render.word.layout import POINTS
from contract_kit.render.word.numbers import gone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contract_kit.document import Inline, Party, Revision
    from contract_kit.render.word.layout import Layout
    from contract_kit.render.word.pages import Pager
    from contract_kit.render.word.text import Writer

_PADDING = 10.0
_LINE = 0.75
"""What the line between two rows takes, in points."""
_SIGNS = r"\s.,%()+−–-"
_NUMERIC = re.compile(
    rf"[{_SIGNS}]*\d[\d{_SIGNS}]*"
    rf"|[\d{_SIGNS}]*(?:[A-Z]{{3}}|[£$€])[{_SIGNS}]*\d[\d{_SIGNS}]*"
)
_LABELS = ("By", "Name", "Title", "Date")


class _Layout(NamedTuple):
    """What a table looks like: `kept` tells which rows stay with the next."""

    columns: Sequence[Column]
    widths: Sequence[int]
    heights: Sequence[float]
    kept: Sequence[bool]


class TableWriter:
    """Writes the tables of one document."""

    def __init__(self, writer: Writer, pager: Pager) -> None:
        self._writer = writer
        self._pager = pager
        self._last: tuple[Table, _Layout] | None = None

    def table(self, table: Table, bookmark: str, *, terms: bool) -> str:
        """Write a table with its caption; `terms` is the look of the key terms."""
        columns, widths, heights, kept = self._layout(table, terms=terms)
        caption = ""
        if table.caption:
            self._pager.add("Caption", table.caption, sum(heights[: _first_group(kept)]))
            caption = self._writer.marked(bookmark, run(table.caption))
            caption = self._writer.paragraph("Caption", caption, "<w:keepNext/>")
            bookmark = ""
        head = sum(h for h, row in zip(heights, table.rows, strict=True) if row.head)
        rows = []
        for at, row in enumerate(table.rows):
            layout = (kept[at], heights[at], terms)
            rows.append(self._row(row, columns, widths, layout, bookmark if not at else ""))
        self._pager.rows(heights, kept, head)
        self._pager.space(_GAP_HEIGHT)
        start = _opening("CKTerms" if terms else "CKTable", widths, table, first_column=terms)
        return f"{caption}{start}{''.join(rows)}</w:tbl>{_gap()}"

    def together(self, table: Table, *, terms: bool) -> float:
        """The height of a table's caption and of the rows that stay with it."""
        _, _, heights, kept = self._layout(table, terms=terms)
        group = sum(heights[: _first_group(kept)])
        return group + (self._caption(table.caption) if table.caption else 0.0)

    def _caption(self, caption: str) -> float:
        return self._pager.layout.height("Caption", caption) + 8.0

    def _layout(self, table: Table, *, terms: bool) -> _Layout:
        """Lay a table out; a table is measured for what announces it, then written at once."""
        if self._last is None or self._last[0] is not table:
            columns = _columns(table)
            widths = _widths(table, columns, self._pager.layout, terms=terms)
            heights = [_height(row, widths, self._pager.layout, terms) for row in table.rows]
            self._last = table, _Layout(columns, widths, heights, _kept(table, heights))
        return self._last[1]

    def _row(
        self,
        row: Row,
        columns: Sequence[Column],
        widths: Sequence[int],
        layout: tuple[bool, float, bool],
        bookmark: str,
    ) -> str:
        keep, height, terms = layout
        revision = _row_revision(row)
        properties = "<w:cantSplit/>" if height < self._pager.layout.page * 0.7 else ""
        properties += "<w:tblHeader/>" if row.head else ""
        properties += self._writer.change(revision, "") if revision else ""
        cells = []
        at = 0
        for cell in row.cells:
            span = max(1, min(cell.span, len(widths) - at))
            column = columns[at] if at < len(columns) else Column()
            style = _style(row, at, terms)
            align = column.align if span == 1 else "left"
            cells.append(
                self._cell(cell, sum(widths[at : at + span]), span, (style, align, keep), bookmark)
            )
            bookmark = ""
            at += span
        return (
            f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"
        )

    def _cell(
        self, cell: Cell, width: int, span: int, form: tuple[str, str, bool], bookmark: str
    ) -> str:
        style, align, keep = form
        properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        properties += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        layout = "<w:keepNext/>" if keep and style != "CKCellHead" else ""
        layout += f'<w:jc w:val="{align}"/>' if align != "left" else ""
        content = []
        for paragraph in cell.paragraphs:
            text = self._writer.marked(bookmark, self._words(paragraph))
            bookmark = ""
            content.append(self._writer.paragraph(style, text, layout))
        if not content:
            content.append(self._writer.paragraph(style, self._writer.marked(bookmark, ""), layout))
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(content)}</w:tc>"

    def _words(self, paragraph: Paragraph) -> str:
        sign = printed(paragraph.number) or ("•" if paragraph.style == "bullet" else "")
        inlines = self._writer.inlines(map(_joined, paragraph.runs))
        text = self._writer.commented(paragraph.comments, inlines)
        return (run(f"{sign} ") if sign else "") + text

    def signed(self, table: Table) -> float:
        """Measure a block to sign on, with the gap below it."""
        layout = self._pager.layout
        return sum(_signed(row, layout) for row in table.rows) + _GAP_HEIGHT

    def signature(self, table: Table, *, joined: bool = False) -> str:
        """Write a block to sign on; it never splits, a `joined` one stays with the next."""
        self._pager.rows([self.signed(table)])
        last = -1 if joined else len(table.rows) - 1
        rows = "".join(self._line(row, last=at == last) for at, row in enumerate(table.rows))
        gap = _gap("<w:keepNext/>" if joined else "")
        return f"{_opening('CKSignTable', _SIGN, table)}{rows}</w:tbl>{gap}"

    def _line(self, row: Row, *, last: bool) -> str:
        cells = []
        keep = '<w:keepNext w:val="0"/>' if last else ""
        at = 0
        for cell in row.cells:
            span = max(1, min(cell.span, len(_SIGN) - at))
            width = sum(_SIGN[at : at + span])
            at += span
            properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
            properties += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
            properties += "" if cell.text.strip() else _RULE
            runs = "".join(self._words(p) for p in cell.paragraphs)
            spacing = f'<w:spacing w:before="{_above(row)}" w:after="{_BELOW}"/>'
            text = self._writer.paragraph("CKSign", runs, keep + spacing)
            cells.append(f"<w:tc><w:tcPr>{properties}</w:tcPr>{text}</w:tc>")
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def signature_table(party: Party) -> Table:
    """Make the block to sign on for a party."""

    def cell(text: str, *, span: int = 1) -> Cell:
        return Cell((Paragraph((Run(text),)),), span)

    role = f" ({party.role})" if party.role else ""
    words = (Run("Signed for and on behalf of "), Run(party.name, bold=True), Run(role))
    head = Row((Cell((Paragraph(words),), 2),), head=True)
    lines = (Row((cell(label), cell(""))) for label in _LABELS)
    return Table((head, *lines), summary=f"Lines for the signature of {party.name}")


def _above(row: Row) -> int:
    """The space above a line to sign on, in twentieths of a point."""
    return 240 if row.head else 360


def _signed(row: Row, layout: Layout) -> float:
    """The height of a line to sign on."""
    metric, at, lines = layout.metric("CKSign"), 0, 1
    for cell in row.cells:
        room = sum(_SIGN[at : at + cell.span]) * POINTS - _PADDING
        at += cell.span
        lines = max(lines, sum(metric.lines(part.text, room) for part in cell.paragraphs))
    return (_above(row) + _BELOW) * POINTS + lines * metric.line


_SIGN = (1701, 5103)
_BELOW = 40
"""The space below a line to sign on, in twentieths of a point."""
_WHOLE = 230.0
"""A table lower than this, in points, stays on one page."""


def _first_group(kept: Sequence[bool]) -> int:
    """Count the rows that stand together at the start."""
    return next((at + 1 for at, keep in enumerate(kept) if not keep), 0)


def _kept(table: Table, heights: Sequence[float]) -> list[bool]:
    """Tell which rows stay with the next: all of a low table, else the first and last two."""
    last = len(heights) - 1
    low = sum(heights) < _WHOLE
    heads = sum(row.head for row in table.rows)
    return [at < last and (low or at <= heads or at == last - 1) for at in range(last + 1)]


_GAP_HEIGHT = 9.0
"""What stands free below a table, in points."""


def _gap(keep: str = "") -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="CKText"/>{keep}<w:spacing w:before="0" w:after="0" '
        f'w:line="{round(_GAP_HEIGHT / POINTS)}" w:lineRule="exact"/></w:pPr></w:p>'
    )


_RULE = (
    '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="595959"/></w:tcBorders>'
)


def _opening(style: str, widths: Sequence[int], table: Table, *, first_column: bool = False) -> str:
    text = table.summary or table.caption
    title = escape(table.caption)
    alternative = f'<w:tblCaption w:val="{title}"/>' if title else ""
    alternative += f'<w:tblDescription w:val="{escape(text)}"/>' if text else ""
    head = int(bool(table.rows and table.rows[0].head))
    bits = 0x0600 + 0x20 * head + 0x80 * first_column
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{bits:04X}" w:firstRow="{head}" '
        f'w:lastRow="0" w:firstColumn="{int(first_column)}" w:lastColumn="0" '
        'w:noHBand="1" w:noVBand="1"/>'
        f"{alternative}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    )


def _row_revision(row: Row) -> Revision | None:
    """Tell how a whole row was changed, if it was: all its words inserted, or all deleted."""
    kinds = {run.revision for c in row.cells for p in c.paragraphs for run in p.runs if run.text}
    only = kinds.pop() if len(kinds) == 1 else None
    if only == "deleted" and not all(gone(p) for c in row.cells for p in c.paragraphs if p.runs):
        return None
    return only


def _columns(table: Table) -> list[Column]:
    """Complete the columns; without any, columns of figures are set to the right."""
    count = max((sum(cell.span for cell in row.cells) for row in table.rows), default=1)
    if table.columns:
        return [*table.columns[:count], *[Column()] * (count - len(table.columns))]
    return [Column(align="right" if _figures(table, at) else "left") for at in range(count)]


def _texts(table: Table, at: int, *, heads: bool) -> list[str]:
    """Collect what stands in column `at`, spanning cells left out."""
    rows = [row for row in table.rows if heads or not row.head]
    plain = [row.cells for row in rows if all(cell.span == 1 for cell in row.cells)]
    return [text for cells in plain if at < len(cells) and (text := cells[at].text)]


def _figures(table: Table, at: int) -> bool:
    texts = _texts(table, at, heads=False)
    return bool(texts) and at > 0 and all(_NUMERIC.fullmatch(text) for text in texts)


def _widths(table: Table, columns: Sequence[Column], layout: Layout, *, terms: bool) -> list[int]:
    """Share the width of the text by what stands in the columns, in twentieths of a point."""
    full = round(layout.width / POINTS)
    wants = [_want(table, at, layout, terms=terms) for at in range(len(columns))]
    widths = share(layout.width, [column.width for column in columns], wants)
    out = [round(width / POINTS) for width in widths]
    out[-1] += full - sum(out)
    return out


def _want(table: Table, at: int, layout: Layout, *, terms: bool) -> Want:
    """What a column asks for; the letters of heads are wider."""
    padding = _PADDING + 2 * _LINE
    texts: dict[str, list[str]] = {"CKCellHead": [], "CKTermName": [], "CKCell": []}
    for row in table.rows:
        if at < len(row.cells) and all(cell.span == 1 for cell in row.cells):
            texts[_style(row, at, terms)].append(joined(row.cells[at].text))
    return widest(
        *(want(found, padding, layout.metric(style).wide) for style, found in texts.items())
    )


def _joined(run: Inline) -> Inline:
    """A run of a cell without line ends inside an amount."""
    text = joined(run.text) if isinstance(run, Run) else run.text
    return run if text == run.text else replace(run, text=text)


def _style(row: Row, at: int, terms: bool) -> str:
    """The style of the cell in column `at`."""
    return "CKCellHead" if row.head else "CKTermName" if terms and not at else "CKCell"


def _height(row: Row, widths: Sequence[int], layout: Layout, terms: bool) -> float:
    tallest, at = 0.0, 0
    for cell in row.cells:
        metric = layout.metric(_style(row, at, terms))
        width = sum(widths[at : at + cell.span]) * POINTS - _PADDING
        at += cell.span
        lines = max(1, sum(metric.lines(joined(p.text), width) for p in cell.paragraphs))
        spaces = max(1, len(cell.paragraphs)) * (metric.before + metric.after)
        tallest = max(tallest, lines * metric.line + spaces)
    return tallest + _LINE
