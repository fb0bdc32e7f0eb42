"""Mutations of every claiming clause, by all packs: 99 of 100 verdicts are right."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from contract_kit.api import assemble
from contract_kit.document import Document, Paragraph, Run, Section
from contract_kit.scan.passages import passages
from contract_kit.spec import Contract
from tests import wordings
from tests.conftest import STANCES, all_packs, assembled, clause_library, example
from tests.mutations import MUTATIONS, UNREAD, Bench, Case, claimed_by, claims
from tests.variations import lean, wide

REQUIRED = 0.99
EACH = 0.94
"""What each kind of mutation must reach by itself."""
PACK = 0.97
"""What each pack must reach by itself."""
OTHERS = (lean, wide)
"""Contracts that agree on other things than the support example."""


@cache
def bench(stance: str) -> Bench:
    return Bench(assembled("support", stance), clause_library())


class Tally:
    """How many verdicts were right, by mutation and by pack, and which were wrong."""

    def __init__(self) -> None:
        self.right: Counter[tuple[str, str]] = Counter()
        self.every: Counter[tuple[str, str]] = Counter()
        self.wrong: list[str] = []

    def add(self, one: Bench, document: Document, contract: Contract, stance: str) -> None:
        for pack in all_packs():
            for claimed in claims(one.library, (pack,), contract, document, stance):
                if claimed.variant == "text" and stance != "balanced":
                    continue  # one text for all stances is judged once
                for case in one.cases(claimed):
                    self.judge(one, case, pack.id)

    def judge(self, one: Bench, case: Case, pack: str) -> None:
        status = one.verdict(case.claimed, case.mutation).status
        for key in ((pack, case.mutation), (pack, ""), ("", case.mutation), ("", "")):
            self.every[key] += 1
            self.right[key] += status in case.expected
        if status not in case.expected:
            self.wrong.append(f"{pack} {case}: {status}, not {'/'.join(sorted(case.expected))}")

    def share(self, pack: str = "", mutation: str = "") -> float:
        return self.right[pack, mutation] / self.every[pack, mutation]

    def report(self) -> str:
        lines = [f"{self.share():.4f} of {self.every['', '']} right"]
        for pack in dict.fromkeys(pack for pack, _ in self.every):
            kinds = (
                f"{name} {self.right[pack, name]}/{self.every[pack, name]}"
                for name in MUTATIONS
                if self.every[pack, name]
            )
            lines.append(f"{pack or 'all packs'} {self.share(pack):.3f}: {', '.join(kinds)}")
        return "\n".join([*lines, *self.wrong])

    def hold(self) -> None:
        """The shares that must be reached, a kind or a pack with few labels by number."""
        assert self.share() >= REQUIRED, self.report()
        for (pack, mutation), every in self.every.items():
            least = EACH if mutation else PACK
            if not (pack and mutation):
                allowed = max(1, every - least * every)
                assert every - self.right[pack, mutation] <= allowed, self.report()


@pytest.mark.parametrize("stance", STANCES)
def test_verdicts_follow_mutations_of_every_claiming_clause(stance: str) -> None:
    tally = Tally()
    tally.add(bench(stance), assembled("support", stance), example("support"), stance)
    print(tally.report())
    assert tally.every["", ""] > 500
    tally.hold()


def test_verdicts_follow_mutations_of_clauses_that_other_contracts_print() -> None:
    """Each clause that the support example does not print, in the first contract that does."""
    tally = Tally()
    for stance in STANCES:
        seen = {one.anchor for one in assembled("support", stance).walk()}
        for contract in OTHERS:
            document = assemble(contract(), clause_library(), stance=stance)
            sections = tuple(one for one in document.walk() if one.anchor not in seen)
            seen.update(one.anchor for one in sections)
            one = Bench(document, clause_library())
            tally.add(one, Document("", sections), contract(), stance)
    print(tally.report())
    assert tally.every["", ""] > 400
    tally.hold()


def test_every_claim_of_every_pack_is_mutated() -> None:
    library = clause_library()
    claiming = {clause for clauses in claimed_by(library).values() for clause in clauses}
    contracts = (example("support"), *(contract() for contract in OTHERS))
    documents = (assemble(one, library) for one in contracts)
    printed = {section.anchor for one in documents for section in one.walk()}
    assert claiming - printed == set()


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
