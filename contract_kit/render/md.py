r"""Document → Markdown, in a form that any viewer shows and that reads back exactly.

    # Title                     the document; cover lines follow as plain paragraphs
    ## 4. Service credits       a section at the top; `## Schedule 2: Levels`, `## Key terms`
    ### 1. Levels               a section inside it, and so on down to `######`
     4.1 text                   a numbered paragraph: as many spaces as its level (0 to 3), its
      (a) text                  printed number, a space, the text; without a number just the text
     - text                     a bullet, with the spaces of its level
    *Caption*                   a table's caption, in italics, then the table:
    | Metric | Target |         pipes, `|---:|` for alignment; `||` ends a cell that spans two
    |---|---:|                  columns (a really empty cell holds a space); a table without a head
    | Answer | 95% |            begins with a row of empty cells

Paragraphs are one line each, with a blank line between. Numbers are text, never Markdown lists.
Characters with a meaning in Markdown carry a backslash; so has the bracket of an unnumbered
paragraph that begins like a number: `\(a) is not numbered`. Line breaks and the paragraphs of a
cell are parted by `<br>`. Bold and italic are `**` and `*`, tracked changes `<ins>text</ins>` and
`~~text~~`. References are plain text. `contract_kit.markup.unquote` takes the backslashes away.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from contract_kit.document import Table
from contract_kit.markup import quote
from contract_kit.render.headings import heading, printed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contract_kit.document import Cell, Document, Inline, Paragraph, Row, Section

_RULES = {"left": "---", "right": "---:", "center": ":---:"}
_EDGES = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)
_NUMBERLIKE = re.compile(r"\((?=\w{1,4}\))")
_SPACES = re.compile(r"[^\S\n\u00a0]+")


def render(document: Document) -> bytes:
    """The Markdown of `document` as UTF-8."""
    lines = [f"# {_text(document.title)}", *_cover(document)]
    for section in document.sections:
        lines.extend(_section(section, 2))
    return ("\n\n".join(lines) + "\n").encode("utf-8", "replace")


def _cover(document: Document) -> Iterator[str]:
    cover = document.cover
    yield from (_text(text) for text in (cover.id, cover.date) if text)
    for party in cover.parties:
        parts = (party.name, party.number, party.address, party.country)
        yield _text(f"{party.role}: {', '.join(part for part in parts if part)}")
    if cover.notice:
        yield _text(cover.notice)


def _section(section: Section, depth: int) -> Iterator[str]:
    if heading(section):
        yield f"{'#' * min(depth, 6)} {_text(heading(section), leading=False)}"
    for block in section.blocks:
        yield from _table(block) if isinstance(block, Table) else _paragraph(block)
    for inner in section.sections:
        yield from _section(inner, depth + 1)


def _paragraph(paragraph: Paragraph) -> Iterator[str]:
    mark = paragraph.number or ("-" if paragraph.style == "bullet" else "")
    text = _runs(paragraph.runs, leading=not mark)
    if not mark:
        text = _NUMBERLIKE.sub(r"\(", text, count=1) if _NUMBERLIKE.match(text) else text
    if not (text or paragraph.number):
        return
    if paragraph.number and paragraph.style == "bullet":
        mark = f"- {quote(printed(paragraph.number))}"
    elif paragraph.number:
        mark = quote(printed(paragraph.number))
    yield " " * min(paragraph.level, 3) + f"{mark} {text}".strip()


def _text(text: str, *, leading: bool = True) -> str:
    """One line of plain text."""
    return quote(" ".join(text.split()), leading=leading)


def _runs(runs: tuple[Inline, ...], *, leading: bool = False) -> str:
    """The runs on one line, neighbours in the same format joined."""
    parts: list[str] = []
    for format_, group in groupby(runs, key=lambda run: (run.bold, run.italic, run.revision)):
        text = _SPACES.sub(" ", "".join(run.text for run in group))
        parts.append(_formatted(text, *format_, leading=leading and not parts))
    return "".join(parts).strip(" \n").replace("\n", "<br>")


def _formatted(text: str, bold: bool, italic: bool, revision: str | None, *, leading: bool) -> str:
    match = _EDGES.fullmatch(text)
    before, inner, after = match.groups() if match else ("", text, "")
    if not inner:
        return text
    star = "**" * bold + "*" * italic
    inner = quote(inner, leading=leading and not star and revision is None)
    inner = f"{star}{inner}{star[::-1]}"
    if revision:
        inner = f"<ins>{inner}</ins>" if revision == "inserted" else f"~~{inner}~~"
    return f"{before}{inner}{after}"


def _table(table: Table) -> Iterator[str]:
    if not table.rows:
        return
    if table.caption:
        yield f"*{_text(table.caption, leading=False)}*"
    width = max(sum(cell.span for cell in row.cells) for row in table.rows)
    aligns = [column.align for column in table.columns[:width]]
    rules = [_RULES[align] for align in aligns] + ["---"] * (width - len(aligns))
    rows = [_row(row, width) for row in table.rows]
    if not table.rows[0].head:
        rows.insert(0, "|  " * width + "|")
    yield "\n".join([rows[0], f"|{'|'.join(rules)}|", *rows[1:]])


def _row(row: Row, width: int) -> str:
    cells = "".join(f"| {_cell(cell)} {'|' * (cell.span - 1)}" for cell in row.cells)
    missing = width - sum(cell.span for cell in row.cells)
    return f"{cells}|{'|' * missing}"


def _cell(cell: Cell) -> str:
    texts = []
    for paragraph in cell.paragraphs:
        number = f"{quote(printed(paragraph.number), leading=False)} " if paragraph.number else ""
        texts.append(f"{number}{_runs(paragraph.runs)}")
    return "<br>".join(texts)
