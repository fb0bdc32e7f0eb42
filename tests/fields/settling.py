"""What a contract comes to over fourteen months that are good, bad, busy and quiet."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from contract_kit.settle import Measurement, Measurements, Month, settle
from contract_kit.settle.reading import AMOUNTS, volume_names
from contract_kit.spec import Contract

FIRST, LAST = Month(2027, 1), Month(2028, 2)
MOVES = (Decimal(0), Decimal("0.03"), Decimal("0.2"), Decimal("-0.1"), Decimal("0.2"))
"""How far a level lies from the target, as a share of it; a positive one is worse or better."""
BUSY = (Decimal(1), Decimal("1.4"), Decimal("0.4"), Decimal(3))
"""Volumes as a share of what is expected."""
ONCE = {"notice_days": LAST, "index_change": Month(2027, 9), "delay_days": Month(2027, 5)}
"""Amounts that are given in one month only."""
GIVEN = {
    "index_change": "7",
    "fx_rate": "90",
    "passthrough": "900",
    "late_amount": "10000",
    "days_late": "45",
    "delay_days": "20",
    "notice_days": "30",
    "working_days": "21",
    "previous_year_average_month": "40000",
}
SECTIONS = frozenset(
    {"service_levels", "pricing", "transition", "pilot", "term", "scope", "calendars", "contract"}
)
"""Sections whose fields may move a settlement."""


def amounts(contract: Contract) -> tuple[Any, ...]:
    """Every line, right to leave and new target of the settlement."""
    found = settle(contract, measured(contract))
    lines = [
        (str(period.month), one.clause, one.name, one.amount)
        for period in found.periods
        for one in (*period.charges, *period.credits, *period.bonuses)
    ]
    rights = [(str(one.month), one.metric, one.clause) for one in found.triggers]
    targets = [(str(one.month), one.metric, one.after) for one in found.reviews]
    return (*lines, *rights, *targets, found.settled)


def measured(contract: Contract) -> Measurements:
    """Levels, volumes and amounts of the months."""
    found = Measurements()
    levels = contract.service_levels
    for place, month in enumerate(Month.at(at) for at in range(FIRST.index, LAST.index + 1)):
        for name, metric in (levels.metrics if levels else {}).items():
            level = metric.target * (1 + MOVES[place % len(MOVES)] * (-1 if place % 2 else 1))
            found.levels[name, month] = Measurement(
                name, month, level, events=400, misses=3, affected_charge=Decimal(2000)
            )
        for name in volume_names(contract):
            usual = contract.get(f"scope.processes.{name}.volume.baseline") or Decimal(20000)
            found.volumes[name, month] = (usual * BUSY[place % len(BUSY)]).quantize(Decimal(1))
        for name in AMOUNTS:
            if ONCE.get(name, month) == month:
                found.amounts[name, month] = Decimal(GIVEN.get(name, "3"))
    return found
