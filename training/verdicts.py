"""Trains the model for verdicts on labelled contracts and writes it as plain arrays.

    python training/verdicts.py --data CONTRACT_KIT_DATA [--out verdict_model.npz] [--folds FOLDER]

With `--folds` five more models are written, each trained without the contracts of one group fold,
and beside each the names of those contracts, one file for each set: for an honest measurement.
The labels of each set are written beside them, for the evaluation script to measure against.
With `--others` these files have nothing of the contracts of the blind lists, which were scored
three times and are not scored again.
Needs scikit-learn; the package itself does not.

Scores of passages that train what judges them come from scorers that have not seen the contract.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import scipy.sparse as sp
from judging import Shown, judges
from labels import FOLDS
from mutants import broken
from papers import Paper, papers
from sentences import sentences
from sets import SETS, blind, labels_without
from sklearn.svm import LinearSVC

from contract_kit.library.packs import Requirement, load_packs
from contract_kit.resources import bundled
from contract_kit.scan.features import FLAGS
from contract_kit.scan.linear import Text, rows_of, weighed
from contract_kit.scan.marks import FEATURES, SHOWN, UNSCORED, Scored, told_apart
from contract_kit.scan.model import joined
from contract_kit.scan.verdict_model import example, own_words, scorers_in

SEED = 7
SOFTNESS, FULLNESS = 0.5, 0.3
"""The C of the support vector machines: of those that find what decides, of how full it is."""
OFTEN = 3
"""A word or pair of words is learned from if it stands in so many passages."""


@dataclass(frozen=True)
class Texts:
    """All passages of all contracts as matrices; `spans` says which rows are whose."""

    vocabulary: dict[str, int]
    idf: np.ndarray
    matrix: sp.csr_matrix
    spans: dict[str, slice]
    examples: dict[str, tuple[sp.csr_matrix, list[str]]]


@dataclass(frozen=True)
class Scorer:
    """The weights of one requirement as bytes."""

    values: np.ndarray
    scale: float
    bias: float

    @property
    def weights(self) -> np.ndarray:
        """The weights as the scan reads them."""
        return self.values * np.float32(self.scale)


def texts(learn: list[Paper], every: list[Paper], asked: dict[str, Requirement]) -> Texts:
    """Matrices of all passages, over the vocabulary of those to learn from."""
    seen = Counter(gram for one in learn for text in one.small for gram in set(text.grams))
    words = {gram: at for at, gram in enumerate(sorted(g for g, n in seen.items() if n >= OFTEN))}
    count = sum(len(one.small) for one in learn)
    idf = np.array([np.log((1 + count) / (1 + seen[gram])) + 1 for gram in words])
    idf = idf.astype(np.float16).astype(np.float64)
    blocks, spans, at = [], {}, 0
    for one in every:
        blocks.append(matrix(idf, words, one.small))
        spans[one.name] = slice(at, at := at + len(one.small))
    examples = {}
    for key, requirement in asked.items():
        known = [(one.text, one.status) for one in requirement.examples if one.status != "unclear"]
        said = [*known, *sentences().get(key, ())]
        own = matrix(idf, words, [example(text) for text, _ in said])
        examples[key] = own, [status for _, status in said]
    return Texts(words, idf, sp.vstack(blocks).tocsr(), spans, examples)


def matrix(idf: np.ndarray, words: dict[str, int], group: list[Text]) -> sp.csr_matrix:
    """The features of texts, a row each."""
    width = len(words) + FLAGS
    if not group:
        return sp.csr_matrix((0, width), dtype=np.float32)
    entries = weighed(idf, group, rows_of(words, group))
    ends = np.append(entries.starts, len(entries.rows))
    return sp.csr_matrix((entries.values, entries.rows, ends), shape=(len(group), width))


def fit(texts_: Texts, requirement: str, learn: list[Paper]) -> Scorer:
    """A scorer of passages: those that decide against all others.

    What patterns found beside the labelled passage may decide as well, and is left out.
    """
    rows, labels = [], []
    for one in learn:
        if label := one.labels.get(requirement):
            start = texts_.spans[one.name].start
            keep = [at for at in range(len(one.small)) if at not in label.maybe]
            rows += [start + at for at in keep]
            labels += [at in label.deciding for at in keep]
    own, said = texts_.examples[requirement]
    labels += [status != "absent" for status in said]
    if not any(labels):
        return Scorer(np.zeros(own.shape[1], np.int8), 1.0, UNSCORED)
    return machine(sp.vstack([texts_.matrix[rows], own]), labels, SOFTNESS)


def fit_fullness(texts_: Texts, requirement: str, learn: list[Paper]) -> Scorer:
    """A scorer of what decides: what satisfies against what is half of it."""
    rows, labels = [], []
    for one in learn:
        if label := one.labels.get(requirement):
            places = sorted(label.deciding)
            rows += [texts_.spans[one.name].start + at for at in places]
            labels += [label.said.status == "satisfied"] * len(places)
    own, said = texts_.examples[requirement]
    ours = [at for at, status in enumerate(said) if status != "absent"]
    labels += [said[at] == "satisfied" for at in ours]
    if len({*labels}) < 2:
        return Scorer(np.zeros(own.shape[1], np.int8), 1.0, 0.0)
    return machine(sp.vstack([texts_.matrix[rows], own[ours]]), labels, FULLNESS)


def machine(known: sp.csr_matrix, labels: list[bool], softness: float) -> Scorer:
    """A linear support vector machine, its weights as bytes."""
    found = LinearSVC(C=softness, tol=5e-2, random_state=SEED).fit(known, np.array(labels))
    weights = found.coef_[0]
    scale = max(float(np.abs(weights).max()), 1e-6) / 127
    values = np.round(weights / scale).astype(np.int8)
    return Scorer(values, scale, float(found.intercept_[0]))


class Trainer:
    """Fits scorers, then what judges their scores, from the contracts of some folds."""

    def __init__(self, every: list[Paper], memory: MutableMapping | None = None) -> None:
        self.every = every
        self.asked = {one.id: one for p in load_packs(bundled("packs")) for one in p.requirements}
        self.memory = {} if memory is None else memory
        ids = sorted({id_ for one in every for id_ in one.labels})
        self.packs = {id_: self.asked[id_].pack for id_ in ids}

    def scorers(self, without: frozenset[int]) -> tuple[Texts, dict[str, tuple[Scorer, Scorer]]]:
        """The scorers of all requirements, what decides and how full, without these folds."""
        if without not in self.memory:
            learn = [one for one in self.every if one.fold not in without]
            made = texts(learn, self.every, {id_: self.asked[id_] for id_ in self.packs})
            found = {
                id_: (fit(made, id_, learn), fit_fullness(made, id_, learn)) for id_ in self.packs
            }
            self.memory[without] = made, found
            sys.stderr.write(f"fitted scorers without {sorted(without)}\n")
        return self.memory[without]

    def shown(self, out: frozenset[int]) -> list[Shown]:
        """What all contracts show of their labelled requirements to scorers without theirs."""
        found = []
        for fold in sorted({one.fold for one in self.every} - out):
            found += self.shown_to(out | {fold}, fold)
        return found

    def shown_to(self, out: frozenset[int], fold: int) -> list[Shown]:
        """What the contracts of a fold show to scorers without the folds `out`."""
        found = []
        made, scorers = self.scorers(out)
        for set_, pack in SETS.items():
            ids = [id_ for id_, own in self.packs.items() if own == pack]
            own, full = (
                _columns(kind) for kind in zip(*(scorers[id_] for id_ in ids), strict=True)
            )
            alike = np.array([self._words(made, id_) for id_ in ids]).T, np.zeros(len(ids))
            for one in self.every:
                if one.fold == fold and set_ in one.sets:
                    tables = (table(made, one, *kind) for kind in (own, full, alike))
                    found += _shown(one, pack, ids, *tables)
        return found

    def _words(self, made: Texts, id_: str) -> np.ndarray:
        return own_words(self.asked[id_], made.vocabulary, made.idf)

    def build(self, out: frozenset[int] = frozenset()) -> dict[str, np.ndarray]:
        """The arrays of the file, from the contracts that are not in the folds `out`."""
        names = [one.name for one in self.every if one.fold not in out]
        arrays = {
            "flags": np.array(FLAGS),
            "features": joined((*FEATURES, *SHOWN)),
            **self.scorer_arrays(out),
            "trained_on": joined(sorted(names)),
        }
        return arrays | judges(self.shown(out), broken(scorers_in(arrays)), self.packs)

    def scorer_arrays(self, out: frozenset[int]) -> dict[str, np.ndarray]:
        """The arrays of the scorers without the folds `out`."""
        made, found = self.scorers(out)
        deciding, fullness = zip(*found.values(), strict=True)
        return {
            "vocabulary": joined(made.vocabulary),
            "idf": made.idf.astype(np.float16),
            "ids": joined(self.packs),
            **_sparse("deciding", deciding),
            **_sparse("fullness", fullness),
        }


def table(made: Texts, paper: Paper, weights: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """The scores of all passages, a column for each requirement."""
    found = np.full((paper.count, len(bias)), UNSCORED, np.float32)
    found[paper.at] = made.matrix[made.spans[paper.name]] @ weights + bias
    return found


def _columns(scorers: tuple[Scorer, ...]) -> tuple[np.ndarray, np.ndarray]:
    """The weights of scorers, a column each, and their biases."""
    weights = np.array([one.weights for one in scorers]).T
    return weights, np.array([one.bias for one in scorers], np.float32)


def _shown(
    paper: Paper, pack: str, ids: list[str], own: np.ndarray, full: np.ndarray, alike: np.ndarray
) -> Iterator[Shown]:
    tables = []
    for scores, fullness in ((own, full), (alike, np.zeros_like(alike))):
        every = told_apart(scores, paper.passages)
        tables.append((every, fullness, float(every.max(axis=0).mean())))
    for column, id_ in enumerate(ids):
        if label := paper.labels.get(id_):
            numbers = (
                paper.seen(id_, Scored(every[:, column], fullness[:, column], mean))
                for every, fullness, mean in tables
            )
            yield Shown(paper, pack, id_, label, *numbers)


def _sparse(name: str, scorers: tuple[Scorer, ...]) -> dict[str, np.ndarray]:
    """The weights that are not nought, one requirement after the other."""
    rows = [np.flatnonzero(one.values) for one in scorers]
    values = [one.values[at] for one, at in zip(scorers, rows, strict=True)]
    return {
        f"{name}_rows": np.concatenate(rows).astype(np.int32),
        f"{name}_values": np.concatenate(values),
        f"{name}_starts": np.cumsum([0, *map(len, rows)]),
        f"{name}_scale": np.array([one.scale for one in scorers], np.float32),
        f"{name}_bias": np.array([one.bias for one in scorers], np.float32),
    }


def lists(
    every: list[Paper], packs: dict[str, str], fold: int, hidden: set[str]
) -> dict[str, list[str]]:
    """For each set the contracts of a fold, less those hidden or that rules were written on."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for paper in every:
        told = {id_: label.said for id_, label in paper.labels.items()}
        fresh = {packs[id_] for id_, said in told.items() if said.measured and not said.seen}
        for set_ in paper.sets:
            if paper.fold == fold and SETS[set_] in fresh and paper.name not in hidden:
                found[set_].append(paper.name)
    return found


def write(trainer: Trainer, out: Path, without: frozenset[int] = frozenset()) -> None:
    """Write a model trained without these folds."""
    np.savez_compressed(out, **trainer.build(without))
    sys.stderr.write(f"{out}: {out.stat().st_size} bytes\n")


def main() -> None:
    """Read the command line, train, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, help="the file to write")
    parser.add_argument("--folds", type=Path, help="a folder for a model without each fold")
    parser.add_argument("--others", action="store_true", help="list no contract of a blind list")
    chosen = parser.parse_args()
    trainer = Trainer(papers(chosen.data))
    if chosen.out:
        write(trainer, chosen.out)
    hidden = blind(chosen.data) if chosen.others else set()
    for fold in range(FOLDS) if chosen.folds else ():
        write(trainer, chosen.folds / f"fold{fold}.npz", frozenset({fold}))
        packs = {id_: one.pack for id_, one in trainer.asked.items()}
        for set_, names in lists(trainer.every, packs, fold, hidden).items():
            file = chosen.folds / f"fold{fold}.{set_}.txt"
            file.write_text("\n".join(names) + "\n", encoding="utf-8")
    for set_ in SETS if chosen.folds else ():
        told = labels_without(chosen.data / set_, hidden)
        (chosen.folds / f"{set_}.jsonl").write_text(told, encoding="utf-8")


if __name__ == "__main__":
    main()
