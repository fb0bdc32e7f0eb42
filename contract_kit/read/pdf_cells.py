"""The cells of a table row on a PDF page, and the paragraphs in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from contract_kit.document import Paragraph, Run
from contract_kit.read.numbers import split
from contract_kit.read.passages import fold
from contract_kit.read.prose import attach, is_open, leads_in

if TYPE_CHECKING:
    from contract_kit.read.prose import Line

_BOX = re.compile(r"(?:\[\s?[xX]?\s?\]|\(\s{1,3}\)|[☐☑☒□■✓✔])\s")
_ENDED = re.compile(r"[.;:!?\]][\"”’)]{0,2}$")
_VALUE = re.compile(r"[A-Z][\w /-]{0,30}:\s")  # a name and its value, line by line
_ROOM = 1.0  # line heights left free beside the next word where a line was broken on purpose
Edges = dict[int, float]


@dataclass(slots=True)
class CellText:
    """The lines of one cell, each with its own left and right edge."""

    left: float
    lines: list[Line] = field(default_factory=list)

    def paragraphs(
        self, vocabulary: frozenset[str], edges: Edges | None = None
    ) -> tuple[Paragraph, ...]:
        """Its paragraphs; `edges` says how far the lines of a column reach."""
        edge = (edges or {}).get(round(self.left), 0.0)
        texts: list[str] = []
        for at, line in enumerate(self.lines):
            if not at or (edge and _begins(self.lines[at - 1], line, edge)):
                texts.append(line.text)
            else:
                texts[-1] = attach(texts[-1], line.text, vocabulary)
        return tuple(Paragraph((Run(fold(text)),)) for text in texts)


def cells(lines: list[Line]) -> list[CellText]:
    """The cells of a row from left to right."""
    found: list[CellText] = []
    for line in lines:
        for part in _parts(line):
            for cell in found:
                if abs(cell.left - part.left) < line.size:
                    cell.lines.append(part)
                    break
            else:
                found.append(CellText(part.left, [part]))
    return sorted(found, key=lambda one: one.left)


def column_edges(rows: list[list[CellText]]) -> Edges:
    """The right edge of the longest line that begins at each place."""
    edges: Edges = {}
    for row in rows:
        for cell in row:
            at = round(cell.left)
            edges[at] = max(edges.get(at, 0.0), *(line.right for line in cell.lines))
    return edges


def _parts(line: Line) -> list[Line]:
    """The pieces of a line that stand in different cells."""
    if not line.cells:
        return [line]
    ends = line.ends or (line.right,) * len(line.cells)
    return [
        replace(line, text=text, left=left, right=end, cells=(), ends=())
        for (left, text), end in zip(line.cells, ends, strict=True)
    ]


def _begins(before: Line, line: Line, edge: float) -> bool:
    """Whether a line of a cell begins a paragraph: an item, or what had room on the line above."""
    both = _VALUE.match(line.text) and _VALUE.match(before.text)
    if _BOX.match(f"{line.text} ") or both:
        return True
    has_room = _has_room(before, line, edge)
    if leads_in(before, line, full=not has_room):
        return True
    if is_open(before):
        return False
    label = split(line.text)
    ended = bool(_ENDED.search(before.text))
    if label is not None and not label.bare and (ended or label.kind == "bullet"):
        return True
    return has_room and not line.text[0].islower()


def _has_room(before: Line, line: Line, edge: float) -> bool:
    """Whether a line's first word would have stood on the line above."""
    word = len(line.text.split(maxsplit=1)[0]) + 1
    return before.right + word * before.letter + _ROOM * before.size < edge


def runs_on(before: Line, line: Line, edge: float) -> bool:
    """Whether a sentence goes on in the next line of a cell."""
    return not _ENDED.search(before.text) and not _has_room(before, line, edge)
