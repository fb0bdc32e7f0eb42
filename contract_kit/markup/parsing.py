"""Blocks: which lines belong together, which are items, and how deep they stand.

Indentation is forgiving: two to four spaces a level. An item's level follows from its place under
the item above it, and from its label: `1.` is level 1, `a.` level 2 at least, `ii.` level 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from contract_kit.markup.blocks import Alignment, Marker, MarkerSpan, MBlock, TableBlock, Text
from contract_kit.markup.spans import CLOSE, LINE_CLOSE, LINE_OPEN, OPEN, inline

_LINE_MARK = re.compile(rf"{LINE_OPEN}(\d*){LINE_CLOSE}")
_ITEM = re.compile(r"(\d+|[a-z]|[ivxlc]{2,6})\.(?: +|$)")
_BULLET = re.compile(r"- +|-$")
_DELIMITER = re.compile(r"\|?( *:?-+:? *\|)* *:?-+:? *\|?$")
_CELL = re.compile(rf"(?:\\.|{OPEN}[^{CLOSE}]*{CLOSE}|[^|\\]|\\$)*")
_SPACES = re.compile(r"[ \t\r\v\f]+")
_DEEPEST = 3


@dataclass(slots=True)
class _Line:
    """A source line: its indentation, its text without line marks, and where it comes from."""

    indent: int
    text: str
    line: int
    marked: bool


@dataclass(slots=True)
class _Item:
    """An open item: continuation paragraphs below it are indented two columns at least."""

    indent: int
    level: int
    label: str


@dataclass(slots=True)
class _Block:
    """Lines being collected for one paragraph or table."""

    lines: list[str]
    line: int
    level: int = 0
    ordered: bool = False
    bullet: bool = False
    table: bool = False


@dataclass(slots=True)
class _Parser:
    """Turns lines into blocks, keeping the stack of open items."""

    items: list[_Item] = field(default_factory=list)
    open: _Block | None = None

    def feed(self, line: _Line) -> Iterator[_Block]:
        """The block that `line` brings to its end, if any."""
        if not line.text:
            yield from self.close()
            return
        started = self._start(line)
        if started is None and self.open is not None:
            self.open.lines.append(line.text)
            return
        yield from self.close()
        self.open = started or _Block([line.text], line.line, level=self._under(line.indent))

    def close(self) -> Iterator[_Block]:
        """The block still open, if any."""
        if self.open is not None:
            yield self.open
        self.open = None

    def _start(self, line: _Line) -> _Block | None:
        """The block `line` begins whatever stands above it: an item, a bullet or a table."""
        if item := _ITEM.match(line.text):
            level = self._item(line.indent, item[1])
            return _Block([line.text[item.end() :]], line.line, level=level, ordered=True)
        if bullet := _BULLET.match(line.text):
            level = self._under(line.indent)
            return _Block([line.text[bullet.end() :]], line.line, level=level, bullet=True)
        is_table = line.text.startswith("|")
        was_table = self.open is not None and self.open.table
        if is_table != was_table:
            return _Block([line.text], line.line, level=self._under(line.indent), table=is_table)
        return _Block([line.text], line.line) if line.marked and not is_table else None

    def _under(self, indent: int) -> int:
        """The level of a paragraph at `indent`; items it does not stand under are closed."""
        while self.items and self.items[-1].indent + 2 > indent:
            self.items.pop()
        return self.items[-1].level if self.items else 0

    def _item(self, indent: int, label: str) -> int:
        """The level of an item; it becomes the innermost open one."""
        if label.isdigit():
            self.items = [_Item(indent, 1, label)]
            return 1
        while self.items and self.items[-1].indent > indent + 1:
            self.items.pop()
        level = self._level(indent, label)
        while self.items and self.items[-1].level >= level:
            self.items.pop()
        self.items.append(_Item(indent, level, label))
        return level

    def _level(self, indent: int, label: str) -> int:
        if len(label) > 1:
            return _DEEPEST
        above = self.items[-1] if self.items else None
        if above is None:
            return _DEEPEST if label == "i" else 2
        level = above.level + 1 if indent >= above.indent + 2 else above.level
        if label == "i" and above.level == level == 2 and above.label != "h":
            return _DEEPEST
        return min(max(level, 2), _DEEPEST)


def parse(source: str) -> tuple[MBlock, ...]:
    """The blocks of a clause body.

    A block's line is that of its line mark; without one, the line in `source`, from 1.
    """
    parser = _Parser()
    blocks: list[MBlock] = []
    for line in _lines(source):
        blocks.extend(_finished(block) for block in parser.feed(line))
    blocks.extend(_finished(block) for block in parser.close())
    return tuple(blocks)


def _lines(source: str) -> Iterator[_Line]:
    for ordinal, raw in enumerate(source.split("\n"), start=1):
        marks = [int(mark) for mark in _LINE_MARK.findall(raw) if mark]
        text = _LINE_MARK.sub("", raw).expandtabs(4)
        body = _SPACES.sub(" ", text).strip(" ")
        indent = len(text) - len(text.lstrip(" "))
        yield _Line(indent, body, marks[0] if marks else ordinal, bool(marks))


def _finished(block: _Block) -> MBlock:
    if block.table:
        return _table(block)
    runs = inline(" ".join(part for part in block.lines if part))
    if len(runs) == 1 and isinstance(runs[0], MarkerSpan) and not (block.ordered or block.bullet):
        return Marker(runs[0].name, runs[0].argument, block.line)
    return Text(runs, block.level, block.ordered, block.bullet, block.line)


def _table(block: _Block) -> TableBlock:
    rows = [_cells(line) for line in block.lines]
    aligns: tuple[Alignment, ...] = ()
    head: list[str] = []
    if len(rows) > 1 and _DELIMITER.match(block.lines[1]):
        head, delimiter = rows[:2]
        aligns = tuple(_alignment(cell) for cell in delimiter)
        rows = rows[2:]
    width = max([len(head), *(len(row) for row in rows)])
    missing: list[Alignment] = ["left"] * (width - len(aligns))
    aligns = (*aligns, *missing)[:width]
    filled = [row + [""] * (width - len(row)) for row in ([head] if head else []) + rows]
    parsed = tuple(tuple(inline(cell) for cell in row) for row in filled)
    return TableBlock(parsed[0] if head else (), parsed[1 if head else 0 :], aligns, block.line)


def _cells(line: str) -> list[str]:
    """The cells of a row; an escaped bar belongs to its cell."""
    cells: list[str] = []
    position = 1
    while position <= len(line):
        match = _CELL.match(line, position)
        end = match.end() if match else position
        cells.append(line[position:end].strip(" "))
        position = end + 1
    if len(cells) > 1 and not cells[-1]:
        cells.pop()
    return cells or [""]


def _alignment(cell: str) -> Alignment:
    if cell.endswith(":"):
        return "center" if cell.startswith(":") else "right"
    return "left"
