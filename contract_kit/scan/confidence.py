"""How sure a verdict is: the share of right verdicts of its kind on labelled contracts.

`confidence.json` holds counts, written by `training/confidence.py`: for each kind of verdict how
many there were and how many of them were right. A kind is a chain from coarse to fine; each link is
drawn towards the one before it, the more so the fewer verdicts it rests on. Packs without labelled
contracts get the figures of all packs together.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contract_kit.library.packs import Requirement
    from contract_kit.scan.matching import Hit
    from contract_kit.scan.result import Status

TABLE = Path(__file__).with_name("confidence.json")
UNCLEAR = 0.6
"""What is said of an unclear verdict; too few are labelled to measure it."""
_DRAW = 8.0
"""How many verdicts a coarser kind is worth beside a finer one."""
_START = 0.5
ANY = "*"
"""Stands for the pack in the figures of all packs together."""

Counts = Mapping[str, Sequence[int]]
"""For each kind how many verdicts there were, and how many of them were right."""


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


def confidence(
    pack: str, status: Status, seen: tuple[str, str], counts: Counts | None = None
) -> float:
    """The share of verdicts like this one that were right, from 0 to 1."""
    if status == "unclear":
        return UNCLEAR
    known = _counts() if counts is None else counts
    chance = _START
    for kind in kinds(pack, status, seen):
        many, right = known.get(kind, (0, 0))
        chance = (right + _DRAW * chance) / (many + _DRAW)
    return chance


def kinds(pack: str, status: Status, seen: tuple[str, str]) -> Iterator[str]:
    """The kinds that a verdict is of, from coarse to fine."""
    first, second = seen
    for whose in (ANY, pack):
        yield f"{whose} {status}"
        yield f"{whose} {status} {first}"
    yield f"{pack} {status} {first} {second}"


@cache
def _counts() -> Counts:
    found: Counts = json.loads(TABLE.read_text(encoding="utf-8"))
    return found
