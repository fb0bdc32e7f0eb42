"""Service Credits by event: so much for each event of a month beyond those that are free."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tests.oracle.amounts import Event, amount
from tests.oracle.bases import Bases
from tests.oracle.measured import Row
from tests.oracle.printed import Cells, Printed
from tests.oracle.reading import read
from tests.oracle.verdicts import Verdict
from tests.oracle.words import number

EVENTS = (
    ("Each event of this table that falls in a month and exceeds the number that is free gives rise"
     " to a Service Credit, even if the Service Level is met:", "each"),
    ("The result of the Service Level is the number of events; where that result is a share of"
     " items in time, the items out of time are the events.", "number"),
    ("Only whole events count.", "whole"),
    ("A percentage is taken for each event anew.", "anew"),
    ("A month that is excused or not judged, or for which no number is known, gives rise to no"
     " Service Credit of this paragraph.", "unknown"),
)  # fmt: skip


@dataclass(frozen=True)
class Events:
    """The table of Service Credits by event, by Service Level."""

    rows: dict[str, Cells]

    def credit(self, verdict: Verdict, row: Row | None, bases: Bases, event: Event) -> Decimal:
        """The Service Credit for the events of a month."""
        if row is None or verdict.status in ("excused", "unjudged"):
            return Decimal(0)
        count = _count(verdict, row)
        _, each, free, most = self.rows[verdict.level.name]
        beyond = max(count - (Decimal(0) if free == "none" else number(free)), Decimal(0))
        found = beyond * amount(each, bases, event)
        return found if most == "none" else min(found, amount(most, bases, event))


def _count(verdict: Verdict, row: Row) -> Decimal:
    """How many events fell in the month: those out of time, or the result itself."""
    if verdict.level.unit != "%":
        return Decimal(int(row.value or 0))
    events, within = row.number("events"), row.number("within")
    if events is None or within is None:
        return Decimal(0)
    return events - (row.number("excluded") or Decimal(0)) - within


def events(printed: Printed) -> Events | None:
    """The Service Credits by event, if the contract has any."""
    clause = printed.find("Credits by event")
    if clause is None:
        return None
    said = read(printed, clause, EVENTS)
    said.need("each", "number", "whole", "anew", "unknown")
    rows = {}
    for row in clause.sheet("Service Credits by event").rows:
        printed.rely_on(row, *row[1:])
        rows[row[0].split(": ")[0]] = row
    return Events(rows)
