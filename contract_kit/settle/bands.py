"""Volume prices: bands, dead bands around a baseline, minimum commitments."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.settle.terms import HUNDRED, ZERO

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Band:
    """A price up to and including a volume; `up_to` is `None` for the last, open band."""

    rate: Decimal
    up_to: Decimal | None = None


def marginal(volume: Decimal, bands: Sequence[Band]) -> Decimal:
    """Each unit at the price of the band it falls in."""
    total, floor = ZERO, ZERO
    for band in bands:
        edge = volume if band.up_to is None else min(volume, band.up_to)
        total += max(edge - floor, ZERO) * band.rate
        floor = max(edge, floor)
    return total


def all_units(volume: Decimal, bands: Sequence[Band]) -> Decimal:
    """The whole volume at the price of the band it ends in (the last band if beyond all)."""
    if not bands:
        return ZERO
    rate = bands[-1].rate
    for band in bands:
        if band.up_to is None or volume <= band.up_to:
            rate = band.rate
            break
    return volume * rate


@dataclass(frozen=True, slots=True)
class Baseline:
    """A charge for a baseline volume, with rates for more and for less.

    Within `dead_band` percent of the baseline nothing changes. Beyond it the units count from the
    band's edge, or from the baseline when `from_edge` is false.
    """

    volume: Decimal
    charge: Decimal
    additional_rate: Decimal
    reduced_rate: Decimal
    dead_band: Decimal = ZERO
    from_edge: bool = True


def baseline_charge(volume: Decimal, base: Baseline) -> Decimal:
    """The charge for `volume`: the baseline charge, plus additional or less reduced units."""
    width = base.volume * base.dead_band / HUNDRED
    low, high = base.volume - width, base.volume + width
    if low <= volume <= high:
        return base.charge
    if volume > high:
        start = high if base.from_edge else base.volume
        return base.charge + (volume - start) * base.additional_rate
    start = low if base.from_edge else base.volume
    return base.charge - (start - volume) * base.reduced_rate
