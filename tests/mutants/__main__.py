"""Make mutants, judge them, and print what became of how many; exit code 1 if any went wrong."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from pathlib import Path

from tests.mutants.crew import judged
from tests.mutants.judging import BAD, CONTROL, GOOD, JUDGED, Outcome
from tests.mutants.mutant import FORMATS, make

COUNT = 20_000
LEAST_JUDGED = 0.5
SHOWN = 40


def main() -> int:
    """Run the mutants that the arguments ask for."""
    asked = _arguments()
    forms = list(FORMATS)
    seeds = asked.only or [
        f"{asked.seed}:{forms[number % len(forms)]}:{number // len(forms)}"
        for number in range(asked.count)
    ]
    counts: Counter[tuple[str, str]] = Counter()
    wrong: list[tuple[str, Outcome]] = []
    for seed, outcome in judged(seeds, asked.processes):
        counts[seed.split(":")[1], outcome.kind] += 1
        if outcome.kind in BAD:
            wrong.append((seed, outcome))
            _keep(seed, asked.out)
        elif asked.only:
            print(f"{seed}: {outcome.kind} {outcome.detail}")
    print(table(counts))
    print(listed(wrong, asked.out), end="")
    few = not asked.only and share(counts) < LEAST_JUDGED
    if few:
        print(f"only {share(counts):.0%} were read to the end and judged; {LEAST_JUDGED:.0%} must")
    return int(bool(wrong) or few)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT, help="how many (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of all chance (%(default)s)")
    parser.add_argument("--only", nargs="+", metavar="SEED", help="these alone: 1:docx:17")
    parser.add_argument("--out", type=Path, default=Path("out/mutants"), help="for what went wrong")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    return parser.parse_args()


def _keep(seed: str, out: Path) -> None:
    """Write the mutant to a file, so that it can be tried by hand."""
    out.mkdir(parents=True, exist_ok=True)
    mutant = make(seed)
    (out / mutant.name).write_bytes(mutant.data)


def share(counts: Counter[tuple[str, str]]) -> float:
    """The share of mutants that were read to the end and judged."""
    return sum(n for (_, kind), n in counts.items() if kind == JUDGED) / max(counts.total(), 1)


def table(counts: Counter[tuple[str, str]]) -> str:
    """The counts: a line for each format, a column for each outcome."""
    kinds = (*GOOD, *BAD)
    lines = [" " * 6 + "".join(f"{kind:>13}" for kind in (*kinds, "all"))]
    for form in FORMATS:
        row = [counts[form, kind] for kind in kinds]
        lines.append(f"{form:<6}" + "".join(f"{n:>13,}" for n in (*row, sum(row))))
    every = [sum(counts[form, kind] for form in FORMATS) for kind in kinds]
    lines.append(f"{'all':<6}" + "".join(f"{n:>13,}" for n in (*every, sum(every))))
    return "\n".join(lines)


def listed(wrong: list[tuple[str, Outcome]], out: Path) -> str:
    """What went wrong by kind, with how often and one seed that shows it."""
    kinds: dict[tuple[str, ...], list[tuple[str, Outcome]]] = {}
    for seed, outcome in wrong:
        changes = "" if outcome.kind == CONTROL else "-".join(make(seed).changes)
        key = (seed.split(":")[1], outcome.kind, outcome.place or changes)
        kinds.setdefault(key, []).append((seed, outcome))
    ordered = sorted(kinds.items(), key=lambda one: -len(one[1]))
    lines = [
        f"{len(found):>5} × {' '.join(key).rstrip()}: {found[0][1].detail} [--only {found[0][0]}]\n"
        for key, found in ordered[:SHOWN]
    ]
    more = f"and {len(ordered) - SHOWN} kinds more\n" if len(ordered) > SHOWN else ""
    return "".join(lines) + more + (f"their files lie in {out}\n" if wrong else "")


if __name__ == "__main__":
    raise SystemExit(main())
