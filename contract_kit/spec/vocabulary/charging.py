"""One charge: what it follows, at which price, within which bounds."""

from typing import Literal

from pydantic import Field

from contract_kit.spec.vocabulary.amounts import Amount, AmountOrShare, Rate, Share
from contract_kit.spec.vocabulary.base import Model
from contract_kit.spec.vocabulary.formulas import Formula
from contract_kit.spec.vocabulary.scalars import Date, Every, Number, Ref, Refs, Text
from contract_kit.spec.vocabulary.shares import Shares


class PriceTier(Model):
    """The price for one band of volume."""

    up_to: Number | None = None
    """Upper end of the band; absent for the last one. Example: `20000`"""
    rate: Rate
    """Price of one unit, or the percentage, in the band. Example: `2.10`"""


class Instalment(Model):
    """A sum that falls due once, on a day."""

    due: Date
    """Day it falls due; it is invoiced in the month of that day. Example: `2027-03-01`"""
    amount: Amount
    """What falls due. Example: `12000`"""


class Charge(Model):
    """One charge; which fields each basis uses says `spec/kinds.py`, and a rule holds it."""

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
        "instalments",
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
    """Sum paid over all milestones or instalments. Example: `60000`"""
    instalments: tuple[Instalment, ...] = ()
    """Days and sums, with basis instalments. Example: `[{due: 2027-03-01, amount: 12000}]`"""
    per: Every | None = None
    """Period the amount or the price of a unit is for; a month if absent. Example: `month`"""
    unit: Text | None = None
    """What is counted, if not the unit of the process. Example: `policy`"""
    volume: Number | None = None
    """Units expected a month, if not the baseline of the process. Example: `18000`"""
    lot: Number | None = None
    """Units in one lot, with basis per_lot. Example: `1000`"""
    part_lot: Literal["proportion", "full", "none"] | None = None
    """How a lot that is not full is charged; in proportion if absent. Example: `full`"""
    count: Literal["average", "end_of_month", "maximum", "actual"] | None = None
    """How units of a month are counted. Example: `actual`"""
    bands: Literal["marginal", "all_units"] | None = None
    """Whether a band's price applies to its units or to all. Example: `marginal`"""
    bands_over: Literal["month", "quarter", "year", "contract_year"] | None = None
    """Time over which the volume of the bands, and a maximum, add up; quarter and year are those of
    the calendar. Example: `contract_year`"""
    tiers: tuple[PriceTier, ...] = ()
    """Prices by band of volume. Example: `[{up_to: 20000, rate: 2.10}, {rate: 1.95}]`"""
    minimum: AmountOrShare | None = None
    """Least that is paid a month; a percentage is of the charge as expected. Example: `5000`"""
    maximum: AmountOrShare | None = None
    """Most that is paid a month, or in the time of bands_over. Example: `20000`"""
    baseline: Number | None = None
    """Units a month that the amount includes. Example: `40000`"""
    additional_rate: Amount | None = None
    """Price of a unit above the baseline. Example: `2.10`"""
    reduced_rate: Amount | None = None
    """Reduction for a unit below the baseline. Example: `1.45`"""
    dead_band: Share | None = None
    """Range around the baseline where nothing changes, or the first part of a gain that the
    customer keeps. Example: `5 percent`"""
    measured_from: Literal["band_edge", "baseline"] | None = None
    """Where extra and missing units are counted from. Example: `band_edge`"""
    cost: Text | None = None
    """Costs a margin is added to, or gains are made on. Example: `salaries and overheads`"""
    margin: Share | None = None
    """Margin on cost. Example: `12 percent`"""
    revenue: Text | None = None
    """Revenue a percentage is taken of. Example: `collections posted in the month`"""
    expected: Amount | None = None
    """Cost or revenue expected a month, or the amount of a computed charge. Example: `500000`"""
    outcome: Text | None = None
    """Result that is paid for. Example: `claim paid within 45 days`"""
    share: Shares | None = None
    """How a gain is shared. Example: `60/40`"""
    baseline_cost: Amount | None = None
    """Cost of a month that a gain is measured against. Example: `542800`"""
    included_hours: Number | None = None
    """Hours a retainer includes in each of its periods. Example: `40`"""
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
    due_to: Literal["customer", "either"] | None = None
    """Who is owed what a formula comes to, if not the provider alone: the customer, or either of
    them, an amount below nil being owed to the customer. Example: `customer`"""
