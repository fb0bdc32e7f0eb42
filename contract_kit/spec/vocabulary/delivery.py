"""How the work starts: transition, training and pilot."""

from typing import Any, ClassVar, Literal

from contract_kit.spec.vocabulary.amounts import (
    Amount,
    AmountOrShare,
    Length,
    Share,
)
from contract_kit.spec.vocabulary.base import Model
from contract_kit.spec.vocabulary.scalars import (
    Bool,
    Date,
    Every,
    Number,
    Ref,
    Refs,
    Text,
    Texts,
    Whole,
)


class Milestone(Model):
    """A step of the transition."""

    due: Date
    """When it is due. Example: `2027-01-22`"""
    owner: Ref
    """Role that answers for it. Example: `delivery_lead`"""
    test: Text
    """How one sees that it is reached. Example: `6 trainers pass at 90 percent`"""
    pays: Amount | None = None
    """What reaching it pays. Example: `20000`"""
    title: Text | None = None
    """Name as printed, if not the id. Example: `Trainers certified`"""


class DelayDamages(Model):
    """What a late go-live costs."""

    amount: AmountOrShare
    """Sum for each period of delay. Example: `2500`"""
    per: Every
    """The period. Example: `week`"""
    cap: AmountOrShare | None = None
    """The most altogether. Example: `20000`"""
    grace: Length | None = None
    """Delay that costs nothing. Example: `2 days`"""
    pro_rata: Bool | None = None
    """Whether a part of a period counts in part. Example: `true`"""
    sole_remedy: Bool = False
    """Whether this is the only remedy. Example: `false`"""


class KnowledgeTransfer(Model):
    """What is handed over so that the work can be done."""

    items: Texts
    """What is handed over, as free labels. Example: `[SOP, process_map, faq]`"""
    owner: Ref
    """Role that hands over. Example: `contract_owner`"""
    provider_owner: Ref | None = None
    """Role that takes over. Example: `quality_lead`"""
    kept_current_by: Literal["customer", "provider", "both"] | None = None
    """Who keeps the documents up to date. Example: `provider`"""
    due: Date | None = None
    """When all is handed over. Example: `2027-02-26`"""


class Training(Model):
    """One course."""

    course: Text
    """Name of the course. Example: `Product and brand`"""
    mode: Literal["train_the_trainer", "virtual", "on_site", "e_learning", "shadowing"]
    """How it is taught. Example: `train_the_trainer`"""
    trainers: Whole | None = None
    """Trainers who are trained first. Example: `6`"""
    trainees: Whole
    """People who take it. Example: `84`"""
    hours: Number | None = None
    """Hours for each person. Example: `24`"""
    pass_mark: Share | None = None
    """Mark that passes. Example: `85 percent`"""
    repeat: Every | None = None
    """How often it is repeated. Example: `12 months`"""
    paid_by: Literal["customer", "provider", "shared"] | None = None
    """Who pays. Example: `customer`"""


class Licence(Model):
    """A tool the work needs."""

    tool: Text
    """What it is for. Example: `crm`"""
    product: Text | None = None
    """Product name. Example: `Zendesk Suite`"""
    seats: Whole | None = None
    """How many seats. Example: `90`"""
    held_by: Literal["customer", "provider"]
    """Who holds the licence. Example: `customer`"""
    paid_by: Literal["customer", "provider", "shared"] | None = None
    """Who pays for it, if not its holder. Example: `customer`"""


class RampWeek(Model):
    """Share of the volume taken on up to a week."""

    week: Whole
    """Week after go-live. Example: `2`"""
    share: Share
    """Share of the volume. Example: `50 percent`"""


class Transition(Model):
    """How the work moves to the provider."""

    start: Date
    """First day. Example: `2027-01-04`"""
    go_live: Date
    """Day the services start. Example: `2027-05-03`"""
    long_stop: Date | None = None
    """Day after which the customer may leave. Example: `2027-08-02`"""
    delay_damages: DelayDamages | None = None
    """What a late go-live costs."""
    milestones: dict[Text, Milestone] | None = None
    """Milestones by id."""
    holdback: Share | None = None
    """Part of each milestone payment held back until the services run. Example: `10 percent`"""
    knowledge_transfer: KnowledgeTransfer | None = None
    """What is handed over."""
    training: tuple[Training, ...] = ()
    """Courses."""
    licences: tuple[Licence, ...] = ()
    """Tools and who holds them."""
    ramp: tuple[RampWeek, ...] = ()
    """Share of the volume by week after go-live."""
    hypercare: Length | None = None
    """Time of closer support after go-live. Example: `4 weeks`"""


class Meeting(Model):
    """A regular meeting."""

    every: Every
    """How often. Example: `week`"""
    owner: Ref
    """Role that calls it. Example: `delivery_lead`"""
    attendees: Refs
    """Roles that attend. Example: `[contract_owner]`"""
    inputs: Texts = ()
    """What is looked at, as free labels. Example: `[sla_report]`"""
    title: Text | None = None
    """Name as printed, if not the id. Example: `Service review`"""


class ExitTest(Model):
    """A level that lets the pilot pass."""

    metric: Ref
    """The metric. Example: `csat`"""
    at_least: Number | None = None
    """Least that passes. Example: `84`"""
    at_most: Number | None = None
    """Most that passes. Example: `1.0`"""


class Failure(Model):
    """What happens when the pilot fails."""

    extend_once: Length | None = None
    """Extension. Example: `1 month`"""
    then: (
        Literal["customer_may_terminate_free", "either_may_terminate", "provider_cures"] | None
    ) = None
    """What follows. Example: `customer_may_terminate_free`"""


class Guarantee(Model):
    """A sum or a volume the customer guarantees in the pilot."""

    amount: AmountOrShare
    """What is guaranteed. Example: `{greater_of: [5000, 4950]}`"""
    per: Every
    """For which period. Example: `30 days`"""


class Pilot(Model):
    """A trial before full service; `pilot: 2 months` alone tries every process and metric."""

    short_form: ClassVar[dict[str, Any]] = {"type": "string", "pattern": r"^\s*\d"}

    start: Date
    """First day. Example: `2027-03-01`"""
    length: Length
    """How long. Example: `2 months`"""
    result_within: Length | None = None
    """Time after its end in which the result is stated. Example: `5 business_days`"""
    runs: Literal["before_go_live", "after_go_live"] = "before_go_live"
    """Whether go-live waits for it, or it follows go-live. Example: `after_go_live`"""
    scope: Refs
    """Processes that take part. Example: `[email, refunds]`"""
    volume_share: Share | None = None
    """Share of their volume. Example: `20 percent`"""
    fee: Amount | None = None
    """Price of the pilot. Example: `10000`"""
    instalments: tuple[Amount, ...] = ()
    """How the fee is paid. Example: `[5000, 5000]`"""
    guarantee: Guarantee | None = None
    """What the customer guarantees."""
    check_ins: Meeting | None = None
    """Regular meetings in the pilot."""
    metrics: Refs
    """Metrics that are measured. Example: `[csat]`"""
    exit: tuple[ExitTest, ...] = ()
    """Levels that let it pass. Example: `[{metric: csat, at_least: 84}]`"""
    feedback_from: Texts = ()
    """Who is asked. Example: `[provider_agents, customer_stakeholders]`"""
    credits_apply: Bool = False
    """Whether misses cost credits. Example: `false`"""
    if_failed: Failure | None = None
    """What happens when it fails."""
