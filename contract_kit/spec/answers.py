"""What a spec says of the conditions under which requirements of a pack apply.

A condition that the spec says nothing of has no answer: the reader of a contract looks further.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from contract_kit.spec.contract import Contract
from contract_kit.spec.moves import moves
from contract_kit.spec.timeline import months
from contract_kit.spec.vocabulary.countries import EEA

Found = tuple[bool, str] | None
"""Whether a condition holds, and the path that says so; none where the spec is silent."""
_REGIMES = "data_protection.regimes"
_PERSONAL = "data_protection.personal_data"
_CLAUSES = frozenset({"scc_c2p", "scc_p2p", "uk_addendum"})
_STAFFED = frozenset({"per_hour", "per_fte", "per_seat"})


def answers(contract: Contract) -> dict[str, tuple[bool, str]]:
    """Every condition that the spec answers: whether it holds, and which line says so."""
    found = {name: ask(contract) for name, ask in _QUESTIONS.items()}
    return {name: (one[0], _because(contract, *one)) for name, one in found.items() if one}


def _because(contract: Contract, holds: bool, path: str) -> str:
    says = "the spec says so" if holds else "the spec says otherwise"
    return f"{says} ({path}, {contract.location(path)})"


def _regime(*names: str) -> Callable[[Contract], Found]:
    """One of these laws applies; a spec that lists its laws denies the others."""

    def ask(contract: Contract) -> Found:
        regimes = {str(one) for one in contract.get(_REGIMES) or ()}
        if regimes or contract.get(_PERSONAL) is None:
            return (bool(regimes & set(names)), _REGIMES) if regimes else None
        return None if contract.get(_PERSONAL) else (False, _PERSONAL)

    return ask


def _stated(*paths: str) -> Callable[[Contract], Found]:
    """The section is there; its absence says nothing."""

    def ask(contract: Contract) -> Found:
        return next(((True, path) for path in paths if contract.get(path)), None)

    return ask


def _either(*asked: Callable[[Contract], Found]) -> Callable[[Contract], Found]:
    """The first answer that says yes, else the first that says no."""

    def ask(contract: Contract) -> Found:
        found = [one(contract) for one in asked]
        return next((one for one in found if one and one[0]), next(filter(None, found), None))

    return ask


def _given(path: str) -> Callable[[Contract], Found]:
    """A yes or no of the spec itself."""

    def ask(contract: Contract) -> Found:
        value = contract.get(path)
        return None if value is None else (bool(value), path)

    return ask


def _site(wanted: Callable[[str, str], bool]) -> Callable[[Contract], Found]:
    """A site is in such a country, seen from the customer's."""

    def ask(contract: Contract) -> Found:
        home = str(contract.get("parties.customer.country"))
        for name, site in contract.sites.items():
            if wanted(str(site.country), home):
                return True, f"sites.{name}.country"
        return (False, "sites") if contract.sites else None

    return ask


def _clauses_of_2021(contract: Contract) -> Found:
    found = moves(contract)
    used = any(one.mechanism in _CLAUSES and one.party for one in found)
    return (used, "data_protection.transfers") if found else None


def _subprocessors(contract: Contract) -> Found:
    path = "data_protection.subprocessors"
    named = contract.get(path)
    return None if not named else (named != "none", path)


def _eu_customer(contract: Contract) -> Found:
    path = "parties.customer.country"
    country = str(contract.get(path))
    return country in EEA - {"IS", "LI", "NO"}, path


def _ai(contract: Contract) -> Found:
    used = contract.get("technology.automation") or ()
    path = "technology.automation"
    return (any(one.type == "ai" for one in used), path) if used else None


def _over_a_year(contract: Contract) -> Found:
    return months(contract.term.initial) > 12, "term.initial"


def _charges(wanted: Callable[[object], bool]) -> Callable[[Contract], Found]:
    def ask(contract: Contract) -> Found:
        charges = contract.pricing.charges
        name = next((name for name, one in charges.items() if wanted(one)), None)
        return (False, "pricing.charges") if name is None else (True, f"pricing.charges.{name}")

    return ask


def _two_currencies(contract: Contract) -> Found:
    cost = contract.get("pricing.fx.cost_currency")
    if cost is None:
        return None
    return str(cost) != str(contract.contract.currency), "pricing.fx.cost_currency"


def _key_people(contract: Contract) -> Found:
    named = (name for name, role in contract.roles.items() if role.key_personnel)
    name = next(named, None)
    return (True, f"roles.{name}.key_personnel") if name else None


_QUESTIONS: Mapping[str, Callable[[Contract], Found]] = {
    "personal_data": _given(_PERSONAL),
    "gdpr": _regime("gdpr", "uk_gdpr"),
    "uk_gdpr": _regime("uk_gdpr"),
    "transfer": _stated("data_protection.transfers"),
    "scc": _clauses_of_2021,
    "subcontracting": _subprocessors,
    "offshore": _site(lambda country, home: country != home),
    "india_data": _regime("dpdp_india"),
    "philippines_delivery": _site(lambda country, home: country == "PH"),
    "financial_entity_eu": _regime("dora"),
    "phi": _either(_given("data_protection.phi.in_scope"), _regime("hipaa")),
    "california_pi": _regime("ccpa"),
    "cardholder_data": _either(_given("data_protection.card_data.in_scope"), _regime("pci_dss")),
    "info_access": _stated(_PERSONAL, "technology.integrations"),
    "eu_customer": _eu_customer,
    "ai_used": _ai,
    "multi_year": _over_a_year,
    "multi_currency": _two_currencies,
    "volume_pricing": _charges(lambda one: getattr(one, "basis", "") in ("per_unit", "per_lot")),
    "fte_pricing": _charges(lambda one: getattr(one, "basis", "") in _STAFFED),
    "deliverables": _stated("scope.deliverables"),
    "service_credits": _stated("service_levels.credits"),
    "transition": _stated("transition"),
    "pilot": _stated("pilot"),
    "staff_dedicated": _either(_key_people, _stated("people.key_roles")),
}
"""The conditions of the built-in packs that a spec's own data can answer."""
