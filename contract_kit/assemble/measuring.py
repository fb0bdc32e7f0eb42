"""The rules a result is measured and judged by: those a spec states, and the defaults it leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from contract_kit.assemble.hours import hour_rules
from contract_kit.quantities import text
from contract_kit.spec.assumptions import DEFAULTS
from contract_kit.spec.kinds import credit_rules, unit_of

if TYPE_CHECKING:
    from contract_kit.spec import Contract
    from contract_kit.spec.vocabulary.metrics import CreditWhen, Metric

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
    "first_hour": {
        "not_counted": "the hour in which an event begins does not count: the clock starts at the"
        " full hour after it",
    },
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


def rules(
    contract: Contract, place: Callable[[str], str] = str
) -> tuple[tuple[str, str, str], ...]:
    """Each rule of measurement with its metric: path, key of the metric, words.

    `place` names a country or region whose public holidays are closed days.
    """
    levels = contract.service_levels
    found = [
        (f"{METRICS}{key}.{name}", key, said)
        for key, metric in (levels.metrics.items() if levels else ())
        for name, said in (*hour_rules(contract, metric, place), *_stated(metric))
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
            f"a month with {metric.failures_in_month} failures or fewer counts as met, even if"
            " that is worse than the expected level; one with more counts as below the minimum",
        )
    if metric.short_abandon is not None:
        length = text(metric.short_abandon)
        yield "short_abandon", f"calls given up within {length} do not count"
    if when is not None:
        yield "credit_when", _credit_when(metric, when)


def _credit_when(metric: Metric, when: CreditWhen) -> str:
    """From which level, and from how many misses on, a credit arises."""
    shown = f"{when.level}{'%' if unit_of(metric) == 'percent' else ''}"
    hit = f"where the level is missed and {_WORSE[when.comparison]} {shown}"
    if when.times == 1:
        return f"a Service Credit arises only {hit}"
    return (
        f"a Service Credit arises only {hit}, and only for the {_ordinal(when.times)} and each"
        f" further such month within any {when.in_months} months; a month without data that counts"
        " as missed is such a month"
    )


def _ordinal(number: int) -> str:
    last = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10)
    return f"{number}{last or 'th'}"


def top_class(metrics: Mapping[str, Metric]) -> str:
    """The class of metric that the table of Service Levels shows: the highest that is used."""
    used = {metric.class_ for metric in metrics.values()}
    return next((one for one in ("critical", "key") if one in used), "report_only")


def shown_levels(contract: Contract) -> tuple[str, ...]:
    """The metrics of the table of Service Levels: its class, and any other that brings credits."""
    levels = contract.service_levels
    if levels is None:
        return ()
    top = top_class(levels.metrics)
    return tuple(
        key
        for key, one in levels.metrics.items()
        if one.class_ == top or credit_rules(levels.credits, key, one)
    )
