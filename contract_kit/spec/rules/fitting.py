"""V192 to V196: figures of different sections that belong together leave each other room."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.findings import Finding
from contract_kit.quantities import text
from contract_kit.spec.rules.levels import METRICS, metrics_of
from contract_kit.spec.rules.registry import rule, warning

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract
    from contract_kit.spec.vocabulary.metrics import Metric
    from contract_kit.spec.vocabulary.services import Process

HUNDRED = Decimal(100)
COUNTED = ("accuracy", "error_rate")
"""Kinds whose result counts every item of a month, one by one."""
ARRIVING = ("response_time", "resolution_time", "turnaround", "abandonment_rate")
"""Kinds of what arrives at an hour of the day."""
BY_TIME = ("fixed", "retainer")
"""Bases of charges that run whether or not work is done."""


def _growth(contract: Contract) -> Decimal:
    """The most, in percent of the usual volume, that the provider has to follow."""
    scaling = contract.scaling
    step = scaling.ramp_up.percent if scaling and scaling.ramp_up else Decimal(0)
    peak = scaling.peak.uplift if scaling and scaling.peak else None
    return HUNDRED + max(step, peak.value if peak else Decimal(0))


@rule("V192", "service_levels.exclusions", "scaling.ramp_up.percent", "scaling.peak.uplift")
def relief_leaves_growth_to_the_provider(contract: Contract) -> Iterator[Finding]:
    """Find relief for volume that the provider has promised to handle."""
    growth = _growth(contract)
    for one in contract.service_levels.exclusions if contract.service_levels else ():
        limit = None if isinstance(one, str) else one.volume_above_forecast
        if limit is not None and limit.value < growth:
            yield warning(
                contract,
                "V192",
                "service_levels.exclusions",
                f"volume above {text(limit)} of what is expected excuses every miss, and scaling"
                f" obliges the provider to handle {growth.normalize():f} percent; expected a higher"
                " limit; raise volume_above_forecast or lower scaling.",
            )


@rule("V193", "service_levels.metrics.*.calendar", "scope.processes.*.hours")
def metrics_count_in_the_hours_of_service(contract: Contract) -> Iterator[Finding]:
    """Find metrics that count hours in which nobody works."""
    for key, metric in metrics_of(contract).items():
        hours = {one.hours for one in _processes(contract, key)} - {None}
        if metric.kind in ARRIVING and hours and _round_the_clock(metric):
            named = " and ".join(sorted(str(one) for one in hours))
            yield warning(
                contract,
                "V193",
                f"{METRICS}.{key}",
                f"“{key}” counts what arrives at every hour of the day, and its Service has the"
                f" hours {named}; expected hours of its own; add “window: {min(map(str, hours))}”"
                " or “window: 24x7”.",
            )


def _round_the_clock(metric: Metric) -> bool:
    return metric.window is None and metric.calendar is None


def _processes(contract: Contract, metric: str) -> list[Process]:
    """The processes that a metric measures."""
    return [
        one
        for one in contract.scope.processes.values()
        if isinstance(one.sla, tuple) and metric in one.sla
    ]


@rule("V194", "service_levels.metrics.*.target", "scope.processes.*.volume.baseline")
def levels_are_apart_by_an_item(contract: Contract) -> Iterator[Finding]:
    """Find levels so close that no whole number of items lies between them."""
    levels = contract.service_levels
    awards = levels.bonuses.awards if levels and levels.bonuses else ()
    for key, metric in metrics_of(contract).items():
        volumes = [one.volume for one in _processes(contract, key)]
        count = sum(
            (one.baseline for one in volumes if one and one.baseline and one.per == "month"),
            Decimal(0),
        )
        if metric.kind not in COUNTED or metric.target is None or not count or metric.sample:
            continue
        marks = [("minimum", metric.minimum)]
        marks += [("bonus level", one.at) for one in awards if one.metric == key]
        for name, mark in marks:
            gap = abs(mark - metric.target) if mark is not None else None
            if gap and gap * count < HUNDRED:
                yield warning(
                    contract,
                    "V194",
                    f"{METRICS}.{key}.target",
                    f"of {count.normalize():f} items a month one is"
                    f" {(HUNDRED / count).quantize(Decimal('0.01')):f} percent, and target and"
                    f" {name} lie {gap.normalize():f} apart, so that one item decides both;"
                    " expected at least one item between them; move one, or measure over a longer"
                    " period.",
                )


@rule("V195", "pricing.volume_band.percent", "scaling.ramp_up.percent")
def prices_hold_for_agreed_growth(contract: Contract) -> Iterator[Finding]:
    """Find prices reopened by growth that is to be had at the same prices."""
    band = contract.pricing.volume_band if contract.pricing else None
    step = contract.scaling.ramp_up if contract.scaling else None
    if band is not None and step is not None and band.percent < step.percent:
        yield warning(
            contract,
            "V195",
            "pricing.volume_band.percent",
            f"prices are open to talks beyond {band.percent.normalize():f} percent, and the"
            f" provider follows growth of {step.percent.normalize():f} percent at the same prices;"
            " expected a band no narrower than the growth; widen it.",
        )


@rule("V196", "pricing.charges.*.from", "transition.go_live", "contract.effective_date")
def charges_by_time_say_when_they_start(contract: Contract) -> Iterator[Finding]:
    """Find charges that run from the effective date though nothing is supplied yet."""
    start = contract.contract.effective_date
    live = contract.transition.go_live if contract.transition else None
    if live is None or start is None or (live.year, live.month) == (start.year, start.month):
        return
    for key, charge in contract.pricing.charges.items() if contract.pricing else ():
        if charge.basis in BY_TIME and charge.from_ is None:
            yield warning(
                contract,
                "V196",
                f"pricing.charges.{key}",
                f"“{key}” is owed from the effective date ({start}), and the Services go live on"
                f" {live}; expected the day from which it is owed; add “from: {live}” or"
                f" “from: {start}”.",
            )
