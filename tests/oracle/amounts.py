"""Amounts of Service Credits and bonuses: a sum, a percentage of a base, or days of service."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from decimal import Decimal

from tests.oracle.bases import Bases
from tests.oracle.measured import When
from tests.oracle.outages import Outages
from tests.oracle.words import Unreadable, match

AFFECTED = "the Charge for the affected Service"


@dataclass(frozen=True)
class Event:
    """What a missed period has beside the contract: its month, the Charge affected, outages."""

    month: When
    affected: Decimal | None
    outages: Outages | None = None


def amount(text: str, bases: Bases, event: Event) -> Decimal:
    """What the words come to in a month."""
    if text == "none":
        return Decimal(0)
    if (said := match("{sum:money}", text)) is not None:
        return said["sum"]
    if (said := match("{share:percent} of {base:text}", text)) is not None:
        if said["base"] != AFFECTED:
            return said["share"] * bases.of(said["base"])
        if event.affected is None:
            raise Unreadable("nothing says which Charge the miss affected")
        return said["share"] * event.affected
    for pattern in ("{days:number} day of service", "{days:number} days of service"):
        if (said := match(pattern, text)) is not None:
            days = calendar.monthrange(*event.month)[1]
            return said["days"] * bases.of("the Monthly Charges") / days
    raise Unreadable(f"I cannot read this amount: {text}")
