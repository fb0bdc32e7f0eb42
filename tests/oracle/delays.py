"""Delay of the Go-Live Date: the Charges are reduced for each week or day of it."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from tests.oracle.measured import Measurements, When
from tests.oracle.printed import Printed
from tests.oracle.reading import read

_START = (
    "If the Go-Live Date is later than {:date} for a reason {:of=on the Provider's side|that lies"
    " only with the Provider}, the Charges are reduced by {sum:money} for each "
)
DELAY = (
    (_START + "{unit:of=week|day} of delay or part of it, up to {most:money} in all.", "capped"),
    (_START + "{unit:of=week|day} of delay or part of it, after the first {grace:number} days of"
     " delay, which cost nothing, up to {most:money} in all.", "grace"),
    ("This is a price adjustment for the later benefit.", ""),
    ("The value lost by a later start is hard to measure, and the parties hold this ...", ""),
    ("It is deducted from the next invoice.", "deducted"),
    ("It is deducted from the invoice for the month in which the delay is counted, less what"
     " earlier invoices deducted for the same delay.", "deducted"),
    ("If the Services have not gone live by then, ...", ""),
    ("Each party bears its own cost of it.", ""),
    ("It is not the only remedy: damages for the same delay are reduced by it.", ""),
    ("The long-stop date is ...", ""),
    ("If the Services have not gone live by ...", ""),
    ("The Provider shall then repay the Transition Charge.", ""),
    ("What it paid for milestones whose results it cannot use is repaid.", ""),
    ("A delay on the Customer's side moves the dates by the time it caused, ...", ""),
    ("A delay on the Customer's side moves the dates by the time it caused.", ""),
    ("The Provider's proven extra cost is agreed under ...", ""),
)  # fmt: skip


def credit(printed: Printed, month: When, rows: Measurements) -> Decimal:
    """The reduction for the delay that the month's row states, in days."""
    before = [when for when in rows.rows.get("delay_days", {}) if when < month]
    days = rows.value("delay_days", month)
    if not days:
        return Decimal(0)
    if before:
        return max(_up_to(printed, days) - _up_to(printed, _most(rows, before)), Decimal(0))
    return _up_to(printed, days)


def _most(rows: Measurements, months: list[When]) -> Decimal:
    return max(rows.value("delay_days", when) or Decimal(0) for when in months)


def _up_to(printed: Printed, days: Decimal) -> Decimal:
    """The reduction for so many days of delay in all."""
    said = read(printed, printed.clause("Delay and long stop"), DELAY)
    if "grace" not in said and "capped" not in said:
        return Decimal(0)
    said.need("deducted")
    figures = said.one(said.only("grace", "capped"))
    counted = max(days - figures.get("grace", 0), Decimal(0))
    units = counted / {"week": 7, "day": 1}[figures["unit"]]
    return min(units.to_integral_value(ROUND_CEILING) * figures["sum"], figures["most"])
