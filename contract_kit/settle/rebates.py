"""Rebates: what the row of a table that a level reaches costs, and credits of one stated size."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.quantities import Duration, Money, Percent
from contract_kit.settle.credits import Rebate, percent_of, table_rebate
from contract_kit.settle.occasions import Occasion, described
from contract_kit.settle.terms import ZERO, number

if TYPE_CHECKING:
    from contract_kit.settle.judgements import Judgement
    from contract_kit.spec.vocabulary.credits import Credits
    from contract_kit.spec.vocabulary.credits import Rebate as RebateSpec
    from contract_kit.spec.vocabulary.services import Metric as MetricSpec

STEPS = "Between two rows of a rebate table the rebate of the worse row applies (no interpolation)."
REBATES, STATED = "monthly_charges", "invoice_before_credits"
"""What a rebate of a table and a stated credit are a percentage of where nothing names a base."""


def based(
    occasion: Occasion, terms: Credits, quantity: object, of: tuple[Judgement, str]
) -> Decimal:
    """What a rebate or credit comes to; `of` gives the judgement and the base if none is named.

    A percentage that names no base is one of `credits.base`.
    """
    judged, default = of
    if isinstance(quantity, Percent) and not quantity.of and terms.base is not None:
        return percent_of(occasion.money(terms.base, judged, default), quantity.value)
    base = REBATES if isinstance(quantity, Duration) else default
    return occasion.money(quantity, judged, base)


def table_credit(
    occasion: Occasion, terms: Credits, spec: MetricSpec, judged: Judgement
) -> tuple[Decimal, str]:
    """What the rebate table of a metric, or the common one, gives for its level, and in words."""
    table = spec.table or terms.table
    if terms.reading is None:
        occasion.assume(STEPS)
    rows = [
        Rebate(row.achieved, based(occasion, terms, row.rebate, (judged, REBATES))) for row in table
    ]
    due = _read(terms, judged, rows)
    if len({_kind(row) for row in table}) > 1 or isinstance(table[0].rebate, Money):
        return due, "rebate of the row reached"
    rate = _read(terms, judged, [Rebate(row.achieved, number(row.rebate) or ZERO) for row in table])
    named = table[0].rebate
    base = named.of if isinstance(named, Percent) else ""
    said = described(Percent(rate, base), "" if terms.base is not None else REBATES)
    return due, f"rebate of {said}"


def _kind(row: RebateSpec) -> str:
    return f"of {row.rebate.of}" if isinstance(row.rebate, Percent) else "money"


def _read(terms: Credits, judged: Judgement, rows: list[Rebate]) -> Decimal:
    if judged.level is None:
        return max(row.rebate for row in rows)
    return table_rebate(
        judged.level,
        rows,
        linear=terms.reading == "linear",
        higher_is_better=judged.levels.higher_is_better,
    )


def stated_credit(
    occasion: Occasion, terms: Credits, spec: MetricSpec, judged: Judgement
) -> tuple[Decimal, str]:
    """The credit that a metric states for each miss, and in words."""
    base = "" if terms.base is not None else STATED
    due = based(occasion, terms, spec.credit, (judged, STATED))
    return due, described(spec.credit, base)
