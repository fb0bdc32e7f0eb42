"""Sums at the prices in force, where an index or a rise at a renewal moves prices."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.settle.additions import monthly_items
from contract_kit.settle.charges import monthly_charges
from contract_kit.settle.invoices import Item, by_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contract_kit.settle.measurements import Measurements
    from contract_kit.settle.periods import Month
    from contract_kit.spec import Contract

ZERO = Decimal(0)
MOVES = frozenset({"fee.index", "fee.renewal"})
"""The clauses that change prices for good."""


def risen(contract: Contract, month: Month, found: Measurements) -> Decimal:
    """What every change of prices up to a month adds to the expected monthly charges."""
    expected = [
        Item("fee.charges", name, due, "expected")
        for name, due in monthly_charges(contract).items()
        if due
    ]
    return _added(contract, month, found, expected) if expected else ZERO


def dues(
    contract: Contract, month: Month, found: Measurements, items: Sequence[Item]
) -> dict[str, Decimal]:
    """What a month's items come to by charge, with what changes of prices add to each.

    The rest, such as what a minimum adds, stands under the empty name.
    """
    known = by_name(items)
    if not any(item.clause in MOVES for item in items):
        return known
    for name in [one for one in known if one]:
        own = [item for item in items if item.name == name]
        added = _added(contract, month, found, own)
        known[name] += added
        known[""] -= added
    return known


def _added(contract: Contract, month: Month, found: Measurements, items: Sequence[Item]) -> Decimal:
    changes = monthly_items(contract, month, found, list(items))
    return sum((item.amount for item in changes if item.clause in MOVES), ZERO)
