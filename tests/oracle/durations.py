"""Service Credits by the length of a failure: bands of length, or so much for each full stretch."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from tests.oracle.amounts import Event, amount
from tests.oracle.bases import Bases
from tests.oracle.levels import Level
from tests.oracle.outages import Outages
from tests.oracle.printed import Printed
from tests.oracle.reading import Reading, read
from tests.oracle.stretches import by_the_day
from tests.oracle.verdicts import Verdict
from tests.oracle.words import Unreadable, length, match

DURATIONS = (
    ("The length of a failure gives rise to these Service Credits:", ""),
    ("The length is the time lost to outages; where the result of the Service Level is itself a"
     " length of time, it is that result.", "length"),
    ("Where the table names time outside the hours of a calendar, that time counts here, even if"
     " only outages in those hours count for the Service Level.", "outside"),
    ("Only full stretches count.", "full"),
    ("Outages of the day or month for which time is counted are added up.", "added"),
    ("A day runs from midnight to midnight in the time zone of the hours named for the Service"
     " Level.", "midnight"),
    ("Time counts as it passes, also when the clocks change.", "passes"),
    ("Time that earned a first Service Credit is not counted for a further one.", "first"),
    ("While time is counted for a day or a month, one first Service Credit at the most arises in"
     " it.", "one_first"),
    ("Of several bands only the longest that the length reaches in full applies, and bands are not"
     " added up.", "longest"),
    ("A length that reaches none gives rise to no Service Credit.", "none"),
    ("Outages of one month are added up first.", "sum"),
    ("A month that is excused or not judged, or for which no length is known, gives rise to no"
     " Service Credit of this paragraph.", "unknown"),
)  # fmt: skip
MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10080}


@dataclass(frozen=True)
class Durations:
    """The table of Service Credits by length, by Service Level."""

    said: Reading
    rows: dict[str, list[str]]

    def credit(self, verdict: Verdict, bases: Bases, event: Event) -> Decimal:
        """The Service Credit for the length that a month's result is."""
        if verdict.status in ("excused", "unjudged"):
            return Decimal(0)
        parts = self.rows[verdict.level.name]
        most = [part for part in parts if part.startswith("at most ")]
        others = [part for part in parts if part not in most]
        if event.outages is not None:
            found = self._days(others, event.outages, bases, event)
        elif verdict.result is None:
            return Decimal(0)
        else:
            found = self._parts(others, _minutes(verdict.level, verdict.result), bases, event)
        for part in most:
            limit = match("at most {amount:text} a month", part)
            if limit is None:
                raise Unreadable(f"I cannot read this bound: {part}")
            found = min(found, amount(limit["amount"], bases, event))
        return found

    def _parts(self, parts: list[str], minutes: Decimal, bases: Bases, event: Event) -> Decimal:
        if all(part.startswith("from ") for part in parts):
            return self._bands(parts, minutes, bases, event)
        if len(parts) == 1:
            return self._stretches(parts[0], minutes, bases, event)
        raise Unreadable(f"I cannot read these Service Credits by length: {parts}")

    def _days(self, parts: list[str], outages: Outages, bases: Bases, event: Event) -> Decimal:
        for name in ("outside", "full", "added", "midnight", "passes", "first", "one_first"):
            if name not in self.said:
                raise Unreadable(f"nothing says {name!r} of Service Credits by the day")
        days = outages.days(event.month)
        return by_the_day(parts, outages, days, lambda words: amount(words, bases, event))

    def _bands(self, parts: list[str], minutes: Decimal, bases: Bases, event: Event) -> Decimal:
        self.said.need("longest", "none", "sum")
        reached = [(Decimal(-1), Decimal(0))]
        for part in parts:
            said = match("from {length:length} on {amount:text}", part)
            if said is None:
                raise Unreadable(f"I cannot read this band: {part}")
            start = said["length"][0] * MINUTES[said["length"][1]]
            if minutes >= start:
                reached.append((start, amount(said["amount"], bases, event)))
        return max(reached)[1]

    def _stretches(self, part: str, minutes: Decimal, bases: Bases, event: Event) -> Decimal:
        said = match("for each full {length:length} {amount:text}", part)
        self.said.need("full")
        if said is None:
            raise Unreadable(f"I cannot read this Service Credit by length: {part}")
        stretch = said["length"][0] * MINUTES[said["length"][1]]
        count = (minutes / stretch).to_integral_value(ROUND_FLOOR)
        return count * amount(said["amount"], bases, event)


def _minutes(level: Level, result: Decimal) -> Decimal:
    count, unit = length(f"{result} {level.unit}") if level.unit else (result, "")
    if unit not in MINUTES:
        raise Unreadable(f"{level.name}: a result in {level.unit or 'nothing'} is no length")
    return count * MINUTES[unit]


def durations(printed: Printed) -> Durations | None:
    """The Service Credits by duration, if the contract has any."""
    clause = printed.find("Credits by duration")
    if clause is None:
        return None
    said = read(printed, clause, DURATIONS)
    said.need("length", "unknown")
    rows = {}
    for row in clause.sheet("Service Credits by duration").rows:
        printed.rely_on(row, row[1])
        rows[row[0]] = row[1].split("; ")
    return Durations(said, rows)
