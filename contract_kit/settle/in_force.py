"""What is expected of a month at the prices in force, which an index or a renewal has moved."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.settle.additions import MOVES, monthly_items
from contract_kit.settle.charges import monthly_charges
from contract_kit.settle.invoices import Item
from contract_kit.settle.terms import ZERO

if TYPE_CHECKING:
    from contract_kit.settle.measurements import Measurements
    from contract_kit.settle.periods import Month
    from contract_kit.spec import Contract


def risen(contract: Contract, month: Month, found: Measurements) -> Decimal:
    """What every change of prices up to a month adds to the expected monthly charges."""
    expected = [
        Item("fee.charges", name, due, "expected")
        for name, due in monthly_charges(contract).items()
        if due
    ]
    changes = monthly_items(contract, month, found, expected) if expected else []
    return sum((item.amount for item in changes if item.clause in MOVES), ZERO)
