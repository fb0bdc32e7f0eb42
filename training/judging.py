"""Trains what judges the scores of passages: chances of each status, and the order of evidence."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from multiprocessing import Pool

import numpy as np
from mutants import Broken
from papers import Label, Numbers, Paper
from sets import SETS
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from contract_kit.scan.marks import ROUNDS, around
from contract_kit.scan.trees import Trees
from contract_kit.scan.verdict_model import STATUSES, row

PACKS = tuple(SETS.values())
SEEN = 0.3
"""What a contract counts that patterns were written looking at."""
SHORT = 0.3
"""What a short contract of ours counts: many of them leave out more than other contracts do."""
COPIES = 4
"""So many of the rows that the scan judges together stand for a label in training."""
BROKEN = 8.0
"""What a mutation of one of our clauses counts."""
DRAWN = 6.0
"""How many contracts the usual score of all requirements counts beside those of one."""
TREES = {
    "n_estimators": 150,
    "learning_rate": 0.08,
    "max_leaf_nodes": 8,
    "max_depth": None,
    "min_samples_leaf": 60,
    "subsample": 0.6,
    "max_features": 0.3,
}
JOBS = 2
"""So many trees grow at once."""
SEEDS = range(3)
"""So often the trees are grown, from other draws; their sums are averaged."""


@dataclass(frozen=True)
class Shown:
    """What a contract shows of a requirement: to its own scorer, and to its own words alone."""

    paper: Paper
    pack: str
    id: str
    label: Label
    own: Numbers
    alike: Numbers

    @property
    def weight(self) -> float:
        """What it counts in training."""
        if self.paper.ours:
            return SHORT
        return SEEN if self.label.said.seen else 1.0

    @property
    def status(self) -> int:
        """The number of the label among the statuses."""
        return STATUSES.index(self.label.said.status)


@dataclass(frozen=True)
class Fitted:
    """A fitted judge of labelled requirements, and what it knows of each."""

    machines: list[GradientBoostingClassifier]
    known: dict[str, np.ndarray]


def counted(seen: list[Shown], pack_of: dict[str, str]) -> dict[str, np.ndarray]:
    """How often each status was given, by requirement and in the order of `STATUSES`."""
    found = {id_: np.zeros(len(STATUSES)) for id_ in pack_of}
    for one in seen:
        found[one.id][one.status] += one.weight
    return found


def known(
    seen: list[Shown], totals: dict[str, np.ndarray], pack_of: dict[str, str]
) -> dict[str, np.ndarray]:
    """What labels say of each requirement, as `verdict_model.ABOUT` names it."""
    best = {id_: [one.own.usual for one in seen if one.id == id_] for id_ in pack_of}
    every = [one.own.usual for one in seen]
    mean, spread = np.mean(every), np.std(every)
    found = {}
    for id_, own in best.items():
        usual = (sum(own) + DRAWN * mean) / (len(own) + DRAWN)
        squares = sum((one - usual) ** 2 for one in own) + DRAWN * spread**2
        number = PACKS.index(pack_of[id_])
        deviation = np.sqrt(squares / (len(own) + DRAWN))
        found[id_] = np.array([usual, deviation, *often(totals[id_]), number], np.float32)
    return found


def often(counts: np.ndarray) -> np.ndarray:
    """The logarithms of the shares of the labels, none of them quite nought."""
    return np.log((counts + 0.5) / (counts.sum() + 0.5 * len(counts)))


def fitted(seen: list[Shown], broken: list[Broken], pack_of: dict[str, str]) -> Fitted:
    """The judge of labelled requirements; a label is not counted where it is judged itself."""
    totals = counted(seen, pack_of)
    about = known(seen, totals, pack_of)
    rows = []
    for one in seen:
        own = about[one.id].copy()
        counts = totals[one.id].copy()
        counts[one.status] -= one.weight
        own[2:5] = often(counts)
        rows += [row(each, own) for each in copies(one.own.features)]
    ours = [one for one in broken if one.id in pack_of and one.status in one.expected]
    rows += [row(each, about[one.id]) for one in ours for each in copies(one.own)]
    return Fitted(_trees(rows, seen, ours), about)


def shared(seen: list[Shown], broken: list[Broken]) -> list[GradientBoostingClassifier]:
    """The judge of requirements without labels: the same for all of them."""
    ours = [one for one in broken if one.status in one.expected]
    every = (*(one.alike.features for one in seen), *(one.alike for one in ours))
    rows = [each for one in every for each in copies(one)]
    return _trees(rows, seen, ours)


def _trees(
    rows: list[np.ndarray], seen: list[Shown], broken: list[Broken]
) -> list[GradientBoostingClassifier]:
    labels = [one.status for one in (*seen, *broken)]
    weights = np.array([*(one.weight for one in seen), *([BROKEN] * len(broken))]) / COPIES
    given = np.array(rows, np.float32), np.repeat(labels, COPIES), np.repeat(weights, COPIES)
    with Pool(JOBS) as pool:
        return pool.map(partial(_grown, *given), SEEDS, chunksize=1)


def _grown(
    rows: np.ndarray, labels: np.ndarray, weights: np.ndarray, seed: int
) -> GradientBoostingClassifier:
    return GradientBoostingClassifier(**TREES, random_state=seed).fit(rows, labels, weights)


def copies(seen: np.ndarray) -> np.ndarray:
    """A few of the rows that the scan judges together."""
    return around(seen)[:: ROUNDS // COPIES]


def arrays(name: str, machines: list[GradientBoostingClassifier]) -> dict[str, np.ndarray]:
    """The trees as plain arrays, those of several machines as of one; a leaf leads to itself."""
    nodes: dict[str, list[np.ndarray]] = defaultdict(list)
    roots, begin = [], 0
    grown = np.vstack([one.estimators_ for one in machines])
    rate = machines[0].learning_rate / len(machines)
    for one in grown.ravel():
        tree = one.tree_
        own = begin + np.arange(tree.node_count)
        leaf = tree.children_left < 0
        roots.append(begin)
        nodes["feature"].append(np.where(leaf, 0, tree.feature).astype(np.int16))
        nodes["threshold"].append(np.where(leaf, 0.0, tree.threshold))
        nodes["left"].append(np.where(leaf, own, begin + tree.children_left).astype(np.int32))
        nodes["right"].append(np.where(leaf, own, begin + tree.children_right).astype(np.int32))
        nodes["value"].append((rate * tree.value[:, 0, 0]).astype(np.float32))
        begin += tree.node_count
    return {
        f"{name}_roots": np.array(roots, np.int32).reshape(grown.shape),
        f"{name}_start": np.log(machines[0].init_.class_prior_),
        **{f"{name}_{part}": np.concatenate(found) for part, found in nodes.items()},
    }


def trees(machines: list[GradientBoostingClassifier]) -> Trees:
    """The trees as the scan reads them."""
    return Trees(**{key.partition("_")[2]: found for key, found in arrays("", machines).items()})


def evidence(seen: list[Shown]) -> np.ndarray:
    """Mean, spread, weights and bias of what makes a passage convincing."""
    found = [one for one in seen if one.label.places and one.own.chosen]
    rows = np.vstack([one.own.shown for one in found])
    labels = [place in one.label.places for one in found for place in one.own.chosen]
    weights = [one.weight for one in found for _ in one.own.chosen]
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    machine = LogisticRegression(C=1.0, max_iter=1000, tol=1e-5)
    machine.fit((rows - mean) / spread, labels, sample_weight=weights)
    parts = [mean, spread, machine.coef_[0], machine.intercept_]
    return np.concatenate(parts).astype(np.float32)


def judges(
    seen: list[Shown], broken: list[Broken], pack_of: dict[str, str]
) -> dict[str, np.ndarray]:
    """The arrays of the file that say how scores are judged; `pack_of` in the order of its ids."""
    judge = fitted(seen, broken, pack_of)
    return {
        **arrays("ours", judge.machines),
        **arrays("shared", shared(seen, broken)),
        "known": np.array([judge.known[id_] for id_ in pack_of], np.float32),
        "evidence": evidence(seen),
    }
