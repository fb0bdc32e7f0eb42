"""The fee on termination for convenience, with notice given at the end of a month."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from tests.oracle.measured import When
from tests.oracle.printed import Printed
from tests.oracle.reading import Reading, read
from tests.oracle.words import Unreadable, day, match, money

_ON = "On termination for convenience the Customer shall pay "
FEE = (
    (_ON + "a fee of {sum:money}.", "sum"),
    (_ON + "the fee stated for the Contract Year in which it gives notice.", "years"),
    (_ON + "the average daily Charges of the last {days:number} days before the notice, multiplied"
     " by the number of days by which the notice falls short of {notice:number} days.", "short"),
    (_ON + "the greatest of these amounts: {parts:text}.", "greatest"),
    ("No fee is due in a Contract Year that is not named:", "named"),
    ("No fee is due on termination for convenience.", "none"),
    ("The Customer shall pay the Charges for Services supplied until the date of termination.", ""),
    ("The Provider shall show how it computed the fee.", ""),
    ("The fee is due with the notice and is not reduced by costs saved.", ""),
    ("No fee is due on termination for cause, for a Force Majeure Event, ...", ""),
    ("No fee is due where the Customer has another right to terminate, ...", ""),
)  # fmt: skip


@dataclass(frozen=True)
class Notice:
    """Notice given on the last day of a month; `charges` gives the Charges of a month."""

    month: When
    days: Decimal
    charges: Callable[[When], Decimal]

    @property
    def given(self) -> date:
        """The day of the notice."""
        return date(*self.month, calendar.monthrange(*self.month)[1])


def fee(printed: Printed, notice: Notice) -> Decimal:
    """The fee due because of the notice."""
    said = read(printed, printed.clause("Fee on termination for convenience"), FEE)
    for name, form in FORMS.items():
        if name in said:
            return form(printed, said, notice)
    raise Unreadable("nothing says what the fee is")


def _none(printed: Printed, said: Reading, notice: Notice) -> Decimal:
    return Decimal(0)


def _sum(printed: Printed, said: Reading, notice: Notice) -> Decimal:
    return said.one("sum")["sum"]


def _years(printed: Printed, said: Reading, notice: Notice) -> Decimal:
    start = day(printed.terms["Effective Date"])
    months = (notice.given.year - start.year) * 12 + notice.given.month - start.month
    year = months // 12 + (0 if notice.given.day < start.day else 1)
    if notice.given.day < start.day:
        year = (months - 1) // 12 + 1
    clause = printed.clause("Fee on termination for convenience")
    for row in clause.sheet("Fee for termination for convenience").rows:
        name, text = row
        printed.rely_on(row)
        stated = match("Contract year {year:number}", name)
        if stated is None:
            raise Unreadable(f"I cannot read this year: {name}")
        if stated["year"] == year:
            return amount(printed, text)
    if "named" not in said:
        raise Unreadable("nothing says what holds in a Contract Year that is not named")
    return Decimal(0)


def _short(printed: Printed, said: Reading, notice: Notice) -> Decimal:
    figures = said.one("short")
    days = int(figures["days"])
    total = sum(
        notice.charges((each.year, each.month)) / calendar.monthrange(each.year, each.month)[1]
        for each in (notice.given - timedelta(days=back) for back in range(days))
    )
    return total / days * max(figures["notice"] - notice.days, Decimal(0))


def _greatest(printed: Printed, said: Reading, notice: Notice) -> Decimal:
    head, _, last = said.one("greatest")["parts"].rpartition(" and ")
    return max(amount(printed, text) for text in [*head.split(", "), last])


def amount(printed: Printed, text: str) -> Decimal:
    """A sum, or a percentage of the Annual or Monthly Charges as the Key Terms state them."""
    if match("{sum:money}", text):
        return money(text)
    said = match("{share:percent} of the {base:of=Annual Charges|Monthly Charges}", text)
    if said is None:
        raise Unreadable(f"I cannot read this amount: {text}")
    base = printed.terms.get(said["base"] + " (expected)")
    if base is None:
        raise Unreadable(f"the Key Terms state no {said['base']}")
    return said["share"] * money(base)


FORMS = {
    "none": _none, "sum": _sum, "years": _years, "short": _short, "greatest": _greatest,
}  # fmt: skip
