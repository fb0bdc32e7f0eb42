"""Caps on Service Credits: of one month, of one year, and in which order."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tests.oracle.bases import Bases, contract_year, expected
from tests.oracle.measured import When
from tests.oracle.printed import Printed
from tests.oracle.reading import Reading, read
from tests.oracle.words import Unreadable

CAPS = (
    ("The Service Credits of one month are capped at {share:percent} of {base:text}, at the"
     " expected charges {sum:money}.", "month"),
    ("The Service Credits of one month are capped at {cap:money}.", "month_sum"),
    ("Those of one {year:of=calendar year|Contract Year} are capped at {cap:money}.", "year"),
    ("The Service Credits of one month are capped at the At-Risk Amount, at the expected charges"
     " {sum:money}.", "month_risk"),
    ("The Service Credits of one month have no cap.", "no_month"),
    ("There is no yearly cap.", "no_year"),
    ("The Service Credits of a month are added up before a cap is applied.", "after"),
    ("The Service Credits of a month are added up before a cap is applied, the monthly cap before"
     " the yearly one.", "after"),
    ("The Service Credits of a month are added up, each with its factor for repeated misses in"
     " paragraph {:par=Repeated misses}, before a cap is applied.", "after"),
    ("The Service Credits of a month are added up, each with its factor for repeated misses in"
     " paragraph {:par=Repeated misses}, before a cap is applied, the monthly cap before the yearly"
     " one.", "after"),
    ("A part that exceeds a cap lapses, and what is left is divided among them in proportion to"
     " their amounts.", "lapses"),
    ("Amounts are not rounded before they are added up; the total of the month is rounded half up"
     " to the smallest unit of the currency.", "rounded"),
    ("Those of one {year:of=calendar year|Contract Year} are capped at {share:percent} of"
     " {base:text}.", "year"),
    ("A part that exceeds a cap lapses.", "lapses"),
    ("The cap limits Service Credits only.", ""),
    ("It limits no other right.", ""),
    ("It does not limit the rights for serious failure.", ""),
    ("The Customer may terminate for repeated misses of a Critical Service Level as paragraph"
     " {:number} states.", ""),
    ("The Customer may also terminate ...", ""),
    ("If missed Service Levels bring the Service Credits to the monthly cap in {:number}"
     " consecutive months, the Customer may terminate ...", ""),
)  # fmt: skip


@dataclass
class Caps:
    """The caps of the contract, and what each year has used of its own."""

    printed: Printed
    said: Reading | None
    risk: Reading | None
    used: dict[int, Decimal]

    def apply(self, month: When, credits: dict[str, Decimal], bases: Bases) -> dict[str, Decimal]:
        """The credits of a month as the caps leave them."""
        if self.said is None or not credits:
            return credits
        total = sum(credits.values())
        left = min(total, *self._limits(month, bases))
        if "year" in self.said:
            year = self._year(month)
            self.used[year] = self.used.get(year, Decimal(0)) + left
        return {name: each * left / total for name, each in credits.items()} if total else credits

    def _limits(self, month: When, bases: Bases) -> list[Decimal]:
        assert self.said is not None
        self.said.need("rounded")
        if "no_month" not in self.said or "no_year" not in self.said:
            self.said.need("after", "lapses")
        return [self._month(bases), self._rest_of_year(month, bases)]

    def _month(self, bases: Bases) -> Decimal:
        assert self.said is not None
        name = self.said.only("no_month", "month_sum", "month", "month_risk")
        if name == "no_month":
            return Decimal("Infinity")
        if name == "month_sum":
            return Decimal(self.said.one("month_sum")["cap"])
        if name == "month":
            figures = self.said.one("month")
            if abs(figures["share"] * expected(self.printed) - figures["sum"]) > Decimal("0.005"):
                raise Unreadable("the monthly cap is not the share stated")
            return bases.of(figures["base"]) * figures["share"]
        if self.risk is not None and "risk" in self.risk:
            risk = self.risk.one("risk")
            if self.risk.one("expected")["sum"] != self.said.one("month_risk")["sum"]:
                raise Unreadable("the monthly cap is not the At-Risk Amount")
            return bases.of(risk["base"]) * risk["share"]
        raise Unreadable("the Service Credits are capped at an amount that nothing states")

    def _rest_of_year(self, month: When, bases: Bases) -> Decimal:
        assert self.said is not None
        if self.said.only("no_year", "year") == "no_year":
            return Decimal("Infinity")
        figures = self.said.one("year")
        limit = figures.get("cap") or bases.of(figures["base"]) * figures["share"]
        return max(limit - self.used.get(self._year(month), Decimal(0)), Decimal(0))

    def _year(self, month: When) -> int:
        assert self.said is not None
        if self.said.one("year")["year"] == "calendar year":
            return month[0]
        return contract_year(self.printed, month)


def caps(printed: Printed, credits: Reading | None) -> Caps:
    """The caps of the contract; `credits` is what the clause on Service Credits says."""
    clause = printed.find("Credit caps")
    said = read(printed, clause, CAPS) if clause else None
    return Caps(printed, said, credits, {})
