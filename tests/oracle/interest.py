"""Late interest on an amount paid late."""

from __future__ import annotations

from decimal import Decimal

from tests.oracle.measured import Measurements, When
from tests.oracle.printed import Printed
from tests.oracle.reading import Reading, read
from tests.oracle.words import Unreadable

_AT = (
    " bears simple interest at a {per:of=yearly} rate of {rate:percent} above the base rate of the"
    " central bank that issues the currency of the Charges, from the due date to payment, by days,"
    " a {unit:of=year} taken as {days:number} days."
)
_OPENED = (
    " bears simple interest at a {per:of=yearly} rate of {rate:percent} over the base rate of the"
    " central bank, from the due date to payment, by days, a {unit:of=year} taken as {days:number}"
    " days."
)
LATE = (
    ("An invoice is due {days:number} days after the Customer received it in correct form.", ""),
    ("An invoice is due {days:number} days after its date.", ""),
    ("An amount paid late by either party bears simple interest at a {per:of=monthly|yearly} rate"
     " of {rate:percent}, from the due date to payment, by days, a {unit:of=month|year} taken as"
     " {days:number} days.", "simple"),
    ("An amount paid late bears simple interest at a {per:of=monthly|yearly} rate of"
     " {rate:percent}, from the due date to payment, by days, a {unit:of=month|year} taken as"
     " {days:number} days.", "simple"),
    ("An amount that the Customer pays late, and one in dispute that is found due, bears simple"
     " interest at a"
     " {per:of=monthly|yearly} rate of {rate:percent}, from the due date to payment, by days, a"
     " {unit:of=month|year} taken as {days:number} days.", "simple"),
    ("An amount paid late by either party bears simple interest at a {per:of=monthly|yearly} rate"
     " of {rate:percent} ({:percent} a year), from the due date to payment, by days, a"
     " {unit:of=month|year} taken as {days:number} days.", "simple"),
    ("An amount that the Customer pays late, and one in dispute that is found due, bears simple"
     " interest at a"
     " {per:of=monthly|yearly} rate of {rate:percent} ({:percent} a year), from the due date to"
     " payment, by days, a {unit:of=month|year} taken as {days:number} days.", "simple"),
    ("An amount paid late by either party" + _AT, "over"),
    ("An amount paid late" + _AT, "over"),
    ("An amount that the Customer pays late, and one in dispute that is found due," + _AT, "over"),
    ("An amount paid late by either party" + _OPENED, "over"),
    ("An amount paid late" + _OPENED, "over"),
    ("An amount that the Customer pays late, and one in dispute that is found due," + _OPENED,
     "over"),
    ("Nothing is due for lateness of an amount that is paid {days:number} days or less after the"
     " due date.", "threshold"),
    ("The base rate is the one in force on the first day of the month of payment.", "base"),
    ("The same interest applies to an amount that the Provider owes.", ""),
    ("Interest and the right to terminate for cause are the only remedies for late payment.", ""),
    ("The Provider shall not suspend the Services because of it.", ""),
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
    if "threshold" in said and days <= said.one("threshold")["days"]:
        return Decimal(0)
    return late * _rate(said, rows.value("base_rate", month)) * days


def _rate(said: Reading, base: Decimal | None) -> Decimal:
    """The rate of one day; `base` is the base rate of the month of payment in percent."""
    over = "over" in said
    figures = said.one("over" if over else "simple")
    if over and (base is None or "base" not in said):
        raise Unreadable("which base rate the interest is over")
    if figures["per"] != figures["unit"] + "ly":
        raise Unreadable("a rate of one period, and days of another")
    if int(figures["days"]) != {"monthly": 30, "yearly": 365}[figures["per"]]:
        raise Unreadable("a month or a year of another number of days")
    above = base / 100 if over and base is not None else Decimal(0)
    return (figures["rate"] + above) / figures["days"]
