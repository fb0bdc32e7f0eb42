"""What the services cost: charges and everything that moves them."""

from typing import Annotated, Literal

from pydantic import Field

from contract_kit.spec.vocabulary.amounts import (
    Amount,
    AmountOrShare,
    Length,
    Numbers,
    Rate,
    Share,
)
from contract_kit.spec.vocabulary.base import Model
from contract_kit.spec.vocabulary.formulas import Formula
from contract_kit.spec.vocabulary.markers import Listed
from contract_kit.spec.vocabulary.register import CostRegister, UnexpectedCosts
from contract_kit.spec.vocabulary.scalars import (
    Bool,
    Currency,
    Date,
    Every,
    Number,
    Ref,
    Refs,
    Text,
    Texts,
    Whole,
)
from contract_kit.spec.vocabulary.shares import Shares


class PriceTier(Model):
    """The price for one band of volume."""

    up_to: Number | None = None
    """Upper end of the band; absent for the last one. Example: `20000`"""
    rate: Rate
    """Price of one unit, or the percentage, in the band. Example: `2.10`"""


class Charge(Model):
    """One charge."""

    basis: Literal[
        "fixed",
        "per_unit",
        "per_hour",
        "per_fte",
        "per_seat",
        "per_lot",
        "cost_plus",
        "percent_of_revenue",
        "milestone",
        "outcome",
        "gain_share",
        "retainer",
        "computed",
    ]
    """What the charge follows. Example: `per_unit`"""
    title: Text | None = None
    """Name as printed, if not the id. Example: `Voice support`"""
    process: Ref | None = None
    """Process it pays for. Example: `voice`"""
    covers: Refs = ()
    """Processes, reporting, governance or management it pays for. Example: `[reporting]`"""
    rate: Rate | None = None
    """Price of one unit, or a percentage. Example: `14.80`"""
    amount: Amount | None = None
    """Price of one period. Example: `9500`"""
    total: Amount | None = None
    """Sum paid over all milestones. Example: `60000`"""
    per: Every | None = None
    """Period of the amount. Example: `month`"""
    unit: Text | None = None
    """What is counted, if not the unit of the process. Example: `policy`"""
    volume: Number | None = None
    """Units expected a month, if not the baseline of the process. Example: `18000`"""
    lot: Number | None = None
    """Units in one lot, with basis per_lot. Example: `1000`"""
    count: Literal["average", "end_of_month", "maximum", "actual"] | None = None
    """How units of a month are counted. Example: `actual`"""
    bands: Literal["marginal", "all_units"] | None = None
    """Whether a band's price applies to its units or to all. Example: `marginal`"""
    bands_over: Literal["month", "quarter", "year"] | None = None
    """Time over which the volume of the bands adds up; a month if absent. Example: `year`"""
    tiers: tuple[PriceTier, ...] = ()
    """Prices by band of volume. Example: `[{up_to: 20000, rate: 2.10}, {rate: 1.95}]`"""
    minimum: AmountOrShare | None = None
    """Least that is paid a period. Example: `5000`"""
    maximum: AmountOrShare | None = None
    """Most that is paid a period. Example: `20000`"""
    baseline: Number | None = None
    """Volume included in the amount. Example: `40000`"""
    additional_rate: Amount | None = None
    """Price of a unit above the baseline. Example: `2.10`"""
    reduced_rate: Amount | None = None
    """Reduction for a unit below the baseline. Example: `1.45`"""
    dead_band: Share | None = None
    """Range around the baseline where nothing changes. Example: `5 percent`"""
    measured_from: Literal["band_edge", "baseline"] | None = None
    """Where extra and missing units are counted from. Example: `band_edge`"""
    cost: Text | None = None
    """Costs a margin is added to. Example: `salaries and direct overheads`"""
    margin: Share | None = None
    """Margin on cost. Example: `12 percent`"""
    revenue: Text | None = None
    """Revenue a percentage is taken of. Example: `collections posted in the month`"""
    expected: Amount | None = None
    """Cost, revenue, savings or outcomes expected a month. Example: `500000`"""
    outcome: Text | None = None
    """Result that is paid for. Example: `claim paid within 45 days`"""
    share: Shares | None = None
    """How a gain is shared. Example: `60/40`"""
    baseline_cost: Amount | None = None
    """Cost a gain is measured against. Example: `542800`"""
    included_hours: Number | None = None
    """Hours a retainer includes. Example: `40`"""
    overage_rate: Amount | None = None
    """Price of an hour above them. Example: `95`"""
    from_: Date | None = Field(default=None, alias="from")
    """First day it is charged. Example: `2027-05-03`"""
    until: Date | None = None
    """Last day it is charged. Example: `2028-05-02`"""
    in_: Literal["arrears", "advance"] | None = Field(default=None, alias="in")
    """When it is invoiced, if not as all charges. Example: `arrears`"""
    formula: Formula | None = None
    """How the price is computed, with basis computed."""


class MinimumStep(Model):
    """The minimum commitment of some months."""

    from_month: Whole
    """First month. Example: `1`"""
    to_month: Whole | None = None
    """Last month; the end of the term if absent. Example: `6`"""
    amount: AmountOrShare
    """Least that is paid a month. Example: `120000`"""


class VolumeBand(Model):
    """The range of volume the prices hold for."""

    percent: Number
    """Deviation from the baseline, both ways. Example: `15`"""
    beyond: Literal["renegotiate", "change_control", "rate_card"] | None = None
    """What happens outside. Example: `renegotiate`"""
    months: Whole | None = None
    """Months in a row outside the range it takes. Example: `3`"""


class Invoicing(Model):
    """When invoices are sent and paid."""

    every: Every | None = None
    """How often. Example: `month`"""
    in_: Literal["arrears", "advance"] | None = Field(default=None, alias="in")
    """Before or after the period. Example: `arrears`"""
    due: Length | None = None
    """Time to pay. Example: `30 days`"""
    dispute_within: Length | None = None
    """Time to dispute an invoice. Example: `15 days`"""
    late_interest: Share | None = None
    """Yearly interest on late sums. Example: `4 percent over base_rate`"""
    late_interest_per: Literal["month", "year"] = "year"
    """Period the interest is for. Example: `year`"""
    set_off: Bool | None = None
    """Whether the customer may set off. Example: `true`"""
    latest_invoice: Length | None = None
    """How late a charge may be invoiced. Example: `6 months`"""
    true_up: Every | None = None
    """How often sums on account are reconciled. Example: `year`"""


class Indexation(Model):
    """How prices follow an index."""

    index: Text
    """The index. Example: `UK CPI`"""
    weights: dict[Text, Share] | None = None
    """A blend of indexes. Example: `{UK CPI: 35 percent, UK AWE: 65 percent}`"""
    formula: Literal["chain", "base"] | None = None
    """Whether last year's price or the first one is indexed. Example: `chain`"""
    every: Every
    """How often. Example: `12 months`"""
    first: Date | None = None
    """First review. Example: `2028-01-04`"""
    cap: Share | None = None
    """Highest rise at one review. Example: `4 percent`"""
    floor: Share | None = None
    """Lowest change at one review. Example: `0 percent`"""
    absorbed: Share | None = None
    """Points the provider absorbs. Example: `2 percent`"""
    both_ways: Bool = True
    """Whether prices fall with the index. Example: `true`"""
    lesser_of: Share | None = None
    """Upper limit where the lesser of it and the index applies. Example: `5 percent`"""
    fallback: Text | None = None
    """Index that replaces one no longer published. Example: `HICP`"""


class Fx(Model):
    """Who bears currency movements."""

    cost_currency: Currency
    """Currency of the provider's costs. Example: `PHP`"""
    method: Literal["fixed", "collar", "spot", "provider_bears"]
    """How movements are treated. Example: `collar`"""
    reference_rate: Number | None = None
    """Units of the cost currency for one of the contract's. Example: `71.50`"""
    cost_share: Share | None = None
    """Share of the charges that follows the rate. Example: `70 percent`"""
    band: Share | None = None
    """Movement nobody pays for. Example: `5 percent`"""
    reference: Text | None = None
    """Published rate that is used. Example: `Bank of England monthly average`"""
    beyond: Literal["share_50_50", "customer_bears", "provider_bears", "renegotiate"] | None = None
    """Who bears what lies beyond the band. Example: `share_50_50`"""
    review: Every | None = None
    """How often it is settled. Example: `quarter`"""


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
    volume_band: VolumeBand | None = None
    """Range of volume the prices hold for."""
    invoicing: Invoicing | None = None
    """Invoices and payment."""
    indexation: Indexation | None = None
    """How prices follow an index."""
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
    """Units included without charge, by process. Example: `{refunds: 500 per month}`"""
