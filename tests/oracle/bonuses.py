"""Bonuses for results better than a Service Level."""

from __future__ import annotations

from decimal import Decimal

from tests.oracle.amounts import Event, amount
from tests.oracle.bases import Bases, expected
from tests.oracle.levels import level
from tests.oracle.printed import Cells, Printed
from tests.oracle.reading import Reading, read
from tests.oracle.verdicts import Verdict
from tests.oracle.words import Unreadable

BONUSES = (
    ("The Provider earns a bonus for a month in which a result reaches the level stated here:",
     "reaches"),
    ("The Provider earns a bonus for each month in which a result reaches the level stated here:",
     "reaches"),
    ("A bonus is earned only if no Critical Service Level was below its minimum, or counted as"
     " missed for want of data, in that month.", "only"),
    ("A miss that is excused does not count here.", "excused"),
    ("A bonus is earned whatever the results of other Service Levels are.", "whatever"),
    ("A result that missed its own Service Level, or that is excused or not judged, earns none.",
     "judged"),
    ("For the pilot, paragraph {:number} of Schedule {:number} states whether bonuses are earned.",
     ""),
    ("The bonuses of one month have no cap.", "no_cap"),
    ("The bonuses of one month are capped at {share:percent} of {base:text}, at the expected"
     " charges {sum:money}.", "cap"),
    ("The Service Credits of the same month are deducted separately and do not reduce them.",
     "beside"),
    ("The Provider shall state a bonus in the monthly report and may add it to the next invoice.",
     "added"),
    ("Bonuses are paid with the next invoice.", "added"),
    ("A bonus is shown as a separate line of the next invoice.", "added"),
    ("Bonuses do not count as Charges when other amounts are computed from the Charges.", "apart"),
    ("They do not count as Charges when other amounts are computed from the Charges.", "apart"),
    ("It does not count as a Charge when other amounts are computed from the Charges.", "apart"),
    ("The Customer bears the bonuses.", ""),
)  # fmt: skip


def bonuses(printed: Printed, verdicts: dict[str, Verdict], bases: Bases) -> Decimal:
    """The bonuses of a month."""
    clause = printed.find("Bonuses")
    if clause is None:
        return Decimal(0)
    said = read(printed, clause, BONUSES)
    said.need("reaches", "added", "judged", "beside", "apart")
    only = said.only("only", "whatever") == "only"
    if only:
        said.need("excused")
    if only and any(
        verdict.level.critical and verdict.status == "minimum" for verdict in verdicts.values()
    ):
        return Decimal(0)
    total = Decimal(0)
    for row in clause.sheet("Bonuses").rows:
        printed.rely_on(row, *row[1:])
        total += _bonus(row, verdicts, bases)
    return min(total, _cap(printed, said, bases))


def _bonus(row: Cells, verdicts: dict[str, Verdict], bases: Bases) -> Decimal:
    name, reach, pay = row
    verdict = verdicts.get(name)
    if verdict is None or verdict.result is None or verdict.status != "met":
        return Decimal(0)
    lower, edge, _ = level(reach)
    if lower != verdict.level.lower or verdict.level.worse(verdict.result, edge):
        return Decimal(0)
    return amount(pay, bases, Event((0, 0), None))


def _cap(printed: Printed, said: Reading, bases: Bases) -> Decimal:
    if said.only("no_cap", "cap") == "no_cap":
        return Decimal("Infinity")
    figures = said.one("cap")
    if abs(figures["share"] * expected(printed) - figures["sum"]) > Decimal("0.005"):
        raise Unreadable("the cap on bonuses is not the share stated")
    return bases.of(figures["base"]) * figures["share"]
