"""Lines of justified text in narrow columns: their spaces are as wide as those between cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contract_kit.read.prose import Line

_FLUSH = 1.5  # points by which the edges of a column differ
_LEADING = 2.0  # line heights between lines that stand together


def stretched(lines: list[Line]) -> Iterator[Line]:
    """The lines with wide gaps that are prose set flush with the lines around them.

    All gaps of such a line are equal, and a line of ordinary words ends at its edge or begins at
    both of its sides.
    """
    for at, line in enumerate(lines):
        if line.cells and line.even and any(_prose(lines, at, step) for step in (-1, 1)):
            yield line


def _prose(lines: list[Line], at: int, step: int) -> bool:
    """Whether the text above (or below) is prose of the same column."""
    line = lines[at]
    while 0 <= at + step < len(lines):
        before, at = lines[at], at + step
        other = lines[at]
        if abs(other.top - before.top) > _LEADING * before.size:
            return False
        if abs(other.right - line.right) > _FLUSH:
            return False
        if not other.cells:
            return len(other.text.split()) > 2
        if not other.even:
            return False
    return False
