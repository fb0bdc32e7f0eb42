"""The lines of PDF pages in reading order, without what only runs along on every page."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from contract_kit.read.furniture import can_run, in_order, page_value, shape
from contract_kit.read.prose import is_bullet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contract_kit.read.prose import Line

_ZONE = 4  # so many lines at the top and foot of a page may be running ones
_NEAR = 6
_TITLE = 1.4  # a line so much larger than the running one of the same words is a title
_COLUMN = 40.0


def without_running(pages: list[list[Line]]) -> tuple[list[list[Line]], tuple[str, ...]]:
    """The pages without running heads, feet and page numbers; and the texts of those."""
    flat = [line for page in pages for line in page]
    values = {
        at: value
        for at, line in enumerate(flat)
        if (value := page_value(line.text)) is not None and _alone(flat, at)
    }
    drop = {id(flat[at]) for at in in_order(values)}
    zones = [_zone(page, drop) for page in pages]
    counts = Counter(form for zone in zones for form in set(zone.values()))
    least = max(2, round((0.6 if len(pages) < 8 else 0.3) * len(pages)))
    sizes = _sizes(pages, zones)
    headers: dict[str, str] = {}
    for page, zone in zip(pages, zones, strict=True):
        for line in page:
            form = zone.get(id(line))
            ends_sentence = (
                line.text[0].islower() and line.text[-1] == "." and line.text.count(" ") < 3
            )
            runs = form is not None and counts[form] >= least and line.size < sizes[form]
            if form is not None and runs and can_run(form) and not ends_sentence:
                drop.add(id(line))
                headers.setdefault(form, line.text)
    return [[line for line in page if id(line) not in drop] for page in pages], tuple(
        headers.values()
    )


def _sizes(pages: list[list[Line]], zones: list[dict[int, str]]) -> dict[str, float]:
    """From which size on a line of each shape is no running one, but the title that it repeats."""
    found: dict[str, float] = {}
    for page, zone in zip(pages, zones, strict=True):
        for line in page:
            if form := zone.get(id(line)):
                found[form] = min(found.get(form, line.size * _TITLE), line.size * _TITLE)
    return found


def _alone(lines: list[Line], at: int) -> bool:
    """Whether no other line stands on the height of this one, as beside a figure in a table."""
    line = lines[at]
    near = (*lines[max(0, at - 12) : at], *lines[at + 1 : at + 13])
    return not any(
        one.page == line.page and abs(one.top - line.top) < 0.4 * line.size for one in near
    )


def _zone(page: list[Line], drop: set[int]) -> dict[int, str]:
    """Shapes of the lines nearest to the top and the foot of a page."""
    order = sorted((line for line in page if id(line) not in drop), key=lambda line: -line.top)
    return {id(line): shape(line.text) for line in (*order[:_ZONE], *order[-_ZONE:])}


def arrange(pages: list[list[Line]]) -> list[Line]:
    """All lines in reading order with the space above each and the edge it was wrapped at."""
    found: list[Line] = []
    common = _leading(ratio for page in pages for ratio in _leadings(page))
    for page in pages:
        lines = _ordered(_with_bullets(page))
        own = list(_leadings(lines))
        _place(lines, _leading(own) if len(own) >= 8 else common)
        found.extend(lines)
    return found


def _leading(ratios: Iterable[float]) -> float:
    """The commonest distance of lines within a paragraph."""
    counts = Counter(ratios)
    return counts.most_common(1)[0][0] if counts else 1.2


def _leadings(page: list[Line]) -> Iterator[float]:
    """Distances, in line heights, between lines of which the upper one ends within a sentence."""
    for above, line in pairwise(page):
        step = (above.top - line.top) / above.size
        if (
            0.6 < step < 2.6
            and abs(above.left - line.left) < _COLUMN
            and above.text[-1] not in ".;:"
        ):
            yield round(step * 10) / 10


def _ordered(page: list[Line]) -> list[Line]:
    """Drawing order, unless it jumps up the page where there is no column to go to."""
    jumps = sum(
        1
        for above, line in pairwise(page)
        if line.top > above.top + above.size and line.left < above.right and above.left < line.right
    )
    if jumps > max(2, 0.08 * len(page)):
        return _by_place(page)
    return _joined_rows(page)


def _with_bullets(page: list[Line]) -> list[Line]:
    """Bullets drawn apart from their text, before or after it, stand before it."""
    marks = [line for line in page if is_bullet(line.text)]
    if not marks:
        return page
    pairs: dict[int, Line] = {}
    for mark in marks:
        beside = [
            line
            for line in page
            if abs(line.top - mark.top) < 0.4 * max(line.size, mark.size)
            and 0 < line.left - mark.left < _COLUMN + mark.size
            and not is_bullet(line.text)
            and id(line) not in pairs
        ]
        if beside:
            pairs[id(min(beside, key=lambda line: line.left))] = mark
    drop = {id(mark) for mark in pairs.values()}
    return [_marked(line, pairs.get(id(line))) for line in page if id(line) not in drop]


def _marked(line: Line, mark: Line | None) -> Line:
    if mark is None:
        return line
    cells = line.cells
    if cells:
        cells = ((mark.left, f"{mark.text} {cells[0][1]}"), *cells[1:])
    return replace(line, text=f"{mark.text} {line.text}", left=mark.left, cells=cells)


def _by_place(page: list[Line]) -> list[Line]:
    """Lines from top to bottom, those on one height from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(page, key=lambda one: -one.top):
        if rows and abs(rows[-1][0].top - line.top) < 0.4 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda one: one.left)]


def _joined_rows(page: list[Line]) -> list[Line]:
    """A number drawn apart from its text, left of it on the same height, is one line with it."""
    found: list[Line] = []
    for line in page:
        last = found[-1] if found else None
        if (
            last is not None
            and abs(last.top - line.top) < 0.2 * line.size
            and 0 <= line.left - last.right < 60
            and len(last.text) <= 8
        ):
            found[-1] = replace(
                last, text=f"{last.text} {line.text}", right=line.right, strong=line.strong
            )
        else:
            found.append(line)
    return found


def _place(lines: list[Line], leading: float) -> None:
    """Set the edge, the gap above and the page turn of each line."""
    rights = sorted(line.right for line in lines)
    widest = rights[int(len(rights) * 0.9)] if rights else 0.0
    for at, line in enumerate(lines):
        near = lines[max(0, at - _NEAR) : at + _NEAR + 1]
        beside = [one.right for one in near if abs(one.left - line.left) < _COLUMN]
        edge = max(beside) if len(beside) > 3 else max(widest, line.right)
        gap, turned = 0.0, at == 0
        if at:
            above = lines[at - 1]
            step = (above.top - line.top) / max(above.size, 1.0)
            turned = step < -0.5
            gap = 1.0 if -0.5 <= step < 0.3 else max(0.0, step / leading - 1.0)
            if abs(above.left - line.left) > 4 * _COLUMN and not turned and line.left > above.right:
                gap = max(gap, 1.0)
        line.edge, line.gap, line.turned = edge, gap, turned
