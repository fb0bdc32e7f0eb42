"""Tables of the trade: metric kinds, credit methods and charge bases, one row each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    "per_unit": ("rate|tiers|baseline",),
    "per_hour": ("rate|tiers",),
    "per_fte": ("rate|tiers",),
    "per_seat": ("rate|tiers",),
    "per_lot": ("rate|tiers", "lot"),
    "cost_plus": ("margin",),
    "percent_of_revenue": ("rate|tiers",),
    "milestone": ("total",),
    "outcome": ("rate|amount|tiers",),
    "gain_share": ("share",),
    "retainer": ("amount",),
    "computed": ("formula",),
}
"""What a charge follows, and the keys it needs; `a|b` means one of them."""

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


def higher_is_better(metric: Metric) -> bool | None:
    """Say which side of a metric is better; `None` if the spec leaves it open."""
    if metric.direction:
        return metric.direction == "higher"
    if metric.statistic == "share_within":
        return True
    if metric.statistic == "count":
        return False
    if metric.within is not None and metric.statistic is None:
        return True
    kind = METRIC_KINDS[metric.kind].direction
    return None if not kind else kind == "higher"


def unit_of(metric: Metric) -> str:
    """Name the unit a metric's level is in."""
    if metric.unit:
        return metric.unit
    if metric.within is not None and metric.statistic in (None, "share_within"):
        return "percent"
    return METRIC_KINDS[metric.kind].unit
