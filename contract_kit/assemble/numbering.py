"""Numbers of clauses, schedules and sub-clauses, and the references that print them.

The main agreement counts its clauses 1, 2, 3; schedules are counted in the order of the library,
without gaps, and count their own sections from 1. Sub-clauses are 4.1, then (a), then (i).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from contract_kit.assemble.selection import Chosen
from contract_kit.document import Block, Inline, Paragraph, Reference, Run

DEFINITIONS_ANCHOR = "def.terms"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def roman(number: int) -> str:
    """A small number in lower-case Roman figures."""
    text = ""
    for value, figure in _ROMAN:
        count, number = divmod(number, value)
        text += figure * count
    return text


def letter(number: int) -> str:
    """A to z, then aa, bb as Word counts."""
    turns, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (turns + 1)


@dataclass(slots=True)
class Counter:
    """Counts the sub-clauses of one section."""

    prefix: str
    counts: list[int] = field(default_factory=lambda: [0, 0, 0])

    def next(self, level: int) -> str:
        """The number of the next paragraph at `level` (1, 2 or 3)."""
        self.counts[level - 1] += 1
        self.counts[level:] = [0] * (3 - level)
        if level == 1:
            return f"{self.prefix}.{self.counts[0]}"
        return f"({letter(self.counts[1])})" if level == 2 else f"({roman(self.counts[2])})"


def without_lone_number(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks of a clause, its one numbered paragraph without the number that tells nothing."""
    found = tuple(blocks)
    numbered = [one for one in found if isinstance(one, Paragraph) and one.number]
    if len(numbered) != 1:
        return found
    plain = replace(numbered[0], number="", level=0, style="body")
    return tuple(plain if one is numbered[0] else one for one in found)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a clause is printed: its number, and its schedule's (empty in the main agreement)."""

    number: str
    schedule: str = ""


class Numbering:
    """The numbers of one contract's clauses.

    A reference to one that another speaks for, as `carried` says, leads to that other one.
    """

    def __init__(self, chosen: Iterable[Chosen], carried: Mapping[str, str]) -> None:
        self.carried = carried
        self.places: dict[str, Place] = {}
        self.schedules: dict[str, str] = {}
        counts: dict[str, int] = {}
        for one in chosen:
            key = one.schedule
            if key != "main" and key not in self.schedules:
                self.schedules[key] = f"Schedule {len(self.schedules) + 1}"
            counts[key] = counts.get(key, 0) + 1
            self.places[one.id] = Place(str(counts[key]), "" if key == "main" else key)

    def reference(self, target: str, here: str) -> tuple[Inline, ...]:
        """What a reference to `target` prints inside the schedule `here` (or `main`)."""
        if target == DEFINITIONS_ANCHOR:
            return (Run("the "), Reference(target, "Definitions"))
        if target.startswith("schedule."):
            number = self.schedules.get(target.removeprefix("schedule."))
            return (Reference(target, number),) if number else ()
        target = self.carried.get(target, target)
        place = self.places.get(target)
        if place is None:
            return ()
        if not place.schedule:
            return (Reference(target, f"clause {place.number}", "clause "),)
        paragraph = Reference(target, f"paragraph {place.number}", "paragraph ")
        if place.schedule == here:
            return (paragraph,)
        schedule = Reference(f"schedule.{place.schedule}", self.schedules[place.schedule])
        return (paragraph, Run(" of "), schedule)
