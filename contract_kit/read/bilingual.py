"""Contracts in two languages side by side: the column in English is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract_kit.read.kinds import foreign, is_english
from contract_kit.read.passages import Passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contract_kit.document import Row, Table


def in_english(stream: Iterable[Passage]) -> Iterator[Passage]:
    """The passages; a table of which a column says the same in another language as paragraphs."""
    for passage in stream:
        others = _other_columns(passage.table) if passage.table is not None else set()
        if passage.table is None or not others:
            yield passage
            continue
        for offset, row in enumerate(passage.table.rows):
            yield from _paragraphs(row, others, passage, offset)


def _other_columns(table: Table) -> set[int]:
    """The columns in another language, where one in English stands beside them."""
    counts = {len(row.cells) for row in table.rows}
    width = max(counts, default=0)
    if width < 2:
        return set()
    columns = [
        " ".join(row.cells[at].text for row in table.rows if len(row.cells) == width)
        for at in range(width)
    ]
    if not any(is_english(text) for text in columns):
        return set()
    return {at for at, text in enumerate(columns) if foreign(text)}


def _paragraphs(row: Row, others: set[int], table: Passage, offset: int) -> Iterator[Passage]:
    """The English cells of a row, a number beside its text."""
    kept = [cell for at, cell in enumerate(row.cells) if at not in others]
    number = ""
    for cell in kept:
        for one in cell.paragraphs:
            if len(one.text) <= 8 and cell is not kept[-1]:
                number = one.text
                continue
            ordinal = None if table.ordinal is None else table.ordinal + offset
            yield Passage(one.runs, number=one.number or number, page=table.page, ordinal=ordinal)
            number = ""
