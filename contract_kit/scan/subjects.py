"""Which passages of a long contract are about one subject, such as personal data."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contract_kit.library.packs import Phrase
    from contract_kit.scan.index import Index
    from contract_kit.scan.passages import Passage

_SHORT = 80
_WHOLE = 0.25
_AROUND = 8
_DENSE = 0.5
_MUCH = 0.25


def about(passages: list[Passage], scope: Phrase, index: Index) -> int:
    """The passages that speak of the subject, or stand where it is spoken of, as a set."""
    may = index.may_hold(scope)
    said = [
        bool(may >> one.index & 1 and scope.find(one.whole, one.whole_starts)) for one in passages
    ]
    if len(said) < _SHORT or sum(said) >= _WHOLE * len(said):
        return sum(1 << one.index for one in passages)
    clauses = {one.clause for one, yes in zip(passages, said, strict=True) if yes}
    shares = _shares(passages, said)
    titled = index.under(scope)
    return sum(
        1 << one.index
        for place, one in enumerate(passages)
        if one.clause in clauses
        or titled >> one.index & 1
        or shares[one.path] >= _MUCH
        or _dense(said, place)
    )


def _shares(passages: list[Passage], said: list[bool]) -> dict[str, float]:
    """How much of each headed part speaks of the subject."""
    total: Counter[str] = Counter(one.path for one in passages)
    found: Counter[str] = Counter(one.path for one, yes in zip(passages, said, strict=True) if yes)
    return {path: found[path] / count for path, count in total.items()}


def _dense(said: list[bool], place: int) -> bool:
    around = said[max(0, place - _AROUND) : place + _AROUND + 1]
    return sum(around) >= _DENSE * len(around)
