"""How many verdicts on mutations of our own clauses are right, of judges that have not seen them.

    python training/mutated.py --data CONTRACT_KIT_DATA

The clauses are in five parts: those of a part, and every mutation of them, are judged by what was
trained on the labelled contracts and on the other parts. The scorers of passages see none of them.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from judging import Shown, fitted, shared, trees
from mutants import PARTS, Broken, broken
from papers import papers
from verdicts import Trainer

from contract_kit.scan.learned import DOUBT
from contract_kit.scan.verdict_model import Judge, scorers_in


def right(
    seen: list[Shown], every: list[Broken], pack_of: dict[str, str], part: int
) -> list[tuple[Broken, bool]]:
    """The mutations of a part, and whether each verdict is right."""
    others = [one for one in every if one.part != part]
    judge = fitted(seen, others, pack_of)
    ours, common = trees(judge.machines), trees(shared(seen, others))
    found = []
    for one in every:
        if one.part == part:
            labelled = one.id in pack_of
            known = judge.known[one.id] if labelled else np.zeros(0, np.float32)
            chances = Judge(ours if labelled else common, known).chances(
                one.own if labelled else one.alike
            )
            best = int(np.argmax(chances))
            found.append((one, chances[best] >= DOUBT and best in one.expected))
    return found


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    trainer = Trainer(papers(parser.parse_args().data))
    whole: frozenset[int] = frozenset()
    every = broken(scorers_in(trainer.scorer_arrays(whole)))
    seen = trainer.shown(whole)
    count: Counter[str] = Counter()
    good: Counter[str] = Counter()
    for part in range(PARTS):
        for one, is_right in right(seen, every, trainer.packs, part):
            labels = "labelled" if one.id in trainer.packs else "unlabelled"
            for key in (one.mutation, labels, "all"):
                count[key] += 1
                good[key] += is_right
    for key, number in count.items():
        sys.stdout.write(f"{key:12}{good[key] / number:.3f} of {number}\n")


if __name__ == "__main__":
    main()
