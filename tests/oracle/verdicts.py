"""Verdicts: whether a month met, missed or excused a Service Level, and when credits start."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from tests.oracle.levels import Level
from tests.oracle.measured import Measurements, Row, When, between
from tests.oracle.printed import Printed
from tests.oracle.reading import read
from tests.oracle.words import Unreadable, day, match

Over = tuple[Decimal, Decimal]
START = (
    ("Service Levels are measured and reported from the Go-Live Date.", ""),
    ("The Provider shall measure, report and meet the Service Levels from the Go-Live Date.", ""),
    ("Service Levels are measured from the Go-Live Date, so that a baseline can be found.", ""),
    ("If the results until then show that a target cannot reasonably be reached, ...", ""),
    ("Each new Service has its own baseline period of three months.", ""),
    (
        "Between that date and {date:date} the Services stabilise: a missed Service Level obliges"
        " the Provider to correct the cause but gives rise to no Service Credit.",
        "stable",
    ),
    ("Service Credits apply from the same date.", ""),
    ("Service Levels and Service Credits apply from the same date.", ""),
    ("Service Levels apply from the same date.", ""),
    ("Service Credits apply from the Go-Live Date.", ""),
    ("Service Credits apply from {date:date}.", "credits"),
    ("Service Levels and Service Credits apply from {date:date}.", "both"),
    ("If the Go-Live Date is delayed for reasons on the Customer's side, that date moves ...", ""),
    ("A delay of the Go-Live Date that the Provider caused does not postpone ...", ""),
    ("For a new Service the Change Order states the length of stabilisation, ...", ""),
    ("A new or changed Service Level applies from the date that its Change Order states, ...", ""),
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


def start_of_credits(printed: Printed) -> When | None:
    """The first month with Service Credits; None where they apply from the start."""
    clause = printed.clause("Start and stabilisation")
    said = read(printed, clause, START)
    for name in ("credits", "both"):
        if name in said:
            date = said.one(name)["date"]
            if any(figures["date"] != date for figures in said.all("stable")):
                raise Unreadable("two dates from which Service Credits apply")
            if date.day != 1:
                raise Unreadable(f"Service Credits apply from the middle of a month: {date}")
            return (date.year, date.month)
    return None


def forecast(printed: Printed, verdicts: Iterable[Verdict], volumes: Iterable[Over]) -> None:
    """No miss may be excused by volume above the forecast, which no measurement states.

    `volumes` gives the measured and the expected volume of each Charge.
    """
    clause = printed.clause("Relief events")
    limits = [
        said["share"]
        for sheet in clause.sheets
        for row in sheet.rows
        if (said := match("the volume of the period was above {share:percent} of ...", row[1]))
    ]
    over = any(volume > limit * stated for limit in limits for volume, stated in volumes)
    if over and any(each.level.critical and each.missed for each in verdicts):
        raise Unreadable("volume above a forecast, which nothing states, may excuse a miss")


def go_live(printed: Printed) -> When:
    """The month of the Go-Live Date: as planned, or else the Effective Date's."""
    text = printed.terms.get("Go-live") or printed.terms["Effective Date"]
    date = day(text)
    return (date.year, date.month)


def verdict(printed: Printed, level: Level, month: When, rows: Measurements) -> Verdict | None:
    """What a month says of a level; None where the level is not due in that month."""
    if level.period == "quarter" and month[1] % 3:
        return None
    row = rows.row(level.name, month)
    relief = row is not None and bool(row.cells.get("relief"))
    if row is None or row.value is None:
        return _without_data(level, relief=relief)
    if _too_few(level, row):
        return Verdict(level, row.value, "unjudged")
    level = _at(printed, level, month)
    result = level.compared(row.value)
    if not level.worse(result, level.target):
        return Verdict(level, result, "met")
    if relief:
        return Verdict(level, result, "excused")
    below = level.minimum is not None and level.worse(result, level.minimum)
    return Verdict(level, result, "minimum" if below else "missed")


def _at(printed: Printed, level: Level, month: When) -> Level:
    """The level as it stands in a month."""
    if level.early is None or between(go_live(printed), month) >= level.early[0]:
        return level
    _, target, minimum = level.early
    return Level(
        level.name, level.measured, target, minimum, level.unit, level.period, level.critical,
        level.rules,
    )  # fmt: skip


def _without_data(level: Level, *, relief: bool) -> Verdict:
    if relief and level.critical:
        raise Unreadable(f"{level.name}: no data, and a Relief Event: nothing says which prevails")
    if "none_missed" in level.rules:
        return Verdict(level, None, "minimum", data=False)
    if "none_left_out" in level.rules:
        return Verdict(level, None, "unjudged", data=False)
    if not level.critical:
        return Verdict(level, None, "unjudged", data=False)
    raise Unreadable(f"{level.name}: nothing says what holds for a period without data")


def _too_few(level: Level, row: Row) -> bool:
    """Whether fewer events were measured than the sample required."""
    count = row.number("events")
    if count is None:
        return False
    for part in level.measured:
        for pattern in ("at least {n:number} {:word}", "sample of {n:number} per month"):
            said = match(pattern, part)
            if said and count - (row.number("excluded") or 0) < said["n"]:
                return True
    return False
