"""The price adjustment for a late go-live: `transition.delay_damages`."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING

from contract_kit.quantities import Duration
from contract_kit.settle.figures import bases
from contract_kit.settle.invoices import Item
from contract_kit.settle.occasions import in_days
from contract_kit.settle.terms import ZERO, amount

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contract_kit.settle.measurements import Measurements
    from contract_kit.settle.periods import Month
    from contract_kit.spec import Contract
    from contract_kit.spec.vocabulary.delivery import DelayDamages

PERIOD_DAYS = {"day": Decimal(1), "week": Decimal(7), "month": Decimal(30)}
"""How many days of delay a named period holds; the clause says so of a month."""


def delay_items(contract: Contract, month: Month, found: Measurements) -> Iterator[Item]:
    """What the delay up to a month takes off, less what earlier months took off."""
    terms = contract.transition.delay_damages if contract.transition else None
    days = found.amounts.get(("delay_days", month))
    if terms is None or days is None:
        return
    before = [
        value for (name, past), value in found.amounts.items()
        if name == "delay_days" and past < month
    ]  # fmt: skip
    due = delay_due(contract, terms, days)
    taken = max((delay_due(contract, terms, past) for past in before), default=ZERO)
    grace = bool(terms.grace and days and not due)
    text = f"{days} days late" + (", within the grace" if grace else "")
    yield Item("trn.delay", "", min(taken - due, ZERO), text, told=True)


def delay_due(contract: Contract, terms: DelayDamages, days: Decimal) -> Decimal:
    """The sum for so many days of delay in all, within its cap, unrounded."""
    known = bases(contract)
    each = amount(terms.amount, known) or ZERO
    late = max(days - (in_days(terms.grace) if terms.grace else ZERO), ZERO)
    periods = late / period_days(terms.per)
    if not terms.pro_rata:
        periods = periods.to_integral_value(ROUND_CEILING)
    cap = amount(terms.cap, known)
    return each * periods if cap is None else min(each * periods, cap)


def period_days(period: str | Duration) -> Decimal:
    """How many days of delay a period holds."""
    return in_days(period) if isinstance(period, Duration) else PERIOD_DAYS[period]
