"""Short contracts of ours, with labels: papers as small firms sign them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("contracts")
"""A folder for each set, a file for each contract: its text, a line `=== labels`, then a line for
each requirement that is met or half met: `ID STATUS | QUOTE`. The others are absent."""
_LABELS = "\n=== labels\n"


def contracts(set_: str) -> Iterator[tuple[str, dict[str, tuple[str, str]]]]:
    """The names of the contracts of a set, and of each the statuses and quotes by requirement."""
    for file in sorted((FOLDER / set_).glob("*.md")):
        found = {}
        for line in _parted(file)[1].strip().splitlines():
            told, quote = line.split("|", 1)
            id_, status = told.split()
            found[id_] = status, quote.strip()
        yield file.stem, found


def text(set_: str, name: str) -> str:
    """The text of a contract."""
    return _parted(FOLDER / set_ / f"{name}.md")[0]


@cache
def _parted(file: Path) -> tuple[str, str]:
    words, labels = file.read_text(encoding="utf-8").split(_LABELS)
    return words, labels
