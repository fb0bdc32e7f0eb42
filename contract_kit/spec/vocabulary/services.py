"""What is done and how well: scope and service levels."""

from typing import Annotated, Literal

from pydantic import Field

from contract_kit.spec.vocabulary.amounts import (
    Amount,
    Share,
)
from contract_kit.spec.vocabulary.base import Model
from contract_kit.spec.vocabulary.credits import Bonuses, Credits, Trigger
from contract_kit.spec.vocabulary.markers import Or
from contract_kit.spec.vocabulary.metrics import ExclusionLimit, Metric, Review
from contract_kit.spec.vocabulary.scalars import (
    Date,
    Every,
    Number,
    Ref,
    Refs,
    Tag,
    Text,
    Texts,
    Whole,
)

__all__ = ["Metric", "Process", "Scope", "ServiceLevels", "Volume"]


class Language(Model):
    """A language people work in, and how well."""

    tag: Tag
    """Language tag. Example: `en-GB`"""
    level: Literal["A1", "A2", "B1", "B2", "C1", "C2"]
    """Level of the Common European Framework. Example: `C1`"""


class Volume(Model):
    """How much work is expected."""

    baseline: Number
    """Expected number in each period. Example: `9000`"""
    unit: Text
    """What is counted. Example: `contact`"""
    per: Every = "month"
    """The period. Example: `month`"""


class Responsible(Model):
    """Who answers for a process on each side."""

    customer: Ref
    """Role of the customer. Example: `contract_owner`"""
    provider: Ref
    """Role of the provider. Example: `delivery_lead`"""


class Process(Model):
    """One process that is outsourced."""

    office: Literal["front", "back"] | None = None
    """Whether people outside the customer notice it. Example: `front`"""
    tasks: tuple[Text, ...] = Field(min_length=1)
    """What the provider does. Example: `[order status, delivery complaints]`"""
    excludes: Texts = ()
    """What the provider does not do. Example: `[outbound sales]`"""
    sites: Refs = Field(min_length=1)
    """Sites where it is done. Example: `[manila, porto]`"""
    hours: Ref | None = None
    """Calendar of the hours of cover. Example: `retail`"""
    languages: tuple[Language, ...] = ()
    """Languages of the service."""
    volume: Volume | None = None
    """Expected volume."""
    responsible: Responsible
    """Who answers for it on each side."""
    sla: Annotated[Refs | Literal["none"] | None, Or("none")] = None
    """Metrics that measure it, or none with a reason. Example: `[csat]`"""
    sla_reason: Text | None = None
    """Why it has no metric. Example: `drafted on request; judged by acceptance`"""


class Deliverables(Model):
    """How work products are accepted."""

    acceptance_days: Whole
    """Business days the customer has to test. Example: `10`"""
    rounds: Whole | None = None
    """How often the provider may correct. Example: `2`"""


class Exclusivity(Model):
    """Whether the customer may buy elsewhere."""

    kind: Literal["none", "preferred", "exclusive"]
    """How far the customer is bound. Example: `none`"""
    minimum_share: Share | None = None
    """Share of its need the customer buys here. Example: `70 percent`"""
    fee: Amount | None = None
    """Price of exclusivity. Example: `50000`"""
    per: Every | None = None
    """Period the price is for; once, if absent. Example: `year`"""
    paid_by: Literal["customer", "provider"] | None = None
    """Who pays the price, the customer unless given. Example: `customer`"""


class Scope(Model):
    """What the provider does and does not do."""

    purpose: Text | None = None
    """Why the customer outsources. Example: `Answer shoppers' questions on every channel`"""
    processes: dict[Text, Process] = Field(min_length=1)
    """Processes by id."""
    customer_duties: Texts = ()
    """What the customer must do in time. Example: `[volume forecast by the 5th of each month]`"""
    excluded: Texts = ()
    """What is out of scope altogether. Example: `[debt collection]`"""
    deliverables: Deliverables | None = None
    """How work products are accepted."""
    exclusivity: Exclusivity | None = None
    """Whether the customer may buy elsewhere."""


class ServiceLevels(Model):
    """How good the services must be, and what a miss costs."""

    period: Every = "month"
    """Period of measurement. Example: `month`"""
    starts: Date | None = None
    """First day that counts. Example: `2027-06-01`"""
    exclusions: tuple[Annotated[str | ExclusionLimit, Or()], ...] = ()
    """Events that excuse a miss; if absent, force majeure, missed duties of the customer and
    outages of its systems. Example: `[force_majeure, customer_duty_missed]`"""
    metrics: dict[Text, Metric] = Field(default_factory=dict)
    """Metrics by id."""
    credits: Credits | None = None
    """What a miss costs."""
    bonuses: Bonuses | None = None
    """What doing better pays."""
    termination_trigger: Trigger | None = None
    """Misses that let the customer end the contract."""
    review: Review | None = None
    """When levels are looked at again."""
