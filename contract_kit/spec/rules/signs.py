"""V71: no price, amount or percentage of the pricing or the exit fee is below zero."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.findings import Finding
from contract_kit.quantities import Count, Duration, Extremum, Money, Percent, text
from contract_kit.spec.rules.registry import error, rule
from contract_kit.spec.vocabulary.shape import parts

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract

MAY_FALL = ("pricing.indexation.", ".formula.", ".expected")
"""Where a value may lie below zero: changes of an index, formulas, and what is only expected."""


ROOTS = ("pricing", "term.convenience.fee")


@rule("V71", *ROOTS)
def nothing_is_below_zero(contract: Contract) -> Iterator[Finding]:
    """Find negative values: which way a sum goes is said in words."""
    found = (one for root in ROOTS for one in _values(root, contract.get(root)))
    for path, value, shown in found:
        if value < 0 and not any(part in path for part in MAY_FALL):
            yield error(
                contract, "V71", path,
                f"{shown} lies below zero; expected 0 or more; a sum that the provider owes is"
                " the price of a charge with basis computed, for example"
                " “price: 0 USD - bought_back”.",
            )  # fmt: skip


def _values(path: str, value: object) -> Iterator[tuple[str, Decimal, str]]:
    """Every number below a path, with its size and how it is written."""
    match value:
        case Money(size, _):
            yield path, size, text(value)
        case Percent(size, _) | Count(size, _, _) | Duration(size, _):
            yield path, size, text(value)
        case Extremum(_, members):
            for member in members:
                yield from _values(path, member)
        case bool():
            return
        case Decimal() | int():
            yield path, Decimal(value), str(value)
        case _:
            for key, below in parts(value):
                yield from _values(f"{path}.{key}", below)
