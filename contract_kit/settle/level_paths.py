"""Paths of the spec that decide credits, bonuses and rights to leave: see `sources`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract_kit.settle.charge_paths import LIVE, PILOT, START, keys
from contract_kit.settle.judgements import forecast_limit
from contract_kit.spec.kinds import credit_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from contract_kit.spec import Contract

METRIC = keys(
    "kind class unit direction statistic within target minimum ramp window calendar planned_outages"
    " period severities weight credit table credit_when failures_in_month min_sample sample"
    " repeat_window short_abandon decimals percentile first_hour clock_from small_volume"
    " missing_data"
)
"""The fields of a metric that decide how it is judged and what a miss costs."""
CREDITS = "service_levels.credits"


def _level(contract: Contract, name: str) -> Iterator[str]:
    """How a metric is judged; each one that a miss of costs something where the line names none."""
    levels = contract.service_levels
    if levels is None:
        return
    for metric in [name] if name in levels.metrics else _costly(contract):
        yield from (f"service_levels.metrics.{metric}.{key}" for key in METRIC)
        if levels.metrics[metric].calendar:
            yield f"calendars.{levels.metrics[metric].calendar}"
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
    rules = "at_risk tiers table reading base repeat per_event per_duration one_incident"
    yield from keys(rules, f"{CREDITS}.")


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
    yield from (*PILOT, "pilot.credits_apply")
    if terms is not None and (terms.net_of_credits or terms.condition == "no_credit"):
        yield from _capped(contract)
        yield f"{CREDITS}.earn_back"
    if terms is not None and terms.collar is not None:
        yield from (START, *_capped(contract))


def _trigger(contract: Contract, name: str) -> Iterator[str]:
    rules = "any_critical metrics times in_months same_metric"
    yield from keys(rules, "service_levels.termination_trigger.")
    yield from _level(contract, name)


def _review(contract: Contract, name: str) -> Iterator[str]:
    yield from ("service_levels.review.every", "service_levels.review.ratchet")
    yield from _level(contract, name)


LEVEL_RULES: dict[str, Callable[[Contract, str], Iterable[str]]] = {
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
"""What credits, bonuses, rights and reviews rest on, by clause."""
