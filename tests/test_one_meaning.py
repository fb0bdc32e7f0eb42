"""Sentences that a stranger could read in two ways, or against another one, in every stance."""

from __future__ import annotations

import re
from functools import cache

import pytest

from contract_kit.api import assemble, render
from contract_kit.document import Document
from tests.conftest import STANCES, clause_library
from tests.fields.reading import contract
from tests.test_used_means_printed import data_of
from tests.test_variations import NAMES, made, texts, varied
from tests.traces import Data


def page(data: Data, stance: str) -> str:
    return "\n".join(texts(made(data, stance)[1]))


@cache
def support(stance: str) -> str:
    return page(varied("support"), stance)


def alone(document: str) -> Document:
    return assemble(contract(data_of("support")), clause_library(), only=document)


@pytest.mark.parametrize("stance", STANCES)
def test_a_price_that_starts_with_the_planned_go_live_starts_with_the_real_one(stance: str) -> None:
    assert "from the Go-Live Date, planned for 3 May 2027" in support(stance)
    data = varied("support")
    data["pricing"]["charges"]["management"]["from"] = "2027-05-10"
    assert "from 10 May 2027" in page(data, stance)


@pytest.mark.parametrize("stance", STANCES)
def test_volume_binds_up_to_the_figure_that_excuses_and_no_further(stance: str) -> None:
    said = support(stance)
    assert "the volume above which paragraph 4 of Schedule 2 excuses a missed Service Level" in said
    further = {
        "customer": "it shall still follow as this paragraph says, but those Service Levels are",
        "balanced": "and what exceeds that volume so far as it reasonably can.",
        "provider": "and need not handle what exceeds that volume, whatever a notice or a",
    }[stance]
    assert further in said
    data = varied("support")
    data["service_levels"]["exclusions"].pop()
    assert further not in page(data, stance)


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("form", ["full", "short"])
def test_who_performs_services_is_a_permitted_subcontractor(form: str, stance: str) -> None:
    data = varied("support", form)
    data["parties"]["provider"]["affiliates"] = ["Bayanihan Connect Lda", "Bayanihan Cebu Inc."]
    document = made(data, stance)[1]
    clause = next(one for one in document.walk() if one.anchor == "svc.subcontract")
    said = " ".join(block.text for block in clause.blocks)
    for name in ("Bayanihan Connect Lda", "Bayanihan Cebu Inc.", "CloudVoice Lda"):
        assert name in said, name


@pytest.mark.parametrize("stance", STANCES)
def test_who_is_to_blame_for_a_missing_approval_does_not_withdraw(stance: str) -> None:
    clause = next(
        one for one in made(varied("support"), stance)[1].walk() if one.anchor == "def.conditions"
    )
    said = next(one.text for one in clause.blocks if "may withdraw" in one.text)
    assert "default is the reason" in said
    assert ("either party" in said) == (stance == "provider")


@pytest.mark.parametrize("stance", STANCES)
def test_step_in_needs_no_courier(stance: str) -> None:
    assert ("A notice of step-in is not formal." in support(stance)) == (
        "tep-in" in " ".join(one.title for one in made(varied("support"), stance)[1].walk())
    )


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize(
    ("terms", "months"),
    [
        ({}, "October 2027 and October 2026"),
        ({"formula": "base"}, "October 2027 and October 2026"),
        ({"first": "2029-02-01"}, "November 2028 and November 2027"),
        ({"first": "2029-02-01", "formula": "base"}, "November 2028 and October 2026"),
        ({"first": "2028-03-01", "every": "24 months"}, "December 2027 and December 2025"),
    ],
)
def test_an_index_names_its_two_months(terms: dict[str, str], months: str, stance: str) -> None:
    data = varied("support")
    data["pricing"]["indexation"] |= terms
    said = page(data, stance)
    assert f"At the first change these months are {months}." in said
    assert "one such interval" not in said


@pytest.mark.parametrize("stance", STANCES)
def test_the_cost_of_who_transfers_unlisted_has_an_owner_at_both_ends(stance: str) -> None:
    said = support(stance)
    assert re.search(
        r"bears the (reasonable )?cost of doing so, both when the Services start and when they end",
        said,
    )
    assert "for others the law of the place where they work" in said


@pytest.mark.parametrize("stance", STANCES)
def test_laws_on_data_stand_with_the_processing_they_apply_to(stance: str) -> None:
    said = support(stance)
    assert "the Data Protection Act 2018; and, for the processing in Portugal, Regulation" in said
    assert "for the processing in Portugal, only the law of the European Union" in said
    data = varied("support")
    data["sites"]["porto"] |= {"country": "GB", "model": "onshore"}
    data["data_protection"]["transfers"].pop()
    data["data_protection"]["subprocessors"] = "none"
    assert "; and, for the processing" not in page(data, stance)


@pytest.mark.parametrize("stance", STANCES)
def test_what_exceeds_an_included_quantity_has_a_price(stance: str) -> None:
    assert "what exceeds such a quantity or falls under such an exception, is charged at" in (
        support(stance)
    )


@pytest.mark.parametrize("stance", STANCES)
def test_one_decides_whether_a_pilot_is_passed(stance: str) -> None:
    said = "milestone whose test is the pilot"
    assert said in support(stance)
    data = varied("support")
    del data["pilot"]
    del data["transition"]["milestones"]["pilot_passed"]
    data["transition"]["milestones"]["trainers_certified"]["pays"] = "45000"
    assert said not in page(data, stance)


@pytest.mark.parametrize("stance", STANCES)
def test_what_people_state_unasked_is_listed_and_guarded(stance: str) -> None:
    said = support(stance)
    assert "none is asked for; what people state unasked, incidentally" in said
    assert "It shall keep what people state unasked only as part of a recording" in said
    assert "are not part of the Services" not in said.split("Special categories")[-1]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("stance", STANCES)
def test_a_relief_by_volume_says_its_own_extent(name: str, stance: str) -> None:
    said = page(varied(name), stance)
    if "excused only so far and so long as" in said:
        assert ("unless the table states the extent" in said) == ("for all of each miss" in said)


@pytest.mark.parametrize("stance", STANCES)
def test_the_order_of_documents_is_a_joined_list(stance: str) -> None:
    for one in made(varied("support"), stance)[1].walk():
        if one.anchor == "def.precedence":
            lettered = [block.text for block in one.blocks if getattr(block, "level", 0) == 2]
            assert lettered[-2].endswith("and")


def test_a_short_contract_names_maintenance_where_it_is_excused() -> None:
    data = varied("support", "short")
    assert "Planned maintenance is excused only" not in page(data, "balanced")
    data["service_levels"]["exclusions"].append({"planned_maintenance": "4 hours"})
    assert "Planned maintenance is excused only" in page(data, "balanced")


def test_a_document_alone_lists_what_it_names_in_plain_words() -> None:
    listed = render(alone("service_levels"), "md").decode()
    rows = {line for line in listed.splitlines() if line.startswith("| clause on")}
    for clause in ("reports", "meetings", "services"):
        assert any(row.startswith(f"| clause on {clause}") for row in rows), (clause, rows)
