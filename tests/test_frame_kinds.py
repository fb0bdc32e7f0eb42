"""The frame says what it means in every contract: notices, courts, ranks, exit, staff, others."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest

from contract_kit import settle, spec
from contract_kit.assemble import assemble
from contract_kit.assemble.document import build
from contract_kit.assemble.facts import Facts
from contract_kit.document import Document, Table
from tests.conftest import STANCES, assembled, clause_library, loaded
from tests.frame_walk import clauses, full, merged
from tests.spec_samples import MINIMAL, SUPPORT, changed, findings

FINANCIAL = re.compile(r"resolution measure|impediments or material changes|printed and downloaded")
LADDER = re.compile(r"Change Orders? and|or Change Order")


def law(name: str, more: dict[str, Any] | None = None) -> dict[str, str]:
    """The clauses of the full spec under a law."""
    data = merged(full(), {"contract": {"governing_law": name}} | (more or {}))
    return clauses(loaded(data), "balanced")


@cache
def text(name: str, stance: str) -> dict[str, str]:
    """The text of each clause of an example."""
    return {one.anchor: _text(one) for one in assembled(name, stance).walk()}


def _text(section: Any) -> str:
    return " ".join(one.text for one in section.blocks if not isinstance(one, Table))


def facts(text: str) -> Facts:
    return Facts(spec.load(text, name="spec.yaml", checks=(settle.check,)))


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("name", ["support", "medical", "minimal"])
def test_what_a_contract_does_not_need_it_does_not_say(name: str, stance: str) -> None:
    """Text for supervised firms, change orders below what they change, persons nobody names."""
    printed = text(name, stance)
    for anchor in ("exit.assist", "exit.data", "gen.entire", "def.precedence"):
        assert not FINANCIAL.search(printed[anchor]), anchor
    assert not LADDER.search(printed["def.precedence"])
    assert "A Change Order ranks as the provision that it changes" in printed["def.precedence"]
    assert (
        "until" in printed["exit.assist"]
        or "As long as exit assistance lasts" in (printed["exit.assist"])
    )
    milestones = "milestones" in printed.get("trn.plan", "")
    assert not milestones or "trn.milestones" in printed
    assert ("Contract Owner" in printed["gov.change"]) == (name != "minimal")


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("name", ["support", "medical", "minimal"])
def test_a_notice_within_hours_needs_no_courier(name: str, stance: str) -> None:
    notices = text(name, stance)["gen.notices"]
    formal, other = notices.split("Every other notice")
    assert "non-renewal" in formal
    assert "by e-mail" in other
    assert ("stated here" in notices) == (name == "medical")


@pytest.mark.parametrize(
    ("governing", "post"),
    [("Ontario", "registered mail"), ("Ohio", "certified mail"), ("Scotland", "recorded post")],
)
def test_post_has_the_name_of_its_country(governing: str, post: str) -> None:
    assert f"by {post}" in law(governing)["gen.notices"]


@pytest.mark.parametrize(
    ("governing", "courts", "said"),
    [
        ("England and Wales", "London", "The courts of England and Wales, sitting in London, have"),
        ("Scotland", "Edinburgh", "The courts of Scotland, sitting in Edinburgh, have"),
        ("Northern Ireland", "Belfast", "The courts of Northern Ireland, sitting in Belfast, have"),
        ("Ontario", "Toronto", "The courts of Ontario, sitting in Toronto, have"),
        ("Ontario", "the courts of Ontario", "lies with the courts of Ontario"),
        ("New York", "New York", "The state and federal courts in New York have"),
        ("Germany", "Munich", "The courts in Munich have"),
    ],
)
def test_courts_are_those_of_their_land(governing: str, courts: str, said: str) -> None:
    contract = changed(
        MINIMAL, ("governing_law: Ontario", f"governing_law: {governing}\n  courts: {courts}")
    )
    made = assemble(spec.load(contract, checks=(settle.check,)), clause_library())
    printed = next(_text(one) for one in made.walk() if one.anchor == "gen.law")
    assert said in printed
    federal = "the federal laws of Canada that apply there" in printed
    assert federal == (governing == "Ontario")


@pytest.mark.parametrize(
    ("governing", "officer", "act"),
    [
        ("England and Wales", "administrator", "1999"),
        ("Scotland", "administrator", "Scotland) Act 2017"),
        ("Ontario", "monitor", ""),
        ("Ohio", "custodian", ""),
    ],
)
def test_statutes_and_officers_are_those_of_the_law(governing: str, officer: str, act: str) -> None:
    known = facts(changed(MINIMAL, ("governing_law: Ontario", f"governing_law: {governing}")))
    assert officer in str(known("insolvency_officers"))
    assert act in str(known("third_party_act") or "")


def test_a_customer_in_the_kingdom_reads_of_its_law_on_transfers() -> None:
    transfer = text("support", "balanced")["ppl.transfer"]
    assert "Transfer of Undertakings (Protection of Employment) Regulations 2006" in transfer
    assert "believe" not in transfer


@pytest.mark.parametrize("stance", STANCES)
def test_staff_hear_of_the_change_on_its_day_and_the_law_has_its_say(stance: str) -> None:
    change = text("support", stance)["ppl.change"]
    assert "on 15 January 2027" in change
    assert "so far as the law or a consultation of staff requires" in change


@pytest.mark.parametrize("stance", STANCES)
def test_only_claims_of_third_parties_are_handed_over(stance: str) -> None:
    indemnity = text("support", stance)["rsk.indemnity"]
    assert "party itself conducts, at the other's cost" in indemnity
    assert "let the other conduct the defence at the other's cost, help" not in indemnity


def test_who_is_paid_confirms_no_milestone() -> None:
    milestones = text("support", "balanced")["trn.milestones"]
    assert "The Customer shall confirm or refuse each milestone" in milestones


def test_what_lifts_a_limit_is_defined_where_the_law_does_not() -> None:
    assert "Gross negligence means" in text("support", "customer")["rsk.exclusions"]
    assert "means" not in text("minimal", "customer")["rsk.exclusions"]


def test_an_agent_or_an_arbitration_reaches_a_party_abroad() -> None:
    row = next(one for one in SUPPORT.splitlines() if "process_agent" in one)
    without = changed(SUPPORT, (f"{row}\n", ""))
    assert [one.id for one in findings(without) if one.id == "V157"] == ["V157"]
    arbitrated = changed(without, ("courts: London", "arbitration: {rules: LCIA, seat: London}"))
    assert "V157" not in {one.id for one in findings(arbitrated)}
    german = ("governing_law: Ontario", "governing_law: Germany")
    abroad = [("country: CA", f"country: {one}") for one in ("DE", "FR")]
    neighbours = changed(MINIMAL, german, *abroad)
    assert "V157" not in {one.id for one in findings(neighbours)}


def test_a_final_copy_names_everybody() -> None:
    contract = spec.load(SUPPORT, name="spec.yaml", checks=(settle.check,))
    found: tuple[Document, Any] = build(contract, clause_library(), final=True)
    said = [one.message for one in found[1] if one.id == "V121"]
    assert any("set roles.account_lead.name" in one for one in said)
    assert any("set parties.customer.number" in one for one in said)
