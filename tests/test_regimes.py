"""Each law on personal data in its own words: no law or role of another one is named."""

from __future__ import annotations

import re
from typing import Any, get_args

import pytest

from contract_kit.api import assemble
from contract_kit.assemble.regimes import worded
from contract_kit.render import render
from contract_kit.spec.vocabulary.protection import Regime
from tests.conftest import STANCES, clause_library, data_of, example, loaded

OF_THE_GDPR = (
    r"controllers?\b", r"(?<!data )(?<!sub-)processors?\b", r"sub-processors?", r"data subjects?\b",
    r"supervisory authorit", r"special categor", r"standard contractual clauses",
    r"data protection impact", r"data protection officer",
)  # fmt: skip
OWN = {
    "gdpr": (r"(?<!UK )GDPR\b", r"European Economic Area", r"Member State"),
    "uk_gdpr": (r"UK GDPR", r"Data Protection Act 2018"),
    "hipaa": (r"HIPAA", r"Protected Health Information", r"business associate", r"45 CFR"),
    "ccpa": (r"California Consumer Privacy Act",),
    "pci_dss": (r"PCI DSS", r"Account Data"),
    "pipeda": (r"PIPEDA",),
    "dpdp_india": (r"Digital Personal Data Protection", r"Data Fiduciary", r"data principal"),
    "lgpd": (r"LGPD", r"controlador"),
    "dora": (r"critical or important", r"resolution authorit", r"\bICT\b", r"lead overseer"),
    "popia": (r"POPIA", r"responsible party"),
    "glba": (r"Gramm-Leach-Bliley", r"financial institution"),
}
"""What a contract under each regime says that no other one does."""
HOMES = {"gdpr": "IE", "uk_gdpr": "GB", "dora": "CA", "dpdp_india": "IN", "popia": "ZA"}
CURRENCIES = {"CA": "CAD", "IE": "EUR", "GB": "GBP", "IN": "INR", "ZA": "ZAR"}
DUTIES: dict[str, Any] = {
    "subjects": ["staff"], "categories": ["pay"], "subprocessors": "none",
    "subprocessor_notice": "30 days", "breach_notice": "24 hours", "retention": "24 months",
    "return_or_delete": "30 days",
}  # fmt: skip


def printed(regimes: list[str], stance: str) -> str:
    """The contract of the small example, at home in the country of its regime."""
    data = data_of("minimal")
    country = HOMES.get(regimes[0] if regimes else "", "CA")
    data["parties"]["customer"]["country"] = data["parties"]["provider"]["country"] = country
    data["sites"]["toronto"]["country"] = country
    data["contract"]["currency"] = CURRENCIES[country]
    protection = data["data_protection"]
    protection |= {**DUTIES, "regimes": regimes}
    if "hipaa" in regimes:
        protection |= {"phi": {"in_scope": True}, "baa": {"signed": "2027-01-04"}}
    if "pci_dss" in regimes:
        protection["card_data"] = {"in_scope": True, "evidence": "AOC"}
    document = assemble(loaded(data), clause_library(), stance=stance, clean=True)
    return render(document, "md").decode()


def found(pattern: str, text: str) -> list[str]:
    return [text[one.start() - 60 : one.end() + 40] for one in re.finditer(pattern, text, re.I)]


def test_every_regime_has_words_of_its_own():
    assert set(OWN) == set(get_args(Regime))


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("regime", get_args(Regime))
def test_a_contract_names_no_law_and_no_role_of_another_regime(regime, stance):
    text = printed([regime], stance)
    for other, patterns in OWN.items():
        if other == regime or {other, regime} == {"gdpr", "uk_gdpr"}:
            continue
        for pattern in patterns:
            assert not found(pattern, text), (other, pattern)
    if regime not in ("gdpr", "uk_gdpr"):
        for pattern in OF_THE_GDPR:
            if not (regime == "lgpd" and pattern.startswith("controller")):
                assert not found(pattern, text)
    assert any(found(pattern, text) for pattern in OWN[regime])


@pytest.mark.parametrize("stance", STANCES)
def test_the_gdpr_and_the_uk_gdpr_are_told_apart(stance):
    union, kingdom = printed(["gdpr"], stance), printed(["uk_gdpr"], stance)
    assert not found(r"UK GDPR|(?<!English .)United Kingdom", union)
    assert not found(r"(?<!UK )(?<!the )GDPR|European Economic Area|Member State", kingdom)


def test_words_of_the_spec_are_its_own():
    source = "Sub-processors tell data subjects {{ ref('dp.subprocessors') }} {{ 'Sub-processor' }}"
    assert worded(source, example("support")) == source
    assert worded(source, example("minimal")) == (
        "Data Subcontractors tell individuals {{ ref('dp.subprocessors') }} {{ 'Sub-processor' }}"
    )
