"""Service Credits of a month, before repetition and caps: which method, on which amount."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tests.oracle.amounts import AFFECTED, Event, amount
from tests.oracle.bases import Bases, expected
from tests.oracle.durations import Durations, durations
from tests.oracle.events import Events, events
from tests.oracle.levels import Level
from tests.oracle.measured import Row
from tests.oracle.printed import Clause, Printed
from tests.oracle.reading import Reading, read
from tests.oracle.tiers import Tiers, tiers
from tests.oracle.verdicts import Verdict
from tests.oracle.words import Unreadable, listed, money, percent

_WEIGHTED = (
    "The Service Credit for each missed Critical Service Level is the At-Risk Amount, multiplied"
    " by the weight of that Service Level and by the share that paragraph {:par=Credit tiers}"
    " states"
)
_PERIOD = (
    "The Service Credit for each missed period of these Critical Service Levels is the one of this"
    " table, however far the target was missed"
)
_REBATE = (
    "The Service Credit for each missed Critical Service Level of the rebate table in paragraph"
    " {:par=Credit tiers} is the rebate that this table states"
)
_FACTOR = " for repeated misses by the factor in paragraph {:par=Repeated misses}"
_STATE = "The Provider shall state each Service Credit in the monthly report and "
_ONE = "If one cause gives rise to several Service Credits, "
CREDITS = (
    ("If a Critical Service Level is missed, the Charges are reduced by a Service Credit.",
     "arises"),
    ("If a Critical Service Level is missed, the Customer receives a Service Credit, up to the caps"
     " in paragraph {:par=Credit caps}.", "arises"),
    ("Service Credits arise as paragraph {:number} states.", "arises"),
    ("Service Credits arise as paragraphs {:text} state.", "arises"),
    ("A Service Credit arises automatically.", ""),
    ("A Service Credit arises automatically, up to the caps in paragraph {:par=Credit caps}.", ""),
    ("A Service Credit arises automatically, without a claim or a reminder.", ""),
    ("The Customer shall claim a Service Credit in writing within {:number} days after it received"
     " the report that shows the miss.", ""),
    ("The Customer shall claim a Service Credit in writing within {:number} days after the end of"
     " the period in which the miss or event occurred.", ""),
    ("A Service Credit not claimed in that time lapses.", ""),
    ("The At-Risk Amount is {share:percent} of {base:text}.", "risk"),
    ("At the expected monthly charges of {charges:money} it is {sum:money}.", "expected"),
    (_WEIGHTED + ".", "weighted"),
    (_WEIGHTED + ", and" + _FACTOR + ".", "weighted"),
    (_PERIOD + ":", "period"),
    (_PERIOD + ", multiplied" + _FACTOR + ":", "period"),
    (_REBATE + ".", "rebate"),
    (_REBATE + ", multiplied" + _FACTOR + ".", "rebate"),
    ("The weights are:", ""),
    ("The monthly report also states a score: ...", ""),
    ("No Service Credit depends on it.", ""),
    ("A day of service is worth the Monthly Charges of the month concerned, divided by the number"
     " of its days.", "day"),
    ("The Charge for the affected Service is the part of the Charges that the miss or event"
     " concerns, as the monthly report states it.", "affected"),
    ("Where the report states none, it is the recurring Charges of the month, at the rates in"
     " force, for the Services that the Service Level belongs to; where no Charge is stated for"
     " these Services, it is the Monthly Charges.", ""),
    ("In this Schedule, the Charge for the affected Service is {:text}.", "affected"),
    ("The {:of=Customer|Provider} shall measure it for each miss or event, and the monthly report"
     " shall state it.", ""),
    ("Where the report states none, no Service Credit is a share of it.", "none_stated"),
    (_ONE + "each of them counts, up to the caps in paragraph {:par=Credit caps}.", "each"),
    (_ONE + "each of them counts.", "each"),
    (_ONE + "only the highest of them counts.", "one_cause"),
    ("The Customer may shift weights between Critical Service Levels ...", ""),
    (_STATE + "deduct it, as a separate line, from the next invoice.", "deducted"),
    (_STATE + "deduct it, as a separate line, from the next invoice after the end of the calendar"
     " quarter.", "deducted"),
    (_STATE + "pay it in cash within {:number} days after that report.", "cash"),
    (_STATE + "issue a credit note for it within {:number} days after that report.", "note"),
    (_STATE + "grant it within {:number} days after that report.", "granted"),
    ("If no invoice follows, it shall pay the amount in cash within {:number} days.", ""),
    ("A Service Credit for which no invoice follows lapses.", ""),
)  # fmt: skip


@dataclass(frozen=True)
class Method:
    """How the contract computes a Service Credit."""

    said: Reading
    tiers: Tiers | None
    weights: dict[str, Decimal]
    periods: dict[str, str]
    durations: Durations | None
    events: Events | None

    def carries(self, level: Level) -> bool:
        """Whether a level may carry credits: a critical one, or one that a table names."""
        named = [*(self.durations.rows if self.durations else ())]
        named += [*(self.events.rows if self.events else ())]
        return level.critical or level.name in named

    def amounts(self) -> list[str]:
        """The words of every amount of a Service Credit."""
        found = [*self.periods.values()]
        for each in (self.durations, self.events):
            found += [text for cells in (each.rows.values() if each else ()) for text in cells]
        rebates = self.tiers.rebates.values() if self.tiers else ()
        return [*found, *(text for rows in rebates for *_, text in rows)]

    @property
    def one_cause(self) -> bool:
        """Whether only the highest credit of one cause counts."""
        return self.said.only("each", "one_cause") == "one_cause"


def method(printed: Printed) -> Method | None:
    """How credits arise; None where the contract has none."""
    clause = printed.find("Service credits")
    if clause is None:
        return None
    said = read(printed, clause, CREDITS)
    said.need("arises")
    said.only("deducted", "cash", "note", "granted")
    weights = _weights(printed, clause, said) if clause.has("Weights") else {}
    periods = _periods(printed, clause) if "period" in said else {}
    how = Method(said, tiers(printed), weights, periods, durations(printed), events(printed))
    for words, name in ((" of service", "day"), (AFFECTED, "affected")):
        if any(words in text for text in how.amounts()):
            said.need(name)
    return how


def _periods(printed: Printed, clause: Clause) -> dict[str, str]:
    found = {}
    for row in clause.sheet("Service Credits for each missed period").rows:
        printed.rely_on(row, row[1])
        found |= dict.fromkeys(listed(row[0]), row[1])
    return found


def _weights(printed: Printed, clause: Clause, said: Reading) -> dict[str, Decimal]:
    """The weights, which with the credits at full share agree with the sums stated."""
    stated = said.one("expected")
    risk = said.one("risk")
    if stated["charges"] != expected(printed):
        raise Unreadable("two expected Monthly Charges")
    if abs(stated["charges"] * risk["share"] - stated["sum"]) > Decimal("0.005"):
        raise Unreadable("the At-Risk Amount is not the share stated")
    found: dict[str, Decimal] = {}
    for row in clause.sheet("Weights").rows:
        name, weight, full = row
        printed.rely_on(row, weight, full)
        if abs(percent(weight) * stated["sum"] - money(full)) > Decimal("0.005"):
            raise Unreadable(f"{name}: the credit at full share is not the weight's")
        if name != "Total":
            found[name] = percent(weight)
        elif sum(found.values()) != percent(weight):
            raise Unreadable("the weights do not add up")
    return found


def credit(how: Method, verdict: Verdict, row: Row | None, bases: Bases, event: Event) -> Decimal:
    """The Service Credit of a Service Level in a month; nothing where none arises."""
    name = verdict.level.name
    if how.durations and name in how.durations.rows:
        return how.durations.credit(verdict, bases, event)
    if how.events and name in how.events.rows:
        return how.events.credit(verdict, row, bases, event)
    if not verdict.missed:
        return Decimal(0)
    if name in how.periods:
        return amount(how.periods[name], bases, event)
    if how.tiers and name in how.tiers.rebates:
        how.said.need("rebate")
        return how.tiers.rebate(verdict, bases, event)
    if how.tiers and name in how.weights and "weighted" in how.said:
        risk = how.said.one("risk")
        weighed = bases.of(risk["base"]) * risk["share"] * how.weights[name]
        return weighed * how.tiers.share(verdict)
    raise Unreadable(f"{name}: no Service Credit is stated")
