"""Words that carry figures: money, percentages, numbers, dates, lengths, and patterns of them.

A pattern is a sentence with places: `"The At-Risk Amount is {share:percent} of {base:base}."`.
A place has a name and a kind; `{:number}` without a name is read and not kept. `...` stands for
words that state nothing in money. What is open stands in brackets (`\\[payment term: 30 days\\]`)
and is read as the value in the brackets.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any


class Unreadable(Exception):
    """The printed text does not say what is needed, or says it in words the stranger lacks."""


MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
]  # fmt: skip
SMALL = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10,
}  # fmt: skip
_MONTH = "|".join(MONTHS)
KINDS = {
    "money": r"[A-Z]{3} -?[\d,]+(?:\.\d+)?",
    "percent": r"-?[\d.,]+%",
    "number": rf"-?[\d.,]*\d|{'|'.join(SMALL)}",
    "date": rf"\d+ (?:{_MONTH}) \d{{4}}|(?:{_MONTH}) \d+, \d{{4}}",
    "length": r"\d+ (?:seconds?|minutes?|hours?|days?|weeks?|months?|quarters?|years?)",
    "span": r"(?:\d+ )?(?:days?|weeks?|months?|quarters?|years?)",
    "currency": r"[A-Z]{3}",
    "text": r".+?",
    "word": r"[\w'-]+",
}
OPEN = re.compile(r"\\\[(?:[^\]:\\]+: )?([^\]\\]*)\\\]")
PLACE = re.compile(r"\{(\w*):([\w-]+)(?:=([^}]*))?\}|(\.\.\.)")


def money(text: str) -> Decimal:
    """The amount of `GBP 1,234.50`."""
    found = re.fullmatch(r"[A-Z]{3} (-?[\d,]+(?:\.\d+)?)", text)
    if not found:
        raise Unreadable(f"I cannot read this sum: {text!r}")
    return Decimal(found[1].replace(",", ""))


def percent(text: str) -> Decimal:
    """The share of `12.5%`, as 0.125."""
    if not re.fullmatch(r"-?[\d,]+(?:\.\d+)?%", text):
        raise Unreadable(f"I cannot read this percentage: {text!r}")
    return Decimal(text[:-1].replace(",", "")) / 100


def number(text: str) -> Decimal:
    """A number in figures or, up to ten, in words."""
    if text in SMALL:
        return Decimal(SMALL[text])
    if not re.fullmatch(r"-?[\d,]+(?:\.\d+)?", text):
        raise Unreadable(f"I cannot read this number: {text!r}")
    return Decimal(text.replace(",", ""))


def day(text: str) -> date:
    """The day of `4 January 2027` or `January 4, 2027`."""
    found = re.fullmatch(r"(\d+) (\w+) (\d{4})", text)
    if found:
        numeral, name, year = found.groups()
    else:
        found = re.fullmatch(r"(\w+) (\d+), (\d{4})", text)
        if not found:
            raise Unreadable(f"I cannot read this date: {text!r}")
        name, numeral, year = found.groups()
    try:
        return date(int(year), MONTHS.index(name) + 1, int(numeral))
    except ValueError as error:
        raise Unreadable(f"no such day: {text!r}") from error


def length(text: str) -> tuple[Decimal, str]:
    """The number and the unit (in the singular) of `30 days`."""
    count, _, unit = text.partition(" ")
    return number(count), unit.removesuffix("s")


def span(text: str) -> tuple[Decimal, str]:
    """The number and the unit of what follows "every": `3 months`, or `year` for one."""
    return length(text if " " in text else f"1 {text}")


def listed(text: str) -> list[str]:
    """The members of `A, B and C`."""
    head, _, last = text.rpartition(" and ")
    return [*filter(None, head.split(", ")), last]


READ = {
    "money": money, "percent": percent, "number": number, "date": day, "length": length,
    "span": span,
}  # fmt: skip


def opened(text: str) -> str:
    """The text with the values of its open places."""
    return OPEN.sub(r"\1", text)


@cache
def _compiled(pattern: str) -> tuple[re.Pattern[str], tuple[tuple[str, str, str | None], ...]]:
    """The expression of a pattern, and the name, kind and argument of each place."""
    places, parts, end = [], [], 0
    for found in PLACE.finditer(pattern):
        parts.append(re.escape(pattern[end : found.start()]))
        end = found.end()
        name, kind, argument, rest = found.groups()
        if rest:
            parts.append("(.*?)")
            places.append(("", "rest", None))
            continue
        options = argument.split("|") if kind == "of" and argument else None
        inside = "|".join(map(re.escape, options)) if options else KINDS.get(kind, r"\d+")
        parts.append(f"({inside})")
        places.append((name, kind, argument))
    parts.append(re.escape(pattern[end:]))
    return re.compile("".join(parts)), tuple(places)


def match(pattern: str, text: str) -> dict[str, Any] | None:
    """What the places of the pattern hold in the text; None where the text is another sentence.

    Places of a kind that is not of words (`par`, `clause`, ...) give the number as text.
    """
    expression, places = _compiled(pattern)
    found = expression.fullmatch(text)
    if found is None:
        return None
    return {
        name: READ.get(kind, str)(value)
        for (name, kind, _), value in zip(places, found.groups(), strict=True)
        if name
    }


def fragments(pattern: str, text: str) -> list[str]:
    """The parts of the text that the pattern reads: all but the places without a name."""
    expression, places = _compiled(pattern)
    found = expression.fullmatch(text)
    if found is None:
        return []
    parts, end = [], 0
    for index, (name, kind, _) in enumerate(places, start=1):
        if not name and kind not in ("par", "clause"):
            parts.append(text[end : found.start(index)])
            end = found.end(index)
    return [part for part in [*parts, text[end:]] if part.strip(" .,:")]


def passed_over(pattern: str, text: str) -> list[str]:
    """The words that stand for each `...` of the pattern."""
    expression, places = _compiled(pattern)
    found = expression.fullmatch(text)
    groups = found.groups() if found else ()
    return [words for (_, kind, _), words in zip(places, groups, strict=True) if kind == "rest"]


def references(pattern: str, text: str) -> list[tuple[str, str, str]]:
    """The kind, the number and the expected title of each place that points elsewhere."""
    expression, places = _compiled(pattern)
    found = expression.fullmatch(text)
    if found is None:
        return []
    return [
        (kind, value, title)
        for (_, kind, title), value in zip(places, found.groups(), strict=True)
        if kind in ("par", "clause") and title
    ]
