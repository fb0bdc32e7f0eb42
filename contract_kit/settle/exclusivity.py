"""The price of exclusivity: a sum for each period, on the first invoice of the period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract_kit.settle.invoices import Item
from contract_kit.settle.periods import Month
from contract_kit.settle.terms import months_in

if TYPE_CHECKING:
    from contract_kit.spec import Contract


def exclusivity_items(contract: Contract, month: Month) -> list[Item]:
    """The fee of `svc.exclusivity`: negative where the provider pays it; nothing between periods.

    Periods run from the month of the Effective Date. A fee without a period is due once.
    """
    bond = contract.scope.exclusivity
    if bond is None or bond.fee is None:
        return []
    place = month.index - Month.of(contract.contract.effective_date).index
    begins = place == 0 if bond.per is None else place % int(months_in(bond.per)) == 0
    if place < 0 or not begins:
        return []
    due = -bond.fee.amount if bond.paid_by == "provider" else bond.fee.amount
    said = f"for {bond.per}" if bond.per else "once"
    return [Item("svc.exclusivity", "exclusivity", due, f"exclusivity, {said}")]
