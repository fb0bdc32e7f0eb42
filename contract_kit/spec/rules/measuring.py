"""V62 and V190: fields of metrics stand where something uses them; each has a definition."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

from contract_kit.findings import Finding
from contract_kit.spec.kinds import (
    CLOCKED,
    counts_events,
    result_form,
    share_within,
    time_unit,
    unit_of,
)
from contract_kit.spec.rules.crediting import unused
from contract_kit.spec.rules.levels import METRICS, metrics_of
from contract_kit.spec.rules.registry import error, rule
from contract_kit.spec.vocabulary.scalars import read_hours

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract
    from contract_kit.spec.vocabulary.metrics import Metric

TIMES = ("response_time", "resolution_time", "turnaround")
_NEEDS: dict[str, tuple[Callable[[Metric], bool], str]] = {
    "within": (lambda one: one.kind in CLOCKED, f"kinds {', '.join(CLOCKED)}"),
    "planned_outages": (lambda one: one.kind == "availability", "kind availability"),
    "severities": (
        lambda one: one.kind in (*TIMES, "custom") and share_within(one),
        "kinds response_time, resolution_time, turnaround and custom, and statistic share_within",
    ),
    "short_abandon": (
        lambda one: (
            one.kind == "abandonment_rate" or (one.kind == "response_time" and share_within(one))
        ),
        "kind abandonment_rate, and kind response_time with a share in time",
    ),
    "percentile": (
        lambda one: (one.statistic or "").startswith("p"),
        "statistics p90 to p99",
    ),
    "first_hour": (
        lambda one: one.kind in TIMES and not _in_business_days(one),
        "kinds response_time, resolution_time and turnaround, and limits not in business days",
    ),
    "failures_in_month": (
        lambda one: counts_events(one) and unit_of(one) != "percent",
        "statistic count",
    ),
    "small_volume": (lambda one: unit_of(one) == "percent", "unit percent"),
}
"""Fields that only some metrics use: which, and in words."""


def _in_business_days(metric: Metric) -> bool:
    limits = [metric.within, *(one.within for one in (metric.severities or {}).values())]
    units = [limit.unit for limit in limits if limit is not None]
    return "business_day" in units or time_unit(unit_of(metric)) == "business_day"


@rule("V62", METRICS)
def metrics_use_their_fields(contract: Contract) -> Iterator[Finding]:
    """Find fields of metrics that nothing would read."""
    for key, metric in metrics_of(contract).items():
        path = f"{METRICS}.{key}"
        for field, (holds, works) in _NEEDS.items():
            if getattr(metric, field) is not None and not holds(metric):
                yield unused(contract, "V62", f"{path}.{field}", f"kind {metric.kind}", works)
        when = metric.credit_when
        if when is not None and when.times == 1 and when.in_months != 1:
            works = "times of 2 or more"
            yield unused(contract, "V62", f"{path}.credit_when.in_months", "times 1", works)
        if metric.failures_in_month is not None and metric.target > metric.failures_in_month:
            yield error(
                contract,
                "V62",
                f"{path}.failures_in_month",
                f"{metric.failures_in_month} tolerated failures are fewer than the target of"
                f" {metric.target}; expected the target or more; correct one.",
            )


@rule("V190", METRICS)
def metrics_have_a_definition(contract: Contract) -> Iterator[Finding]:
    """Find metrics of which neither kind, statistic and unit nor a formula say what they are."""
    for key, metric in metrics_of(contract).items():
        if metric.formula or result_form(metric):
            continue
        statistic = f", statistic {metric.statistic}" if metric.statistic else ""
        yield error(
            contract,
            "V190",
            f"{METRICS}.{key}",
            f"nothing says how “{key}” is computed: kind {metric.kind}{statistic} has no meaning in"
            f" {unit_of(metric) or 'no unit'}; expected another statistic or unit, or a formula;"
            " add for example “formula: items in time / all items”.",
        )


@rule("V62", METRICS, "calendars")
def windows_say_hours(contract: Contract) -> Iterator[Finding]:
    """Find windows that name neither a calendar nor hours."""
    for key, metric in metrics_of(contract).items():
        planned = metric.planned_outages
        for path, window in (
            (f"{METRICS}.{key}.window", metric.window),
            (f"{METRICS}.{key}.planned_outages.window", planned.window if planned else None),
        ):
            if window is not None and window not in contract.calendars and not _hours(window):
                names = ", ".join(contract.calendars)
                yield error(
                    contract,
                    "V62",
                    path,
                    f"“{window}” names no hours; expected days and hours such as Mon-Fri"
                    f" 09:00-17:30, or a calendar{f' ({names})' if names else ''}; write one.",
                )


def _hours(text: str) -> bool:
    try:
        read_hours(text)
    except PydanticCustomError:
        return False
    return True


@rule("V62", "service_levels.exclusions")
def relief_has_its_limit(contract: Contract) -> Iterator[Finding]:
    """Find relief for volume that does not say above which volume."""
    levels = contract.service_levels
    for index, item in enumerate(levels.exclusions if levels else ()):
        if item == "volume_above_forecast":
            yield error(
                contract,
                "V62",
                f"service_levels.exclusions.{index}",
                "volume_above_forecast says no limit; expected a share of the forecast; write for"
                " example “volume_above_forecast: 115 percent”.",
            )
