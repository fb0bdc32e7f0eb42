"""Paths of the spec that decide charges, fees and interest: see `sources`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract_kit.settle.charges import ONE_OFF

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from contract_kit.spec import Contract


def keys(words: str, before: str = "") -> tuple[str, ...]:
    """The words one by one, each after what stands before it."""
    return tuple(f"{before}{word}" for word in words.split())


CHARGE = keys(
    "basis process rate amount per tiers bands bands_over volume lot part_lot minimum maximum"
    " baseline additional_rate reduced_rate dead_band measured_from margin expected included_hours"
    " overage_rate total instalments share baseline_cost from until formula"
)
"""The fields of a charge that decide what it comes to; the others say what it is for."""
START = "contract.effective_date"
PILOT = ("pilot.start", "pilot.length", "pilot.if_failed.extend_once")
"""When the pilot runs."""
LIVE = "transition.go_live"
TERM = ("term.initial", "term.renewal.kind", "term.renewal.length", "term.renewal.max", START)
INDEX = keys(
    "first weights formula cap floor absorbed both_ways lesser_of carry_forward",
    "pricing.indexation.",
)
RENEWAL = keys("cap notice carry_forward", "pricing.renewal_increase.")
MINIMUMS = ("pricing.minimum_monthly", "pricing.minimum_schedule", "pricing.minimum_renewal")
SHORTFALLS = ("pricing.minimum_yearly", "pricing.minimum_term", "pricing.shortfall")


def _charge(contract: Contract, name: str) -> Iterator[str]:
    """A charge, the volume expected of it, and its free units."""
    charge = contract.pricing.charges.get(name)
    if charge is None:
        return
    yield from (f"pricing.charges.{name}.{key}" for key in CHARGE)
    if charge.basis == "milestone":
        return
    yield f"pricing.free_units.{name}"
    if charge.process:
        yield f"pricing.free_units.{charge.process}"
        yield f"scope.processes.{charge.process}.volume.baseline"
        yield f"scope.processes.{charge.process}.volume.per"
    if charge.basis not in ONE_OFF:
        yield START


def _prices(contract: Contract) -> Iterator[str]:
    """The recurring charges, at the volumes that are expected where none is measured."""
    for name, charge in contract.pricing.charges.items():
        if charge.basis not in ONE_OFF:
            yield from _charge(contract, name)


def _indexed(contract: Contract) -> Iterator[str]:
    """The recurring charges at the rates in force."""
    yield from _prices(contract)
    yield from INDEX
    if contract.pricing.renewal_increase:
        yield from (*RENEWAL, *TERM)


def _monthly(contract: Contract) -> Iterator[str]:
    """The Monthly Charges of a month: at the rates in force, with the minimum of a month."""
    yield from _indexed(contract)
    yield from _forecast(contract)
    yield from MINIMUMS
    if contract.pricing.minimum_monthly:
        yield LIVE
    if contract.pricing.minimum_renewal:
        yield from TERM


def _affected(contract: Contract) -> Iterator[str]:
    """The Charge for the affected Service: of the processes that a metric belongs to."""
    yield from _monthly(contract)
    yield from (f"scope.processes.{name}.sla" for name in contract.scope.processes)


def _forecast(contract: Contract) -> Iterator[str]:
    yield from (f"pricing.forecast.{key}" for key in ("tolerance", "above", "below"))


def _expected(contract: Contract) -> Iterator[str]:
    """The Monthly Charges as expected."""
    yield "pricing.expected_monthly"
    yield from _prices(contract)


def _transition(contract: Contract) -> Iterator[str]:
    for name, charge in contract.pricing.charges.items():
        if charge.basis == "milestone":
            yield f"pricing.charges.{name}.total"


def _minimum(contract: Contract, _: str) -> Iterator[str]:
    yield from _monthly(contract)
    yield from SHORTFALLS
    yield START
    if contract.pricing.minimum_term:
        yield from TERM


def _index(contract: Contract, _: str) -> Iterator[str]:
    yield from INDEX
    yield from _prices(contract)


def _renewal(contract: Contract, _: str) -> Iterator[str]:
    yield from (*RENEWAL, *TERM)
    yield from _indexed(contract)


def _fx(contract: Contract, _: str) -> Iterator[str]:
    yield from keys("method reference_rate cost_share band beyond review", "pricing.fx.")
    yield START
    yield from _monthly(contract)


def _late(_: Contract, __: str) -> Iterator[str]:
    keys = ("late_interest", "late_interest_per", "late")
    yield from (f"pricing.invoicing.{key}" for key in keys)


def _passthrough(contract: Contract, _: str) -> Iterator[str]:
    yield from ("pricing.passthrough.markup", "pricing.passthrough.cap")
    if contract.given("pricing.passthrough.cap"):
        yield START


def _savings(contract: Contract, _: str) -> Iterator[str]:
    yield from ("pricing.savings_baseline.shortfall", START)
    yield from _monthly(contract)


def _volume(contract: Contract, name: str) -> Iterator[str]:
    yield from _forecast(contract)
    yield from _charge(contract, name)


def _milestone(contract: Contract, name: str) -> Iterator[str]:
    plan = contract.transition
    milestones = (plan.milestones if plan else None) or {}
    for key in [name] if name in milestones else milestones:
        yield f"transition.milestones.{key}.pays"
    yield "transition.holdback"


def _delay(_: Contract, __: str) -> Iterator[str]:
    keys = ("amount", "per", "cap", "grace", "pro_rata")
    yield from (f"transition.delay_damages.{key}" for key in keys)


def _pilot(contract: Contract, name: str) -> Iterator[str]:
    yield from PILOT
    if name:
        yield "pilot.credits_apply"
        return
    yield from ("pilot.fee", "pilot.instalments", "pilot.guarantee")
    if contract.given("pilot.guarantee"):
        yield from _monthly(contract)


def _exclusivity(_: Contract, __: str) -> Iterator[str]:
    yield from (f"scope.exclusivity.{key}" for key in ("fee", "per", "paid_by"))
    yield START


def _leaving(contract: Contract, _: str) -> Iterator[str]:
    """An exit fee: its own terms, the charges it averages or expects, and the term that is left."""
    right = contract.term.convenience
    fee = right.fee if right else None
    yield "term.convenience.fee"
    if right is None or fee is None or fee.kind == "none":
        return
    if right.by != "customer":
        yield "term.convenience.by"
    if fee.payable == "at_end":
        yield "term.convenience.after"
    for kind in (fee.kind, *(part.kind for _, part in fee.lines)):
        for rule in LEAVING.get(kind, ()):
            yield from rule(contract)


def _phases(_: Contract) -> tuple[str, ...]:
    return (*PILOT, LIVE, *TERM)


def _begun(_: Contract) -> tuple[str, ...]:
    return (START,)


def _term(_: Contract) -> tuple[str, ...]:
    return TERM


def _life(_: Contract) -> tuple[str, ...]:
    return (LIVE, "term.initial", START)


def _recovered(contract: Contract) -> Iterator[str]:
    yield from _transition(contract)
    yield from _milestone(contract, "")


def _remaining(contract: Contract) -> Iterator[str]:
    yield from TERM
    yield from _averaged(contract)


def _averaged(contract: Contract) -> Iterator[str]:
    """What an exit fee counts of each month: the expected charges, or those of past months."""
    yield START
    yield from _expected(contract)
    if contract.given("term.convenience.fee.average_over"):
        yield from _fx(contract, "")


LEAVING: dict[str, tuple[Callable[[Contract], Iterable[str]], ...]] = {
    "by_phase": (_phases,),
    "by_contract_year": (_begun,),
    "by_months_left": (_begun,),
    "percent_of_remaining": (_term, _averaged),
    "rest_of_year": (_averaged,),
    "average_months": (_averaged,),
    "shortfall_days": (_averaged,),
    "unamortised_transition": (_life, _recovered),
    "declining": (_life,),
}
"""What each kind of exit fee rests on besides its own terms."""
CHARGE_RULES: dict[str, Callable[[Contract, str], Iterable[str]]] = {
    "fee.charges": _charge,
    "fee.computed": _charge,
    "fee.time": _charge,
    "fee.volume": _volume,
    "fee.minimum": _minimum,
    "fee.index": _index,
    "fee.renewal": _renewal,
    "fee.fx": _fx,
    "fee.late": _late,
    "fee.passthrough": _passthrough,
    "fee.savings": _savings,
    "trn.milestones": _milestone,
    "trn.delay": _delay,
    "trn.pilot": _pilot,
    "svc.exclusivity": _exclusivity,
    "end.fee": _leaving,
    "end.convenience": _leaving,
}
"""What lines of charges, fees and interest rest on, by clause."""
AMOUNTS: dict[str, Callable[[Contract], Iterable[str]]] = {
    "monthly_charges": _monthly,
    "affected_charge": _affected,
    "annual_charges": _expected,
    "expected_monthly": _expected,
    "transition_charge": _transition,
    "remaining_charges": _remaining,
}
"""What a percentage may be a percentage of, and the paths that this rests on."""
