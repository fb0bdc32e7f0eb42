"""Earning credits back: what returns to the Provider after good months."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from tests.oracle.printed import Printed
from tests.oracle.reading import Reading, read
from tests.oracle.verdicts import Verdict
from tests.oracle.words import Unreadable

EARNING = (
    ("The Provider earns back {share:percent} of a Service Credit if the same Service Level then"
     " reaches its target in {months:number} consecutive months.", "all"),
    ("The Provider earns back {share:percent} of a Service Credit if the same Service Level then"
     " reaches its target in every month of {months:number} consecutive calendar quarters.",
     "quarters"),
    ("The Provider earns back {share:percent} of a Service Credit for a result below the target but"
     " not below the minimum if the same Service Level then reaches its target in {months:number}"
     " consecutive months.", "small"),
    ("Other Service Credits are not earned back.", "others"),
    ("A month in which a Service Credit arises for that Service Level starts the count anew.",
     "anew"),
    ("A month that is excused or not judged is passed over.", "over"),
    ("What comes back is the Service Credit as the caps left it.", "capped"),
    ("What comes back is the Service Credit as the caps left it, with those of earlier months that"
     " did not come back yet.", "capped"),
    ("It frees no part of the yearly cap.", ""),
    ("It is added to the invoice for the last of these months, as a separate line.", "last"),
    ("The Provider adds it to the invoice for the last of these months.", "last"),
    ("The Provider shall prove the results before it adds the amount, as a separate line, to the"
     " invoice for the last of these months.", "last"),
    ("A miss whose credit was earned back still counts for the rights to terminate.", ""),
)  # fmt: skip


@dataclass
class Account:
    """Credits of one Service Level that may come back, and its good months in a row."""

    credits: list[Decimal] = field(default_factory=list)
    good: int = 0


@dataclass
class Earning:
    """What is earned back, by Service Level."""

    said: Reading | None
    accounts: dict[str, Account] = field(default_factory=dict)

    def month(self, verdict: Verdict, credit: Decimal) -> Decimal:
        """What comes back in a month whose own credit is given."""
        if self.said is None:
            return Decimal(0)
        account = self.accounts.setdefault(verdict.level.name, Account())
        if verdict.missed:
            account.good = 0
            if credit and not ("small" in self.said and verdict.status == "minimum"):
                account.credits.append(credit)
            return Decimal(0)
        if verdict.status != "met":
            return Decimal(0)
        account.good += 1
        return self._back(account, verdict)

    def _back(self, account: Account, verdict: Verdict) -> Decimal:
        assert self.said is not None
        self.said.need("anew", "over", "capped", "last")
        name = self.said.only("all", "quarters", "small")
        if name == "small":
            self.said.need("others")
        if (name == "quarters") != (verdict.level.period == "quarter"):
            raise Unreadable(f"{verdict.level.name}: months or quarters")
        figures = self.said.one(name)
        if account.good < figures["months"]:
            return Decimal(0)
        back = sum(account.credits, Decimal(0)) * figures["share"]
        account.credits.clear()
        return back


def earning(printed: Printed) -> Earning:
    """What the contract lets the Provider earn back."""
    clause = printed.find("Earning credits back")
    return Earning(read(printed, clause, EARNING) if clause else None)
