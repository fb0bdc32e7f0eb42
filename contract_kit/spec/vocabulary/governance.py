"""How the parties work together."""

from typing import Any, ClassVar, Literal

from pydantic import Field

from contract_kit.spec.vocabulary.amounts import Amount, Length, Share
from contract_kit.spec.vocabulary.base import Model
from contract_kit.spec.vocabulary.delivery import Meeting
from contract_kit.spec.vocabulary.scalars import (
    Bool,
    Every,
    Holidays,
    Number,
    Ref,
    Tag,
    Text,
    Whole,
)
from contract_kit.spec.vocabulary.shares import Shares


class SharedCalendar(Model):
    """A calendar both sides see."""

    product: Text | None = None
    """Where it is kept. Example: `Outlook`"""
    holidays: tuple[Holidays, ...] = ()
    """Holiday lists it shows. Example: `[GB-ENG, PH, PT]`"""
    freeze: tuple[Text, ...] = ()
    """Times without changes, as first/last day. Example: `[2027-11-22/2027-12-31]`"""


class Tools(Model):
    """Tools for working together."""

    chat: Text | None = None
    """For talk. Example: `Microsoft Teams`"""
    tickets: Text | None = None
    """For tickets. Example: `Jira`"""
    documents: Text | None = None
    """For documents. Example: `SharePoint`"""
    projects: Text | None = None
    """For projects. Example: `Asana`"""
    shared_calendar: SharedCalendar | None = None
    """A calendar both sides see."""


class Communication(Model):
    """How people reach each other; one line holds `{channel: email, reply: 1 business_day}`."""

    short_form: ClassVar[dict[str, Any]] = {
        "type": "object",
        "properties": {
            "channel": {
                "type": "string",
                "description": "How messages of every day are sent.",
                "examples": ["email"],
            },
            "reply": {
                "type": "string",
                "description": "The same as reply_within.",
                "examples": ["1 business_day"],
            },
        },
        "required": ["reply"],
        "additionalProperties": False,
    }

    channel: Text | None = None
    """How messages of every day are sent. Example: `email`"""
    working_language: Tag | None = None
    """Language of meetings and documents. Example: `en-GB`"""
    overlap_hours: Number | None = None
    """Hours a day both sides work. Example: `4`"""
    reply_within: Length | None = None
    """Time to answer a message. Example: `1 business_day`"""
    cultural_training: Bool | None = None
    """Whether staff are trained in the other side's culture. Example: `true`"""


class EscalationLevel(Model):
    """One step of the escalation ladder."""

    customer: Ref
    """Role of the customer. Example: `contract_owner`"""
    provider: Ref
    """Role of the provider. Example: `delivery_lead`"""
    within: Length
    """Time to solve it at this step. Example: `2 business_days`"""


class RegularReport(Model):
    """A regular report."""

    name: Text
    """Name. Example: `sla_report`"""
    every: Every
    """How often. Example: `month`"""
    due: Length | None = None
    """Time after the period ends. Example: `5 business_days`"""
    owner: Ref
    """Role that writes it. Example: `quality_lead`"""


class QaAudits(Model):
    """Checks of finished work."""

    every: Every
    """How often. Example: `month`"""
    sample: Whole | None = None
    """Items looked at. Example: `400`"""
    scorecard: Literal["customer", "provider", "joint"] | None = None
    """Whose scorecard is used. Example: `customer`"""
    calibration: Every | None = None
    """How often both sides score together. Example: `month`"""
    pass_: Share | None = Field(default=None, alias="pass")
    """Score that passes. Example: `90 percent`"""


class ComplianceAudits(Model):
    """Audits at the provider's."""

    notice: Length | None = None
    """Notice that is needed. Example: `20 business_days`"""
    per_year: Whole | None = None
    """How many a year. Example: `1`"""
    cost_shift_over: Share | None = None
    """Overcharge from which the provider pays the audit. Example: `5 percent`"""
    records_kept: Length | None = None
    """How long records are kept. Example: `6 years`"""
    records_kept_from: Literal["end_of_year", "date_of_invoice", "end_of_term"] | None = None
    """When that time starts: with the end of the year or the invoice they concern, or of the term.
    Example: `end_of_year`"""


class ChangeControl(Model):
    """How changes are agreed."""

    impact_within: Length | None = None
    """Time to assess a change. Example: `10 business_days`"""
    approver: Ref | None = None
    """Role that approves and signs changes for the customer. Example: `contract_owner`"""
    provider_approver: Ref | None = None
    """Role that signs changes for the provider. Example: `account_lead`"""
    price_from: Literal["rate_card", "quote", "open_book"] | None = None
    """How changes are priced. Example: `rate_card`"""
    small_changes_free: Number | None = None
    """Hours of small changes a month without charge. Example: `8`"""


class Improvement(Model):
    """How the services get better."""

    ideas_per_quarter: Whole | None = None
    """Ideas the provider brings. Example: `2`"""
    annual_productivity: Share | None = None
    """Gain committed a year. Example: `2 percent`"""
    gain_share: Shares | None = None
    """How gains are shared. Example: `60/40`"""
    budget: Amount | None = None
    """Money set aside. Example: `20000`"""


class Governance(Model):
    """How the parties work together."""

    meetings: dict[Text, Meeting] | None = None
    """Meetings by id."""
    tools: Tools | None = None
    """Tools for working together."""
    communication: Communication | None = None
    """How people reach each other."""
    escalation: tuple[EscalationLevel, ...] = ()
    """Steps of escalation, lowest first."""
    reports: tuple[RegularReport, ...] = ()
    """Regular reports."""
    qa_audits: QaAudits | None = None
    """Checks of finished work."""
    compliance_audits: ComplianceAudits | None = None
    """Audits at the provider's."""
    change_control: ChangeControl | None = None
    """How changes are agreed."""
    improvement: Improvement | None = None
    """How the services get better."""
