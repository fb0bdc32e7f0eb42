"""What each miss costs before caps: the credit methods applied to judged levels."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.quantities import Duration, Money, Percent
from contract_kit.settle.credits import (
    ONE,
    Rebate,
    Tiers,
    duration_units,
    per_event,
    percent_of,
    table_rebate,
    weighted,
)
from contract_kit.settle.credits import (
    Duration as DurationRule,
)
from contract_kit.settle.judgements import Judgement, credit_starts
from contract_kit.settle.occasions import Credit, Occasion, in_days
from contract_kit.settle.terms import number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contract_kit.settle.measurements import DayLoss
    from contract_kit.spec.vocabulary.credits import Credits, InitialCredit, PerDuration, PerEvent
    from contract_kit.spec.vocabulary.credits import Rebate as RebateSpec
    from contract_kit.spec.vocabulary.services import Metric as MetricSpec

ZERO = Decimal(0)
HUNDRED = Decimal(100)
STEPS = "Between two rows of a rebate table the rebate of the worse row applies (no interpolation)."
EACH_DAY = "Time lost is counted anew each day."
REPEATED = (
    "Once misses reach the number that starts a credit, each further one in the window costs too."
)


def credits_for(occasion: Occasion, histories: dict[str, list[Judgement]]) -> list[Credit]:
    """The credits of a month; `histories` ends each metric's list with this month."""
    levels = occasion.contract.service_levels
    if levels is None or levels.credits is None:
        return []
    terms = levels.credits
    special = {rule.metric for rule in terms.per_duration} | {
        rule.metric for rule in terms.per_event
    }
    found: list[Credit] = []
    for name, history in histories.items():
        spec, judged = levels.metrics[name], history[-1]
        if name in special:
            found += _special(occasion, terms, judged)
        elif judged.metric.rank == "critical" and credit_starts(history, spec):
            if spec.credit_when and spec.credit_when.times > 1:
                occasion.assume(REPEATED)
            found.append(_by_method(occasion, terms, spec, history))
    found = [credit for credit in found if credit.amount > ZERO]
    return highest_only(found) if terms.one_incident == "highest" else found


def first_credits(occasion: Occasion, judged: list[Judgement]) -> list[Credit]:
    """What each miss of one month costs by itself: without repetition, window or factor."""
    levels = occasion.contract.service_levels
    terms = levels.credits if levels else None
    if levels is None or terms is None:
        return []
    special = {rule.metric for rule in terms.per_duration} | {
        rule.metric for rule in terms.per_event
    }
    found: list[Credit] = []
    for one in judged:
        spec = levels.metrics[one.metric.name]
        if one.metric.name in special:
            found += _special(occasion, terms, one)
        elif one.metric.rank == "critical" and one.missed:
            found.append(_by_method(occasion, terms, spec, [one]))
    return found


def highest_only(credits: list[Credit]) -> list[Credit]:
    """Of the credits that one incident caused only the highest."""
    best: dict[str, Credit] = {}
    for credit in credits:
        kept = best.get(credit.incident)
        if credit.incident and (kept is None or credit.amount > kept.amount):
            best[credit.incident] = credit
    return [credit for credit in credits if best.get(credit.incident, credit) is credit]


def _by_method(
    occasion: Occasion, terms: Credits, spec: MetricSpec, history: list[Judgement]
) -> Credit:
    judged, streak = history[-1], streak_of(history)
    factor = occasion.scheme.escalator.factor(streak)
    clause = "sla.repeat" if factor != ONE else "sla.credits"
    again = f", x {factor} for miss {streak} in a row" if factor != ONE else ""
    if terms.method == "table" or spec.table:
        due, text = _table(occasion, terms, spec, judged)
        due *= factor
    elif terms.method == "fixed_percent" or spec.credit is not None:
        due = occasion.money(spec.credit, judged, "invoice_before_credits") * factor
        text = _described(spec.credit)
    else:
        due, text = _weighted(occasion, spec, judged, factor)
    incident = judged.measured.incident if judged.measured else ""
    return Credit(judged.metric.name, due, clause, text + again, incident)


def streak_of(history: list[Judgement]) -> int:
    """How many misses in a row end with the last month."""
    streak = 0
    for judged in reversed(history):
        if not judged.missed:
            break
        streak += 1
    return streak


def _weighted(
    occasion: Occasion, spec: MetricSpec, judged: Judgement, factor: Decimal
) -> tuple[Decimal, str]:
    tiers: Tiers = occasion.scheme.tiers
    share = tiers.worst
    if judged.level is not None:
        share = tiers.share(judged.level, judged.levels)
        if spec.failures_in_month is not None:
            share = tiers.worst
    at_risk = occasion.bases.get("at_risk") or ZERO
    weight = judged.metric.weight
    return (
        weighted(at_risk, weight, share, factor),
        f"{share} percent of weight {weight} of the amount at risk",
    )


def _table(
    occasion: Occasion, terms: Credits, spec: MetricSpec, judged: Judgement
) -> tuple[Decimal, str]:
    table = spec.table or terms.table
    if not table:
        return ZERO, "no table"
    if terms.reading is None:
        occasion.assume(STEPS)
    level = judged.level
    points = _points(table)
    if level is None:
        rate = max(row.rebate for row in points)
    else:
        higher = judged.levels.higher_is_better
        linear = terms.reading == "linear"
        rate = table_rebate(level, points, linear=linear, higher_is_better=higher)
    if isinstance(table[0].rebate, Money):
        return rate, f"rebate {rate}"
    base = _table_base(occasion, terms, table, judged)
    return percent_of(base, rate), f"rebate of {rate} percent"


def _table_base(
    occasion: Occasion, terms: Credits, table: tuple[RebateSpec, ...], judged: Judgement
) -> Decimal:
    first = table[0].rebate
    named = first.of if isinstance(first, Percent) else ""
    if named or terms.base is None:
        return occasion.money(Percent(HUNDRED, named), judged, "monthly_charges")
    return occasion.money(terms.base, judged, "monthly_charges")


def _points(table: Iterable[RebateSpec]) -> list[Rebate]:
    return [Rebate(row.achieved, number(row.rebate) or ZERO) for row in table]


def _described(quantity: object) -> str:
    match quantity:
        case Percent(value, of):
            return f"{value} percent of {of.replace('_', ' ') or 'the invoice'}"
        case Duration(value, unit):
            return f"{value} {unit.replace('_', ' ')} of service"
        case _:
            return "fixed amount"


def _special(occasion: Occasion, terms: Credits, judged: Judgement) -> list[Credit]:
    """The credits of the rules that count events or time lost for this metric."""
    found: list[Credit] = []
    if judged.state in {"excused", "not_counted"}:
        return found
    for rule in terms.per_event:
        if rule.metric == judged.metric.name:
            found.append(_events(occasion, rule, judged))
    for length in terms.per_duration:
        if length.metric == judged.metric.name:
            found.append(
                _bands(occasion, length, judged)
                if length.bands
                else _time_lost(occasion, length, judged)
            )
    return found


def _limited(occasion: Occasion, cap: object, due: Decimal, judged: Judgement, text: str) -> Credit:
    if cap is not None:
        due = min(due, occasion.money(cap, judged, "monthly_charges"))
    incident = judged.measured.incident if judged.measured else ""
    return Credit(judged.metric.name, due, "sla.credits", text, incident)


def _events(occasion: Occasion, rule: PerEvent, judged: Judgement) -> Credit:
    events = int(judged.level or ZERO)
    each = occasion.money(rule.credit, judged, "monthly_charges")
    text = f"{max(events - rule.free, 0)} events beyond {rule.free} free"
    return _limited(occasion, rule.cap, per_event(each, events, rule.free), judged, text)


def _bands(occasion: Occasion, rule: PerDuration, judged: Judgement) -> Credit:
    """A rebate by length of delay; the level is the delay in the rule's unit."""
    reached = [
        row for row in rule.bands if judged.level is not None and judged.level >= row.achieved
    ]
    if not reached:
        return Credit(judged.metric.name, ZERO, "sla.credits", "")
    worst = max(reached, key=lambda row: row.achieved)
    due = occasion.money(worst.rebate, judged, "affected_charge")
    text = f"{judged.level} {rule.unit or 'day'}s late: {_described(worst.rebate)}"
    return _limited(occasion, rule.cap, due, judged, text)


def _time_lost(occasion: Occasion, rule: PerDuration, judged: Judgement) -> Credit:
    """Units of service for each day's outages: a first stretch, then one for each further."""
    losses = occasion.found.downtime.get((judged.metric.name, judged.month), ())
    if rule.per is None:
        occasion.assume(EACH_DAY)
    if rule.per not in {None, "day"} and losses:
        inside, outside = sum(one.inside for one in losses), sum(one.outside for one in losses)
        losses = (replace(losses[0], inside=inside, outside=outside),)
    units = sum(_units(rule, loss) for loss in losses)
    credit = rule.credit or (rule.first[0].credit if rule.first else None)
    base = "monthly_charges"
    if rule.fee is not None:
        occasion.bases["per_duration_fee"] = occasion.money(rule.fee, judged, base)
        base = "per_duration_fee"
    due = occasion.money(credit, judged, base) * units
    return _limited(occasion, rule.cap, due, judged, f"{units} times {_described(credit)}")


def _units(rule: PerDuration, loss: DayLoss) -> int:
    inside = next((item for item in rule.first if item.calendar), None)
    outside = next((item for item in rule.first if not item.calendar), None)
    each = int(in_days(rule.each) * 86_400) if rule.each else 10**9
    first = _seconds(inside or outside)
    return duration_units(
        loss.inside if inside else loss.inside + loss.outside,
        DurationRule(first, each, _seconds(outside) if inside and outside else None),
        loss.outside if inside else 0,
    )


def _seconds(initial: InitialCredit | None) -> int:
    return int(in_days(initial.lasts) * 86_400) if initial else 0
