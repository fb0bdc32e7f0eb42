"""Closed loop: what the clauses of a contract claim, a scan of that contract finds."""

from __future__ import annotations

from functools import cache

import pytest

from contract_kit import settle, spec
from contract_kit.assemble import assemble
from contract_kit.document import Document
from contract_kit.library.packs import Requirement
from contract_kit.read import read
from contract_kit.render import render
from contract_kit.scan.conditions import facts
from contract_kit.scan.matching import Reading
from contract_kit.scan.passages import passages
from contract_kit.scan.verdicts import verdict
from tests.conftest import EXAMPLES, STANCES, all_packs, assembled, clause_library, example
from tests.mutations import claims

NAMES = ("support", "minimal")
OTHER_STANCES = [one for one in STANCES if one != "balanced"]


@cache
def claimed(name: str, stance: str) -> tuple[Requirement, ...]:
    """The requirements that a printed clause claims in full, each once."""
    document, library = assembled(name, stance), clause_library()
    found = claims(library, all_packs(), example(name), document, stance)
    by_id = {one.requirement.id: one.requirement for one in found if one.full}
    return tuple(by_id.values())


def missed(document: Document, requirements: tuple[Requirement, ...]) -> list[str]:
    """The requirements that a scan does not find satisfied, with what it says instead."""
    read_once = Reading(passages(document))
    found = ((one.id, verdict(one, read_once)) for one in requirements)
    return [
        f"{id_}: {one.status} {[evidence.quote[:120] for evidence in one.evidence]}"
        for id_, one in found
        if one.status != "satisfied"
    ]


def loop(name: str, stance: str, format_: str) -> None:
    document, requirements = assembled(name, stance), claimed(name, stance)
    assert len(requirements) > 30
    if format_ != "assembled":
        document = read(render(document, format_), f"{name}.{format_}")
    wrong = missed(document, requirements)
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("name", [*NAMES, "medical"])
def test_a_contract_keeps_its_claims(name: str, stance: str) -> None:
    loop(name, stance, "assembled")


@pytest.mark.parametrize("format_", ["docx", "pdf"])
@pytest.mark.parametrize("name", NAMES)
def test_a_contract_keeps_its_claims_in_a_file(name: str, format_: str) -> None:
    loop(name, "balanced", format_)


@pytest.mark.parametrize("name", [*NAMES, "medical"])
def test_a_contract_with_words_beside_its_figures_keeps_its_claims(name: str) -> None:
    text = (EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")
    text = text.replace("\ncontract:\n", "\ncontract:\n  figures: words_and_figures\n", 1)
    given = spec.load(text, checks=(settle.check,))
    assert str(given.get("contract.figures")) == "words_and_figures"
    document = assemble(given, clause_library(), stance="balanced")
    assert missed(document, claimed(name, "balanced")) == []


@pytest.mark.slow
@pytest.mark.parametrize("format_", ["docx", "pdf"])
def test_the_medical_contract_keeps_its_claims_in_a_file(format_: str) -> None:
    loop("medical", "balanced", format_)


@pytest.mark.slow
@pytest.mark.parametrize("stance", OTHER_STANCES)
@pytest.mark.parametrize("format_", ["docx", "pdf"])
@pytest.mark.parametrize("name", [*NAMES, "medical"])
def test_the_other_wordings_keep_their_claims_in_a_file(
    name: str, format_: str, stance: str
) -> None:
    loop(name, stance, format_)


@pytest.mark.parametrize("stance", ["balanced", "customer"])
def test_every_error_requirement_that_applies_is_claimed_and_met(stance: str) -> None:
    document = assembled("support", stance)
    once = Reading(passages(document))
    known = facts(once.passages, all_packs(), frozenset())
    found = claims(clause_library(), all_packs(), example("support"), document, stance)
    named = {one.requirement.id for one in found}
    owed = [
        one
        for pack in all_packs()
        for one in pack.requirements
        if one.severity == "error" and known.applies(one.applies_when)[0] == "yes"
    ]
    assert len(owed) > 30
    assert [one.id for one in owed if one.id not in named] == []
    assert [one.id for one in owed if verdict(one, once).status != "satisfied"] == []


def test_a_wording_of_some_clause_claims_each_error_and_warning_in_full() -> None:
    library = clause_library()
    unclaimed = [
        one.id
        for pack in all_packs()
        for one in pack.requirements
        if one.severity != "info" and not library.claimants(one.id)
    ]
    assert unclaimed == []
