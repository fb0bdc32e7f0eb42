r"""Anchors for e-signature services: `\s1\` where the first party signs, `\d1\` for its date.

A service looks for these texts and puts its fields on them. They are printed in white and one
point high, so that paper shows nothing.
"""

from __future__ import annotations

from dataclasses import replace

from contract_kit.document import Block, Document, Row, Run, Section, Table

SIGNABLE = frozenset({"docx", "pdf"})
"""The formats that people sign."""

_KINDS = {"Signature": "s", "By": "s", "Name": "n", "Title": "t", "Date": "d"}


def with_anchors(document: Document) -> Document:
    """The document with an anchor on each line of its signature blocks; signers count from 1."""
    sections = tuple(
        _signatures(one) if one.kind == "signature" else one for one in document.sections
    )
    return replace(document, sections=sections)


def _signatures(section: Section) -> Section:
    signer = 0
    blocks: list[Block] = []
    for block in section.blocks:
        if isinstance(block, Table):
            signer += 1
            rows = tuple(_row(row, signer) for row in block.rows)
            blocks.append(replace(block, rows=rows))
        else:
            blocks.append(block)
    return replace(section, blocks=tuple(blocks))


def _row(row: Row, signer: int) -> Row:
    kind = _KINDS.get(row.cells[0].text)
    if kind is None or len(row.cells) < 2:
        return row
    label, line, *others = row.cells
    first, *rest = line.paragraphs
    marked = replace(first, runs=(Run(f"\\{kind}{signer}\\", invisible=True), *first.runs))
    return replace(row, cells=(label, replace(line, paragraphs=(marked, *rest)), *others))
