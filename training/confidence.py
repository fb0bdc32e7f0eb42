"""Counts how often verdicts of each kind are right, and measures the confidence made of it.

    python training/confidence.py --data CONTRACT_KIT_DATA [--out contract_kit/scan/confidence.json]

Reads the labelled agreements in `dpa` and `bpo` of the data folder. The figures printed are made by
leaving each document out of the counts that judge it; the file holds the counts of all of them.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from contract_kit.api import read
from contract_kit.library.packs import load_packs
from contract_kit.resources import bundled
from contract_kit.scan.confidence import TABLE, confidence, kinds
from contract_kit.scan.result import Status
from contract_kit.scan.sets import alone
from contract_kit.scan.verdicts import verdict

SETS = {"dpa": "gdpr-art28", "bpo": "bpo-baseline"}
BINS = 10


@dataclass(frozen=True)
class Judged:
    """A verdict on a labelled document, and whether the label agrees."""

    document: str
    pack: str
    status: Status
    seen: tuple[str, str]
    right: bool


def judged(data: Path) -> Iterator[Judged]:
    """Every verdict on a labelled requirement, unless it or the label says unclear."""
    packs = {pack.id: pack for pack in load_packs(bundled("packs"))}
    for folder, pack in SETS.items():
        for document, labels in _labels(data / folder, pack).items():
            reading = alone("", read(data / folder / "docs" / f"{document}.txt")).reading
            for id_, label in labels.items():
                found = verdict(packs[pack].by_id[id_], reading)
                if "unclear" not in (label, found.status):
                    yield Judged(document, pack, found.status, found.seen, found.status == label)


def _labels(folder: Path, pack: str) -> dict[str, dict[str, str]]:
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for line in (folder / "gold_dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        id_ = "gdpr-" + row["key"].replace("_", "-") if "key" in row else row["requirement"]
        found[row["doc"]][id_] = row["label"]
    return found


def counted(cases: Iterable[Judged]) -> dict[str, list[int]]:
    """For each kind of verdict how many there were and how many of them were right."""
    many: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for case in cases:
        for kind in kinds(case.pack, case.status, case.seen):
            many[kind] += 1
            right[kind] += case.right
    return {kind: [many[kind], right[kind]] for kind in sorted(many)}


def left_out(cases: list[Judged]) -> list[tuple[float, bool, Judged]]:
    """The confidence of each verdict, by the counts of the other documents."""
    found = []
    for document in sorted({case.document for case in cases}):
        counts = counted(case for case in cases if case.document != document)
        for case in cases:
            if case.document == document:
                chance = confidence(case.pack, case.status, case.seen, counts)
                found.append((chance, case.right, case))
    return found


def brier(found: list[tuple[float, bool, Judged]]) -> float:
    """The mean square of what the confidence misses; less is better."""
    return sum((chance - right) ** 2 for chance, right, _ in found) / len(found)


def calibration_error(found: list[tuple[float, bool, Judged]]) -> float:
    """How far, on average over ten bins, the confidence lies from the share that is right."""
    bins: defaultdict[int, list[tuple[float, bool]]] = defaultdict(list)
    for chance, right, _ in found:
        bins[min(BINS - 1, int(chance * BINS))].append((chance, right))
    gaps = (abs(sum(c for c, _ in one) - sum(r for _, r in one)) for one in bins.values())
    return sum(gaps) / len(found)


def say(line: str) -> None:
    """Print a line."""
    sys.stdout.write(line + "\n")


def report(name: str, found: list[tuple[float, bool, Judged]]) -> None:
    """Print the figures of one set, beside those of one confidence for all."""
    share = sum(right for _, right, _ in found) / len(found)
    flat = sum((share - right) ** 2 for _, right, _ in found) / len(found)
    say(
        f"{name:14} {len(found):5} verdicts, {share:.3f} right: calibration error "
        f"{calibration_error(found):.3f}, Brier {brier(found):.3f} (the same for all: {flat:.3f})"
    )


def main() -> None:
    """Count, measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=TABLE)
    given = parser.parse_args()
    cases = list(judged(given.data))
    found = left_out(cases)
    for pack in SETS.values():
        report(pack, [one for one in found if one[2].pack == pack])
    report("all", found)
    for low in range(BINS):
        within = [one for one in found if min(BINS - 1, int(one[0] * BINS)) == low]
        if within:
            right = sum(one[1] for one in within) / len(within)
            say(f"  confidence {low / BINS:.1f} and above: {len(within):4}, {right:.3f} right")
    text = json.dumps(counted(cases), indent=1)
    given.out.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
