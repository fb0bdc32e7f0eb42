"""Levels reached: the Service Levels, and whether a month met, missed or excused one."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from tests.oracle.measured import When, after
from tests.oracle.printed import Cells, Clause, Printed, Sheet
from tests.oracle.reading import Reading, read
from tests.oracle.words import Unreadable, listed, match, number

EVERY = " in every {period:of=month|quarter|year|period that the table states for it}:"
LEVELS = (
    ("The Provider shall meet each Service Level" + EVERY, ""),
    ("The Provider shall meet or exceed each Service Level" + EVERY, ""),
    (
        "The Provider shall use its skill and resources so as to meet each Service Level" + EVERY,
        "",
    ),
    ("The expected level is the target to be reached as a rule.", "target"),
    ("The minimum level is the one below which the Service counts as seriously deficient.", ""),
    ("The minimum level is the one below which the Service counts as deficient.", ""),
    (
        "Where the minimum is a higher figure than the target, a lower result is the better one;"
        ' "below the minimum" always means worse than the minimum.',
        "",
    ),
    ("A Critical Service Level carries Service Credits.", ""),
    (
        "A Critical Service Level, and each Service Level that paragraph {:number} names, carries"
        " Service Credits.",
        "",
    ),
    (
        "A Critical Service Level, and each Service Level that paragraphs {:text} name, carries"
        " Service Credits.",
        "",
    ),
    (
        "Only a Critical Service Level, and each Service Level that paragraph {:number} names,"
        " carries Service Credits.",
        "",
    ),
    ("Only a Critical Service Level carries Service Credits.", ""),
    ("Each Service Level is measured as paragraph {:par=Measurement} states.", ""),
    ("The Critical Service Levels are: {names:text}.", "critical"),
    ("No Service Level is a Critical Service Level.", "none_critical"),
    ("These are reported for information only: {:text}.", ""),
    ("The others are measured and reported in the same way.", ""),
    ("When a Service Level is at risk of being missed, ...", ""),
    ("As soon as the Provider sees that a Service Level may be missed, ...", ""),
    ("The parties review the Service Levels every year, ...", ""),
    ("The Provider shall propose a Service Level for each new Service before it starts.", ""),
    ("Service Levels are changed by agreement under ...", ""),
)
MEASUREMENT = (
    (
        "Each Service Level is measured over a calendar {period:of=month|quarter|year}, within the"
        " Service Hours, in the time zone and by the calendar of the Service concerned, as"
        " paragraph {:number} of Schedule {:number} states.",
        "",
    ),
    (
        "Each Service Level is measured over a calendar {period:of=month|quarter|year}, within the"
        " Service Hours, by the calendar of the Service concerned.",
        "",
    ),
    (
        "Each Service Level is measured over a calendar {period:of=month|quarter|year}, unless its"
        " table names another period.",
        "",
    ),
    ("An event belongs to the period in which it begins, an outage to each period for its ...", ""),
    ("An event that has not ended is out of time; averages and percentiles leave it out.", ""),
    ("The hours, time zone and calendar that count are those which the rules below name ...", ""),
    (
        "A period with fewer events than the sample required, or with none at all, is not judged;"
        " it is not missed.",
        "small",
    ),
    (
        "The sample required is the least number of answers or items that the table states for"
        " the Service Level; where it states none, it is the sample that it states for the same"
        " period.",
        "required",
    ),
    ("The time allowed depends on the severity of the event:", ""),
    ("An event of a severity that has no row has the time that ...", ""),
    ("The Provider shall measure with the source named in the table, ...", ""),
    ("The Provider shall measure with a record of all events, ...", ""),
    ("Where the Customer runs that source, it shall give the Provider the access that ...", ""),
    ("It shall give the Customer direct reading access to that source, ...", ""),
    ("The Provider measures with its own tools.", ""),
    ("The Provider measures with the source named in the table.", ""),
    ("The records are final unless they are plainly wrong.", ""),
    (
        "A period in which events took place, but for which the Provider shows no complete result,"
        " is a period without data.",
        "without",
    ),
    ("Where enough took place and the Provider drew no such sample, the period is without ...", ""),
    ("An item is one unit of the volume of the Service; an error is a departure from ...", ""),
    (
        "An item is one unit of the volume of the Service, unless a formula counts another; an ...",
        "",
    ),
    (
        "A result is computed from all events of the period, less those excused under"
        " paragraph {:par=Relief events}.",
        "",
    ),
    ("Reports show it rounded half up, to as many decimal places as the target has.", ""),
    ("Reports show results rounded half up, to as many decimal places as the target has.", ""),
    ("What is rounded for a report alone does not decide whether a Service Level is met.", "exact"),
    (
        "A period whose result is not reported in time or cannot be proved is a period without ...",
        "",
    ),
    ("A period with fewer events than the sample required is not judged.", "small"),
    ("The Customer may have the figures checked.", ""),
    ("If its figures differ, those with the better proof prevail.", ""),
    (
        "Where data is missing for a reason on the Customer's side, that reason counts as a Relief"
        " Event.",
        "",
    ),
    ("Results are found as follows:", ""),
    (
        "Results are found as follows, unless the table of the Service Level or indicator states a"
        " formula:",
        "",
    ),
    ("These rules apply to the Service Levels and indicators named beside them.", ""),
    ("They say how a result is rounded before it is compared, and what holds...", ""),
)
RULES = (
    ("A period without data counts as missed, and as below the minimum", "none_missed"),
    ("A period without data is left out", "none_left_out"),
    ("Levels are compared unrounded", "exact"),
    (
        "Levels are rounded half up to {places:number} decimal {:of=place|places} before they are"
        " compared",
        "rounded",
    ),
    (
        "A Service Credit arises only where the level is missed and is at or {side:of=below|above}"
        " {limit:text}, and only for the {times:number}{:of=st|nd|rd|th} and each further such"
        " month within any {months:number} months; a month without data that counts as missed is"
        " such a month",
        "threshold",
    ),
    ("Business Hours and Business Days are those of ...", "clock"),
    ("Every hour of every day counts, on the clock of {:text}", "clock"),
    (
        "Every hour of every day counts as a Business Hour, and every day as a Business Day, on the"
        " clock of {:text}",
        "clock",
    ),
    ("Only outages in these hours count: {hours:text}", "hours"),
    (
        "Planned outages do not count, on either side of the share, if announced at least"
        " {notice:number} hours ahead",
        "planned",
    ),
    ("Only what begins in these hours counts: ...", "clock"),
    ("Time includes the hour in which the clock starts", "clock"),
    ("The clock starts with the notice of the Customer", "clock"),
    (
        "The 90th percentile is the smallest measured value that at least 90% of the values do not"
        " exceed, and so for other percentiles",
        "",
    ),
    ("Between two rows of a table the rebate of the worse row applies", ""),
)


@dataclass(frozen=True)
class Early:
    """The levels of the months before `end`."""

    end: When
    target: Decimal
    minimum: Decimal | None


@dataclass
class Level:
    """A row of the table of Service Levels, and the rules of measurement beside it."""

    name: str
    measured: list[str]
    target: Decimal
    minimum: Decimal | None
    unit: str
    lower: bool
    period: str
    critical: bool
    rules: dict[str, dict] = field(default_factory=dict)
    services: list[str] = field(default_factory=list)
    early: Early | None = None
    least: Decimal | None = None

    def worse(self, result: Decimal, than: Decimal) -> bool:
        """Whether a result is worse than a level."""
        return result > than if self.lower else result < than

    def compared(self, result: Decimal) -> Decimal:
        """The result as it is compared: rounded only where a rule says so."""
        if "rounded" not in self.rules:
            return result
        places = int(self.rules["rounded"]["places"])
        return result.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def quantity(cell: str) -> tuple[Decimal | None, str]:
    """The figure and the unit of `80%`, `45 seconds` or `35 points`; none for a dash."""
    if cell == "–":
        return None, ""
    if cell.endswith("%"):
        return number(cell[:-1]), "%"
    figure, _, unit = cell.partition(" ")
    return number(figure), unit


def levels(printed: Printed) -> dict[str, Level]:
    """Every Service Level and indicator by its printed name."""
    found: dict[str, Level] = {}
    clause = printed.find("Service levels")
    if clause is None:
        return found
    said = read(printed, clause, LEVELS)
    said.need("target")
    _table(printed, clause, "Service Levels", found, critical=True)
    others = printed.find("Metrics without credits")
    if others:
        _table(printed, others, "Key performance indicators", found, critical=False)
    critical = [name for each in said.all("critical") for name in listed(each["names"])]
    for each in found.values():
        each.critical = each.name in critical
    if not critical and "none_critical" not in said:
        raise Unreadable("nothing says which Service Levels are critical")
    measurement = printed.clause("Measurement")
    _samples(read(printed, measurement, MEASUREMENT), found)
    if measurement.has("Rules of measurement"):
        for row in measurement.sheet("Rules of measurement").rows:
            _rule(printed, found, row)
    return found


def _samples(said: Reading, found: dict[str, Level]) -> None:
    """The sample of each level, below which a month is not judged."""
    said.need("exact")
    for each in found.values():
        each.least = _required(each)
        if each.least is not None:
            said.need("small", "required")


def _required(level: Level) -> Decimal | None:
    """The sample required: the least number stated, else the sample of the same period."""
    for pattern in ("at least {n:number} {:word}", "sample of {n:number} per " + level.period,
                    "sample of {n:number}"):  # fmt: skip
        for part in level.measured:
            if (said := match(pattern, part)) is not None:
                return said["n"]
    return None


def _table(
    printed: Printed, clause: Clause, caption: str, found: dict[str, Level], *, critical: bool
) -> None:
    sheet = clause.sheet(caption)
    for row in sheet.rows:
        name, target, minimum = row[0], sheet.column(row, "Expected"), sheet.column(row, "Minimum")
        parts, early = _early(sheet.column(row, "What is measured"))
        lower, expected, unit = level(target)
        other, least, measure = level(minimum) if minimum != "–" else (lower, None, unit)
        if (other, measure.rstrip("s")) != (lower, unit.rstrip("s")):
            raise Unreadable(f"{name}: expected and minimum do not compare")
        printed.rely_on(row, target, minimum)
        found[name] = Level(
            name, parts, expected, least, unit, lower, sheet.column(row, "Period"), critical,
            services=_services(sheet, row), early=early,
        )  # fmt: skip


def _services(sheet: Sheet, row: Cells) -> list[str]:
    """The Services that a level belongs to, where the table says so."""
    cell = sheet.column(row, "Service") if "Service" in sheet.header else "–"
    return [] if cell == "–" else listed(cell)


def level(cell: str) -> tuple[bool, Decimal, str]:
    """Whether lower is better, the figure and the unit of `at most 5%`."""
    said = match("at {side:of=least|most} {figure:text}", cell)
    figure, unit = quantity(said["figure"]) if said else (None, "")
    if said is None or figure is None:
        raise Unreadable(f"I cannot read this level: {cell}")
    return said["side"] == "most", figure, unit


def _early(what: str) -> tuple[list[str], Early | None]:
    """What is measured, in parts, and the levels of the first months where they differ."""
    head, semicolon, rest = what.partition("; ")
    if not semicolon:
        return head.split(", "), None
    said = match(
        "up to month {month:number}: expected {target:text}, minimum {minimum:text}; month 1 is"
        " the one in which {first:date} falls",
        rest,
    )
    if said is None:
        raise Unreadable(f"I cannot read what is measured: {rest}")
    target, _ = quantity(said["target"])
    minimum, _ = quantity(said["minimum"])
    if target is None:
        raise Unreadable(f"no expected level of the first months: {rest}")
    first = said["first"]
    end = after((first.year, first.month), int(said["month"]))
    return head.split(", "), Early(end, target, minimum)


def _rule(printed: Printed, found: dict[str, Level], row: Cells) -> None:
    rule, names = row
    fits = ((match(pattern, rule), name) for pattern, name in RULES)
    figures, name = next((fit for fit in fits if fit[0] is not None), (None, ""))
    if figures is None:
        raise Unreadable(f"I cannot read this rule of measurement: {rule}")
    if name in ("none_missed", "none_left_out", "rounded", "threshold"):
        printed.rely_on(row, rule)
    for each in listed(names):
        if each in found:
            found[each].rules[name] = figures | {"row": row}
