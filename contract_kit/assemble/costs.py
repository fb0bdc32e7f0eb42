"""The standard costs of a cost register, and which of them nobody answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract_kit.assemble.american import american
from contract_kit.assemble.values import Safe, listed, lowered

if TYPE_CHECKING:
    from contract_kit.spec import Contract

ITEMS = {
    "currency": "Currency movements",
    "software_licences": "Software licences",
    "extra_training": "Extra training",
    "attrition_backfill": "Replacing leavers",
    "recruitment": "Recruitment",
    "facilities_equipment": "Facilities and equipment",
    "telecoms": "Telecommunications",
    "travel": "Travel",
    "overtime_holidays": "Overtime and holiday work",
    "data_migration": "Data migration",
    "taxes": "Taxes",
    "exit_services": "Exit services",
}
_ELSEWHERE = ("currency", "taxes", "exit_services")
"""Costs that a clause of their own governs where the register does not answer."""


def unanswered(contract: Contract) -> tuple[str, ...]:
    """The keys of the costs that the spec gives no answer for, without those settled elsewhere."""
    register = contract.pricing.cost_register if contract.pricing else None
    return tuple(
        key for key in ITEMS if key not in _ELSEWHERE and getattr(register, key, None) is None
    )


def unanswered_costs(contract: Contract) -> Safe:
    """Those costs in words; empty where each is answered."""
    named = (american(ITEMS[key], contract) for key in unanswered(contract))
    return Safe(listed([lowered(one) for one in named]))
