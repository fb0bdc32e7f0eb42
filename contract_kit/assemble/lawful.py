"""Facts on law and forum: the right names of arbitral rules, and what American law asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from contract_kit.spec.arbitral import Forum, forum

if TYPE_CHECKING:
    from contract_kit.spec import Contract


def _forum(contract: Contract) -> Forum | None:
    """The rules of the arbitration with their institution, which the spec may name itself."""
    terms = contract.contract.arbitration
    if terms is None:
        return None
    return forum(terms.rules) or Forum(terms.rules, terms.institution or "")


def _rules(contract: Contract) -> str | None:
    found = _forum(contract)
    return found.rules.removeprefix("the ") if found else None


def _institution(contract: Contract) -> str | None:
    found = _forum(contract)
    return (found.institution or None) if found else None


LAWFUL: dict[str, Callable[[Contract], object]] = {
    "arbitral_rules": _rules,
    "arbitral_institution": _institution,
}
