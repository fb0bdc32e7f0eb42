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
from contract_kit.scan.linear import Linear, Text, rows_around, rows_of, weighed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from contract_kit.scan.chunks import Chunk
    from contract_kit.scan.linear import Floats
    from contract_kit.scan.passages import Passage

SHIPPED = Path(__file__).with_name("clause_model.npz")


@dataclass(frozen=True)
class Scored:
    """Every sentence of a document with its scores, one column a type."""

    passages: list[Passage]
    words: list[str]
    scores: Floats


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
        rows = rows_of(self.vocabulary, small)
        wide = rows_around(self.vocabulary, large, small, rows, parent)
        own = self.sentence.scores(weighed(self.idf, small, rows))
        around = self.chunk.scores(weighed(self.idf, large, wide))
        words = [one.words for one in small]
        return Scored(passages, words, np.float32(0.5) * (own + around[parent]))

    def probability(self, kind: int, features: Floats) -> float:
        """The probability of type number `kind`; `features` as in `clause_types`."""
        mean, spread, weight = self.stack[kind, :3], self.stack[kind, 3:6], self.stack[kind, 6:9]
        total = float(((features - mean) / spread) @ weight + self.stack[kind, 9])
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


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


def lines(array: NDArray[np.uint8]) -> tuple[str, ...]:
    """The names that `joined` made an array of."""
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
        words = lines(file["vocabulary"])
        linear = [
            Linear(file[f"{size}_weights"], file[f"{size}_scale"], file[f"{size}_bias"])
            for size in ("sentence", "chunk")
        ]
        if any(one.weights.shape[0] != len(words) + FLAGS for one in linear):
            raise ValueError("its features are those of another version")
        return Model(
            types=lines(file["types"]),
            vocabulary={word: number for number, word in enumerate(words)},
            idf=file["idf"].astype(np.float64),
            sentence=linear[0],
            chunk=linear[1],
            stack=file["stack"],
            thresholds=file["thresholds"],
            trained_on=lines(file["trained_on"]),
        )
