"""V81 and V82: what a late go-live and a pilot cost can be computed as the clauses say."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.findings import Finding
from contract_kit.quantities import Duration, bases_of
from contract_kit.spec.rules.registry import error, rule
from contract_kit.spec.timeline import calendar_months

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract
    from contract_kit.spec.vocabulary.delivery import Pilot

BASES = ("transition_charge", "monthly_charges", "expected_monthly", "annual_charges")
"""What a sum for delay or a guarantee may be a share of."""
DAYS = ("day", "week")
DELAY = "transition.delay_damages"


@rule("V81", "transition.delay_damages", "pricing.charges")
def delay_can_be_counted(contract: Contract) -> Iterator[Finding]:
    """Find sums for delay that are shares of nothing, and times that are no calendar days."""
    terms = contract.transition.delay_damages if contract.transition else None
    if terms is None:
        return
    for name in ("amount", "cap"):
        yield from _shares(contract, f"{DELAY}.{name}", getattr(terms, name), "V81")
    named = isinstance(terms.per, str) and terms.per not in ("day", "week", "month")
    if named or (isinstance(terms.per, Duration) and terms.per.unit not in DAYS):
        yield error(contract, "V81", f"{DELAY}.per", "delay is counted in calendar days; expected"
                    " day, week, month or a number of days or weeks; correct it.")  # fmt: skip
    if terms.grace is not None and terms.grace.unit not in DAYS:
        yield error(contract, "V81", f"{DELAY}.grace", "delay is counted in calendar days;"
                    " expected days or weeks; write for example 5 days.")  # fmt: skip


def _shares(contract: Contract, path: str, amount: object, code: str) -> Iterator[Finding]:
    charged = any(one.basis == "milestone" for one in contract.pricing.charges.values())
    for base in bases_of(amount):
        if base not in BASES:
            found = f"a share of “{base}”" if base else "a share that does not say of what"
            yield error(contract, code, path, f"{found} stands here; expected one of"
                        f" {', '.join(BASES)}; write for example 2 percent of monthly_charges."
                        )  # fmt: skip
        elif base == "transition_charge" and not charged:
            yield error(contract, code, path, "a share of the transition charge stands here, and"
                        " no charge has the basis milestone; expected one; add it or change the"
                        " base.")  # fmt: skip


@rule("V82", "transition.holdback", "transition.milestones")
def holdbacks_are_of_payments(contract: Contract) -> Iterator[Finding]:
    """Find a holdback of nothing, or of all."""
    plan = contract.transition
    if plan is None or plan.holdback is None:
        return
    if not any(one.pays for one in (plan.milestones or {}).values()):
        yield error(contract, "V82", "transition.holdback", "“holdback” is a share of what"
                    " milestones pay, and none pays; expected “pays” of one; add it or remove the"
                    " holdback.")  # fmt: skip
    if plan.holdback.of or not 0 < plan.holdback.value < 100:
        yield error(contract, "V82", "transition.holdback", "the holdback is no part of each"
                    " payment; expected a percentage alone, above 0 and below 100; write for"
                    " example 10 percent.")  # fmt: skip


@rule("V82", "pilot", "pricing.charges")
def pilots_can_be_settled(contract: Contract) -> Iterator[Finding]:
    """Find instalments that are not the fee, and guarantees no month is settled with."""
    pilot = contract.pilot
    if pilot is None:
        return
    yield from _instalments(contract, pilot)
    if pilot.guarantee is not None:
        path = "pilot.guarantee"
        yield from _shares(contract, f"{path}.amount", pilot.guarantee.amount, "V82")
        if calendar_months(pilot.guarantee.per) is None:
            yield error(contract, "V82", f"{path}.per", "the guarantee is settled with calendar"
                        " months; expected month, quarter or a multiple of 30 days; correct it."
                        )  # fmt: skip


def _instalments(contract: Contract, pilot: Pilot) -> Iterator[Finding]:
    paid = sum((part.amount for part in pilot.instalments), Decimal(0))
    fee = pilot.fee.amount if pilot.fee else Decimal(0)
    if pilot.instalments and paid != fee:
        yield error(contract, "V82", "pilot.instalments", f"the instalments add up to {paid}, the"
                    f" fee of the pilot is {fee}; expected the same sum; correct one."
                    )  # fmt: skip
