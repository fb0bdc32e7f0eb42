"""Risk, scaling, term and the ways out; changes to single clauses; what was confirmed."""

from typing import Annotated, Literal

from pydantic import Field

from contract_kit.spec.vocabulary.amounts import (
    Amount,
    AmountOrShare,
    Figure,
    Length,
    Share,
)
from contract_kit.spec.vocabulary.base import Model
from contract_kit.spec.vocabulary.fees import ExitFee
from contract_kit.spec.vocabulary.markers import Listed, Or
from contract_kit.spec.vocabulary.scalars import (
    Bool,
    Date,
    Number,
    Text,
    Texts,
    Whole,
)
from contract_kit.spec.vocabulary.shares import Shares


class Step(Model):
    """How fast volume may change."""

    percent: Number
    """Change at one time. Example: `20`"""
    notice: Length
    """Notice that is needed. Example: `45 days`"""


class Forecast(Model):
    """What the customer forecasts."""

    horizon: Length
    """How far ahead. Example: `14 weeks`"""
    tolerance: Share | None = None
    """Deviation that is tolerated. Example: `15 percent`"""


class Peak(Model):
    """Months with more work."""

    months: tuple[Whole, ...] = Field(min_length=1)
    """Months by number. Example: `[11, 12]`"""
    uplift: Share | None = None
    """Additional volume. Example: `40 percent`"""


class Scaling(Model):
    """How volume grows and shrinks."""

    ramp_up: Step | None = None
    """Growth."""
    ramp_down: Step | None = None
    """Reduction."""
    forecast: Forecast | None = None
    """What the customer forecasts."""
    peak: Peak | None = None
    """Months with more work."""


class Insurance(Model):
    """A policy the provider keeps."""

    type: Text
    """Kind of policy. Example: `professional_indemnity`"""
    amount: Amount
    """Sum insured. Example: `5000000`"""


class SharedRisk(Model):
    """A risk both sides bear."""

    risk: Text
    """The risk. Example: `wage inflation above 8 percent`"""
    split: Shares
    """Who bears how much. Example: `50/50`"""


class Risk(Model):
    """Liability, insurance and agreed risks."""

    liability_cap: AmountOrShare | None = None
    """The most either side owes a year, or for `cap_period`.
    Example: `150 percent of annual_charges`"""
    cap_period: Literal["contract_year", "term", "event"] | None = None
    """What both caps count for: a contract year (where it is not given), the whole term, or each
    event or series of connected events. Example: `term`"""
    data_super_cap: AmountOrShare | None = None
    """Higher cap for data. Example: `5000000`"""
    uncapped: Texts = ()
    """What no cap covers, besides what the governing law sets. Example: `[ip_indemnity]`"""
    uncapped_only: Bool | None = None
    """Whether the wording of a stance adds nothing to that. Example: `true`"""
    indemnities: Texts = ()
    """What the provider indemnifies against. Example: `[data, ip]`"""
    insurance: tuple[Insurance, ...] = ()
    """Policies the provider keeps."""
    shared_risks: tuple[SharedRisk, ...] = ()
    """Risks both sides bear."""
    confidentiality: Length | None = None
    """How long secrets are kept after the end. Example: `5 years`"""


class Renewal(Model):
    """What happens at the end of the first term."""

    kind: Literal["auto", "option", "evergreen", "none"]
    """How it goes on. Example: `option`"""
    by: Literal["customer", "provider", "both"] | None = None
    """Who decides. Example: `customer`"""
    length: Length | None = None
    """Length of each renewal. Example: `12 months`"""
    max: Whole | None = None
    """How many renewals. Example: `2`"""
    notice: Length | None = None
    """Notice before the end. Example: `6 months`"""


class Convenience(Model):
    """Leaving without a reason."""

    by: Literal["customer", "provider", "both"]
    """Who may leave. Example: `customer`"""
    after: Length | None = None
    """Time before which nobody may. Example: `12 months`"""
    notice: Length
    """Notice that is needed. Example: `90 days`"""
    provider_notice: Length | None = None
    """Notice the provider must give, if another. Example: `12 months`"""
    fee: ExitFee | None = None
    """What it costs."""


class Cause(Model):
    """Leaving for breach."""

    cure: Length
    """Time to mend a breach. Example: `30 days`"""


class Exit(Model):
    """How the work moves away again."""

    plan_due: Length | None = None
    """When the exit plan is due after the start. Example: `6 months`"""
    assistance: Length | None = None
    """How long the provider helps. Example: `6 months`"""
    data_return: Length | None = None
    """Time to give data back. Example: `30 days`"""


class Term(Model):
    """How long the contract runs and how it ends."""

    initial: Length
    """First term. Example: `36 months`"""
    renewal: Renewal | None = None
    """What happens at its end."""
    convenience: Convenience | None = None
    """Leaving without a reason."""
    cause: Cause | None = None
    """Leaving for breach."""
    insolvency: Bool | None = None
    """Whether insolvency ends it. Example: `true`"""
    change_of_control: Bool | None = None
    """Whether a new owner lets the customer leave. Example: `true`"""
    force_majeure: Length | None = None
    """Length of force majeure after which either may leave. Example: `60 days`"""
    exit: Exit | None = None
    """How the work moves away again."""


class Override(Model):
    """A change to one clause."""

    variant: Literal["customer", "balanced", "provider", "text"] | None = None
    """Variant used in place of the stance. Example: `customer`"""
    text: Text | None = None
    """Wording used in place of the library's. Example: `The cap is agreed in the order.`"""
    exclude: Text | None = None
    """Leaves the clause out, for this reason. Example: `covered by the group agreement`"""
    reason: Text | None = None
    """Why the wording differs. Example: `asked for by the customer's insurer`"""
    approved_by: Text | None = None
    """Who approved it. Example: `General Counsel`"""
    figures: dict[Text, Figure] = Field(default_factory=dict)
    """Figures agreed in place of the library's. Example: `{answer: 5 business_days}`"""


class CustomTerm(Model):
    """A clause of your own."""

    schedule: Annotated[Literal["main"] | Whole, Or("main")] = "main"
    """Schedule it stands in, or main. Example: `3`"""
    title: Text
    """Heading. Example: `Parking`"""
    text: Text
    """Wording, in the markup of clauses. Example: `The Provider shall pay for parking.`"""
    parameters: dict[Text, Text] | None = None
    """Values the wording names in double braces. Example: `{spaces: "4"}`"""
    approved_by: Annotated[tuple[Text, ...], Listed()] = ()
    """Who approved it. Example: `General Counsel`"""


class Confirmation(Model):
    """Assumptions of a draft that somebody accepted as they stand."""

    id: Annotated[tuple[Text, ...], Listed()] = Field(min_length=1)
    """Ids as the draft lists them, each with its value.
    Example: `clauses.svc.new.figures.offer_within = 15 business_days`"""
    by: Text
    """Who accepted them, a role or a name. Example: `General Counsel`"""
    on: Date
    """When. Example: `2027-01-12`"""


class Industry(Model):
    """What the trade of the customer or of the services asks for besides."""

    controls_report: Text | None = None
    """Auditor's report on controls. Example: `SOC 1 Type 2, yearly`"""
    filing_calendar: Text | None = None
    """Where filing dates are listed. Example: `CRA payroll remittance calendar`"""
    fines_bearer: Literal["customer", "provider", "shared", "who_caused_them"] | None = None
    """Who pays fines for late or wrong filings. Example: `who_caused_them`"""
    licensed_preparer: Text | None = None
    """Who signs tax filings. Example: `a chartered accountant of the Provider`"""
    coding_accuracy: Share | None = None
    """Share of records coded right. Example: `97 percent`"""
    recording: Text | None = None
    """How calls are recorded. Example: `announced; payments are not recorded`"""
    complaints_within: Length | None = None
    """Time to answer complaints. Example: `5 business_days`"""
    vulnerable_customers: Text | None = None
    """How vulnerable customers are treated. Example: `passed to a trained team`"""
