"""What comes on top of recurring charges: minimums, index, currency, lateness, pilot, one-offs."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.settle.billing import MONTHLY
from contract_kit.settle.charges import owed_to_customer
from contract_kit.settle.computed import CLAUSE as COMPUTED
from contract_kit.settle.computed import computed_charge
from contract_kit.settle.cycles import contract_year
from contract_kit.settle.delays import delay_items
from contract_kit.settle.exclusivity import exclusivity_items
from contract_kit.settle.figures import bases
from contract_kit.settle.invoices import Item, active, by_name, recurring_items
from contract_kit.settle.late import late_items
from contract_kit.settle.milestones import milestone_items
from contract_kit.settle.minimums import charges_of_year, monthly_item, shortfall_items
from contract_kit.settle.periods import Month
from contract_kit.settle.pilots import pilot_items
from contract_kit.settle.price_changes import (
    currency_items,
    index_items,
    renewal_items,
)
from contract_kit.settle.shares import gain_share
from contract_kit.settle.sheets import refuse
from contract_kit.settle.terms import HUNDRED, ZERO, amount, number
from contract_kit.spec.rules.payments import UNMOVED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from contract_kit.settle.measurements import Measurements
    from contract_kit.spec import Contract
    from contract_kit.spec.vocabulary.charging import Charge

MOVES = frozenset({"fee.index", "fee.renewal"})
"""The clauses that move the rates in force."""


def monthly_items(
    contract: Contract, month: Month, found: Measurements, recurring: list[Item]
) -> list[Item]:
    """What makes the recurring charges the Monthly Charges: minimum, index, rise at a renewal."""
    charges = contract.pricing.charges
    prices: dict[str, Decimal] = {}
    for item in recurring:
        if charges[item.name].basis not in UNMOVED:
            prices[item.group] = prices.get(item.group, ZERO) + item.amount
    least = monthly_item(contract, month, sum((item.amount for item in recurring), ZERO))
    items = [replace(item, group=MONTHLY) for item in least]
    for group, price in (prices or {MONTHLY: ZERO}).items():
        index = list(index_items(contract, month, found, price))
        moved = price + sum((item.amount for item in index), ZERO)
        changes = [*index, *renewal_items(contract, month, found, moved)]
        items += [replace(item, group=group) for item in changes]
    return items


def at_rates_in_force(
    contract: Contract, recurring: list[Item], moved: list[Item]
) -> dict[str, Decimal]:
    """The recurring charges of a month by name, as index and rises at renewals moved them.

    `moved` is what `monthly_items` gives; what a minimum adds belongs to no charge.
    """
    charges = contract.pricing.charges
    indexed = [item for item in recurring if charges[item.name].basis not in UNMOVED]
    dues = by_name(recurring)
    for change in (item for item in moved if item.clause in MOVES):
        together = [item for item in indexed if item.group == change.group]
        price = sum((item.amount for item in together), ZERO)
        for item in together if price else ():
            dues[item.name] += change.amount * item.amount / price
    return dues


def other_items(
    contract: Contract, month: Month, found: Measurements, monthly: Mapping[Month, Decimal]
) -> list[Item]:
    """Everything else on the invoice that is not a credit or a bonus.

    `monthly` holds the Monthly Charges of the months settled, this one among them.
    """
    items = [
        *_one_off(contract, month, found),
        *shortfall_items(contract, month, monthly),
        *pilot_items(contract, month, found, lambda past: _charged(contract, past, found, monthly)),
        *exclusivity_items(contract, month),
        *currency_items(contract, month, found, monthly),
        *late_items(contract, month, found),
        *_passthrough(contract, month, found),
        *_savings(contract, month, found, monthly),
        *delay_items(contract, month, found),
    ]
    return [item for item in items if item.amount != ZERO or item.told]


def _charged(
    contract: Contract, month: Month, found: Measurements, monthly: Mapping[Month, Decimal]
) -> Decimal:
    """The Monthly Charges of a month; one that is not settled is priced as if it were."""
    if month in monthly:
        return monthly[month]
    items = recurring_items(contract, month, found)
    items += monthly_items(contract, month, found, items)
    return sum((item.amount for item in items), ZERO)


def _one_off(contract: Contract, month: Month, found: Measurements) -> Iterator[Item]:
    yield from milestone_items(contract, month, found)
    for name, charge in contract.pricing.charges.items():
        for one in charge.instalments:
            if Month.of(one.due) == month:
                yield Item("fee.charges", name, one.amount.amount, f"instalment of {one.due}")
        if owed_to_customer(charge) and active(charge, month):
            due, how = computed_charge(contract, name, month, found)
            yield Item(COMPUTED, name, due, how, told=True)
        if charge.basis == "gain_share" and active(charge, month):
            yield from _gain(name, charge, found.volumes.get((name, month)))


def _gain(name: str, charge: Charge, after: Decimal | None) -> Iterator[Item]:
    """The provider's share of what a month cost less than the baseline."""
    if after is None or charge.baseline_cost is None or charge.share is None:
        return
    band = number(charge.dead_band) or ZERO
    gain = gain_share(charge.baseline_cost.amount, after, Decimal(1), band, charge.share.provider)
    said = f"saving {gain.saving}" if gain.saving > ZERO else f"no saving, cost {after}"
    if gain.saving > ZERO and not gain.provider:
        said += f", within the first {band} percent"
    yield Item("fee.charges", name, gain.provider, said, told=True)


def _passthrough(contract: Contract, month: Month, found: Measurements) -> Iterator[Item]:
    """Third-party cost charged on with its markup, as far as the year's cap allows."""
    terms, cost = contract.pricing.passthrough, found.amounts.get(("passthrough", month))
    if cost is None:
        return
    if terms is None:
        yield Item("fee.inclusive", "", ZERO, "no cost is passed on", told=True)
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
    due, cap = cost * markup / HUNDRED, amount(terms.cap, bases(contract), "annual_charges")
    said = f"third-party cost {cost}" + (", no yearly cap is agreed" if cap is None else "")
    if cap is not None and due > cap - before:
        due = max(cap - before, ZERO)
        said += f", up to the {cap.normalize():f} of a Contract Year"
    yield Item("fee.passthrough", "", due, said, told=True)


def _savings(
    contract: Contract, month: Month, found: Measurements, monthly: Mapping[Month, Decimal]
) -> Iterator[Item]:
    """What the provider credits for a saving it missed, up to a tenth of the year's charges."""
    terms, short = contract.pricing.savings_baseline, found.amounts.get(("saving_shortfall", month))
    if short is None:
        return
    if terms is None or terms.shortfall != "refund":
        clause = "fee.savings" if terms else "fee.charges"
        yield Item(clause, "", ZERO, "no refund of missed savings is agreed", told=True)
        return
    if month != contract_year(contract, month)[-1]:
        line = found.lines.get(("saving_shortfall", month), 1)
        said = f"{month} does not end a Contract Year; savings are compared by Contract Year"
        raise refuse("measurements", line, 1, f"{said}; give the shortfall in its last month")
    most = charges_of_year(contract, month, monthly) / 10
    said = f"saving short by {short}" + (", up to a tenth of the year" if short > most else "")
    yield Item("fee.savings", "", -min(short, most), said, told=True)
