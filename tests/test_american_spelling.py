"""A contract in en-US has American spelling in all that the library says; one in en-GB has not."""

from __future__ import annotations

import re

import pytest

from contract_kit.api import assemble, load
from contract_kit.assemble.american import BRITISH, american
from contract_kit.render import render
from tests.conftest import EXAMPLES, STANCES, clause_library


def printed(name: str, stance: str, language: str) -> str:
    """An example in a language; its own words are spelled alike on both sides of the ocean."""
    text = (EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")
    text = re.sub(r"^  language: .*\n", "", text, flags=re.MULTILINE)
    text = text.replace("press enquiries", "press questions")
    text = text.replace("contract:\n", f"contract:\n  language: {language}\n", 1)
    return render(assemble(load(text), clause_library(), stance=stance, clean=True), "md").decode()


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("name", ["medical", "support", "minimal"])
def test_no_british_word_remains(name: str, stance: str) -> None:
    text = printed(name, stance, "en-US")
    assert BRITISH.findall(text) == []
    assert "licenses" in text or name == "minimal"


def test_british_english_stays() -> None:
    contract = load((EXAMPLES / "support.yaml").read_text(encoding="utf-8"))
    assert contract.contract.language == "en-GB"
    for clause in clause_library().clauses.values():
        for body in clause.bodies.values():
            assert american(body.source, contract) == body.source
    assert BRITISH.findall(printed("minimal", "balanced", "en-GB"))


def test_every_text_of_the_library_can_be_spelled() -> None:
    text = (EXAMPLES / "medical.yaml").read_text(encoding="utf-8")
    contract = load(text)
    assert contract.contract.language == "en-US"
    for clause in clause_library().clauses.values():
        for body in clause.bodies.values():
            assert BRITISH.findall(american(body.source, contract)) == []


def test_capitals_follow_and_programmers_stay() -> None:
    contract = load((EXAMPLES / "medical.yaml").read_text(encoding="utf-8"))
    said = american("Licence, LICENCE, unauthorised programmes of a programmer", contract)
    assert said == "License, LICENSE, unauthorized programs of a programmer"
