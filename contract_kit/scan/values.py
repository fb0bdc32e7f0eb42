"""Quantities that the evidence names: how many hours, days, months."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from contract_kit.scan.result import Value
from contract_kit.scan.verdicts import quote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contract_kit.library.packs import Requirement, ValueCheck
    from contract_kit.quantities.prose import Found
    from contract_kit.scan.passages import Passage

_OFTEN = re.compile(
    r"\b(?:once|twice|times?)\s+(?:in|per|during|every|within|each)\s+(?:(?:any|each|every|a|one)\s+)*$",
    re.IGNORECASE,
)
"""Before a time that says how often, as in "once in any 12-month period"; it limits nothing."""
_BEFORE = 40
_HOURS = {
    "minute": Decimal(1) / 60,
    "hour": Decimal(1),
    "business_hour": Decimal(1),
    "day": Decimal(24),
    "business_day": Decimal(24),
    "week": Decimal(168),
    "month": Decimal(720),
    "year": Decimal(8640),
}


def values(requirement: Requirement, passages: Iterable[Passage]) -> tuple[Value, ...]:
    """The first quantity of the right kind in the evidence, for each parameter checked."""
    found = []
    texts = list(passages)
    for check in requirement.values:
        value = next((v for p in texts if (v := _value(check, p)) is not None), None)
        if value is not None:
            found.append(value)
    return tuple(found)


def _value(check: ValueCheck, passage: Passage) -> Value | None:
    from contract_kit.quantities import Duration  # noqa: PLC0415 - as below

    if check.near is not None and not check.near.find(passage.full):
        return None
    if check.unless is not None and check.unless.find(passage.full):
        return None
    text = passage.plain
    times = [
        (one.start, one.end, one.quantity)
        for one in _quantities(text)
        if isinstance(one.quantity, Duration)
    ]
    if not times or check.unit not in _HOURS:
        return None
    limits = [one for one in times if not _OFTEN.search(text[max(0, one[0] - _BEFORE) : one[0]])]
    start, end, time = (limits or times)[0]
    amount = format(converted(time.value, time.unit, check.unit).normalize(), "f")
    return Value(check.parameter, amount, check.unit, quote(passage, start, end).quote)


@lru_cache(maxsize=1024)
def _quantities(text: str) -> tuple[Found, ...]:
    """The quantities in a text: several requirements read the same sentence."""
    from contract_kit.quantities import find  # noqa: PLC0415 - most passages need none

    return tuple(find(text))


def converted(value: Decimal, unit: str, wanted: str) -> Decimal:
    """`value` in another unit of time; business days count as days."""
    if {unit, wanted} <= {"month", "year"}:
        return value * (12 if unit == "year" else 1) / (12 if wanted == "year" else 1)
    return round(value * _HOURS.get(unit, Decimal(0)) / _HOURS[wanted], 2)
