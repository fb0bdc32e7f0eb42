"""What each charge of a contract comes to in a month, from its rate and its volume."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.quantities import Percent
from contract_kit.settle.bands import (
    Band,
    Baseline,
    all_units,
    baseline_charge,
    marginal,
)
from contract_kit.settle.terms import (
    HUNDRED,
    amount,
    entries,
    field,
    months_in,
    number,
    rows,
    words,
)

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
    return () if rate is None else (Band(rate),)


def volume_of(contract: Contract, charge: object) -> Decimal | None:
    """What a charge counts in a month as expected: its own volume, else its process's baseline.

    Cost-plus charges count the expected cost, shares of revenue the expected revenue.
    """
    for name in ("volume", "expected"):
        own = number(field(charge, name))
        if own is not None:
            return own
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
    minimum = amount(field(charge, "minimum"), {"affected_charge": due}, "affected_charge")
    maximum = amount(field(charge, "maximum"), {"affected_charge": due}, "affected_charge")
    due = due if minimum is None else max(due, minimum)
    return due if maximum is None else min(due, maximum)


def _unlimited(charge: object, volume: Decimal | None) -> Decimal | None:
    if words(field(charge, "basis")) in ONE_OFF:
        return ZERO
    fixed = number(field(charge, "amount"))
    if fixed is not None:
        return _fixed(charge, fixed, volume)
    if volume is None or words(field(charge, "basis")) == "computed":
        return volume
    margin = number(field(charge, "margin"))
    if words(field(charge, "basis")) == "cost_plus":
        return volume * (HUNDRED + (margin or ZERO)) / HUNDRED
    return _priced(charge, volume)


def _priced(charge: object, volume: Decimal) -> Decimal | None:
    """Volume times price, in bands where there are some; a percentage price is a share."""
    bands = bands_of(charge)
    if not bands:
        return None
    lot = number(field(charge, "lot"))
    volume = volume if lot is None else volume / lot
    due = all_units if words(field(charge, "bands")) == "all_units" else marginal
    total = due(volume, bands)
    return total / HUNDRED if _in_percent(charge) else total


def _in_percent(charge: object) -> bool:
    rates = [field(charge, "rate"), *(field(tier, "rate") for tier in rows(field(charge, "tiers")))]
    return any(isinstance(rate, Percent) for rate in rates)


def _fixed(charge: object, fixed: Decimal, volume: Decimal | None) -> Decimal:
    """A fixed amount a month, moved by units beyond its baseline where it has rates for them."""
    monthly = fixed / months_in(field(charge, "per"))
    hours, overage = number(field(charge, "included_hours")), number(field(charge, "overage_rate"))
    if volume is not None and hours is not None and overage is not None:
        return monthly + max(volume - hours, ZERO) * overage
    base = number(field(charge, "baseline"))
    if base is None or volume is None:
        return monthly
    more, less = number(field(charge, "additional_rate")), number(field(charge, "reduced_rate"))
    band = number(field(charge, "dead_band"))
    edge = words(field(charge, "measured_from")) != "baseline"
    return baseline_charge(
        volume, Baseline(base, monthly, more or ZERO, less or ZERO, band or ZERO, edge)
    )


def monthly_charges(contract: Contract) -> dict[str, Decimal | None]:
    """Each recurring charge in a month at its baseline volume; `None` where that is not known."""
    return contract.once("monthly_charges", lambda: _monthly_charges(contract))


def _monthly_charges(contract: Contract) -> dict[str, Decimal | None]:
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
