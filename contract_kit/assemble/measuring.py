"""The rules a result is measured and judged by: those a spec states, and the defaults it leaves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from contract_kit.spec.assumptions import DEFAULTS

if TYPE_CHECKING:
    from contract_kit.spec import Contract
    from contract_kit.spec.vocabulary.metrics import Metric

METRICS = "service_levels.metrics."
WORDS = {
    "missing_data": {
        "excluded": "a period without data is left out",
        "estimate": "for a period without data the result of the month before counts; where there"
        " is none, the period counts as missed, and as below the minimum",
    },
    "percentile": {
        "interpolated": "a percentile between two measured values lies on a straight line",
    },
    "first_hour": {"not_counted": "the hour in which the clock starts does not count"},
    "clock_from": {
        "customer_notice": "the clock starts with the notice of the Customer",
        "provider_monitor": "the clock starts when the Provider's monitoring shows the event",
        "earlier_of_both": "the clock starts with the notice of the Customer or when the"
        " Provider's monitoring shows the event, whichever is earlier",
    },
}
"""What a stated choice means, where it is not the default."""
_WORSE = {
    "below": "is below",
    "at_or_below": "is at or below",
    "above": "is above",
    "at_or_above": "is at or above",
    None: "is worse than",
}


def rules(contract: Contract) -> tuple[tuple[str, str, str], ...]:
    """Each rule of measurement with its metric: path, key of the metric, words."""
    levels = contract.service_levels
    found = [
        (f"{METRICS}{key}.{name}", key, text)
        for key, metric in (levels.metrics.items() if levels else ())
        for name, text in _stated(metric)
    ]
    found += [
        (one.path, one.path.split(".")[2], one.text)
        for one in contract.assumptions
        if one.path.startswith(METRICS)
    ]
    return tuple(found)


def _stated(metric: Metric) -> Iterator[tuple[str, str]]:
    for name, words in WORDS.items():
        value = getattr(metric, name)
        if value is not None:
            yield name, words.get(value) or DEFAULTS[name][1]
    if metric.decimals is not None:
        yield (
            "decimals",
            f"levels are rounded half up to {_places(metric.decimals)} before they are compared",
        )
    yield from _counted(metric)


def _places(decimals: int) -> str:
    if decimals == 0:
        return "whole numbers"
    return "one decimal place" if decimals == 1 else f"{decimals} decimal places"


def _counted(metric: Metric) -> Iterator[tuple[str, str]]:
    """When few events, tolerated failures or repeated misses decide."""
    small, when = metric.small_volume, metric.credit_when
    if small is not None:
        tolerated = (
            "one miss is" if small.allowed_misses == 1 else f"{small.allowed_misses} misses are"
        )
        yield "small_volume", f"with fewer than {small.below} events, {tolerated} tolerated"
    if metric.failures_in_month is not None:
        yield (
            "failures_in_month",
            f"a month with at most {metric.failures_in_month} failures counts as met, one with"
            " more as below the minimum",
        )
    if when is not None:
        often = "" if when.times == 1 else f" {when.times} times within {when.in_months} months"
        yield (
            "credit_when",
            f"a Service Credit arises only where the level is missed and {_WORSE[when.comparison]}"
            f" {when.level}{often}",
        )


def top_class(metrics: Mapping[str, Metric]) -> str:
    """The class of metric that the table of Service Levels shows: the highest that is used."""
    used = {metric.class_ for metric in metrics.values()}
    return next((one for one in ("critical", "key") if one in used), "report_only")
