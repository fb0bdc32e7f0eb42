"""The trained model for clause types: plain arrays, read with numpy alone.

It scores every sentence twice, by its own words and by the words of the chunk around it; both are
linear over words, word pairs and a few flags. A document's best scores and the expressions of
`clause_rules` then give the probability that it holds a type of clause.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import BadZipFile

import numpy as np

from contract_kit.errors import UsageError
from contract_kit.scan.chunks import own_text
from contract_kit.scan.features import FLAGS, GUARDS, flags, guards, ngrams, normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from contract_kit.scan.chunks import Chunk
    from contract_kit.scan.passages import Passage

    Floats = NDArray[np.float32]

SHIPPED = Path(__file__).with_name("clause_model.npz")
FLAG_WEIGHT = 0.15
"""How much one flag counts beside the words, whose squares sum to one."""


@dataclass(frozen=True)
class Text:
    """One text to score: its normalised words, words and word pairs, and the flags that are up."""

    words: str
    grams: list[str]
    flags: list[int]


@dataclass(frozen=True)
class Scored:
    """Every sentence of a document with its scores, one column a type."""

    passages: list[Passage]
    words: list[str]
    scores: Floats


@dataclass(frozen=True)
class Linear:
    """A linear scorer: a row for each word, word pair and flag, a column for each type."""

    weights: NDArray[np.int8]
    scale: Floats
    bias: Floats

    def scores(self, rows: NDArray[np.int64], values: Floats, starts: NDArray[np.int64]) -> Floats:
        """The scores of texts whose features are `rows` with `values`, text by text."""
        parts = self.weights[rows] * values[:, None]
        sums: Floats = np.add.reduceat(parts, starts, axis=0).astype(np.float32)
        return sums * self.scale + self.bias


@dataclass(frozen=True)
class Model:
    """Everything the shipped file holds."""

    types: tuple[str, ...]
    vocabulary: Mapping[str, int]
    idf: NDArray[np.float64]
    sentence: Linear
    chunk: Linear
    stack: Floats
    thresholds: Floats
    trained_on: tuple[str, ...]

    def score(self, chunks: Sequence[Chunk]) -> Scored:
        """The sentences of these chunks with their scores: own words and chunk, half each."""
        passages, small, large, parent = texts(chunks)
        if not passages:
            return Scored([], [], np.zeros((0, len(self.types)), np.float32))
        rows = self._rows(small)
        own = self._linear(self.sentence, small, rows)
        around = self._linear(self.chunk, large, self._rows_around(large, small, rows, parent))
        words = [one.words for one in small]
        return Scored(passages, words, np.float32(0.5) * (own + around[parent]))

    def probability(self, kind: int, features: Floats) -> float:
        """The probability of type number `kind`; `features` as in `clause_types`."""
        mean, spread, weight = self.stack[kind, :3], self.stack[kind, 3:6], self.stack[kind, 6:9]
        total = float(((features - mean) / spread) @ weight + self.stack[kind, 9])
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))

    def _rows(self, group: Iterable[Text]) -> list[list[int]]:
        """The rows of the words and word pairs of texts."""
        known = self.vocabulary
        return [[known[gram] for gram in text.grams if gram in known] for text in group]

    def _rows_around(
        self, large: list[Text], small: list[Text], rows: list[list[int]], parent: list[int]
    ) -> list[list[int]]:
        """The rows of chunks: those of their headings and of the sentences in them."""
        inside = [0] * len(large)
        for number, text in zip(parent, small, strict=True):
            inside[number] += len(text.grams)
        heads = (
            Text("", text.grams[: len(text.grams) - count], [])
            for text, count in zip(large, inside, strict=True)
        )
        found = self._rows(heads)
        for number, own in zip(parent, rows, strict=True):
            found[number] += own
        return found

    def _linear(self, linear: Linear, group: list[Text], found: list[list[int]]) -> Floats:
        """The scores of texts: words by weight and frequency, to length one, and flags."""
        width = len(self.vocabulary)
        texts_ = np.repeat(np.arange(len(group)), [len(one) for one in found])
        words = np.fromiter(chain.from_iterable(found), np.int64, len(texts_))
        different, counts = np.unique(texts_ * width + words, return_counts=True)
        texts_, words = np.divmod(different, width)
        values = self.idf[words] * (1 + np.log(counts))
        length = np.sqrt(np.bincount(texts_, values * values, len(group)))
        values /= length[texts_]
        up = [text.flags for text in group]
        flagged = np.repeat(np.arange(len(group)), [len(one) for one in up])
        flags_ = np.fromiter(chain.from_iterable(up), np.int64, len(flagged))
        texts_ = np.concatenate([texts_, flagged])
        order = np.argsort(texts_, kind="stable")
        rows = np.concatenate([words, width + flags_])[order]
        weights = np.concatenate([values, np.full(len(flagged), FLAG_WEIGHT)])[order]
        starts = np.searchsorted(texts_[order], np.arange(len(group)))
        return linear.scores(rows, weights.astype(np.float32), starts)


def texts(chunks: Sequence[Chunk]) -> tuple[list[Passage], list[Text], list[Text], list[int]]:
    """Sentences and chunks as texts to score, and for each sentence the number of its chunk."""
    passages: list[Passage] = []
    small: list[Text] = []
    large: list[Text] = []
    parent: list[int] = []
    for number, chunk in enumerate(chunks):
        parts = [_text(own_text(one), number, len(chunks)) for one in chunk.passages]
        title = normalise(chunk.heading)
        head = ngrams(title)
        grams = [*head, *chain.from_iterable(part.grams for part in parts)]
        guarded = {flag for part in parts for flag in part.flags if flag < len(GUARDS)}
        length = len(title) + sum(len(part.words) + 1 for part in parts)
        up = flags(guarded | guards(head), length, number, len(chunks))
        passages += chunk.passages
        small += parts
        large.append(Text("", grams, up))
        parent += [number] * len(parts)
    return passages, small, large, parent


def _text(text: str, number: int, total: int) -> Text:
    words = normalise(text)
    grams = ngrams(words)
    return Text(words, grams, flags(guards(grams), len(words), number, total))


def joined(names: Iterable[str]) -> NDArray[np.uint8]:
    """Names as one array of bytes, a line each: how the file keeps text."""
    return np.frombuffer("\n".join(names).encode(), np.uint8)


def _lines(array: NDArray[np.uint8]) -> tuple[str, ...]:
    return tuple(array.tobytes().decode().split("\n"))


@lru_cache(maxsize=4)
def load(path: Path = SHIPPED) -> Model:
    """The model in the file at `path`; raises `UsageError` where it is none."""
    try:
        return _loaded(path)
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise UsageError(f"{path} is no model of contract-kit: {error}") from error


def _loaded(path: Path) -> Model:
    with np.load(path, allow_pickle=False) as file:
        words = _lines(file["vocabulary"])
        linear = [
            Linear(file[f"{size}_weights"], file[f"{size}_scale"], file[f"{size}_bias"])
            for size in ("sentence", "chunk")
        ]
        if any(one.weights.shape[0] != len(words) + FLAGS for one in linear):
            raise ValueError("its features are those of another version")
        return Model(
            types=_lines(file["types"]),
            vocabulary={word: number for number, word in enumerate(words)},
            idf=file["idf"].astype(np.float64),
            sentence=linear[0],
            chunk=linear[1],
            stack=file["stack"],
            thresholds=file["thresholds"],
            trained_on=_lines(file["trained_on"]),
        )
