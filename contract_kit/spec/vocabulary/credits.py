"""What service levels cost and pay: credits and bonuses."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from contract_kit.spec.vocabulary.amounts import (
    CreditedOfMonthly,
    Length,
    OfAnnual,
    OfMonthly,
    Rate,
    Share,
    YearlyShare,
)
from contract_kit.spec.vocabulary.base import Model
from contract_kit.spec.vocabulary.markers import Listed, Or
from contract_kit.spec.vocabulary.scalars import (
    Bool,
    Every,
    Number,
    Ref,
    Refs,
    Text,
    Whole,
)


class Tier(Model):
    """How much of a metric's weight one band of performance costs."""

    when: Literal["below_target", "below_minimum"] | None = None
    """A band by name. Example: `below_target`"""
    from_: Number | None = Field(default=None, alias="from")
    """Upper edge of the band, in points away from target. Example: `0`"""
    to: Number | None = None
    """Lower edge of the band, in points away from target; open if absent. Example: `2`"""
    share: Number
    """Share of the weight that is credited. Example: `50`"""


class Rebate(Model):
    """One row of a rebate table."""

    achieved: Number
    """Level from which this row applies. Example: `95`"""
    rebate: Rate
    """What is credited. Example: `10 percent`"""


class Repeat(Model):
    """What a miss costs when it comes again."""

    months: Whole
    """Misses from which it costs more: months in a row, or months within in_months. Example: `3`"""
    in_months: Whole | None = None
    """Rolling window in which misses count; without it they count in a row. Example: `6`"""
    multiplier: Number
    """Factor on the credit. Example: `1.5`"""
    step: Number | None = None
    """What each further month adds to the factor. Example: `0.5`"""
    cap: Number | None = None
    """Highest factor. Example: `3`"""


class EarnBack(Model):
    """How credits come back to the provider."""

    consecutive_months: Whole | None = None
    """Good months in a row it takes. Example: `3`"""
    consecutive_quarters: Whole | None = None
    """Good quarters in a row it takes. Example: `2`"""
    at: Annotated[Literal["target", "minimum"] | Number, Or("target", "minimum")] = "target"
    """Level that counts as good. Example: `target`"""
    restores: Share
    """Share of the credit that comes back. Example: `100 percent`"""
    limit: Literal["non_critical", "below_target_only", "any"] | None = None
    """Which credits can come back. Example: `any`"""


class Claim(Model):
    """A credit that must be claimed."""

    within: Length
    """Time to claim. Example: `30 days`"""
    after: Literal["report", "period"] = "report"
    """What the time runs from: the report that shows the miss, or the end of the period it was
    in. Example: `period`"""


class InitialCredit(Model):
    """The credit for the first stretch of downtime."""

    lasts: Length
    """Downtime that earns it. Example: `60 minutes`"""
    calendar: Ref | None = None
    """Hours it applies in; outside all others if absent. Example: `office`"""
    credit: CreditedOfMonthly
    """What is credited. Example: `1 day`"""


class PerDuration(Model):
    """Credits that grow with the length of a failure."""

    metric: Ref | None = None
    """The metric it belongs to. Example: `uptime`"""
    first: tuple[InitialCredit, ...] = ()
    """Credits for the first stretch."""
    each: Length | None = None
    """Further downtime that earns another credit. Example: `8 hours`"""
    credit: CreditedOfMonthly | None = None
    """What each further stretch earns. Example: `1 day`"""
    per: Every | None = None
    """Period after which counting starts again. Example: `day`"""
    fee: OfMonthly | None = None
    """Charge a service day is a part of. Example: `100 percent of monthly_charges`"""
    cap: OfMonthly | None = None
    """The most in one month. Example: `100 percent of monthly_charges`"""
    bands: tuple[Rebate, ...] = ()
    """By length; of affected_charge if bare. Example: `[{achieved: 3, rebate: 1 percent}]`"""
    unit: Literal["minute", "hour", "day", "business_day", "week"] | None = None
    """Unit the bands count in. Example: `day`"""


class PerEvent(Model):
    """Credits counted by event."""

    metric: Ref | None = None
    """The metric it belongs to. Example: `sev1_incidents`"""
    event: Text | None = None
    """What counts as an event. Example: `report delivered late`"""
    credit: CreditedOfMonthly
    """What each event earns. Example: `500`"""
    free: Whole = 0
    """Events in a month that earn nothing. Example: `1`"""
    cap: OfMonthly | None = None
    """The most in one month. Example: `5000`"""


class AffectedCharge(Model):
    """What a credit in percent of affected_charge is a share of, where it is no Charge."""

    means: Text
    """The sum, in words that follow "is". Example: `the average yield of all shipments of it`"""
    measured_by: Literal["customer", "provider"] = "provider"
    """Who measures it. Example: `customer`"""


class Credits(Model):
    """What a missed service level costs."""

    at_risk: OfMonthly | None = None
    """Share of the charges that can be lost. Example: `12 percent of monthly_charges`"""
    pool: Number = Decimal(100)
    """What the weights of critical metrics add up to. Example: `100`"""
    method: Literal["weighted", "fixed_percent", "table", "per_duration", "per_event"] = "weighted"
    """How credits are computed. Example: `weighted`"""
    tiers: tuple[Tier, ...] = ()
    """How much of the weight each band costs; 50 below target and 100 below minimum if absent."""
    table: tuple[Rebate, ...] = ()
    """Rebates by level achieved. Example: `[{achieved: 95, rebate: 10 percent}]`"""
    reading: Literal["step", "linear"] | None = None
    """How a table is read between its rows. Example: `step`"""
    base: OfMonthly | None = None
    """Charge a rebate is a percentage of. Example: `100 percent of monthly_charges`"""
    affected_charge: AffectedCharge | None = None
    """What affected_charge is, if not the Charge that the miss concerns; measured each time."""
    per_duration: Annotated[tuple[PerDuration, ...], Listed()] = ()
    """Credits by length of failure."""
    per_event: Annotated[tuple[PerEvent, ...], Listed()] = ()
    """Credits by event."""
    one_incident: Literal["highest", "all"] | None = None
    """What counts when one incident fails several metrics. Example: `highest`"""
    monthly_cap: OfMonthly | None = None
    """The most in one month; if absent, at_risk. Example: `12 percent of monthly_charges`"""
    annual_cap: OfAnnual | None = None
    """The most in one year. Example: `100 percent of previous_year_average_month`"""
    repeat: Repeat | None = None
    """What a repeated miss costs."""
    earn_back: EarnBack | None = None
    """How credits come back."""
    claim: Annotated[Claim | Literal["automatic"], Or("automatic")] = "automatic"
    """Whether a credit must be claimed. Example: `automatic`"""
    pay_by: Annotated[
        Literal["next_invoice", "cash", "credit_note"] | Length,
        Or("next_invoice", "cash", "credit_note"),
    ] = "next_invoice"
    """How a credit reaches the customer. Example: `next_invoice`"""
    on_exit: Literal["cash", "lapse"] | None = None
    """What happens to credits when no invoice follows. Example: `cash`"""
    nature: Literal["price_adjustment", "liquidated_damages"] = "price_adjustment"
    """What a credit is in law. Example: `price_adjustment`"""
    exclusive_remedy: Bool | None = None
    """Whether a credit is the only remedy for any miss; if absent, the stance decides how far it
    is. Example: `false`"""
    settle: Literal["month", "quarter", "year"] = "month"
    """When credits are settled. Example: `month`"""
    worked_example: dict[Ref, Number] | None = None
    """Levels of the printed example, by metric. Example: `{phone_service_level: 78}`"""


class Award(Model):
    """A bonus for one metric."""

    metric: Ref
    """The metric. Example: `csat`"""
    at: Number
    """Level that earns it. Example: `92`"""
    pay: OfMonthly
    """What it pays. Example: `1.5 percent of monthly_charges`"""
    step: Number | None = None
    """Points above target that earn the pay once each. Example: `0.25`"""
    cap: OfMonthly | None = None
    """The most this award pays, with step. Example: `2 percent of monthly_charges`"""


class Bonuses(Model):
    """What doing better pays."""

    awards: tuple[Award, ...] = Field(min_length=1)
    """The awards. Example: `[{metric: csat, at: 92, pay: 1 percent of monthly_charges}]`"""
    cap: OfMonthly | None = None
    """The most in one month. Example: `2.5 percent of monthly_charges`"""
    condition: (
        Literal["no_critical_below_minimum", "no_critical_below_target", "no_credit", "none"] | None
    ) = None
    """What must hold for any bonus. Example: `no_critical_below_minimum`"""
    funded_by: Literal["customer", "credits", "savings"] | None = None
    """Where the money comes from. Example: `customer`"""
    net_of_credits: Bool | None = None
    """Whether credits of the period are taken off first. Example: `true`"""
    collar: YearlyShare | None = None
    """Limit both ways on a year's credits less bonuses. Example: `10 percent`"""


class Trigger(Model):
    """Misses that let the customer end the contract."""

    any_critical: Literal["below_target", "below_minimum"] | None = None
    """What counts as a miss of any critical metric. Example: `below_minimum`"""
    metrics: Refs = ()
    """Metrics that count, if not all critical ones. Example: `[csat]`"""
    times: Whole
    """How many misses. Example: `3`"""
    in_months: Whole
    """Months they are counted over. Example: `6`"""
    same_metric: Bool | None = None
    """Whether the misses must be of one metric. Example: `true`"""
    credits_at_cap: Whole | None = None
    """Months in a row with credits at the cap that suffice. Example: `2`"""
