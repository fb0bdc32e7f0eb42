"""Minimum Charges: the least that a month costs, and the shortfall up to it."""

from __future__ import annotations

import calendar
from decimal import Decimal

from tests.oracle.charge_words import CHARGES
from tests.oracle.measured import When, between
from tests.oracle.printed import Printed
from tests.oracle.reading import read
from tests.oracle.verdicts import go_live
from tests.oracle.words import Unreadable, day, listed, match, money

MINIMUM = (
    ("The Customer shall pay at least {sum:money} in Charges for each month from the Go-Live"
     " Date.", "from_live"),
    ("The Customer shall pay at least {sum:money} in Charges for each month from that of the"
     " Go-Live Date on.", "from_live"),
    ("The Customer shall pay at least {sum:money} in Charges for each month.", "every"),
    ("The Customer shall take, or pay for, Services of at least {sum:money} for each month from"
     " that of the Go-Live Date on, whatever the volume.", "from_live"),
    ("The Customer shall take, or pay for, Services of at least {sum:money} for each month,"
     " whatever the volume.", "every"),
    ("The minimum of a month is compared with its recurring Charges at the rates of this Schedule,"
     " before changes of prices, currency movement and costs charged on.", "base"),
    ("The Customer shall take, or pay for, Services of at least {sum:money} for each month from"
     " the Go-Live Date, whatever the volume.", "from_live"),
    ("The Customer shall pay at least the minimum of this table in Charges for each month.",
     "table"),
    ("The minimum is compared with the recurring Charges of the month at the rates of this"
     " Schedule, before indexation, currency movement and costs charged on.", "base"),
    ("A shortfall is charged with the invoice for the month.", "monthly"),
    ("It is not carried over.", "not_carried"),
    ("Service Credits are deducted after the minimum has been applied.", "credits_after"),
    ("The minimum falls in proportion to Services that were not supplied ...", ""),
    ("The minimum is never a reason to refuse a reduction of volume.", ""),
)  # fmt: skip
ROWS = (
    "{first:number} to {last:number}",
    "{first:number} to the end of the Term",
    "{first:number}",
)


def shortfall(printed: Printed, month: When, recurring: Decimal) -> Decimal:
    """What is missing up to the minimum of a month."""
    clause = printed.find("Minimum commitment")
    if clause is None:
        return Decimal(0)
    said = read(printed, clause, MINIMUM)
    said.need("base", "monthly", "not_carried")
    if printed.find("Service credits"):
        said.need("credits_after")
    name = said.only("table", "every", "from_live")
    if name == "table":
        least = _of_table(printed, month)
    elif name == "every":
        least = said.one("every")["sum"]
    else:
        least = said.one("from_live")["sum"] if go_live(printed) <= month else Decimal(0)
    return max(least * _days(printed, month) - recurring, Decimal(0))


def _days(printed: Printed, month: When) -> Decimal:
    """The share of the days of a month that lie in the Term, which its minimum counts by."""
    start = day(printed.terms["Effective Date"])
    if month != (start.year, start.month) or start.day == 1:
        return Decimal(1)
    said = read(printed, printed.clause("Charges", "Schedule"), CHARGES)
    if "days" not in said or "minimums" not in listed(said.one("days")["what"]):
        raise Unreadable("nothing says what the minimum of a part of a month is")
    days = calendar.monthrange(*month)[1]
    return Decimal(days - start.day + 1) / days


def _of_table(printed: Printed, month: When) -> Decimal:
    """The minimum of the table's row for a month of the Term; without a row there is none."""
    start = day(printed.terms["Effective Date"])
    place = between((start.year, start.month), month) + 1
    for row in printed.clause("Minimum commitment").sheet("Minimum Charges").rows:
        months, least = row
        printed.rely_on(row)
        said = next(filter(None, (match(pattern, months) for pattern in ROWS)), None)
        if said is None:
            raise Unreadable(f"I cannot read these months: {months}")
        last = said.get("last", said["first"] if "to" not in months else None)
        if said["first"] <= place and (last is None or place <= last):
            return money(least)
    return Decimal(0)
