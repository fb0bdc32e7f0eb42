"""What becomes of each field of a spec: the reviewed table `clauses/fields.csv`.

One row says of a field, in some of the contexts where it may stand, whether a clause prints it and
which, or whether it is refused there. `nox -s fields` finds it out and writes the table.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from contract_kit.resources import bundled

Outcome = Literal["printed", "settled", "refused", "none"]
COLUMNS = ("path", "context", "use", "clause")


@dataclass(frozen=True, slots=True)
class Use:
    """What becomes of a field in a context.

    `context` says what was chosen beside it ("kind: any but csat; statistic: none"), empty where
    nothing else matters. `use` is `printed`, `settled` (printed, and it moves the settlement of the
    fifteen months that are tried; a field that is only printed there may move that of others),
    `refused`, or `none` for a field that states no rule; then `clause` holds the reason.
    """

    path: str
    context: str
    use: str
    clause: str

    @property
    def works(self) -> bool:
        """Whether the field has an effect in this context."""
        return self.use in ("printed", "settled")


def table_path() -> Path:
    """Where the table lies."""
    return bundled("clauses") / "fields.csv"


@cache
def uses() -> dict[str, tuple[Use, ...]]:
    """The rows of the table by field, in its order."""
    found: dict[str, list[Use]] = {}
    with table_path().open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["path"], []).append(Use(*(row[name] for name in COLUMNS)))
    return {path: tuple(rows) for path, rows in found.items()}


def where(rows: tuple[Use, ...]) -> str:
    """In which contexts a field works, in words; empty where it works in all of them.

    The rows of a field fall into groups that name the same choices, as `kind` and `statistic`.
    """
    groups: dict[tuple[str, ...], list[Use]] = {}
    for row in rows:
        names = tuple(part.split(":")[0] for part in row.context.split("; "))
        groups.setdefault(names, []).append(row)
    said = []
    for group in groups.values():
        working = dict.fromkeys(row.context for row in group if row.works)
        if any(row.use == "refused" for row in group):
            said.append("; or ".join(working) or f"no {group[0].context.split(':')[0]}")
    return "; and with ".join(said)
