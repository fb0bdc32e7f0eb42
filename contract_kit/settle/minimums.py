"""Minimum commitments: of a month, of a Contract Year, of the term."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.quantities import round_money
from contract_kit.settle.cycles import contract_year, end_of_term, renewals
from contract_kit.settle.figures import bases
from contract_kit.settle.invoices import Item
from contract_kit.settle.periods import Month
from contract_kit.settle.portions import days_of, portion
from contract_kit.settle.terms import HUNDRED, ZERO, amount, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from contract_kit.spec import Contract


def monthly_item(contract: Contract, month: Month, recurring: Decimal) -> Iterator[Item]:
    """What lifts the recurring charges of a month to their minimum."""
    least, part = minimum_of(contract, month), portion(contract, month, month)
    if least is not None and part.take(least) > recurring:
        said = f"up to the minimum of {least}" + days_of(part)
        yield Item("fee.minimum", "", part.take(least) - recurring, said)


def minimum_of(contract: Contract, month: Month) -> Decimal | None:
    """The least that is paid in a month: by the schedule, then of renewals, then of any month.

    The minimum of months that no schedule names begins with the month of the go-live.
    """
    known = {"expected_monthly": number(contract.get("pricing.expected_monthly"))}
    pricing = contract.pricing
    place = month.index - Month.of(contract.contract.effective_date).index + 1
    for step in pricing.minimum_schedule:
        if step.from_month <= place and (step.to_month is None or place <= step.to_month):
            return amount(step.amount, known, "expected_monthly")
    if pricing.minimum_renewal is not None and renewals(contract, month):
        return amount(pricing.minimum_renewal, known, "expected_monthly")
    start = contract.transition.go_live if contract.transition else None
    if start is not None and month < Month.of(start):
        return None
    return amount(pricing.minimum_monthly, known, "expected_monthly")


def shortfall_items(
    contract: Contract, month: Month, monthly: Mapping[Month, Decimal]
) -> Iterator[Item]:
    """What a Contract Year, or the first term, fell short of its minimum, in its last month.

    `monthly` holds the Monthly Charges of the months settled; others count as expected.
    """
    pricing = contract.pricing
    year, end = contract_year(contract, month), end_of_term(contract)
    paid = ZERO
    if pricing.minimum_yearly is not None and month == year[-1]:
        least = _yearly(contract, year)
        name = f"Contract Year {month.contract_year(contract.contract.effective_date)}"
        item = _item(contract, name, least, _sum(contract, year, monthly))
        paid = item.amount
        yield item
    if pricing.minimum_term is not None and month.index == end.index - 1:
        first = Month.of(contract.contract.effective_date).index
        term = [Month.at(index) for index in range(first, end.index)]
        charged, missing = _sum(contract, term, monthly)
        charged += paid + _earlier_shortfalls(contract, term[:-1], monthly)
        yield _item(contract, "the Initial Term", pricing.minimum_term.amount, (charged, missing))


def _earlier_shortfalls(
    contract: Contract, months: list[Month], monthly: Mapping[Month, Decimal]
) -> Decimal:
    """What earlier years of the term were charged for falling short."""
    if contract.pricing.minimum_yearly is None:
        return ZERO
    years = [contract_year(contract, month) for month in months]
    sums = [
        _item(contract, "", _yearly(contract, year), _sum(contract, year, monthly)).amount
        for month, year in zip(months, years, strict=True)
        if month == year[-1]
    ]
    return sum(sums, ZERO)


def _yearly(contract: Contract, year: list[Month]) -> Decimal:
    """The minimum of a Contract Year; by days for a first one that begins within a month."""
    least = amount(contract.pricing.minimum_yearly, bases(contract), "annual_charges") or ZERO
    return portion(contract, year[0], year[-1]).take(least)


def _item(contract: Contract, what: str, least: Decimal, sums: tuple[Decimal, list[Month]]) -> Item:
    charged, missing = sums
    currency = contract.contract.currency
    share = contract.pricing.shortfall.value if contract.pricing.shortfall else HUNDRED
    short = max(least - charged, ZERO)
    said = f"{what}: {charged.normalize():f} of the minimum of {round_money(least, currency)}"
    said += f", {share} percent of the shortfall" if short else ", which is reached"
    if missing:
        said += f"; {len(missing)} months not measured count as expected"
    return Item("fee.minimum", "", short * share / HUNDRED, said, told=True)


def _sum(
    contract: Contract, months: list[Month], monthly: Mapping[Month, Decimal]
) -> tuple[Decimal, list[Month]]:
    """The Monthly Charges of months, and those that were not measured."""
    expected = bases(contract)["monthly_charges"] or ZERO
    missing = [month for month in months if month not in monthly]
    return sum((monthly.get(month, expected) for month in months), ZERO), missing


def charges_of_year(contract: Contract, month: Month, monthly: Mapping[Month, Decimal]) -> Decimal:
    """The Monthly Charges of the Contract Year a month lies in; missing ones count as expected."""
    return _sum(contract, contract_year(contract, month), monthly)[0]
