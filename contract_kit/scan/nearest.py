"""The passages that nearly state a requirement, nearest first, and read only as far as one asks."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heapify, heappop, heapreplace
from typing import TYPE_CHECKING

from contract_kit.scan.index import places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contract_kit.library.packs import Pattern
    from contract_kit.scan.matching import Reading
    from contract_kit.scan.passages import Passage

NOT_SAID = "does not say: "
_FAR = 0.5
"""A pattern comes near where no larger share of it is lacking."""


@dataclass(frozen=True)
class Miss:
    """A pattern that nearly stands in a passage; `near` says how nearly, from 0 to 1."""

    passage: Passage
    why_not: str
    near: float


class _Try:
    """A pattern looked for in a passage, phrase by phrase."""

    def __init__(self, passage: Passage, pattern: Pattern, may: list[bool]) -> None:
        self.passage = passage
        self.pattern = pattern
        wanted = pattern.wanted
        self._unread = [one for one, may_stand in zip(wanted, may, strict=True) if may_stand]
        self._lacking = [one for one, may_stand in zip(wanted, may, strict=True) if not may_stand]

    @property
    def far(self) -> float:
        """The share that is known to be lacking, from 0 to 1."""
        return len(self._lacking) / len(self.pattern.wanted) if self._lacking else 0.0

    def read_on(self, reading: Reading) -> bool:
        """Look for the other phrases until one is lacking; says whether all were found."""
        while self._unread:
            phrase = self._unread.pop()
            if reading.place(phrase, self.passage) is None:
                self._lacking.append(phrase)
                return False
        return True

    def why_not(self, reading: Reading) -> str:
        """Why the pattern does not count, all of it read; empty where that cannot be said."""
        if not self._lacking:
            return reading.refusal(self.passage, self.pattern)
        label = next(one for one in self.pattern.wanted if one in self._lacking).label
        return f"{NOT_SAID}{label}" if label else "says only part of it"


def nearest(patterns: Sequence[Pattern], near: int, reading: Reading) -> Iterator[Miss]:
    """Why the patterns do not count in the passages of `near` in which half of them stands.

    The nearest come first, then the order is that of the passages, then that of the patterns. A
    phrase is looked for in a passage only when nothing that is known can come nearer.
    """
    waiting = [
        (one.far, one.passage.index, rank, one)
        for rank, pattern in enumerate(patterns)
        for one in _tries(pattern, near, reading)
        if one.far <= _FAR
    ]
    heapify(waiting)
    while waiting:
        far, place, rank, first = waiting[0]
        if not first.read_on(reading):
            if first.far > _FAR:
                heappop(waiting)
            else:
                heapreplace(waiting, (first.far, place, rank, first))
            continue
        heappop(waiting)
        if reason := first.why_not(reading):
            yield Miss(first.passage, reason, 1 - far)


def _tries(pattern: Pattern, near: int, reading: Reading) -> Iterator[_Try]:
    wanted = pattern.wanted
    may = near & reading.index.half(wanted)
    holding = [reading.may_hold(one) for one in wanted] if may else []
    for place in places(may):
        yield _Try(reading.passages[place], pattern, [bool(one >> place & 1) for one in holding])
