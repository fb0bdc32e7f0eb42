"""What was invoiced in advance for months after the end of the contract, and is repaid."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.quantities import Money, round_money
from contract_kit.settle.additions import monthly_items
from contract_kit.settle.billing import ADVANCE, Invoice, Part
from contract_kit.settle.cycles import cycle
from contract_kit.settle.invoices import recurring_items
from contract_kit.settle.periods import Month
from contract_kit.settle.terms import ZERO

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contract_kit.settle.departures import Ending
    from contract_kit.settle.measurements import Measurements
    from contract_kit.spec import Contract

AHEAD = "in advance, after the end"
BACK = "repaid, invoiced in advance"


def repaid(
    contract: Contract, found: Measurements, made: Sequence[Invoice], ending: Ending | None
) -> tuple[Invoice, ...]:
    """The invoices with what a notice leaves over of a period that was invoiced in advance.

    Both parts add up to nothing: months after the end are in no settlement. Nothing is left over
    where the notice came before the period, or where months after the end were settled.
    """
    if ending is None:
        return tuple(made)
    terms = contract.pricing.invoicing
    first, last = cycle(contract, (terms.every if terms else None) or "month", ending.month)
    settled = found.months()
    rest = [Month.at(index) for index in range(ending.month.index + 1, last.index + 1)]
    if ending.notice < first or not rest or any(month in settled for month in rest):
        return tuple(made)
    amounts = [_ahead(contract, month, found) for month in rest]
    currency = contract.contract.currency
    total = Money(sum((round_money(one, currency) for one in amounts), ZERO), currency)
    if not total.amount:
        return tuple(made)
    ahead = Part(AHEAD, rest[0], rest[-1], total)
    back = Part(BACK, rest[0], rest[-1], Money(-total.amount, currency))
    return _with(_with(made, first, ahead), Month.at(ending.month.index + 1), back)


def _ahead(contract: Contract, month: Month, found: Measurements) -> Decimal:
    """What a month would have brought that is invoiced in advance, at the prices known."""
    items = recurring_items(contract, month, found, ADVANCE)
    items += monthly_items(contract, month, found, items)
    return sum((item.amount for item in items if item.group == ADVANCE), ZERO)


def _with(made: Sequence[Invoice], issued: Month, part: Part) -> tuple[Invoice, ...]:
    """The invoices with one more sum on that of a month."""
    old = next((one for one in made if one.issued == issued), None)
    due = made[0].due if made else ""
    before = old or Invoice(issued, (), Money(ZERO, part.amount.currency), due)
    total = Money(before.total.amount + part.amount.amount, part.amount.currency)
    new = replace(before, parts=(*before.parts, part), total=total)
    return tuple(
        sorted((*(one for one in made if one is not old), new), key=lambda one: one.issued)
    )
