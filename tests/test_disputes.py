"""One forum decides, by its right name; courts and law belong together."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from contract_kit.findings import Severity
from contract_kit.spec import load
from contract_kit.spec.arbitral import FORUMS, forum
from contract_kit.spec.jurisdictions import country_of, jury_waiver, places, state_of
from contract_kit.spec.vocabulary.countries import COUNTRIES
from tests.fields.reading import Reader, contract
from tests.frame_walk import full, merged
from tests.spec_samples import SUPPORT, changed, findings


def _clause(name: str, data: dict[str, object]) -> str:
    return " ".join(Reader(contract(data)).clause(name))


def _law(more: dict[str, object]) -> str:
    data = merged(full(), {"contract": more})
    if "courts" not in more:
        data["contract"].pop("courts", None)
    return _clause("gen.law", data)


def _found(code: str, line: str) -> list[str]:
    text = changed(SUPPORT, ("  courts: London\n", line))
    return [one.message for one in findings(text) if one.id == code]


@pytest.mark.parametrize("name", FORUMS)
def test_each_institution_prints_by_its_right_name(name: str) -> None:
    """The rules, who administers them or appoints, seat, number and language all stand there."""
    terms = {"rules": name, "seat": "Geneva", "arbitrators": "3", "language": "de-CH"}
    if not FORUMS[name].institution:
        terms["appointing_authority"] = "the Chamber of Commerce of Geneva"
    text = _law({"arbitration": terms})
    assert f"under the {FORUMS[name].rules} in force" in text
    assert (FORUMS[name].institution or "the Chamber of Commerce of Geneva") in text
    assert "seat of the arbitration is Geneva" in text
    assert "number of arbitrators is 3" in text
    assert "German" in text
    assert "only for interim relief" in text
    assert "exclusive jurisdiction" not in text


@pytest.mark.parametrize("name", FORUMS)
def test_rules_are_known_by_their_full_name_too(name: str) -> None:
    assert forum(FORUMS[name].rules) == forum(f"the {FORUMS[name].rules}") == FORUMS[name]
    assert forum(f"{name} Rules 2021").institution == FORUMS[name].institution
    assert forum(f"{name} Rules 2021").rules == f"{name} Rules 2021"


def test_rules_of_nobody_are_refused_unless_somebody_appoints() -> None:
    of_nobody = "arbitration: {rules: Rules of Trade, seat: Lima%s}\n"
    assert "nobody administers" in _found("V150", "  " + of_nobody % "")[0]
    assert not _found("V150", "  " + of_nobody % ", institution: Chamber of Commerce of Lima")
    assert not _found("V150", "  " + of_nobody % ", appointing_authority: the Chamber of Lima")


def test_two_final_forums_are_refused_and_courts_may_support() -> None:
    both = "  courts: London\n  arbitration: {rules: ICC, seat: London}\n"
    assert "expected one forum" in _found("V150", both)[0]
    assert not _found("V150", "  arbitration: {rules: ICC, seat: London, courts: London}\n")
    text = _law({"arbitration": {"rules": "ICC", "seat": "London", "courts": "Leeds"}})
    assert "The courts in Leeds may be asked only for interim relief" in text


NAMED = ("the courts of Ontario", "State and federal courts of Travis County", "The High Court")


@pytest.mark.parametrize("form", ["full", "short"])
@pytest.mark.parametrize("courts", NAMED)
def test_courts_that_are_named_are_not_called_courts_twice(courts: str, form: str) -> None:
    """Whatever stands in the spec, the sentence has one article and says "court" as often."""
    said = courts.removeprefix("The ").removeprefix("the ")
    text = _law({"courts": courts, "form": form})
    assert re.search(rf"lies with the {said}[.,]", text)
    terms = {"rules": "ICC", "seat": "London", "courts": courts}
    assert f"may ask the {said} only for interim relief" in _law(
        {"arbitration": terms, "form": form}
    )


@pytest.mark.parametrize("courts", ["Paris", "New York", "the courts of Ontario", "Dublin"])
def test_courts_of_another_country_are_a_warning(courts: str) -> None:
    text = changed(SUPPORT, ("courts: London", f"courts: {courts}"))
    assert [one.severity for one in findings(text) if one.id == "V151"] == [Severity.WARNING]


def test_places_are_known_by_name() -> None:
    assert set(places().values()) <= COUNTRIES
    assert country_of("the laws of the State of New York") == "US"
    assert country_of("New South Wales") == "AU"
    assert country_of("Papua New Guinea") == country_of("Georgia") == country_of("Mars") == ""
    assert state_of("Franklin County, Ohio") == "Ohio"


@pytest.mark.parametrize("state", ["California", "Georgia", "North Carolina", "Ontario", "England"])
def test_no_jury_waiver_where_none_is_enforced(state: str) -> None:
    assert not jury_waiver(state)
    assert not jury_waiver("New York", state)
    assert jury_waiver("New York", "Manhattan")


WAYS = ("hand", "courier", "post", "email")


@pytest.mark.parametrize("ways", [c for n in (1, 2, 3, 4) for c in combinations(WAYS, n)])
def test_notices_speak_of_the_ways_they_go_and_of_no_other(ways: tuple[str, ...]) -> None:
    data = merged(full(), {"contract": {"notices_by": list(ways)}})
    for party in data["parties"].values():
        if "email" not in ways:
            party["notices"].pop("email")
    text = _clause("gen.notices", data)
    words = {"hand": "by hand", "courier": "courier", "post": "recorded post", "email": "by e-mail"}
    formal, other = text.split("Every other notice")
    for way, word in words.items():
        assert (word in formal) == (way in ways), (way, text)
    assert formal.count("takes effect") == 1
    assert "by e-mail" in other


def test_a_change_is_signed_by_roles_or_it_is_assumed() -> None:
    """Named under change control, else by authority, else an assumption of the draft."""

    def signed(text: str) -> tuple[str, list[str]]:
        made = load(text)
        paths = [one.path for one in made.assumptions if "change_control" in one.path]
        return " ".join(Reader(made).clause("gov.change")), paths

    text, assumed = signed(SUPPORT)
    assert "for the Customer by its Head of Customer Care (the Contract Owner)" in text
    assert "for the Provider by a person who may sign this Agreement" in text
    assert assumed == ["governance.change_control.provider_approver"]
    named = changed(SUPPORT, ("    approver: contract_owner", "    approver: contract_owner\n    provider_approver: account_lead"))  # fmt: skip # noqa: E501 - one line
    text, assumed = signed(named)
    assert "for the Provider by its Account Director" in text
    assert not assumed


@pytest.mark.parametrize("stance", ["customer", "balanced", "provider"])
@pytest.mark.parametrize(
    ("start", "words"),
    [
        (None, "after the end of the year they concern"),
        ("end_of_year", "after the end of the year they concern"),
        ("date_of_invoice", "after the date of the invoice they concern"),
        ("end_of_term", "after the end of the Term"),
    ],
)
def test_records_are_kept_from_a_stated_moment(start: str | None, words: str, stance: str) -> None:
    audits = {"records_kept": "6 years"} | ({"records_kept_from": start} if start else {})
    data = merged(full(), {"governance": {"compliance_audits": audits}})
    data["contract"]["stance"] = stance
    made = contract(data)
    assert f"6 years {words}" in " ".join(Reader(made).clause("fee.records"))
    assumed = [one.path for one in made.assumptions if one.key == "records_kept_from"]
    assert bool(assumed) == (start is None)
