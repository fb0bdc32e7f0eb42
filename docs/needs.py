"""Writes docs/needs.md from docs/needs.yaml, as `nox -s docs` does."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

FOLDER = Path(__file__).parent
SOURCE = FOLDER / "needs.yaml"
TARGET = FOLDER / "needs.md"
Need = Mapping[str, Any]
HEAD = """# What users asked for, and where it is answered

Written by `nox -s docs` from `needs.yaml`; do not edit. A need is answered by fields of a spec,
which clauses print, rules check and tests hold. `tests/test_needs.py` fails on a name that does not
exist and on a field that none of its clauses prints or waits for.
`contract-kit explain NAME` shows a clause or a rule in full.

| need | | fields | clauses | rules | tests |
|---|---|---|---|---|---|
"""


def needs() -> dict[str, Need]:
    """The needs by number."""
    found: dict[str, Need] = YAML(typ="safe").load(SOURCE.read_text(encoding="utf-8"))
    return found


def page() -> str:
    """The page as it must stand in the folder."""
    return HEAD + "".join(_row(number, need) for number, need in sorted(needs().items()))


def _row(number: str, need: Need) -> str:
    cells = [number, need["need"]]
    cells += [_names(need[column]) for column in ("fields", "clauses", "rules", "tests")]
    return f"| {' | '.join(cells)} |\n"


def _names(names: Any) -> str:
    return ", ".join(f"`{name}`" for name in names) or "–"


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
