"""Dates and lengths of time, as rules compare them."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.quantities import Duration

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract

_HOURS = {
    "second": Decimal(1) / 3600,
    "minute": Decimal(1) / 60,
    "hour": Decimal(1),
    "business_hour": Decimal(1),
    "day": Decimal(24),
    "business_day": Decimal(24),
    "week": Decimal(168),
    "month": Decimal(730),
    "year": Decimal(8760),
}
_NAMED = {
    "day": Duration(Decimal(1), "day"),
    "week": Duration(Decimal(1), "week"),
    "month": Duration(Decimal(1), "month"),
    "quarter": Duration(Decimal(3), "month"),
    "year": Duration(Decimal(12), "month"),
}


def hours(length: Duration) -> Decimal:
    """Return a length in hours; months count as a twelfth of a year."""
    return length.value * _HOURS[length.unit]


def months(every: str | Duration) -> Decimal:
    """Return how many months lie between two occurrences."""
    length = _NAMED[every] if isinstance(every, str) else every
    return hours(length) / _HOURS["month"]


def calendar_months(every: str | Duration) -> int | None:
    """Return how many calendar months a period is settled with, 30 days being one.

    `None` where it is no full number of months.
    """
    length = _NAMED[every] if isinstance(every, str) else every
    count = length.value * {"month": Decimal(1), "year": Decimal(12)}.get(length.unit, Decimal(0))
    if length.unit == "day":
        count = length.value / 30
    return int(count) if count >= 1 and count == int(count) else None


def after(start: date, length: Duration) -> date:
    """Return the date a length of time after another, clipped to the end of the month."""
    if length.unit in ("month", "year"):
        count = int(length.value * (12 if length.unit == "year" else 1))
        year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
        if year > date.max.year:
            return date.max
        last = calendar.monthrange(year, month + 1)[1]
        return date(year, month + 1, min(start.day, last))
    try:
        return start + timedelta(hours=float(hours(length)))
    except OverflowError:
        return date.max


def pilot_comes_first(contract: Contract) -> bool:
    """Whether go-live waits for a pilot: there is one, and a day is planned for go-live."""
    pilot = contract.pilot
    return pilot is not None and contract.transition is not None and pilot.runs != "after_go_live"
