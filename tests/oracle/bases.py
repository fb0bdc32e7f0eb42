"""What a percentage is of: the Monthly Charges, the invoice before Service Credits, and so on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from tests.oracle.printed import Printed
from tests.oracle.words import Unreadable, money

MONTHLY = (
    "the recurring Charges of a month from the Effective Date on, at the rates in force, with what"
    " a monthly minimum adds to them, before Service Credits, bonuses, currency movement and"
    " Taxes, without the Transition Charge, shares of savings, other sums that fall due once and"
    " costs passed on; for an amount stated in advance, those at the baseline volumes, as stated"
    " in the Key Terms."
)
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
        if ELSEWHERE.sub("", self.printed.meanings.get("Monthly Charges", "")) != MONTHLY:
            raise Unreadable("I cannot read what the Monthly Charges are")
        return self.charges


def expected(printed: Printed) -> Decimal:
    """The Monthly Charges at the baseline volumes, as the Key Terms state them."""
    return money(printed.terms["Monthly Charges (expected)"])
