"""The level a metric reached: shares in percent, exact, and rounded where a contract says so."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext

from contract_kit.settle.terms import HUNDRED, ONE


def ratio(part: Decimal | int, whole: Decimal | int) -> Decimal:
    """The share of a part in a whole that is not nothing, in percent."""
    return Decimal(part) * HUNDRED / whole


def rounded(level: Decimal, decimals: int | None) -> Decimal:
    """A level to the decimals its contract states, half-up; unrounded where it states none."""
    if decimals is None:
        return level
    with localcontext() as context:
        context.prec = 60
        return level.quantize(ONE.scaleb(-min(decimals, 30)), ROUND_HALF_UP)
