"""Weekly hours written in words: `Mon-Fri 09:00-17:30, Sat 10:00-14:00`, `24x7`."""

from __future__ import annotations

import re
from itertools import pairwise

from contract_kit.errors import QuantityError

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Week = tuple[tuple[tuple[int, int], ...], ...]
"""For each weekday (Monday first) the open intervals in minutes since midnight."""

ALWAYS: Week = (((0, 1440),),) * 7
_PART = re.compile(
    r"(?:(?P<days>[a-z][a-z+–-]*)\s+)?(?P<times>\d{1,2}:\d\d\s*[-–]\s*\d{1,2}:\d\d)$"
)
_SPAN = re.compile(r"(\d{1,2}):(\d\d)\s*[-–]\s*(\d{1,2}):(\d\d)")


def parse_hours(text: str) -> Week:
    """The open intervals of a week; raises `QuantityError` for words that say no hours.

    Parts are split by commas or semicolons; a part without days has those of the part before.
    """
    cleaned = text.strip().lower()
    if cleaned in {"24x7", "24/7", "always"}:
        return ALWAYS
    week: list[list[tuple[int, int]]] = [[] for _ in DAYS]
    days: list[int] = []
    for part in re.split("[,;]", cleaned):
        found = _PART.match(part.strip())
        days = _days(found["days"], text) if found and found["days"] else days
        if found is None or not days:
            raise QuantityError(
                f"'{part.strip()}' gives no hours; write e.g. Mon-Fri 09:00-17:30 or 24x7."
            )
        for span in _SPAN.finditer(found["times"]):
            for day in days:
                week[day].append(_span(text, *map(int, span.groups())))
    return tuple(_ordered(day, text) for day in week)


def _span(text: str, hour: int, minute: int, to_hour: int, to_minute: int) -> tuple[int, int]:
    start, end = hour * 60 + minute, to_hour * 60 + to_minute
    if minute > 59 or to_minute > 59 or end > 1440 or end <= start:
        raise QuantityError(
            f"'{text}' holds hours that do not ascend within one day; split them at 24:00."
        )
    return start, end


def _days(text: str, whole: str) -> list[int]:
    days: list[int] = []
    for item in text.split("+"):
        ends = [_day(name.strip(), whole) for name in re.split(r"[-–]", item)]
        first, last = ends[0], ends[-1]
        count = (last - first) % 7 + 1
        days.extend((first + step) % 7 for step in range(count))
    return days


def _day(name: str, whole: str) -> int:
    if name[:3] not in DAYS:
        raise QuantityError(f"'{name}' in '{whole}' is no weekday; write Mon, Tue … Sun.")
    return DAYS.index(name[:3])


def _ordered(spans: list[tuple[int, int]], text: str) -> tuple[tuple[int, int], ...]:
    spans = sorted(spans)
    for (_, end), (start, _) in pairwise(spans):
        if start < end:
            raise QuantityError(f"'{text}' holds overlapping hours for one day.")
    return tuple(spans)
