"""Tables of the trade: metric kinds, credit methods and charge bases, one row each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contract_kit.spec.vocabulary.credits import Credits
    from contract_kit.spec.vocabulary.metrics import Metric


@dataclass(frozen=True, slots=True)
class MetricKind:
    """A kind of metric: which side is better, its usual unit, its limits."""

    direction: str
    unit: str
    least: int | None = None
    most: int | None = None
    survey: bool = False


METRIC_KINDS: dict[str, MetricKind] = {
    "availability": MetricKind("higher", "percent", 0, 100),
    "response_time": MetricKind("lower", "minutes", 0),
    "resolution_time": MetricKind("lower", "hours", 0),
    "turnaround": MetricKind("lower", "days", 0),
    "accuracy": MetricKind("higher", "percent", 0, 100),
    "error_rate": MetricKind("lower", "percent", 0, 100),
    "quality_score": MetricKind("higher", "percent", 0, 100),
    "abandonment_rate": MetricKind("lower", "percent", 0, 100),
    "average_handle_time": MetricKind("lower", "seconds", 0),
    "backlog": MetricKind("lower", "items", 0),
    "schedule_adherence": MetricKind("higher", "percent", 0, 100),
    "first_contact_resolution": MetricKind("higher", "percent", 0, 100),
    "csat": MetricKind("higher", "percent", 0, 100, survey=True),
    "nps": MetricKind("higher", "points", -100, 100, survey=True),
    "attrition": MetricKind("lower", "percent", 0, 100),
    "custom": MetricKind("", ""),
}
"""What is measured. Times are lower-is-better, shares within a limit higher-is-better."""

CREDIT_METHODS: dict[str, tuple[str, ...]] = {
    "weighted": ("at_risk",),
    "fixed_percent": (),
    "table": (),
    "per_duration": ("per_duration",),
    "per_event": ("per_event",),
}
"""How credits are computed, and the keys of `credits` each method needs."""

CHARGE_BASES: dict[str, tuple[str, ...]] = {
    "fixed": ("amount",),
    "per_unit": ("rate|tiers",),
    "per_hour": ("rate|tiers",),
    "per_fte": ("rate|tiers",),
    "per_seat": ("rate|tiers",),
    "per_lot": ("rate|tiers", "lot"),
    "cost_plus": ("margin",),
    "percent_of_revenue": ("rate|tiers",),
    "milestone": ("total",),
    "outcome": ("rate|tiers",),
    "gain_share": ("share", "baseline_cost"),
    "retainer": ("amount",),
    "instalments": ("instalments",),
    "computed": ("formula",),
}
"""What a charge follows, and the keys it needs; `a|b` means one of them."""

_ALWAYS = frozenset({"basis", "title", "process", "covers"})
_MONTHLY = _ALWAYS | {"from_", "until", "in_", "minimum", "maximum"}
_PRICED = _MONTHLY | {"rate", "tiers", "bands", "bands_over"}

CHARGE_USES: dict[str, frozenset[str]] = {
    "fixed": _MONTHLY
    | {"amount", "per", "unit", "volume", "baseline", "additional_rate", "reduced_rate"}
    | {"dead_band", "measured_from"},
    "per_unit": _PRICED | {"per", "unit", "volume", "count"},
    "per_hour": _PRICED | {"volume"},
    "per_fte": _PRICED | {"per", "volume", "count"},
    "per_seat": _PRICED | {"per", "volume", "count"},
    "per_lot": _PRICED | {"unit", "volume", "count", "lot", "part_lot"},
    "cost_plus": _MONTHLY | {"cost", "margin", "expected", "bands_over"},
    "percent_of_revenue": _PRICED | {"revenue", "expected"},
    "milestone": _ALWAYS | {"total"},
    "outcome": _PRICED | {"volume", "outcome"},
    "gain_share": _ALWAYS | {"from_", "until", "share", "baseline_cost", "dead_band", "cost"},
    "retainer": _MONTHLY | {"amount", "per", "volume", "included_hours", "overage_rate"},
    "instalments": _ALWAYS | {"total", "instalments"},
    "computed": _ALWAYS | {"unit", "expected", "from_", "until", "in_", "formula", "due_to"},
}
"""Every field of a charge that its basis prints and settles; any other is refused there."""

CHARGE_NEEDS: dict[str, tuple[str, ...]] = {
    "bands": ("tiers",),
    "bands_over": ("tiers", "maximum"),
    "measured_from": ("dead_band",),
    "additional_rate": ("baseline",),
    "reduced_rate": ("baseline",),
    "included_hours": ("overage_rate",),
    "overage_rate": ("included_hours",),
}
"""Fields of a charge that mean nothing without one of others, whatever the basis."""

COST_ITEMS = (
    "currency",
    "software_licences",
    "extra_training",
    "attrition_backfill",
    "recruitment",
    "facilities_equipment",
    "telecoms",
    "travel",
    "overtime_holidays",
    "data_migration",
    "taxes",
    "exit_services",
)
"""The standard hidden costs every cost register answers."""


def share_within(metric: Metric) -> bool:
    """Whether a metric's level is the share of items within a limit, its own or by severity."""
    limited = metric.within is not None or metric.severities is not None
    return metric.statistic == "share_within" or (limited and metric.statistic is None)


def higher_is_better(metric: Metric) -> bool | None:
    """Say which side of a metric is better; `None` if the spec leaves it open."""
    if metric.direction:
        return metric.direction == "higher"
    if share_within(metric):
        return True
    if metric.statistic == "count":
        return False
    kind = METRIC_KINDS[metric.kind].direction
    return None if not kind else kind == "higher"


def unit_of(metric: Metric) -> str:
    """Name the unit a metric's level is in."""
    if metric.unit:
        return metric.unit
    if share_within(metric):
        return "percent"
    return METRIC_KINDS[metric.kind].unit


def credit_rules(credits: Credits | None, name: str, metric: Metric) -> tuple[str, ...]:
    """Name the rules that say what a miss of a metric costs, none where no money hangs on it.

    Rules by event and by duration name their metric and replace all others. Otherwise a critical
    metric has its own table, its own credit, or the method of the credits.
    """
    if credits is None:
        return ()
    named = {
        "per_event": [one.metric for one in credits.per_event],
        "per_duration": [one.metric for one in credits.per_duration],
    }
    special = tuple(key for key, metrics in named.items() if name in metrics)
    if special or metric.class_ != "critical":
        return special
    if metric.table:
        return ("table",)
    if metric.credit is not None:
        return ("credit",)
    if credits.method == "table" and credits.table:
        return ("table",)
    return ("weighted",) if credits.method == "weighted" else ()


CLOCKED = ("response_time", "resolution_time", "turnaround", "average_handle_time", "custom")
"""Kinds whose items have a clock: a limit for each of them has a meaning."""
_AVERAGED = ("csat", "quality_score")
"""Kinds whose result may be an average of scores, in a unit of its own."""


def result_form(metric: Metric) -> str:
    """Name the form of a metric's result: what its definition says, and how events become it.

    `count`, `in_time` (a share of items within their limit), `time` (a statistic of times),
    `average`, or `kind` (the usual figure of its kind); empty where kind, statistic and unit do
    not go together, so that only a `formula` can say what the result is.
    """
    unit = unit_of(metric)
    if metric.statistic == "count":
        return "" if unit == "percent" else "count"
    if share_within(metric):
        return "in_time" if metric.kind in CLOCKED and unit == "percent" else ""
    if metric.kind in CLOCKED and (metric.kind != "custom" or metric.statistic):
        return "time" if time_unit(unit) else ""
    own = METRIC_KINDS[metric.kind].unit
    if metric.kind in _AVERAGED and (metric.statistic == "mean" or unit != own):
        return "average" if metric.statistic in (None, "mean") else ""
    if metric.kind == "backlog":
        usual = unit != "percent" and not time_unit(unit)
    else:
        usual = metric.kind == "custom" or unit == own
    return "kind" if usual and metric.statistic is None else ""


TIME_UNITS = ("second", "minute", "hour", "business_hour", "day", "business_day", "week")
"""Units of time a level can be in."""


def time_unit(unit: str) -> str:
    """Name the unit of time that a metric's unit is, such as `day` for `days`; empty if none."""
    plain = unit.strip().lower().replace(" ", "_").removesuffix("s")
    return plain if plain in TIME_UNITS else ""


def counts_events(metric: Metric) -> bool:
    """Whether a metric's result says how many events there were: a count, or late items."""
    if metric.statistic == "count":
        return True
    if unit_of(metric) == "percent":
        return share_within(metric)
    return metric.statistic is None and metric.kind in ("backlog", "custom")
