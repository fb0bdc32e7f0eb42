"""What a percentage is of: the Monthly Charges, the invoice before Service Credits, and so on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from tests.oracle.measured import When, between
from tests.oracle.printed import Printed
from tests.oracle.words import Unreadable, day, money

MONTHLY = re.compile(
    r"the recurring Charges of a month from the Effective Date on, at the rates in force,"
    r"(?: with what a monthly minimum adds to them,)? before (?:Service Credits(?:,| and) )?"
    r"(?:bonuses(?:,| and) )?(?:currency movement and )?Taxes, without"
    r" (?:the Transition Charge, )?(?:shares of savings, )?(?:other )?sums that fall due once and"
    r" costs passed on; for an amount stated in advance, those at the baseline volumes, as stated"
    r" in the Key Terms\."
)
"""What the term means; of what a contract has not, it does not speak."""
DEFINED = {
    "Contract Year": "a period of twelve calendar months; the month of the Effective Date is the"
    " first month of the first one, which begins on that date.",
    "Annual Charges": "twelve times the Monthly Charges at the baseline volumes, as stated in the"
    " Key Terms and changed by later Change Orders.",
}
"""What other terms mean that figures follow from."""
ELSEWHERE = re.compile(
    r" (?:under|in) paragraph \d+ of Schedule \d+(?: and paragraph \d+ of Schedule \d+)?"
)
"""The places that state rates and minimum."""


@dataclass(frozen=True)
class Bases:
    """The amounts of a month that percentages refer to; `charges` with a shortfall."""

    printed: Printed
    charges: Decimal
    invoice: Decimal
    year_before: Decimal | None = None

    def of(self, name: str) -> Decimal:
        """The amount of a name."""
        if name == "the Monthly Charges":
            return self._monthly()
        if name == "the invoice before Service Credits":
            return self.invoice
        if name == "the average monthly invoice of the calendar year before":
            if self.year_before is None:
                raise Unreadable("the average invoice of the year before was not measured")
            return self.year_before
        raise Unreadable(f"I do not know this base: {name}")

    def _monthly(self) -> Decimal:
        """The Charges of the month with what a minimum adds."""
        monthly(self.printed)
        return self.charges


def expected(printed: Printed) -> Decimal:
    """The Monthly Charges at the baseline volumes, as the Key Terms state them."""
    return money(printed.terms["Monthly Charges (expected)"])


def defined(printed: Printed, term: str) -> None:
    """The definition of a term is the one that the stranger computes by."""
    if printed.meanings.get(term) != DEFINED[term]:
        raise Unreadable(f"I cannot read what {term!r} means")


def monthly(printed: Printed) -> None:
    """The Monthly Charges are what the stranger takes them for."""
    if not MONTHLY.fullmatch(ELSEWHERE.sub("", printed.meanings.get("Monthly Charges", ""))):
        raise Unreadable("I cannot read what the Monthly Charges are")


def annual(printed: Printed) -> Decimal:
    """The Annual Charges, as the Key Terms state them."""
    defined(printed, "Annual Charges")
    return money(printed.terms["Annual Charges (expected)"])


def contract_year(printed: Printed, month: When) -> int:
    """Which Contract Year a month lies in, the first being 1."""
    defined(printed, "Contract Year")
    start = day(printed.terms["Effective Date"])
    return between((start.year, start.month), month) // 12 + 1
