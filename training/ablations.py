"""What each part of the scan adds: the same measure with one part taken out.

`ablations.py --without PART scan FILE...` is `contract-kit` without that part; with `--table` it
runs the measures for every part and prints the rows of `docs/ablations.md`. The models are not
trained anew, so for the clause types the figures show what the shipped ones lean on.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from contract_kit.cli import main as contract_kit
from contract_kit.scan import clause_types, guards, matching, passages, ranking, sets, verdicts
from contract_kit.scan.index import Index
from contract_kit.scan.matching import Reading
from contract_kit.scan.parties import Parties
from contract_kit.scan.passages import Passage


def never(*_: object, **__: object) -> bool:
    """False, whatever is asked."""
    return False


def without_negation() -> None:
    """A denied duty counts as a duty."""
    for name in ("negated", "denied", "denies"):
        setattr(guards, name, never)


def without_permission() -> None:
    """What may be done counts as what shall be done."""
    guards.permitted = never  # type: ignore[assignment]


def without_debtor() -> None:
    """Whoever owes the duty will do."""
    everybody = (None, "both", "provider", "customer", "third", "nobody")
    for side in matching._WILLING:  # type: ignore[attr-defined]
        matching._WILLING[side] = everybody  # type: ignore[attr-defined]


def without_names() -> None:
    """Parties are known by role words alone, not by the names a contract gives them."""
    for room in (matching, sets):
        if hasattr(room, "parties"):
            room.parties = lambda _: Parties()


def without_kinds() -> None:
    """Recitals, definitions, headings and tables of contents count as clauses."""
    matching._KIND_REASONS.clear()  # type: ignore[attr-defined]


def without_lead_ins() -> None:
    """An item of a list or a table row is read without what it hangs on."""
    Passage.whole = property(lambda self: self.plain)  # type: ignore[assignment]
    Passage.offset = property(lambda _: 0)  # type: ignore[assignment]


def without_headings() -> None:
    """No title above a passage counts."""
    Index.under = lambda *_: 0  # type: ignore[assignment, method-assign]
    Passage.path = property(lambda _: "")  # type: ignore[assignment]


def without_clause_around() -> None:
    """Only the sentence is read, not the clause it stands in."""
    matching.context = lambda passage, _: passage.whole  # type: ignore[assignment]


def without_subjects() -> None:
    """All of a long contract is read, not the parts about the pack's subject."""
    Reading.within = lambda self, _: self.index.every  # type: ignore[assignment, method-assign]


def without_weakening() -> None:
    """Words that weaken a duty are passed over."""
    refused = Reading._refused

    def patched(self: Reading, passage: Passage, pattern: Any) -> str:
        return refused(self, passage, replace(pattern, unless=()))

    Reading._refused = patched  # type: ignore[method-assign]


def without_tables() -> None:
    """Tables are not read."""
    passages._Walk._table = lambda *_: None  # type: ignore[assignment, method-assign]


def without_ranking() -> None:
    """Evidence is shown in the order of the text."""
    ranked = ranking.ranked

    def first(*asked: Any) -> list[Any]:
        return sorted(ranked(*asked), key=lambda hit: hit.passage.index)

    verdicts.ranked = first  # type: ignore[assignment]


def without_expressions() -> None:
    """The model alone says which type of clause a sentence is."""
    clause_types.score = lambda *_: 0.0  # type: ignore[assignment]
    clause_types.RULE_WEIGHT = 0.0


def without_chunks() -> None:
    """The model reads sentences alone, not the few around them."""
    score = clause_types.load

    def patched(*arguments: Any) -> Any:
        model = score(*arguments)
        linear = type(model)._linear

        def own(self: Any, kind: Any, *rest: Any) -> Any:
            found = linear(self, kind, *rest)
            return found if kind is self.sentence else found * 0

        type(model)._linear = own
        return model

    clause_types.load = patched  # type: ignore[assignment]


def without_titles() -> None:
    """The model does not read the heading above a chunk."""
    chunks = clause_types.chunks

    def patched(found: Any) -> Any:
        every = chunks(found)
        for one in every:
            one.heading = ""
        return every

    clause_types.chunks = patched


REQUIREMENTS: Mapping[str, Callable[[], None]] = {
    "negation": without_negation,
    "permission": without_permission,
    "debtor": without_debtor,
    "names": without_names,
    "kinds": without_kinds,
    "lead-ins": without_lead_ins,
    "headings": without_headings,
    "clause-around": without_clause_around,
    "subjects": without_subjects,
    "weakening": without_weakening,
    "tables": without_tables,
    "ranking": without_ranking,
}
CLAUSES: Mapping[str, Callable[[], None]] = {
    "expressions": without_expressions,
    "chunks": without_chunks,
    "titles": without_titles,
    "tables": without_tables,
    "lead-ins": without_lead_ins,
}
_FIGURES = re.compile(r"violation = absent  |absent, certain|three-way|evidence|macro")
PARTS = {"nothing": lambda: None, **REQUIREMENTS, **CLAUSES}


def measured(script: Path, part: str, *more: str) -> str:
    """The lines of a measure that hold its figures."""
    command = f"{sys.executable} {__file__} --without {part}"
    out = subprocess.run(
        [sys.executable, str(script), *more, "--command", command],
        check=False, capture_output=True, text=True,
    ).stdout  # fmt: skip
    return " · ".join(line for line in out.splitlines() if _FIGURES.match(line))


def table(data: Path, model: Path | None) -> None:
    """Write a line for each part and measure."""
    measures = data.parent / "eval"
    for part in ("nothing", *REQUIREMENTS):
        for name in ("evaluate_dpa.py", "evaluate_bpo.py"):
            line(f"{name} without {part}: {measured(measures / name, part)}")
    if model:
        fold = ("--data", str(model.with_suffix(".jsonl.gz")))
        for part in ("nothing", *CLAUSES):
            found = measured(measures / "evaluate_cuad.py", f"{part} --model {model}", *fold)
            line(f"clause types without {part}: {found}")


def line(text: str) -> None:
    """Write a line at once: the table takes minutes."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def run() -> int:
    """Take the part out and go on as `contract-kit`, or print the table."""
    if sys.argv[1:2] == ["--without"]:
        PARTS[sys.argv[2]]()
        sys.argv[1:3] = []
        return contract_kit()
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, required=True)
    arguments.add_argument("--fold", type=Path, help="A model of the cross-validation.")
    given = arguments.parse_args()
    table(given.data, given.fold)
    return 0


if __name__ == "__main__":
    raise SystemExit(run())
