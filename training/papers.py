"""Reads the labelled contracts as the scanner reads any contract, and puts the labels on them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing import Pool
from pathlib import Path

import numpy as np
from labels import OURS, Labelled, Said, folds, labelled, text
from sets import SETS

from contract_kit.library.packs import Pack, load_packs
from contract_kit.read import read
from contract_kit.resources import bundled
from contract_kit.scan.chunks import chunks
from contract_kit.scan.engine import Checks
from contract_kit.scan.linear import Text
from contract_kit.scan.marks import (
    BARRED,
    Marks,
    Scored,
    best_places,
    candidates,
    features,
    guarded,
    marks,
    shown,
)
from contract_kit.scan.model import texts
from contract_kit.scan.passages import Passage
from contract_kit.scan.sets import alone

_GRAMS = 3
_SHORT = 5


@dataclass(frozen=True)
class Label:
    """What a reader said of a requirement, and where.

    `places` are the passages that decide, `deciding` and `maybe` numbers of scored passages: those
    that decide, and those that patterns found beside them.
    """

    said: Said
    places: frozenset[int]
    deciding: frozenset[int]
    maybe: frozenset[int]


@dataclass(frozen=True)
class Numbers:
    """What the judge of a verdict sees: of the contract, and of each passage that may be shown.

    `usual` is the best score of a passage that does not decide.
    """

    features: np.ndarray
    usual: float
    chosen: list[int]
    shown: np.ndarray


@dataclass(frozen=True)
class Paper:
    """A labelled contract as the model sees it; `ours` are the short ones that we wrote."""

    name: str
    fold: int
    ours: bool
    sets: tuple[str, ...]
    passages: list[Passage]
    at: np.ndarray
    small: list[Text]
    told: dict[str, Marks]
    settled: frozenset[str]
    labels: dict[str, Label] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many passages there are, scored or not."""
        return len(self.passages)

    def seen(self, requirement: str, given: Scored) -> Numbers:
        """What these scores show of a requirement, as the scan computes it."""
        told, best = self.told[requirement], best_places(given.raw)
        told = replace(told, barred=frozenset(one for one in told.barred if best >> one & 1))
        scores = guarded(given.raw, told, self.passages)
        chosen = candidates(scores, told)
        others = scores.copy()
        label = self.labels[requirement]
        others[[*label.places, *(told.ranked if label.said.status != "absent" else ())]] = BARRED
        return Numbers(
            features(given, told, self.passages),
            float(others.max()),
            chosen,
            shown(chosen, scores, told, self.passages),
        )


def papers(data: Path, jobs: int = 2) -> list[Paper]:
    """Every labelled contract of the sets, by name."""
    every = labelled(data)
    fold = folds(every)
    with Pool(jobs) as pool:
        task = partial(paper, data, fold)
        return pool.map(task, [every[name] for name in sorted(every)], chunksize=1)


def paper(data: Path, fold: dict[str, int], given: Labelled) -> Paper:
    """One contract read, judged by the patterns, and labelled."""
    words = text(data, given.source, given.name).encode()
    ours = given.source == OURS
    whole = alone("", read(words, f"{given.name}.{'md' if ours else 'txt'}"))
    reading = whole.reading
    passages, small, _, _ = texts(chunks(reading.passages))
    packs = load_packs(bundled("packs"))
    known: dict[str, Pack] = {pack.id: pack for pack in packs}
    checks = Checks(whole, packs)
    every = (1 << len(reading.passages)) - 1
    told, settled, labels = {}, set(), {}
    at = np.array([one.index for one in passages], np.int64)
    for set_, own in given.labels.items():
        for id_, said in own.items():
            requirement = known[SETS[set_]].by_id[id_]
            found = checks.judge(requirement)
            if found.reason:
                settled.add(id_)
            told[id_] = marks(requirement, reading, found, every)
            if said.status != "unclear":
                labels[id_] = _label(said, reading.passages, at, told[id_])
    return Paper(
        given.name,
        fold[given.name],
        ours,
        tuple(given.labels),
        reading.passages,
        at,
        small,
        told,
        frozenset(settled),
        labels,
    )


def _label(said: Said, passages: list[Passage], at: np.ndarray, told: Marks) -> Label:
    found = said.status != "absent"
    places = {one.index for one in passages if found and overlaps(one.text, said.quote)}
    scored = {int(place): number for number, place in enumerate(at)}
    beside = set(told.ranked) - places if found else set()
    return Label(
        said,
        frozenset(places),
        frozenset(scored[one] for one in places if one in scored),
        frozenset(scored[one] for one in beside if one in scored),
    )


def overlaps(text: str, quote: str) -> bool:
    """Whether half of the three-word runs of the shorter text stand in the other too."""
    first, second = (re.findall(r"[a-z0-9]+", one.lower()) for one in (text, quote))
    size = min(_GRAMS, len(first), len(second))
    if size == 0 or len(first) < min(_SHORT, len(second)):
        return False
    one, two = (
        {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}
        for words in (first, second)
    )
    return len(one & two) >= 0.5 * min(len(one), len(two))
