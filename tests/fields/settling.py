"""What a contract comes to over fifteen months that are good, bad, busy and quiet."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from contract_kit.errors import ContractKitError
from contract_kit.quantities import Duration
from contract_kit.settle import Measurement, Measurements, Month, settle
from contract_kit.settle.invoices import amount_names, volume_names
from contract_kit.settle.measurements import DayLoss, Happening
from contract_kit.spec import Contract
from contract_kit.spec.vocabulary.formulas import Formula

NOTICE = Month(2027, 5)
FIRST, LAST = Month(2027, 1), Month(2028, 3)
MOVES = (Decimal(0), Decimal("0.03"), Decimal("0.2"), Decimal("-0.1"), Decimal("0.2"))
"""How far a level lies from the target, as a share of it; a positive one is worse or better."""
BUSY = (Decimal(1), Decimal("1.4"), Decimal("0.4"), Decimal(3))
"""Volumes as a share of what is expected."""
ONCE = {
    "notice_days": NOTICE,
    "provider_notice_days": NOTICE,
    "index_change": Month(2028, 1),
    "renewal_increase": Month(2028, 1),
    "renewal_notice_days": Month(2028, 1),
    "delay_days": Month(2027, 5),
}
"""Amounts that are given in one month only."""
GIVEN = {
    "index_change": "7",
    "fx_rate": "90",
    "passthrough": "900",
    "late_amount": "10000",
    "days_late": "45",
    "delay_days": "20",
    "notice_days": "30",
    "base_rate": "3",
    "legal_rate": "5",
    "saving_shortfall": "5000",
    "working_days": "21",
    "previous_year_average_month": "40000",
    "renewal_increase": "8",
    "renewal_notice_days": "120",
}
RENEWING = ("renewal_increase", "renewal_notice_days")
"""Amounts of the month in which a term renews, which these months reach if it is of a year."""
UNMEASURED, FEW = 7, 4
"""Months from the first in which nothing is measured, if the spec says what then, or little."""
YEAR = Duration(Decimal(12), "month")
LONG = ("counted", "counted_too")
"""Metrics of rules by duration or by event, by the names of these tests."""
SECTIONS = frozenset(
    {"service_levels", "pricing", "transition", "pilot", "term", "scope", "calendars", "contract"}
)
"""Sections whose fields may move a settlement."""


def amounts(contract: Contract) -> tuple[Any, ...]:
    """Every line, right to leave and new target of the settlement, if the months can be settled."""
    try:
        found = settle(contract, measured(contract))
    except ContractKitError as error:
        return (type(error),)
    lines = [
        (str(period.month), one.clause, one.name, one.amount)
        for period in found.periods
        for one in (*period.charges, *period.credits, *period.bonuses)
    ]
    rights = [(str(one.month), one.metric, one.clause) for one in found.triggers]
    targets = [(str(one.month), one.metric, one.after) for one in found.reviews]
    due = [(str(one.issued), one.total, one.due) for one in found.invoices]
    return (*lines, *rights, *targets, *due, found.settled)


def measured(contract: Contract) -> Measurements:
    """Levels, volumes and amounts of the months."""
    found = Measurements()
    for place, month in enumerate(Month.at(at) for at in range(FIRST.index, LAST.index + 1)):
        _levels(contract, found, place, month)
        for name in volume_names(contract):
            charge = contract.pricing.charges.get(name)
            if charge is not None and charge.formula is not None:
                _happened(found, name, charge.formula, month)
                continue
            usual = contract.get(f"scope.processes.{name}.volume.baseline") or Decimal(20000)
            share = 1 if name.endswith(".forecast") else BUSY[place % len(BUSY)]
            found.volumes[name, month] = (usual * share).quantize(Decimal(1))
        term = contract.term
        for name in amount_names(contract):
            given = name not in RENEWING or (term.renewal and term.initial == YEAR)
            if given and ONCE.get(name, month) == month:
                found.amounts[name, month] = Decimal(GIVEN.get(name, "3"))
    return found


def _levels(contract: Contract, found: Measurements, place: int, month: Month) -> None:
    """Levels near their targets; the metrics of rules by duration fail for long."""
    levels = contract.service_levels
    for name, metric in (levels.metrics if levels else {}).items():
        level = metric.target * (1 + MOVES[place % len(MOVES)] * (-1 if place % 2 else 1))
        if name in LONG and metric.kind == "availability":
            days = (date(month.year, month.month, day) for day in (4, 5, 8, 9))
            found.downtime[name, month] = tuple(DayLoss(day, 18000, 18000) for day in days)
        elif name in LONG:
            level *= 30
        found.levels[name, month] = Measurement(
            name,
            month,
            None if metric.missing_data and place == UNMEASURED else level,
            events=20 if place == FEW else 400,
            misses=3,
            affected_charge=Decimal(2000),
        )


def _happened(found: Measurements, name: str, formula: Formula, month: Month) -> None:
    """Two events of a computed charge, or none where its inputs are of the month."""
    inputs = {key: one for key, one in formula.inputs.items() if one.each == "event"}
    if not inputs:
        found.volumes[name, month] = Decimal(0)
        return
    found.happenings[name, month] = tuple(
        Happening(
            date(month.year, month.month, day),
            {
                key: one.one_of[0] if one.one_of else Fraction(day * 300)
                for key, one in inputs.items()
            },
        )
        for day in (5, 9)
    )
