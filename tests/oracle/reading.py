"""Reading a clause: each of its sentences is one of the sentences the stranger understands.

A table of readings is a sequence of pairs, a pattern and the name of what it says. The name is
empty for a sentence that states nothing for the figure sought. A sentence that fits no pattern
stops the reading, for it might say something about the figure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.oracle.printed import Clause, Printed
from tests.oracle.words import Unreadable, fragments, match, passed_over, references

Readings = Sequence[tuple[str, str]]
IN_MONEY = re.compile(
    r"\b[A-Z]{3} \d|\d%"
    r"|\b(?:half|halve|double|twice|a third|tenth|reduce|deduct|lower|increase|fall|rise"
    r"|repay|repaid|refund|waive|lapse)"
)
"""Words that say how a sum changes."""


@dataclass(frozen=True)
class Said:
    """A sentence that was understood: what it says, and the figures in it."""

    name: str
    figures: dict[str, Any]
    sentence: str


class Reading:
    """What a clause says, by name."""

    def __init__(self, said: list[Said]) -> None:
        self.said = said

    def __contains__(self, name: str) -> bool:
        return any(said.name == name for said in self.said)

    def all(self, name: str) -> list[dict[str, Any]]:
        """The figures of every sentence of that name."""
        return [said.figures for said in self.said if said.name == name]

    def one(self, name: str) -> dict[str, Any]:
        """The figures of the only sentence of that name."""
        found = self.all(name)
        if len(found) != 1:
            raise Unreadable(f"expected one sentence that says {name!r}, found {len(found)}")
        return found[0]

    def only(self, *names: str) -> str:
        """The one name of these that a sentence says; two answers, or none, are no answer."""
        found = [said.name for said in self.said if said.name in names]
        if len(found) != 1:
            raise Unreadable(f"expected one sentence of {names}, found {found}")
        return found[0]

    def need(self, *names: str) -> None:
        """Each of these is said: what a figure follows from is not taken for granted."""
        for name in names:
            if name not in self:
                raise Unreadable(f"nothing says {name!r}")


def read(printed: Printed, clause: Clause, readings: Readings) -> Reading:
    """Each sentence of the clause, understood.

    Raises `Unreadable` at the first sentence that fits no pattern, or that points to a clause
    which is not the one meant.
    """
    return Reading([_said(printed, clause, sentence, readings) for sentence in clause.sentences])


def _said(printed: Printed, clause: Clause, sentence: str, readings: Readings) -> Said:
    for pattern, name in readings:
        figures = match(pattern, sentence)
        if figures is not None:
            _follow(printed, clause, pattern, sentence)
            _stateless(pattern, sentence)
            if name:
                printed.rely(sentence, fragments(pattern, sentence))
            return Said(name, figures, sentence)
    raise Unreadable(f"I cannot read this sentence ({clause.place} {clause.title}): {sentence}")


def _stateless(pattern: str, sentence: str) -> None:
    """Words that are passed over state nothing in money."""
    for words in passed_over(pattern, sentence):
        if IN_MONEY.search(words):
            raise Unreadable(f"this may say something about a figure: {words!r} in: {sentence}")


def _follow(printed: Printed, clause: Clause, pattern: str, sentence: str) -> None:
    """References in the sentence lead to the clauses they speak of."""
    for kind, numeral, meant in references(pattern, sentence):
        place, _, title = meant.rpartition("/")
        where = "" if kind == "clause" else place or clause.place
        found = printed.numbered(where, numeral)
        if found is None or found.title != title:
            raise Unreadable(f"{kind} {numeral} is not the clause on {title!r}: {sentence}")
