"""What a percentage is of: the Monthly Charges, the invoice before Service Credits, and so on."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tests.oracle.printed import Printed
from tests.oracle.words import Unreadable, match, money

MONTHLY = (
    "the Charges of a month before Service Credits, bonuses and Taxes, without the Transition"
    " Charge and costs passed on; for an amount stated in advance, those at the baseline volumes,"
    " as stated in the Key Terms."
)

CHARGES = (
    "the amounts payable for the Services under paragraph {par:digits} of Schedule"
    " {schedule:digits}."
)


@dataclass(frozen=True)
class Bases:
    """The amounts of a month that percentages refer to; `charges` without a shortfall."""

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
        """The Charges of paragraph 1, without the shortfall up to a minimum."""
        means = self.printed.meanings
        charges = match(CHARGES, means.get("Charges", ""))
        if means.get("Monthly Charges") != MONTHLY or charges is None:
            raise Unreadable("I cannot read what the Monthly Charges are")
        place = self.printed.numbered(f"Schedule {charges['schedule']}", charges["par"])
        if place is None or place.title != "Charges":
            raise Unreadable("the Charges are not those of the paragraph on Charges")
        return self.charges


def expected(printed: Printed) -> Decimal:
    """The Monthly Charges at the baseline volumes, as the Key Terms state them."""
    return money(printed.terms["Monthly Charges (expected)"])
