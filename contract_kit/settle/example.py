"""The worked example that a contract prints: levels, shares and the credit, all computed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from contract_kit.quantities import Money, round_money
from contract_kit.settle.charges import monthly_charges
from contract_kit.settle.credits import capped, weighted
from contract_kit.settle.figures import bases
from contract_kit.settle.scheme import Metric, Scheme, scheme
from contract_kit.settle.terms import HUNDRED, ZERO, amount, entries, number, words
from contract_kit.spec.kinds import credit_rules

if TYPE_CHECKING:
    from contract_kit.settle.occasions import Credit
    from contract_kit.spec import Contract

HALF = Decimal("0.5")
TENTH = Decimal("0.1")
EXAMPLE_DAYS = 30
"""Days of the month of an example."""


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
class StatedLine:
    """One metric of an example by other rules: its level, how the credit comes out, and money."""

    metric: str
    level: Decimal
    text: str
    amount: Money


@dataclass(frozen=True, slots=True)
class StatedExample:
    """A month of the levels that the spec names: the lines, and the credit due after the cap."""

    lines: tuple[StatedLine, ...]
    total: Money


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
    if at_risk is None or terms.method != "weighted" or not _weighted(contract, terms):
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
    heaviest = sorted(_weighted(contract, terms), key=lambda metric: -metric.weight)[:2]
    return list(zip(heaviest, map(_default_level, heaviest, (False, True)), strict=True))


def _weighted(contract: Contract, terms: Scheme) -> tuple[Metric, ...]:
    """The metrics whose credit follows their weight; none if the example names another metric."""
    credits = contract.service_levels.credits if contract.service_levels else None
    rules = {
        metric.name: credit_rules(credits, metric.name, metric.source)  # type: ignore[arg-type]
        for metric in terms.metrics
    }
    named = entries(contract, "service_levels.credits.worked_example")
    if any(rules.get(name) != ("weighted",) for name in named):
        return ()
    return tuple(metric for metric in terms.critical if rules[metric.name] == ("weighted",))


def stated_example(contract: Contract) -> StatedExample | None:
    """The example where it names metrics whose credit follows another rule than their weight.

    Charges are those expected, a month has 30 days; `None` where the spec names no such metric.
    """
    from contract_kit.settle.judgements import Judgement, state_of  # noqa: PLC0415 - rarely needed
    from contract_kit.settle.measurements import Measurements  # noqa: PLC0415
    from contract_kit.settle.occasions import Occasion  # noqa: PLC0415
    from contract_kit.settle.periods import Month  # noqa: PLC0415
    from contract_kit.settle.remedies import first_credits  # noqa: PLC0415

    terms, known = scheme(contract), bases(contract)
    named = entries(contract, "service_levels.credits.worked_example")
    if not named or _weighted(contract, terms):
        return None
    month = Month.of(contract.contract.effective_date)
    judged = [
        Judgement(metric, month, level, state_of(level, metric.levels))
        for name, value in named.items()
        if (metric := terms.metric(name)) and (level := number(value)) is not None
    ]
    priced = {name: due or ZERO for name, due in monthly_charges(contract).items()}
    occasion = Occasion(contract, terms, Measurements(), known, EXAMPLE_DAYS, priced)
    credits = {one.metric: one for one in first_credits(occasion, judged)}
    currency = words(contract.get("contract.currency"))
    lines = tuple(
        StatedLine(
            one.metric.name,
            one.level or ZERO,
            credits[one.metric.name].text if one.metric.name in credits else "met",
            Money(round_money(_due(credits, one.metric.name), currency), currency),
        )
        for one in judged
    )
    raw = sum((one.amount for one in credits.values()), ZERO)
    cap = amount(contract.get("service_levels.credits.monthly_cap"), known, "monthly_charges")
    due = capped(raw, known["at_risk"] if cap is None else cap).payable
    return StatedExample(lines, Money(round_money(due, currency), currency))


def _due(credits: dict[str, Credit], name: str) -> Decimal:
    return credits[name].amount if name in credits else ZERO


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
