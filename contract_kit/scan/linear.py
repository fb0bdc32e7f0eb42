"""Linear scorers over the words, word pairs and flags of texts: plain arrays, numpy alone."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

FLAG_WEIGHT = 0.15
"""How much one flag counts beside the words, whose squares sum to one."""


@dataclass(frozen=True)
class Text:
    """One text to score: its normalised words, words and word pairs, and the flags that are up."""

    words: str
    grams: list[str]
    flags: list[int]


@dataclass(frozen=True)
class Entries:
    """The features of texts: row numbers with values, text by text; `starts` says where."""

    rows: NDArray[np.int64]
    values: Floats
    starts: NDArray[np.int64]


@dataclass(frozen=True)
class Linear:
    """A linear scorer: a row for each word, word pair and flag, a column for each type."""

    weights: NDArray[np.int8] | Floats
    scale: Floats
    bias: Floats

    def scores(self, entries: Entries) -> Floats:
        """The scores of texts, a column for each type."""
        parts = self.weights[entries.rows] * entries.values[:, None]
        sums: Floats = np.add.reduceat(parts, entries.starts, axis=0).astype(np.float32)
        return sums * self.scale + self.bias


def rows_of(known: Mapping[str, int], group: Iterable[Text]) -> list[list[int]]:
    """The rows of the words and word pairs of texts."""
    return [[known[gram] for gram in text.grams if gram in known] for text in group]


def rows_around(
    known: Mapping[str, int],
    large: list[Text],
    small: list[Text],
    rows: list[list[int]],
    parent: list[int],
) -> list[list[int]]:
    """The rows of chunks: those of their headings and of the sentences in them."""
    inside = [0] * len(large)
    for number, text in zip(parent, small, strict=True):
        inside[number] += len(text.grams)
    heads = (
        Text("", text.grams[: len(text.grams) - count], [])
        for text, count in zip(large, inside, strict=True)
    )
    found = rows_of(known, heads)
    for number, own in zip(parent, rows, strict=True):
        found[number] += own
    return found


def weighed(idf: NDArray[np.float64], group: list[Text], found: list[list[int]]) -> Entries:
    """The features of texts: words by weight and frequency, to length one, and flags."""
    width = len(idf)
    texts = np.repeat(np.arange(len(group)), [len(one) for one in found])
    words = np.fromiter(chain.from_iterable(found), np.int64, len(texts))
    different, counts = np.unique(texts * width + words, return_counts=True)
    texts, words = np.divmod(different, width)
    values = idf[words] * (1 + np.log(counts))
    length = np.sqrt(np.bincount(texts, values * values, len(group)))
    values /= length[texts]
    up = [text.flags for text in group]
    flagged = np.repeat(np.arange(len(group)), [len(one) for one in up])
    flags = np.fromiter(chain.from_iterable(up), np.int64, len(flagged))
    texts = np.concatenate([texts, flagged])
    order = np.argsort(texts, kind="stable")
    rows = np.concatenate([words, width + flags])[order]
    weights = np.concatenate([values, np.full(len(flagged), FLAG_WEIGHT)])[order]
    starts = np.searchsorted(texts[order], np.arange(len(group)))
    return Entries(rows, weights.astype(np.float32), starts)
