"""What a late payment costs: interest by days, within its bounds, and fees a day."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.settle.interest import DAYS, YEAR, interest_on
from contract_kit.settle.invoices import Item
from contract_kit.settle.occasions import in_days
from contract_kit.settle.sheets import refuse
from contract_kit.settle.terms import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contract_kit.settle.measurements import Measurements
    from contract_kit.settle.periods import Month
    from contract_kit.spec import Contract
    from contract_kit.spec.vocabulary.invoicing import Invoicing


def late_items(contract: Contract, month: Month, found: Measurements) -> Iterator[Item]:
    """The interest and fees on a sum that was paid late in a month."""
    owed = found.amounts.get(("late_amount", month))
    days = found.amounts.get(("days_late", month))
    if owed is None and days is None:
        return
    if owed is None or days is None:
        given, lacks = (
            ("days_late", "late_amount") if owed is None else ("late_amount", "days_late")
        )
        raise _missing(found, month, given, lacks, "a late payment has a sum and its days")
    terms = contract.pricing.invoicing
    if terms is None or (terms.late_interest is None and not _fee(terms)):
        yield Item("fee.late", "", ZERO, "no rate of interest is agreed", told=True)
        return
    threshold = terms.late.threshold if terms.late else None
    if threshold is not None and days <= in_days(threshold):
        said = f"{days} days late, and nothing is due up to {in_days(threshold)} days"
        yield Item("fee.late", "", ZERO, said, told=True)
        return
    grace = in_days(terms.late.grace) if terms.late and terms.late.grace else ZERO
    counted = max(days - grace, ZERO)
    if not counted:
        said = f"{days} days late, within the {grace} days of grace"
        yield Item("fee.late", "", ZERO, said, told=True)
        return
    yield from _due(terms, month, found, owed, counted)


def _due(
    terms: Invoicing, month: Month, found: Measurements, owed: Decimal, days: Decimal
) -> Iterator[Item]:
    if terms.late_interest is not None:
        rate, said = yearly_rate(terms, month, found)
        interest = interest_on(owed, rate, days, terms.late.compounds if terms.late else None)
        least = terms.late.minimum.amount if terms.late and terms.late.minimum else ZERO
        text = f"{days} days late, {said}"
        if interest < least:
            text += f", at least {least}"
        yield Item("fee.late", "", max(interest, least), text, told=True)
    if _fee(terms):
        yield Item("fee.late", "", _fee(terms) * days, f"fee for {days} days", told=True)


def _fee(terms: Invoicing) -> Decimal:
    return terms.late.daily_fee.amount if terms.late and terms.late.daily_fee else ZERO


def yearly_rate(terms: Invoicing, month: Month, found: Measurements) -> tuple[Decimal, str]:
    """The yearly rate in percent for a month, and how it came out; the least of those that bound.

    The base rate and the highest rate the law allows are entered each month; without them
    nothing is guessed.
    """
    assert terms.late_interest is not None
    rate = terms.late_interest.value * YEAR / DAYS[terms.late_interest_per]
    said = f"{terms.late_interest.value} percent a {terms.late_interest_per}"
    if terms.late_interest.of:
        base = _entered(found, month, "base_rate")
        rate += base
        said = f"{terms.late_interest.value} percent over {base} percent"
    late = terms.late
    bounds = [late.at_most.value] if late and late.at_most else []
    if late and late.legal_maximum:
        bounds.append(_entered(found, month, "legal_rate"))
    if bounds and min(bounds) < rate:
        return min(bounds), f"{min(bounds)} percent a year, the lesser of the rates"
    return rate, said


def _entered(found: Measurements, month: Month, name: str) -> Decimal:
    value = found.amounts.get((name, month))
    if value is None:
        raise _missing(found, month, "late_amount", name, f"the interest needs {name}")
    return value


def _missing(found: Measurements, month: Month, given: str, lacks: str, why: str) -> Exception:
    line = found.lines.get((given, month), 1)
    said = f"{given} of {month} has no {lacks} beside it; {why}; add a row {lacks},{month},VALUE"
    return refuse("measurements", line, 1, said)
