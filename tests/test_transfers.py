"""Personal data leave a region under a mechanism that is concluded or proved in the contract."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from contract_kit.api import assemble
from contract_kit.document import Document
from contract_kit.errors import SpecError
from contract_kit.findings import Severity
from contract_kit.render import render
from contract_kit.spec.vocabulary.protection import Mechanism
from tests.conftest import STANCES, clause_library, data_of, loaded

EUROPEAN = ("adequacy", "scc_c2p", "uk_idta", "uk_addendum", "bcr", "dpf", "derogation")
SIGNED = {
    "scc_c2p": ("dp.scc", "Implementing Decision (EU) 2021/914"),
    "uk_idta": ("dp.idta", "version A1.0"),
    "uk_addendum": ("dp.uk_addendum", "version B1.0"),
}
"""Mechanisms that the parties enter into: the clause, and how it names them."""
SUB = {"name": "Andes Cloud Inc.", "country": "US", "service": "hosting"}


DUTIES = {
    "subjects": ["staff"],
    "categories": ["pay"],
    "subprocessors": "none",
    "subprocessor_notice": "30 days",
    "breach_notice": "24 hours",
    "retention": "24 months",
    "return_or_delete": "30 days",
}


def spec(mechanism: str, country: str = "US", **transfer: Any) -> Any:
    """The small example with a provider abroad, and one transfer to it."""
    data = data_of("minimal")
    law, home = ("gdpr", "IE") if mechanism.startswith("scc") else ("uk_gdpr", "GB")
    data["contract"]["currency"] = "USD"
    data["parties"]["customer"]["country"] = home
    data["parties"]["provider"]["country"] = country
    data["sites"]["toronto"] = {
        "country": country,
        "model": "onshore" if country == home else "offshore",
    }
    data["data_protection"] |= {**DUTIES, "regimes": [law]}
    if country != home:
        one = {"to": country, "mechanism": mechanism, **transfer}
        data["data_protection"]["transfers"] = [one]
    return data


def refused(data: Any) -> list[str]:
    """The codes of what is refused in a spec."""
    with pytest.raises(SpecError) as caught:
        loaded(data)
    return [one.id for one in caught.value.findings if one.severity is Severity.ERROR]


def printed(data: Any, stance: str = "balanced") -> str:
    return render(assembled(data, stance), "md").decode()


def clauses(data: Any, stance: str = "balanced") -> set[str]:
    return anchors(assembled(data, stance))


def assembled(data: Any, stance: str) -> Document:
    return assemble(loaded(data), clause_library(), stance=stance)


def anchors(document: Document) -> set[str]:
    return {one.anchor for schedule in document.sections for one in schedule.sections}


def test_the_mechanisms_tried_are_all_there_are():
    assert {*EUROPEAN, "scc_p2p", "by_contract"} == set(get_args(Mechanism))


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("mechanism", EUROPEAN)
def test_each_mechanism_is_entered_into_or_proved(mechanism, stance):
    data = spec(mechanism, risk_assessment="2026-12-10", evidence="Register entry 77")
    document = assembled(data, stance)
    text, found = render(document, "md").decode(), anchors(document)
    assert "Register entry 77" in text
    for name, (clause, words) in SIGNED.items():
        used = name == mechanism or (name == "scc_c2p" and mechanism == "uk_addendum")
        assert (clause in found) == used
        assert (words in text) == used
    assert ("dp.proven" in found) == (mechanism not in SIGNED)
    assert "dp.importers" not in found
    assert "dp.no_transfers" not in found


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("mechanism", EUROPEAN)
@pytest.mark.parametrize("named", ["importer", "own mechanism"])
def test_an_importer_that_signs_nothing_is_bound_by_the_provider(mechanism, stance, named):
    data = spec(mechanism, "IE" if mechanism == "scc_c2p" else "GB")
    protection = data["data_protection"]
    protection["subprocessors"] = [{**SUB, "mechanism": mechanism}]
    if named == "importer":
        del protection["subprocessors"][0]["mechanism"]
        protection["transfers"] = [{"to": "US", "mechanism": mechanism, "importer": SUB["name"]}]
    found = clauses(data, stance)
    assert {"dp.transfers", "dp.importers"} <= found
    assert not {clause for clause, _ in SIGNED.values()} & found


@pytest.mark.parametrize("stance", STANCES)
def test_the_tables_of_the_idta_are_filled(stance):
    text = printed(spec("uk_idta", risk_assessment="2026-12-10"), stance)
    for words in ("Table 1 (", "Table 2 (", "Table 3 (", "Table 4 (", "A1.0", "21 March 2022",
                  "the exporter may end it", "10 December 2026"):  # fmt: skip
        assert words in text


def test_what_the_regulator_leaves_to_the_parties_is_assumed_until_it_is_said():
    data = spec("uk_addendum", risk_assessment="2026-12-10")
    paths = [one.path for one in loaded(data).assumptions]
    assert "data_protection.uk_transfers.ended_by" in paths
    assert "data_protection.uk_transfers.importer_under_uk_gdpr" not in paths
    data["data_protection"]["uk_transfers"] = {"ended_by": "neither"}
    paths = [one.path for one in loaded(data).assumptions]
    assert "data_protection.uk_transfers.ended_by" not in paths
    assert "neither party may end the Addendum as its section 19 says" in printed(data)


def test_data_that_reach_a_country_without_a_mechanism_are_refused():
    data = spec("uk_idta")
    data["data_protection"]["transfers"] = []
    assert "V35" in refused(data)
    data["data_protection"]["regimes"] = []  # the law of the customer's country applies
    assert "V35" in refused(data)


def test_a_sub_processor_is_covered_by_no_transfer_to_the_provider():
    data = spec("uk_idta", importer="provider")
    data["data_protection"]["subprocessors"] = [SUB]
    assert "V35" in refused(data)


def test_a_country_may_have_a_mechanism_for_each_regime():
    data = spec("scc_c2p", risk_assessment="2026-12-10")
    protection = data["data_protection"]
    protection["regimes"] = ["gdpr", "uk_gdpr"]
    protection["transfers"].append(
        {"to": "US", "mechanism": "uk_addendum", "risk_assessment": "2026-12-10"}
    )
    assert {"dp.scc", "dp.uk_addendum"} <= clauses(data)


def test_the_framework_covers_data_of_the_united_kingdom_with_its_extension():
    data = spec("dpf")
    text = printed(data)
    assert "EU-US Data Privacy Framework with its UK Extension" in text
    assert "[entry in the list of the framework" in text
    assert "V132" in {one.id for one in loaded(data).warnings}


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("V130", {"importer": "Nobody Ltd"}),
        ("V131", {"to": "PH", "mechanism": "dpf"}),
        ("V133", {"mechanism": "scc_p2p"}),
    ],
)
def test_what_a_transfer_cannot_be_is_refused(code, change):
    data = spec("scc_c2p", change.get("to", "US"))
    data["data_protection"]["transfers"][0] |= change
    assert code in refused(data)


def test_choices_for_the_united_kingdom_stand_beside_its_mechanisms():
    data = spec("bcr", risk_assessment="2026-12-10", evidence="ICO, 3 May 2024")
    data["data_protection"]["uk_transfers"] = {"ended_by": "neither"}
    assert refused(data) == ["V134"]
