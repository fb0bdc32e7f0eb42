"""Groups passages into chunks of a few sentences: the two sizes of text the trained model reads."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contract_kit.scan.passages import Passage

LONGEST = 700
"""Characters in a chunk, at most; a single longer sentence stands alone."""
SHORT = 40
"""A sentence below this length is read with its lead-in."""

_NOISE = re.compile(
    r"(?:page\s*)?[-–\s]*\d{1,3}[-–\s]*(?:of\s*\d{1,3})?|source:\s.*|[\W_]*"
    r"|\[?(?:intentionally\s+)?(?:left\s+)?blank\]?",
    re.IGNORECASE | re.DOTALL,
)
_CLOSED = (".", ":", ";")


@dataclass(slots=True)
class Chunk:
    """The passages of a clause that stand together, with the heading above them."""

    heading: str
    passages: list[Passage] = field(default_factory=list)
    size: int = 0

    def add(self, passage: Passage) -> None:
        """Put `passage` at the end."""
        self.passages.append(passage)
        self.size += len(passage.text) + 1


def chunks(passages: Iterable[Passage]) -> list[Chunk]:
    """The chunks of a document in reading order; headings and page furniture are in none.

    A chunk holds one clause, or a part of it; a sentence that a page break cut in two stays whole.
    """
    found: list[Chunk] = []
    clause = -1
    for passage in passages:
        if passage.kind in ("heading", "contents") or _NOISE.fullmatch(passage.text):
            continue
        same = bool(found) and (passage.clause == clause or _continues(found[-1], passage))
        if not same or found[-1].size + len(passage.text) > LONGEST:
            found.append(Chunk(passage.headings[-1] if passage.headings else ""))
        found[-1].add(passage)
        clause = passage.clause
    return found


def own_text(passage: Passage) -> str:
    """A sentence as the model reads it: a short one with its lead-in."""
    if len(passage.text) < SHORT and passage.lead:
        return f"{passage.lead} {passage.text}"
    return passage.text


def _continues(chunk: Chunk, passage: Passage) -> bool:
    before = chunk.passages[-1].text.rstrip()
    return passage.text[:1].islower() and not before.endswith(_CLOSED)
