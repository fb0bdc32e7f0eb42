"""Tiers and rebates: how the level reached decides what a missed Service Level costs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tests.oracle.amounts import Event, amount
from tests.oracle.bases import Bases
from tests.oracle.levels import quantity
from tests.oracle.printed import Clause, Printed
from tests.oracle.reading import Reading, read
from tests.oracle.verdicts import Verdict
from tests.oracle.words import Unreadable, listed, match, percent

TIERS = (
    ("How much of the weight is credited depends on how far the result lies from the Service"
     " Level.", ""),
    ("Only the worst row that the result reaches applies; its share takes the place of the other"
     " shares and is not added to them:", "worst"),
    ("How much of a credit arises depends on how far the result lies from the Service Level:", ""),
    ("A result that equals a target has met it.", "target"),
    ("A result that equals a minimum is not below it.", "minimum"),
    ("Where a Service Level has no minimum, the highest share applies to every miss.", "highest"),
    ("A period without data that counts as missed takes the highest share.", "no_data"),
    ("The steps apply as they stand.", ""),
    ("Nothing is interpolated between them.", "steps"),
    ("Nothing is interpolated between the rows.", "steps"),
    ("The rebate of a missed Service Level is that of the row which its result reaches:", "row"),
    ("A result between two rows takes the rebate of the worse row.", "between"),
    ("A result better than the best row takes the rebate of that row, and a result worse than the"
     " worst row takes the rebate of that one.", "ends"),
    ("A period without data that counts as missed takes the highest rebate.", "no_rebate_data"),
    ("Rebates of several rows are not added up.", "single"),
)  # fmt: skip


@dataclass(frozen=True)
class Tiers:
    """The shares by level reached, and the rebates of each Service Level, as printed."""

    said: Reading
    shares: dict[str, Decimal]
    rebates: dict[str, list[tuple[Decimal, bool, str]]]

    def share(self, verdict: Verdict) -> Decimal:
        """The share of the weight for how far the result lies from the level."""
        self.said.need("worst", "target", "minimum", "steps")
        if set(self.shares) != {"Worse than Expected", "Worse than Minimum"}:
            raise Unreadable(f"I cannot read the shares by level reached: {list(self.shares)}")
        if not verdict.data:
            self.said.need("no_data")
            return max(self.shares.values())
        if verdict.level.minimum is None:
            self.said.need("highest")
            return max(self.shares.values())
        below = verdict.status == "minimum"
        return self.shares["Worse than Minimum" if below else "Worse than Expected"]

    def rebate(self, verdict: Verdict, bases: Bases, event: Event) -> Decimal:
        """The rebate of the row that the result reaches."""
        self.said.need("row", "between", "steps", "ends", "no_rebate_data", "single")
        rows = self.rebates[verdict.level.name]
        amounts = [amount(text, bases, event) for *_, text in rows]
        if verdict.result is None:
            return max(amounts)
        best = sorted(zip(rows, amounts, strict=True), reverse=rows[0][1], key=lambda r: r[0][0])
        for (edge, at_least, _), found in best:
            if verdict.result >= edge if at_least else verdict.result <= edge:
                return found
        return best[-1][1]


def tiers(printed: Printed) -> Tiers | None:
    """The tiers of the contract, if it has any."""
    clause = printed.find("Credit tiers")
    if clause is None:
        return None
    said = read(printed, clause, TIERS)
    shares = {}
    if clause.has("Price adjustment by level reached"):
        for row in clause.sheet("Price adjustment by level reached").rows:
            printed.rely_on(row)
            shares[row[0]] = percent(row[1])
    return Tiers(said, shares, _rebates(printed, clause) if clause.has("Rebates") else {})


def _rebates(printed: Printed, clause: Clause) -> dict[str, list[tuple[Decimal, bool, str]]]:
    found: dict[str, list[tuple[Decimal, bool, str]]] = {}
    for row in clause.sheet("Rebates").rows:
        names, reached, text = row
        printed.rely_on(row, reached, text)
        said = match("at {which:of=least|most} {level:text}", reached)
        edge, _ = quantity(said["level"]) if said else (None, "")
        if said is None or edge is None:
            raise Unreadable(f"I cannot read this level: {reached}")
        for name in listed(names):
            found.setdefault(name, []).append((edge, said["which"] == "least", text))
    return found
