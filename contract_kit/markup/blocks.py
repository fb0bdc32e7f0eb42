"""What a clause body consists of: text blocks, tables and markers, each with its source line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Alignment = Literal["left", "right", "center"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one format."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class MarkerSpan:
    """A place inside a text that a template function marked: `name` is ref, term and so on."""

    name: str
    argument: str
    bold: bool = False
    italic: bool = False


MInline = Span | MarkerSpan


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph.

    `level` is 0 for running text, 1 for a `1.` item, 2 for `a.`, 3 for `i.`. A paragraph indented
    under an item has the item's level but is not `ordered`; so has a bullet.
    """

    runs: tuple[MInline, ...]
    level: int = 0
    ordered: bool = False
    bullet: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A pipe table; `head` is empty when there was no `|---|` line below the first row."""

    head: tuple[tuple[MInline, ...], ...]
    rows: tuple[tuple[tuple[MInline, ...], ...], ...]
    aligns: tuple[Alignment, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Marker:
    """A paragraph that is nothing but a marker, such as a computed table."""

    name: str
    argument: str
    line: int = 0


MBlock = Text | TableBlock | Marker
