"""Short contracts of ours, with labels: papers as small firms sign them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("contracts")
"""A file for each contract: its text, then for each set that it has labels for a line
`=== labels SET` and a line for each requirement that is met or half met: `ID STATUS | QUOTE`. The
other requirements of the set are absent."""
_LABELS = re.compile(r"^=== labels (\w+)\n", re.MULTILINE)


@dataclass(frozen=True)
class Contract:
    """A contract of ours; `labels` has the statuses and quotes by set and requirement."""

    name: str
    text: str
    labels: dict[str, dict[str, tuple[str, str]]]


@cache
def contracts() -> dict[str, Contract]:
    """The contracts by name."""
    return {file.stem: contract(file) for file in sorted(FOLDER.glob("*/*.md"))}


def contract(file: Path) -> Contract:
    """The contract of a file; raises `ValueError` where a requirement is labelled twice."""
    words, *parts = _LABELS.split(file.read_text(encoding="utf-8"))
    labels = {set_: _told(lines) for set_, lines in zip(parts[::2], parts[1::2], strict=True)}
    return Contract(file.stem, words, labels)


def _told(lines: str) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for line in lines.strip().splitlines():
        told, quote = line.split("|", 1)
        id_, status = told.split()
        if id_ in found:
            raise ValueError(f"{id_} is labelled twice")
        found[id_] = status, quote.strip()
    return found
