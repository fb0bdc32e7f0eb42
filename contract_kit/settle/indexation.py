"""Price changes by index and by exchange rate."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.settle.terms import HUNDRED, ONE, ZERO

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Bounds:
    """Limits on a change in percent; without `both_ways` a fall of the index changes nothing."""

    cap: Decimal | None = None
    floor: Decimal | None = None
    both_ways: bool = True

    def limit(self, change: Decimal) -> Decimal:
        """The change that applies."""
        if not self.both_ways:
            change = max(change, ZERO)
        if self.floor is not None:
            change = max(change, self.floor)
        return change if self.cap is None else min(change, self.cap)


def change(old: Decimal, new: Decimal) -> Decimal:
    """How far an index moved, in percent."""
    return (new / old - ONE) * HUNDRED


def blended(parts: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    """The change in percent of several indices: (weight in percent, change in percent) each."""
    return sum((weight * moved for weight, moved in parts), ZERO) / HUNDRED


def absorbed(moved: Decimal, absorb: Decimal, cap: Decimal | None = None) -> Decimal:
    """The change left after the provider absorbs the first points of it, capped."""
    return Bounds(cap=cap).limit(max(moved - absorb, ZERO))


@dataclass(frozen=True, slots=True)
class Collar:
    """An exchange-rate collar: reference rate (cost currency per contract currency) and shares.

    `cost_share` is the percent of the fee spent in the cost currency, `band` the percent either
    way in which nothing changes, `customer_share` the customer's percent of what lies beyond.
    """

    reference: Decimal
    band: Decimal
    cost_share: Decimal = HUNDRED
    customer_share: Decimal = Decimal(50)


@dataclass(frozen=True, slots=True)
class CollarResult:
    """An exchange-rate adjustment; positive amounts are the customer's gain."""

    edge: Decimal
    deviation: Decimal
    gain: Decimal
    customer_credit: Decimal


def collar_adjustment(fee: Decimal, average: Decimal, collar: Collar) -> CollarResult:
    """What the customer gains (or, negative, pays) when the cost currency leaves the collar."""
    moved = change(collar.reference, average)
    sign = -ONE if moved < ZERO else ONE
    edge = collar.reference * (HUNDRED + sign * collar.band) / HUNDRED
    gain = ZERO
    if abs(moved) > collar.band:
        gain = fee * collar.cost_share / HUNDRED * (ONE - edge / average)
    return CollarResult(edge, moved, gain, gain * collar.customer_share / HUNDRED)
