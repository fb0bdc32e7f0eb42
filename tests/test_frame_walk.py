"""Nothing silent: each leaf of the frame, changed alone, changes a clause or is refused."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from contract_kit.api import assemble
from contract_kit.errors import ContractKitError
from tests.conftest import STANCES, clause_library, loaded
from tests.frame_walk import ROOTS, Path, clauses, full, leaves, others, with_value

ELSEWHERE = {
    "contract.id": "the cover",
    "contract.title": "the cover",
    "contract.stance": "which wording of each clause is printed",
    "contract.house": "the last page",
    "custom_terms.0.approved_by": "the margin of a draft",
}
"""Leaves that no clause prints, and where they stand."""
CLAUSES = {
    "parties": ("def.", "gen.notices", "gen.process_agent", "dp.instructions"),
    "roles": ("gov.", "ppl.key", "trn.", "fee.", "sla."),
    "sites": ("svc.", "sec.programme", "bcp.", "dp.", "ppl.", "fee."),
    "calendars": ("svc.hours", "sla."),
    "governance": ("gov.", "svc.improvement", "fee.", "trn.", "dp.", "sla.", "exit."),
    "security": ("sec.",),
    "scaling": ("svc.scaling",),
    "industry": ("ind.",),
}
"""Where the rules of a section stand: a change shows in one of these clauses."""
SEED, TENTH = 3, 10


@cache
def base() -> dict[str, Any]:
    return full()


@cache
def printed(stance: str) -> dict[str, str]:
    return clauses(loaded(base()), stance)


def every() -> list[tuple[Path, str]]:
    found = [(path, value) for path, value in leaves(base()) if path[0] in ROOTS]
    return [one for one in found if ".".join(map(str, one[0])) not in ELSEWHERE]


def silent(path: Path, value: str, stance: str) -> list[str]:
    """The changes of a leaf after which no clause of its rule reads otherwise."""
    found = []
    for other in others(path, value):
        try:
            now = clauses(loaded(with_value(base(), path, other)), stance)
        except ContractKitError:
            continue
        before = printed(stance)
        moved = {key for key in {*now, *before} if now.get(key) != before.get(key)}
        rules = CLAUSES.get(str(path[0]), ("",))
        if not any(key.startswith(rules) for key in moved):
            found.append(f"{'.'.join(map(str, path))}: {value} -> {other} ({stance})")
    return found


def test_a_tenth_of_the_leaves_is_printed_or_refused() -> None:
    found = []
    for index, (path, value) in enumerate(every()[SEED::TENTH]):
        found += silent(path, value, STANCES[index % 3])
    assert found == [], "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize("stance", STANCES)
def test_every_leaf_is_printed_or_refused(root: str, stance: str) -> None:
    """Every leaf in one of the stances, another one with each seed."""
    those = [one for one in every() if one[0][0] == root]
    chosen = those[(STANCES.index(stance) + SEED) % len(STANCES) :: len(STANCES)]
    found = [text for path, value in chosen for text in silent(path, value, stance)]
    assert found == [], "\n".join(found)


def test_leaves_that_no_clause_prints_stand_elsewhere() -> None:
    document = assemble(loaded(base()), clause_library())
    heading = base()["contract"]
    assert document.title == heading["title"]
    assert document.cover is not None
    assert heading["id"] in str(document.cover)
    last = " ".join(block.text for block in document.sections[-1].blocks)
    assert heading["house"] in last
