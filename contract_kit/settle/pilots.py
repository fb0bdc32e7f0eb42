"""What a pilot brings onto invoices: its fee and the customer's guarantee (`pilot`)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.quantities import Duration, Money, round_money, text
from contract_kit.settle.figures import bases
from contract_kit.settle.invoices import Item
from contract_kit.settle.occasions import in_days
from contract_kit.settle.periods import Month
from contract_kit.settle.terms import ZERO, amount
from contract_kit.spec.timeline import after, calendar_months

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from contract_kit.settle.measurements import Measurements
    from contract_kit.spec import Contract
    from contract_kit.spec.vocabulary.delivery import Pilot

EXTENDED = "pilot_extended"
"""The row that says that the pilot was not passed and is extended."""
STANDARD = Duration(Decimal(1), "month")
"""How long a pilot is extended where the spec does not say, as `trn.pilot` prints it."""


def extended(found: Measurements) -> bool:
    """Whether a measurement says that the pilot was extended, once."""
    return any(name == EXTENDED and said for (name, _), said in found.amounts.items())


def pilot_end(pilot: Pilot, found: Measurements) -> date:
    """The day after the pilot, its extension among it."""
    end = after(pilot.start, pilot.length)
    return after(end, extension(pilot)) if extended(found) else end


def extension(pilot: Pilot) -> Duration:
    """How long the pilot is extended if it is not passed."""
    failed = pilot.if_failed
    return failed.extend_once if failed and failed.extend_once else STANDARD


def in_pilot(contract: Contract, month: Month, found: Measurements) -> bool:
    """Whether the pilot, or its extension, runs on a day of the month."""
    pilot = contract.pilot
    if pilot is None:
        return False
    return pilot.start <= month.last and month.first < pilot_end(pilot, found)


def spares_credits(contract: Contract, month: Month, found: Measurements) -> bool:
    """Whether misses and good results of the month cost and pay nothing, as the pilot runs."""
    if contract.pilot is None or contract.pilot.credits_apply:
        return False
    return in_pilot(contract, month, found)


def pilot_items(
    contract: Contract, month: Month, found: Measurements, charged: Callable[[Month], Decimal]
) -> Iterator[Item]:
    """The fee in its instalments, a month apart, and what the guarantee adds.

    `charged` gives the Monthly Charges of a month.
    """
    pilot = contract.pilot
    if pilot is None:
        if found.amounts.get((EXTENDED, month)):
            yield Item("fee.charges", "", ZERO, "there is no pilot to extend", told=True)
        return
    place = month.index - Month.of(pilot.start).index
    parts = pilot.instalments or ((pilot.fee,) if pilot.fee else ())
    if 0 <= place < len(parts):
        said = f"instalment {place + 1} of the pilot's fee" if pilot.instalments else "pilot fee"
        yield Item("trn.pilot", "", parts[place].amount, said)
    if pilot.guarantee is None or place < 0:
        return
    every = calendar_months(pilot.guarantee.per) or 1
    if (place + 1) % every or place >= every * guarantee_periods(pilot, found):
        return
    least = amount(pilot.guarantee.amount, bases(contract)) or ZERO
    total = sum((charged(Month.at(month.index - back)) for back in range(every)), ZERO)
    currency = contract.contract.currency
    shown = text(Money(round_money(least, currency), currency))
    reason = f"up to {shown} guaranteed" if least > total else f"{shown} guaranteed and reached"
    yield Item("trn.pilot", "", max(least - total, ZERO), reason, told=True)


def guarantee_periods(pilot: Pilot, found: Measurements) -> int:
    """How many periods of the guarantee the pilot holds; one begun counts in full."""
    assert pilot.guarantee is not None
    days = 30 * (calendar_months(pilot.guarantee.per) or 1)
    length = in_days(pilot.length) + (in_days(extension(pilot)) if extended(found) else ZERO)
    return -(-int(length) // days)
