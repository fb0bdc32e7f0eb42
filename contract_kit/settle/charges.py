"""What each charge of a contract comes to in a month, from its rate and its volume."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.settle.bands import (
    Band,
    Baseline,
    all_units,
    baseline_charge,
    marginal,
    revenue_share,
)
from contract_kit.settle.terms import HUNDRED, entries, field, months_in, number, rows, words

if TYPE_CHECKING:
    from contract_kit.spec import Contract

ZERO = Decimal(0)
ONE_OFF = frozenset({"milestone", "gain_share"})
"""Bases that are no part of the monthly charges."""


def bands_of(charge: object) -> tuple[Band, ...]:
    """The price bands of a charge; one open band where it has a single rate."""
    tiers = rows(field(charge, "tiers"))
    if tiers:
        return tuple(
            Band(number(field(tier, "rate")) or ZERO, number(field(tier, "up_to")))
            for tier in tiers
        )
    rate = number(field(charge, "rate"))
    if rate is None:
        rate = number(field(charge, "percent"))
    return () if rate is None else (Band(rate),)


def volume_of(contract: Contract, charge: object) -> Decimal | None:
    """The monthly volume a charge counts: its own, else its process's baseline."""
    for name in ("volume", "quantity", "seats", "fte"):
        own = field(charge, name)
        found = number(field(own, "baseline")) if number(own) is None else number(own)
        if found is not None:
            return found / months_in(field(own, "per"))
    process = words(field(charge, "process"))
    volume = field(entries(contract, "scope.processes").get(process), "volume")
    baseline = number(field(volume, "baseline"))
    if baseline is None:
        return number(field(charge, "baseline"))
    return baseline / months_in(field(volume, "per"))


def charge_for(charge: object, volume: Decimal | None) -> Decimal | None:
    """A month's charge for a volume, within the charge's own minimum and maximum."""
    due = _unlimited(charge, volume)
    if due is None:
        return None
    minimum, maximum = number(field(charge, "minimum")), number(field(charge, "maximum"))
    due = due if minimum is None else max(due, minimum)
    return due if maximum is None else min(due, maximum)


def _unlimited(charge: object, volume: Decimal | None) -> Decimal | None:
    basis = words(field(charge, "basis"))
    if basis in ONE_OFF:
        return ZERO
    if basis == "cost_plus":
        return _cost_plus(charge, volume)
    if basis == "percent_of_revenue":
        return None if volume is None else revenue_share(volume, bands_of(charge))
    fixed = number(field(charge, "amount"))
    if fixed is not None:
        return _fixed(charge, fixed, volume)
    priced = bands_of(charge)
    if volume is None or not priced:
        return None
    return all_units(volume, priced) if _whole(charge) else marginal(volume, priced)


def _whole(charge: object) -> bool:
    return words(field(charge, "bands")) == "all_units"


def _fixed(charge: object, fixed: Decimal, volume: Decimal | None) -> Decimal:
    """A fixed amount a month, moved by units beyond its baseline where it has rates for them."""
    monthly = fixed / months_in(field(charge, "per"))
    base = number(field(charge, "baseline"))
    if base is None or volume is None:
        return monthly
    more, less = number(field(charge, "additional_rate")), number(field(charge, "reduced_rate"))
    band = number(field(charge, "dead_band"))
    edge = words(field(charge, "dead_band_from")) != "baseline"
    return baseline_charge(
        volume, Baseline(base, monthly, more or ZERO, less or ZERO, band or ZERO, edge)
    )


def _cost_plus(charge: object, cost: Decimal | None) -> Decimal | None:
    known = number(field(charge, "cost"))
    if known is not None:
        cost = known / months_in(field(charge, "per"))
    if cost is None:
        return None
    markup = number(field(charge, "markup")) or ZERO
    return cost * (HUNDRED + markup) / HUNDRED


def monthly_charges(contract: Contract) -> dict[str, Decimal | None]:
    """Each recurring charge in a month at its baseline volume; `None` where that is not known."""
    found: dict[str, Decimal | None] = {}
    for name, charge in entries(contract, "pricing.charges").items():
        if words(field(charge, "basis")) not in ONE_OFF and field(charge, "until") is None:
            found[name] = charge_for(charge, volume_of(contract, charge))
    return found


def transition_charge(contract: Contract) -> Decimal | None:
    """The total of the charges paid by milestone; `None` where there is none."""
    totals = [
        number(field(charge, "total")) or number(field(charge, "amount")) or ZERO
        for charge in entries(contract, "pricing.charges").values()
        if words(field(charge, "basis")) == "milestone"
    ]
    return sum(totals, ZERO) if totals else None
