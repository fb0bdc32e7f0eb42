"""How each measured level is judged: met, missed, excused, or not counted."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from contract_kit.settle.business import period_of
from contract_kit.settle.credits import Comparison, Levels, compare
from contract_kit.settle.levels import rounded
from contract_kit.settle.scheme import Metric
from contract_kit.settle.terms import months_in

if TYPE_CHECKING:
    from datetime import date

    from contract_kit.settle.measurements import Measurement, Measurements
    from contract_kit.settle.periods import Month
    from contract_kit.spec import Contract
    from contract_kit.spec.vocabulary.metrics import ExclusionLimit
    from contract_kit.spec.vocabulary.services import Metric as MetricSpec

State = Literal["met", "below_target", "below_minimum", "excused", "not_counted", "no_data"]
MISSES = frozenset({"below_target", "below_minimum", "no_data"})
NO_DATA = "A month for which a metric was not measured counts as a miss of its minimum."
STANDARD = frozenset({"force_majeure", "customer_duty_missed", "customer_system_outage"})
"""The Relief Events of a contract that lists none, as its clause prints them."""
NOT_DUE = "not due this month"
SMALL_SAMPLE = "A month with a smaller sample than the metric asks is not judged."


@dataclass(frozen=True, slots=True)
class Judgement:
    """One metric in one month: what was reached, what was asked, and how it is judged.

    `level` is the level the test used (rounded only where the contract says so); `note` says what
    decided besides the level; `due` is false in months in which no period of the metric ends.
    """

    metric: Metric
    month: Month
    level: Decimal | None
    state: State
    measured: Measurement | None = None
    note: str = ""
    due: bool = True

    @property
    def missed(self) -> bool:
        """Whether this is a miss."""
        return self.state in MISSES

    @property
    def levels(self) -> Levels:
        """The target and minimum of this month."""
        return self.metric.levels


def judge(
    contract: Contract, metric: Metric, month: Month, found: Measurements
) -> tuple[Judgement, str]:
    """Judge one metric in one month; also gives the assumption that decided, if one did."""
    spec = _spec(contract, metric)
    metric = _ramped(contract, metric, spec, month)
    measured = found.levels.get((metric.name, month))
    base = Judgement(metric, month, None, "not_counted", measured)
    starts = levels_start(contract)
    if month.last < starts:
        return replace(base, level=_level(metric, measured), note=f"counts from {starts}"), ""
    base = replace(base, level=_level(metric, measured))
    least = sample_required(contract, spec)
    if measured is not None and (note := _too_few(least, measured)):
        return replace(base, note=note), SMALL_SAMPLE if least else ""
    if base.level is None:
        return _without_data(contract, base, spec, found)
    return _tested(contract, base, spec, found), ""


def levels_start(contract: Contract) -> date:
    """The first day that counts: of the service levels, else go-live, else the effective date."""
    levels, plan = contract.service_levels, contract.transition
    if levels is not None and levels.starts is not None:
        return levels.starts
    return plan.go_live if plan and plan.go_live else contract.contract.effective_date


def sample_required(contract: Contract, spec: MetricSpec) -> Decimal | None:
    """The fewest events that a period is judged by: `min_sample`, else the period's `sample`."""
    if spec.min_sample is not None:
        return Decimal(spec.min_sample)
    sample = spec.sample
    if sample is None or sample.per not in ("", period_of(contract, spec)):
        return None
    return sample.value


def _too_few(least: Decimal | None, measured: Measurement) -> str:
    """Why a month is not judged for its few events, empty if it is: the sample, or no event."""
    if measured.events is None:
        return ""
    if least and measured.events < least:
        return f"{measured.events} answers or items, {_plain(least)} needed"
    return "no event fell in it" if measured.events == 0 and measured.level is None else ""


def _spec(contract: Contract, metric: Metric) -> MetricSpec:
    assert contract.service_levels is not None
    return contract.service_levels.metrics[metric.name]


def _level(metric: Metric, measured: Measurement | None) -> Decimal | None:
    if measured is None or measured.level is None:
        return None
    return rounded(measured.level, metric.decimals)


def _ramped(contract: Contract, metric: Metric, spec: MetricSpec, month: Month) -> Metric:
    """The metric with the gentler levels of its first months."""
    number = month.index - type(month).of(levels_start(contract)).index + 1
    for step in sorted(spec.ramp, key=lambda item: item.until_month):
        if number <= step.until_month:
            gentler = replace(metric.levels, target=step.target, minimum=step.minimum)
            return replace(metric, levels=gentler)
    return metric


def _without_data(
    contract: Contract, base: Judgement, spec: MetricSpec, found: Measurements
) -> tuple[Judgement, str]:
    """A month without a level: excused by a Relief Event, else as `missing_data` says."""
    rule = spec.missing_data or "miss"
    if not base.month.ends(period_of(contract, spec)):
        return replace(base, note=NOT_DUE, due=False), ""
    if base.measured and base.measured.relief:
        return replace(base, state="excused", note=base.measured.relief), ""
    if rule == "excluded":
        return replace(base, note="not measured; left out"), ""
    before = found.levels.get((base.metric.name, type(base.month).at(base.month.index - 1)))
    if rule == "estimate" and before is not None and before.level is not None:
        level = rounded(before.level, base.metric.decimals)
        note = "not measured; last month's level is taken"
        return replace(base, level=level, state=state_of(level, base.levels), note=note), ""
    if relief := _relief(contract, base, found):
        return replace(base, state="excused", note=relief), ""
    return replace(base, state="no_data", note="not measured; counts as missed"), NO_DATA


def state_of(level: Decimal, levels: Levels) -> State:
    """How a level stands to target and minimum."""
    if levels.misses_minimum(level):
        return "below_minimum"
    return "below_target" if levels.misses_target(level) else "met"


def _tested(
    contract: Contract, base: Judgement, spec: MetricSpec, found: Measurements
) -> Judgement:
    assert base.level is not None
    state = state_of(base.level, base.levels)
    if spec.failures_in_month is not None:
        state = "met" if base.level <= spec.failures_in_month else "below_minimum"
    if state == "met":
        return replace(base, state="met")
    small, measured = spec.small_volume, base.measured
    if small and measured and measured.events is not None and measured.events < small.below:
        misses = measured.misses
        if misses is not None and misses <= small.allowed_misses:
            note = f"{measured.events} events, {misses} missed: tolerated"
            return replace(base, state="met", note=note)
    relief = _relief(contract, base, found)
    return replace(base, state="excused" if relief else state, note=relief)


def _relief(contract: Contract, base: Judgement, found: Measurements) -> str:
    """Why a miss is excused, empty if it is not."""
    if base.measured and base.measured.relief:
        return base.measured.relief
    limit = forecast_limit(contract)
    for process, spec in contract.scope.processes.items():
        volume = found.volumes.get((process, base.month))
        covered = isinstance(spec.sla, tuple) and base.metric.name in spec.sla
        if limit is None or volume is None or not covered or spec.volume is None:
            continue
        expected = spec.volume.baseline / months_in(spec.volume.per)
        if volume * 100 > expected * limit:
            return f"{process}: {volume} is over {limit} percent of {_plain(expected)} a month"
    return ""


def _plain(number: Decimal) -> str:
    """A number without zeros that say nothing, to two decimals."""
    return f"{number.quantize(Decimal('0.01')):f}".rstrip("0").rstrip(".")


def forecast_limit(contract: Contract) -> Decimal | None:
    """The share of the forecast above which misses are excused."""
    for item in contract.service_levels.exclusions if contract.service_levels else ():
        if not isinstance(item, str) and item.volume_above_forecast is not None:
            return item.volume_above_forecast.value
    return None


def reliefs(contract: Contract) -> set[str]:
    """The relief events of a contract, as plain words: those it lists, else the usual ones."""
    listed = contract.service_levels.exclusions if contract.service_levels else ()
    names = {one for item in listed for one in _named(item)} if listed else STANDARD
    return {plain(name) for name in names}


def _named(item: str | ExclusionLimit) -> tuple[str, ...]:
    """The names of an exclusion: its own, or those of the limits it states."""
    if isinstance(item, str):
        return (item,)
    return tuple(name for name in type(item).model_fields if getattr(item, name) is not None)


def plain(words: str) -> str:
    """Words without case and punctuation, to compare them."""
    return re.sub(r"[\W_]+", " ", words.lower()).strip()


def credit_starts(history: list[Judgement], spec: MetricSpec) -> bool:
    """Whether the last of a metric's months costs a credit, by its `credit_when`."""
    if not history[-1].missed or spec.credit_when is None:
        return history[-1].missed
    return credit_hit(history[-1], spec) and (
        counted_misses(history, spec) >= spec.credit_when.times
    )


def counted_misses(history: list[Judgement], spec: MetricSpec) -> int:
    """How many of the last months, in the window of `credit_when`, count towards its credit."""
    window = spec.credit_when.in_months if spec.credit_when else 1
    return sum(credit_hit(item, spec) for item in history[-window:])


def credit_hit(judged: Judgement, spec: MetricSpec) -> bool:
    """Whether one month counts towards the credit of its metric."""
    when = spec.credit_when
    if when is None or judged.state == "no_data":
        return judged.missed
    worse: Comparison = "below" if judged.levels.higher_is_better else "above"
    return (
        judged.missed
        and judged.level is not None
        and compare(judged.level, when.comparison or worse, when.level)
    )
