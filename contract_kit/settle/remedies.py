"""What each miss costs before caps: the rule of each metric applied to its judged levels."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.settle.credits import Tiers, weighted
from contract_kit.settle.extents import excused, special_credits
from contract_kit.settle.judgements import Judgement, counted_misses, credit_starts
from contract_kit.settle.occasions import Credit, Occasion
from contract_kit.settle.rebates import stated_credit, table_credit
from contract_kit.settle.terms import ONE, ZERO
from contract_kit.spec.kinds import credit_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contract_kit.spec import Contract
    from contract_kit.spec.vocabulary.credits import Credits, Repeat
    from contract_kit.spec.vocabulary.services import Metric as MetricSpec

SPECIAL = frozenset({"per_event", "per_duration"})
CLAUSES = {"weighted": "sla.credits", "credit": "sla.credits", "table": "sla.tiers"}
"""The clause that states each rule of credits."""


def credits_for(occasion: Occasion, histories: dict[str, list[Judgement]]) -> list[Credit]:
    """The credits of a month; `histories` ends each metric's list with this month.

    A miss that costs nothing, and an excused one, is a credit of nil with its reason.
    """
    levels = occasion.contract.service_levels
    if levels is None or levels.credits is None:
        return []
    found: list[Credit] = []
    for name, history in histories.items():
        spec = levels.metrics[name]
        rules = credit_rules(levels.credits, name, spec)
        if SPECIAL.intersection(rules):
            found += special_credits(occasion, levels.credits, spec, history[-1])
        elif history[-1].metric.rank == "critical":
            found += _of_miss(occasion, levels.credits, spec, history)
    return highest_only(found) if levels.credits.one_incident == "highest" else found


def _of_miss(
    occasion: Occasion, terms: Credits, spec: MetricSpec, history: list[Judgement]
) -> Iterator[Credit]:
    """The credit of a critical metric's month, nil where its miss costs nothing."""
    judged = history[-1]
    rules = credit_rules(terms, judged.metric.name, spec)
    clause = CLAUSES[rules[0]] if rules else "sla.credits"
    if judged.state == "excused":
        yield excused(judged, clause)
    elif judged.missed and not rules:
        yield Credit(judged.metric.name, ZERO, clause, "no rule of credits names this metric")
    elif judged.missed and not credit_starts(history, spec):
        yield Credit(judged.metric.name, ZERO, "sla.measure", _not_yet(history, spec))
    elif judged.missed:
        yield _by_rule(occasion, terms, spec, history)


def _not_yet(history: list[Judgement], spec: MetricSpec) -> str:
    """Why a miss starts no credit: not far enough from the target, or not often enough."""
    when = spec.credit_when
    assert when is not None
    count = counted_misses(history, spec)
    if when.times == 1:
        return f"missed, but not {when.comparison or 'worse than'} {when.level}".replace("_", " ")
    return f"counts {count} of {when.times} times within {when.in_months} months"


def score(contract: Contract, judged: list[Judgement]) -> Decimal | None:
    """The weights of the levels that were not missed, added up; `None` where all make credits."""
    levels = contract.service_levels
    if levels is None or levels.credits is None:
        return None
    weights = [
        (one, levels.metrics[one.metric.name].weight)
        for one in judged
        if one.metric.rank == "critical"
        and credit_rules(levels.credits, one.metric.name, levels.metrics[one.metric.name])
        != ("weighted",)
    ]
    if not any(weight for _, weight in weights):
        return None
    return sum((weight or ZERO for one, weight in weights if not one.missed), ZERO)


def first_credits(occasion: Occasion, judged: list[Judgement]) -> list[Credit]:
    """What each miss of one month costs by itself: without repetition, window or factor."""
    levels = occasion.contract.service_levels
    terms = levels.credits if levels else None
    if levels is None or terms is None:
        return []
    found: list[Credit] = []
    for one in judged:
        spec = levels.metrics[one.metric.name]
        rules = credit_rules(terms, one.metric.name, spec)
        if SPECIAL.intersection(rules):
            found += special_credits(occasion, terms, spec, one)
        elif rules and one.missed:
            found.append(_by_rule(occasion, terms, spec, [one]))
    return found


def highest_only(credits: list[Credit]) -> list[Credit]:
    """Of the credits that one incident caused only the highest."""
    best: dict[str, Credit] = {}
    for credit in credits:
        kept = best.get(credit.incident)
        if credit.incident and (kept is None or credit.amount > kept.amount):
            best[credit.incident] = credit
    return [credit for credit in credits if best.get(credit.incident, credit) is credit]


def _by_rule(
    occasion: Occasion, terms: Credits, spec: MetricSpec, history: list[Judgement]
) -> Credit:
    judged, misses = history[-1], repeated(history, terms.repeat)
    (name,) = credit_rules(terms, judged.metric.name, spec)
    factor = occasion.scheme.escalator.factor(misses)
    clause = "sla.repeat" if factor != ONE else CLAUSES[name]
    rule = {"table": table_credit, "credit": stated_credit, "weighted": _weighted}[name]
    due, text = rule(occasion, terms, spec, judged)
    if factor != ONE:
        text += f", x {factor} for miss {misses} {_within(terms.repeat)}"
    incident = judged.measured.incident if judged.measured else ""
    return Credit(judged.metric.name, due * factor, clause, text, incident)


def _within(repeat: Repeat | None) -> str:
    window = repeat.in_months if repeat else None
    return "in a row" if window is None else f"within {window} months"


def repeated(history: list[Judgement], repeat: Repeat | None) -> int:
    """How many misses the last month's is: in a row, or within a rolling window of months.

    Months in which no period of the metric ends neither count nor end a row.
    """
    if repeat is not None and repeat.in_months is not None:
        return sum(judged.missed for judged in history[-repeat.in_months :])
    return streak_of(history)


def streak_of(history: list[Judgement]) -> int:
    """How many misses in a row end with the last month."""
    streak = 0
    for judged in reversed(history):
        if not judged.due:
            continue
        if not judged.missed:
            break
        streak += 1
    return streak


def _weighted(
    occasion: Occasion, terms: Credits, spec: MetricSpec, judged: Judgement
) -> tuple[Decimal, str]:
    tiers: Tiers = occasion.scheme.tiers
    share = tiers.worst
    if judged.level is not None and spec.failures_in_month is None:
        share = tiers.share(judged.level, judged.levels)
    at_risk = occasion.bases.get("at_risk") or ZERO
    weight = judged.metric.weight
    text = f"{share} percent of weight {weight} of the amount at risk"
    return weighted(at_risk, weight, share), text
