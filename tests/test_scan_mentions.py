"""A pack is switched on by what a contract states, not by what it only mentions."""

from __future__ import annotations

from functools import cache

import pytest

from contract_kit.library.packs import load_packs
from contract_kit.resources import bundled
from contract_kit.scan.conditions import Facts, Known, facts
from contract_kit.scan.passages import passages
from contract_kit.scan.plaintext import document

PACKS = load_packs(bundled("packs"))
WORDS = {
    "ai_high_risk": "high-risk AI systems",
    "ai_used": "generative AI",
    "bank_eu": "outsourcing under the EBA guidelines",
    "ca_third_party": "a firm that is a third party under the CCPA",
    "california_pi": "data under the CCPA",
    "cardholder_data": "cardholder data",
    "critical_function": "a critical or important function",
    "data_processing_service": "services under the EU Data Act",
    "deliverables": "deliverables",
    "eu_customer": "customers in the European Union",
    "financial_entity_eu": "duties under DORA",
    "fte_pricing": "hourly rates",
    "gdpr": "data under the GDPR",
    "ict_service": "ICT services",
    "india_data": "data under the DPDP Act",
    "info_access": "customer systems",
    "multi_currency": "exchange rates",
    "multi_year": "a term of three years",
    "offshore": "offshore work",
    "personal_data": "personal data",
    "phi": "protected health information",
    "philippines_delivery": "work in Manila",
    "pilot": "a pilot phase",
    "pra_firm": "firms under the PRA rulebook",
    "scc": "the EU SCCs",
    "service_credits": "service credits",
    "staff_dedicated": "a dedicated team",
    "subcontracting": "subcontractors",
    "tlpt": "threat-led penetration tests",
    "transfer": "restricted transfers",
    "transition": "knowledge transfer",
    "uk_gdpr": "data under the UK GDPR",
    "volume_pricing": "prices per call",
}
"""Words for every condition that a document shows by its wording."""
STATED = (
    "The services involve {}.",
    "The Supplier shall comply with the rules of this Agreement on {}.",
    "When it performs the services the Supplier handles {} for the Customer.",
    "The Supplier shall not disclose or copy {} to others except on instructions.",
    "Nobody shall be bound but by what is written here; the services include {}.",
    "If the Customer complains, the Supplier shall look into {} at once.",
    "WHEREAS the Supplier provides services to the Customer that involve {};",
)
MENTIONED = (
    "Attestation: required only if {} is involved (not currently expected).",
    "The services are not currently expected to involve {}.",
    "The services do not involve {}.",
    "The Supplier shall not receive {}.",
    "Neither party will provide {} to the other.",
    "The services are performed without {}.",
    "Services with {} are not offered.",
    "Work with {} is prohibited.",
    "Should {} become relevant, the parties shall meet.",
    "{}: none",
    "The training course mentions {} as an example only.",
    "The handbook of the Supplier explains {} to new staff.",
    "In the event that the services become subject to {}, the parties shall meet.",
    "If the services include {}, the parties shall meet.",
    "The list names {}, if applicable.",
    "The services may later become subject to {}.",
    "The use of {} is subject to a separately executed agreement.",
    "The parties shall enter into an agreement on {}.",
    "This stands in that certain agreement of 3 May on {}.",
    "The Supplier has a policy; see https://example.com/{}/policy.",
    "For example, another contract may speak of {}.",
    "# {}",
    "The Supplier also offers {} to its other customers.",
    "WHEREAS the Supplier is in the business of selling {};",
    "“Area” means {}.",
)
NAMES = {
    "california_pi": "CCPA",
    "cardholder_data": "PCI DSS",
    "financial_entity_eu": "DORA",
    "gdpr": "GDPR",
    "ict_service": "ICT Services",
    "phi": "HIPAA Security",
    "philippines_delivery": "Manila",
    "pra_firm": "SS2/21",
    "uk_gdpr": "UK GDPR",
}
"""Conditions whose words are names of laws, standards or places."""
NAMED = (
    "The Supplier is advised by {} Partners LLP.",
    "The Supplier is {} Legal & Audit Limited.",
    "The Supplier holds a {} certificate.",
    "The Supplier is certified for ISO 27001, SOC 2 and {}.",
    "The staff attend a {} training each year.",
    "The Supplier sends its {} Policy on request.",
    "Questions go to {}@example.com.",
)
LISTED = ("california_pi", "cardholder_data", "financial_entity_eu", "gdpr", "phi", "uk_gdpr")


@cache
def known(text: str) -> Facts:
    return facts(passages(document(f"{text}\n")), PACKS, Known())


def said(template: str, words: str) -> str:
    joined = "://" in template or "@" in template
    text = template.replace("{}", words.replace(" ", "-") if joined else words)
    return text[0].upper() + text[1:]


def test_every_condition_has_words() -> None:
    shown = {name for pack in PACKS for name, one in pack.conditions.items() if one.found_by}
    opening = {name for pack in PACKS for name, one in pack.conditions.items() if one.opening}
    assert shown - opening == set(WORDS)


@pytest.mark.parametrize("template", STATED)
@pytest.mark.parametrize("name", WORDS)
def test_what_is_stated_holds(name: str, template: str) -> None:
    assert name in known(said(template, WORDS[name])).holding


@pytest.mark.parametrize("template", MENTIONED)
@pytest.mark.parametrize("name", WORDS)
def test_what_is_only_mentioned_does_not_hold(name: str, template: str) -> None:
    text = said(template, WORDS[name])
    applies, because = known(text).applies((name,))
    assert applies == "unknown", because
    if "://" not in text and not text.startswith("#"):
        assert "mentioned only" in because


@pytest.mark.parametrize("template", NAMED)
@pytest.mark.parametrize("name", NAMES)
def test_names_of_firms_certificates_and_policies_state_nothing(name: str, template: str) -> None:
    assert name not in known(said(template, NAMES[name])).holding


@pytest.mark.parametrize("name", LISTED)
def test_a_list_of_all_laws_states_none_of_them(name: str) -> None:
    laws = "the GDPR, the UK GDPR, the CCPA, HIPAA, DORA and PCI DSS"
    for text in (
        f"The Supplier shall comply with all laws, including {laws}.",
        f"“Privacy Laws” means {laws}.\nEach party shall comply with the Privacy Laws.",
    ):
        assert name not in known(text).holding


def test_a_definition_counts_where_its_term_is_used() -> None:
    meaning = "“Client Files” means files with personal data.\n"
    assert "personal_data" not in known(meaning).holding
    assert "personal_data" in known(meaning + "The Supplier shall back up Client Files.").holding
    unused = meaning + "The Supplier shall not receive Client Files."
    assert "personal_data" not in known(unused).holding


@pytest.mark.parametrize("period", ["confidentiality", "warranty", "retention of records"])
def test_another_period_is_not_the_term(period: str) -> None:
    assert "multi_year" not in known(f"The {period} has a period of five years.").holding
    text = f"# {period}\nIt holds for a period of five years."
    assert "multi_year" not in known(text).holding
    assert "multi_year" in known("The term of this Agreement is five years.").holding


def test_one_statement_is_enough() -> None:
    expected = "No health data is expected under HIPAA.\n"
    assert "phi" not in known(expected).holding
    assert "phi" in known(expected + "The Supplier handles data under HIPAA.").holding


def test_what_was_assumed_or_told_is_never_only_mentioned() -> None:
    read = passages(document("The services do not involve personal data.\n"))
    assert facts(read, PACKS, ["personal_data"]).applies(("personal_data",))[0] == "yes"
    assert facts(read, PACKS, ["no-personal_data"]).applies(("personal_data",))[0] == "no"
