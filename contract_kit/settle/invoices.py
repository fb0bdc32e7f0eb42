"""A month's charges before credits: rates times volumes, minimums, index, currency, lateness."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.quantities import round_money
from contract_kit.settle.charges import ONE_OFF, charge_for, volume_of
from contract_kit.settle.computed import CLAUSE, computed_charge, input_names
from contract_kit.settle.periods import Month
from contract_kit.settle.shares import vacancy_deduction
from contract_kit.settle.terms import months_in, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contract_kit.settle.measurements import Measurements
    from contract_kit.spec import Contract
    from contract_kit.spec.vocabulary.prices import Charge

ZERO = Decimal(0)
HUNDRED = Decimal(100)
EXPECTED = "A charge without a measured volume is settled at its expected volume."
AMOUNTS = (
    "index_change",
    "fx_rate",
    "late_amount",
    "days_late",
    "delay_days",
    "notice_days",
    "passthrough",
    "working_days",
    "previous_year_average_month",
)
"""Amounts of a month that a measurement file may give besides levels and volumes."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of an invoice, unrounded; negative lines are in the customer's favour."""

    clause: str
    name: str
    amount: Decimal
    text: str


def volume_names(contract: Contract) -> set[str]:
    """What a measurement file may give a volume for: charges, processes, milestones."""
    names = {*contract.pricing.charges, *contract.scope.processes}
    names |= {f"{name}.vacant_days" for name in contract.pricing.charges}
    names |= input_names(contract)
    if contract.transition and contract.transition.milestones:
        names |= set(contract.transition.milestones)
    return names


def recurring_items(contract: Contract, month: Month, found: Measurements) -> list[Item]:
    """The month's recurring charges, the base that percentages of monthly charges refer to."""
    return [
        item
        for name, charge in contract.pricing.charges.items()
        if charge.basis not in ONE_OFF and _active(charge, month)
        for item in _charge_items(contract, name, charge, month, found)
    ]


def _active(charge: Charge, month: Month) -> bool:
    begun = charge.from_ is None or charge.from_ <= month.last
    return begun and (charge.until is None or charge.until >= month.first)


def _charge_items(
    contract: Contract, name: str, charge: Charge, month: Month, found: Measurements
) -> Iterator[Item]:
    if charge.basis == "computed":
        yield Item(CLAUSE, name, *computed_charge(contract, name, month, found))
        return
    volume, said = _volume(contract, name, charge, month, found)
    due = charge_for(charge, volume)
    if due is None:
        return
    if charge.bands_over in {"quarter", "year"} and volume is not None:
        before = _volume_before(contract, name, charge, month, found)
        due = (charge_for(charge, before + volume) or ZERO) - (charge_for(charge, before) or ZERO)
    if charge.amount is not None and charge.baseline is None:
        due = _instalment(contract, charge, due, month)
    text = "fixed" if charge.amount is not None else f"{said} volume {volume}"
    yield Item("fee.charges", name, due, text)
    empty = found.volumes.get((f"{name}.vacant_days", month))
    rate = number(charge.rate)
    if empty and rate is not None:
        days = found.amounts.get(("working_days", month)) or _weekdays(month)
        away = vacancy_deduction(rate, empty, days)
        yield Item("fee.charges", name, -away, f"{empty} seat-days empty of {days} working days")


def _volume_before(
    contract: Contract, name: str, charge: Charge, month: Month, found: Measurements
) -> Decimal:
    """The volume of the calendar quarter's or year's earlier months since the contract began."""
    length = 12 if charge.bands_over == "year" else 3
    first = month.index - (month.month - 1) % length
    first = max(first, Month.of(charge.from_ or contract.contract.effective_date).index)
    before = [Month.at(index) for index in range(first, month.index)]
    return sum((_volume(contract, name, charge, past, found)[0] or ZERO for past in before), ZERO)


def _volume(
    contract: Contract, name: str, charge: Charge, month: Month, found: Measurements
) -> tuple[Decimal | None, str]:
    """A charge's volume in a month, and whether it was measured or is what was expected."""
    measured = found.volumes.get((name, month))
    if measured is None and charge.process:
        measured = found.volumes.get((charge.process, month))
    if measured is None:
        return volume_of(contract, charge), "expected"
    return measured, "measured"


def _instalment(contract: Contract, charge: Charge, monthly: Decimal, month: Month) -> Decimal:
    """The part of a yearly or quarterly amount that falls on a month.

    Parts are rounded so that those of a whole period add up to its amount exactly.
    """
    months = int(months_in(charge.per)) if charge.per else 1
    if months <= 1:
        return monthly
    start = Month.of(charge.from_ or contract.contract.effective_date).index
    place = (month.index - start) % months
    currency = contract.contract.currency
    before, after = monthly * place, monthly * (place + 1)
    return round_money(after, currency) - round_money(before, currency)


def _weekdays(month: Month) -> Decimal:
    return Decimal(
        sum(1 for day in range(1, month.days + 1) if month.first.replace(day=day).weekday() < 5)
    )
