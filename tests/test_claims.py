"""What a clause claims is what a reader finds in it: each clause and wording scanned alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

import pytest

from contract_kit.library.packs import Requirement
from contract_kit.scan.index import places
from contract_kit.scan.matching import Reading
from contract_kit.scan.verdicts import verdict
from tests.conftest import STANCES, all_packs, assembled, clause_library, example
from tests.mutations import Bench, Claimed, Piece, claimed_by, claims

PASSING = 0.045
"""Share of clauses and requirements where a clause touches on what it does not claim, at most."""
ADDED = 22
"""Requirements of a full contract whose parts unclaiming clauses make up together, at most."""


@cache
def found() -> dict[tuple[str, str], dict[str, tuple[str, bool | None]]]:
    """By clause and wording, for each requirement: its status, and if it is claimed in full."""
    seen: dict[tuple[str, str], dict[str, tuple[str, bool | None]]] = {}
    for stance in STANCES:
        bench = Bench(assembled("support", stance), clause_library())
        made = by_clause(stance)
        whole = Reading(bench.joined(piece for _, piece in bench.pieces), bench.parties)
        first = 0
        for section, piece in bench.pieces:
            clause = clause_library().clauses.get(section.anchor)
            if clause and (clause.id, clause.variant(stance)) not in seen:
                claimed = {one.requirement.id: one.full for one in made.get(clause.id, ())}
                seen[clause.id, clause.variant(stance)] = {
                    one.id: (alone(one, piece, first, whole, bench), claimed.get(one.id))
                    for pack in all_packs()
                    for one in pack.requirements
                }
            first += len(piece)
    return seen


def alone(requirement: Requirement, piece: Piece, first: int, whole: Reading, bench: Bench) -> str:
    """What one clause says of a requirement; in a contract that is about more than its subject."""
    about = range(first, first + len(piece))
    if requirement.scope is not None:
        scope = set(places(whole.within(requirement.scope)))
        about = [place for place in about if place in scope]
    return verdict(requirement, reading(bench, piece, tuple(one - first for one in about))).status


@lru_cache(maxsize=32)
def reading(bench: Bench, piece: Piece, about: tuple[int, ...]) -> Reading:
    """The passages of a piece at these places, as a contract of their own."""
    return Reading(bench.joined([tuple(piece[place] for place in about)]), bench.parties)


def by_clause(stance: str) -> dict[str, list[Claimed]]:
    made: dict[str, list[Claimed]] = {}
    document = assembled("support", stance)
    for one in claims(clause_library(), all_packs(), example("support"), document, stance):
        made.setdefault(one.clause, []).append(one)
    return made


def each() -> Iterator[tuple[str, str, bool | None]]:
    for (clause, variant), results in found().items():
        for requirement, (status, full) in results.items():
            yield f"{clause}/{variant} {requirement}", status, full


def test_a_full_claim_is_found_in_the_clause_alone() -> None:
    missed = [
        f"{name}: {status}" for name, status, full in each() if full and status != "satisfied"
    ]
    assert missed == [], "\n".join(missed)


def test_a_claim_in_part_is_found_in_the_clause_alone() -> None:
    missed = [
        f"{name}: {status}"
        for name, status, full in each()
        if full is False and status not in ("partial", "satisfied")
    ]
    assert missed == [], "\n".join(missed)


def test_a_requirement_that_a_clause_meets_by_itself_is_claimed() -> None:
    unclaimed = [name for name, status, full in each() if status == "satisfied" and full is None]
    assert unclaimed == [], "\n".join(unclaimed)


def test_few_clauses_touch_on_what_they_do_not_claim() -> None:
    every = list(each())
    touched = [name for name, status, full in every if status == "partial" and full is None]
    print(f"{len(touched)} of {len(every)}")
    assert len(touched) <= PASSING * len(every), "\n".join(touched)


@pytest.mark.slow
@pytest.mark.parametrize("stance", STANCES)
def test_without_its_claimants_a_contract_lacks_a_requirement(stance: str) -> None:
    """Parts that other clauses touch on add up in a full contract; seldom, never for data."""
    library = clause_library()
    bench, claimants = Bench(assembled("support", stance), library), claimed_by(library)
    met: list[str] = []
    for pack in all_packs():
        for one in pack.requirements:
            gone = claimants.get(one.id, frozenset())
            kept = (piece for section, piece in bench.pieces if section.anchor not in gone)
            if verdict(one, Reading(bench.joined(kept), bench.parties)).status == "satisfied":
                met.append(f"{pack.id} {one.id}")
    print(len(met), met)
    assert len(met) <= ADDED
    assert not [name for name in met if name.startswith("gdpr-art28")]
