"""Verdicts: whether a month met, missed or excused a Service Level, and when credits start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from tests.oracle.levels import Level
from tests.oracle.measured import Measurements, Row, When
from tests.oracle.printed import Printed
from tests.oracle.reading import read
from tests.oracle.words import Unreadable, day

START = (
    ("Service Levels are measured and reported from the Go-Live Date.", ""),
    ("The Provider shall measure, report and meet the Service Levels from the Go-Live Date.", ""),
    ("Service Levels are measured from the Go-Live Date, so that a baseline can be found.", ""),
    ("If the results until then show that a target cannot reasonably be reached, ...", ""),
    ("Each new Service has its own baseline period of {:number} months.", ""),
    ("Service Levels apply from {date:date}.", "levels"),
    (
        "Between that date and {date:date} the Services stabilise: a missed Service Level obliges"
        " the Provider to correct the cause but gives rise to no Service Credit.",
        "stable",
    ),
    (
        "A period that ends before that date counts for no Service Credit, no repeated miss, no"
        " bonus and no right to terminate; the month in which that date falls counts in full.",
        "before",
    ),
    (
        "A period that ends before that date gives rise to no Service Credit, and counts neither as"
        " a repeated miss nor for a right to terminate; the month in which that date falls counts"
        " in full.",
        "before",
    ),
    (
        "A period that ends before that date gives rise to neither a Service Credit nor a bonus,"
        " and counts neither as a repeated miss nor for a right to terminate; the month in which"
        " that date falls counts in full.",
        "before",
    ),
    ("Service Credits apply from the same date.", "same"),
    ("Service Levels and Service Credits apply from the same date.", "same"),
    ("Service Levels apply from the same date.", ""),
    ("Service Credits apply from the Go-Live Date.", "same"),
    ("Service Credits apply from {date:date}.", "credits"),
    ("Service Levels and Service Credits apply from {date:date}.", "both"),
    ("If the Go-Live Date is delayed for reasons on the Customer's side, that date moves ...", ""),
    ("A delay of the Go-Live Date that the Provider caused does not postpone ...", ""),
    ("For a new Service the Change Order states the length of stabilisation, ...", ""),
    ("A new or changed Service Level applies from the date that its Change Order states, ...", ""),
)


NO_DATA = (
    "If a Relief Event leaves a period without data, the Service Level is excused for that period."
)


@dataclass(frozen=True)
class Verdict:
    """What a month says of a Service Level."""

    level: Level
    result: Decimal | None
    status: str  # met, missed, minimum (below it), excused, unjudged
    data: bool = True

    @property
    def missed(self) -> bool:
        """Worse than the target, or than the minimum."""
        return self.status in ("missed", "minimum")


def start_of_credits(printed: Printed) -> When:
    """The first month that counts for Service Credits, repeated misses and bonuses."""
    clause = printed.clause("Start and stabilisation")
    said = read(printed, clause, START)
    if printed.find("Service credits"):
        said.need("before")
        said.only("credits", "both", "same")
    for name in ("credits", "both", "levels"):
        if name in said:
            date = said.one(name)["date"]
            if any(figures["date"] != date for figures in said.all("stable")):
                raise Unreadable("two dates from which Service Credits apply")
            return (date.year, date.month)
    return go_live(printed)


def bonuses_start_with_credits(printed: Printed) -> bool:
    """Whether the text says that no bonus is earned before Service Credits apply."""
    clause = printed.clause("Start and stabilisation")
    return any(
        "nor a bonus" in sentence or "not give rise to a bonus" in sentence
        for sentence in clause.sentences
    )


def go_live(printed: Printed) -> When:
    """The month of the Go-Live Date: as planned, or else the Effective Date's."""
    text = printed.terms.get("Go-live") or printed.terms["Effective Date"]
    date = day(text)
    return (date.year, date.month)


def verdict(
    printed: Printed, level: Level, month: When, rows: Measurements, over: Callable[[], bool]
) -> Verdict | None:
    """What a month says of a level; None where the level is not due in that month.

    `over` tells whether the volume of a Service excuses a miss.
    """
    if level.period == "quarter" and month[1] % 3:
        return None
    row = rows.row(level.name, month)
    relief = row is not None and bool(row.cells.get("relief"))
    if row is not None and _too_few(level, row):
        return Verdict(level, row.value, "unjudged")
    if row is None or row.value is None:
        return _without_data(printed, level, over, relief=relief)
    level = _at(level, month)
    result = level.compared(row.value)
    if not level.worse(result, level.target):
        return Verdict(level, result, "met")
    if relief or over():
        return Verdict(level, result, "excused")
    below = level.minimum is not None and level.worse(result, level.minimum)
    return Verdict(level, result, "minimum" if below else "missed")


def _at(level: Level, month: When) -> Level:
    """The level as it stands in a month."""
    if level.early is None or month >= level.early.end:
        return level
    return replace(level, target=level.early.target, minimum=level.early.minimum)


def _without_data(
    printed: Printed, level: Level, over: Callable[[], bool], *, relief: bool
) -> Verdict:
    if relief:
        if NO_DATA not in printed.clause("Relief events").sentences:
            raise Unreadable(f"{level.name}: no data, and a Relief Event: which prevails?")
        return Verdict(level, None, "excused", data=False)
    if "none_missed" in level.rules:
        return Verdict(level, None, "excused" if over() else "minimum", data=False)
    if "none_left_out" in level.rules:
        return Verdict(level, None, "unjudged", data=False)
    if not level.critical:
        return Verdict(level, None, "unjudged", data=False)
    raise Unreadable(f"{level.name}: nothing says what holds for a period without data")


def _too_few(level: Level, row: Row) -> bool:
    """Whether fewer events were measured than the sample required."""
    count = row.number("events")
    if count is None or level.least is None:
        return False
    return count - (row.number("excluded") or 0) < level.least
