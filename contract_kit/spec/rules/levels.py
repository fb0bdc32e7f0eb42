"""V07 to V11 and V14 to V16: metrics, weights, tiers and credits."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from contract_kit.findings import Finding
from contract_kit.quantities import Money, Percent, text
from contract_kit.spec.kinds import CREDIT_METHODS, METRIC_KINDS, higher_is_better, unit_of
from contract_kit.spec.rules.registry import error, missing, rule, warning

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract
    from contract_kit.spec.vocabulary.credits import Credits, Rebate, Tier
    from contract_kit.spec.vocabulary.services import Metric

_METRICS = "service_levels.metrics"


def _metrics(contract: Contract) -> dict[str, Metric]:
    return contract.service_levels.metrics if contract.service_levels else {}


def _credits(contract: Contract) -> Credits | None:
    return contract.service_levels.credits if contract.service_levels else None


@rule("V07", *(f"{_METRICS}.*.{key}" for key in
               ("kind", "target", "minimum", "direction", "statistic", "within")))  # fmt: skip
def targets_beat_minimums(contract: Contract) -> Iterator[Finding]:
    """Find targets worse than their minimums."""
    for key, metric in _metrics(contract).items():
        better = higher_is_better(metric)
        path = f"{_METRICS}.{key}"
        if better is None:
            yield error(
                contract,
                "V07",
                path,
                f"nothing says which side of “{key}” is better; expected direction: higher or"
                " lower; add it.",
            )
        elif metric.minimum is not None and _worse(metric.target, metric.minimum, better):
            side = "at least" if better else "at most"
            yield error(
                contract,
                "V07",
                f"{path}.target",
                f"the target {metric.target} of “{key}” is worse than its minimum"
                f" {metric.minimum}; expected {side} {metric.minimum}; swap them or correct one.",
            )


def _worse(level: Decimal, other: Decimal, higher: bool) -> bool:
    return level < other if higher else level > other


@rule("V08", *(f"{_METRICS}.*.{key}" for key in
               ("kind", "target", "minimum", "unit", "scale", "within", "statistic")))  # fmt: skip
def levels_are_possible(contract: Contract) -> Iterator[Finding]:
    """Find levels no measurement can have."""
    for key, metric in _metrics(contract).items():
        kind = METRIC_KINDS[metric.kind]
        percent = unit_of(metric) == "percent"
        least, most = (0, 100) if percent else (kind.least, kind.most)
        if not percent and unit_of(metric) != kind.unit:
            least, most = None, None
        for field, level in (("target", metric.target), ("minimum", metric.minimum)):
            if (
                level is None
                or (least is None or level >= least)
                and (most is None or level <= most)
            ):
                continue
            yield error(
                contract,
                "V08",
                f"{_METRICS}.{key}.{field}",
                f"the {field} {level} of “{key}” cannot be; expected from {least} to"
                f" {'any' if most is None else most}; correct it.",
            )
        if metric.kind == "csat" and not metric.scale:
            yield error(
                contract,
                "V08",
                f"{_METRICS}.{key}",
                f"“{key}” does not say which answers count as good; expected scale; add for"
                " example “scale: 4-5 of 5”.",
            )


@rule("V09", f"{_METRICS}.*.weight", f"{_METRICS}.*.class", "service_levels.credits.pool",
      "service_levels.credits.method")  # fmt: skip
def weights_fill_the_pool(contract: Contract) -> Iterator[Finding]:
    """Find weights that do not add up, and weights where none belongs."""
    credits = _credits(contract)
    metrics = _metrics(contract)
    for key, metric in metrics.items():
        if metric.class_ != "critical" and metric.weight is not None:
            yield error(
                contract,
                "V09",
                f"{_METRICS}.{key}.weight",
                f"“{key}” is {metric.class_} and has the weight {metric.weight}; expected weights"
                " on critical metrics only; remove it or make the class critical.",
            )
    if credits is None or credits.method != "weighted":
        return
    weights = [metric.weight or Decimal(0) for metric in metrics.values() if _critical(metric)]
    if sum(weights) != credits.pool:
        yield error(
            contract,
            "V09",
            "service_levels.credits.pool",
            f"the weights of the critical metrics add up to {sum(weights)}; expected the pool of"
            f" {credits.pool}; change a weight or the pool.",
        )


def _critical(metric: Metric) -> bool:
    return metric.class_ == "critical"


@rule("V10", "service_levels.credits.tiers", "service_levels.credits.table",
      "service_levels.credits.per_duration", "service_levels.credits.method",
      f"{_METRICS}.*.table", f"{_METRICS}.*.credit")  # fmt: skip
def tiers_are_sound(contract: Contract) -> Iterator[Finding]:
    """Find gaps, overlaps and rewards for worse months."""
    credits = _credits(contract)
    if credits is None:
        return
    base = "service_levels.credits"
    yield from _method_needs(contract, credits)
    yield from _tiers(contract, credits.tiers, f"{base}.tiers")
    yield from _table(contract, credits.table, f"{base}.table", descending=True)
    for key, metric in _metrics(contract).items():
        falling = higher_is_better(metric) is not False
        yield from _table(contract, metric.table, f"{_METRICS}.{key}.table", descending=falling)
    for index, part in enumerate(credits.per_duration):
        path = f"{base}.per_duration.{index}.bands"
        yield from _table(contract, part.bands, path, descending=False)


def _method_needs(contract: Contract, credits: Credits) -> Iterator[Finding]:
    needs = [key for key in CREDIT_METHODS[credits.method] if not getattr(credits, key)]
    if credits.method == "table" and not credits.table:
        needs += [] if any(metric.table for metric in _metrics(contract).values()) else ["table"]
    if credits.method == "fixed_percent" and not any(
        metric.credit for metric in _metrics(contract).values()
    ):
        needs.append("a credit on each metric")
    for key in needs:
        yield error(
            contract,
            "V10",
            "service_levels.credits",
            f"credits by method {credits.method} lack {key}; expected it here; add it.",
        )


def _tiers(contract: Contract, tiers: tuple[Tier, ...], path: str) -> Iterator[Finding]:
    order = {"below_target": 0, "below_minimum": 1}
    for index, (first, second) in enumerate(pairwise(tiers), 1):
        here = f"{path}.{index}"
        if second.share < first.share:
            yield error(
                contract,
                "V10",
                f"{here}.share",
                f"the worse tier costs {second.share}, the better one {first.share}; expected"
                f" {first.share} or more; swap or correct them.",
            )
        if first.when and second.when and order[second.when] <= order[first.when]:
            yield error(
                contract,
                "V10",
                f"{here}.when",
                f"{second.when} follows {first.when}; expected below_target, then"
                " below_minimum, once each; correct the order.",
            )
        if first.when is None and second.from_ != first.to:
            yield error(
                contract,
                "V10",
                f"{here}.from",
                f"this tier begins at {second.from_}, the one before ends at {first.to}; expected"
                " the same number; close the gap or overlap.",
            )


def _table(
    contract: Contract, rows: tuple[Rebate, ...], path: str, *, descending: bool
) -> Iterator[Finding]:
    for index, (first, second) in enumerate(pairwise(rows), 1):
        ordered = (
            first.achieved > second.achieved if descending else (first.achieved < second.achieved)
        )
        if not ordered:
            way = "fall" if descending else "rise"
            yield error(
                contract,
                "V10",
                f"{path}.{index}.achieved",
                f"{second.achieved} follows {first.achieved}; expected levels that {way}, each"
                " once; order the rows from best to worst.",
            )
        elif _size(second) < _size(first):
            yield error(
                contract,
                "V10",
                f"{path}.{index}.rebate",
                f"the worse level {second.achieved} costs {text(second.rebate)}, the better one"
                f" {text(first.rebate)}; expected no less; correct one.",
            )


def _size(row: Rebate) -> Decimal:
    return row.rebate.amount if isinstance(row.rebate, Money) else row.rebate.value


@rule("V11", "service_levels.credits.at_risk", "service_levels.credits.monthly_cap")
def risk_fits_cap(contract: Contract) -> Iterator[Finding]:
    """Find an amount at risk above its cap or outside the usual range."""
    credits = _credits(contract)
    if credits is None or credits.at_risk is None:
        return
    risk, cap = credits.at_risk, credits.monthly_cap
    if _above(risk, cap):
        yield error(
            contract,
            "V11",
            "service_levels.credits.at_risk",
            f"{text(risk)} is at risk, the monthly cap is {text(cap)}; expected no more than the"
            " cap; lower at_risk or raise monthly_cap."
            if cap is not None
            else "",
        )
    monthly = isinstance(risk, Percent) and risk.of == "monthly_charges"
    if isinstance(risk, Percent) and monthly and not 5 <= risk.value <= 20:
        yield warning(
            contract,
            "V11",
            "service_levels.credits.at_risk",
            f"{text(risk)} of the monthly charges are at risk; expected 5% to 20%; keep it if"
            " both sides mean it.",
        )


def _above(one: object, other: object) -> bool:
    if isinstance(one, Percent) and isinstance(other, Percent):
        return one.of == other.of and one.value > other.value
    return isinstance(one, Money) and isinstance(other, Money) and one.amount > other.amount


@rule("V14", "service_levels.credits.earn_back", f"{_METRICS}.*.target")
def earn_back_asks_for_good_months(contract: Contract) -> Iterator[Finding]:
    """Find credits that come back too easily."""
    credits = _credits(contract)
    back = credits.earn_back if credits else None
    if back is None:
        return
    path = "service_levels.credits.earn_back"
    if back.at == "minimum":
        yield error(
            contract,
            "V14",
            f"{path}.at",
            "credits come back at the minimum; expected target or better; write “at: target”.",
        )
    count, key = (
        (back.consecutive_quarters, "consecutive_quarters")
        if back.consecutive_months is None
        else (back.consecutive_months, "consecutive_months")
    )
    least = 2 if key == "consecutive_months" else 1
    if count is None or count < least:
        yield error(
            contract,
            "V14",
            f"{path}.{key}",
            f"credits come back after {count or 0} good months; expected 2 or more; raise"
            " consecutive_months.",
        )


@rule("V15", f"{_METRICS}.*.credit_when", "service_levels.termination_trigger")
def repetitions_fit(contract: Contract) -> Iterator[Finding]:
    """Find counts that cannot be reached in their window."""
    spots = [
        (f"{_METRICS}.{key}.credit_when", metric.credit_when)
        for key, metric in _metrics(contract).items()
        if metric.credit_when
    ]
    trigger = contract.service_levels.termination_trigger if contract.service_levels else None
    pairs = [(path, when.times, when.in_months) for path, when in spots]
    if trigger:
        pairs.append(("service_levels.termination_trigger", trigger.times, trigger.in_months))
    for path, times, window in pairs:
        if times > window:
            yield error(
                contract,
                "V15",
                f"{path}.times",
                f"{times} misses in {window} months cannot be counted; expected {window} at most;"
                " lower times or raise in_months.",
            )


@rule("V16", f"{_METRICS}.*.source", f"{_METRICS}.*.min_sample", f"{_METRICS}.*.class",
      completeness=True)  # fmt: skip
def critical_metrics_have_proof(contract: Contract) -> Iterator[Finding]:
    """Find critical metrics nobody can prove."""
    asked: dict[str, bool] = {}
    for key, metric in _metrics(contract).items():
        if not _critical(metric):
            continue
        asked[f"{_METRICS}.{key}.source"] = metric.source is not None
        if METRIC_KINDS[metric.kind].survey:
            asked[f"{_METRICS}.{key}.min_sample"] = metric.min_sample is not None
    none_given = not any(asked.values())
    if none_given:
        yield from missing(
            contract,
            "V16",
            asked,
            "critical metrics lack {missing}; expected where the data come"
            " from; add it to each metric.",
        )
        return
    for path, given in asked.items():
        if not given:
            key, field = path.split(".")[-2:]
            yield error(
                contract,
                "V16",
                path,
                f"the critical metric “{key}” lacks {field}; expected it"
                " as other metrics have it; add it.",
            )
