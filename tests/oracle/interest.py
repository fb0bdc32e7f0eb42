"""Late interest on an amount paid late."""

from __future__ import annotations

from decimal import Decimal

from tests.oracle.measured import Measurements, When
from tests.oracle.printed import Printed
from tests.oracle.reading import Reading, read
from tests.oracle.words import Unreadable

LATE = (
    ("An invoice is due {days:number} days after the Customer received it in correct form.", ""),
    ("An invoice is due {days:number} days after its date.", ""),
    ("An amount paid late by either party bears simple interest at a {per:of=monthly|yearly} rate"
     " of {rate:percent}, from the due date to payment, by days, a {unit:of=month|year} taken as"
     " {days:number} days.", "simple"),
    ("An amount paid late bears simple interest at a {per:of=monthly|yearly} rate of"
     " {rate:percent}, from the due date to payment, by days, a {unit:of=month|year} taken as"
     " {days:number} days.", "simple"),
    ("An undisputed amount that the Customer pays late bears simple interest at a"
     " {per:of=monthly|yearly} rate of {rate:percent}, from the due date to payment, by days, a"
     " {unit:of=month|year} taken as {days:number} days.", "simple"),
    ("The same interest applies to an amount that the Provider owes.", ""),
    ("Interest and the right to terminate for cause are the only remedies for late payment.", ""),
    ("The Provider shall not suspend the Services because of it, except as clause {:number}"
     " allows.", ""),
    ("No interest is due on an amount disputed in good faith that turns out not to be owed.", ""),
    ("The parties agree that this interest is a substantial remedy for late payment.", ""),
    ("The Customer shall also pay the reasonable cost of collection.", ""),
)  # fmt: skip


def interest(printed: Printed, month: When, rows: Measurements) -> Decimal:
    """The interest on the amount that was paid late in the month."""
    late = rows.value("late_amount", month)
    if late is None:
        return Decimal(0)
    days = rows.value("days_late", month)
    if days is None:
        raise Unreadable("an amount was late, but not by how many days")
    said = read(printed, printed.clause("Late payment"), LATE)
    return late * _rate(said) * days


def _rate(said: Reading) -> Decimal:
    """The rate of one day."""
    figures = said.one("simple")
    if figures["per"] != figures["unit"] + "ly":
        raise Unreadable("a rate of one period, and days of another")
    if int(figures["days"]) != {"monthly": 30, "yearly": 365}[figures["per"]]:
        raise Unreadable("a month or a year of another number of days")
    return figures["rate"] / figures["days"]
