"""Mutations of every claiming clause: 96 of 100 verdicts are right, the wrong ones listed."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from contract_kit.document import Document, Paragraph, Run, Section
from contract_kit.scan.passages import passages
from contract_kit.spec import Contract
from tests import wordings
from tests.conftest import STANCES, assembled, clause_library, example, held_packs
from tests.mutations import MUTATIONS, UNREAD, Bench, claims

REQUIRED = 0.965
EACH = 0.72
"""What each kind of mutation must reach by itself."""
FEW = 0.90
"""What the fifty labels of clauses that the example does not print must reach."""


@cache
def bench(stance: str) -> Bench:
    return Bench(assembled("support", stance), clause_library())


class Tally:
    """How many verdicts were right, by mutation, and which were wrong."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.every: Counter[str] = Counter()
        self.wrong: list[str] = []

    def add(self, one: Bench, document: Document, contract: Contract, stance: str) -> None:
        for claimed in claims(one.library, held_packs(), contract, document, stance):
            if claimed.variant == "text" and stance != "balanced":
                continue  # one text for all stances is judged once
            for case in one.cases(claimed):
                status = one.verdict(claimed, case.mutation).status
                self.every[case.mutation] += 1
                self.right[case.mutation] += status in case.expected
                if status not in case.expected:
                    self.wrong.append(f"{case}: {status}, not {'/'.join(sorted(case.expected))}")

    def report(self) -> str:
        shares = (f"{name} {self.right[name]}/{self.every[name]}" for name in MUTATIONS)
        total = f"{self.right.total() / self.every.total():.3f} of {self.every.total()} right"
        return "\n".join([total, ", ".join(shares), *self.wrong])


@pytest.mark.parametrize("stance", STANCES)
def test_verdicts_follow_mutations_of_every_claiming_clause(stance: str) -> None:
    tally = Tally()
    tally.add(bench(stance), assembled("support", stance), example("support"), stance)
    print(tally.report())
    assert tally.every.total() > 400
    assert tally.right.total() >= REQUIRED * tally.every.total(), tally.report()
    for name in MUTATIONS:
        assert tally.right[name] >= EACH * tally.every[name], tally.report()


def test_verdicts_follow_mutations_of_clauses_that_other_contracts_print() -> None:
    from contract_kit.api import assemble
    from tests.variations import lean

    tally = Tally()
    for stance in STANCES:
        usual = {one.anchor for one in assembled("support", stance).walk()}
        document = assemble(lean(), clause_library(), stance=stance)
        one = Bench(document, clause_library())
        sections = tuple(found for found in document.walk() if found.anchor not in usual)
        tally.add(one, Document("", sections), lean(), stance)
    print(tally.report())
    assert tally.every.total() > 45
    assert tally.right.total() >= FEW * tally.every.total(), tally.report()


def test_every_clause_with_a_claim_is_mutated() -> None:
    from contract_kit.api import assemble
    from tests.variations import lean

    known = {one.id for pack in held_packs() for one in pack.requirements}
    library = clause_library()
    claiming = {
        clause.id
        for clause in library.clauses.values()
        for variant in clause.bodies
        for claim in clause.claims(variant)
        if claim.requirement in known
    }
    documents = (assembled("support"), assemble(lean(), library))
    printed = {section.anchor for one in documents for section in one.walk()}
    assert claiming <= printed


def test_a_contract_put_together_from_its_pieces_is_read_as_a_whole() -> None:
    document = assembled("support")
    sections = tuple(one for one in document.sections if one.kind not in UNREAD)
    whole = passages(Document("", sections))
    assert bench("balanced").joined(piece for _, piece in bench("balanced").pieces) == whole


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("The Provider shall keep records.", "The Provider shall not keep records."),
        ("The Provider shall not tell anybody.", "The Provider may tell anybody."),
        ("Neither party shall assign it.", "Either party shall assign it."),
        ("The Provider keeps records.", "The Provider does not keep records."),
        ("It is governed by the law of Malta.", "It is not governed by the law of Malta."),
        ("No other charge is payable.", "Any other charge is payable."),
        (
            "If a level is missed, the Customer may end it.",
            "If a level is missed, the Customer may not end it.",
        ),
        (
            "The Provider shall tell it, if this is known, and shall help.",
            "The Provider shall not tell it, if this is known, and shall not help.",
        ),
        ("Names, dates of birth and bank details", "Names, dates of birth and bank details"),
    ],
)
def test_denying_turns_sentences_around(text: str, denied: str) -> None:
    section = Section("A clause", blocks=(Paragraph((Run(text),)),))
    block = wordings.denied(section).blocks[0]
    assert isinstance(block, Paragraph)
    assert block.text == denied
