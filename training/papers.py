"""Reads the labelled contracts as the scanner reads any contract, and puts the labels on them."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing import Pool
from pathlib import Path

import numpy as np

from contract_kit.api import read
from contract_kit.library.packs import Pack, load_packs
from contract_kit.resources import bundled
from contract_kit.scan.chunks import chunks
from contract_kit.scan.engine import Checks
from contract_kit.scan.linear import Text
from contract_kit.scan.marks import (
    BARRED,
    Marks,
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

SETS = {
    "dpa": "gdpr-art28",
    "bpo": "bpo-baseline",
    "baa": "hipaa-baa",
    "iso": "iso27001-supplier",
    "tra": "gdpr-chapter5",
    "ccpa": "ccpa-service-provider",
}
"""The labelled sets, and the pack that each was labelled for."""
FOLDS = 5
_GRAMS = 3
_SHORT = 5


@dataclass(frozen=True)
class Label:
    """What a reader said of a requirement.

    `places` are the passages that decide, `deciding` and `maybe` numbers of scored passages: those
    that decide, and those that patterns found beside them. `seen` says that patterns were written
    looking at this contract.
    """

    status: str
    seen: bool
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
    """A labelled contract as the model sees it."""

    name: str
    fold: int
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

    def seen(self, requirement: str, raw: np.ndarray, mean: float) -> Numbers:
        """What these scores show of a requirement, as the scan computes it."""
        told, best = self.told[requirement], best_places(raw)
        told = replace(told, barred=frozenset(one for one in told.barred if best >> one & 1))
        scores = guarded(raw, told, self.passages)
        chosen = candidates(scores, told)
        others = scores.copy()
        label = self.labels[requirement]
        others[[*label.places, *(told.ranked if label.status != "absent" else ())]] = BARRED
        return Numbers(
            features(raw, told, self.passages, mean),
            float(others.max()),
            chosen,
            shown(chosen, scores, told, self.passages),
        )


def papers(data: Path, jobs: int = 2) -> list[Paper]:
    """Every labelled contract of the sets, by name."""
    rows, groups = _rows(data)
    fold = folds({name: sets.keys() for name, sets in rows.items()}, groups)
    with Pool(jobs) as pool:
        task = partial(paper, data, fold)
        return pool.map(task, sorted(rows.items()), chunksize=1)


def _rows(data: Path) -> tuple[dict[str, dict[str, dict[str, dict]]], dict[str, set[str]]]:
    """The labels by contract, set and requirement; the names of the groups of each contract."""
    rows: defaultdict[str, dict[str, dict[str, dict]]] = defaultdict(dict)
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for set_ in SETS:
        known = json.loads((data / set_ / "groups.json").read_text(encoding="utf-8"))
        for line in (data / set_ / "gold_dev.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            id_ = "gdpr-" + row["key"].replace("_", "-") if set_ == "dpa" else row["requirement"]
            rows[row["doc"]].setdefault(set_, {})[id_] = row
            groups[row["doc"]] |= {known.get(row["doc"], row["doc"]), f"the paper {row['doc']}"}
    return rows, groups


def folds(sets: dict, groups: dict[str, set[str]]) -> dict[str, int]:
    """The fold of each contract: related ones share it, and every set is spread evenly."""
    family = _families(groups)
    members: defaultdict[str, Counter] = defaultdict(Counter)
    for name in sorted(sets):
        members[family[name]].update(sets[name])
    total = sum(members.values(), Counter())
    held: list[Counter] = [Counter() for _ in range(FOLDS)]
    fold = {}
    for one, own in sorted(members.items(), key=lambda item: (-sum(item[1].values()), item[0])):
        full = [
            (sum(part[s] / total[s] for s in own), sum(part[s] / total[s] for s in total), number)
            for number, part in enumerate(held)
        ]
        fold[one] = min(full)[2]
        held[fold[one]] += own
    return {name: fold[family[name]] for name in sets}


def _families(groups: dict[str, set[str]]) -> dict[str, str]:
    """For each contract the first of all that it is related to, by way of others too."""
    first = {name: name for name in groups}
    by_group: defaultdict[str, list[str]] = defaultdict(list)
    for name, own in groups.items():
        for group in own:
            by_group[group].append(name)
    for _ in groups:
        before = dict(first)
        for names in by_group.values():
            least = min(first[name] for name in names)
            first.update(dict.fromkeys(names, least))
        if first == before:
            break
    return first


def paper(data: Path, fold: dict[str, int], row: tuple[str, dict[str, dict[str, dict]]]) -> Paper:
    """One contract read, judged by the patterns, and labelled."""
    name, sets = row
    whole = alone("", read(data / min(sets) / "docs" / f"{name}.txt"))
    reading = whole.reading
    passages, small, _, _ = texts(chunks(reading.passages))
    packs = load_packs(bundled("packs"))
    known: dict[str, Pack] = {pack.id: pack for pack in packs}
    checks = Checks(whole, packs)
    every = (1 << len(reading.passages)) - 1
    told, settled, labels = {}, set(), {}
    at = np.array([one.index for one in passages], np.int64)
    for set_, own in sets.items():
        for id_, label in own.items():
            requirement = known[SETS[set_]].by_id[id_]
            found = checks.judge(requirement)
            if found.reason:
                settled.add(id_)
            told[id_] = marks(requirement, reading, found, every)
            if label["label"] != "unclear":
                labels[id_] = _label(label, reading.passages, at, told[id_])
    own_sets = tuple(sets)
    return Paper(
        name,
        fold[name],
        own_sets,
        reading.passages,
        at,
        small,
        told,
        frozenset(settled),
        labels,
    )


def _label(row: dict, passages: list[Passage], at: np.ndarray, told: Marks) -> Label:
    status = row["label"]
    found = status != "absent"
    places = {one.index for one in passages if found and overlaps(one.text, row["quote"])}
    scored = {int(place): number for number, place in enumerate(at)}
    beside = set(told.ranked) - places if found else set()
    return Label(
        status,
        row.get("batch", 1) == 1,
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
