"""A contract's service levels as plain values: how each metric is judged and what a miss costs."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.settle.credits import Band, Escalator, Levels, Tiers
from contract_kit.settle.terms import ONE, ZERO, entries, number, rows, words
from contract_kit.settle.terms import field as at
from contract_kit.spec import kinds

if TYPE_CHECKING:
    from contract_kit.spec import Contract

TIMES = frozenset({"response_time", "resolution_time", "turnaround"})


def higher_is_better(metric: object) -> bool:
    """Which way a metric improves, as `spec/kinds.py` says; up where the spec leaves it open."""
    if words(at(metric, "kind")) not in kinds.METRIC_KINDS:
        return True
    return kinds.higher_is_better(metric) is not False  # type: ignore[arg-type]


def statistic(metric: object) -> str:
    """How a metric's period is summed up; a metric with `within` counts the share within it."""
    named = words(at(metric, "statistic"))
    if named:
        return named
    limited = at(metric, "within") is not None or at(metric, "severities") is not None
    return "share_within" if limited else "mean"


def decimals_of(*levels: Decimal | None) -> int:
    """The most decimals that any of the levels is written with."""
    exponents = [int(level.as_tuple().exponent) for level in levels if level is not None]
    return max((-exponent for exponent in exponents), default=0)


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric as it is judged; `decimals` only where the contract rounds before the test."""

    name: str
    kind: str
    rank: str
    levels: Levels
    weight: Decimal = ZERO
    decimals: int | None = None
    source: object = None

    @property
    def places(self) -> int:
        """The decimals its levels are written with."""
        return max(decimals_of(self.levels.target, self.levels.minimum), 0)


@dataclass(frozen=True, slots=True)
class Scheme:
    """The credit scheme of a contract."""

    metrics: tuple[Metric, ...] = ()
    method: str = "weighted"
    tiers: Tiers = field(default_factory=Tiers)
    escalator: Escalator = field(default_factory=Escalator)

    def metric(self, name: str) -> Metric | None:
        """The metric called `name`."""
        return next((metric for metric in self.metrics if metric.name == name), None)

    @property
    def critical(self) -> tuple[Metric, ...]:
        """The metrics that money stands on, in file order."""
        return tuple(metric for metric in self.metrics if metric.rank == "critical")


def metric_of(name: str, spec: object) -> Metric | None:
    """One metric of the spec; `None` while it has no target."""
    target, minimum = number(at(spec, "target")), number(at(spec, "minimum"))
    if target is None:
        return None
    rounding = number(at(spec, "decimals"))
    return Metric(
        name=name,
        kind=words(at(spec, "kind")),
        rank=words(at(spec, "class")),
        levels=Levels(target, minimum, higher_is_better(spec)),
        weight=number(at(spec, "weight")) or ZERO,
        decimals=None if rounding is None else int(rounding),
        source=spec,
    )


def tiers_of(credits: object) -> Tiers:
    """The tier shares; 50 below target and 100 below minimum where the spec is silent."""
    named: dict[str, Decimal] = {}
    bands: list[Band] = []
    for tier in rows(at(credits, "tiers")):
        share = number(at(tier, "share")) or ZERO
        if at(tier, "when") is not None:
            named[words(at(tier, "when"))] = share
        else:
            above = number(at(tier, "from")) or ZERO
            bands.append(Band(above, number(at(tier, "to")), share))
    standard = Tiers()
    return Tiers(
        named.get("below_target", standard.below_target),
        named.get("below_minimum", standard.below_minimum),
        tuple(bands),
    )


def escalator_of(credits: object) -> Escalator:
    """How credits grow while misses repeat."""
    repeat = at(credits, "repeat")
    months = number(at(repeat, "months"))
    return Escalator(
        months=1 if months is None else int(months),
        multiplier=number(at(repeat, "multiplier")) or ONE,
        step=number(at(repeat, "step")) or ZERO,
        cap=number(at(repeat, "cap")),
    )


def scheme(contract: Contract) -> Scheme:
    """The scheme of a contract; empty where it has no metrics."""
    found = (
        metric_of(name, spec) for name, spec in entries(contract, "service_levels.metrics").items()
    )
    credits = contract.get("service_levels.credits")
    return Scheme(
        metrics=tuple(metric for metric in found if metric is not None),
        method=words(at(credits, "method")) or "weighted",
        tiers=tiers_of(credits),
        escalator=escalator_of(credits),
    )
