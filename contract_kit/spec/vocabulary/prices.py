"""What the services cost: charges and everything that moves them."""

from typing import Annotated, Literal

from pydantic import Field

from contract_kit.spec.vocabulary.amounts import Amount, AmountOrShare, Length, Numbers, Share
from contract_kit.spec.vocabulary.base import Model
from contract_kit.spec.vocabulary.charging import Charge
from contract_kit.spec.vocabulary.invoicing import Invoicing
from contract_kit.spec.vocabulary.markers import Listed
from contract_kit.spec.vocabulary.moving import Fx, Indexation, RenewalIncrease
from contract_kit.spec.vocabulary.register import CostRegister, UnexpectedCosts
from contract_kit.spec.vocabulary.scalars import Bool, Every, Number, Text, Texts, Whole


class MinimumStep(Model):
    """The minimum commitment of some months."""

    from_month: Whole
    """First month. Example: `1`"""
    to_month: Whole | None = None
    """Last month; the end of the term if absent. Example: `6`"""
    amount: AmountOrShare
    """Least that is paid a month. Example: `120000`"""


class VolumeForecast(Model):
    """A volume the customer forecasts each month, and what it pays for leaving its range."""

    notice: Length | None = None
    """How long before the month it is given. Example: `30 days`"""
    tolerance: Share
    """Deviation from the forecast, both ways, that costs nothing. Example: `10 percent`"""
    above: Share | None = None
    """Addition to the price of units above the range. Example: `15 percent`"""
    below: Share | None = None
    """Share of the price that is due for units missing below it. Example: `60 percent`"""


class VolumeBand(Model):
    """The range of volume the prices hold for."""

    percent: Number
    """Deviation from the baseline, both ways. Example: `15`"""
    beyond: Literal["renegotiate", "change_control", "rate_card"] | None = None
    """What happens outside. Example: `renegotiate`"""
    months: Whole | None = None
    """Months in a row outside the range it takes. Example: `3`"""


class Passthrough(Model):
    """Third-party cost charged on."""

    items: Texts = Field(min_length=1)
    """Costs that may be charged on. Example: `[postage, card fees]`"""
    markup: Share | None = None
    """Addition to the cost; none if absent. Example: `0 percent`"""
    pre_approval: Bool = True
    """Whether the customer approves first. Example: `true`"""
    cap: AmountOrShare | None = None
    """The most a year. Example: `10000`"""


class Benchmarking(Model):
    """Comparison of prices with the market."""

    from_month: Whole | None = None
    """First month it may happen in. Example: `18`"""
    every: Every | None = None
    """How often at most. Example: `18 months`"""
    reduce_to: Literal["top_quartile", "second_quartile", "median", "average"] | None = None
    """Where prices fall to. Example: `second_quartile`"""
    paid_by: Literal["customer", "provider", "shared"] | None = None
    """Who pays the benchmarker. Example: `shared`"""


class SavingsBaseline(Model):
    """Savings the customer expects."""

    annual_cost_before: Amount
    """Yearly cost before outsourcing. Example: `3300000`"""
    expected_saving: Share
    """Saving that is expected. Example: `21.5 percent`"""
    review: Every | None = None
    """How often savings are reviewed. Example: `quarter`"""
    shortfall: Literal["refund", "plan", "report"] | None = None
    """What follows when savings fall short. Example: `plan`"""


class Pricing(Model):
    """What the services cost."""

    charges: dict[Text, Charge] = Field(min_length=1)
    """Charges by id."""
    expected_monthly: Amount | None = None
    """Monthly sum at baseline volumes, checked by computation. Example: `215750`"""
    minimum_monthly: AmountOrShare | None = None
    """Least the customer pays a month. Example: `172600`"""
    minimum_schedule: tuple[MinimumStep, ...] = ()
    """Minimums that change over time. Example: `[{from_month: 1, to_month: 6, amount: 90000}]`"""
    minimum_yearly: AmountOrShare | None = None
    """Least the customer pays in a Contract Year. Example: `2000000`"""
    minimum_term: Amount | None = None
    """Least the customer pays over the first term. Example: `5000000`"""
    minimum_renewal: AmountOrShare | None = None
    """Least the customer pays a month once the first term has ended.
    Example: `80 percent of expected_monthly`"""
    shortfall: Share | None = None
    """Share of what a year or the term falls short that is charged; all if absent.
    Example: `60 percent`"""
    volume_band: VolumeBand | None = None
    """Range of volume the prices hold for."""
    forecast: VolumeForecast | None = None
    """Volume forecasts and what leaving their range costs."""
    invoicing: Invoicing | None = None
    """Invoices and payment."""
    indexation: Indexation | None = None
    """How prices follow an index."""
    renewal_increase: RenewalIncrease | None = None
    """Rise of the prices at a renewal."""
    fx: Fx | None = None
    """Who bears currency movements."""
    passthrough: Passthrough | None = None
    """Third-party cost charged on."""
    benchmarking: Benchmarking | None = None
    """Comparison with the market."""
    most_favoured: Bool | None = None
    """Whether no other customer gets better prices. Example: `false`"""
    savings_baseline: SavingsBaseline | None = None
    """Savings that are expected."""
    cost_register: CostRegister | None = None
    """Who bears each standard hidden cost."""
    unexpected_costs: UnexpectedCosts | None = None
    """What happens to costs nobody foresaw."""
    rate_card: dict[Text, Amount] | None = None
    """Prices of extra work by hour. Example: `{analyst: 85}`"""
    records: Annotated[tuple[Literal["open_book", "audit", "certificate"], ...], Listed()] = ()
    """How the customer can check charges. Example: `audit`"""
    free_units: dict[Text, Numbers] | None = None
    """Units included without charge, by process or charge: per month, per quarter or per year of
    the calendar, or per contract_year. Example: `{refunds: 500 per month}`"""
