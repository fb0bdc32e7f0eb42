"""What each part of the learned verdicts adds, on contracts that nothing was fitted to.

    python training/ablations.py --data CONTRACT_KIT_DATA

prints the tables of `docs/ablations.md`: the folds are those of `verdicts.py`, the contracts those
that no blind list names.
"""

from __future__ import annotations

import argparse
import sys
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import judging
import numpy as np
from judging import Shown, fitted, shared, trees
from labels import FOLDS
from mutants import Broken, broken
from papers import Numbers, Paper, papers
from sets import SETS, blind
from verdicts import Trainer

from contract_kit.scan.learned import DOUBT
from contract_kit.scan.marks import FEATURES
from contract_kit.scan.verdict_model import STATUSES, Judge, scorers_in

LEARNED = (
    *("first", "second", "third", "gap", "stands_out", "document", "passages"),
    *("fullness", "fullest", "mean_fullness"),
)
"""The features that no pattern or guard has a part in."""
_OWN = np.array([name in LEARNED for name in FEATURES])
LEFT_OUT = 5
"""So many groups of requirements are left out in turn."""
FIGURES = ("P", "R", "LOST", "FOUND", "T")


@dataclass(frozen=True)
class Row:
    """A verdict beside its label."""

    set: str
    label: str
    status: str


@dataclass(frozen=True)
class Fold:
    """What a fold is judged with: what the others show, and what it shows itself."""

    trainer: Trainer
    seen: list[Shown]
    broken: list[Broken]
    held: list[Shown]


Contracts = tuple[str, ...]
Variant = Callable[[Fold], Iterator[Row]]


def fold(trainer: Trainer, number: int) -> Fold:
    """What `number` is judged with, by scorers without it."""
    out = frozenset({number})
    scorers = scorers_in(trainer.scorer_arrays(out))
    return Fold(trainer, trainer.shown(out), broken(scorers), trainer.shown_to(out, number))


def patterns(part: Fold) -> Iterator[Row]:
    """The verdicts of the patterns."""
    for one in part.held:
        yield row(one, one.paper.told[one.id].status)


def both(part: Fold) -> Iterator[Row]:
    """The verdicts as the scan gives them."""
    judge = fitted(part.seen, part.broken, part.trainer.packs)
    ours = trees(judge.machines)
    for one in part.held:
        yield row(one, decided(one, Judge(ours, judge.known[one.id]).chances(one.own.features)))


def learned(part: Fold) -> Iterator[Row]:
    """The verdicts without what patterns and guards know."""
    bare = replace(
        part,
        seen=[replace(one, own=without_patterns(one.own)) for one in part.seen],
        broken=[replace(one, own=masked(one.own)) for one in part.broken],
        held=[replace(one, own=without_patterns(one.own)) for one in part.held],
    )
    return both(bare)


def left_out(part: Fold) -> Iterator[Row]:
    """The verdicts of the shared judge on requirements that it was not trained on."""
    for number in range(LEFT_OUT):
        known = [one for one in part.seen if group(one.id) != number]
        ours = [one for one in part.broken if group(one.id) != number]
        judge = Judge(trees(shared(known, ours)), np.zeros(0, np.float32))
        for one in part.held:
            if group(one.id) == number:
                yield row(one, decided(one, judge.chances(one.alike.features)))


def group(id_: str) -> int:
    """The group of a requirement."""
    return zlib.crc32(id_.encode()) % LEFT_OUT


def masked(features: np.ndarray) -> np.ndarray:
    """The features without those of patterns and guards."""
    return np.where(_OWN, features, 0).astype(np.float32)


def without_patterns(numbers: Numbers) -> Numbers:
    """The numbers of a contract without those of patterns and guards."""
    return replace(numbers, features=masked(numbers.features))


def decided(one: Shown, chances: np.ndarray) -> str:
    """The status that these chances give."""
    if one.id in one.paper.settled:
        return one.paper.told[one.id].status
    best = int(np.argmax(chances))
    return STATUSES[best] if chances[best] >= DOUBT else "unclear"


def row(one: Shown, status: str) -> Row:
    """The verdict beside its label."""
    return Row(_SET[one.pack], one.label.said.status, status)


_SET = {pack: name for name, pack in SETS.items()}


def figures(rows: Iterable[Row]) -> dict[str, float]:
    """The figures of `evaluate_verdicts.py` that do not ask for evidence."""
    every = list(rows)
    absent = [one for one in every if one.status == "absent"]
    missing = [one for one in every if one.label == "absent"]
    firm = [one for one in every if one.label == "satisfied"]
    found = [one for one in every if one.status == "satisfied"]
    return {
        "P": share(one.label == "absent" for one in absent),
        "R": share(one.status == "absent" for one in missing),
        "LOST": share(one.status == "absent" for one in firm),
        "FOUND": share(one.label == "absent" for one in found),
        "T": share(one.status == one.label for one in every),
    }


def share(hits: Iterable[bool]) -> float:
    """The share of what is true; nan of nothing."""
    every = list(hits)
    return sum(every) / len(every) if every else float("nan")


def measured(paper: Paper) -> Paper:
    """The contract with the labels of the data alone."""
    kept = {id_: one for id_, one in paper.labels.items() if one.said.measured}
    return replace(paper, labels=kept)


def halved(every: list[Paper], number: int) -> list[Paper]:
    """A fold whole, and every second of the other contracts."""
    others = [one for one in every if one.fold != number]
    return [*others[::2], *(one for one in every if one.fold == number)]


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    judging.SEEDS = range(1)  # one draw of trees is enough to compare
    hidden = blind(data)
    every = papers(data)
    given = [one for one in map(measured, every) if one.labels]
    variants: dict[str, tuple[Variant, Callable[[int], list[Paper]]]] = {
        "patterns alone": (patterns, lambda _: every),
        "learned scores alone": (learned, lambda _: every),
        "both": (both, lambda _: every),
        "both, half of the contracts": (both, lambda number: halved(every, number)),
        "both, without labels of ours": (both, lambda _: given),
        "shared judge, requirement left out": (left_out, lambda _: every),
    }
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    trainers: dict[Contracts, Trainer] = {}
    for number in range(FOLDS):
        made: dict[Contracts, Fold] = {}
        for name, (variant, chosen) in variants.items():
            learn = chosen(number)
            key = tuple(f"{one.name} {len(one.labels)}" for one in learn)
            if key not in made:
                trainer = trainers.setdefault(key, Trainer(learn))
                made[key] = _stated(fold(trainer, number), hidden)
            rows[name] += variant(made[key])
    sys.stdout.write(table(rows) + "\n")


def _stated(part: Fold, hidden: set[str]) -> Fold:
    """The fold with those contracts and labels alone that figures are stated for."""
    held = [
        one
        for one in part.held
        if one.paper.name not in hidden and one.label.said.measured and not one.label.said.seen
    ]
    return replace(part, held=held)


def table(rows: dict[str, list[Row]]) -> str:
    """The figures by set and variant."""
    lines = [f"| set | | {' | '.join(FIGURES)} |", "|---|---|" + "---|" * len(FIGURES)]
    for set_ in SETS:
        for name, every in rows.items():
            found = figures(one for one in every if one.set == set_)
            values = " | ".join(f"{found[one]:.3f}".lstrip("0") for one in FIGURES)
            lines.append(f"| {set_} | {name} | {values} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
