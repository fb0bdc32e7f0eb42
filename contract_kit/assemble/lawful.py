"""Facts on law and forum: the right names of arbitral rules, and what American law asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from contract_kit.spec.arbitral import Forum, forum
from contract_kit.spec.assumptions import change_signers
from contract_kit.spec.jurisdictions import country_of, jury_waiver
from contract_kit.spec.laws import BRITISH, family
from contract_kit.spec.vocabulary.people import Party

_WRONGS = {"civil": "tort", "scotland": "delict (including negligence)",
           "mixed": "tort or delict (including negligence)"}  # fmt: skip
"""What families of laws call liability outside a contract, where it is not the English name."""
_SALES_TAXES = {
    "US": "sales tax, use tax",
    "CA": "goods and services tax, harmonized sales tax, provincial sales tax",
}
"""Taxes on a supply to a customer in a country that has no value added tax."""
TRUSTS = ("england", "northern_ireland", "scotland", "common", "us", "canada")
"""Laws under which money held in trust is not the trustee's own."""
_AUDITS = {"CA": "CSAE 3416", "US": "SOC 1"}
"""The standard by which auditors report on controls over financial reporting, where not ISAE."""
UNREGISTERED = ("sole_trader", "public_body")
"""Kinds of entity that no register of companies holds."""
_ENTITIES = {
    "company": "a company",
    "corporation": "a corporation",
    "llc": "a limited liability company",
    "partnership": "a partnership",
    "sole_trader": "an individual in business in their own name",
    "public_body": "a public body",
    "association": "an association",
    "foundation": "a foundation",
}

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


def american(contract: Contract) -> bool:
    """Whether the law of a state of the United States governs; Georgia where a party is there."""
    law = contract.contract.governing_law
    parties = (contract.parties.customer, contract.parties.provider)
    home = any(one.country == "US" for one in parties)
    return country_of(law) == "US" or (law.strip().casefold() == "georgia" and home)


def entity(party: Party) -> str | None:
    """What kind of entity a party is, with the law it is formed under; none if nobody says."""
    if party.kind is None:
        return None
    law = f" formed under the law of {party.formed_in}" if party.formed_in else ""
    return f"{_ENTITIES[party.kind]}{law}"


def _notice_ways(contract: Contract) -> tuple[str, ...]:
    """The ways a notice can go: by e-mail only where a party states an address for it."""
    named = contract.contract.notices_by
    if named:
        return tuple(named)
    parties = (contract.parties.customer, contract.parties.provider)
    mailed = any(one.notices and one.notices.email for one in parties)
    return ("hand", "courier", "post", *(("email",) if mailed else ()))


def sales_tax(contract: Contract) -> str:
    """The taxes on a supply to the customer, by the names that its country gives them."""
    country = contract.parties.customer.country or ""
    return _SALES_TAXES.get(country, "value added tax, goods and services tax")


LAWFUL: dict[str, Callable[[Contract], object]] = {
    "arbitral_rules": _rules,
    "arbitral_institution": _institution,
    "change_signers_customer": lambda contract: change_signers(contract, "customer"),
    "change_signers_provider": lambda contract: change_signers(contract, "provider"),
    "notice_ways": _notice_ways,
    "american_law": american,
    "wrong": lambda contract: _WRONGS.get(
        family(contract.contract.governing_law), "tort (including negligence)"
    ),
    "sales_tax": sales_tax,
    "trusts": lambda contract: family(contract.contract.governing_law) in TRUSTS,
    "controls_standard": lambda contract: _AUDITS.get(
        contract.parties.customer.country, "ISAE 3402"
    ),
    "american_billing": lambda contract: (
        contract.parties.customer.country == "US"
        and "healthcare_billing" in contract.contract.industries
    ),
    "kept_onshore": lambda contract: (
        contract.parties.customer.country == "US"
        and "healthcare_billing" in contract.contract.industries
        and bool(contract.get("data_protection.phi.in_scope"))
        and any(site.country != "US" for site in contract.sites.values())
    ),
    "british_law": lambda contract: family(contract.contract.governing_law) in BRITISH,
    "jury_waiver": lambda contract: (
        american(contract)
        and contract.contract.arbitration is None
        and jury_waiver(contract.contract.governing_law, contract.contract.courts)
    ),
    "entity_customer": lambda contract: entity(contract.parties.customer),
    "entity_provider": lambda contract: entity(contract.parties.provider),
    "person_customer": lambda contract: contract.parties.customer.kind in UNREGISTERED,
    "person_provider": lambda contract: contract.parties.provider.kind in UNREGISTERED,
}
