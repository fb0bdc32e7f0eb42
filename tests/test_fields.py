"""Every leaf field in every context is printed where its rule stands, or refused; a tenth of them.

`nox -s fields` tries all and writes the table that is compared here.
"""

from __future__ import annotations

from random import Random
from typing import get_args

import pytest

from contract_kit.errors import SpecError
from contract_kit.library.uses import Outcome, Use, uses, where
from contract_kit.settle.scheme import metric_of
from contract_kit.spec import Contract
from contract_kit.spec.kinds import higher_is_better
from contract_kit.spec.lookup import every
from tests.conftest import SEED, clause_library
from tests.fields.contexts import Context, contexts, told
from tests.fields.drafts import draft
from tests.fields.leaves import Leaf, leaves
from tests.fields.reading import Reader, contract
from tests.fields.reviewed import NO_RULE
from tests.fields.settling import SECTIONS
from tests.fields.table import expanded, rows
from tests.fields.walk import judge, moves, not_standing, pairs

SHARE = 10
SHOWN = 20
MOVED = 60
PARTS = 8


def sample() -> list[tuple[Leaf, Context]]:
    """A tenth of all pairs of field and context."""
    return Random(SEED).sample(pairs(), len(pairs()) // SHARE)


def test_the_fields_that_are_walked_are_those_of_the_vocabulary() -> None:
    holding = {path for path, one in every().items() if one.inner is None}
    assert {leaf.path for leaf in leaves()} >= holding


def test_the_table_has_each_field_in_each_context_once() -> None:
    for leaf in leaves():
        found = expanded(leaf, uses().get(leaf.path, ()))
        missing = [told(context) for context in contexts(leaf) if context not in found]
        assert not missing, (leaf.path, missing[:SHOWN])
    assert not set(uses()) - {leaf.path for leaf in leaves()}


def test_no_field_is_silent_in_the_table() -> None:
    every_row = [row for found in uses().values() for row in found]
    others = [row for row in every_row if row.use not in get_args(Outcome)]
    assert not others, others[:SHOWN]
    assert {row.path for row in every_row if row.use == "none"} == set(NO_RULE)


def test_each_field_works_somewhere() -> None:
    idle = [path for path, rows in uses().items() if not any(row.works for row in rows)]
    assert set(idle) == set(NO_RULE)


def test_a_clause_that_is_named_exists() -> None:
    named = {row.clause for rows in uses().values() for row in rows if row.works}
    other = named - set(clause_library().clauses)
    assert all(one.startswith(("definition of ", "cover", "signature", "custom.")) for one in other)


@pytest.mark.parametrize("part", range(PARTS))
def test_a_field_does_in_its_context_what_the_table_says(part: int) -> None:
    assert not wrong(sample()[part::PARTS])


@pytest.mark.slow
@pytest.mark.properties
@pytest.mark.parametrize("part", range(PARTS * SHARE))
def test_every_field_does_in_every_context_what_the_table_says(part: int) -> None:
    assert not wrong(pairs()[part :: PARTS * SHARE])


def test_what_the_table_calls_settled_moves_a_settlement() -> None:
    """Of a metric the first statistic of each kind was tried, so others are left out here."""
    printed = [
        (leaf, context, row.use)
        for leaf in leaves()
        if leaf.steps[0] in SECTIONS
        for context, row in expanded(leaf, uses()[leaf.path]).items()
        if row.works and "statistic" not in told(context)
    ]
    for leaf, context, use in Random(SEED).sample(printed, MOVED):
        assert moves(leaf, context) == (use == "settled"), (leaf.path, told(context), use)


def wrong(tried: list[tuple[Leaf, Context]]) -> str:
    """What the table says otherwise than it is."""
    lines = []
    for leaf, context in tried:
        row = expanded(leaf, uses()[leaf.path])[context]
        found = judge(leaf, context, row.clause)
        use = "printed" if row.works else row.use
        if (found.use, found.clause) != (use, row.clause):
            said = f"{found.use} {found.clause} {found.detail}"
            lines.append(f"{leaf.path} [{told(context)}]: {said}, in the table {row}")
    return "\n".join(lines[:SHOWN])


def test_the_pairs_are_thousands() -> None:
    assert len(pairs()) > 5000


def leaf_of(path: str) -> Leaf:
    return next(leaf for leaf in leaves() if leaf.path == path)


def test_a_field_that_no_clause_prints_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Reader, "clause", lambda self, wanted: ())
    monkeypatch.setattr(Reader, "rest", lambda self: {})
    leaf = leaf_of("pricing.fx.cost_currency")
    assert judge(leaf, contexts(leaf)[0]).use == "silent"


def test_a_change_that_is_refused_for_another_reason_is_no_outcome(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    leaf = leaf_of("service_levels.credits.pool")
    assert judge(leaf, contexts(leaf)[0]).use == "printed"
    monkeypatch.setattr("tests.fields.ties.TIES", ())
    assert judge(leaf, contexts(leaf)[0]).use == "unreached"


def test_a_refusal_that_names_another_field_is_no_outcome() -> None:
    leaf = leaf_of("pricing.fx.band")
    context = contexts(leaf)[0]
    said = "V60 credit is not used with class key; it works with critical metrics; remove it."
    assert not_standing(leaf, context, said).use == "unreached"
    assert not_standing(leaf, context, said.replace("credit", "band")).use == "refused"


def test_an_exit_fee_has_what_its_kind_needs_and_no_more() -> None:
    leaf = leaf_of("term.convenience.fee.of[].days")
    printed = {told(context) for context in contexts(leaf) if judge(leaf, context).use == "printed"}
    assert printed == {
        f"fee.kind: {kind}; of.kind: shortfall_days"
        for kind in ("greater_of", "lesser_of", "sum_of")
    }


def test_contexts_come_from_the_tables_of_the_trade() -> None:
    found = {told(context) for context in contexts(leaf_of("pricing.charges.<id>.until"))}
    assert "basis: fixed" in found
    assert "basis: per_hour; with: tiers" in found
    kinds = {told(context) for context in contexts(leaf_of("service_levels.metrics.<id>.decimals"))}
    assert {"kind: csat; statistic: p95", "method: table; class: key"} <= kinds


def test_rows_hold_several_contexts_and_give_them_back() -> None:
    leaf = leaf_of("pricing.fx.band")
    outcomes = dict.fromkeys(contexts(leaf), ("refused", ""))
    collar = next(context for context in outcomes if told(context) == "method: collar")
    outcomes[collar] = ("printed", "fee.fx")
    made = [Use(*row) for row in rows(leaf, outcomes)]
    assert [(one.context, one.use) for one in made] == [
        ("method: any but collar", "refused"),
        ("method: collar", "printed"),
    ]
    assert {
        context: (row.use, row.clause) for context, row in expanded(leaf, made).items()
    } == outcomes
    assert where(tuple(made)) == "method: collar"


def test_what_settles_judges_by_the_side_that_the_spec_says_is_better() -> None:
    for context in contexts(leaf_of("service_levels.metrics.<id>.decimals")):
        made = _given(context)
        levels = made.service_levels if made else None
        for name, metric in (levels.metrics if levels else {}).items():
            judged = metric_of(name, metric)
            assert judged is not None
            assert judged.levels.higher_is_better == higher_is_better(metric), told(context)


def _given(context: Context) -> Contract | None:
    try:
        return contract(draft(context))
    except SpecError:
        return None
