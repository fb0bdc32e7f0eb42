"""What a pilot brings onto invoices: its fee and the customer's guarantee (`pilot`)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.quantities import Money, round_money, text
from contract_kit.settle.figures import bases
from contract_kit.settle.invoices import Item
from contract_kit.settle.occasions import in_days
from contract_kit.settle.periods import Month
from contract_kit.settle.terms import amount
from contract_kit.spec.timeline import after, calendar_months

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from contract_kit.spec import Contract
    from contract_kit.spec.vocabulary.delivery import Pilot

ZERO = Decimal(0)


def in_pilot(contract: Contract, month: Month) -> bool:
    """Whether the pilot runs on a day of the month."""
    pilot = contract.pilot
    if pilot is None:
        return False
    return pilot.start <= month.last and month.first < after(pilot.start, pilot.length)


def spares_credits(contract: Contract, month: Month) -> bool:
    """Whether misses and good results of the month cost and pay nothing, as the pilot runs."""
    return in_pilot(contract, month) and not (contract.pilot and contract.pilot.credits_apply)


def pilot_items(
    contract: Contract, month: Month, charged: Callable[[Month], Decimal]
) -> Iterator[Item]:
    """The fee in its instalments, a month apart, and what the guarantee adds.

    `charged` gives the Monthly Charges of a month.
    """
    pilot = contract.pilot
    if pilot is None:
        return
    place = month.index - Month.of(pilot.start).index
    parts = pilot.instalments or ((pilot.fee,) if pilot.fee else ())
    if 0 <= place < len(parts):
        said = f"instalment {place + 1} of the pilot's fee" if pilot.instalments else "pilot fee"
        yield Item("trn.pilot", "", parts[place].amount, said)
    if pilot.guarantee is None or place < 0:
        return
    every = calendar_months(pilot.guarantee.per) or 1
    if (place + 1) % every or place >= every * guarantee_periods(pilot):
        return
    least = amount(pilot.guarantee.amount, bases(contract)) or ZERO
    total = sum((charged(Month.at(month.index - back)) for back in range(every)), ZERO)
    currency = contract.contract.currency
    shown = text(Money(round_money(least, currency), currency))
    reason = f"up to {shown} guaranteed" if least > total else f"{shown} guaranteed and reached"
    yield Item("trn.pilot", "", max(least - total, ZERO), reason, told=True)


def guarantee_periods(pilot: Pilot) -> int:
    """How many periods of the guarantee the pilot holds; one begun counts in full."""
    assert pilot.guarantee is not None
    days = 30 * (calendar_months(pilot.guarantee.per) or 1)
    return -(-int(in_days(pilot.length)) // days)
