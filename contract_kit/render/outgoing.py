"""What leaves the house: a document without any trace of how it was made.

Comments, the page on its making, origins and the data of its making go; the anchors that references
use get names that say nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from contract_kit.document import NOWHERE, Paragraph, Reference

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contract_kit.document import Block, Cell, Definition, Document, Inline, Row, Section


def bare(document: Document) -> Document:
    """The document as others may see it: the same words, numbers and live references."""
    names = _names(document)
    kept = (one for one in document.sections if one.kind != "colophon")
    return replace(
        document,
        sections=tuple(_section(one, names) for one in kept),
        definitions=tuple(_definition(one, names) for one in document.definitions),
        metadata=(),
    )


def _names(document: Document) -> dict[str, str]:
    """A name for each anchor, by its place in the document."""
    anchors: dict[str, str] = {}
    for section in document.walk():
        for anchor in (section.anchor, *(block.anchor for block in section.blocks)):
            if anchor:
                anchors.setdefault(anchor, f"place{len(anchors) + 1}")
    return anchors


def _section(section: Section, names: Mapping[str, str]) -> Section:
    return replace(
        section,
        blocks=tuple(_block(one, names) for one in section.blocks),
        sections=tuple(_section(one, names) for one in section.sections),
        anchor=names.get(section.anchor, ""),
        origin=NOWHERE,
    )


def _block(block: Block, names: Mapping[str, str]) -> Block:
    if isinstance(block, Paragraph):
        return _paragraph(block, names)
    rows = tuple(_row(row, names) for row in block.rows)
    return replace(block, rows=rows, anchor=names.get(block.anchor, ""), origin=NOWHERE)


def _row(row: Row, names: Mapping[str, str]) -> Row:
    return replace(row, cells=tuple(_cell(one, names) for one in row.cells), origin=NOWHERE)


def _cell(cell: Cell, names: Mapping[str, str]) -> Cell:
    paragraphs = tuple(_paragraph(one, names) for one in cell.paragraphs)
    return replace(cell, paragraphs=paragraphs, origin=NOWHERE)


def _paragraph(paragraph: Paragraph, names: Mapping[str, str]) -> Paragraph:
    return replace(
        paragraph,
        runs=_runs(paragraph.runs, names),
        anchor=names.get(paragraph.anchor, ""),
        origin=NOWHERE,
        comments=(),
    )


def _definition(definition: Definition, names: Mapping[str, str]) -> Definition:
    return replace(definition, runs=_runs(definition.runs, names), origin=NOWHERE)


def _runs(runs: tuple[Inline, ...], names: Mapping[str, str]) -> tuple[Inline, ...]:
    return tuple(
        replace(one, target=names.get(one.target, "")) if isinstance(one, Reference) else one
        for one in runs
    )
