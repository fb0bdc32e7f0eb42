"""What a paper calls itself where it begins: its title, its first headings and sentences."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from contract_kit.library.phrases import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from contract_kit.library.packs import Condition
    from contract_kit.scan.passages import Passage

_FIRST = 12
"""So many passages are read besides the title."""
_SENTENCE = 400
"""What is longer says too much to say what the paper is."""


def said_first(condition: Condition, passages: Sequence[Passage], titles: Mapping[str, str]) -> str:
    """What shows the condition where every file begins, or nothing.

    In each file the first words that show it or deny it decide: what a paper names after its own
    title is another paper.
    """
    files = groupby(passages, key=lambda one: one.file)
    shown = [_decided(condition, opening(titles.get(name, ""), one)) for name, one in files]
    return shown[0] if all(shown) and shown else ""


def opening(title: str, passages: Iterator[Passage]) -> list[str]:
    """The title and the first passages of a file that may say what it is."""
    first = [one.text for one, _ in zip(passages, range(_FIRST), strict=False)]
    return [text for text in (title, *first) if text and len(text) <= _SENTENCE]


def _decided(condition: Condition, texts: list[str]) -> str:
    for text in texts:
        for phrase, shows in ((condition.found_by, True), (condition.unless, False)):
            if phrase and (found := phrase.search(plain(text))):
                return text[found.start() : found.end()].strip() if shows else ""
    return ""
