"""Titles of clauses: a clause on levels, charges or the transition that nobody knows is a stop.

A clause of a new title may say something about a figure; the stranger does not pass it over.
"""

from __future__ import annotations

import re

from tests.oracle import headings
from tests.oracle.printed import Printed
from tests.oracle.words import Unreadable

READ = {
    "Service levels", "Measurement", "Start and stabilisation", "Metrics without credits",
    "Service credits", "Credit tiers", "Credits by duration", "Credits by event",
    "Credit caps", "Repeated misses", "Earning credits back",
    "Bonuses", "Charges", "Volume bands, extra and reduced volumes", "Minimum commitment",
    "Pass-through costs", "Currency", "Currency movement", "Indexation", "Late payment",
    "Milestones and payment", "Computed charges", "Delay and long stop", "Pilot",
    "Yearly review of levels",
}  # fmt: skip
"""Clauses that a module of the stranger reads."""
WITHOUT_FIGURES = {
    "Relief events", "Satisfaction surveys", "No bonuses", "What service credits are",
    "Root cause and correction", "Termination for chronic failure", "Charges by time",
    "Charges are complete", "Cost register", "Unexpected expenses", "Fixed rates",
    "Invoices and payment", "Taxes", "Disputed invoices", "Set-off",
    "Records and audit of charges", "Benchmarking", "Most-favoured price",
    "Savings baseline and financial review", "Gain share", "Transition plan",
    "Knowledge transfer", "Keeping and owning procedures", "Training", "Train the trainer",
    "Tools and licences", "Passing the pilot", "Go-live and hypercare",
    "Quality audits and calibration",
}  # fmt: skip
"""Clauses from which no figure of a measured month follows, as far as months are measured."""
ROUNDED = re.compile(
    r"The sum of the Charges of a month(?:, that of its Service Credits and that of its bonuses"
    r" are each| and that of its (?:Service Credits|bonuses) are each| is) rounded once, half up,"
    r" to the smallest unit of the currency; (?:their|its) lines are rounded so that they add up"
    r" to it\."
)
SCHEDULES = ("Service levels", "Charges", "Transition", "raining", "ilot")
"""How the titles of the schedules with figures end."""


def check(printed: Printed) -> None:
    """Every clause of the Schedules on levels, charges and transition is known by its title."""
    places = {
        place for place, title in printed.schedules.items()
        if any(title.endswith(name) for name in SCHEDULES)
    }  # fmt: skip
    for clause in printed.clauses:
        if clause.place in places and clause.number:
            known = clause.title in READ or clause.title in WITHOUT_FIGURES
            if not known:
                raise Unreadable(f"I do not know the clause {clause.title!r} of {clause.place}")
            if clause.title in READ:
                headings.check(clause)
    if not any(map(ROUNDED.fullmatch, printed.clause("Invoices and payment").sentences)):
        raise Unreadable("nothing says how the sums of a month are rounded")
