"""Which passages of a long contract are about one subject, such as personal data."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contract_kit.library.packs import Phrase
    from contract_kit.scan.passages import Passage

_SHORT = 80
_WHOLE = 0.25
_AROUND = 8
_DENSE = 0.5
_MUCH = 0.25


def about(passages: list[Passage], scope: Phrase) -> frozenset[int]:
    """The places of the passages that speak of the subject, or stand where it is spoken of."""
    said = [bool(scope.regex.search(one.whole)) for one in passages]
    everything = frozenset(range(len(passages)))
    if len(said) < _SHORT or sum(said) >= _WHOLE * len(said):
        return everything
    clauses = {one.clause for one, yes in zip(passages, said, strict=True) if yes}
    shares = _shares(passages, said)
    titles = {path: bool(scope.regex.search(path)) for path in {one.path for one in passages}}
    return frozenset(
        one.index
        for one in passages
        if one.clause in clauses
        or titles[one.path]
        or shares[one.path] >= _MUCH
        or _dense(said, one.index)
    )


def _shares(passages: list[Passage], said: list[bool]) -> dict[str, float]:
    """How much of each headed part speaks of the subject."""
    total: Counter[str] = Counter(one.path for one in passages)
    found: Counter[str] = Counter(one.path for one, yes in zip(passages, said, strict=True) if yes)
    return {path: found[path] / count for path, count in total.items()}


def _dense(said: list[bool], place: int) -> bool:
    around = said[max(0, place - _AROUND) : place + _AROUND + 1]
    return sum(around) >= _DENSE * len(around)
