"""Table rows on PDF pages: lines that stand side by side, cell by cell."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from contract_kit.document import Cell, Row, Table
from contract_kit.read.numbers import split
from contract_kit.read.passages import Passage
from contract_kit.read.pdf_cells import Edges, cells, column_edges, runs_on
from contract_kit.read.prose import Line, paragraphs

_BACK = 8  # the first cell of a row has at most so many lines
_LEVEL = 0.4  # lines this close, in line heights, stand on one height
_CLEAR = 1.6  # a gap of so many line heights is no space between two words
_PROSE = 25  # letters of a line of a cell that holds sentences
_ALIGNED = 1.5  # points between edges that are one
_PAGE_ENTRY = re.compile(r"[ivxl\d]{1,4}")


@dataclass(slots=True)
class _Group:
    """Lines that stand together: one line, or all lines of a table row."""

    lines: list[Line] = field(default_factory=list)
    is_row: bool = False

    @property
    def starts(self) -> list[float]:
        """Where the cells begin."""
        return [start for line in self.lines for start, _ in _segments(line)]


def _segments(line: Line) -> tuple[tuple[float, str], ...]:
    return line.cells or ((line.left, line.text),)


@dataclass(slots=True)
class _Rows:
    """The rows of a table as they come, and where the cells of the last table began."""

    found: list[_Group] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    page: int = 0

    def is_table(self) -> bool:
        """Whether these rows are one: several, or one that goes on with the last table."""
        if len(self.found) != 1:
            return bool(self.found)
        group = self.found[0]
        near = (group.lines[0].page or 0) - self.page <= 1
        columns = _columns(group)
        return (
            near
            and len(columns) == len(self.starts) > 1
            and all(abs(a - b) < _ALIGNED for a, b in zip(columns, self.starts, strict=True))
        )

    def take(self) -> list[_Group]:
        """The rows, and begin anew."""
        rows, self.found = self.found, []
        if rows:
            self.starts, self.page = _columns(rows[-1]), rows[-1].lines[-1].page or 0
        return rows


def _columns(group: _Group) -> list[float]:
    """Where the cells of a row begin, from left to right."""
    return [cell.left for cell in cells(group.lines)]


def passages(lines: list[Line], vocabulary: frozenset[str]) -> list[Passage]:
    """The paragraphs and tables of these lines, in order."""
    found: list[Passage] = []
    plain: list[Line] = []
    rows = _Rows()
    for group in [*_groups(lines), _Group()]:
        if group.is_row:
            rows.found.append(group)
            continue
        if rows.is_table():
            found.extend(paragraphs(plain, vocabulary=vocabulary))
            plain = []
            found.append(_table(rows.take(), vocabulary))
        elif rows.found:
            plain.append(_flat(rows.found.pop(), vocabulary))
        plain.extend(replace(line, cells=()) if line.cells else line for line in group.lines)
    return [*found, *paragraphs(plain, vocabulary=vocabulary)]


def _groups(lines: list[Line]) -> list[_Group]:
    groups: list[_Group] = []
    clear = [_is_clear(*pair) for pair in zip(lines, [*lines[1:], None], strict=True)]
    edges = column_edges([cells([line]) for line in lines if line.cells])
    skipped = 0
    for at, line in enumerate(lines):
        last = groups[-1] if groups else None
        after = lines[at + 1] if at + 1 < len(lines) else None
        skipped = max(skipped, at + _repeated_head(groups, lines, at))
        if at < skipped:
            continue
        if (
            last is not None
            and last.is_row
            and (_belongs(last, line) or _wraps(last, line, after) or _runs_on(last, line, edges))
        ):
            last.lines.append(line)
        elif last is not None and _jumps(last.lines[-1], line) and _merge_back(groups, line):
            continue
        elif _is_row(line, beside=any(clear[max(0, at - 3) : at + 4])):
            _take(groups, _cell_top(groups, 0, line), line)
        else:
            groups.append(_Group([line]))
    return groups


def _runs_on(group: _Group, line: Line, edges: Edges) -> bool:
    """Whether a line goes on with several cells at once, as prose in columns does."""
    before = group.lines[-1]
    if not line.cells or line.page != before.page or before.top - line.top > 1.45 * line.size:
        return False
    above, below = cells([before]), cells([line])
    if len(above) != len(below) or any(split(one.lines[0].text) for one in below):
        return False
    pairs = list(zip(above, below, strict=True))
    if any(abs(a.left - b.left) > _ALIGNED for a, b in pairs):
        return False
    full = [
        runs_on(a.lines[0], b.lines[0], edges[round(a.left)])
        for a, b in pairs
        if len(a.lines[0].text) >= _PROSE
    ]
    lower = any(b.lines[0].text[0].islower() for _, b in pairs)
    return sum(full) > 1 or (any(full) and lower)


def _is_clear(line: Line, after: Line | None) -> bool:
    """Whether a line is a row: by a wide gap, or since the next goes on below its second cell."""
    if not line.cells or line.widest >= _CLEAR:
        return bool(line.cells)
    later = [start for start, _ in line.cells[1:]]
    return (
        after is not None
        and after.page == line.page
        and any(abs(after.left - start) < _ALIGNED for start in later)
    )


def _repeated_head(groups: list[_Group], lines: list[Line], at: int) -> int:
    """How many lines at the top of a page say again what the first row of the table says."""
    line = lines[at]
    if not groups or not groups[-1].is_row or line.page == groups[-1].lines[-1].page:
        return 0
    count = 0
    while count < len(groups) and groups[-1 - count].is_row:
        count += 1
    head = groups[-count].lines
    again = lines[at : at + len(head)]
    same = [(one.text, round(one.left)) for one in head] == [
        (one.text, round(one.left)) for one in again
    ]
    return len(head) if same else 0


def _wraps(group: _Group, line: Line, after: Line | None) -> bool:
    """Whether a line goes on with the first cell: it is nearer to this row than to the next."""
    last = group.lines[-1]
    step = last.top - line.top
    if (
        line.cells
        or line.page != last.page
        or line.strong != last.strong
        or step > 1.35 * line.size
    ):
        return False
    if (
        abs(line.left - group.lines[0].left) > 0.5 * line.size
        or line.right > min(group.starts[1:], default=0) + 2
    ):
        return False
    return after is None or after.page != line.page or line.top - after.top > 1.1 * step


def _is_row(line: Line, *, beside: bool) -> bool:
    """Gaps make a row (small ones beside a clear row only), but not those of a contents entry."""
    if not line.cells or not beside:
        return False
    return not (
        len(line.cells) <= 3 and _PAGE_ENTRY.fullmatch(line.cells[-1][1]) and _is_entry(line)
    )


def _is_entry(line: Line) -> bool:
    """Whether the cells before a page number are a number and a title."""
    return len(line.cells) == 2 or split(line.cells[0][1] + " A") is not None


def _belongs(group: _Group, line: Line) -> bool:
    """Whether a line is the next cell of a row, or goes on in one of its cells."""
    last, first = group.lines[-1], group.lines[0]
    later = [start for start in group.starts if start > first.left + line.size]
    inside = all(any(abs(start - one) < line.size for one in later) for start, _ in _segments(line))
    if line.page != last.page:
        return (inside and bool(later)) or _goes_on(group, line)
    here = [one for one in group.lines if one.page == line.page]
    lowest = min(one.top for one in here)
    level = lowest - _LEVEL * line.size <= line.top <= here[0].top + _LEVEL * line.size
    if level and line.left > last.left + line.size:
        return True
    below = 0.5 * line.size < last.top - line.top < 1.7 * line.size
    return below and inside and bool(later)


def _goes_on(group: _Group, line: Line) -> bool:
    """Whether the first row of a page goes on with the cells of the last row of the one before."""
    starts = [start for start, _ in _segments(line)]
    known = all(any(abs(start - one) < line.size for one in group.starts) for start in starts)
    if not line.cells or not known:
        return False
    ends = [cell.lines[-1].text for cell in cells(group.lines)]
    return all(text[0].islower() for _, text in line.cells) and not any(
        one.endswith((".", ";", ":")) for one in ends[: len(starts)]
    )


def _jumps(last: Line, line: Line) -> bool:
    """Whether a line stands to the right of the last one, on its height or above."""
    return (
        line.page == last.page
        and line.left > last.left + 2 * line.size
        and -_LEVEL * line.size <= line.top - last.top < 12 * line.size
    )


def _merge_back(groups: list[_Group], line: Line) -> bool:
    """Make the lines left of this one, from its height down, the first cell of a row."""
    for count in range(1, min(_BACK, len(groups)) + 1):
        start = groups[-count]
        if start.is_row or start.lines[0].page != line.page or start.lines[0].right > line.left + 2:
            return False
        if start.lines[0].top >= line.top - _LEVEL * line.size:
            _take(groups, _cell_top(groups, count, line), line)
            return True
    return False


def _take(groups: list[_Group], count: int, line: Line) -> None:
    """Make a row of the last `count` groups and a line."""
    start = len(groups) - count
    above = [one for group in groups[start:] for one in group.lines]
    groups[start:] = [_Group([*above, line], is_row=True)]


def _cell_top(groups: list[_Group], count: int, line: Line) -> int:
    """How many lines above belong to the first cell, when the next cell stands lower in the row."""
    limit = line.cells[1][0] if line.cells else line.left
    below = groups[-count].lines[0] if count else line
    while count < min(_BACK, len(groups)):
        above = groups[-count - 1]
        last = above.lines[-1]
        near = (
            last.page == below.page and 0.6 * below.size < last.top - below.top < 1.35 * below.size
        )
        alike = abs(last.left - below.left) < 0.5 * below.size and last.strong == below.strong
        if above.is_row or not near or not alike or last.right > limit + 2:
            break
        count += 1
        below = last
    return count


def _flat(group: _Group, vocabulary: frozenset[str]) -> Line:
    """A single row as one line."""
    first = group.lines[0]
    if len(group.lines) == 1:
        return first
    text = " ".join(one.text for cell in cells(group.lines) for one in cell.paragraphs(vocabulary))
    right = max(line.right for line in group.lines)
    return replace(first, text=text, right=right, cells=((first.left, text), (right, "")))


def _table(groups: list[_Group], vocabulary: frozenset[str]) -> Passage:
    """Rows that follow each other as a table; a head repeated on the next page stands once."""
    rows: list[Row] = []
    made = [cells(group.lines) for group in groups]
    edges = column_edges(made)
    for group, parts in zip(groups, made, strict=True):
        row = tuple(Cell(part.paragraphs(vocabulary, edges)) for part in parts)
        again = bool(rows) and row == rows[0].cells and group.lines[0].turned
        if again:
            continue
        head = not rows and all(line.strong for line in group.lines)
        rows.append(Row(row, head))
    return Passage(table=Table(tuple(rows)), page=groups[0].lines[0].page)
