"""Interest by days: simple, or added to the sum after each period."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from contract_kit.settle.terms import HUNDRED, ONE

YEAR = Decimal(365)
DAYS = {"day": Decimal(1), "month": Decimal(30), "quarter": Decimal(90), "year": YEAR}
"""How many days a period of interest counts, as the clause says."""


def interest_on(
    owed: Decimal, yearly: Decimal, days: Decimal, compounds: str | None = None
) -> Decimal:
    """Interest by days of a year of 365, added to the sum after each period it compounds over."""
    if compounds is None:
        return owed * yearly * days / HUNDRED / YEAR
    daily, length = yearly / HUNDRED / YEAR, DAYS[compounds]
    whole, rest = divmod(days, length)
    return owed * ((ONE + daily * length) ** int(whole) * (ONE + daily * rest) - ONE)


def yearly_equivalent(percent: Decimal, per: str, compounds: str | None = None) -> Decimal:
    """The yearly rate, to two decimals, that a rate for a day or a month comes to in 365 days."""
    exact = interest_on(HUNDRED, percent * YEAR / DAYS[per], YEAR, compounds)
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
