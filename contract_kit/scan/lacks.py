"""What a requirement that is met in part still lacks, in words."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from contract_kit.scan.nearest import NOT_SAID, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contract_kit.library.packs import Phrase, Requirement
    from contract_kit.scan.matching import Hit, Reading
    from contract_kit.scan.passages import Passage

_MOST = 2


def lacks(requirement: Requirement, reading: Reading, hits: Sequence[Hit]) -> tuple[str, ...]:
    """The parts that no hit names; else what a full statement says and the hits do not.

    A part is left out whose name or half of whose words stand in the clauses of the hits: it may
    be said there in other words. Empty where the patterns cannot tell.
    """
    if requirement.parts:
        met = {hit.part for hit in hits if hit.gives == "satisfied"}
        clauses = {hit.passage.clause for hit in hits}
        around = [one for one in reading.passages if one.clause in clauses]
        unmet = [part for part in requirement.parts if part not in met]
        return tuple(one for one in unmet if not _may_say(requirement, one, around, reading))
    whole = [one for part, one in requirement.ways if not part and one.gives == "satisfied"]
    places = sum(1 << place for place in {hit.passage.index for hit in hits})
    misses = islice(nearest(whole, places, reading), 2 * _MOST)
    reasons = dict.fromkeys(one.why_not.removeprefix(NOT_SAID) for one in misses)
    return tuple(islice(reasons, _MOST))


def _may_say(
    requirement: Requirement, part: str, around: Sequence[Passage], reading: Reading
) -> bool:
    """Whether passages speak of a part of a requirement."""
    named = re.compile(rf"\b{re.escape(part.lower().removesuffix('s'))}")
    if any(named.search(one.text.lower()) for one in around):
        return True
    full = [(name, way) for name, way in requirement.ways if way.gives == "satisfied"]
    others = [phrase for name, way in full if name != part for phrase in (*way.wanted, *way.near)]
    taken = [{reading.place(one, each) for one in others} for each in around]
    return any(_half(way.find, around, taken, reading) for name, way in full if name == part)


def _half(
    phrases: Sequence[Phrase],
    around: Sequence[Passage],
    taken: Sequence[set[tuple[int, int] | None]],
    reading: Reading,
) -> bool:
    """Whether half of the phrases stand in some passage, one of them where none is `taken`."""
    places = [
        [(reading.place(one, each), seen) for each, seen in zip(around, taken, strict=True)]
        for one in phrases
    ]
    own = any(place not in seen for every in places for place, seen in every if place)
    said = sum(any(place for place, _ in every) for every in places)
    return own and 2 * said >= len(phrases)
