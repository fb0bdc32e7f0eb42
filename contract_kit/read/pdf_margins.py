"""Line numbers in the margins of a PDF page, taken out of its lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contract_kit.read.line_numbers import FIRST, LAST, Figure, margin

if TYPE_CHECKING:
    from collections.abc import Callable

    from contract_kit.read.prose import Line

    Spanned = tuple[Line, re.Match[str]]
    Again = Callable[[str, int, int], Spanned | None]
    """Makes the line between two places of a page's text."""
    Margins = tuple[float | None, float | None]
    """The edges of the columns of numbers at the left and at the right."""

_REACH = 3.0  # points
_FEW = 3  # with fewer numbers nothing is counted


def without_line_numbers(
    found: list[Spanned], again: Again, known: Margins
) -> tuple[list[Spanned], Margins]:
    """The lines of a page without the numbers that count them, and where those stood."""
    edges: list[float | None] = []
    for pattern, edge in zip((FIRST, LAST), known, strict=True):
        found, place = _without(found, again, pattern, edge)
        edges.append(place)
    return found, (edges[0], edges[1])


def _without(
    found: list[Spanned], again: Again, pattern: re.Pattern[str], known: float | None
) -> tuple[list[Spanned], float | None]:
    shown = [(at, hit) for at, (line, _) in enumerate(found) if (hit := pattern.search(line.text))]
    if pattern is FIRST:
        shown = [(at, hit) for at, hit in shown if not hit.start()]
    if len(shown) < (_FEW if known is None else 1):
        return found, known
    figures = {}
    rows = _rows([line for line, _ in found])
    for at, hit in shown:
        figure = _figure(found, at, hit, rows, again)
        if figure is not None:
            figures[at] = figure
    ordered = sorted(figures.values(), key=lambda one: one.row)
    chosen = margin(ordered, _REACH, known)
    if not chosen:
        return found, known
    drop = {at: hit for at, hit in shown if figures.get(at) in chosen}
    kept = [_cut(one, drop[at], again) if at in drop else one for at, one in enumerate(found)]
    return [one for one in kept if one is not None], _edge(chosen)


def _edge(chosen: list[Figure]) -> float:
    """The edge that the figures share."""
    lefts, rights = [one.left for one in chosen], [one.right for one in chosen]
    return min(lefts) if max(lefts) - min(lefts) < max(rights) - min(rights) else max(rights)


def _rows(lines: list[Line]) -> list[int]:
    """For each line, how many heights of the page are above its own."""
    order = sorted(range(len(lines)), key=lambda at: -lines[at].top)
    rows = [0] * len(lines)
    row, last = -1, None
    for at in order:
        if last is None or last - lines[at].top > 0.4 * lines[at].size:
            row, last = row + 1, lines[at].top
        rows[at] = row
    return rows


def _places(one: Spanned, hit: re.Match[str]) -> tuple[int, int]:
    """Where a number at an end of a line begins and ends in the page's text."""
    match = one[1]
    body = match[0].rstrip(" \t\ufffe\x02")
    if hit.start():
        end = match.start() + len(body)
        return end - len(hit[1]), end
    start = match.start() + len(body) - len(body.lstrip())
    return start, start + len(hit[1])


def _figure(
    found: list[Spanned], at: int, hit: re.Match[str], rows: list[int], again: Again
) -> Figure | None:
    line, match = found[at]
    made = again(match.string, *_places(found[at], hit))
    if made is None or made[0].text != hit[1]:
        return None
    words = line.text[: hit.start()] if hit.start() else line.text[hit.end() :]
    if not words:
        beside = [one.text for (one, _), row in zip(found, rows, strict=True) if row == rows[at]]
        words = next((one for one in beside if one != line.text), "")
    return Figure(rows[at], int(hit[1]), made[0].left, made[0].right, words)


def _cut(one: Spanned, hit: re.Match[str], again: Again) -> Spanned | None:
    """A line without its number; nothing where it holds no more."""
    match = one[1]
    start, end = _places(one, hit)
    if hit.start():
        return again(match.string, match.start(), start)
    return again(match.string, end, match.end())
