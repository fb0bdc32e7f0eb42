"""Levels reached: the Service Levels, and whether a month met, missed or excused one."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from tests.oracle.printed import Cells, Clause, Printed
from tests.oracle.reading import read
from tests.oracle.words import Unreadable, listed, match, number

LOWER = {"Abandonment rate", "Error rate", "Mean", "Backlog", "Attrition"}
HIGHER = {
    "Accuracy", "Availability", "Customer satisfaction (CSAT)", "First contact resolution",
    "Quality score", "Net promoter score (NPS)",
}  # fmt: skip
TIMED = {"Response time", "Resolution time", "Turnaround"}

LEVELS = (
    ("The Provider shall meet each Service Level in every {period:of=month|quarter}:", ""),
    (
        "The Provider shall meet or exceed each Service Level in every {period:of=month|quarter}:",
        "",
    ),
    (
        "The Provider shall use its skill and resources so as to meet each Service Level"
        " in every {period:of=month|quarter}:",
        "",
    ),
    ("The expected level is the target to be reached as a rule.", "target"),
    ("The minimum level is the one below which the Service counts as seriously deficient.", ""),
    ("The minimum level is the one below which the Service counts as deficient.", ""),
    (
        "Where the minimum is a higher figure than the target, a lower result is the better one;"
        ' "below the minimum" always means worse than the minimum.',
        "direction",
    ),
    ("A Critical Service Level carries Service Credits.", ""),
    ("Only a Critical Service Level carries Service Credits.", ""),
    ("The others are measured and reported in the same way.", ""),
    ("When a Service Level is at risk of being missed, ...", ""),
    ("As soon as the Provider sees that a Service Level may be missed, ...", ""),
    ("The parties review the Service Levels every year, ...", ""),
    ("The Provider shall propose a Service Level for each new Service before it starts.", ""),
    ("Service Levels are changed by agreement under ...", ""),
)
MEASUREMENT = (
    (
        "Each Service Level is measured over a calendar {period:of=month|quarter}, within the"
        " Service Hours, in the time zone and by the calendar of the Service concerned, as"
        " paragraph {:number} of Schedule {:number} states.",
        "",
    ),
    (
        "Each Service Level is measured over a calendar {period:of=month|quarter}, within the"
        " Service Hours, by the calendar of the Service concerned.",
        "",
    ),
    ("The Provider shall measure with the source named in the table, ...", ""),
    ("It shall give the Customer direct reading access to that source, ...", ""),
    ("The Provider measures with its own tools.", ""),
    ("Their records are final unless they are plainly wrong.", ""),
    (
        "A result is computed from all events of the period, less those excused under"
        " paragraph {:par=Relief events}.",
        "",
    ),
    ("Reports show it rounded half up, to as many decimal places as the target has.", ""),
    ("Reports show results rounded half up, to as many decimal places as the target has.", ""),
    ("What is rounded for a report alone does not decide whether a Service Level is met.", "exact"),
    ("A period whose result is not reported in time or cannot be proved is a period...", ""),
    ("A period with fewer events than the sample required is not judged.", "small"),
    ("The Customer may have the figures checked.", ""),
    ("If its figures differ, those with the better proof prevail.", ""),
    (
        "Where data is missing for a reason on the Customer's side, the Service Level is excused.",
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
        "Levels are rounded half up to {places:number} decimal place before they are compared",
        "rounded",
    ),
    (
        "Levels are rounded half up to {places:number} decimal places before they are compared",
        "rounded",
    ),
    (
        "A Service Credit arises only where the level is missed and is at or below {limit:number}"
        " {times:number} times within {months:number} months",
        "threshold",
    ),
    ("Every hour of every day counts, in the time zone of the first calendar or site", "clock"),
    ("The hour in which the clock starts counts", "clock"),
    ("The clock starts with the notice of the Customer", "clock"),
    ("A percentile is the smallest measured value that the asked share does not exceed", ""),
    ("Between two rows of a table the rebate of the worse row applies", ""),
)


@dataclass
class Level:
    """A row of the table of Service Levels, and the rules of measurement beside it."""

    name: str
    measured: list[str]
    target: Decimal
    minimum: Decimal | None
    unit: str
    period: str
    critical: bool
    rules: dict[str, dict] = field(default_factory=dict)
    early: tuple[int, Decimal, Decimal | None] | None = None

    @property
    def lower_better(self) -> bool:
        """Whether a lower result is the better one."""
        if self.minimum is not None and self.minimum != self.target:
            return self.minimum > self.target
        return self._lower_by_kind()

    def _lower_by_kind(self) -> bool:
        kind = self.measured[0]
        if kind in LOWER or (kind in TIMED and self.unit != "%"):
            return True
        if kind in HIGHER or kind in TIMED:
            return False
        raise Unreadable(f"{self.name}: nothing says whether a lower result is the better one")

    def worse(self, result: Decimal, than: Decimal) -> bool:
        """Whether a result is worse than a level."""
        return result > than if self.lower_better else result < than

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
    read(printed, clause, LEVELS)
    _table(printed, clause, "Service Levels", found, critical=True)
    others = printed.find("Metrics without credits")
    if others:
        _table(printed, others, "Key performance indicators", found, critical=False)
    measurement = printed.clause("Measurement")
    read(printed, measurement, MEASUREMENT)
    if measurement.has("Rules of measurement"):
        for row in measurement.sheet("Rules of measurement").rows:
            _rule(printed, found, row)
    return found


def _table(
    printed: Printed, clause: Clause, caption: str, found: dict[str, Level], *, critical: bool
) -> None:
    for row in clause.sheet(caption).rows:
        name, what, target, minimum, _, period = row
        parts, early = _early(what)
        expected, unit = quantity(target)
        if expected is None:
            raise Unreadable(f"{name}: no expected level")
        least, other = quantity(minimum)
        if other and other.rstrip("s") != unit.rstrip("s"):
            raise Unreadable(f"{name}: expected and minimum in different units")
        printed.rely_on(row, target, minimum)
        found[name] = Level(name, parts, expected, least, unit, period, critical, early=early)


def _early(what: str) -> tuple[list[str], tuple[int, Decimal, Decimal | None] | None]:
    """What is measured, in parts, and the levels of the first months where they differ."""
    head, semicolon, rest = what.partition("; ")
    if not semicolon:
        return head.split(", "), None
    said = match(
        "up to month {month:number} of the Service Levels: expected {target:text},"
        " minimum {minimum:text}",
        rest,
    )
    if said is None:
        raise Unreadable(f"I cannot read what is measured: {rest}")
    target, _ = quantity(said["target"])
    minimum, _ = quantity(said["minimum"])
    assert target is not None
    return head.split(", "), (int(said["month"]), target, minimum)


def _rule(printed: Printed, found: dict[str, Level], row: Cells) -> None:
    rule, names = row
    fits = ((match(pattern, rule), name) for pattern, name in RULES)
    figures, name = next((fit for fit in fits if fit[0] is not None), (None, ""))
    if figures is None:
        raise Unreadable(f"I cannot read this rule of measurement: {rule}")
    if name:
        printed.rely_on(row, rule)
    for each in listed(names):
        if each in found:
            found[each].rules[name] = figures
