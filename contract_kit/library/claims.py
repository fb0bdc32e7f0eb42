"""Which clauses meet which requirement in full, without reading the wordings themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contract_kit.library.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from contract_kit.library.clauses import Clause

Claimed = dict[str, list[tuple[str, str]]]
"""For a requirement each clause and variant that claims it in full, in library order."""


def prepared(folder: Path) -> Prepared:
    """What is ready of the clauses in `folder`."""
    return Prepared(folder, ("claims.py", "clauses.py"))


def claimed(folder: Path) -> Claimed:
    """The full claims of the clauses in a folder of ours; raises `LibraryError` as reading does."""
    ready = prepared(folder)
    return collected(ready.of(path) or _read(path) for path in sorted(folder.rglob("*.md")))


def collected(rows: Iterable[Mapping[str, Any]]) -> Claimed:
    """The full claims of clauses, each as `of` gives it."""
    found: Claimed = {}
    for row in sorted(rows, key=lambda row: row["place"]):
        for variant, requirements in row["full"].items():
            for requirement in requirements:
                found.setdefault(requirement, []).append((row["place"][-1], variant))
    return found


def _read(path: Path) -> dict[str, Any]:
    from contract_kit.library.clauses import read_clause  # noqa: PLC0415 - where none is ready

    return of(read_clause(path))


def of(clause: Clause) -> dict[str, Any]:
    """The place of a clause in the library, and what each of its variants claims in full.

    A short text cures nothing by itself: it rests on the other short texts.
    """
    from contract_kit.library.clauses import SHORT  # noqa: PLC0415 - where a clause is read

    full = {
        variant: [one.requirement for one in clause.claims(variant) if one.level == "full"]
        for variant in clause.bodies
        if variant != SHORT
    }
    return {"place": list(clause.place), "full": full}
