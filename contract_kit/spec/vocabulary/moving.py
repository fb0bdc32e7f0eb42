"""How prices move: by an index, by an exchange rate, at a renewal."""

from typing import Literal

from contract_kit.spec.vocabulary.amounts import Length, Share
from contract_kit.spec.vocabulary.base import Model
from contract_kit.spec.vocabulary.scalars import Bool, Currency, Date, Every, Number, Text


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
    carry_forward: Bool | None = None
    """Whether what the cap cuts off is added at the next change, and lapses there. Example: `true`
    """


class RenewalIncrease(Model):
    """The rise of prices the provider may ask for when the term renews."""

    cap: Share | None = None
    """Highest rise at one renewal. Example: `5 percent`"""
    notice: Length | None = None
    """How long before the renewal it must be announced. Example: `90 days`"""
    carry_forward: Bool | None = None
    """Whether what the cap left unused at the renewal before may be added; it lapses after that
    one renewal. Example: `true`"""


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
