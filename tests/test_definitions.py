"""A definition is printed exactly where printed text uses its term."""

from __future__ import annotations

import pytest

from contract_kit.api import assemble
from contract_kit.assemble.terms import Terms
from contract_kit.document import Definition, Document, Run, Table
from contract_kit.library import DefinitionSource
from contract_kit.spec import Contract
from tests.conftest import STANCES, assembled, clause_library
from tests.variations import lean, wide

ALPHA, BETA, GAMMA = "Alpha Fee", "Beta Fee", "Gamma Fee"


def _printed(document: Document) -> list[str]:
    """Every text of key terms, clauses and schedules."""
    kinds = ("key_terms", "clause", "schedule")
    blocks = [
        block
        for section, block in document.blocks()
        if section.kind in kinds and section.anchor != "assumptions"
    ]
    return [
        text
        for block in blocks
        for text in (
            (block.caption, *(row.text for row in block.rows))
            if isinstance(block, Table)
            else (block.text,)
        )
    ]


def _needed(document: Document) -> set[str]:
    """The terms that printed text uses, and those that the printed meanings of these use."""
    terms = Terms(clause_library().definitions)
    meanings = {one.term: one.text for one in document.definitions}
    needed: set[str] = set()
    new = set().union(*(terms.in_text(text) for text in _printed(document)))
    while new - needed:
        needed |= new
        new = set().union(*(terms.in_text(meanings.get(term, "")) for term in needed))
    return needed


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("name", ["minimal", "support", "medical"])
def test_definitions_are_those_that_printed_text_uses(name: str, stance: str) -> None:
    document = assembled(name, stance)
    assert {one.term for one in document.definitions} == _needed(document)


@pytest.mark.parametrize("contract", [lean(), wide()], ids=["lean", "wide"])
def test_so_they_are_with_other_things_agreed(contract: Contract) -> None:
    document = assemble(contract, clause_library(), clean=True)
    assert {one.term for one in document.definitions} == _needed(document)


def _terms(**sources: str) -> Terms:
    names = {"alpha": ALPHA, "beta": BETA, "gamma": GAMMA}
    return Terms(
        {
            names[key]: DefinitionSource(names[key], text, "d.yaml", 1, {})
            for key, text in sources.items()
        }
    )


def test_a_term_counts_in_a_meaning_as_it_is_printed_and_not_in_its_template() -> None:
    terms = _terms(
        alpha="a fee{% if x %} and a Beta Fee{% endif %}", beta="a Gamma Fee", gamma="an Alpha Fee"
    )

    def without_x(term: str) -> Definition:
        return Definition(term, (Run("a fee"),))

    assert [one.term for one in terms.defined(["The Alpha Fees are due."], without_x)] == [ALPHA]


def test_meanings_bring_in_the_terms_they_use_round_in_a_circle() -> None:
    sources = {ALPHA: "a Beta Fee", BETA: "a Gamma Fee", GAMMA: "an Alpha Fee"}
    terms = _terms(alpha="", beta="", gamma="")
    found = terms.defined([BETA], lambda term: Definition(term, (Run(sources[term]),)))
    assert [one.term for one in found] == [ALPHA, BETA, GAMMA]
    assert not terms.defined(["no fee"], lambda term: Definition(term, ()))
