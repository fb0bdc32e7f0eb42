"""Every passage of a document with its full printed number: `4.2`, `4.2(a)`, `Schedule 2, 3.1`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from contract_kit.document import Block, Document, Origin, Section, Table


@dataclass(frozen=True, slots=True)
class Placed:
    """A passage with its full number, its schedule, where it comes from, and its heading.

    `block` is the paragraph or table itself, nothing for the heading of a section.
    """

    number: str
    schedule: str
    text: str
    origin: Origin
    kind: str = "paragraph"
    heading: str = ""
    block: Block | None = None

    @property
    def where(self) -> str:
        """Its place as a sentence names it: `clause 4.2(a)`, `paragraph 3.1 of Schedule 2`."""
        if not self.number[:1].isdigit():
            return self.number or f"“{self.heading or self.text}”"
        if self.schedule:
            return f"paragraph {self.number} of {self.schedule}"
        return f"clause {self.number}"


def placed(document: Document) -> Iterator[Placed]:
    """Every section and paragraph of a document with its full number, in reading order."""
    for section in document.sections:
        yield from _section(section, "")


def _section(section: Section, schedule: str) -> Iterator[Placed]:
    yield Placed(section.number, schedule, section.title, section.origin, "section")
    inside = section.number if section.kind == "schedule" else schedule
    levels = ["", "", ""]
    for block in section.blocks:
        if isinstance(block, Table):
            text = block.caption or "table"
            origin = _of_table(block)
            yield Placed(section.number, inside, f"[{text}]", origin, "table", section.title, block)
            continue
        if block.number and 1 <= block.level <= 3:
            levels[block.level - 1] = block.number
            levels[block.level :] = [""] * (3 - block.level)
        number = "".join(levels[: block.level]) if block.number and block.level else block.number
        full = number or section.number
        yield Placed(full, inside, block.text, block.origin, "paragraph", section.title, block)
    for inner in section.sections:
        yield from _section(inner, inside)


def _of_table(table: Table) -> Origin:
    """Where a table comes from, with the spec lines of its rows."""
    rows = [row.origin for row in table.rows]
    cells = [cell.origin for row in table.rows for cell in row.cells]
    spec = dict.fromkeys(line for one in (table.origin, *rows, *cells) for line in one.spec)
    return replace(table.origin, spec=tuple(spec))


def find(document: Document, number: str) -> list[Placed]:
    """What is printed at `number`: in the main agreement, else in each schedule that has it."""
    wanted = key(number)
    every = list(placed(document))
    exact = [one for one in every if key(one.number) == wanted and not one.schedule]
    inside = [one for one in every if one.schedule and key(one.schedule + one.number) == wanted]
    return exact or inside or [one for one in every if key(one.number) == wanted]


def key(number: str) -> str:
    """A printed number without what people write around it."""
    return re.sub(r"[\s,:]+|\b(?:clause|paragraph|section|of)\b|\.$", "", number.lower())
