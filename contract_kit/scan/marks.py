"""What tells a requirement that is met from one that is not: the numbers that a verdict rests on.

Training and scanning share this module, so both see the same. Scores say which passages read like
those that decide; patterns, headings and guards say what was found in them.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from contract_kit.scan.verdicts import anchored

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contract_kit.library.packs import Requirement
    from contract_kit.scan.linear import Floats
    from contract_kit.scan.matching import Reading
    from contract_kit.scan.passages import Passage
    from contract_kit.scan.verdicts import Verdict

BEST = 12
"""How many of the best passages by score are looked at."""
BARRED = -1.5
"""The score, at most, of a passage of a kind that decides nothing; also that of none."""
REFUSED = 0.4
"""What a passage's score loses where a guard refuses the words of a pattern in it."""
UNSCORED = -1.0
"""The score of a passage that is in no chunk: a heading, a page number."""
_TITLES = ("heading", "contents")
NO_EVIDENCE = ("recital", "unticked", "deleted", *_TITLES)
"""Kinds of passage that decide nothing, unless a pattern allows it."""
FEATURES = (
    *("first", "second", "third", "gap", "stands_out"),
    *("lost", "best_barred", "document", "passages"),
    *("says_satisfied", "says_partial", "says_absent", "says_unclear"),
    *("full", "half", "parts", "has_parts", "best_full", "best_half"),
    *("first_full", "first_half", "first_anchored", "first_headed", "three_hit"),
    *("denied", "nearly", "whole", "by_parts", "some_parts", "one_short", "often"),
    *("silent", "many", "headed", "barred", "definition", "row", "length"),
    *("fullness", "fullest", "mean_fullness"),
)
"""What is known of a requirement in a contract, in the order of the model's columns."""
_STEPS = {
    **dict.fromkeys(("first", "second", "third", "lost", "best_full", "best_half"), 0.1),
    **dict.fromkeys(("full", "half", "barred"), 0.5),
    **dict.fromkeys(("stands_out", "passages", "many", "headed", "length"), 1.0),
    **dict.fromkeys(("gap", "document"), 0.2),
    **dict.fromkeys(("fullness", "fullest", "mean_fullness"), 0.1),
}
ROUNDS = 16
"""So many rows `around` the numbers are judged together."""
FEW = 5
"""Words from which a passage may decide that is no sentence."""
_VERB = re.compile(
    r"\b(?:shall|will|must|may|can|is|are|has|have|applies|apply|governs?|bears?|pays?|ends?|owns?"
    r"|begins?|runs?|lasts?|expires?|remains?|keeps?|survives?)\b",
    re.IGNORECASE,
)
_TEXT = ("body", "row", "definition")
"""Kinds of passage that every format has alike; headings and lists of contents it has not."""
_WIDTHS = np.array([_STEPS.get(name, 0.0) for name in FEATURES])
SHOWN = (
    *("score", "behind", "is_first", "place", "full", "half", "ranked_first", "ranked_high"),
    *("rank", "anchored", "headed", "any_full", "any_hit", "full_score", "row", "definition"),
    *("length", "position", "refused"),
)
"""What is known of one passage as evidence, in the order of the model's columns."""


@dataclass(frozen=True)
class Marks:
    """What patterns and guards say of one requirement in one contract.

    `full` and `half` are the passages that meet it, `ranked` all of them, best first; `parts` is
    the share of its parts that are met; `near`, `headed` and `barred` are sets of passages.
    """

    status: str
    full: frozenset[int]
    half: frozenset[int]
    ranked: tuple[int, ...]
    parts: float
    has_parts: bool
    seen: tuple[str, str]
    near: int
    headed: int
    barred: frozenset[int]


def told_apart(scores: Floats, passages: Sequence[Passage]) -> Floats:
    """The scores without those of headings, lists of contents and labels.

    A few words decide nothing, and one format takes for a heading what another takes for a row.
    """
    found = scores.copy()
    found[[one.index for one in passages if one.kind in _TITLES or _is_label(one)]] = UNSCORED
    return found


def _is_label(passage: Passage) -> bool:
    """Whether a passage has few words and is no sentence ("English law applies.")."""
    text = passage.text
    return len(text.split(None, FEW)) < FEW and not (text[-1:] == "." and _VERB.search(text))


def marks(requirement: Requirement, reading: Reading, found: Verdict, best: int) -> Marks:
    """What is known of `requirement`; guards are asked about the passages in the set `best`."""
    ranked = tuple(hit.passage.index for hit in found.hits)
    full = frozenset(hit.passage.index for hit in found.hits if hit.gives == "satisfied")
    near = anchored(requirement, reading)
    parts = {hit.part for hit in found.hits if hit.part and hit.gives == "satisfied"}
    return Marks(
        found.status,
        full,
        frozenset(ranked) - full,
        ranked,
        min(1.0, len(parts) / requirement.parts_needed) if requirement.parts else 0.0,
        bool(requirement.parts),
        found.seen,
        near,
        reading.index.under(requirement.headings),
        frozenset(_barred(requirement, reading, best & near)) - frozenset(ranked),
    )


def _barred(requirement: Requirement, reading: Reading, asked: int) -> set[int]:
    """The passages with all words of a pattern that a guard refuses."""
    return {
        passage.index
        for _, pattern in requirement.ways
        for passage in reading.holding(pattern, asked)
        if reading.refusal(passage, pattern)
    }


def guarded(scores: Floats, told: Marks, passages: Sequence[Passage]) -> Floats:
    """The scores after the guards: what they refuse counts less, what binds nobody not at all."""
    hit = set(told.ranked)
    found = scores.copy()
    found[[place for place in told.barred if place not in hit]] -= REFUSED
    kinds = [one.index for one in passages if one.kind in NO_EVIDENCE and one.index not in hit]
    found[kinds] = np.minimum(found[kinds], BARRED)
    return found


@dataclass(frozen=True)
class Scored:
    """The scores of all passages for one requirement, before the guards.

    `full` says of each whether it reads like the whole or like half of what is asked. `mean` is the
    mean of the best scores of all requirements of the pack: some documents read like the learned
    ones, others do not.
    """

    raw: Floats
    full: Floats
    mean: float


def features(given: Scored, told: Marks, passages: Sequence[Passage]) -> Floats:
    """The numbers named in `FEATURES`."""
    raw = given.raw
    scores = guarded(raw, told, passages)
    order = [int(one) for one in np.argsort(-scores, kind="stable")[:3]]
    text = [one.index for one in passages if one.kind in _TEXT and not _is_label(one)]
    numbers = [
        *_shape(raw, scores, order, text),
        given.mean,
        math.log(len(text) + 1),
        *_patterns(scores, told),
        *_first(order, told),
        *_absence(told, sum(1 << place for place in text)),
        *_place(passages[order[0]]),
        *_fullness(given.full[[one for one in order if scores[one] > BARRED]]),
    ]
    return np.array(numbers, np.float32)


def around(seen: Floats) -> Floats:
    """The numbers a little more and a little less, in rows: verdicts shall not hang on so little.

    One contract in two formats differs in a count or a score by hardly anything; what judges the
    rows together changes no more than that. The steps are the multiples of an irrational number for
    each feature (Kronecker's sequence), spread evenly over its width in `_STEPS`.
    """
    rounds = np.arange(1, ROUNDS + 1)[:, None]
    spread = (rounds * np.sqrt(np.arange(len(_WIDTHS)) + 2.0)) % 1.0 - 0.5
    found: Floats = (seen + spread * _WIDTHS).astype(np.float32)
    return found


def _shape(raw: Floats, scores: Floats, order: list[int], text: list[int]) -> list[float]:
    """How the best scores stand to each other and to the rest, and what the guards took."""
    first, second, third = [*(float(scores[place]) for place in order), BARRED, BARRED][:3]
    rest = scores[text]
    usual, spread = (float(rest.mean()), float(rest.std())) if len(rest) else (UNSCORED, 0.0)
    best = int(np.argmax(raw))
    return [
        first,
        second,
        third,
        first - second,
        min(12.0, (first - usual) / (spread + 0.03)),
        float(raw[best]) - first,
        scores[best] < raw[best],
    ]


def _patterns(scores: Floats, told: Marks) -> list[float]:
    """What the patterns say, and how well the passages that they found score."""
    return [
        *(told.status == one for one in ("satisfied", "partial", "absent", "unclear")),
        math.log1p(len(told.full)),
        math.log1p(len(told.half)),
        told.parts,
        told.has_parts,
        max((float(scores[one]) for one in told.full), default=BARRED),
        max((float(scores[one]) for one in told.half), default=BARRED),
    ]


def _first(order: list[int], told: Marks) -> list[float]:
    """Whether the best passage by score is one that patterns, anchors or headings point at."""
    top = order[0]
    return [
        top in told.full,
        top in told.half,
        told.near >> top & 1,
        told.headed >> top & 1,
        any(place in told.ranked for place in order),
    ]


def _absence(told: Marks, text: int) -> list[float]:
    """How the patterns came to their verdict, and how much there is to read."""
    first, second = told.seen
    return [
        *(first == one for one in ("denied", "half", "whole", "parts", "some-parts")),
        *(second == one for one in ("one-short", "often")),
        told.near == 0,
        math.log1p((told.near & text).bit_count()),
        math.log1p((told.headed & text).bit_count()),
        math.log1p(len(told.barred)),
    ]


def _place(first: Passage) -> list[float]:
    return [first.kind == "definition", first.kind == "row", math.log1p(len(first.text))]


def _fullness(best: Floats) -> list[float]:
    """How full the best passages are; nought where none may decide."""
    return [float(best[0]), float(best.max()), float(best.mean())] if len(best) else [0.0] * 3


def candidates(scores: Floats, told: Marks) -> list[int]:
    """The passages that may be shown: the best by score, and those that patterns rank first."""
    best = (int(place) for place in np.argsort(-scores, kind="stable")[:BEST])
    may = [place for place in best if scores[place] > BARRED or place in told.ranked]
    return list(dict.fromkeys([*may, *told.ranked[:BEST]]))


def shown(
    chosen: Sequence[int], scores: Floats, told: Marks, passages: Sequence[Passage]
) -> Floats:
    """The numbers named in `SHOWN`, a row for each of the passages `chosen`."""
    order = np.argsort(-scores, kind="stable")[:10]
    place_of = {int(one): place for place, one in enumerate(order)}
    rank_of = {one: rank for rank, one in enumerate(told.ranked)}
    best = float(scores[order[0]])
    rows = [
        [
            score := float(scores[one]),
            score - best,
            one == order[0],
            place_of.get(one, 10) / 10,
            one in told.full,
            one in told.half,
            rank_of.get(one, 9) == 0,
            rank_of.get(one, 9) < 3,
            min(9, rank_of.get(one, 9)) / 9,
            told.near >> one & 1,
            told.headed >> one & 1,
            bool(told.full),
            bool(told.ranked),
            score if one in told.full else 0.0,
            passages[one].kind == "row",
            passages[one].kind == "definition",
            math.log1p(len(passages[one].text)),
            one / len(passages),
            one in told.barred,
        ]
        for one in chosen
    ]
    return np.array(rows, np.float32).reshape(len(rows), len(SHOWN))


def best_places(scores: Floats) -> int:
    """The set of the passages whose guards may matter: the best by score."""
    return sum(1 << int(one) for one in np.argsort(-scores, kind="stable")[:BEST])
