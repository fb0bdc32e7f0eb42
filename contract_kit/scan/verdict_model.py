"""The trained model for verdicts: plain arrays, read with numpy alone.

For each requirement it was trained on it scores every passage by its words, twice: whether the
passage decides, and whether what decides reads like the whole or like half of what is asked. What
the best scores, the patterns and the guards show (`marks`) then gives, by boosted trees, the
chances that the requirement is satisfied, partial or absent, and orders the evidence. Requirements
it was not trained on are scored by their own words, and judged by other trees, which know nothing
of any requirement in particular.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import numpy as np

from contract_kit.errors import UsageError
from contract_kit.scan.features import FLAGS, flags, guards, ngrams, normalise
from contract_kit.scan.linear import Linear, Text, rows_of, weighed
from contract_kit.scan.marks import FEATURES, SHOWN, UNSCORED, around
from contract_kit.scan.model import lines, texts
from contract_kit.scan.trees import Trees

_BEST_FULL, _BEST_HALF = FEATURES.index("best_full"), FEATURES.index("best_half")

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from contract_kit.library.packs import Requirement
    from contract_kit.scan.chunks import Chunk
    from contract_kit.scan.linear import Entries, Floats
    from contract_kit.scan.result import Status

STATUSES: tuple[Status, ...] = ("satisfied", "partial", "absent")
SHIPPED = Path(__file__).with_name("verdict_model.npz")
ABOUT = ("usual", "spread", "satisfied", "partial", "absent", "pack")
"""What is known of a labelled requirement: mean and spread of the best score of what does not
decide, logarithms of how often each label was given, and the number of its pack."""


@dataclass(frozen=True)
class Sentences:
    """The passages of a contract as features, and their places."""

    at: NDArray[np.int64]
    entries: Entries
    count: int


@dataclass(frozen=True)
class Judge:
    """What makes chances of features; `known` is what labels say of the requirement: `ABOUT`."""

    trees: Trees
    known: Floats

    def chances(self, seen: Floats) -> Floats:
        """The chances of `STATUSES`."""
        rows = np.array([row(one, self.known) for one in around(seen)])
        return self.trees.chances(rows).astype(np.float32)


def row(seen: Floats, known: Floats) -> Floats:
    """What the trees read: the features, how unusual the best scores are, and what is known.

    Nothing is added where nothing is known.
    """
    if not len(known):
        return seen
    usual, spread = known[:2]
    hits = max(seen[_BEST_FULL], seen[_BEST_HALF])
    unusual = (np.array([seen[0], hits]) - usual) / spread
    return np.concatenate([seen, unusual, known[2:]]).astype(np.float32)


@dataclass(frozen=True)
class Weights:
    """For each requirement the weights of words, word pairs and flags.

    `rows` are their numbers, `values` the weights as bytes, `starts` where a requirement begins.
    """

    rows: NDArray[np.int32]
    values: NDArray[np.int8]
    starts: NDArray[np.int64]
    scale: Floats
    bias: Floats

    def of(self, number: int) -> tuple[NDArray[np.int32], Floats, float]:
        """The numbers and weights of one requirement, and its bias."""
        part = slice(self.starts[number], self.starts[number + 1])
        weights: Floats = self.values[part] * self.scale[number]
        return self.rows[part], weights, float(self.bias[number])


@dataclass(frozen=True)
class Scorers:
    """What scores passages: whether they decide, and whether they are the whole or half of it.

    The words around a passage do not count: formats have headings and lists otherwise.
    """

    vocabulary: Mapping[str, int]
    idf: NDArray[np.float64]
    ids: tuple[str, ...]
    deciding: Weights
    fullness: Weights

    @cached_property
    def number(self) -> dict[str, int]:
        """The column of each requirement that they were trained on."""
        return {one: number for number, one in enumerate(self.ids)}

    def sentences(self, chunks: Sequence[Chunk], count: int) -> Sentences:
        """The features of a contract with `count` passages."""
        passages, own, _, _ = texts(chunks)
        at = np.array([one.index for one in passages], np.int64)
        return Sentences(at, weighed(self.idf, own, rows_of(self.vocabulary, own)), count)

    def chosen(self, requirements: Sequence[Requirement]) -> Linear:
        """The scorers of these requirements: a column each, then one each of how full it is.

        What they were not trained on is scored by its likeness to the requirement's own words, and
        is neither full nor half.
        """
        count = len(requirements)
        weights = np.zeros((len(self.vocabulary) + FLAGS, 2 * count), np.float32)
        bias = np.zeros(2 * count, np.float32)
        for column, one in enumerate(requirements):
            number = self.number.get(one.id)
            if number is None:
                weights[:, column] = own_words(one, self.vocabulary, self.idf)
                continue
            for at, kind in ((column, self.deciding), (column + count, self.fullness)):
                rows, values, bias[at] = kind.of(number)
                weights[rows, at] = values
        return Linear(weights, np.ones_like(bias), bias)


def scores(chosen: Linear, sentences: Sentences) -> tuple[Floats, Floats]:
    """The scores of all passages, a column for each requirement; then how full each would be."""
    found = np.full((sentences.count, len(chosen.bias)), UNSCORED, np.float32)
    if len(sentences.at):
        found[sentences.at] = chosen.scores(sentences.entries)
    deciding, fullness = np.hsplit(found, 2)
    return deciding, fullness


@dataclass(frozen=True)
class VerdictModel:
    """Everything the shipped file holds."""

    scorers: Scorers
    judges: Mapping[str, Judge]
    evidence: Floats
    trained_on: tuple[str, ...]

    def measured(self, requirement: str) -> bool:
        """Whether it was trained, and measured, on labels of this requirement."""
        return requirement in self.scorers.number

    def judge(self, requirement: str) -> Judge:
        """What judges a requirement; that shared by all where it was not trained on."""
        return self.judges.get(requirement, self.judges[""])

    def convincing(self, seen: Floats) -> Floats:
        """How well passages with these numbers (`marks.SHOWN`) serve as evidence, from 0 to 1."""
        mean, spread, weights, bias = np.split(self.evidence, np.cumsum([len(SHOWN)] * 3))
        found = 1 / (1 + np.exp(-(((seen - mean) / spread) @ weights + bias)))
        return found.astype(np.float32)


def own_words(
    requirement: Requirement, vocabulary: Mapping[str, int], idf: NDArray[np.float64]
) -> Floats:
    """A direction made of the requirement's own title, statement and examples, of length one."""
    met = [one.text for one in requirement.examples if one.status in ("satisfied", "partial")]
    group = [example(one) for one in (requirement.title, requirement.statement, *met) if one]
    entries = weighed(idf, group, rows_of(vocabulary, group))
    found = np.zeros(len(vocabulary) + FLAGS, np.float32)
    np.add.at(found, entries.rows, entries.values)
    found[len(vocabulary) :] = 0
    length = float(np.sqrt(found @ found))
    return found / np.float32(length or 1.0)


def example(text: str) -> Text:
    """A text that stands alone, as the model reads it."""
    words = normalise(text)
    grams = ngrams(words)
    return Text(words, grams, flags(guards(grams), len(words), 0, 1))


@lru_cache(maxsize=2)
def load(path: Path = SHIPPED) -> VerdictModel:
    """The model in the file at `path`; raises `UsageError` where it is none."""
    try:
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            return restored(file)
    except (OSError, ValueError, LookupError, BadZipFile) as error:
        raise UsageError(f"{path} is no model of contract-kit: {error}") from error


def restored(file: Mapping[str, Any]) -> VerdictModel:
    """The model in the arrays of a file; raises `ValueError` or `KeyError`."""
    if (*lines(file["features"]),) != (*FEATURES, *SHOWN) or int(file["flags"]) != FLAGS:
        raise ValueError("its features are those of another version")
    found = scorers_in(file)
    ours, shared = (_trees(file, name) for name in ("ours", "shared"))
    known = [*file["known"], np.zeros(0, np.float32)]
    judges = {
        name: Judge(ours if name else shared, known[number])
        for number, name in enumerate((*found.ids, ""))
    }
    return VerdictModel(found, judges, file["evidence"], lines(file["trained_on"]))


def scorers_in(file: Mapping[str, Any]) -> Scorers:
    """The scorers in the arrays of a file; raises `KeyError`."""
    words = {word: number for number, word in enumerate(lines(file["vocabulary"]))}
    idf = file["idf"].astype(np.float64)
    deciding, fullness = (
        Weights(*(file[f"{name}_{one.name}"] for one in fields(Weights)))
        for name in ("deciding", "fullness")
    )
    return Scorers(words, idf, lines(file["ids"]), deciding, fullness)


def _trees(file: Mapping[str, Any], name: str) -> Trees:
    parts = ("roots", "start", "feature", "threshold", "left", "right", "value")
    return Trees(*(file[f"{name}_{part}"] for part in parts))
