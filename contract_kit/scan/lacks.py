"""What a requirement that is met in part still lacks, in words."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from contract_kit.scan.nearest import NOT_SAID, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contract_kit.library.packs import Requirement
    from contract_kit.scan.matching import Hit, Reading

_MOST = 2


def lacks(requirement: Requirement, reading: Reading, hits: Sequence[Hit]) -> tuple[str, ...]:
    """The parts that no hit names; else what a full statement says and the hits do not.

    Empty where the patterns cannot tell.
    """
    if requirement.parts:
        met = {hit.part for hit in hits if hit.gives == "satisfied"}
        return tuple(part for part in requirement.parts if part not in met)
    whole = [one for part, one in requirement.ways if not part and one.gives == "satisfied"]
    places = sum(1 << place for place in {hit.passage.index for hit in hits})
    misses = islice(nearest(whole, places, reading), 2 * _MOST)
    reasons = dict.fromkeys(one.why_not.removeprefix(NOT_SAID) for one in misses)
    return tuple(islice(reasons, _MOST))
