"""Currencies: their codes, their signs and their smallest unit."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext

_CODES = """
AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD
CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD
GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT
LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR
NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP
STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF
XPF YER ZAR ZMW ZWG
"""
CURRENCIES = frozenset(_CODES.split())
"""The circulating currencies of ISO 4217."""

_NO_MINOR = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_THREE = "BHD IQD JOD KWD LYD OMR TND"

SIGNS = {
    "$": "USD",
    "US$": "USD",
    "U.S.$": "USD",
    "C$": "CAD",
    "CA$": "CAD",
    "A$": "AUD",
    "AU$": "AUD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "S$": "SGD",
    "NT$": "TWD",
    "NTD": "TWD",
    "R$": "BRL",
    "RMB": "CNY",
    "£": "GBP",
    "€": "EUR",
    "¥": "JPY",
    "₹": "INR",
    "Rs.": "INR",
    "Rs": "INR",
    "₱": "PHP",
    "₪": "ILS",
}
"""What contracts write instead of a code; a bare `$` is read as US dollars."""

NAMES = {
    "dollar": "USD",
    "u.s. dollar": "USD",
    "us dollar": "USD",
    "united states dollar": "USD",
    "canadian dollar": "CAD",
    "australian dollar": "AUD",
    "pound": "GBP",
    "pounds sterling": "GBP",
    "euro": "EUR",
    "rupee": "INR",
    "yen": "JPY",
    "kina": "PGK",
}
"""English names of currencies, in the singular."""


def minor_units(currency: str) -> int:
    """How many decimals amounts in this currency have."""
    if currency in _NO_MINOR:
        return 0
    return 3 if currency in _THREE else 2


def round_money(amount: Decimal, currency: str) -> Decimal:
    """Round to the currency's minor unit, halves away from zero."""
    with localcontext() as context:
        context.prec = 60
        step = Decimal(1).scaleb(-minor_units(currency))
        return amount.quantize(step, rounding=ROUND_HALF_UP)
