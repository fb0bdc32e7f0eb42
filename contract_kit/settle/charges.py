"""What each charge of a contract comes to in a month, from its rate and its volume."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
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
    ZERO,
    amount,
    entries,
    field,
    months_in,
    number,
    rows,
    words,
)

if TYPE_CHECKING:
    from contract_kit.settle.portions import Portion
    from contract_kit.spec import Contract

ONE_OFF = frozenset({"milestone", "gain_share", "instalments"})
"""Bases that are no part of the monthly charges."""
OWN_MEASURE = frozenset({"retainer", "cost_plus", "percent_of_revenue", "computed"})
"""Bases that count hours, cost, revenue or inputs of their own, never the units of a process."""
COUNTED = frozenset({"per_unit", "per_hour", "per_fte", "per_seat", "per_lot", "outcome"})
"""Bases that count units, of which some can be free and all can be forecast."""
EXPECTED = frozenset({"cost_plus", "percent_of_revenue", "computed"})
"""Bases whose expected amount of a month the spec states as `expected`."""


def owed_to_customer(charge: object) -> bool:
    """Whether a charge may be owed to the customer; it is then no part of the Monthly Charges."""
    return field(charge, "due_to") is not None


def may_owe(contract: Contract) -> bool:
    """Whether any charge may be owed to the customer."""
    return any(map(owed_to_customer, entries(contract, "pricing.charges").values()))


def apart(contract: Contract, lines: list[tuple[str, str, Decimal, str]]) -> Decimal:
    """What charges that may be owed to the customer add to lines; no base takes it in."""
    charges = entries(contract, "pricing.charges")
    return sum(
        (due for _, name, due, _ in lines if owed_to_customer(charges.get(name))),
        ZERO,
    )


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

    Cost-plus charges count the expected cost, shares of revenue the expected revenue, retainers
    the expected hours; of a computed charge it is the amount expected.
    """
    basis = words(field(charge, "basis"))
    own = number(field(charge, "expected" if basis in EXPECTED else "volume"))
    if own is not None or basis in OWN_MEASURE:
        return own
    process = words(field(charge, "process"))
    volume = field(entries(contract, "scope.processes").get(process), "volume")
    baseline = number(field(volume, "baseline"))
    if baseline is None:
        return number(field(charge, "baseline"))
    return baseline / months_in(field(volume, "per"))


def free_of(contract: Contract, name: str, charge: object) -> tuple[Decimal, str]:
    """The units of a charge that cost nothing, and the period they are for; none: zero a month."""
    free = entries(contract, "pricing.free_units")
    count = free.get(name) or free.get(words(field(charge, "process")))
    if words(field(charge, "basis")) not in COUNTED:
        count = None
    return number(count) or ZERO, words(field(count, "per")) or "month"


def expected_charge(contract: Contract, name: str, charge: object) -> Decimal | None:
    """A month's charge at its expected volume, less a month's part of what is free."""
    volume = volume_of(contract, charge)
    free, per = free_of(contract, name, charge)
    if volume is not None:
        volume = max(volume - free / months_in(per), ZERO)
    due = unbounded(charge, volume)
    return None if due is None else bounded(charge, due, bounds_of(contract, due))


def bounds_of(contract: Contract, expected: Decimal | None) -> dict[str, Decimal | None]:
    """The amounts that a least or most of a charge may be a percentage of."""
    return {
        "affected_charge": expected,
        "expected_monthly": number(contract.get("pricing.expected_monthly")),
    }


def bounded(
    charge: object, due: Decimal, known: dict[str, Decimal | None], part: Portion | None = None
) -> Decimal:
    """A month's charge within its own minimum and maximum; the maximum decides last.

    `part` is the part of the month that the charge covers; the whole of it where none is given.
    """
    minimum = amount(field(charge, "minimum"), known, "affected_charge")
    maximum = amount(field(charge, "maximum"), known, "affected_charge")
    if part is not None:
        minimum = None if minimum is None else part.take(minimum)
        maximum = None if maximum is None else part.take(maximum)
    due = due if minimum is None else max(due, minimum)
    return due if maximum is None else min(due, maximum)


def unbounded(charge: object, volume: Decimal | None) -> Decimal | None:
    """A month's charge for a volume, before its own minimum and maximum."""
    if words(field(charge, "basis")) in ONE_OFF:
        return ZERO
    if words(field(charge, "basis")) == "computed":
        return volume
    if number(field(charge, "amount")) is not None:
        return fixed_part(charge) + moved(charge, volume)
    return None if volume is None else priced(charge, volume)


def fixed_part(charge: object) -> Decimal:
    """A month's part of the amount of a charge, unrounded."""
    return (number(field(charge, "amount")) or ZERO) / months_in(field(charge, "per"))


def moved(charge: object, volume: Decimal | None, part: Portion | None = None) -> Decimal:
    """What a volume adds to the amount of a charge, or takes off it.

    `part` is the part of the period that the charge covers: of its hours and units.
    """
    if volume is None:
        return ZERO
    hours, overage = number(field(charge, "included_hours")), number(field(charge, "overage_rate"))
    if hours is not None and overage is not None:
        return max(volume - (part.take(hours) if part else hours), ZERO) * overage
    base = number(field(charge, "baseline"))
    if base is None:
        return ZERO
    base = part.take(base) if part else base
    more, less = number(field(charge, "additional_rate")), number(field(charge, "reduced_rate"))
    band = number(field(charge, "dead_band"))
    edge = words(field(charge, "measured_from")) != "baseline"
    return baseline_charge(
        volume, Baseline(base, ZERO, more or ZERO, less or ZERO, band or ZERO, edge)
    )


def priced(charge: object, volume: Decimal) -> Decimal | None:
    """Volume times price, in bands where there are some; a percentage price is a share.

    A price for a quarter or a year counts with its part of a month.
    """
    if words(field(charge, "basis")) == "cost_plus":
        return volume * (HUNDRED + (number(field(charge, "margin")) or ZERO)) / HUNDRED
    bands = bands_of(charge)
    if not bands:
        return None
    due = all_units if words(field(charge, "bands")) == "all_units" else marginal
    total = due(_in_lots(charge, volume), bands)
    return (total / HUNDRED if _in_percent(charge) else total) / months_in(field(charge, "per"))


def _in_lots(charge: object, volume: Decimal) -> Decimal:
    """A volume in lots, where it is priced by the lot."""
    lot = number(field(charge, "lot"))
    if lot is None:
        return volume
    rounding = {"full": ROUND_CEILING, "none": ROUND_FLOOR}.get(words(field(charge, "part_lot")))
    lots = volume / lot
    return lots if rounding is None else lots.to_integral_value(rounding)


def _in_percent(charge: object) -> bool:
    rates = [field(charge, "rate"), *(field(tier, "rate") for tier in rows(field(charge, "tiers")))]
    return any(isinstance(rate, Percent) for rate in rates)


def monthly_charges(contract: Contract) -> dict[str, Decimal | None]:
    """Each recurring charge in a month at its baseline volume; `None` where that is not known."""
    return contract.once("monthly_charges", lambda: _monthly_charges(contract))


def _monthly_charges(contract: Contract) -> dict[str, Decimal | None]:
    found: dict[str, Decimal | None] = {}
    for name, charge in entries(contract, "pricing.charges").items():
        recurs = words(field(charge, "basis")) not in ONE_OFF and not owed_to_customer(charge)
        if recurs and field(charge, "until") is None:
            found[name] = expected_charge(contract, name, charge)
    return found


def recurring(contract: Contract) -> bool:
    """Whether there are Monthly Charges at all: a charge that recurs, or a sum expected of them."""
    expected = contract.get("pricing.expected_monthly")
    return bool(monthly_charges(contract)) or expected is not None


def transition_charge(contract: Contract) -> Decimal | None:
    """The total of the charges paid by milestone; `None` where there is none."""
    totals = [
        number(field(charge, "total")) or ZERO
        for charge in entries(contract, "pricing.charges").values()
        if words(field(charge, "basis")) == "milestone"
    ]
    return sum(totals, ZERO) if totals else None
