"""Kinds of faults that an American lawyer found on a second reading, tried in every stance."""

from __future__ import annotations

import re
from typing import Any

import pytest

from contract_kit.assemble.templates import _with_conjunctions
from contract_kit.document import Table
from tests.conftest import EXAMPLES, STANCES, assembled
from tests.spec_samples import findings
from tests.test_data_kinds import printed, spec

EXAMPLE_NAMES = ("support", "medical", "minimal")
OVERRIDE = re.compile(
    r"(?:whatever|despite|notwithstanding|exception (?:from|to)|prevails? over|goes before|in place"
    r" of|instead of|overrides?) (?:the (?:rules? of|terms? of) )?clause (\d+)",
    re.IGNORECASE,
)
"""A provision that claims to prevail over a clause of the main agreement."""
SCHEDULE = re.compile(r"Schedule (\d+)")


def said(section: Any) -> str:
    return " ".join(one.text for one in section.blocks if not isinstance(one, Table))


def claims_from_below(text: str, mains: dict[str, str], schedule: str) -> list[str]:
    """Overrides in a Schedule of clauses that do not name that Schedule."""
    return [
        found[0]
        for found in OVERRIDE.finditer(text)
        if f"Schedule {schedule}" not in mains.get(found[1], "")
    ]


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_no_schedule_claims_to_prevail_over_a_clause_that_does_not_say_so(
    name: str, stance: str
) -> None:
    text = printed(spec(name), stance)
    main, *schedules = re.split(r"^## (?=Schedule \d+:)", text, flags=re.MULTILINE)
    mains = {
        one.partition(".")[0]: one for one in re.split(r"^## (?=\d+\. )", main, flags=re.MULTILINE)
    }
    assert len(mains) > 10
    for one in schedules:
        number = SCHEDULE.match(one)
        assert number
        if number[1] != "6":  # the Schedule on data ranks above the main agreement
            assert not claims_from_below(one, mains, number[1])


def test_an_override_from_below_is_found() -> None:
    low = "For this it is its agent, whatever clause 36 says."
    assert claims_from_below(low, {"36": "36. Nothing makes one the agent."}, "13")
    assert not claims_from_below(low, {"36": "36. No agent, except as Schedule 13 states."}, "13")


@pytest.mark.parametrize("stance", STANCES)
def test_texts_on_places_know_what_stays_in_the_country(stance: str) -> None:
    data = spec("medical")
    ranks = assembled("medical", stance)
    texts = {one.anchor: said(one) for one in ranks.walk()}
    assert "within the limits of paragraph 2 of Schedule 13" in texts["svc.sites"]
    assert "stored only as paragraph 2 of Schedule 13 allows" in texts["dp.locations"]
    assert "paragraph 2 of Schedule 13" in texts["rsk.compliance"]
    assert "paragraph 2 of Schedule 13" in texts["gen.relationship"]
    for site in data["sites"].values():
        site |= {"country": "US", "model": "onshore"}
    home = printed(data, stance)
    assert "within the limits of" not in home
    assert "Outside the United States" not in home


@pytest.mark.parametrize("sites", [["pune"], ["pune", "columbus"]])
def test_billing_abroad_alone_is_warned_of(sites: list[str]) -> None:
    text = (EXAMPLES / "medical.yaml").read_text(encoding="utf-8")
    text = text.replace("sites: [pune, columbus]", f"sites: [{', '.join(sites)}]", 1)
    found = [one for one in findings(text) if one.id == "V36"]
    assert [one.severity.name for one in found] == ["WARNING"] * (len(sites) == 1)


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_a_lettered_list_ends_with_a_conjunction(name: str, stance: str) -> None:
    text = printed(spec(name), stance)
    found = re.findall(
        r"^  \([a-z]\) (.*);( \w+)?\n\n  \([a-z]\) .*\.$\n\n(?!  \()", text, flags=re.MULTILINE
    )
    assert len(found) > 3
    assert {after for _, after in found} <= {" and", " or"}


def test_a_choice_is_joined_by_or() -> None:
    points = "   a. fraud;\n\n   b. theft;\n   c. the rest."
    assert "theft; or\n" in _with_conjunctions(f"1. It does not limit any of these:\n{points}")
    assert "theft; and\n" in _with_conjunctions(f"1. They prevail in this order:\n{points}")
    done = f"1. It may terminate if:\n{points.replace('theft;', 'theft; or')}"
    assert _with_conjunctions(done) == done


@pytest.mark.parametrize("stance", STANCES)
def test_a_time_of_one_is_each_one(stance: str) -> None:
    data = spec("medical")
    data["continuity"]["tests"] = "1 month"
    text = printed(data, stance)
    assert "every month" in text
    assert not re.search(r"every 1 [a-z]", text)


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_proceedings_of_a_government_stay_with_the_party_sued(name: str, stance: str) -> None:
    texts = {one.anchor: said(one) for one in assembled(name, stance).walk()}
    assert (
        "proceedings that a government or an authority brings, or another person for it"
        in (texts["rsk.indemnity"])
    )


@pytest.mark.parametrize("stance", STANCES)
def test_health_information_has_one_time_one_person_and_no_deletion_unasked(stance: str) -> None:
    texts = {one.anchor: said(one) for one in assembled("medical", stance).walk()}
    assert "by telephone and e-mail to the Customer's HIPAA Privacy Officer" in texts["dp.hipaa"]
    assert "For Protected Health Information paragraph 13" in texts["sec.incident"]
    assert texts["dp.breach"].count("It is aware when") == (stance == "customer")
    assert "remind" in texts["dp.return"]
    assert "complete and readable" in texts["dp.return"]
    assert "exit assistance have ended" in texts["dp.hipaa"]
    assert "comparable" not in texts["dp.abroad"]
    assert "public interest" not in texts["dp.instructions"]


@pytest.mark.parametrize("stance", STANCES)
def test_one_answer_on_interest_on_a_disputed_amount(stance: str) -> None:
    texts = {one.anchor: said(one) for one in assembled("medical", stance).walk()}
    assert "late" not in texts["fee.dispute"].replace("later", "")
    assert "interest" in texts["fee.late"]


@pytest.mark.parametrize(("country", "abroad"), [("IN", True), ("US", False)])
def test_certified_mail_does_not_leave_the_country(country: str, abroad: bool) -> None:
    data = spec("medical")
    data["parties"]["provider"]["country"] = country
    notices = printed(data).partition("Notices")[2]
    assert ("to another country, registered mail" in notices) == abroad
    assert "Without that it is no formal notice" in notices


BACK = re.compile(r"(?<=[.:] )(?:That|Those) (?:[a-z]+ ){0,2}?([a-z]{4,}?)s? (?:is|are|stands?)\b")
"""A sentence whose subject is something that was named before it."""


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_what_a_sentence_points_back_to_is_printed_before_it(name: str, stance: str) -> None:
    for section in assembled(name, stance).walk():
        text = said(section)
        for found in BACK.finditer(text):
            before = text[: found.start()].lower()
            assert found[1].rstrip("s") in before, (section.anchor, found[0])


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("matter", ["false_claims", "data"])
def test_a_payer_that_asks_back_makes_a_claim(stance: str, matter: str) -> None:
    data = spec("medical")
    data["risk"]["indemnities"] = [matter]
    text = printed(data, stance)
    said = re.search(r"demand of a payer or an authority to repay counts as .+ so far as", text)
    assert (said is not None) == (matter == "false_claims")
    assert "4123.74" in text
