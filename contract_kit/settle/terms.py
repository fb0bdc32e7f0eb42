"""Plain values out of a contract: Decimals, amounts and maps, whatever form the spec gave them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from contract_kit.quantities import Count, Duration, Extremum, Money, Percent

if TYPE_CHECKING:
    from contract_kit.spec import Contract

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)
Bases: TypeAlias = Mapping[str, "Decimal | None"]
_MONTHS = {
    "month": Decimal(1),
    "quarter": Decimal(3),
    "year": Decimal(12),
    "contract_year": Decimal(12),
    "week": Decimal(12) / 52,
    "2 weeks": Decimal(24) / 52,
    "day": Decimal(12) / 365,
    "6 months": Decimal(6),
}
"""How many months a period lasts."""


def number(value: object) -> Decimal | None:
    """The bare number of a value, `None` where it has none."""
    match value:
        case bool() | None:
            return None
        case Decimal():
            return value
        case int():
            return Decimal(value)
        case Money(amount, _):
            return amount
        case Percent(share, _) | Count(share, _, _) | Duration(share, _):
            return share
        case _:
            return None


def amount(value: object, bases: Bases, default_base: str = "") -> Decimal | None:
    """What a quantity comes to in money; `None` where a base it needs is not known."""
    match value:
        case Percent(share, of):
            base = bases.get(of or default_base)
            return None if base is None else base * share / HUNDRED
        case Extremum(kind, parts):
            found = [amount(part, bases, default_base) for part in parts]
            known = [part for part in found if part is not None]
            if len(known) < len(found):
                return None
            return max(known) if kind == "greater_of" else min(known)
        case _:
            return number(value)


def field(thing: object, *path: str) -> object:
    """The value at a path of attributes and keys below `thing`, `None` if a step is absent.

    `class` and `from` are found under the names Python allows, `class_` and `from_`.
    """
    for name in path:
        if isinstance(thing, Mapping):
            thing = thing.get(name)
        else:
            thing = getattr(thing, name, getattr(thing, f"{name}_", None))
    return thing


def words(value: object) -> str:
    """A value as the word the spec uses, empty where it is absent."""
    return "" if value is None else str(getattr(value, "value", value))


def entries(contract: Contract, path: str) -> dict[str, object]:
    """The map at a path, empty where it is absent."""
    found = contract.get(path)
    return dict(found) if isinstance(found, Mapping) else {}


def rows(value: object) -> tuple[object, ...]:
    """A list as a tuple, empty where it is absent."""
    return tuple(value) if isinstance(value, (list, tuple)) else ()


def months_in(period: object) -> Decimal:
    """How many months a named period (`month`, `quarter`, `year`) or a length of time lasts."""
    if isinstance(period, Duration):
        return period.value * _MONTHS.get(period.unit, Decimal(1))
    return _MONTHS.get(words(period), Decimal(1))
