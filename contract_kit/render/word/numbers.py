"""Which style, number and bookmark each heading, paragraph and table of a document gets.

Word numbers by itself: a numbered paragraph carries a style that is tied to a level of one of two
lists. This module counts as Word will; where a document's own number differs (a file that was read,
a deleted clause of a redline) the number is typed instead, so that what is shown is always right.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from contract_kit.document import NOWHERE, Paragraph, Table
from contract_kit.render import headings

if TYPE_CHECKING:
    from collections.abc import Callable

    from contract_kit.document import Document, Origin, Section

Step = tuple[str, str]
"""A bookmark and the number that stands there."""


def letter(value: int) -> str:
    """Count as Word does: a, b … z, aa, bb and so on."""
    turns, place = divmod(value - 1, 26)
    return chr(97 + place) * (turns + 1)


def roman(value: int) -> str:
    """Write a small roman number."""
    out = ""
    for size, sign in _ROMAN:
        while value >= size:
            out += sign
            value -= size
    return out


_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def _main(counts: list[int], level: int) -> str:
    if level < 2:
        return ".".join(map(str, counts[: level + 1]))
    return f"({letter(counts[2])})" if level == 2 else f"({roman(counts[3])})"


def _schedule(counts: list[int], level: int) -> str:
    return f"Schedule {counts[0]}" if level == 0 else _main(counts[1:], level - 1)


@dataclass
class Counter:
    """One multi-level list as Word counts it; a level restarts after any level above it."""

    styles: tuple[str, ...]
    show: Callable[[list[int], int], str]
    counts: list[int] = field(default_factory=lambda: [0] * 6)

    def take(self, level: int, number: str) -> str:
        """Give the style of `level` if Word would print `number` here, and count; else nothing."""
        if level >= len(self.styles):
            return ""
        ahead = self.counts[:level] + [self.counts[level] + 1] + [0] * (5 - level)
        if self.show(ahead, level) != number.rstrip("."):
            return ""
        self.counts = ahead
        return self.styles[level]


@dataclass(frozen=True, slots=True)
class Place:
    """What the body writes for one section, paragraph or table.

    `number` has no stop at its end, `printed` is as Word shows it. `level_of` names the
    style whose list level the paragraph borrows while it looks like `style`; a `typed` number is
    text.
    """

    kind: str
    style: str
    number: str = ""
    printed: str = ""
    level_of: str = ""
    typed: bool = False
    bookmark: str = ""
    chain: tuple[Step, ...] = ()
    schedule: Step | None = None
    origin: Origin = NOWHERE

    @property
    def full(self) -> str:
        """The number with those above it: `4.2(a)`."""
        return "".join(number for _, number in self.chain)


class Plan:
    """The places of a document, and those that references point to.

    `groups` holds one list for each top section: its places and those below it in reading order.
    """

    def __init__(self, document: Document) -> None:
        self.groups: list[list[Place]] = []
        self.anchors: dict[str, Place] = {}
        self._names: set[str] = set()
        self._serial: dict[str, int] = {}
        self._main = Counter(("CKClause1", "CKClause2", "CKClause3", "CKClause4"), _main)
        styles = ("CKSchedule", "CKSched1", "CKSched2", "CKSched3", "CKSched4")
        self._schedules = Counter(styles, _schedule)
        for section in document.sections:
            self.groups.append([])
            self._section(section, None)

    def _section(self, section: Section, schedule: Step | None) -> None:
        inside = schedule is not None or section.kind == "schedule"
        counter, base = (self._schedules, 1) if inside else (self._main, 0)
        level = 0 if section.kind == "schedule" else base + _depth(section, inside)
        style = counter.take(level, section.number) if section.number else ""
        place = self._place(
            Place("section", style, section.number, schedule=schedule, origin=section.origin),
            section.anchor, look=_heading(section), kept=_HEADINGS,
        )  # fmt: skip
        if section.kind == "schedule":
            schedule = (place.bookmark, place.number)
        self._blocks(section, place, counter, (level + 1, schedule))
        for child in section.sections:
            self._section(child, schedule)

    def _blocks(
        self, section: Section, head: Place, counter: Counter, where: tuple[int, Step | None]
    ) -> None:
        first, schedule = where
        above: dict[int, Place] = {0: head}
        for block in section.blocks:
            if isinstance(block, Table):
                self._place(
                    Place("table", "", schedule=schedule, origin=block.origin), block.anchor
                )
                continue
            style = "" if gone(block) else self._style(counter, first, block)
            if block.number:
                above = {lv: p for lv, p in above.items() if lv < max(block.level, 1)}
            place = self._place(
                Place(
                    "paragraph", style, block.number,
                    chain=_steps(above, block), schedule=schedule, origin=block.origin,
                ),
                block.anchor, look=_text_style(block, section), kept=_NUMBERED,
            )  # fmt: skip
            if block.number and block.level:
                above[block.level] = place

    @staticmethod
    def _style(counter: Counter, first: int, block: Paragraph) -> str:
        if not block.number or block.level < 1:
            return ""
        return counter.take(first + block.level - 1, block.number)

    def _place(
        self, place: Place, anchor: str, look: str = "", kept: frozenset[str] = frozenset()
    ) -> Place:
        """Complete a place that holds its list style, or none; `kept` styles show as they are."""
        number = place.number.rstrip(".")
        named = anchor or number or place.origin.clause or place.kind == "section"
        name = self._name(anchor, place.origin.clause) if named else ""
        listed = place.style
        place = Place(
            place.kind,
            style=listed if listed in kept else look,
            number=number,
            printed=_printed(place.number, listed),
            level_of="" if listed in kept else listed,
            typed=bool(number) and not listed,
            bookmark=name,
            chain=(*place.chain, (name, number)) if number else (),
            schedule=place.schedule,
            origin=place.origin,
        )
        self.groups[-1].append(place)
        if anchor:
            self.anchors.setdefault(anchor, place)
        return place

    def _name(self, anchor: str, clause: str) -> str:
        """Name a bookmark: letters, digits and `_`, 40 at most, each once, always the same."""
        text = anchor
        if not anchor:
            self._serial[clause] = self._serial.get(clause, 0) + 1
            text = f"{clause or 'p'}_{self._serial[clause]}"
        name = "_ck_" + _UNSAFE.sub("_", text)
        if len(name) > 40 or name in self._names:
            stem = name
            turn = 0
            while len(name) > 40 or name in self._names:
                name = f"{stem[:30]}_{zlib.crc32(f'{text}{turn}'.encode()):08x}"
                turn += 1
        self._names.add(name)
        return name


def _printed(number: str, listed: str) -> str:
    """The number as Word shows it: by the list of a style, else as it is typed."""
    if listed in _STOPPED:
        return f"{number.rstrip('.')}."
    return number if listed else headings.printed(number)


_HEADINGS = frozenset({"CKClause1", "CKSchedule", "CKSched1"})
_UNSAFE = re.compile(r"[^A-Za-z0-9]+")
_STOPPED = frozenset({"CKClause1", "CKSched1"})
_NUMBERED = frozenset({"CKClause2", "CKClause3", "CKClause4", "CKSched2", "CKSched3", "CKSched4"})


def gone(paragraph: Paragraph) -> bool:
    """Tell whether a tracked deletion takes the whole paragraph away."""
    runs = paragraph.runs
    return (
        bool(runs)
        and runs[0].revision == "deleted"
        and all(item.revision == "deleted" for item in runs)
    )


def _depth(section: Section, inside: bool) -> int:
    return max(section.level - (2 if inside else 1), 0)


def _steps(above: dict[int, Place], block: Paragraph) -> tuple[Step, ...]:
    """Collect the numbers that a full number begins with: for `(a)` those down from `4.2`."""
    if block.level < 2:
        return ()
    levels = [level for level in sorted(above) if level] or [0]
    return tuple((above[lv].bookmark, above[lv].number) for lv in levels if above[lv].number)


def _heading(section: Section) -> str:
    if section.kind == "colophon":
        return "CKSmallHeading"
    if section.level > 1:
        return "CKHeading2" if section.level == 2 else "CKHeading3"
    return "CKScheduleTyped" if section.kind == "schedule" else "CKHeading1"


_TEXT_STYLES = {"definition": "CKDefinition", "note": "CKNote", "caption": "Caption"}


def _text_style(block: Paragraph, section: Section) -> str:
    if section.kind == "colophon":
        return "CKSmall"
    if block.style == "bullet":
        return f"CKBullet{min(max(block.level, 1), 3)}"
    if block.style in _TEXT_STYLES:
        return _TEXT_STYLES[block.style]
    if section.kind in ("key_terms", "signature") and not block.level:
        return "CKText"
    return f"CKBody{min(max(block.level, 1), 3)}"
