"""What comes on top of recurring charges: minimums, index, currency, lateness, pilot, one-offs."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.quantities import Percent
from contract_kit.settle.delays import delay_items
from contract_kit.settle.exclusivity import exclusivity_items
from contract_kit.settle.indexation import (
    Bounds,
    Collar,
    absorbed,
    collar_adjustment,
    raised,
)
from contract_kit.settle.invoices import Item
from contract_kit.settle.periods import Month
from contract_kit.settle.pilots import pilot_items
from contract_kit.settle.shares import gain_share, late_interest
from contract_kit.settle.terms import amount, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contract_kit.settle.measurements import Measurements
    from contract_kit.spec import Contract
    from contract_kit.spec.vocabulary.prices import Indexation

ZERO = Decimal(0)
HUNDRED = Decimal(100)
CUSTOMER_BEARS = {"customer_bears": HUNDRED, "provider_bears": ZERO, "renegotiate": ZERO}
"""The customer's percent of what lies beyond the band; until a new bargain nothing moves."""


def other_items(
    contract: Contract, month: Month, found: Measurements, recurring: Decimal
) -> list[Item]:
    """Everything else on the invoice that is not a credit or a bonus."""
    items = [
        *_one_off(contract, month, found),
        *_minimum(contract, month, recurring),
        *pilot_items(contract, month, found, lambda past, due: _shortfall(contract, past, due)),
        *exclusivity_items(contract, month),
        *_index(contract, month, found, recurring),
        *_currency(contract, month, found, recurring),
        *_late(contract, month, found),
        *_passthrough(contract, month, found),
        *delay_items(contract, month, found),
    ]
    return [item for item in items if item.nil or item.amount != ZERO]


def _one_off(contract: Contract, month: Month, found: Measurements) -> Iterator[Item]:
    milestones = (contract.transition.milestones if contract.transition else None) or {}
    for name, milestone in milestones.items():
        if found.volumes.get((name, month)) and milestone.pays is not None:
            yield Item("trn.milestones", name, milestone.pays.amount, "milestone reached")
    for name, charge in contract.pricing.charges.items():
        after = found.volumes.get((name, month))
        if charge.basis == "gain_share" and after is not None and charge.baseline_cost:
            share = charge.share.provider if charge.share else ZERO
            band = number(charge.dead_band) or ZERO
            gain = gain_share(charge.baseline_cost.amount, after, Decimal(1), band, share)
            yield Item("fee.gain_share", name, gain.provider, f"saving {gain.saving}")


def _minimum(contract: Contract, month: Month, recurring: Decimal) -> Iterator[Item]:
    least = minimum_of(contract, month, recurring)
    if least is not None and least > recurring:
        yield Item("fee.minimum", "", least - recurring, f"up to the minimum of {least}")


def _shortfall(contract: Contract, month: Month, recurring: Decimal) -> Decimal:
    """What a month with these charges is charged up to the minimum."""
    return sum((item.amount for item in _minimum(contract, month, recurring)), ZERO)


def minimum_of(contract: Contract, month: Month, recurring: Decimal) -> Decimal | None:
    """The least that is paid in a month, by the schedule of minimums if there is one.

    The minimum of months that no schedule names begins with the month of the go-live.
    """
    known = {"monthly_charges": recurring, "expected_monthly": recurring}
    expected = contract.pricing.expected_monthly
    if expected is not None:
        known["expected_monthly"] = expected.amount
    number_ = month.index - Month.of(contract.contract.effective_date).index + 1
    for step in contract.pricing.minimum_schedule:
        if step.from_month <= number_ and (step.to_month is None or number_ <= step.to_month):
            return amount(step.amount, known, "expected_monthly")
    start = contract.transition.go_live if contract.transition else None
    if start is not None and month < Month.of(start):
        return None
    return amount(contract.pricing.minimum_monthly, known, "expected_monthly")


def _index(
    contract: Contract, month: Month, found: Measurements, recurring: Decimal
) -> Iterator[Item]:
    """What the index adds: every change up to this month, each on the price it found."""
    terms = contract.pricing.indexation
    changes = sorted(
        (at, moved)
        for (name, at), moved in found.amounts.items()
        if name == "index_change" and at <= month
    )
    if terms is None or not changes:
        return
    price = recurring
    for _, moved in changes:
        left = absorbed(moved, terms.absorbed.value) if terms.absorbed else moved
        start = recurring if terms.formula == "base" else price
        price = raised(start, left, _bounds(terms))
    shown = ", ".join(f"{moved} percent from {at}" for at, moved in changes)
    yield Item("fee.index", "", price - recurring, f"index {shown}")


def _bounds(terms: Indexation) -> Bounds:
    cap = number(terms.cap) if terms.lesser_of is None else number(terms.lesser_of)
    return Bounds(cap, number(terms.floor), terms.both_ways)


def _currency(
    contract: Contract, month: Month, found: Measurements, recurring: Decimal
) -> Iterator[Item]:
    terms, rate = contract.pricing.fx, found.amounts.get(("fx_rate", month))
    if terms is None or rate is None or terms.method not in {"collar", "spot"}:
        return
    if terms.reference_rate is None:
        return
    customer = CUSTOMER_BEARS.get(terms.beyond or "share_50_50", Decimal(50))
    band = number(terms.band) if terms.method == "collar" else ZERO
    if terms.method == "spot":
        customer = HUNDRED
    share = terms.cost_share or Percent(HUNDRED)
    collar = Collar(terms.reference_rate, band or ZERO, share.value, customer)
    result = collar_adjustment(recurring, rate, collar)
    yield Item(
        "fee.fx", "", -result.customer_credit, f"rate {rate}, edge {result.edge.normalize():f}"
    )


def _late(contract: Contract, month: Month, found: Measurements) -> Iterator[Item]:
    terms = contract.pricing.invoicing
    owed, days = found.amounts.get(("late_amount", month)), found.amounts.get(("days_late", month))
    if terms is None or terms.late_interest is None or owed is None or days is None:
        return
    period = 30 if terms.late_interest_per == "month" else 365
    rate = terms.late_interest.value
    yield Item("fee.late", "", late_interest(owed, rate, int(days), period), f"{days} days late")


def _passthrough(contract: Contract, month: Month, found: Measurements) -> Iterator[Item]:
    """Third-party cost charged on with its markup, as far as the year's cap allows."""
    terms, cost = contract.pricing.passthrough, found.amounts.get(("passthrough", month))
    if terms is None or cost is None:
        return
    start = contract.contract.effective_date
    markup = HUNDRED + (number(terms.markup) or ZERO)
    before = sum(
        (
            value * markup / HUNDRED
            for (name, past), value in found.amounts.items()
            if name == "passthrough"
            and past < month
            and past.contract_year(start) == month.contract_year(start)
        ),
        ZERO,
    )
    due, cap = cost * markup / HUNDRED, amount(terms.cap, {}, "")
    if cap is not None:
        due = max(min(due, cap - before), ZERO)
    yield Item("fee.passthrough", "", due, f"third-party cost {cost}")
