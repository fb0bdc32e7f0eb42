"""What leaving for convenience costs in a given month, by the exit fee of the contract."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.settle.exits import percent_of_remaining, shortfall_days, unamortised
from contract_kit.settle.figures import bases
from contract_kit.settle.occasions import in_days
from contract_kit.settle.periods import Month
from contract_kit.settle.terms import amount, months_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contract_kit.quantities import Duration
    from contract_kit.spec import Contract
    from contract_kit.spec.vocabulary.ending import ExitFee

ZERO = Decimal(0)
YEAR_DAYS = Decimal(365)
STANDARD_DAYS = Decimal(180)


@dataclass(frozen=True, slots=True)
class Leaving:
    """A notice given on the last day of `month`, with so many days to run.

    `charges` are the charges of past months; months it does not hold count as expected.
    `invoiced` is what milestones have brought up to then: it is not charged a second time.
    """

    month: Month
    days_given: Decimal
    charges: Mapping[Month, Decimal]
    invoiced: Decimal = ZERO


def exit_fee(contract: Contract, leaving: Leaving) -> Decimal | None:
    """The exit fee, unrounded; `None` where the contract names none that can be computed."""
    convenience = contract.term.convenience
    fee = convenience.fee if convenience else None
    if fee is None or fee.kind == "none":
        return None
    return _by_kind(contract, fee, leaving)


def _by_kind(contract: Contract, fee: ExitFee, leaving: Leaving) -> Decimal | None:
    known = bases(contract)
    monthly = known["monthly_charges"]
    if fee.average_over is not None and fee.kind != "shortfall_days":
        days = int(in_days(fee.average_over))
        monthly = charged_over(contract, leaving, days) / days * YEAR_DAYS / 12
        if fee.average_over.unit == "month":
            monthly = _average_month(contract, leaving, int(fee.average_over.value))
    known["remaining_charges"] = None if monthly is None else monthly * _left(contract, leaving)
    if fee.kind == "by_contract_year":
        return _by_year(contract, fee, leaving)
    if fee.kind == "shortfall_days":
        return _shortfall(contract, fee, leaving)
    if fee.kind == "unamortised_transition":
        return _unamortised(contract, leaving)
    if fee.kind == "percent_of_remaining":
        share = fee.percent.value if fee.percent else Decimal(100)
        left = _left(contract, leaving)
        return None if monthly is None else percent_of_remaining(monthly, left, share)
    if fee.kind == "greater_of":
        found = [amount(part, known, "annual_charges") for part in fee.of]
        return max((part for part in found if part is not None), default=None)
    return amount(fee.amount, known, "annual_charges")


def _by_year(contract: Contract, fee: ExitFee, leaving: Leaving) -> Decimal | None:
    year = leaving.month.contract_year(contract.contract.effective_date)
    for step in fee.by_year:
        if step.year == year:
            return amount(step.fee, bases(contract), "annual_charges")
    return ZERO


def _shortfall(contract: Contract, fee: ExitFee, leaving: Leaving) -> Decimal:
    required = Decimal(fee.days) if fee.days is not None else STANDARD_DAYS
    observed = in_days(fee.average_over) if fee.average_over else STANDARD_DAYS
    total = charged_over(contract, leaving, int(observed))
    return shortfall_days(total, observed, required, leaving.days_given)


def charged_over(contract: Contract, leaving: Leaving, days: int) -> Decimal:
    """The charges of the last `days` days up to the notice, each day a part of its month's."""
    expected = (bases(contract)["annual_charges"] or ZERO) / YEAR_DAYS
    total, day = ZERO, leaving.month.last
    counted: dict[Month, int] = {}
    for _ in range(days):
        counted[Month.of(day)] = counted.get(Month.of(day), 0) + 1
        day -= timedelta(days=1)
    for month, number in counted.items():
        known = leaving.charges.get(month)
        total += expected * number if known is None else known * number / month.days
    return total


def _unamortised(contract: Contract, leaving: Leaving) -> Decimal | None:
    """The transition charge in equal parts from go-live to the end, as far as not yet invoiced."""
    total = bases(contract)["transition_charge"]
    if total is None:
        return None
    start = contract.transition.go_live if contract.transition else contract.contract.effective_date
    begun = Month.of(start).index
    over = Decimal(_end(contract) - begun)
    left = unamortised(total, over, Decimal(leaving.month.index - begun + 1))
    return max(min(left, total - leaving.invoiced), ZERO)


def _average_month(contract: Contract, leaving: Leaving, months: int) -> Decimal:
    """The average charges of the last months up to the notice; missing ones count as expected."""
    expected = bases(contract)["monthly_charges"] or ZERO
    last = [Month.at(leaving.month.index - back) for back in range(months)]
    return sum((leaving.charges.get(month, expected) for month in last), ZERO) / months


def _left(contract: Contract, leaving: Leaving) -> Decimal:
    """Months of the current term after the notice's own month."""
    end, renewal = _end(contract), contract.term.renewal
    length = _months(renewal.length) if renewal and renewal.length else 0
    while length and end <= leaving.month.index:
        end += length
    return Decimal(max(end - leaving.month.index - 1, 0))


def _end(contract: Contract) -> int:
    """The index of the first month after the initial term."""
    return Month.of(contract.contract.effective_date).index + _months(contract.term.initial)


def _months(length: Duration) -> int:
    exact = months_in(length) if length.unit in {"month", "year"} else in_days(length) * 12 / 365
    return int(exact)
