"""V07 to V09, V15 and V16: metrics, their levels, weights and proof."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.findings import Finding
from contract_kit.spec.kinds import METRIC_KINDS, credit_rules, higher_is_better, unit_of
from contract_kit.spec.rules.registry import error, missing, rule

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract
    from contract_kit.spec.vocabulary.credits import Credits
    from contract_kit.spec.vocabulary.metrics import Metric

METRICS = "service_levels.metrics"


def metrics_of(contract: Contract) -> dict[str, Metric]:
    """Return the metrics, none if there is no such section."""
    return contract.service_levels.metrics if contract.service_levels else {}


def credits_of(contract: Contract) -> Credits | None:
    """Return the credits, if any."""
    return contract.service_levels.credits if contract.service_levels else None


@rule("V07", *(f"{METRICS}.*.{key}" for key in
               ("kind", "target", "minimum", "direction", "statistic", "within")))  # fmt: skip
def targets_beat_minimums(contract: Contract) -> Iterator[Finding]:
    """Find targets worse than their minimums."""
    for key, metric in metrics_of(contract).items():
        better = higher_is_better(metric)
        path = f"{METRICS}.{key}"
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


@rule("V08", "service_levels.bonuses.awards", *(f"{METRICS}.*.{key}" for key in
      ("kind", "target", "minimum", "unit", "scale", "within", "statistic", "ramp", "severities",
       "table", "credit_when")))  # fmt: skip
def levels_are_possible(contract: Contract) -> Iterator[Finding]:
    """Find levels no measurement can have."""
    for key, metric in metrics_of(contract).items():
        least, most = _limits(metric)
        for path, level in _levels(contract, key, metric):
            low = least is not None and level < least
            high = most is not None and level > most
            if low or high:
                yield error(
                    contract,
                    "V08",
                    path,
                    f"the {path.rpartition('.')[2]} {level} of “{key}” cannot be; expected from"
                    f" {least} to {'any' if most is None else most}; correct it.",
                )
        if metric.kind == "csat" and not metric.scale:
            yield error(
                contract,
                "V08",
                f"{METRICS}.{key}",
                f"“{key}” does not say which answers count as good; expected scale; add for"
                " example “scale: 4-5 of 5”.",
            )


def _levels(contract: Contract, key: str, metric: Metric) -> Iterator[tuple[str, Decimal]]:
    """Every level that the spec states for a metric, with its path."""
    root = f"{METRICS}.{key}"
    places: dict[str, object] = {
        root: metric,
        **{f"{root}.ramp.{at}": one for at, one in enumerate(metric.ramp)},
        **{f"{root}.severities.{name}": one for name, one in (metric.severities or {}).items()},
        **{f"{root}.table.{at}": one for at, one in enumerate(metric.table)},
        f"{root}.credit_when": metric.credit_when,
    }
    bonuses = contract.service_levels.bonuses if contract.service_levels else None
    for at, award in enumerate(bonuses.awards if bonuses else ()):
        if award.metric == key:
            places[f"service_levels.bonuses.awards.{at}"] = award
    for path, one in places.items():
        for name in ("target", "minimum", "achieved", "level", "at"):
            level = getattr(one, name, None)
            if level is not None:
                yield f"{path}.{name}", level


def _limits(metric: Metric) -> tuple[int | None, int | None]:
    kind, unit = METRIC_KINDS[metric.kind], unit_of(metric)
    if unit == "percent":
        return 0, 100
    return (kind.least, kind.most) if unit == kind.unit else (None, None)


@rule("V09", f"{METRICS}.*.weight", f"{METRICS}.*.class", "service_levels.credits.pool",
      "service_levels.credits.method", "service_levels.credits.table",
      "service_levels.credits.per_event", "service_levels.credits.per_duration",
      f"{METRICS}.*.table", f"{METRICS}.*.credit")  # fmt: skip
def weights_fill_the_pool(contract: Contract) -> Iterator[Finding]:
    """Find weights that do not add up, and weights where none belongs."""
    credits = credits_of(contract)
    metrics = metrics_of(contract)
    for key, metric in metrics.items():
        if metric.class_ != "critical" and metric.weight is not None:
            yield error(
                contract,
                "V09",
                f"{METRICS}.{key}.weight",
                f"“{key}” is {metric.class_} and has the weight {metric.weight}; expected weights"
                " on critical metrics only; remove it or make the class critical.",
            )
    weights = [metric.weight or Decimal(0) for metric in metrics.values() if _critical(metric)]
    if credits is None or (credits.method != "weighted" and not any(weights)):
        return
    if _weighs(credits, metrics) and sum(weights) != credits.pool:
        yield error(
            contract,
            "V09",
            "service_levels.credits.pool",
            f"the weights of the critical metrics add up to {sum(weights)}; expected the pool of"
            f" {credits.pool}; change a weight or the pool.",
        )


def _weighs(credits: Credits, metrics: dict[str, Metric]) -> bool:
    """Whether weights are asked for: by a weighted credit, or by the score that they make."""
    rules = [credit_rules(credits, key, metric) for key, metric in metrics.items()]
    return any(metric.weight for metric in metrics.values()) or ("weighted",) in rules


def _critical(metric: Metric) -> bool:
    return metric.class_ == "critical"


@rule(
    "V15",
    f"{METRICS}.*.credit_when",
    "service_levels.credits.repeat",
    "service_levels.termination_trigger",
)
def repetitions_fit(contract: Contract) -> Iterator[Finding]:
    """Find counts that cannot be reached in their window."""
    spots = [
        (f"{METRICS}.{key}.credit_when", metric.credit_when)
        for key, metric in metrics_of(contract).items()
        if metric.credit_when
    ]
    credits = credits_of(contract)
    repeat = credits.repeat if credits else None
    trigger = contract.service_levels.termination_trigger if contract.service_levels else None
    pairs = [(path, when.times, when.in_months) for path, when in spots]
    if trigger:
        pairs.append(("service_levels.termination_trigger", trigger.times, trigger.in_months))
    if repeat and repeat.in_months is not None:
        pairs.append(("service_levels.credits.repeat", repeat.months, repeat.in_months))
    for path, times, window in pairs:
        if times > window:
            yield error(
                contract,
                "V15",
                f"{path}.{'months' if path.endswith('repeat') else 'times'}",
                f"{times} misses in {window} months cannot be counted; expected {window} at most;"
                " lower times or raise in_months.",
            )


@rule("V16", *(f"{METRICS}.*.{key}" for key in ("source", "min_sample", "class", "kind")),
      completeness=True)  # fmt: skip
def critical_metrics_have_proof(contract: Contract) -> Iterator[Finding]:
    """Find critical metrics nobody can prove."""
    asked: dict[str, bool] = {}
    for key, metric in metrics_of(contract).items():
        if not _critical(metric):
            continue
        asked[f"{METRICS}.{key}.source"] = metric.source is not None
        if METRIC_KINDS[metric.kind].survey:
            asked[f"{METRICS}.{key}.min_sample"] = metric.min_sample is not None
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
