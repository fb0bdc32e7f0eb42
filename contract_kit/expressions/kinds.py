"""Kinds of value and what may be done with them: money and money add up, money and time do not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction

from contract_kit.quantities import CURRENCIES

SECONDS = {"second": 1, "minute": 60, "hour": 3600}
"""The units of time there are. Days and months differ in length: they are counted as numbers."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value; money has its currency, a word the words it may be."""

    name: str
    currency: str = ""
    words: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.name == "money":
            return f"money in {self.currency}"
        return _NAMES.get(self.name, self.name)


_NAMES = {
    "percent": "a percentage",
    "time": "a length of time",
    "number": "a plain number",
    "word": "a word",
    "condition": "a condition",
}
NUMBER = Kind("number")
PERCENT = Kind("percent")
TIME = Kind("time")
CONDITION = Kind("condition")
ZERO = Kind("zero")
"""A bare 0, which stands for nil of any kind of quantity."""
UNKNOWN = Kind("unknown")
"""The kind of something wrong, which was reported already."""
QUANTITIES = frozenset({"number", "percent", "time", "money", "zero"})


def money(currency: str) -> Kind:
    """Money in a currency."""
    return Kind("money", currency)


def one_of(*words: str) -> Kind:
    """A word out of some."""
    return Kind("word", words=words)


class Measure(IntEnum):
    """For what a value is found: once for all, for a month, for a day, for each event."""

    ALWAYS = 0
    MONTH = 1
    DAY = 2
    EVENT = 3


def kind_of_unit(unit: str) -> Kind:
    """The kind of what is measured in a unit: `minutes`, `GBP`, `percent`; else a plain number."""
    if singular(unit) in SECONDS:
        return TIME
    if unit in ("percent", "%"):
        return PERCENT
    return money(unit) if unit in CURRENCIES else NUMBER


def factor_of(unit: str) -> Fraction:
    """What one of a unit is in the base unit of its kind."""
    kind = kind_of_unit(unit)
    if kind == TIME:
        return Fraction(SECONDS[singular(unit)])
    return Fraction(1, 100) if kind == PERCENT else Fraction(1)


def singular(unit: str) -> str:
    """A unit of time without its plural."""
    return unit[:-1] if unit.endswith("s") and unit[:-1] in SECONDS else unit


def same(left: Kind, right: Kind) -> Kind | None:
    """The kind of two values that are compared or added; `None` if they are of two kinds."""
    if UNKNOWN in (left, right):
        return UNKNOWN
    if left.name == "word" and right.name == "word":
        return left
    if left == ZERO and right.name in QUANTITIES:
        return right
    if right == ZERO and left.name in QUANTITIES:
        return left
    return left if left == right else None


def share(left: Kind, right: Kind) -> Kind | None:
    """The kind of a percentage of something: 10% of 200 is 20."""
    if UNKNOWN in (left, right):
        return UNKNOWN
    return right if left == PERCENT and right.name in QUANTITIES else None


def product(left: Kind, right: Kind) -> Kind | None:
    """The kind of a product; one side at least is a plain number or a percentage.

    A plain number times a percentage is a percentage: 3 * 5% is 15%.
    """
    if UNKNOWN in (left, right):
        return UNKNOWN
    if left.name not in QUANTITIES or right.name not in QUANTITIES:
        return None
    if ZERO in (left, right):
        return ZERO
    for one, other in ((left, right), (right, left)):
        if one == NUMBER:
            return other
    for one, other in ((left, right), (right, left)):
        if one == PERCENT:
            return other
    return None


def quotient(left: Kind, right: Kind) -> Kind | None:
    """The kind of a quotient; what is divided by its own kind is a plain number."""
    if UNKNOWN in (left, right):
        return UNKNOWN
    if left.name not in QUANTITIES or right.name not in QUANTITIES or right == ZERO:
        return None
    if left == right:
        return NUMBER
    if left == ZERO:
        return ZERO
    return left if right in (NUMBER, PERCENT) else None
