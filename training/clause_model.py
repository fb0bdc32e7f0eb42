"""Trains the model for clause types and writes it as plain arrays.

    python training/clause_model.py --data cuad_dev.jsonl.gz --out clause_model.npz

With `--fold N` the contracts of group fold N (of five) are left out of everything and written
beside the model as a data file, for an honest measurement. Needs scikit-learn; the package itself
does not.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import scipy.sparse as sp
from cuad import TYPES, Contract, contracts, own_words, rows
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import normalize
from sklearn.svm import LinearSVC

from contract_kit.scan.clause_types import judged
from contract_kit.scan.features import FLAGS
from contract_kit.scan.linear import FLAG_WEIGHT, Text
from contract_kit.scan.model import joined

FOLDS = 5
KEPT = 20_000
"""Words and word pairs in the shipped vocabulary."""
SEED = 7
SOFTNESS = 0.3
"""The C of the support vector machines: .3 to 1 give the same figures."""
ABSENT_AT = 0.06
"""Below this probability a type is called absent, between it and the threshold unclear."""


@dataclass(frozen=True)
class Size:
    """All texts of one size: counts of words, flags and labels, and where each contract begins."""

    counts: sp.csr_matrix
    flags: sp.csr_matrix
    labels: np.ndarray
    starts: np.ndarray

    def rows_of(self, documents: np.ndarray) -> np.ndarray:
        """The rows of these contracts."""
        spans = [np.arange(self.starts[d], self.starts[d + 1]) for d in documents]
        return np.concatenate(spans)


@dataclass(frozen=True)
class Fitted:
    """Weights (features by types) as they are shipped, and the bias."""

    weights: np.ndarray
    scale: np.ndarray
    bias: np.ndarray

    def scores(self, matrix: sp.csr_matrix) -> np.ndarray:
        """The scores with the shipped precision."""
        return (matrix @ self.weights.astype(np.float32)) * self.scale + self.bias


def vocabulary(data: list[Contract]) -> dict[str, int]:
    """Every word and word pair that stands in two chunks or more."""
    seen: dict[str, int] = {}
    for one in data:
        for text in one.chunks:
            for ngram in set(text.grams):
                seen[ngram] = seen.get(ngram, 0) + 1
    return {
        ngram: number for number, ngram in enumerate(sorted(n for n, c in seen.items() if c > 1))
    }


def size(groups: list[list[Text]], labels: list[np.ndarray], words: dict[str, int]) -> Size:
    """The matrices of all texts."""
    texts = [text for group in groups for text in group]
    counts = _matrix(([words[n] for n in t.grams if n in words] for t in texts), len(words))
    flags = _matrix((text.flags for text in texts), FLAGS)
    flags.data[:] = FLAG_WEIGHT
    starts = np.concatenate([[0], np.cumsum([len(group) for group in groups])])
    return Size(counts, flags, np.concatenate(labels), starts)


def _matrix(lists, width: int) -> sp.csr_matrix:
    indices: list[int] = []
    ends = [0]
    for one in lists:
        indices += one
        ends.append(len(indices))
    matrix = sp.csr_matrix(
        (np.ones(len(indices), np.float32), np.array(indices), np.array(ends)),
        shape=(len(ends) - 1, width),
    )
    matrix.sum_duplicates()
    return matrix


def features(part: Size, idf: np.ndarray, kept: np.ndarray | None = None) -> sp.csr_matrix:
    """The weighted, normalised matrix, over the kept columns only."""
    counts = part.counts if kept is None else part.counts[:, kept]
    counts = counts.copy()
    counts.data = 1 + np.log(counts.data)
    scale = idf if kept is None else idf[kept]
    words = normalize(counts @ sp.diags(scale.astype(np.float32)))
    return sp.hstack([words, part.flags]).tocsr()


def fit(matrix: sp.csr_matrix, labels: np.ndarray) -> Fitted:
    """One machine for each type, rounded to bytes."""

    def one(column: np.ndarray) -> tuple[np.ndarray, float]:
        if not column.any():
            return np.zeros(matrix.shape[1]), -1.0
        machine = LinearSVC(C=SOFTNESS, tol=1e-2, random_state=SEED).fit(matrix, column)
        return machine.coef_[0], float(machine.intercept_[0])

    found = [one(column) for column in labels.T]  # in turn: threads would share the random numbers
    weights = np.array([w for w, _ in found]).T
    scale = np.maximum(np.abs(weights).max(axis=0), 1e-6) / 127
    bias = np.array([b for _, b in found], np.float32)
    return Fitted(np.round(weights / scale).astype(np.int8), scale.astype(np.float32), bias)


@dataclass(frozen=True)
class Pair:
    """The two scorers over one pruned vocabulary."""

    kept: np.ndarray
    idf: np.ndarray
    sentence: Fitted
    chunk: Fitted


def train(small: Size, large: Size, documents: np.ndarray, kept: np.ndarray) -> Pair:
    """Both scorers, over the kept words, from these contracts."""
    own, around = small.rows_of(documents), large.rows_of(documents)
    idf = _idf(large, around).astype(np.float16).astype(np.float32)
    fitted = [
        fit(features(part, idf, kept)[chosen], part.labels[chosen])
        for part, chosen in ((small, own), (large, around))
    ]
    return Pair(kept, idf, *fitted)


def strongest(small: Size, large: Size) -> np.ndarray:
    """The words that weigh most for any type when all of them are used."""
    idf = _idf(large, np.arange(large.counts.shape[0]))
    strength = np.zeros(len(idf))
    for part in (small, large):
        first = fit(features(part, idf), part.labels)
        strength = np.maximum(strength, np.abs(first.weights * first.scale).max(axis=1)[: len(idf)])
    return np.sort(np.argsort(-strength, kind="stable")[:KEPT])


def _idf(large: Size, rows_: np.ndarray) -> np.ndarray:
    seen = np.asarray((large.counts[rows_] > 0).sum(axis=0)).ravel()
    return np.log((1 + len(rows_)) / (1 + seen)) + 1


def score(pair: Pair, small: Size, large: Size, data: list[Contract], documents) -> dict:
    """The sentence scores of these contracts."""
    own = pair.sentence.scores(features(small, pair.idf, pair.kept)[small.rows_of(documents)])
    around = pair.chunk.scores(features(large, pair.idf, pair.kept)[large.rows_of(documents)])
    found, a, b = {}, 0, 0
    for number in documents:
        one = data[number]
        mine = own[a : a + len(one.sentences)]
        found[number] = (mine + around[b : b + len(one.chunks)][one.parent]) / 2
        a, b = a + len(one.sentences), b + len(one.chunks)
    return found


def shown(data: list[Contract], scores: dict) -> np.ndarray:
    """What each contract shows of each type: contracts by types by three."""
    found = np.zeros((len(data), len(TYPES), 3), np.float32)
    for number, one in enumerate(data):
        words = [text.words for text in one.sentences]
        for column, kind in enumerate(TYPES):
            found[number, column] = judged(kind, scores[number][:, column], words)[1]
    return found


def threshold(chances: np.ndarray) -> float:
    """Half the best expected F1 under these probabilities: no label is looked at."""
    best = np.sort(chances)[::-1]
    count = np.arange(1, len(best) + 1)
    return float((2 * np.cumsum(best) / (count + best.sum())).max() / 2)


def stacked(shows: np.ndarray, holds: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each type mean, spread, weights and bias of the document's verdict, and thresholds."""
    rows_, limits = [], []
    for column in range(len(TYPES)):
        part = shows[:, column]
        mean, spread = part.mean(axis=0), part.std(axis=0) + 1e-6
        scaled = (part - mean) / spread
        judge = LogisticRegression(C=1.0).fit(scaled, holds[:, column])
        rows_.append([*mean, *spread, *judge.coef_[0], judge.intercept_[0]])
        present = threshold(judge.predict_proba(scaled)[:, 1])
        limits.append([present, min(ABSENT_AT, present)])
    return np.array(rows_, np.float32), np.array(limits, np.float32)


def build(data: list[Contract]) -> dict[str, np.ndarray]:
    """The arrays of the shipped file."""
    every = [*data, own_words()]
    words = vocabulary(every)
    small = size([one.sentences for one in every], [one.sentence_labels for one in every], words)
    large = size([one.chunks for one in every], [one.chunk_labels for one in every], words)
    kept = strongest(small, large)
    scores: dict = {}
    for learn, held in folds(data):
        scores |= score(
            train(small, large, np.append(learn, len(data)), kept), small, large, data, held
        )
        sys.stderr.write(f"scored {len(scores)} of {len(data)} contracts\n")
    stack, limits = stacked(shown(data, scores), np.array([one.holds for one in data]))
    pair = train(small, large, np.arange(len(every)), kept)
    names = list(words)
    return {
        "types": joined(TYPES),
        "vocabulary": joined(names[number] for number in pair.kept),
        "idf": pair.idf[pair.kept].astype(np.float16),
        "sentence_weights": pair.sentence.weights,
        "sentence_scale": pair.sentence.scale,
        "sentence_bias": pair.sentence.bias,
        "chunk_weights": pair.chunk.weights,
        "chunk_scale": pair.chunk.scale,
        "chunk_bias": pair.chunk.bias,
        "stack": stack,
        "thresholds": limits,
        "trained_on": joined(sorted(one.name for one in data)),
    }


def folds(data) -> list[tuple[np.ndarray, np.ndarray]]:
    """Five splits that keep the contracts of a group together."""
    groups = [one.group if isinstance(one, Contract) else one["group"] for one in data]
    return list(GroupKFold(FOLDS).split(groups, groups=groups))


def main() -> None:
    """Read the command line, train, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--fold", type=int, help="leave this fold (0 to 4) out and write it")
    chosen = parser.parse_args()
    data = rows(chosen.data)
    if chosen.fold is not None:
        learn, held = folds(data)[chosen.fold]
        with gzip.open(chosen.out.with_suffix(".jsonl.gz"), "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(data[number]) + "\n" for number in held)
        data = [data[number] for number in learn]
    np.savez_compressed(chosen.out, **build(contracts(data)))
    sys.stderr.write(f"{chosen.out}: {chosen.out.stat().st_size} bytes, {len(data)} contracts\n")


if __name__ == "__main__":
    main()
