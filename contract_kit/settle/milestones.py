"""What milestones pay, and what is held back of it: `transition.milestones`."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.settle.invoices import Item
from contract_kit.settle.terms import HUNDRED, ZERO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contract_kit.settle.measurements import Measurements
    from contract_kit.settle.periods import Month
    from contract_kit.spec import Contract

RELEASE = "holdback_release"


def milestone_items(contract: Contract, month: Month, found: Measurements) -> Iterator[Item]:
    """What the milestones reached in a month pay, and what was held back and is now released."""
    plan = contract.transition
    if plan is None:
        return
    held = plan.holdback.value / HUNDRED if plan.holdback else ZERO
    for name, milestone in (plan.milestones or {}).items():
        if found.volumes.get((name, month)) and milestone.pays is not None:
            said = f", less the {plan.holdback.value} percent held back" if plan.holdback else ""
            due = milestone.pays.amount * (1 - held)
            yield Item("trn.milestones", name, due, f"milestone reached{said}")
    if held and _is_released(month, found):
        back = held * _reached(contract, month, found)
        yield Item("trn.milestones", "", back, "what was held back of milestones", told=True)


def _is_released(month: Month, found: Measurements) -> bool:
    """Whether what was held back is released in this month, and was not before."""
    months = [
        at for (name, at), value in found.amounts.items() if name == RELEASE and value
    ]  # fmt: skip
    return bool(months) and month == min(months)


def _reached(contract: Contract, month: Month, found: Measurements) -> Decimal:
    """What the milestones reached up to a month pay in all."""
    milestones = (contract.transition.milestones if contract.transition else None) or {}
    return sum(
        (
            one.pays.amount
            for name, one in milestones.items()
            if one.pays
            and any(value and key == name and at <= month
                    for (key, at), value in found.volumes.items())
        ),
        ZERO,
    )  # fmt: skip
