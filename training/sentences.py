"""Sentences of ours, as contracts might hold them, on what is asked or on something beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("sentences")
"""A file for each pack. `[ID]` begins a requirement; `+` marks what states it, `~` what states half
of it, `-` what only stands beside it."""

STATUS = {"+": "satisfied", "~": "partial", "-": "absent"}


@cache
def sentences() -> dict[str, list[tuple[str, str]]]:
    """For each requirement the sentences, and the status that each gives."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for file in sorted(FOLDER.glob("*.txt")):
        for id_, mark, sentence in marked(file):
            found[id_].append((sentence, STATUS[mark]))
    return dict(found)


def marked(file: Path) -> Iterator[tuple[str, str, str]]:
    """Of each sentence in a file what it belongs to, its mark, and its words."""
    belongs = ""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            belongs = line.strip("[]")
        elif line[:2] in ("+ ", "~ ", "- "):
            yield belongs, line[0], line[2:]
