"""Metrics: what is measured, how, and how good it must be."""

from typing import Literal

from pydantic import Field

from contract_kit.spec.vocabulary.amounts import (
    Credited,
    Length,
    Numbers,
    Share,
)
from contract_kit.spec.vocabulary.base import Model
from contract_kit.spec.vocabulary.credits import Rebate
from contract_kit.spec.vocabulary.scalars import (
    Every,
    Number,
    Ref,
    Text,
    Whole,
)


class CreditWhen(Model):
    """When a missed level starts to cost money, if not at the target."""

    level: Number
    """The level that counts. Example: `96.5`"""
    comparison: Literal["below", "at_or_below", "above", "at_or_above"] | None = None
    """How the level is compared; by default worse than it. Example: `at_or_below`"""
    times: Whole = 1
    """How many misses it takes. Example: `3`"""
    in_months: Whole = 1
    """Months the misses are counted over. Example: `6`"""


class SeverityLevel(Model):
    """The limit for incidents of one severity."""

    within: Length
    """Time allowed. Example: `4 hours`"""
    escalate_after: Length | None = None
    """When the incident is escalated. Example: `2 hours`"""
    calendar: Ref | None = None
    """Calendar whose hours count. Example: `office`"""
    target: Number | None = None
    """Share that must be in time, if not the metric's own. Example: `95`"""


class PlannedOutages(Model):
    """Maintenance that does not count as downtime."""

    notice: Length | None = None
    """Notice it needs. Example: `48 hours`"""
    cap: Length | None = None
    """The most in each period. Example: `4 hours`"""
    window: Text | None = None
    """When it may happen. Example: `Sun 02:00-06:00`"""


class SmallVolume(Model):
    """A gentler test for periods with few events."""

    below: Whole
    """Number of events under which it applies. Example: `20`"""
    allowed_misses: Whole
    """Misses that are tolerated. Example: `1`"""


class RampStep(Model):
    """A lower level for the first months."""

    until_month: Whole
    """Last month it applies to, counted from the start of service levels. Example: `3`"""
    target: Number
    """Target in those months. Example: `70`"""
    minimum: Number | None = None
    """Minimum in those months. Example: `65`"""


Kind = Literal[
    "availability",
    "response_time",
    "resolution_time",
    "turnaround",
    "accuracy",
    "error_rate",
    "quality_score",
    "abandonment_rate",
    "average_handle_time",
    "backlog",
    "schedule_adherence",
    "first_contact_resolution",
    "csat",
    "nps",
    "attrition",
    "custom",
]
Statistic = Literal["mean", "median", "p90", "p95", "p98", "p99", "share_within", "count", "max"]


class Metric(Model):
    """One measured promise."""

    kind: Kind
    """What is measured. Example: `response_time`"""
    title: Text | None = None
    """Name as printed, if not the id. Example: `Telephone service level`"""
    class_: Literal["critical", "key", "report_only"] = Field(default="key", alias="class")
    """Whether money hangs on it. Example: `critical`"""
    unit: Text | None = None
    """Unit of target and minimum. Example: `percent`"""
    direction: Literal["higher", "lower"] | None = None
    """Which side is better, where kind and statistic do not say it. Example: `higher`"""
    statistic: Statistic | None = None
    """How single values become one. Example: `p90`"""
    within: Length | None = None
    """Limit for each item; makes the level a share within it. Example: `20 seconds`"""
    target: Number
    """Level that is expected. Example: `80`"""
    minimum: Number | None = None
    """Level below which the full credit is due. Example: `75`"""
    ramp: tuple[RampStep, ...] = ()
    """Gentler levels for the first months."""
    window: Text | None = None
    """Hours that count, as a calendar or in words. Example: `retail`"""
    calendar: Ref | None = None
    """Calendar for business hours and days. Example: `retail`"""
    planned_outages: PlannedOutages | None = None
    """Maintenance that does not count."""
    period: Every | None = None
    """Period of measurement, if not the one of service_levels. Example: `quarter`"""
    severities: dict[Literal["1", "2", "3", "4", "5"], SeverityLevel] | None = None
    """Limits by severity, 1 to 5; at the limit is in time. Example: `{1: {within: 4 hours}}`"""
    weight: Number | None = None
    """Share of the pool, for critical metrics. Example: `25`"""
    credit: Credited | None = None
    """Credit for one miss, with method fixed_percent. Example: `6 percent of affected_charge`"""
    table: tuple[Rebate, ...] = ()
    """Rebate table of this metric alone."""
    credit_when: CreditWhen | None = None
    """When the credit starts, if not at the target."""
    failures_in_month: Whole | None = None
    """Events in one month that are tolerated. Example: `2`"""
    min_sample: Whole | None = None
    """Smallest sample that counts. Example: `300`"""
    sample: Numbers | None = None
    """Items checked. Example: `400 per month`"""
    source: Text | None = None
    """Where the data come from. Example: `ACD report`"""
    formula: Text | None = None
    """How the level is computed, in words. Example: `answered within 20 s / answered`"""
    scale: Text | None = None
    """Answers that count as good, for surveys. Example: `4-5 of 5`"""
    repeat_window: Length | None = None
    """Time without a second contact that makes it resolved. Example: `7 days`"""
    short_abandon: Length | None = None
    """Calls given up sooner do not count. Example: `10 seconds`"""
    decimals: Whole | None = None
    """Decimals the level is rounded to before the test; unrounded if absent. Example: `2`"""
    percentile: Literal["nearest_rank", "interpolated"] | None = None
    """How a percentile is found. Example: `nearest_rank`"""
    first_hour: Literal["counted", "not_counted"] | None = None
    """Whether the hour in which the clock starts counts. Example: `counted`"""
    clock_from: Literal["customer_notice", "provider_monitor", "earlier_of_both"] | None = None
    """What starts the clock. Example: `customer_notice`"""
    small_volume: SmallVolume | None = None
    """A gentler test for few events."""
    missing_data: Literal["miss", "excluded", "estimate"] | None = None
    """What a period without data counts as. Example: `miss`"""


class ExclusionLimit(Model):
    """A relief event with a number."""

    volume_above_forecast: Share | None = None
    """Volume, as a share of forecast, above which misses are excused. Example: `115 percent`"""
    planned_maintenance: Length | None = None
    """Maintenance in each period that is excused. Example: `4 hours`"""


class Ratchet(Model):
    """How targets rise with what was achieved."""

    rule: Literal["average", "average_of_best_6", "none"]
    """What the new target follows. Example: `average_of_best_6`"""
    max_step: Share | None = None
    """The most one step may be. Example: `1 percent`"""
    gap_share: Share | None = None
    """The most, as a share of the gap to perfection. Example: `10 percent`"""


class Review(Model):
    """When service levels are looked at again."""

    every: Every
    """How often. Example: `12 months`"""
    ratchet: Ratchet | None = None
    """How targets rise."""
