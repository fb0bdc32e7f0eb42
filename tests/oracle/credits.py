"""Service Credits of a month, before repetition and caps: which method, on which amount."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tests.oracle.bases import Bases, expected
from tests.oracle.printed import Printed
from tests.oracle.reading import Reading, read
from tests.oracle.verdicts import Verdict
from tests.oracle.words import Unreadable, match, money, percent

_TABLED = "The Service Credit for each missed Critical Service Level follows the table in"
_WEIGHTED = (
    "The Service Credit for each missed Critical Service Level is the At-Risk Amount, multiplied"
    " by the weight of that Service Level and by the share that paragraph {:par=Credit tiers}"
    " states"
)
_STATE = "The Provider shall state each Service Credit in the monthly report and "
CREDITS = (
    ("If a Critical Service Level is missed, the Charges are reduced by a Service Credit.",
     "arises"),
    ("If a Critical Service Level is missed, the Customer receives a Service Credit, up to the caps"
     " in paragraph {:par=Credit caps}.", "arises"),
    ("It arises automatically.", ""),
    ("It arises automatically, up to the caps in paragraph {:par=Credit caps}.", ""),
    ("It arises automatically, without a claim or a reminder.", ""),
    ("The Customer shall claim it in writing within {:number} days after it received the report"
     " that shows the miss.", ""),
    ("A Service Credit not claimed in that time lapses.", ""),
    ("The At-Risk Amount is {share:percent} of {base:text}.", "risk"),
    ("At the expected monthly charges of {charges:money} it is {sum:money}.", "expected"),
    (_WEIGHTED + ".", "weighted"),
    (_WEIGHTED + ", and for repeated misses by the factor in paragraph {:par=Repeated misses}.",
     "weighted"),
    ("The weights are:", ""),
    (_TABLED + " paragraph {:par=Credit tiers}.", "tabled"),
    (_TABLED + " paragraph {:par=Credit tiers}, and is multiplied for repeated misses by the factor"
     " in paragraph {:par=Repeated misses}.", "tabled"),
    ("The Customer may shift weights between Critical Service Levels ...", ""),
    (_STATE + "deduct it, as a separate line, from the next invoice.", "deducted"),
    (_STATE + "deduct it, as a separate line, from the next invoice after the end of the calendar"
     " quarter.", "deducted_quarter"),
    (_STATE + "pay it in cash within {:number} days after that report.", "cash"),
    (_STATE + "issue a credit note for it within {:number} days after that report.", "note"),
    (_STATE + "grant it within {:number} days after that report.", "granted"),
    ("If no invoice follows, it shall pay the amount in cash within {:number} days.", ""),
    ("A Service Credit for which no invoice follows lapses.", ""),
)  # fmt: skip
TIERS = (
    ("How much of a credit arises depends on how far the result lies from the Service Level:", ""),
    ("A result that equals a target has met it.", "equal_target"),
    ("A result that equals a minimum is not below it.", "equal_minimum"),
    ("Where a Service Level has no minimum, the highest share applies to every miss.", "highest"),
    ("The steps apply as they stand.", "steps"),
    ("Nothing is interpolated between them.", "steps"),
    ("If one cause makes several Critical Service Levels miss, each counts, up to the caps in"
     " paragraph {:par=Credit caps}.", "each"),
    ("If one cause makes several Critical Service Levels miss, only the highest Service Credit"
     " counts.", "one_cause"),
)  # fmt: skip


@dataclass(frozen=True)
class Method:
    """How the contract computes a Service Credit."""

    said: Reading
    tiers: Reading
    shares: dict[str, Decimal]
    weights: dict[str, Decimal]

    @property
    def one_cause(self) -> bool:
        """Whether only the highest credit of one cause counts."""
        return "one_cause" in self.tiers


def method(printed: Printed) -> Method | None:
    """How credits arise; None where the contract has none."""
    clause = printed.find("Service credits")
    if clause is None:
        return None
    said = read(printed, clause, CREDITS)
    tiers = printed.clause("Credit tiers")
    told = read(printed, tiers, TIERS)
    for name in ("arises", "equal_target", "equal_minimum", "steps"):
        if name not in said and name not in told:
            raise Unreadable(f"nothing says {name!r} of Service Credits")
    shares, weights = {}, {}
    if tiers.has("Price adjustment by level reached"):
        for row in tiers.sheet("Price adjustment by level reached").rows:
            reached, share = row
            printed.rely_on(row)
            shares[reached] = percent(share)
    if clause.has("Weights"):
        weights = _weights(printed, said)
    return Method(said, told, shares, weights)


def _weights(printed: Printed, said: Reading) -> dict[str, Decimal]:
    """The weights, which with the credits at full share agree with the sums stated."""
    stated = said.one("expected")
    risk = said.one("risk")
    if stated["charges"] != expected(printed):
        raise Unreadable("two expected Monthly Charges")
    if abs(stated["charges"] * risk["share"] - stated["sum"]) > Decimal("0.005"):
        raise Unreadable("the At-Risk Amount is not the share stated")
    found = {}
    for row in printed.clause("Service credits").sheet("Weights").rows:
        name, weight, full = row
        printed.rely_on(row, weight, full)
        if abs(percent(weight) * stated["sum"] - money(full)) > Decimal("0.005"):
            raise Unreadable(f"{name}: the credit at full share is not the weight's")
        if name != "Total":
            found[name] = percent(weight)
        elif sum(found.values()) != percent(weight):
            raise Unreadable("the weights do not add up")
    return found


def credit(how: Method, verdict: Verdict, bases: Bases) -> Decimal:
    """The Service Credit of a missed Service Level."""
    if "weighted" not in how.said:
        raise Unreadable(
            f"{verdict.level.name}: the credit 'follows the table', which states shares of a"
            " weight that no table gives, or a rebate of an amount that nobody names"
        )
    if verdict.level.name not in how.weights:
        raise Unreadable(f"{verdict.level.name}: no weight is stated")
    risk = how.said.one("risk")
    amount = bases.of(risk["base"]) * risk["share"]
    return amount * how.weights[verdict.level.name] * _share(how, verdict)


def _share(how: Method, verdict: Verdict) -> Decimal:
    """The share of the weight for how far the result lies from the level."""
    if verdict.level.minimum is None:
        if "highest" not in how.tiers:
            raise Unreadable("nothing says what a miss without a minimum costs")
        return max(how.shares.values())
    row = "Worse than Minimum" if verdict.status == "minimum" else "Worse than Expected"
    found = [
        share for reached, share in how.shares.items()
        if match(f"{row}", reached) is not None
    ]  # fmt: skip
    if len(found) != 1 or len(how.shares) != 2:
        raise Unreadable(f"I cannot read the shares by level reached: {list(how.shares)}")
    return found[0]
