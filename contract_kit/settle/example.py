"""The worked example that a contract prints: levels, shares and the credit, all computed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from contract_kit.quantities import Money, round_money
from contract_kit.settle.credits import capped, weighted
from contract_kit.settle.figures import bases
from contract_kit.settle.scheme import Metric, Scheme, scheme
from contract_kit.settle.terms import HUNDRED, amount, entries, number, words

if TYPE_CHECKING:
    from contract_kit.spec import Contract

ZERO = Decimal(0)
HALF = Decimal("0.5")
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class ExampleLine:
    """One metric of the example; `percent` is its part of the at-risk amount, `amount` its money.

    `tier` is `below_target` or `below_minimum` (empty where the level is met), `share` the tier's
    percentage of the metric's weight.
    """

    metric: str
    level: Decimal
    target: Decimal
    minimum: Decimal | None
    tier: str
    share: Decimal
    weight: Decimal
    percent: Decimal
    amount: Money


@dataclass(frozen=True, slots=True)
class WorkedExample:
    """A month that missed some levels: the lines, their sum in percent, and the credit due."""

    lines: tuple[ExampleLine, ...]
    percent: Decimal
    at_risk: Money
    uncapped: Money
    total: Money


def worked_example(contract: Contract) -> WorkedExample | None:
    """Compute the example; `None` where no weighted credit can be computed from the spec."""
    terms = scheme(contract)
    known = bases(contract)
    at_risk = known["at_risk"]
    if at_risk is None or terms.method != "weighted" or not terms.critical:
        return None
    currency = words(contract.get("contract.currency"))
    lines = tuple(
        _line(terms, metric, level, at_risk, currency) for metric, level in _levels(contract, terms)
    )
    percent = sum((line.percent for line in lines), ZERO)
    raw = at_risk * percent / HUNDRED
    cap = amount(contract.get("service_levels.credits.monthly_cap"), known, "monthly_charges")
    due = capped(raw, at_risk if cap is None else cap).payable

    def money(value: Decimal) -> Money:
        return Money(round_money(value, currency), currency)

    return WorkedExample(lines, percent, money(at_risk), money(raw), money(due))


def _levels(contract: Contract, terms: Scheme) -> list[tuple[Metric, Decimal]]:
    """The metrics and levels the spec names, else the two heaviest and levels that miss."""
    named = entries(contract, "service_levels.credits.worked_example")
    chosen = [
        (metric, level)
        for name, value in named.items()
        if (metric := terms.metric(name)) and (level := number(value)) is not None
    ]
    if chosen:
        return chosen
    heaviest = sorted(terms.critical, key=lambda metric: -metric.weight)[:2]
    return list(zip(heaviest, map(_default_level, heaviest, (False, True)), strict=True))


def _default_level(metric: Metric, below_minimum: bool) -> Decimal:
    """Halfway between target and minimum, or a tenth of that gap worse than the minimum.

    Written with the metric's decimals, and with more where those would not show the miss.
    """
    target, minimum = metric.levels.target, metric.levels.minimum
    places = metric.places
    if minimum is None or minimum == target:
        step = Decimal(1).scaleb(-places)
        return target - step if metric.levels.higher_is_better else target + step
    exact = minimum + (minimum - target) * TENTH if below_minimum else (target + minimum) * HALF
    if below_minimum:
        worse = ROUND_FLOOR if metric.levels.higher_is_better else ROUND_CEILING
        return exact.quantize(Decimal(1).scaleb(-places), worse)
    level = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if not metric.levels.misses_target(level) or metric.levels.misses_minimum(level):
        return exact
    return level


def _line(
    terms: Scheme, metric: Metric, level: Decimal, at_risk: Decimal, currency: str
) -> ExampleLine:
    share = terms.tiers.share(level, metric.levels)
    due = weighted(at_risk, metric.weight, share)
    tier = "below_minimum" if metric.levels.misses_minimum(level) else "below_target"
    return ExampleLine(
        metric=metric.name,
        level=level,
        target=metric.levels.target,
        minimum=metric.levels.minimum,
        tier=tier if metric.levels.misses_target(level) else "",
        share=share,
        weight=metric.weight,
        percent=metric.weight * share / HUNDRED,
        amount=Money(round_money(due, currency), currency),
    )
