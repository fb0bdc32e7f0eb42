"""Which passages of a long contract are about one subject, such as personal data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract_kit.scan.index import places

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
    """The passages that speak of the subject, or stand where it is spoken of, as a set.

    The passages are those of one file; their indexes follow each other.
    """
    first = passages[0].index if passages else 0
    every = ((1 << len(passages)) - 1) << first
    may = places(every & index.may_hold(scope))
    said = sum(1 << place for place in may if scope.find(passages[place - first].full))
    if len(passages) < _SHORT or said.bit_count() >= _WHOLE * len(passages):
        return every
    found = said | index.under(scope)
    for part in index.parts:
        own = part & every
        if (own & said).bit_count() >= _MUCH * own.bit_count():
            found |= own
    for group in index.clauses:
        if group & said:
            found |= group
    return every & (found | _dense(said, every & ~found, every))


def _dense(said: int, left: int, every: int) -> int:
    """Those of the passages left that stand where it is spoken of in every other passage."""
    window = (1 << 2 * _AROUND + 1) - 1
    found = 0
    for place in places(left):
        shift = place - _AROUND
        around = every & (window << shift if shift >= 0 else window >> -shift)
        if (around & said).bit_count() >= _DENSE * around.bit_count():
            found |= 1 << place
    return found
