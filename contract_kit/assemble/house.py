"""Remarks in the margin on house positions that the spec of a draft replaces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from contract_kit.document import Block, Comment, Origin, Paragraph, Row, Section, Table

if TYPE_CHECKING:
    from contract_kit.spec import Departure

_LONGEST = 200


def remarked(departures: Iterable[Departure], sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """The sections with a comment, once a clause, on what prints a value that departs."""
    named = {line.path for origin in _origins(sections) for line in origin.spec}
    texts: dict[str, list[str]] = {}
    for one in departures:
        home = _nearest(one.path, named)
        if home:
            said = f"House position: {shown(one.house)}; this contract: {shown(one.own)}."
            texts.setdefault(home, []).append(f"{said} Set by {one.path}.")
    return tuple(_section(section, texts) for section in sections) if texts else sections


def shown(text: str) -> str:
    """A value as the spec gives it, cut where it is long."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _nearest(path: str, named: set[str]) -> str:
    """The path itself or the closest one above it that a passage names."""
    while path and path not in named:
        path = path.rpartition(".")[0]
    return path


def _origins(sections: Iterable[Section]) -> Iterator[Origin]:
    for section in sections:
        for block in section.blocks:
            yield from (row.origin for row in block.rows) if isinstance(block, Table) else ()
            yield block.origin
        yield from _origins(section.sections)


def _section(section: Section, texts: dict[str, list[str]]) -> Section:
    open_ = dict(texts)
    blocks = tuple(_block(block, open_) for block in section.blocks)
    inner = tuple(_section(one, texts) for one in section.sections)
    return replace(section, blocks=blocks, sections=inner)


def _block(block: Block, open_: dict[str, list[str]]) -> Block:
    if isinstance(block, Table):
        return replace(block, rows=tuple(_row(row, open_) for row in block.rows))
    return _paragraph(block, block.origin, open_)


def _row(row: Row, open_: dict[str, list[str]]) -> Row:
    if row.head or not row.cells or not row.cells[0].paragraphs:
        return row
    cell, *cells = row.cells
    first, *paragraphs = cell.paragraphs
    first = _paragraph(first, row.origin, open_)
    return replace(row, cells=(replace(cell, paragraphs=(first, *paragraphs)), *cells))


def _paragraph(block: Paragraph, origin: Origin, open_: dict[str, list[str]]) -> Paragraph:
    found = [text for line in origin.spec for text in open_.pop(line.path, ())]
    if not found:
        return block
    return replace(block, comments=(*block.comments, *(Comment(text) for text in found)))
