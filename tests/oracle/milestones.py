"""Milestones of the transition: each part is payable when its milestone is reached."""

from __future__ import annotations

from decimal import Decimal

from tests.oracle.measured import Measurements, When
from tests.oracle.printed import Printed
from tests.oracle.reading import read
from tests.oracle.words import Unreadable, money

MILESTONES = (
    ("These are the milestones:", ""),
    ("These are the milestones.", ""),
    ("Each is reached when its test is passed:", ""),
    ("Each is reached only when its test is passed and the Customer has accepted it in"
     " writing:", ""),
    ("The Transition Charge is {sum:money}.", "sum"),
    ("Its parts become payable when the milestone concerned is reached.", "reached"),
    ("Its parts become payable on the dates stated, unless the Provider alone is responsible for"
     " a delay.", "dates"),
    ("Its parts become payable on acceptance of the milestone concerned, and one tenth of each"
     " part is held back until the pilot or, without one, the first month after the Go-Live Date"
     " has passed successfully.", "held"),
    ("Its parts stand on the invoice for the month in which the milestone concerned is reached.",
     "reached"),
    ("The Customer shall confirm or refuse each milestone in writing, ...", ""),
    ("The Provider shall repeat a failed test at its own cost.", ""),
    ("The Provider shall repeat a failed test within {:number} Business Days at its own cost.", ""),
    ("A milestone counts as reached when the Customer uses its result ...", ""),
)  # fmt: skip


def payable(printed: Printed, month: When, rows: Measurements) -> Decimal:
    """What the milestones reached in the month make payable."""
    clause = printed.find("Milestones and payment")
    if clause is None or not clause.has("Milestones"):
        return Decimal(0)
    due = Decimal(0)
    for row in clause.sheet("Milestones").rows:
        value = rows.value(row[0], month)
        if value:
            printed.rely_on(row, row[-1])
            due += money(row[-1])
    if due:
        said = read(printed, clause, MILESTONES)
        total = sum(money(row[-1]) for row in clause.sheet("Milestones").rows)
        if total != said.one("sum")["sum"]:
            raise Unreadable("the parts of the Transition Charge do not add up to it")
        if total != money(printed.terms["Transition Charge"]):
            raise Unreadable("two sums of the Transition Charge")
        if "reached" not in said:
            raise Unreadable("the parts are not payable when the milestone is reached")
    return due
