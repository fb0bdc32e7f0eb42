"""Pipe tables of Markdown."""

from __future__ import annotations

import re

from contract_kit.document import Align, Cell, Column, Paragraph, Row, Table
from contract_kit.read import md_text
from contract_kit.read.passages import joined

_RULE = re.compile(
    r"\s{0,20}\|?(?:\s{0,20}:?-{1,300}:?\s{0,20}\|){0,200}\s{0,20}:?-{1,300}:?\s{0,20}\|?\s{0,20}$"
)
_PIPE = re.compile(r"(?<!\\)\|")


def is_rule(line: str) -> bool:
    """Whether this is the line of dashes below a table's head."""
    return "|" in line and _RULE.match(line) is not None


def table(lines: list[str]) -> Table:
    """The table in these lines: head, rule, rows."""
    columns = tuple(Column(align=_align(text)) for text in _split(lines[1]))
    head = _row(lines[0], head=True)
    rows = [_row(line, most=len(columns)) for line in lines[2:]]
    if any(cell.text.strip() for cell in head.cells):
        rows.insert(0, head)
    return Table(tuple(rows), columns)


def _split(line: str) -> list[str]:
    text = line.strip()
    text = text[1:] if text.startswith("|") else text
    if text.endswith("|") and not text.endswith("\\|"):
        text = text[:-1]
    return _PIPE.split(text)


def _align(text: str) -> Align:
    text = text.strip()
    if text.endswith(":"):
        return "center" if text.startswith(":") else "right"
    return "left"


def _row(line: str, *, head: bool = False, most: int | None = None) -> Row:
    """One row; cells beyond those of the head are shown by no renderer."""
    cells: list[Cell] = []
    for text in _split(line)[:most]:
        if text == "" and cells:
            cells[-1] = Cell(cells[-1].paragraphs, cells[-1].span + 1)
            continue
        cells.append(Cell(tuple(_paragraphs(text))))
    return Row(tuple(cells), head)


def _paragraphs(text: str) -> list[Paragraph]:
    parts = re.split(r"<br\s?/?>", text.strip(), flags=re.IGNORECASE)
    return [Paragraph(joined(md_text.runs(part))) for part in parts]
