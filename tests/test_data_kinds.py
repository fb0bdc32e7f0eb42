"""What readers on the other side of the table asked of data, security and industry clauses."""

from __future__ import annotations

from typing import Any

import pytest

from contract_kit.api import assemble
from contract_kit.assemble.places import within_text
from contract_kit.render import render
from contract_kit.spec.moves import exports
from tests.conftest import STANCES, clause_library, data_of, loaded
from tests.test_transfers import DUTIES
from tests.test_transfers import spec as with_transfer


def spec(name: str = "minimal", **changes: Any) -> Any:
    data = data_of(name)
    data["contract"] |= changes
    return data


def printed(data: Any, stance: str = "balanced") -> str:
    document = assemble(loaded(data), clause_library(), stance=stance, clean=True)
    return render(document, "md").decode().replace("\\", "")


def abroad(country: str = "PH", **changes: Any) -> Any:
    data = spec(**changes)
    data["sites"]["toronto"] = {"country": country, "model": "offshore"}
    return data


@pytest.mark.parametrize("stance", STANCES)
def test_an_importer_is_one_company_or_is_asked_for(stance):
    data = spec("support")
    assert "company that operates the Site" not in printed(data, stance)
    del data["data_protection"]["transfers"][1]["importer"]
    text = printed(data, stance)
    assert "[company that operates the Site]" in text
    assert "or its Affiliate" not in text.partition("*Transfers*")[2].partition("###")[0]


@pytest.mark.parametrize(
    "listed", ["none", [{"name": "A Ltd", "country": "GB", "service": "mail"}]]
)
def test_an_affiliate_that_imports_is_a_sub_processor(listed):
    data = with_transfer("bcr", importer="Andes Affiliate Inc.", evidence="ICO, 3 May 2024")
    data["parties"]["provider"]["country"] = "GB"
    data["parties"]["provider"]["affiliates"] = ["Andes Affiliate Inc."]
    data["data_protection"]["subprocessors"] = listed
    table = printed(data).partition("*Sub-processors*")[2].partition("###")[0]
    assert "Andes Affiliate Inc." in table


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("home", ["GB", "CA", "US", "IN"])
def test_a_processor_in_the_union_is_under_its_law(home, stance):
    data = spec()
    data["contract"]["currency"] = "USD"
    data["parties"]["customer"]["country"] = data["parties"]["provider"]["country"] = home
    data["data_protection"] |= {**DUTIES, "regimes": ["uk_gdpr"] if home == "GB" else []}
    data["sites"]["toronto"] = {"country": "IE", "model": "offshore"}
    if home == "GB":
        data["data_protection"]["transfers"] = [{"to": "IE", "mechanism": "adequacy"}]
    text = printed(data, stance)
    assert "applies to that processing as well" in text
    decided = home in ("GB", "CA")
    assert ("module four" in text) != decided
    assert {one.mechanism for one in exports(loaded(data))} == {
        "adequacy" if decided else "scc_p2c"
    }


@pytest.mark.parametrize("importer", [None, "provider", "Upland Ltd"])
def test_who_runs_a_site_outside_the_union_is_named_or_asked_for(importer):
    data = spec()
    data["parties"]["customer"]["country"] = "US"
    data["parties"]["provider"] |= {"country": "PT", "affiliates": ["Upland Ltd"]}
    data["sites"]["toronto"] |= {"country": "US", "model": "onshore"}
    data["sites"]["porto"] = {"country": "PT", "model": "offshore"}
    data["data_protection"] |= {**DUTIES, "regimes": []}
    if importer:
        to = {"to": "US", "mechanism": "by_contract", "importer": importer}
        data["data_protection"]["transfers"] = [to]
    rows = [one for one in exports(loaded(data)) if one.importer != "customer"]
    assert [one.importer for one in rows] == [importer or "group"]
    table = printed(data).partition("out of the European Economic Area*")[2]
    shown = {None: "[company that operates the Site]", "provider": "the Provider"}
    assert shown.get(importer, importer) in table
    assert ("[company that operates" in table) == (importer is None)


def test_nothing_is_said_of_the_union_where_nobody_works_there():
    for data in (spec(), abroad("PH"), with_transfer("scc_c2p", risk_assessment="2026-12-10")):
        assert "applies to that processing as well" not in printed(data)


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("form", ["full", "short"])
def test_work_abroad_is_not_headed_no_transfers(form, stance):
    text = printed(abroad(form=form), stance)
    assert "Processing abroad" in text
    assert "No transfers" not in text
    assert "the Philippines" in text
    text = printed(spec(form=form), stance)
    assert "Processing abroad" not in text
    assert "No transfers" in text


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("form", ["full", "short"])
def test_a_payroll_keeps_books_and_holds_money_for_the_customer(form, stance):
    text = printed(abroad(form=form), stance)
    for words in ("in trust for the Customer", "at a bank in Canada", "books and records",
                  "complete, readable copy", "or reject it with reasons"):  # fmt: skip
        assert words in text
    text = printed(spec(form=form, governing_law="Quebec"), stance)
    assert "in trust" not in text
    assert "complete, readable copy" not in text
    assert "books and records" in text


@pytest.mark.parametrize(("country", "standard"), [("CA", "CSAE 3416"), ("IE", "ISAE 3402")])
def test_the_standard_of_an_audit_is_that_of_the_country(country, standard):
    data = spec()
    data["contract"]["currency"] = "USD"
    data["parties"]["customer"]["country"] = data["parties"]["provider"]["country"] = country
    data["sites"]["toronto"]["country"] = country
    data["data_protection"] |= {**DUTIES, "regimes": []}
    assert standard in printed(data)


@pytest.mark.parametrize("stance", STANCES)
def test_the_statutory_minimum_is_the_same_in_every_stance(stance):
    text = printed(spec("support"), stance)
    for words in ("*Security measures*", "delete existing copies" if stance != "customer" else
                  "delete all existing copies", "only where domestic law of the United Kingdom",
                  "anonymous only on such instructions", "within the same limits as for its own",
                  "by appropriate technical and organisational measures"):  # fmt: skip
        assert words in text


@pytest.mark.parametrize("stance", STANCES)
def test_nothing_is_said_of_a_register_or_of_the_union_without_either(stance):
    text = printed(spec(), stance)
    assert "This is the register" not in text
    assert "unless the register" not in text
    assert "2024/1689" not in text
    assert ("unless the register" in printed(spec("support"), stance)) == (stance != "provider")


def test_the_exporter_makes_the_assessment():
    text = printed(spec("support"))
    assert "The exporter of a transfer shall assess" in text
    assert "There are no others. If the transfer risk assessment asks for more" in text


def test_retention_says_from_when_it_runs():
    data = spec("support")
    assert "24 months after the last contact with the shopper" in printed(data)
    del data["data_protection"]["retention_from"]
    assert "24 months after [starts: event from which the time of retention runs]" in printed(data)


@pytest.mark.parametrize(("breach", "incident", "sooner"), [
    ("48 hours", "24 hours", True), ("24 hours", "24 hours", False), ("24 hours", None, False),
    ("48 hours", None, True), (None, "12 hours", True), (None, None, False),
])  # fmt: skip
def test_a_breach_is_not_reported_later_than_an_incident(breach, incident, sooner):
    data = spec()
    if breach:
        data["data_protection"] |= {**DUTIES, "breach_notice": breach}
    if incident:
        data["security"] = {"incident_notice": incident}
    assert ("where it is a Security Incident" in printed(data)) == sooner


@pytest.mark.parametrize("stance", STANCES)
def test_american_billing_is_bound_to_the_programmes(stance):
    text = printed(spec("medical"), stance)
    for words in ("excluded from a federal or state healthcare program", "sole control",
                  "minimum necessary", "only in sessions on systems in the United States",
                  "neither change a clinical record"):  # fmt: skip
        assert words in text
    assert "A transcript" not in text
    assert "excluded from a federal" not in printed(spec(), stance)


def test_countries_take_their_article_in_english():
    assert within_text(["PT", "PH"], "en-GB") == "Portugal and the Philippines"
    assert within_text(["US"], "de-DE") == "Vereinigte Staaten"
