"""Who signs: a block for each person, by the kind of entity and the custom of its country."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, get_args

import pytest

from contract_kit.assemble.signatures import signature
from contract_kit.document import Table
from contract_kit.spec.vocabulary.people import Entity
from tests.conftest import assembled
from tests.fields.reading import Reader, contract
from tests.frame_walk import full, merged

GUARANTOR = {"name": "Bayanihan Holdings Inc.", "country": "PH", "address": "1 Ayala Ave, Makati",
             "guarantees": "payment_and_performance"}  # fmt: skip


def _read(parties: dict[str, Any]) -> Reader:
    return Reader(contract(merged(deepcopy(full()), {"parties": parties})))


def _blocks(parties: dict[str, Any]) -> list[list[str]]:
    """Each block as its head and the labels of its lines."""
    section = signature(_read(parties).builder)
    tables = [block for block in section.blocks if isinstance(block, Table)]
    return [[row.cells[0].text for row in table.rows] for table in tables]


@pytest.mark.parametrize("kind", get_args(Entity))
@pytest.mark.parametrize("country", ["GB", "US", "CA", "DE"])
def test_a_block_suits_entity_and_country(kind: str, country: str) -> None:
    head, *lines = _blocks({"customer": {"kind": kind, "country": country}})[0]
    person = kind == "sole_trader"
    assert lines[0] == ("By" if country == "US" and not person else "Signature")
    assert ("Title" in lines) == (not person)
    assert ("Place" in lines) == (country == "DE")
    assert ("authority to bind" in lines[-1]) == (country == "CA" and not person)
    assert head.startswith("For the Customer, Larkspur Home Ltd, a")


def test_a_second_signatory_affiliates_and_a_guarantor_each_have_a_block() -> None:
    two = [{"title": "Director"}, {"title": "Company Secretary", "name": "Ana Reyes"}]
    more = {"signatories": two, "affiliates": ["Larkspur Garden Ltd"], "affiliates_may": "sign"}
    heads = [block[0] for block in _blocks({"customer": more, "guarantor": GUARANTOR})]
    assert len(heads) == 5
    assert heads[2] == "For an Affiliate of the Customer, Larkspur Garden Ltd"
    assert heads[-1] == "For the guarantor, Bayanihan Holdings Inc."


@pytest.mark.parametrize("may", ["order", "sign"])
@pytest.mark.parametrize("stance", ["customer", "balanced", "provider"])
def test_affiliates_bring_one_cap_and_one_claimant(may: str, stance: str) -> None:
    customer = {"affiliates": ["Larkspur Garden Ltd"], "affiliates_may": may}
    data = merged(deepcopy(full()), {"parties": {"customer": customer}})
    data["contract"]["stance"] = stance
    text = " ".join(Reader(contract(data)).clause("def.affiliates"))
    assert "apply once" in text
    assert "Only the Customer brings the claims" in text


@pytest.mark.parametrize("side", ["customer", "provider"])
def test_a_guarantee_names_whom_it_answers_for(side: str) -> None:
    reader = _read({"guarantor": {**GUARANTOR, "answers_for": side, "limit": "2000000"}})
    text = " ".join(reader.clause("gen.guarantee"))
    assert f"as guarantor of the {side.capitalize()}" in text
    assert "at most GBP 2,000,000.00 in all" in text


def test_what_a_spec_does_not_ask_for_is_not_printed() -> None:
    ids = _read({}).ids()
    assert not {"gen.guarantee", "gen.expert", "def.recitals"} & set(ids)
    assert "gen.process_agent" not in {one.anchor for one in assembled("minimal").walk()}
