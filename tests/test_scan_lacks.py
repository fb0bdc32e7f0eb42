"""A weak verdict says in words what is not there."""

from __future__ import annotations

import json

import pytest

from contract_kit.api import read
from contract_kit.library.packs import Requirement
from contract_kit.report import machine, text
from contract_kit.scan import scan
from contract_kit.scan.lacks import lacks
from contract_kit.scan.matching import Reading
from contract_kit.scan.passages import passages
from contract_kit.scan.verdicts import verdict
from tests.conftest import all_packs

REQUIREMENTS = [one for pack in all_packs() for one in pack.requirements]


def reading(words: str) -> Reading:
    return Reading(passages(read(words.encode(), "contract.md")))


def said(id_: str, words: str) -> tuple[str, ...]:
    requirement = next(one for one in REQUIREMENTS if one.id == id_)
    found = reading(words)
    return lacks(requirement, found, verdict(requirement, found).hits)


def test_the_word_of_a_pattern_that_is_not_there_is_named() -> None:
    without = "The Supplier shall notify the Customer of any personal data breach."
    assert said("gdpr-breach-notice", without) == ("a time",)


def test_parts_that_no_passage_names_are_named() -> None:
    some = "# Personal data breach\n\nThe notice of a breach describes the likely consequences."
    found = said("gdpr-breach-content", some)
    assert "consequences" not in found
    assert {"nature", "numbers"} <= set(found)


@pytest.mark.parametrize(
    ("id_", "words", "named", "unnamed"),
    [
        (
            "bpo-term-cause",
            "Either party may terminate this Agreement if the other commits a material breach and "
            "does not cure within 30 days of notice.",
            {"insolvency", "service levels"},
            {"cure"},
        ),
        (
            "bpo-exit",
            "After termination the Provider shall help the Customer to move the services for up "
            "to three months at the rates then in force.",
            {"plan"},
            {"months", "rates"},
        ),
        (
            "bpo-law",
            "Dutch law applies. The courts of Amsterdam have jurisdiction.",
            set(),
            {"law"},
        ),
    ],
)
def test_parts_that_stand_there_in_other_words_are_not_said_to_lack(
    id_: str, words: str, named: set[str], unnamed: set[str]
) -> None:
    found = set(said(id_, words))
    assert named <= found
    assert not unnamed & found


WITH_EXAMPLES = [one for one in REQUIREMENTS if any(e.status == "partial" for e in one.examples)]


@pytest.mark.parametrize("requirement", WITH_EXAMPLES, ids=lambda one: one.id)
def test_what_is_lacking_is_said_in_words_that_a_reader_knows(requirement: Requirement) -> None:
    for example in requirement.examples:
        if example.status == "partial":
            found = reading(example.text)
            for words in lacks(requirement, found, verdict(requirement, found).hits):
                assert words
                assert not set("{}|*/_\\") & set(words)


def test_reports_say_it() -> None:
    packs = [one for one in all_packs() if one.id == "gdpr-art28"]
    words = "# Data\n\nThe Supplier shall notify the Customer of any personal data breach.\n"
    report = scan({"a.md": read(words.encode(), "a.md")}, packs)
    weak = [one for one in report.documents[0].requirements if one.lacks]
    assert all(one.status == "partial" for one in weak)
    assert "gdpr-breach-notice" in {one.id for one in weak}
    assert "not seen: a time" in text.render(report, packs)
    listed = json.loads(machine.render(report, packs))["documents"][0]["requirements"]
    shown = {one["id"]: one.get("lacks", []) for one in listed}
    assert shown == {one.id: list(one.lacks) for one in report.documents[0].requirements}
