"""Dates written day first or month first: which days of the calendar they could mean."""

from __future__ import annotations

import re
from datetime import date

_SLASHED = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?:[ T].*)?")


def days_meant(text: str) -> tuple[date, ...]:
    """The days that `01/02/2027` could mean, day first before month first."""
    found = _SLASHED.fullmatch(text.strip())
    if not found:
        return ()
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    year += 2000 if year < 100 else 0
    days = (_day(year, second, first), _day(year, first, second))
    return tuple(dict.fromkeys(day for day in days if day is not None))


def iso_advice(text: str) -> str:
    """What to say of a date that is not in the ISO form; empty where `text` is no such date."""
    days = days_meant(text)
    if not days:
        return ""
    said = " or ".join(f"{day:%Y-%m-%d} ({day.day} {day:%B})" for day in days)
    if len(days) > 1:
        return f"it could mean {said}; dates are written year first (ISO 8601): write the one meant"
    return f"dates are written year first (ISO 8601): write {said}"


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
