"""Credits that grow with what happened: by event, by length of a delay, by time lost."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.quantities import Duration, Percent
from contract_kit.quantities import text as printed
from contract_kit.settle.credits import per_event
from contract_kit.settle.occasions import Credit, Occasion, described, in_days
from contract_kit.settle.terms import ZERO
from contract_kit.spec.kinds import time_unit, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contract_kit.settle.judgements import Judgement
    from contract_kit.settle.measurements import DayLoss
    from contract_kit.spec.vocabulary.credits import Credits, InitialCredit, PerDuration, PerEvent
    from contract_kit.spec.vocabulary.services import Metric as MetricSpec

MONTHLY = "monthly_charges"
DAY = 86_400
EVENTS, DURATIONS = "sla.events", "sla.durations"
UNMEASURED = "nothing was measured"


def special_credits(
    occasion: Occasion, terms: Credits, spec: MetricSpec, judged: Judgement
) -> list[Credit]:
    """The credits of the rules that count events or time lost for this metric.

    A month that is excused or not judged earns none; an excused one says so in a nil line.
    """
    name = judged.metric.name
    if judged.state == "not_counted":
        return []
    events = [one for one in terms.per_event if one.metric == name]
    lengths = [one for one in terms.per_duration if one.metric == name]
    if judged.state == "excused":
        clauses = [EVENTS] * len(events) + [DURATIONS] * len(lengths)
        return [excused(judged, clause) for clause in clauses]
    return [
        *(_events(occasion, rule, spec, judged) for rule in events),
        *(_duration(occasion, rule, spec, judged) for rule in lengths),
    ]


def excused(judged: Judgement, clause: str) -> Credit:
    """A credit of nil that says what excuses the month."""
    return Credit(judged.metric.name, ZERO, clause, f"excused: {judged.note}")


def _limited(
    occasion: Occasion, cap: object, due: Decimal, judged: Judgement, said: tuple[str, str]
) -> Credit:
    """A credit within the cap of its own rule; `said` is the clause and how it came out."""
    clause, text = said
    if cap is not None:
        most = occasion.money(cap, judged, MONTHLY)
        text += f", at most {described(cap)}" if due > most else ""
        due = min(due, most)
    incident = judged.measured.incident if judged.measured else ""
    return Credit(judged.metric.name, due, clause, text, incident)


def _events(occasion: Occasion, rule: PerEvent, spec: MetricSpec, judged: Judgement) -> Credit:
    """An amount for each event beyond the free ones; of the affected charge once, of their sum."""
    events = events_of(spec, judged)
    if events is None:
        return Credit(judged.metric.name, ZERO, EVENTS, UNMEASURED)
    counted = max(events - rule.free, 0)
    text = f"{counted} events beyond {rule.free} free, {described(rule.credit)} each"
    each = occasion.money(rule.credit, judged, MONTHLY)
    due = per_event(each, events, rule.free)
    measured = judged.measured is not None and judged.measured.affected_charge is not None
    if isinstance(rule.credit, Percent) and rule.credit.of == "affected_charge" and measured:
        due = each if counted else ZERO
        text = f"{counted} events beyond {rule.free} free, {described(rule.credit)} in all"
    return _limited(occasion, rule.cap, due, judged, (EVENTS, text))


def events_of(spec: MetricSpec, judged: Judgement) -> int | None:
    """How many events a month had: its level, or the items out of time where that is a share."""
    if unit_of(spec) == "percent":
        return judged.measured.misses if judged.measured else None
    return None if judged.level is None else int(judged.level)


def _duration(occasion: Occasion, rule: PerDuration, spec: MetricSpec, judged: Judgement) -> Credit:
    losses = _losses(occasion, spec, judged)
    if losses is None:
        return Credit(judged.metric.name, ZERO, DURATIONS, UNMEASURED)
    if rule.bands:
        return _bands(occasion, rule, judged, losses)
    return _stretches(occasion, rule, judged, losses)


@dataclass(frozen=True, slots=True)
class Loss:
    """Seconds lost in one stretch that is counted by itself: inside and outside the hours."""

    inside: int
    outside: int = 0

    @property
    def total(self) -> int:
        """All seconds."""
        return self.inside + self.outside


def _losses(occasion: Occasion, spec: MetricSpec, judged: Judgement) -> list[Loss] | None:
    """The time lost, day by day for outages, else the length that the level is."""
    if spec.kind == "availability":
        key = (judged.metric.name, judged.month)
        days: Iterable[DayLoss] | None = occasion.found.downtime.get(key)
        if days is None:
            met = judged.level is not None and judged.level >= 100
            return [] if met else None
        return [Loss(day.inside, day.outside) for day in days]
    if judged.level is None:
        return None
    return [Loss(int(judged.level * seconds_in(time_unit(unit_of(spec)))))]


def seconds_in(unit: str) -> int:
    """How many seconds a unit of time has, business time counting like elapsed time."""
    return round(in_days(Duration(Decimal(1), unit)) * DAY)


def _bands(occasion: Occasion, rule: PerDuration, judged: Judgement, losses: list[Loss]) -> Credit:
    """The rebate of the longest band that the whole length reaches."""
    unit = rule.unit or "day"
    length = Decimal(sum(loss.inside for loss in losses)) / seconds_in(unit)
    shown = printed(Duration(Decimal(f"{length.normalize():f}"), unit))
    reached = [row for row in rule.bands if length >= row.achieved]
    if not reached:
        return Credit(judged.metric.name, ZERO, DURATIONS, f"{shown}: shorter than any band")
    worst = max(reached, key=lambda row: row.achieved)
    due = occasion.money(worst.rebate, judged, "affected_charge")
    said = f"{shown} late: {described(worst.rebate, 'affected_charge')}"
    return _limited(occasion, rule.cap, due, judged, (DURATIONS, said))


def _stretches(
    occasion: Occasion, rule: PerDuration, judged: Judgement, losses: list[Loss]
) -> Credit:
    """A credit for a first stretch and one for each full further one, anew each day or month."""
    if rule.per == "month" and losses:
        losses = [Loss(sum(one.inside for one in losses), sum(one.outside for one in losses))]
    begun: list[InitialCredit] = []
    further = 0
    for loss in losses:
        first, more = _earned(rule, loss)
        begun += [first] if first else []
        further += more
    base = MONTHLY
    if rule.fee is not None:
        occasion.bases["per_duration_fee"] = occasion.money(rule.fee, judged, MONTHLY)
        base = "per_duration_fee"
    due = sum((occasion.money(first.credit, judged, base) for first in begun), ZERO)
    due += occasion.money(rule.credit, judged, base) * further if rule.credit else ZERO
    text = _said(rule, begun, further)
    return _limited(occasion, rule.cap, due, judged, (DURATIONS, text))


def _said(rule: PerDuration, begun: list[InitialCredit], further: int) -> str:
    """How many credits of which size a month's time lost earned."""
    sizes = [described(first.credit) for first in begun]
    sizes += [described(rule.credit)] * further if rule.credit else []
    counted = [f"{sizes.count(size)} times {size}" for size in dict.fromkeys(sizes)]
    return " and ".join(counted) or "no time lost was long enough"


def _earned(rule: PerDuration, loss: Loss) -> tuple[InitialCredit | None, int]:
    """The first stretch that a loss earns, and how many further ones it holds in full.

    What the first stretch used is not counted again; without any first stretch the whole counts.
    Time outside the hours of the metric counts only where a first stretch names them.
    """
    inside = next((one for one in rule.first if one.calendar), None)
    anywhere = next((one for one in rule.first if not one.calendar), None)
    each = round(in_days(rule.each) * DAY) if rule.each else 0
    loss = loss if inside else Loss(loss.inside)
    if not rule.first:
        return None, loss.total // each if each else 0
    earned = None
    if inside and loss.inside >= _seconds(inside):
        earned = inside
    elif anywhere and (loss.outside if inside else loss.total) >= _seconds(anywhere):
        earned = anywhere
    if earned is None or not loss.total:
        return None, 0
    rest = max(loss.total - _seconds(earned), 0)
    return earned, rest // each if each else 0


def _seconds(first: InitialCredit) -> int:
    return round(in_days(first.lasts) * DAY)
