"""What tells a well-founded verdict of the patterns from a doubtful one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contract_kit.library.packs import Requirement
    from contract_kit.scan.matching import Hit
    from contract_kit.scan.result import Status


def traits(requirement: Requirement, status: Status, hits: Sequence[Hit]) -> tuple[str, str]:
    """What tells a well-founded finding from a doubtful one, the most telling trait first."""
    full = [hit for hit in hits if hit.gives == "satisfied"]
    parts = {hit.part for hit in full if hit.part}
    if status == "satisfied" and any(not hit.part for hit in full):
        return "whole", _often({hit.passage.index for hit in full})
    if status == "satisfied":
        return "parts", "all" if len(parts) == len(requirement.parts) else "enough"
    if parts:
        return "some-parts", "one-short" if len(parts) == requirement.parts_needed - 1 else "few"
    return "weak", _often({hit.passage.index for hit in hits})


def _often(places: set[int]) -> str:
    return "once" if len(places) == 1 else "often"


def absence(nearest: float, passages: int) -> tuple[str, str]:
    """What tells an absence that is plain from one where something comes close."""
    near = "denied" if nearest >= 1 else "half" if nearest >= 0.5 else "far"
    return near, "silent" if passages == 0 else "few" if passages < 10 else "many"
