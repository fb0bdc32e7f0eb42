"""Verdicts as the trained model gives them: status, chance, evidence."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np

from contract_kit.scan.chunks import chunks
from contract_kit.scan.lacks import lacks
from contract_kit.scan.marks import (
    Scored,
    best_places,
    candidates,
    features,
    guarded,
    marks,
    shown,
    told_apart,
)
from contract_kit.scan.matching import Hit
from contract_kit.scan.result import UNCLEAR
from contract_kit.scan.verdict_model import STATUSES, scores
from contract_kit.scan.verdicts import Verdict, close, grouped, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from contract_kit.library.packs import Requirement
    from contract_kit.scan.linear import Floats
    from contract_kit.scan.marks import Marks
    from contract_kit.scan.matching import Reading
    from contract_kit.scan.result import Status
    from contract_kit.scan.verdict_model import VerdictModel

    Gives = Literal["satisfied", "partial"]

DOUBTFUL = "What the document says speaks for no status clearly enough; read the passages."
NEARLY = "reads like it, but does not convince"
DOUBT = 0.36
"""Below this chance of the likeliest of the three statuses the verdict stays open."""
_WORTH = 0.02
"""A passage is shown beside the best where it is worth this share of it."""


class Learned:
    """Judges the requirements of one contract, after the patterns have."""

    def __init__(
        self, reading: Reading, requirements: Iterable[Requirement], model: VerdictModel
    ) -> None:
        self._reading = reading
        self._model = model
        self._packs: dict[str, list[Requirement]] = {}
        for one in requirements:
            self._packs.setdefault(one.pack, []).append(one)

    @cached_property
    def scores(self) -> Mapping[str, Scored]:
        """For each requirement the scores of all passages."""
        passages, scorers = self._reading.passages, self._model.scorers
        sentences = scorers.sentences(chunks(passages), len(passages))
        found = {}
        for asked in self._packs.values():
            table, full = scores(scorers.chosen(asked), sentences)
            table = told_apart(table, passages)
            mean = float(table.max(axis=0).mean()) if len(table) else 0.0
            for at, one in enumerate(asked):
                found[one.id] = Scored(table[:, at], full[:, at], mean)
        return found

    def measured(self, requirement: Requirement) -> bool:
        """Whether labelled contracts say how sure verdicts on this requirement are."""
        return self._model.measured(requirement.id)

    def judge(self, requirement: Requirement, found: Verdict) -> Verdict:
        """The verdict of patterns and learned scores together."""
        passages = self._reading.passages
        if not passages:
            return replace(found, confidence=1.0)
        if found.status == "unclear":
            return found
        scored = self.scores[requirement.id]
        told = marks(requirement, self._reading, found, best_places(scored.raw))
        allowed = guarded(scored.raw, told, passages)
        judge = self._model.judge(requirement.id)
        chances = judge.chances(features(scored, told, passages))
        if found.reason:  # one part of the contract prevails over another
            return replace(found, confidence=float(chances[STATUSES.index(found.status)]))
        chosen = int(np.argmax(chances))
        order = self._ordered(allowed, told)
        sure = float(chances[chosen])
        if sure < DOUBT:
            return self._open(found, order)
        if STATUSES[chosen] == "absent" or not order:
            return self._absent(found, order, float(chances[2]))
        groups = grouped(self._hits(found, order, STATUSES[chosen]))
        first = {hit.passage.index: hit for group in groups for hit in group}
        hits = (
            *first.values(),
            *(hit for hit in found.hits if hit.passage.index not in first),
        )
        weak = STATUSES[chosen] == "partial"
        return replace(
            found,
            status=STATUSES[chosen],
            confidence=sure,
            hits=hits,
            evidence=tuple(map(joined, groups)),
            closest=(),
            lacks=lacks(requirement, self._reading, (*hits, *found.hits)) if weak else (),
        )

    def _ordered(self, allowed: Floats, told: Marks) -> list[int]:
        """The passages worth showing, the most convincing first."""
        chosen = candidates(allowed, told)
        if not chosen:
            return []
        worth = self._model.convincing(shown(chosen, allowed, told, self._reading.passages))
        order = np.argsort(-worth, kind="stable")
        return [chosen[at] for at in order if worth[at] >= _WORTH * worth[order[0]]]

    def _hits(self, found: Verdict, order: list[int], status: Status) -> list[Hit]:
        """The passages as hits: those of patterns, where they found them."""
        known = {hit.passage.index: hit for hit in found.hits}
        gives: Gives = "satisfied" if status == "satisfied" else "partial"
        passages = self._reading.passages
        return [known.get(place) or Hit(passages[place], gives, 0, 0) for place in order]

    def _open(self, found: Verdict, order: list[int]) -> Verdict:
        shown = tuple(map(joined, grouped(self._hits(found, order, "partial"))))
        doubtful = {"status": "unclear", "confidence": UNCLEAR, "reason": DOUBTFUL}
        return replace(found, evidence=shown, closest=(), **doubtful)  # type: ignore[arg-type]

    def _absent(self, found: Verdict, order: list[int], chance: float) -> Verdict:
        """Absent; what patterns found is shown as what comes close."""
        near = found.closest
        if found.status != "absent":
            near = tuple(close(self._reading.passages[place], NEARLY) for place in order[:2])
        return Verdict("absent", chance, closest=near, seen=found.seen)
