"""Headings of tables: what a column means stands there alone, so that each is one that is known."""

from __future__ import annotations

from tests.oracle.printed import Clause
from tests.oracle.words import Unreadable

_LEVELS = "{} | Service | What is measured | Expected | Minimum | Source | Period"
HEADINGS = {
    "Bonuses": ["Service Level | Level to reach | Bonus"],
    "Charges": ["Charge | Basis | Price | Volume a month | Expected a month"],
    "Volume bands": ["Charge | From | Up to | Price a unit"],
    "Minimum Charges": ["Months of the Term | Minimum a month"],
    "Milestones": ["Milestone | Due | Owner | Test | Payment"],
    "Tables of computed charges": ["Charge | Table | For | Value"],
    "What is measured for computed charges": ["Charge | Measured | Unit | For each"],
    "Weights": ["Service Level | Weight | Credit at full share"],
    "Weights of the score": ["Service Level | Weight"],
    "Price adjustment by level reached": [
        "Level reached in the period | Share of the weight credited"
    ],
    "Rebates": ["Service Level | Level reached | Service Credit"],
    "Service Credits for each missed period": ["Service Level | Service Credit"],
    "Service Credits by duration": ["Service Level | Service Credit"],
    "Service Credits by event": [
        "Event | Service Credit for each | Free in a month | At most in a month"
    ],
    "Service Levels": [
        _LEVELS.format("Service Level"), _LEVELS.format("Service Level").replace(" Service |", ""),
    ],
    "Key performance indicators": [
        _LEVELS.format("Indicator"), _LEVELS.format("Indicator").replace(" Service |", ""),
    ],
    "Definitions of results": ["Service Levels | Result"],
    "Rules of measurement": ["Rule | Service Levels"],
    "Limits by severity": [
        "Service Level | Severity | Time allowed | Expected | Escalated after"
    ],
}  # fmt: skip
"""The headings that a table of a caption may have."""
EXAMPLE = "Worked example"
"""The caption of tables that bind nobody begins with this."""


def check(clause: Clause) -> None:
    """Every table of a clause is known, with each of its columns."""
    for sheet in clause.sheets:
        known = " | ".join(sheet.header) in HEADINGS.get(sheet.caption, ())
        if not known and not sheet.caption.startswith(EXAMPLE):
            raise Unreadable(
                f"{clause.title}: I do not know a table {sheet.caption!r} of {sheet.header}"
            )
