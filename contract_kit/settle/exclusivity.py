"""The price of exclusivity: `scope.exclusivity.fee`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract_kit.settle.invoices import Item
from contract_kit.settle.periods import Month
from contract_kit.spec.timeline import calendar_months

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contract_kit.spec import Contract


def exclusivity_items(contract: Contract, month: Month) -> Iterator[Item]:
    """The fee in full with the first month of each period, counted from the effective date."""
    terms = contract.scope.exclusivity
    if terms is None or terms.fee is None or terms.per is None:
        return
    place = month.index - Month.of(contract.contract.effective_date).index
    if place >= 0 and place % (calendar_months(terms.per) or 1) == 0:
        sign = -1 if terms.paid_by == "provider" else 1
        yield Item("svc.exclusivity", "", sign * terms.fee.amount, f"exclusivity for a {terms.per}")
