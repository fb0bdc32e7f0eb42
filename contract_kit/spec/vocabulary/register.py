"""Hidden costs: who bears which, and costs nobody foresaw."""

from typing import Any, ClassVar, Literal, get_args

from pydantic import Field

from contract_kit.spec.vocabulary.amounts import (
    Amount,
    Hourly,
    Length,
    Limit,
    Share,
)
from contract_kit.spec.vocabulary.base import Model
from contract_kit.spec.vocabulary.scalars import (
    Bool,
    Text,
    Texts,
)

Answer = Literal["included", "fx_clause", "excluded", "not_applicable", "rate_card"]
Payer = Literal["customer", "provider", "shared"]


class CostItem(Model):
    """Who bears one standard cost; one word is short for `answer`."""

    answer: Literal["included", "fx_clause", "excluded", "not_applicable", "rate_card"] | None = (
        None
    )
    """The whole answer in a word. Example: `included`"""
    paid_by: Payer | None = None
    """Who bears it. Example: `customer`"""
    items: Texts = ()
    """What it concerns. Example: `[crm, acd]`"""
    except_: Text | None = Field(default=None, alias="except")
    """What the answer does not cover. Example: `product changes over 16 hours an agent`"""
    rate: Hourly | None = None
    """Price of what is not covered. Example: `11.50 per hour`"""
    included_up_to: Limit | None = None
    """Quantity that is included in a contract year. Example: `400000 minutes`"""
    first: Text | None = None
    """What is free of charge. Example: `40 hours free`"""
    pre_approval: Bool | None = None
    """Whether the customer approves first. Example: `true`"""
    annual_cap: Amount | None = None
    """The most a year. Example: `12000`"""
    uplift: Share | None = None
    """Addition to the usual price. Example: `25 percent`"""
    rate_card: Bool | None = None
    """Whether the rate card applies. Example: `true`"""
    vat: Literal["included", "excluded"] | None = None
    """Whether prices hold VAT or sales tax. Example: `excluded`"""
    withholding: Payer | None = None
    """Who bears withholding tax. Example: `provider`"""
    note: Text | None = None
    """Anything else worth printing. Example: `economy class`"""

    short_form: ClassVar[dict[str, Any]] = {"enum": list(get_args(Answer))}

    @classmethod
    def read_short(cls, value: Any) -> Any:
        """Read the short form."""
        return {"answer": value} if isinstance(value, str) else value


class CostRegister(Model):
    """The standard hidden costs, each with its answer."""

    currency: CostItem | None = None
    """Exchange rates. Example: `fx_clause`"""
    software_licences: CostItem | None = None
    """Licences of tools. Example: `included`"""
    extra_training: CostItem | None = None
    """Training beyond the plan. Example: `included`"""
    attrition_backfill: CostItem | None = None
    """Replacing people who leave. Example: `included`"""
    recruitment: CostItem | None = None
    """Finding people. Example: `included`"""
    facilities_equipment: CostItem | None = None
    """Rooms and machines. Example: `included`"""
    telecoms: CostItem | None = None
    """Lines and minutes. Example: `included`"""
    travel: CostItem | None = None
    """Travel. Example: `included`"""
    overtime_holidays: CostItem | None = None
    """Overtime and work on holidays. Example: `included`"""
    data_migration: CostItem | None = None
    """Moving data in. Example: `included`"""
    taxes: CostItem | None = None
    """Taxes. Example: `excluded`"""
    exit_services: CostItem | None = None
    """Help at the end. Example: `rate_card`"""


class UnexpectedCosts(Model):
    """Costs nobody foresaw."""

    pre_approval_over: Amount | None = None
    """Amount above which approval is needed. Example: `500`"""
    notice: Length | None = None
    """Notice that is needed. Example: `10 business_days`"""
    annual_cap: Amount | None = None
    """The most a year. Example: `25000`"""
    unapproved: Literal["not_payable", "shared", "reasonable"] | None = None
    """What happens to costs without approval. Example: `not_payable`"""
