"""Invoices, payment, and what late payment costs."""

from typing import Literal

from pydantic import Field

from contract_kit.spec.vocabulary.amounts import Amount, Length, OnAccount, Share
from contract_kit.spec.vocabulary.base import Model
from contract_kit.spec.vocabulary.scalars import Bool, Every


class LatePayment(Model):
    """What bounds the interest on late sums, and what is due besides."""

    grace: Length | None = None
    """First days after the due date that bear no interest. Example: `5 days`"""
    threshold: Length | None = None
    """How late a sum may be without any interest or fee; one that is later bears them from the due
    date, or the end of grace. Example: `30 days`"""
    compounds: Literal["day", "month", "quarter", "year"] | None = None
    """How often interest is added to the sum; never if absent. Example: `month`"""
    at_most: Share | None = None
    """Highest yearly rate; the lesser of it and the agreed one applies. Example: `18 percent`"""
    legal_maximum: Bool | None = None
    """Whether the lesser of the agreed rate and the highest one the law allows applies; the legal
    one is entered each month. Example: `true`"""
    daily_fee: Amount | None = None
    """Fixed sum for each day after the days of grace. Example: `25`"""
    minimum: Amount | None = None
    """Least that is due on a late sum that bears interest. Example: `40`"""


class Invoicing(Model):
    """When invoices are sent and paid."""

    every: Every | None = None
    """How often. Example: `month`"""
    in_: Literal["arrears", "advance"] | None = Field(default=None, alias="in")
    """Before or after the period; what follows a volume is invoiced after it, unless sums are
    paid on account. Example: `arrears`"""
    due: Length | None = None
    """Time to pay. Example: `30 days`"""
    dispute_within: Length | None = None
    """Time to dispute an invoice. Example: `15 days`"""
    late_interest: Share | None = None
    """Interest on late sums. Example: `4 percent over base_rate`"""
    late_interest_per: Literal["day", "month", "year"] = "year"
    """Period the interest is for. Example: `year`"""
    late: LatePayment | None = None
    """Bounds of the interest, and fees."""
    set_off: Bool | None = None
    """Whether the customer may set off. Example: `true`"""
    latest_invoice: Length | None = None
    """How late a charge may be invoiced. Example: `6 months`"""
    on_account: OnAccount | None = None
    """Sum invoiced for each month until the true-up, or for each calendar quarter or Contract Year
    in equal parts. Example: `62500 per quarter`"""
    true_up: Every | None = None
    """How often sums on account are reconciled. Example: `year`"""
