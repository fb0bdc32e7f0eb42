"""Numbers that count the lines of a page in its margin: no words of the contract.

They are told from the numbers of clauses, lists and tables by what they count: each line, or each
fifth, in one column, whatever the line says; many begin in the middle of a sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

FIRST = re.compile(r"(\d{1,4})(?:\s+(?=\S)|$)")
LAST = re.compile(r"(?:^|(?<=\S)\s+)(\d{1,4})$")
_LEAST = 5  # so many numbers make a column
_LEAST_APART = 3  # as many do where they count each fifth line
_REGULAR = 0.7
_WITHIN = 0.2  # share of lines that begin in the middle of a sentence
_LONG = 30  # letters of a line that is no entry of a list
_SENTENCE = re.compile(r"[.;:][\"”’)]{0,2}$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A bare number at the start or end of a line.

    `row` counts the heights of the page from the top, `left` and `right` are its edges, `words`
    is what else stands on its height.
    """

    row: int
    value: int
    left: float
    right: float
    words: str


def margin(figures: list[Figure], reach: float, known: float | None = None) -> list[Figure]:
    """The figures that count lines, none where they are something else.

    Edges closer than `reach` are one column; `known` is an edge at which the page before had such
    a column, so that a few lines will do.
    """
    column = _column(figures, reach, known)
    pairs = list(pairwise(column))
    steps = Counter(after.value - one.value for one, after in pairs if after.value > one.value)
    if known is not None:
        return column if _counts(pairs, steps.most_common(1)[0][0] if steps else 1) else []
    if not steps:
        return []
    step = steps.most_common(1)[0][0]
    if len(column) < (_LEAST if step == 1 else _LEAST_APART):
        return []
    if step > 1 and any(one.value % step for one in column):
        return []
    return column if _counts(pairs, step) and _within_sentences(column, step) else []


def _column(figures: list[Figure], reach: float, known: float | None) -> list[Figure]:
    """The largest group of figures that share their left or their right edge."""
    best: list[Figure] = []
    for edge in ("left", "right"):
        places = [float(getattr(one, edge)) for one in figures]
        for place in {round(one) for one in places} if known is None else {known}:
            near = [
                one for one, at in zip(figures, places, strict=True) if abs(at - place) <= reach
            ]
            best = max(best, near, key=len)
    return best


def _counts(pairs: list[tuple[Figure, Figure]], step: int) -> bool:
    """Whether the numbers go up by `step`, and by as much as there are lines between them."""
    rising = [(one, after) for one, after in pairs if after.value > one.value]
    if len(pairs) - len(rising) > 0.2 * len(pairs):
        return False
    even = sum(after.value - one.value == step for one, after in rising)
    alone = sum(not one.words for one, _ in rising)
    by_line = sum(abs(after.row - one.row - step) <= step // 5 for one, after in rising)
    regular = _REGULAR * len(rising)
    return even >= regular and (by_line >= regular or alone >= regular)


def _within_sentences(column: list[Figure], step: int) -> bool:
    """Whether lines are counted without regard to what they say."""
    words = [one.words for one in column if one.words]
    if not words:
        return len(column) >= 2 * _LEAST
    if sum(len(one) >= _LONG for one in words) < 0.5 * len(words):
        return False
    within = sum(one[0].islower() for one in words)
    ended = sum(bool(_SENTENCE.search(one)) for one in words)
    return within >= max(_WITHIN * len(words), 2 if step == 1 else 1) and ended <= 0.6 * len(words)
