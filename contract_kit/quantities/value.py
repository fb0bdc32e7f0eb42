"""The kinds of quantity, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

UNITS = (
    "second",
    "minute",
    "hour",
    "business_hour",
    "day",
    "business_day",
    "week",
    "month",
    "year",
)
"""Units of time, shortest first."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency (ISO 4217)."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in one of `UNITS`."""

    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Percent:
    """A share: 12 percent is `Percent(Decimal(12))`.

    `of` names the base as the spec writes it (`monthly_charges`); a margin on top of a published
    rate is `over base_rate`.
    """

    value: Decimal
    of: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things (`unit`), in each `per`: 400 tickets a month, GBP 11.50 an hour."""

    value: Decimal
    unit: str = ""
    per: str = ""


@dataclass(frozen=True, slots=True)
class Split:
    """How something is shared out: 60/40."""

    shares: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Extremum:
    """The greater or the lesser of several quantities."""

    kind: Literal["greater_of", "lesser_of"]
    of: tuple[Quantity, ...]


Quantity: TypeAlias = Money | Duration | Percent | Count | Split | Extremum


def bases_of(amount: object) -> list[str]:
    """What the shares in an amount are shares of; empty text for one that does not say it."""
    if isinstance(amount, Extremum):
        return [base for part in amount.of for base in bases_of(part)]
    return [amount.of] if isinstance(amount, Percent) else []
