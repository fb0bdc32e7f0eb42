"""How an exit fee came out, in the words of a line of the settlement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract_kit.quantities import Extremum, Money, Percent, round_money
from contract_kit.quantities import text as printed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    from contract_kit.settle.exits import Standing
    from contract_kit.spec import Contract
    from contract_kit.spec.vocabulary.fees import ExitFee, FeePart


def fee_said(
    contract: Contract,
    fee: ExitFee,
    sums: Sequence[Decimal],
    parts: Sequence[FeePart],
    at: Standing,
) -> str:
    """The days of notice, and what each part of the fee was computed from."""
    given = f"{at.given} days of notice"
    after = "the end" if fee.counted_from == "end" else "the month of the notice"
    why = [_why(contract, part, at, after) for part in parts]
    if fee.kind in ("greater_of", "lesser_of", "sum_of"):
        shown = [_money(contract, one) + (f" ({said})" if said else "")
                 for one, said in zip(sums, why, strict=True)]  # fmt: skip
        joint = " + " if fee.kind == "sum_of" else ", "
        which = "" if fee.kind == "sum_of" else f"the {fee.kind.removesuffix('_of')} of "
        return f"{given}; {which}{joint.join(shown)}"
    return "; ".join(filter(None, (given, *why)))


def _why(contract: Contract, part: FeePart, at: Standing, after: str) -> str:
    said = [_WHY[part.kind](contract, at, after)] if part.kind in _WHY else []
    return ", ".join((*_shares(contract, part.amount, at), *said))


def _shares(contract: Contract, amount: object, at: Standing) -> list[str]:
    """Each share that an amount takes of something, with what that came to."""
    if isinstance(amount, Extremum):
        return [said for one in amount.of for said in _shares(contract, one, at)]
    base = at.bases.get(amount.of) if isinstance(amount, Percent) else None
    if not isinstance(amount, Percent) or base is None:
        return []
    return [f"{amount.value} percent of {amount.of.replace('_', ' ')} {_money(contract, base)}"]


_WHY: dict[str, Callable[[Contract, Standing, str], str]] = {
    "percent_of_remaining": lambda contract, at, after: (
        f"{at.left} months left after {after} at {_money(contract, at.monthly)}"
    ),
    "rest_of_year": lambda contract, at, after: (
        f"{at.year_left} months left in the contract year after {after} at"
        f" {_money(contract, at.monthly)}"
    ),
    "average_months": lambda contract, at, _: f"a month at {_money(contract, at.monthly)}",
    "shortfall_days": lambda contract, at, _: f"a day at {_money(contract, at.daily)}",
    "unamortised_transition": lambda _, at, __: f"{at.passed} of {at.life} months passed",
    "declining": lambda _, at, __: f"{at.passed} months passed",
}


def _money(contract: Contract, value: Decimal) -> str:
    currency = contract.contract.currency
    return printed(Money(round_money(value, currency), currency))
