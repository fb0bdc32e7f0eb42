"""A month's recurring charges before credits: rates times volumes, in the words of their basis."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.quantities import round_money
from contract_kit.settle.billing import ADVANCE, MONTHLY, group_of
from contract_kit.settle.charges import (
    COUNTED,
    ONE_OFF,
    bands_of,
    bounded,
    bounds_of,
    fixed_part,
    moved,
    owed_to_customer,
    priced,
    unbounded,
    volume_of,
)
from contract_kit.settle.computed import CLAUSE, computed_charge, input_names
from contract_kit.settle.metering import Meter
from contract_kit.settle.periods import Month
from contract_kit.settle.portions import TIMED, timed
from contract_kit.settle.terms import ZERO, amount, months_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contract_kit.settle.measurements import Measurements
    from contract_kit.spec import Contract
    from contract_kit.spec.vocabulary.charging import Charge

EXPECTED = "A charge without a measured volume is settled at its expected volume."
FIXED = "fixed"
NOTHING = "nothing measured, and no volume is expected"
NOT_MEASURED = "Earlier months without a measured volume count as expected where volumes add up."
AMOUNTS = (
    "index_change",
    "renewal_increase",
    "renewal_notice_days",
    "fx_rate",
    "late_amount",
    "days_late",
    "base_rate",
    "legal_rate",
    "saving_shortfall",
    "delay_days",
    "pilot_extended",
    "notice_days",
    "provider_notice_days",
    "new_agreement",
    "holdback_release",
    "passthrough",
    "working_days",
    "previous_year_average_month",
)
"""Amounts of a month that a measurement file may give besides levels and volumes."""
VACANT = TIMED
"""Bases whose seats may be vacant."""
FORECAST = COUNTED
"""Bases whose volume can be forecast."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of an invoice, unrounded; negative lines are in the customer's favour.

    One that is `told` prints even where it comes to nothing: its text says why. `group` says which
    invoice it belongs on: that of the Monthly Charges, or that of those in advance.
    """

    clause: str
    name: str
    amount: Decimal
    text: str
    told: bool = False
    group: str = ""


def amount_names(contract: Contract) -> tuple[str, ...]:
    """Amounts of a month that may be given; a blend of indexes has a row for each of them."""
    index = contract.pricing.indexation if contract.pricing else None
    weights = index.weights if index and index.weights else {}
    return (*AMOUNTS, *(f"index_change.{name}" for name in weights))


def volume_names(contract: Contract) -> set[str]:
    """What a measurement file may give a volume for: charges, processes, milestones."""
    charges = contract.pricing.charges
    names = {*charges, *contract.scope.processes}
    names |= {f"{name}.vacant_days" for name, one in charges.items() if one.basis in VACANT}
    if contract.pricing.forecast:
        names |= {f"{name}.forecast" for name, one in charges.items() if one.basis in FORECAST}
    names |= input_names(contract)
    if contract.transition and contract.transition.milestones:
        names |= set(contract.transition.milestones)
    return names


def recurring_items(
    contract: Contract, month: Month, found: Measurements, group: str = ""
) -> list[Item]:
    """The month's recurring charges at the rates of the contract, before an index moves them.

    With a `group` only the charges that have it.
    """
    return [
        replace(item, group=item.group or group_of(contract, charge))
        for name, charge in contract.pricing.charges.items()
        if charge.basis not in ONE_OFF and not owed_to_customer(charge) and active(charge, month)
        if group in ("", group_of(contract, charge))
        for item in _charge_items(Meter(contract, name, charge, found), month)
    ]


def by_name(items: Iterable[Item]) -> dict[str, Decimal]:
    """What the items of each charge come to."""
    dues: dict[str, Decimal] = {}
    for item in items:
        dues[item.name] = dues.get(item.name, ZERO) + item.amount
    return dues


def active(charge: Charge, month: Month) -> bool:
    """Whether a charge is due in a month at all."""
    begun = charge.from_ is None or charge.from_ <= month.last
    return begun and (charge.until is None or charge.until >= month.first)


def _charge_items(meter: Meter, month: Month) -> Iterator[Item]:
    if meter.charge.basis == "computed":
        came_to, how = computed_charge(meter.contract, meter.name, month, meter.found)
        yield Item(CLAUSE, meter.name, came_to, how, told=True)
        return
    volume = meter.volume(month)
    due = due_for(meter, month, volume)
    if due is None:
        yield Item("fee.charges", meter.name, ZERO, NOTHING, told=True)
        return
    text = _text(meter, month, volume)
    if text != FIXED and group_of(meter.contract, meter.charge) == ADVANCE:
        part = _instalment(meter, month)
        yield Item("fee.charges", meter.name, part, FIXED)
        yield Item("fee.charges", meter.name, due - part, text, group=MONTHLY)
        return
    yield Item(
        "fee.charges", meter.name, due, text, told=not due and meter.measured(month) is not None
    )
    empty = meter.found.volumes.get((f"{meter.name}.vacant_days", month))
    if empty and volume is not None:
        days = meter.found.amounts.get(("working_days", month)) or _weekdays(meter, month)
        staffed = due_for(meter, month, max(volume - empty / days, ZERO)) or ZERO
        said = f"{empty} seat-days vacant of {days} working days"
        yield Item("fee.time", meter.name, staffed - due, said)
    yield from _forecast(meter, month, volume)


def _text(meter: Meter, month: Month, volume: Decimal | None) -> str:
    charge = meter.charge
    counts = charge.baseline is not None or charge.included_hours is not None
    if charge.amount is not None and not (counts and volume is not None):
        return FIXED
    said = "expected" if meter.measured(month) is None else "measured"
    missing = meter.unmeasured(month)
    more = f"; not measured, taken as expected: {_span(missing)}" if missing else ""
    return f"{said} volume {volume}{more}"


def _span(months: list[Month]) -> str:
    first, last = months[0], months[-1]
    whole = last.index - first.index + 1 == len(months)
    if len(months) > 2 and whole:
        return f"{first} to {last}"
    return ", ".join(str(month) for month in months)


def due_for(meter: Meter, month: Month, volume: Decimal | None) -> Decimal | None:
    """What a charge comes to in a month at a volume, within its own bounds."""
    charge = meter.charge
    expected = unbounded(charge, volume_of(meter.contract, charge))
    known, part = bounds_of(meter.contract, expected), meter.part(month)
    if charge.amount is not None:
        return bounded(charge, _fixed(meter, month, volume), known, part)
    units = meter.billable(month, volume)
    if units is None:
        return None
    if charge.bands_over not in (None, "month"):
        return _added(meter, month, units, known)
    due = priced(charge, units)
    if due is None:
        return None
    return bounded(charge, part.take(due) if timed(charge) else due, known, part)


def _added(
    meter: Meter, month: Month, units: Decimal, known: dict[str, Decimal | None]
) -> Decimal | None:
    """What a month adds to a quarter or a year whose volumes, and whose maximum, add up."""
    charge = meter.charge
    months = meter.earlier(month, charge.bands_over)
    since = sum((_step(meter, past) for past in months), ZERO)
    until = since + _step(meter, month, units)
    most = amount(charge.maximum, known, "affected_charge")
    if not bands_of(charge) and charge.basis != "cost_plus":
        return None
    if most is None:
        return until - since
    most = meter.part(month, charge.bands_over).take(most)
    return min(until, most) - min(since, most)


def _step(meter: Meter, month: Month, units: Decimal | None = None) -> Decimal:
    """What a month adds to a quarter or a year, before its maximum; by days where it is a time."""
    if units is None:
        units = meter.billable(month, meter.volume(month)) or ZERO
    before = meter.before(month)
    until, since = priced(meter.charge, before + units), priced(meter.charge, before)
    step = (until or ZERO) - (since or ZERO)
    return meter.part(month).take(step) if timed(meter.charge) else step


def _fixed(meter: Meter, month: Month, volume: Decimal | None) -> Decimal:
    """The month's part of an amount, and what the volume moves; a retainer's hours add up."""
    charge = meter.charge
    part = _instalment(meter, month)
    if charge.included_hours is not None and volume is not None:
        before, covered = meter.hours_before(month), meter.hours_part(month)
        return part + moved(charge, before + volume, covered) - moved(charge, before, covered)
    return part + moved(charge, volume, meter.part(month))


def _instalment(meter: Meter, month: Month) -> Decimal:
    """The part of an amount that falls on a month, by days where only a part of it is charged.

    Parts are rounded so that those of a whole period add up to its amount exactly.
    """
    monthly, length = fixed_part(meter.charge), months_in(meter.charge.per)
    part = monthly
    if length > 1:
        place = (month.index - meter.begins().index) % int(length)
        currency = meter.contract.contract.currency
        before, after = monthly * place, monthly * (place + 1)
        part = round_money(after, currency) - round_money(before, currency)
    return meter.part(month).take(part)


def _weekdays(meter: Meter, month: Month) -> Decimal:
    """Monday to Friday of the days of a month on which a charge is due."""
    days = [month.first.replace(day=day) for day in range(1, month.days + 1)]
    start, until = meter.contract.contract.effective_date, meter.charge.until
    begun = max(start, meter.charge.from_ or start)
    due = [day for day in days if day >= begun and (until is None or day <= until)]
    return Decimal(sum(1 for day in due or days if day.weekday() < 5))


def _forecast(meter: Meter, month: Month, volume: Decimal | None) -> Iterator[Item]:
    """What units outside the range around a forecast cost, at the prices of the charge.

    A month without a forecast has the baseline volume as its own.
    """
    terms = meter.contract.pricing.forecast
    given = meter.found.volumes.get((f"{meter.name}.forecast", month))
    forecast = meter.expected(month) if given is None else given
    if terms is None or forecast is None or volume is None or meter.charge.basis not in FORECAST:
        return
    width = forecast * terms.tolerance.value / 100
    high, low = forecast + width, forecast - width
    share, edge = ZERO, volume
    if volume > high and terms.above is not None:
        share, edge = terms.above.value, high
    elif volume < low and terms.below is not None:
        share, edge = terms.below.value, low
    apart = (due_for(meter, month, edge) or ZERO) - (due_for(meter, month, volume) or ZERO)
    said = f"volume {volume}, range {low} to {high}"
    due = abs(apart) * share / 100
    if due or given is not None:
        yield Item("fee.volume", meter.name, due, said, told=True)
