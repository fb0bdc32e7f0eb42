"""V34 and V36 to V38: sites and personal data; transfers have rules of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from contract_kit.findings import Finding
from contract_kit.quantities import text
from contract_kit.spec.rules.registry import error, missing, rule, warning
from contract_kit.spec.timeline import hours

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract

_PERSONAL = frozenset(
    {"customer_service", "payroll", "bookkeeping", "tax", "banking", "insurance", "telecoms"}
)
"""Trades that cannot be done without personal data; V36 asks the same of health care."""
_DUTIES = (
    "subjects",
    "categories",
    "subprocessors",
    "subprocessor_notice",
    "breach_notice",
    "retention",
    "return_or_delete",
)


@rule("V34", "sites.*.country", "sites.*.model", "parties.customer.country")
def onshore_is_home(contract: Contract) -> Iterator[Finding]:
    """Find sites whose model contradicts their country."""
    home = contract.parties.customer.country
    for key, site in contract.sites.items():
        if (site.model == "onshore") != (site.country == home):
            wanted = "onshore" if site.country == home else "nearshore or offshore"
            yield error(
                contract,
                "V34",
                f"sites.{key}.model",
                f"the site “{key}” in {site.country} is {site.model}, the customer is in {home};"
                f" expected {wanted}; correct the model or the country.",
            )


@rule("V36", "scope.processes.*.sites", "sites.*.country", "data_protection.phi")
def restricted_payers_have_a_site(contract: Contract) -> Iterator[Finding]:
    """Find American billing that no site at home can do for payers that allow no work abroad."""
    if not (
        contract.parties.customer.country == "US"
        and "healthcare_billing" in contract.contract.industries
        and contract.get("data_protection.phi.in_scope")
        and contract.scope
    ):
        return
    home = {key for key, site in contract.sites.items() if site.country == "US"}
    for key, process in contract.scope.processes.items():
        if process.sites and not home & set(process.sites):
            yield warning(
                contract,
                "V36",
                f"scope.processes.{key}.sites",
                f"“{key}” is done abroad alone, and some payers (Medicare plans, Medicaid) allow no"
                " work abroad; expected a site in the United States for their work; add one, or"
                " agree that no such payer is served.",
            )


@rule("V36", "data_protection.phi", "data_protection.baa", "data_protection.regimes",
      "contract.industries", "contract.effective_date")  # fmt: skip
def health_data_are_covered(contract: Contract) -> Iterator[Finding]:
    """Find health information without its safeguards."""
    data = contract.data_protection
    phi = data.phi if data else None
    health = {"healthcare_billing", "medical_transcription"} & set(contract.contract.industries)
    if health and phi is None:
        yield error(
            contract,
            "V36",
            "data_protection",
            f"{min(health)} does not say whether health information is in scope; expected"
            " data_protection.phi; add “phi: {in_scope: true}”.",
        )
    if data is None or phi is None or not phi.in_scope:
        return
    if "hipaa" not in data.regimes:
        yield error(
            contract, "V36", "data_protection.regimes", "health information is in scope and hipaa"
            " is not among the regimes; expected hipaa; add it."
        )  # fmt: skip
    if data.baa is None:
        return
    if data.baa.signed is None:
        if data.baa.form == "separate":
            yield error(
                contract, "V36", "data_protection.baa", "the business associate agreement is"
                " separate and has no date; expected baa.signed; add the day it was signed."
            )  # fmt: skip
    elif data.baa.signed > contract.contract.effective_date:
        yield error(
            contract,
            "V36",
            "data_protection.baa.signed",
            f"the business associate agreement is signed on {data.baa.signed}, the contract starts"
            f" on {contract.contract.effective_date}; expected no later; correct one.",
        )


@rule("V37", "data_protection.card_data", "data_protection.regimes", "contract.industries",
      "industry.recording")  # fmt: skip
def card_data_are_covered(contract: Contract) -> Iterator[Finding]:
    """Find card data without proof, and customer service without a payment rule."""
    data = contract.data_protection
    card = data.card_data if data else None
    if data and card and card.in_scope and ("pci_dss" not in data.regimes or not card.evidence):
        lacking = "evidence" if "pci_dss" in data.regimes else "pci_dss among the regimes"
        yield error(
            contract,
            "V37",
            "data_protection.card_data",
            f"card data are in scope without {lacking}; expected both pci_dss and its evidence;"
            " add it.",
        )
    ruled = card is not None or (contract.industry is not None and contract.industry.recording)
    if "customer_service" in contract.contract.industries and not ruled:
        yield warning(
            contract,
            "V37",
            "data_protection",
            "customer service says nothing on payments and recordings; expected"
            " data_protection.card_data or industry.recording; add one.",
        )


@rule("V38", "data_protection.personal_data", "data_protection.roles",
      *(f"data_protection.{key}" for key in _DUTIES), completeness=True)  # fmt: skip
def processor_duties_are_complete(contract: Contract) -> Iterator[Finding]:
    """Find what the contract of a processor must say and does not."""
    data = contract.data_protection
    if data is None or not data.personal_data or not data.roles:
        return
    if data.roles.provider not in ("processor", "sub_processor"):
        return
    asked = {f"data_protection.{key}": getattr(data, key) not in (None, ()) for key in _DUTIES}
    yield from missing(
        contract, "V38", asked, "the provider is a processor and the spec lacks {missing}; expected"
        " each of them; add what is missing."
    )  # fmt: skip


@rule("V38", "data_protection", "data_protection.personal_data", "data_protection.roles",
      "contract.industries", completeness=True)  # fmt: skip
def personal_data_are_answered(contract: Contract) -> Iterator[Finding]:
    """Find trades that live on personal data without a word on it, and data without roles."""
    data = contract.data_protection
    trades = [one for one in contract.contract.industries if one in _PERSONAL]
    if data is None and trades:
        yield warning(
            contract,
            "V38",
            "data_protection",
            f"{trades[0].replace('_', ' ')} handles personal data and the spec says nothing on it;"
            " expected data_protection; add “data_protection: {personal_data: true}” with its"
            " roles and regimes, or “{personal_data: false}”.",
        )
    elif data is not None and data.personal_data and data.roles is None:
        yield warning(
            contract,
            "V38",
            "data_protection.roles",
            "personal data are in scope and nothing says who is controller and who processor;"
            " expected roles; add “roles: {customer: controller, provider: processor}”.",
        )


@rule("V38", "data_protection.breach_notice")
def breach_notice_is_short(contract: Contract) -> Iterator[Finding]:
    """Find a breach notice that comes too late."""
    notice = contract.data_protection.breach_notice if contract.data_protection else None
    if notice is None or hours(notice) <= 48:
        return
    make = error if hours(notice) > 72 else warning
    limit = "72 hours" if hours(notice) > 72 else "48 hours"
    yield make(
        contract,
        "V38",
        "data_protection.breach_notice",
        f"breaches are notified within {text(notice)}; expected {limit} at most; shorten it.",
    )
