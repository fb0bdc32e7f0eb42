"""A stranger who computes a Charge from its printed paragraph and what was measured, by title.

It knows English and the tables of the document; it imports nothing of the project. What it cannot
read it refuses (`Unreadable`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from typing import Any


class Unreadable(Exception):
    """A sentence that does not determine a computation."""


NUMBER = r"\d{1,3}(?:,\d{3})*(?:\.\d+)?|\d+(?:\.\d+)?"
LEAF = (
    rf"(?:#\d+#|“[^”]*”|[A-Z]{{3}} (?:{NUMBER})|(?:{NUMBER})(?:%| (?:second|minute|hour)s?)?"
    r"|the number of \w+ of the (?:month|day)"
    r"|the number of calendar months of the Term"
    r" up to and including (?:this one|that earlier month))"
)
P = rf"({LEAF})"
SECONDS = {"second": 1, "minute": 60, "hour": 3600}
SIGNS: dict[str, Callable[[Any, Any], Any]] = {
    "plus": lambda one, two: one + two,
    "less": lambda one, two: one - two,
    "multiplied by": lambda one, two: one * two,
    "divided by": lambda one, two: one / two,
    "of": lambda one, two: one * two,
    "is": lambda one, two: one == two,
    "is not": lambda one, two: one != two,
    "is below": lambda one, two: one < two,
    "is at most": lambda one, two: one <= two,
    "is above": lambda one, two: one > two,
    "is at least": lambda one, two: one >= two,
    "and": lambda one, two: one and two,
    "or": lambda one, two: one or two,
}
JOIN = "|".join(sorted(SIGNS, key=len, reverse=True))


@dataclass
class Month:
    """What was measured: values of the month and, by day, of each event, all by title."""

    values: dict[str, Any]
    days: list[list[dict[str, Any]]] = field(default_factory=list)
    number: int = 1
    year: list[Charge] = field(default_factory=list)
    term: list[Charge] = field(default_factory=list)


class Charge:
    """One Charge in one month."""

    def __init__(self, text: str, tables: dict[str, list[tuple[str, str]]], month: Month) -> None:
        self.tables = tables
        self.month = month
        self.named: dict[str, tuple[str, str]] = {}
        self.price = ""
        for sentence in text.strip().split("\n"):
            self._sentence(sentence.strip())

    def _sentence(self, text: str) -> None:
        found = re.fullmatch(
            r"(?:For each (day with )?[^,“]*, )?“([^”]*)” (?:is|holds if) (.*)\.", text
        )
        price = re.fullmatch(
            r"The Charge of a month is (.*)\. It is rounded once, at the end, to the nearest"
            r" [A-Z]{3} 0\.01, a half away from zero\.",
            text,
        )
        if price:
            self.price = price[1]
        elif found:
            level = "day" if found[1] else "event" if text.startswith("For each") else "month"
            self.named[found[2]] = (level, found[3])
        else:
            raise Unreadable(text)

    def due(self) -> Fraction:
        """The Charge of the month, to the cent."""
        exact = self.value(self.price, ()) * 100
        return Fraction(floor(abs(exact) + Fraction(1, 2)) * (1 if exact >= 0 else -1), 100)

    def value(self, text: str, at: tuple[int, ...]) -> Any:
        """What a phrase comes to for an event (day, event), a day, or the month."""
        groups: list[str] = []

        def kept(found: re.Match[str]) -> str:
            groups.append(found[1])
            return f"#{len(groups) - 1}#"

        text = text.replace(" (nil where there is none)", "")
        flat = re.sub(r"\(([^()]*)\)", kept, text)
        while flat != text:
            text, flat = flat, re.sub(r"\(([^()]*)\)", kept, flat)
        return self._read(flat, at, groups)

    def _read(self, text: str, at: tuple[int, ...], groups: list[str]) -> Any:
        def part(leaf: str, place: tuple[int, ...] = at) -> Any:
            return self._leaf(leaf, place, groups)

        for pattern, meaning in FORMS:
            if found := re.fullmatch(pattern, text):
                return meaning(self, part, at, *found.groups())
        raise Unreadable(text)

    def _leaf(self, leaf: str, at: tuple[int, ...], groups: list[str]) -> Any:
        if found := re.fullmatch(r"#(\d+)#", leaf):
            return self._read(groups[int(found[1])], at, groups)
        if found := re.fullmatch(r"“(.*)”", leaf):
            return self._name(found[1], at)
        if found := re.fullmatch(r"the number of (\w+) of the (month|day)", leaf):
            days = self.month.days if found[2] == "month" else [self.month.days[at[0]]]
            return Fraction(sum(map(len, days)))
        if leaf.startswith("the number of calendar months"):
            return Fraction(self.month.number)
        return number(leaf)

    def _name(self, name: str, at: tuple[int, ...]) -> Any:
        if name in self.named:
            level, text = self.named[name]
            return self.value(text, at[: {"month": 0, "day": 1, "event": 2}[level]])
        if len(at) == 2 and name in self.month.days[at[0]][at[1]]:
            return self.month.days[at[0]][at[1]][name]
        return self.month.values.get(name, name)

    def places(self, what: str, at: tuple[int, ...]) -> list[tuple[int, ...]]:
        """Every event of the month or the day, or every day with events."""
        days = range(len(self.month.days))
        if what.startswith("days of the month with"):
            return [(day,) for day in days]
        every = [(day, n) for day in days for n in range(len(self.month.days[day]))]
        return every if what.endswith("of the month") else [one for one in every if one[0] == at[0]]

    def looked_up(self, title: str, key: Any) -> Fraction:
        """The value of a table for a word or a number."""
        for case, value in self.tables[title]:
            edge = re.search(r"up to (.*)", case)
            if case == f"“{key}”" or (
                not case.startswith("“") and (edge is None or key <= number(edge[1]))
            ):
                return number(value)
        raise Unreadable(title)

    def by_band(self, title: str, value: Fraction) -> Fraction:
        """The part of a number in each band of a table times the value of the band."""
        total, low = Fraction(0), Fraction(0)
        for case, price in self.tables[title]:
            edge = re.search(r"up to (.*)", case)
            high = value if edge is None else min(value, number(edge[1]))
            total += max(high - low, Fraction(0)) * number(price)
            low = max(low, high)
        return total


def number(text: str) -> Fraction:
    """A figure with its unit: in seconds, or as a share, or as it stands."""
    found = re.fullmatch(rf"(?:[A-Z]{{3}} )?({NUMBER})(%| (?:second|minute|hour)s?)?", text)
    if found is None:
        raise Unreadable(text)
    value, unit = Fraction(found[1].replace(",", "")), (found[2] or "").strip().rstrip("s")
    return value / 100 if unit == "%" else value * SECONDS.get(unit, 1)


def _sum(charge: Charge, part: Any, at: Any, leaf: str, what: str) -> Any:
    if what == "earlier months of the Term":
        return sum((part_of(one, part, leaf) for one in charge.month.term), Fraction(0))
    if what == "earlier months of the Contract Year":
        return sum((part_of(one, part, leaf) for one in charge.month.year), Fraction(0))
    return sum((part(leaf, place) for place in charge.places(what, at)), Fraction(0))


def part_of(earlier: Charge, part: Any, leaf: str) -> Any:
    """A named amount of an earlier month."""
    return earlier.value(leaf, ())


def _chain(charge: Charge, part: Any, at: Any, text: str, *_: str) -> Any:
    pieces = re.split(rf" ({JOIN}) (?={LEAF})", text)
    value = part(pieces[0])
    for sign, leaf in zip(pieces[1::2], pieces[2::2], strict=True):
        if sign not in SIGNS:
            raise Unreadable(text)
        value = SIGNS[sign](value, part(leaf))
    return value


def _rounded(charge: Charge, part: Any, at: Any, leaf: str, way: str, step: str) -> Any:
    size = part(step) if step else Fraction(1)
    times = part(leaf) / size
    if way == "nearest":
        return floor(abs(times) + Fraction(1, 2)) * (1 if times >= 0 else -1) * size
    return (ceil(times) if way == "up" else floor(times)) * size


def _extreme(charge: Charge, part: Any, at: Any, word: str, leaves: str) -> Any:
    values = [part(leaf) for leaf in re.findall(LEAF, leaves)]
    return max(values) if word.startswith("great") else min(values)


FORMS: list[tuple[str, Callable[..., Any]]] = [
    (P, lambda charge, part, at, leaf: part(leaf)),
    (rf"the part of {P} above {P}", lambda c, part, at, one, two: max(part(one) - part(two), 0)),
    (
        rf"the number of started units of {P} in {P}",
        lambda c, part, at, one, two: Fraction(ceil(part(two) / part(one))),
    ),
    (rf"the sum of {P} over the ([^,]+)", _sum),
    (
        rf"the value of the table “([^”]*)” for {P}",
        lambda charge, part, at, title, leaf: charge.looked_up(title, part(leaf)),
    ),
    (
        rf"the sum over the bands of the table “([^”]*)” of the part of {P} that lies in the band"
        r" multiplied by the value of the band",
        lambda charge, part, at, title, leaf: charge.by_band(title, part(leaf)),
    ),
    (rf"the (greater|lesser|greatest|least) of ((?:{LEAF}|, | and )+)", _extreme),
    (rf"{P}, but at most {P}", lambda c, part, at, one, two: min(part(one), part(two))),
    (rf"{P}, but at least {P}", lambda c, part, at, one, two: max(part(one), part(two))),
    (
        rf"{P} if {P}, otherwise {P}",
        lambda c, part, at, one, cond, two: part(one) if part(cond) else part(two),
    ),
    (rf"{P} rounded (up|down) to a (?:whole number|multiple of {P})", _rounded),
    (
        rf"{P} rounded to the (nearest) (?:whole number|multiple of {P}), a half away from zero",
        _rounded,
    ),
    (rf"minus {P}", lambda c, part, at, leaf: -part(leaf)),
    (rf"it does not hold that {P}", lambda c, part, at, leaf: not part(leaf)),
    (rf"({LEAF}(?: (?:{JOIN}) {LEAF})+)", _chain),
]
