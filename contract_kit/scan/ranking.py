"""Which passages to show first for a requirement: where it stands, not where it is touched upon."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contract_kit.library.packs import Requirement
    from contract_kit.scan.matching import Hit
    from contract_kit.scan.passages import Passage

_OWN_HEADING = 2.0
_HEADING_ABOVE = 1.0
_FULL = 1.0
_ANCHOR = 0.5
_NEIGHBOUR = 0.25
_NEIGHBOURS = 4


def ranked(requirement: Requirement, hits: Sequence[Hit], headed: int) -> list[Hit]:
    """The hits, each passage once, best first; `headed` are the passages under its headings.

    What counts: a heading that names the subject, how many patterns the sentence meets, its
    neighbours in the clause that meet some too, and the anchor words; earlier wins a tie.
    """
    best: dict[int, Hit] = {}
    for hit in hits:
        known = best.get(hit.passage.index)
        if known is None or (hit.gives == "satisfied" and known.gives == "partial"):
            best[hit.passage.index] = hit
    sentences = Counter(hit.passage.index for hit in hits)
    clauses = Counter(hit.passage.clause for hit in hits)

    def strength(hit: Hit) -> float:
        own = sentences[hit.passage.index]
        others = min(_NEIGHBOURS, clauses[hit.passage.clause] - own)
        full = _FULL if hit.gives == "satisfied" else 0.0
        about = _about(requirement, hit.passage, headed)
        return about + full + own + _NEIGHBOUR * others

    order = sorted(best.values(), key=lambda hit: hit.passage.index)
    early = {hit.passage.index: place / len(order) for place, hit in enumerate(order)}
    return sorted(order, key=lambda hit: early[hit.passage.index] - strength(hit))


def _about(requirement: Requirement, passage: Passage, headed: int) -> float:
    lower = passage.lower
    words = _ANCHOR * sum(anchor in lower for anchor in requirement.letters)
    if not headed >> passage.index & 1:
        return words
    own = requirement.headings.search(passage.headings[-1])
    return words + (_OWN_HEADING if own else _HEADING_ABOVE)
