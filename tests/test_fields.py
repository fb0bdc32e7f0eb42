"""Every leaf field in every context is printed where its rule stands, or refused; a tenth of them.

`nox -s fields` tries all and writes the table that is compared here.
"""

from __future__ import annotations

import os
from random import Random

import pytest

from contract_kit.library.uses import uses
from contract_kit.spec.lookup import every
from tests.fields.contexts import Context, contexts, told
from tests.fields.leaves import Leaf, leaves
from tests.fields.reviewed import NO_RULE
from tests.fields.table import expanded
from tests.fields.walk import judge, pairs

SEED = int(os.environ.get("CONTRACT_KIT_SEED", "1"))
SHARE = 10
SHOWN = 20


def sample() -> list[tuple[Leaf, Context]]:
    """A tenth of all pairs of field and context."""
    return Random(SEED).sample(pairs(), len(pairs()) // SHARE)


def test_the_fields_that_are_walked_are_those_of_the_vocabulary() -> None:
    holding = {path for path, one in every().items() if one.inner is None}
    assert {leaf.path for leaf in leaves()} >= holding


def test_the_table_has_each_field_in_each_context_once() -> None:
    for leaf in leaves():
        rows = expanded(leaf, uses().get(leaf.path, ()))
        missing = [told(context) for context in contexts(leaf) if context not in rows]
        assert not missing, (leaf.path, missing[:SHOWN])
    assert not set(uses()) - {leaf.path for leaf in leaves()}


def test_no_field_is_silent_in_the_table() -> None:
    rows = [row for found in uses().values() for row in found]
    wrong = [row for row in rows if row.use not in ("printed", "settled", "refused", "none")]
    assert not wrong, wrong[:SHOWN]
    assert {row.path for row in rows if row.use == "none"} == set(NO_RULE)


@pytest.mark.parametrize("part", range(8))
def test_a_field_does_in_its_context_what_the_table_says(part: int) -> None:
    wrong = []
    for leaf, context in sample()[part::8]:
        found = judge(leaf, context)
        row = expanded(leaf, uses()[leaf.path])[context]
        if (found.use, found.clause) != (row.use, row.clause):
            said = f"{found.use} {found.clause} {found.detail}"
            wrong.append(f"{leaf.path} [{told(context)}]: {said}, in the table {row}")
    assert not wrong, "\n".join(wrong[:SHOWN])


def test_the_pairs_are_thousands() -> None:
    assert len(pairs()) > 5000
