"""What each line of a settlement rests on: paths of the spec, by the clause that the line cites.

A path stands for all that the spec gives below it. What a line is a percentage of counts too: a
credit of the Monthly Charges rests on the prices. Measurements are no paths and are left out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from contract_kit.quantities import Duration, Extremum, Percent
from contract_kit.settle.charges import ONE_OFF
from contract_kit.settle.judgements import forecast_limit
from contract_kit.settle.rebates import REBATES, STATED
from contract_kit.settle.settlement import Line, Review, Trigger
from contract_kit.spec.kinds import credit_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from contract_kit.spec import Contract


def _keys(words: str, before: str = "") -> tuple[str, ...]:
    """The words one by one, each after what stands before it."""
    return tuple(f"{before}{word}" for word in words.split())


CHARGE = _keys(
    "basis process rate amount per tiers bands bands_over volume lot part_lot minimum maximum"
    " baseline additional_rate reduced_rate dead_band measured_from margin expected included_hours"
    " overage_rate total instalments share baseline_cost from until formula"
)
"""The fields of a charge that decide what it comes to; the others say what it is for."""
METRIC = _keys(
    "kind class unit direction statistic within target minimum ramp window planned_outages period"
    " severities weight credit table credit_when failures_in_month min_sample repeat_window"
    " short_abandon decimals percentile first_hour clock_from small_volume missing_data"
)
"""The fields of a metric that decide how it is judged and what a miss costs."""
START = "contract.effective_date"
LIVE = "transition.go_live"
TERM = ("term.initial", "term.renewal.kind", "term.renewal.length", "term.renewal.max", START)
INDEX = _keys(
    "weights formula cap floor absorbed both_ways lesser_of carry_forward", "pricing.indexation."
)
RENEWAL = _keys("cap notice carry_forward", "pricing.renewal_increase.")
MINIMUMS = ("pricing.minimum_monthly", "pricing.minimum_schedule", "pricing.minimum_renewal")
SHORTFALLS = ("pricing.minimum_yearly", "pricing.minimum_term", "pricing.shortfall")
CREDITS = "service_levels.credits"
NAMELESS = {
    "table": REBATES,
    "credit": STATED,
    "per_event": "monthly_charges",
    "per_duration": "affected_charge",
}
"""What a rebate or credit is a percentage of where neither it nor `credits.base` names a base."""


T = TypeVar("T", Line, Trigger, Review)


def sourced(contract: Contract, lines: tuple[T, ...]) -> tuple[T, ...]:
    """The lines, triggers or reviews with the paths that each rests on."""
    return tuple(replace(one, rests_on=rests_on(contract, one.clause, _name(one))) for one in lines)


def _name(one: Line | Trigger | Review) -> str:
    return one.name if isinstance(one, Line) else one.metric


def rests_on(contract: Contract, clause: str, name: str = "") -> tuple[str, ...]:
    """The paths that a line under a clause rests on, as far as the spec gives them.

    `name` is the metric or charge of the line, empty where it concerns them all.
    """
    rule = RULES.get(clause)
    if rule is None:
        return ()

    def find() -> tuple[str, ...]:
        found = dict.fromkeys(path for path in rule(contract, name) if contract.given(path))
        for base in _named_bases(contract, tuple(found)):
            more = BASES[base](contract)
            found |= dict.fromkeys(path for path in more if contract.given(path))
        return tuple(found)

    return contract.once(f"rests on {clause} {name}", find)


def _named_bases(contract: Contract, paths: Iterable[str]) -> list[str]:
    """What the percentages at some paths are percentages of."""
    agreed = contract.given(f"{CREDITS}.base")
    found: dict[str, None] = {}
    for path in paths:
        nameless = "" if agreed else NAMELESS.get(path.rpartition(".")[2], "")
        found |= dict.fromkeys(_bases(contract.get(path), nameless))
    return [base for base in found if base in BASES]


def _bases(value: object, nameless: str) -> Iterator[str]:
    match value:
        case Percent(_, of):
            yield of or nameless
        case Extremum(_, parts) | tuple(parts):
            for part in parts:
                yield from _bases(part, nameless)
        case Duration() if nameless:
            yield "monthly_charges"
        case _:
            for one in getattr(value, "__dict__", {}).values():
                yield from _bases(one, nameless)


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


def _forecast(contract: Contract) -> Iterator[str]:
    yield from (f"pricing.forecast.{key}" for key in ("tolerance", "above", "below"))


def _invoiced(contract: Contract) -> Iterator[str]:
    """Everything on the invoice of a month before credits."""
    yield from _monthly(contract)
    for clause in ("fee.minimum", "trn.pilot", "svc.exclusivity", "fee.fx", "fee.passthrough"):
        yield from rests_on(contract, clause)
    for clause in ("trn.delay", "fee.late", "fee.savings", "trn.milestones"):
        yield from rests_on(contract, clause)
    for name, charge in contract.pricing.charges.items():
        if charge.basis in ONE_OFF:
            yield from _charge(contract, name)


def _expected(contract: Contract) -> Iterator[str]:
    """The Monthly Charges as expected."""
    yield "pricing.expected_monthly"
    yield from _prices(contract)


def _transition(contract: Contract) -> Iterator[str]:
    for name, charge in contract.pricing.charges.items():
        if charge.basis == "milestone":
            yield f"pricing.charges.{name}.total"


BASES: dict[str, Callable[[Contract], Iterable[str]]] = {
    "monthly_charges": _monthly,
    "affected_charge": _monthly,
    "annual_charges": _expected,
    "expected_monthly": _expected,
    "previous_year_average_month": _invoiced,
    "invoice_before_credits": _invoiced,
    "transition_charge": _transition,
}
"""What a percentage may be a percentage of, and the paths that this rests on."""


def _level(contract: Contract, name: str) -> Iterator[str]:
    """How a metric is judged; each one that a miss of costs something where the line names none."""
    levels = contract.service_levels
    if levels is None:
        return
    for metric in [name] if name in levels.metrics else _costly(contract):
        yield from (f"service_levels.metrics.{metric}.{key}" for key in METRIC)
        for process, spec in contract.scope.processes.items():
            if forecast_limit(contract) is not None and isinstance(spec.sla, tuple):
                yield f"scope.processes.{process}.sla"
                if metric in spec.sla:
                    yield f"scope.processes.{process}.volume.baseline"
                    yield f"scope.processes.{process}.volume.per"
    yield from ("service_levels.period", "service_levels.exclusions")
    yield from _start(contract)


def _costly(contract: Contract) -> list[str]:
    """The metrics that are critical, or that a rule of credits names."""
    levels = contract.service_levels
    if levels is None:
        return []
    return [
        name
        for name, one in levels.metrics.items()
        if one.class_ == "critical" or credit_rules(levels.credits, name, one)
    ]


def _start(contract: Contract) -> Iterator[str]:
    """The first day on which levels count."""
    if contract.given("service_levels.starts"):
        yield "service_levels.starts"
    else:
        yield LIVE if contract.transition else START


def _credit(*keys: str) -> Callable[[Contract, str], Iterator[str]]:
    """A rule of credits: the levels it follows, and these keys of `credits`."""

    def paths(contract: Contract, name: str) -> Iterator[str]:
        yield from _level(contract, name)
        yield from (f"{CREDITS}.{key}" for key in keys)
        yield f"{CREDITS}.one_incident"

    return paths


def _all_credits(contract: Contract, name: str) -> Iterator[str]:
    """Every credit of a month before its caps."""
    yield from _level(contract, name)
    keys = "at_risk tiers table reading base repeat per_event per_duration one_incident"
    yield from _keys(keys, f"{CREDITS}.")


def _missed(contract: Contract, name: str) -> Iterator[str]:
    """The credit of a miss, by the rule of its metric."""
    levels = contract.service_levels
    metric = levels.metrics.get(name) if levels else None
    if levels is None or metric is None:
        yield from _all_credits(contract, name)
        return
    rules = credit_rules(levels.credits, name, metric)
    keys = {"weighted": ("at_risk", "tiers"), "table": ("table", "reading", "base")}
    named = [key for rule in rules for key in keys.get(rule, ("base",))]
    yield from _credit(*named)(contract, name)


def _repeated(contract: Contract, name: str) -> Iterator[str]:
    yield f"{CREDITS}.repeat"
    yield from _missed(contract, name)


def _caps(contract: Contract, name: str) -> Iterator[str]:
    """What caps take off, out of all credits."""
    yield from _capped(contract)
    yield "service_levels.bonuses.collar"
    if contract.given("service_levels.bonuses.collar"):
        yield START
        yield from _earn_back(contract, name)
        yield from _awards(contract, name)


def _capped(contract: Contract) -> Iterator[str]:
    """The credits of a month and of a year as the caps leave them."""
    yield from (f"{CREDITS}.monthly_cap", f"{CREDITS}.annual_cap")
    if contract.given(f"{CREDITS}.annual_cap"):
        yield START
    yield from _all_credits(contract, "")


def _earn_back(contract: Contract, name: str) -> Iterator[str]:
    if contract.given(f"{CREDITS}.earn_back"):
        yield f"{CREDITS}.earn_back"
        yield from _capped(contract)
        yield from _level(contract, name)


def _awards(contract: Contract, name: str) -> Iterator[str]:
    keys = ("awards", "cap", "condition", "net_of_credits", "collar")
    yield from (f"service_levels.bonuses.{key}" for key in keys)
    terms = contract.service_levels.bonuses if contract.service_levels else None
    gated = terms is not None and terms.condition not in (None, "none")
    for award in terms.awards if terms else ():
        if name in ("", award.metric):
            yield from _level(contract, award.metric)
    if gated:
        yield from _level(contract, "")
    yield from ("pilot.start", "pilot.length", "pilot.credits_apply")
    if terms is not None and (terms.net_of_credits or terms.condition == "no_credit"):
        yield from _capped(contract)
        yield f"{CREDITS}.earn_back"
    if terms is not None and terms.collar is not None:
        yield from (START, *_capped(contract))


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
    yield from _keys("method reference_rate cost_share band beyond review", "pricing.fx.")
    yield START
    yield from _monthly(contract)


def _late(_: Contract, __: str) -> Iterator[str]:
    keys = ("late_interest", "late_interest_per", "late")
    yield from (f"pricing.invoicing.{key}" for key in keys)


def _passthrough(_: Contract, __: str) -> Iterator[str]:
    yield from ("pricing.passthrough.markup", "pricing.passthrough.cap", START)


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
    yield from ("pilot.start", "pilot.length")
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
    if right is not None and right.by != "customer":
        yield "term.convenience.by"
    if fee is None:
        return
    if fee.payable == "at_end":
        yield "term.convenience.after"
    for kind in (fee.kind, *(part.kind for _, part in fee.lines)):
        for rule in LEAVING.get(kind, ()):
            yield from rule(contract)


def _phases(_: Contract) -> tuple[str, ...]:
    return ("pilot.start", "pilot.length", LIVE, *TERM)


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


def _trigger(contract: Contract, name: str) -> Iterator[str]:
    yield "service_levels.termination_trigger"
    yield from _level(contract, name)
    if contract.given("service_levels.termination_trigger.credits_at_cap"):
        yield from (f"{CREDITS}.monthly_cap", *_all_credits(contract, ""))


def _review(contract: Contract, name: str) -> Iterator[str]:
    yield from ("service_levels.review.every", "service_levels.review.ratchet")
    yield from _level(contract, name)


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
BASES["remaining_charges"] = _remaining
RULES: dict[str, Callable[[Contract, str], Iterable[str]]] = {
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
    "sla.credits": _missed,
    "sla.tiers": _missed,
    "sla.measure": _level,
    "sla.repeat": _repeated,
    "sla.events": _credit("per_event"),
    "sla.durations": _credit("per_duration"),
    "sla.caps": _caps,
    "sla.earn_back": _earn_back,
    "sla.bonus": _awards,
    "sla.terminate": _trigger,
    "sla.review": _review,
}
"""Every clause that a line may cite; those that only say why nothing is due rest on nothing."""
