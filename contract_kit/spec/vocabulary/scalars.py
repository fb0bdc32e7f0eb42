"""The scalar types of the vocabulary: each reads the text of one YAML scalar.

The loader hands every scalar over as text, so `NO`, `010` and `2027-13-03` reach these functions
as written. Each refusal says what was found, what was expected and how to mend it.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, TypeAlias
from zoneinfo import ZoneInfo

from pydantic_core import PydanticCustomError

from contract_kit.characters import described, unwanted
from contract_kit.errors import QuantityError
from contract_kit.quantities import (
    CURRENCIES,
    Count,
    Duration,
    parse,
)
from contract_kit.quantities.days import iso_advice
from contract_kit.spec.vocabulary.countries import COUNTRIES
from contract_kit.spec.vocabulary.markers import Reads

NAMED_PERIODS = ("day", "week", "month", "quarter", "year")
NUMBER = r"[-+]?\d[\d,]*(\.\d+)?"
"""A number, as a pattern for editors."""
UNIT = "(second|minute|(business[_ ])?hour|(business[_ ])?day|week|month|year)s?"
"""A unit of time, as a pattern for editors."""
_LONGEST = 20_000


def refuse(found: str, expected: str, mend: str) -> PydanticCustomError:
    """Make the refusal of one value in the three parts every message has."""
    text = f"{found}; expected {expected}; {mend}{'' if mend.endswith('?') else '.'}"
    return PydanticCustomError("spec", "{text}", {"text": text})


def shown(value: object) -> str:
    """Show a value as a message quotes it."""
    if isinstance(value, dict):
        return "a map of keys"
    if isinstance(value, list | tuple):
        return "a list"
    text = str(value)
    return f"“{text if len(text) <= 60 else text[:60] + '…'}”"


def scalar(value: object, expected: str, mend: str) -> str:
    """Return the text of a scalar, without blanks around it; refuse anything else."""
    if not isinstance(value, str):
        raise refuse(f"{shown(value)} stands here", expected, mend)
    text = value.strip()
    if not text:
        raise refuse("nothing stands here", expected, f"{mend}, or remove the key")
    return text


def read_text(value: object) -> str:
    """Read a text that is not empty."""
    text = scalar(value, "a text", "write the words after the key")
    if len(text) > _LONGEST:
        raise refuse(f"a text of {len(text)} characters", f"{_LONGEST} at most", "shorten it")
    at = unwanted(text)
    if at is not None:
        raise refuse(f"the text holds {described(text[at])}", "plain text", "delete it")
    return text


def read_bool(value: object) -> bool:
    """Read true or false."""
    text = scalar(value, "true or false", "write true or false").lower()
    if text not in ("true", "false"):
        raise refuse(f"{shown(value)} is neither true nor false", "true or false", "write one")
    return text == "true"


def read_date(value: object) -> date:
    """Read a calendar date."""
    mend = "write for example 2027-01-31"
    text = scalar(value, "a date as YYYY-MM-DD", mend)
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        found = f"{shown(text)} is no date of the calendar"
        advice = iso_advice(text)
        raise refuse(found, "a date as YYYY-MM-DD", advice or mend) from None


def read_number(value: object) -> Decimal:
    """Read a plain number; a percent sign or the word `percent` after it is understood."""
    mend = "write figures such as 12 or 99.5"
    text = scalar(value, "a number", mend)
    match = re.fullmatch(r"([-+]?\d{1,18}(?:\.\d{1,12})?)\s?(?:%|percent)?", text)
    if not match:
        raise refuse(f"{shown(text)} is not a number", "a number", mend)
    return Decimal(match[1])


def read_whole(value: object) -> int:
    """Read a whole number, zero or more."""
    text = scalar(value, "a whole number", "write figures such as 3")
    if not re.fullmatch(r"\d{1,12}", text):
        raise refuse(f"{shown(text)} is not a whole number", "a whole number", "write figures")
    return int(text)


def read_country(value: object) -> str:
    """Read a country code (ISO 3166-1)."""
    mend = "write for example GB, PH or NO"
    text = scalar(value, "a country code of two letters", mend)
    if text not in COUNTRIES:
        raise refuse(
            f"{shown(text)} is no country code", "a code of two capital letters (ISO 3166)", mend
        )
    return text


def read_currency(value: object) -> str:
    """Read a currency code (ISO 4217)."""
    mend = "write for example GBP, USD or PHP"
    text = scalar(value, "a currency code of three letters", mend)
    if text not in CURRENCIES:
        raise refuse(
            f"{shown(text)} is no currency code", "a code of three capital letters (ISO 4217)", mend
        )
    return text


def read_zone(value: object) -> str:
    """Read a time zone of the IANA list."""
    mend = "write for example Europe/London or Asia/Manila"
    text = scalar(value, "a time zone of the IANA list", mend)
    try:
        if not re.fullmatch(r"[A-Za-z0-9_+\-]{1,30}(?:/[A-Za-z0-9_+\-]{1,30}){0,2}", text):
            raise ValueError
        ZoneInfo(text)
    except (ValueError, OSError, LookupError):
        raise refuse(
            f"{shown(text)} is no time zone", "a time zone of the IANA list", mend
        ) from None
    return text


_DAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d"
_HOURS = re.compile(rf"24x7|{_DAY}(?:-{_DAY})?(?:\+{_DAY})*\s(?:{_CLOCK}-(?:{_CLOCK}|24:00))")


def read_hours(value: object) -> str:
    """Read opening hours: `Mon-Fri 09:00-17:30, Sat 10:00-14:00` or `24x7`."""
    mend = "write for example Mon-Fri 09:00-17:30, Sat 10:00-14:00 or 24x7"
    text = scalar(value, "days and hours", mend)
    parts = [part.strip() for part in text[:500].split(",")]
    if not all(_HOURS.fullmatch(part) for part in parts):
        raise refuse(f"{shown(text)} names no opening hours", "days and hours", mend)
    return ", ".join(parts)


def read_clock(value: object) -> str:
    """Read a time of day."""
    text = scalar(value, "a time of day", "write for example 16:00")
    if not re.fullmatch(_CLOCK, text):
        raise refuse(f"{shown(text)} is no time of day", "hours and minutes", "write 16:00")
    return text


def read_holidays(value: object) -> str:
    """Read a holiday list: a country, a country with a subdivision, or one date."""
    mend = "write for example GB-ENG, PH or 2027-12-24"
    text = scalar(value, "a holiday list", mend)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return read_date(text).isoformat()
    match = re.fullmatch(r"([A-Z]{2})(?:-[A-Z0-9]{1,4})?", text)
    if not match or match[1] not in COUNTRIES:
        raise refuse(f"{shown(text)} names no holidays", "a country, a region or a date", mend)
    return text


def read_tag(value: object) -> str:
    """Read a language tag."""
    text = scalar(value, "a language tag", "write for example en-GB")
    if not re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}", text):
        raise refuse(f"{shown(text)} is no language tag", "a language tag", "write en-GB")
    return text


def read_every(value: object) -> str | Duration:
    """Read how often: `month`, `quarter`, `2 weeks`, `12 months`."""
    mend = "write day, week, 2 weeks, month, quarter, 6 months or year"
    text = scalar(value, "how often", mend)
    if text in NAMED_PERIODS:
        return text
    try:
        quantity = parse(text)
    except QuantityError:
        quantity = Count(Decimal(0))
    if not isinstance(quantity, Duration) or quantity.value <= 0:
        raise refuse(f"{shown(text)} says not how often", "how often", mend)
    return quantity


Text = Annotated[str, Reads(read_text, r"\S", number="number", truth=True)]
Ref = Annotated[str, Reads(read_text, r"\S", number="number", truth=True)]
Bool = Annotated[bool, Reads(read_bool, "^([Tt]rue|TRUE|[Ff]alse|FALSE)$", truth=True)]
Date = Annotated[date, Reads(read_date, r"^\d{4}-\d{2}-\d{2}$")]
Number = Annotated[Decimal, Reads(read_number, rf"^{NUMBER} ?(%|percent)?$", number="number")]
Whole = Annotated[int, Reads(read_whole, r"^\d{1,12}$", number="integer")]
Country = Annotated[str, Reads(read_country, "^[A-Z]{2}$")]
Currency = Annotated[str, Reads(read_currency, "^[A-Z]{3}$")]
Zone = Annotated[str, Reads(read_zone, "^[A-Za-z_]+(/[A-Za-z0-9_+-]+){0,2}$")]
Hours = Annotated[str, Reads(read_hours, r"^(24x7|(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\S* \d)")]
Clock = Annotated[str, Reads(read_clock, r"^\d{2}:\d{2}$")]
Holidays = Annotated[str, Reads(read_holidays, r"^([A-Z]{2}(-[A-Z0-9]{1,4})?|\d{4}-\d{2}-\d{2})$")]
Tag = Annotated[str, Reads(read_tag, "^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$")]
Every = Annotated[
    str | Duration, Reads(read_every, rf"^(day|week|month|quarter|year|{NUMBER} {UNIT})$")
]
Texts: TypeAlias = tuple[Text, ...]
Refs: TypeAlias = tuple[Ref, ...]
