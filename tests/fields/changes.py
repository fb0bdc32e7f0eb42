"""Other values of a field that it allows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.fields.leaves import Leaf
from tests.fields.reach import known, section_of, smallest

OTHERS = {
    "read_bool": ("true", "false"),
    "read_country": ("PH", "PT", "GB", "IE", "IN", "US"),
    "read_currency": ("PHP", "EUR", "USD"),
    "read_zone": ("Asia/Manila", "Europe/Lisbon", "Europe/Paris"),
    "read_tag": ("en-GB", "en-US", "en-IE"),
    "read_hours": ("Mon-Sun 08:00-22:00", "Mon-Fri 08:00-16:00", "24x7"),
    "read_clock": ("15:00", "17:00"),
    "read_holidays": ("GB-ENG", "PT", "GB-SCT"),
    "an amount or a percentage": ("5000", "6000"),
    "read_every": ("month", "quarter", "year", "week", "6 months", "2 weeks", "day"),
}
"""Values by the function that reads them."""
BESIDES = {"read_number": ("90", "85"), "a length of time": ("30 days", "45 days")}
"""Values that may stand in place of a word."""
SPANS = ("hours", "minutes")
"""Units of time that a metric may be in."""
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def others(leaf: Leaf, value: str, data: Any) -> Iterator[Any]:
    """Values other than `value`, the nearest first."""
    return (one for one in _all(leaf, value, data) if one != value)


def _all(leaf: Leaf, value: str, data: Any) -> Iterator[Any]:
    section = section_of(leaf.steps)
    if section:
        yield from known(data, section)
        return
    if leaf.maps:
        yield smallest(leaf.maps)
    yield from leaf.words
    if leaf.reader in OTHERS and leaf.reader.startswith("read_"):
        yield from OTHERS[leaf.reader]
    elif leaf.reader == "read_date":
        first = date.fromisoformat(value)
        yield from (str(first + timedelta(days=days)) for days in (1, -1, 14, -14))
    elif leaf.reader == "read_text":
        yield from (name for name in data["calendars"] if value in data["calendars"])
        yield from _texts(value)
    elif value in leaf.words:
        yield from BESIDES.get(leaf.reader, ())
    elif leaf.reader:
        yield from _numbers(value)


def _texts(value: str) -> Iterator[str]:
    match = re.fullmatch(r"(\d{4}-\d\d-)(\d\d)/(.*)", value)
    if match:
        yield f"{match[1]}{int(match[2]) - 1:02}/{match[3]}"
    found = _NUMBER.search(value)
    if found:
        yield _replaced(value, found, 1)
    if value in SPANS:
        yield from SPANS
    yield f"{value} of note"


def _numbers(value: str) -> Iterator[str]:
    found = _NUMBER.search(value)
    if not found:
        return
    number = Decimal(found[0].replace(",", ""))
    steps = [
        Decimal(1),
        Decimal(-1),
        Decimal("0.5"),
        Decimal("-0.5"),
        number,
        Decimal(3),
        -number / 2,
        number * 9,
        number / 10,
        -number / 10,
        -number * 9 / 10,
    ]
    for step in steps:
        if number + step > 0 or (number + step == 0 and number < 0):
            yield _replaced(value, found, step)


def _replaced(value: str, found: re.Match[str], step: Any) -> str:
    number = Decimal(found[0].replace(",", "")) + step
    text = f"{number.normalize():f}"
    text = text.zfill(len(found[0])) if found[0].startswith("0") else text
    return value[: found.start()] + text + value[found.end() :]
