"""Mutations of our own clauses as further labels: what a clause says, broken in a known way.

They teach the judge what a denial, a recital, a missing clause do. The scorers never see them. Run
with the repository's folder on the path: the mutations are those of the tests.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from functools import cache
from multiprocessing import Pool

import numpy as np

from contract_kit.library.packs import Pack
from contract_kit.scan.chunks import chunks
from contract_kit.scan.linear import Linear
from contract_kit.scan.marks import Scored, best_places, features, marks, told_apart
from contract_kit.scan.verdict_model import STATUSES, Scorers, scores
from contract_kit.scan.verdicts import verdict
from tests.conftest import all_packs, assembled, clause_library, example
from tests.mutations import Bench, Case, Claimed, claims

STANCE = "balanced"
PARTS = 5


@dataclass(frozen=True)
class Broken:
    """What a broken clause shows of a requirement, to its scorer and to its own words alone.

    `part` is the fifth of all clauses that this clause is in, `expected` the numbers of the
    statuses that are right, `status` the number of that which the patterns give.
    """

    id: str
    mutation: str
    part: int
    expected: frozenset[int]
    status: int
    own: np.ndarray
    alike: np.ndarray


def part(clause: str) -> int:
    """The fifth of all clauses that a clause is in."""
    return zlib.crc32(clause.encode()) % PARTS


@cache
def _bench() -> Bench:
    return Bench(assembled("support", STANCE), clause_library())


_scorers: list[Scorers] = []
"""The scorers of this process and of those it begins: of each requirement, and by its words."""


@cache
def _work() -> list[tuple[Pack, Claimed]]:
    document, contract, library = assembled("support", STANCE), example("support"), _bench().library
    return [
        (pack, one)
        for pack in all_packs()
        for one in claims(library, (pack,), contract, document, STANCE)
    ]


@cache
def _chosen(number: int, pack: str) -> Linear:
    asked = next(one for one in all_packs() if one.id == pack).requirements
    return _scorers[number].chosen(asked)


def broken(scorers: Scorers, jobs: int = 2) -> list[Broken]:
    """Every mutation as these scorers see it, but for those that are judged by their reason."""
    _chosen.cache_clear()
    _scorers[:] = scorers, replace(scorers, ids=())
    many = range(len(_work()))
    if jobs == 1:
        return [one for number in many for one in _cases(number)]
    with Pool(jobs) as pool:
        return [one for found in pool.map(_cases, many, chunksize=4) for one in found]


def _cases(number: int) -> list[Broken]:
    pack, claimed = _work()[number]
    found = (_broken(pack, case) for case in _bench().cases(claimed))
    return [one for one in found if one]


def _broken(pack: Pack, case: Case) -> Broken | None:
    requirement, reading = case.claimed.requirement, _bench().reading(case.claimed, case.mutation)
    found = verdict(requirement, reading)
    if found.reason or found.status not in STATUSES:
        return None
    passages, numbers = reading.passages, []
    sentences = _scorers[0].sentences(chunks(passages), len(passages))
    column = [one.id for one in pack.requirements].index(requirement.id)
    for number in range(len(_scorers)):
        table, full = scores(_chosen(number, pack.id), sentences)
        table = told_apart(table, passages)
        given = Scored(table[:, column], full[:, column], float(table.max(axis=0).mean()))
        told = marks(requirement, reading, found, best_places(given.raw))
        numbers.append(features(given, told, passages))
    expected = frozenset(STATUSES.index(one) for one in case.expected if one in STATUSES)
    status = STATUSES.index(found.status)
    belongs = part(case.claimed.clause)
    return Broken(requirement.id, case.mutation, belongs, expected, status, *numbers)
