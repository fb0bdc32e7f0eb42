"""The value of checked expressions for a month: exact fractions, each named amount found once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import TypeAlias

from contract_kit.errors import ExpressionError
from contract_kit.expressions.checking import RESULT, Checked
from contract_kit.expressions.kinds import Measure
from contract_kit.expressions.parsing import LOOK_BACK
from contract_kit.expressions.scope import Table
from contract_kit.expressions.tree import (
    Binary,
    Call,
    Literal,
    LookUp,
    Minus,
    Name,
    Node,
    Not,
    Word,
)

Value: TypeAlias = Fraction | str | bool
Place: TypeAlias = tuple[int, ...]
"""Where a value is found: () for the month, (day,) for a day, (day, event) for an event."""
MOST_BITS = 1000
"""No value may need more above or below its line: some three hundred digits."""


@dataclass(frozen=True, slots=True)
class Case:
    """What was measured in a month: its own values, and those of the events of each day.

    `dates` are what the days are called. `earlier` are the earlier months of the term, `in_year`
    those of the contract year, `in_quarter` those of the calendar quarter.
    """

    values: Mapping[str, Value]
    days: tuple[tuple[Mapping[str, Value], ...], ...] = ()
    earlier: tuple[Calculation, ...] = ()
    in_year: tuple[Calculation, ...] = ()
    dates: tuple[str, ...] = ()
    in_quarter: tuple[Calculation, ...] = ()


class Calculation:
    """Computes the expressions of one month; raises `ExpressionError` for what has no value."""

    def __init__(self, checked: Checked, case: Case) -> None:
        self.checked = checked
        self.case = case
        self._known: dict[tuple[str | int, Place], Value] = {}

    @property
    def price(self) -> Fraction:
        """The result, exact."""
        return _number(self.named(RESULT))

    def places(self, measure: Measure) -> list[Place]:
        """Everywhere a value of this measure is found."""
        days = range(len(self.case.days))
        if measure is Measure.EVENT:
            return [(day, at) for day in days for at in range(len(self.case.days[day]))]
        return [(day,) for day in days] if measure is Measure.DAY else [()]

    def named(self, name: str, place: Place = ()) -> Value:
        """The value of a named amount at a place, computed once."""
        key = (name, place[: _STEPS[self.checked.named[name]]])
        if key not in self._known:
            self._known[key] = self.of(self.checked.trees[name], place)
        return self._known[key]

    def of(self, node: Node, place: Place) -> Value:
        """The value of a part of an expression at a place."""
        match node:
            case Literal(value) | Word(value):
                return value
            case Name(name):
                return self._name(name, place)
            case Minus() | Not():
                return self._opposite(node, place)
            case Binary():
                return self._binary(node, place)
            case LookUp(name, key):
                return _found(self.checked.scope.tables[name], self.of(key, place), node.column)
            case Call():
                return self._call(node, place)

    def _opposite(self, node: Minus | Not, place: Place) -> Value:
        value = self.of(node.of, place)
        return not value if isinstance(node, Not) else -_number(value)

    def _number(self, node: Node, place: Place) -> Fraction:
        return _number(self.of(node, place))

    def _name(self, name: str, place: Place) -> Value:
        if name in self.checked.trees:
            return self.named(name, place)
        one = self.checked.scope.inputs.get(name)
        if one is not None and one.measure is Measure.EVENT:
            return self.case.days[place[0]][place[1]][name]
        if name == "events":
            return Fraction(sum(map(len, self.case.days)))
        if name == "day_events":
            return Fraction(len(self.case.days[place[0]]))
        return self.case.values[name]

    def _binary(self, node: Binary, place: Place) -> Value:
        if node.sign == "and":
            return bool(self.of(node.left, place) and self.of(node.right, place))
        if node.sign == "or":
            return bool(self.of(node.left, place) or self.of(node.right, place))
        left, right = self.of(node.left, place), self.of(node.right, place)
        if node.sign in ("==", "!="):
            return (left == right) is (node.sign == "==")
        one, other = _number(left), _number(right)
        if node.sign in _COMPARED:
            return _COMPARED[node.sign](one, other)
        if node.sign == "/" and other == 0:
            raise ExpressionError("the value divided by is 0 here", node.column)
        return _bounded(_COMPUTED[node.sign](one, other), node.column)

    def _call(self, node: Call, place: Place) -> Value:
        if node.name == "if":
            chosen = 1 if self.of(node.given[0], place) else 2
            return self.of(node.given[chosen], place)
        if node.name in _SUMS:
            key = (id(node), place[: _STEPS[self.checked.measures[id(node)]]])
            if key not in self._known:
                self._known[key] = self._added(node, place)
            return self._known[key]
        if node.name == "by_band":
            assert isinstance(node.given[0], Name)
            table = self.checked.scope.tables[node.given[0].name]
            return _bounded(_by_band(table, self._number(node.given[1], place)), node.column)
        given = [self._number(one, place) for one in node.given]
        if node.name in ("min", "max"):
            return min(given) if node.name == "min" else max(given)
        return _rounded(node, *given)

    def _added(self, node: Call, place: Place) -> Fraction:
        """A sum over the events or the days of the month, the events of a day, earlier months."""
        if node.name == "balance":
            return self._balance(node)
        if node.name.startswith("earlier"):
            months = {
                "earlier_in_year": self.case.in_year,
                "earlier_in_quarter": self.case.in_quarter,
            }.get(node.name, self.case.earlier)
            return _sum((one._number(node.given[0], ()) for one in months), node.column)
        measure = self.checked.measures[id(node.given[0])]
        places = self.places(measure)
        if node.name == "day_total":
            places = [one for one in places if one[0] == place[0]]
        return _sum((self._number(node.given[0], one) for one in places), node.column)

    def _balance(self, node: Call) -> Fraction:
        """What a balance has come to by the beginning of the month; after no month below nil."""
        left = self._number(node.given[0], ())
        for month in self.case.earlier:
            change = month._number(node.given[1], ())
            left = max(_bounded(left + change, node.column), Fraction(0))
        return left


_SUMS = frozenset({"total", "day_total", *LOOK_BACK})
_STEPS = {Measure.ALWAYS: 0, Measure.MONTH: 0, Measure.DAY: 1, Measure.EVENT: 2}
_COMPARED: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
}
_COMPUTED: dict[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": lambda one, other: one + other,
    "-": lambda one, other: one - other,
    "*": lambda one, other: one * other,
    "/": lambda one, other: one / other,
    "of": lambda one, other: one * other,
}


def _number(value: Value) -> Fraction:
    assert isinstance(value, Fraction)
    return value


def _bounded(value: Fraction, column: int) -> Fraction:
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > MOST_BITS:
        raise ExpressionError("the value grows beyond what is computed here", column)
    return value


def _sum(values: Iterable[Fraction], column: int) -> Fraction:
    total = Fraction(0)
    for value in values:
        total = _bounded(total + value, column)
    return total


def _rounded(node: Call, value: Fraction, step: Fraction) -> Fraction:
    """A value rounded to a multiple of a step: up, down, or a half away from zero."""
    if step <= 0:
        raise ExpressionError("the step of the rounding is not above 0 here", node.column)
    times = value / step
    if node.name == "round_up":
        whole = ceil(times)
    elif node.name == "round_down":
        whole = floor(times)
    else:
        whole = floor(abs(times) + Fraction(1, 2)) * (1 if times >= 0 else -1)
    return _bounded(whole * step, node.column)


def _found(table: Table, key: Value, column: int) -> Fraction:
    for row in table.rows:
        if row.word == key if isinstance(key, str) else row.up_to is None or key <= row.up_to:
            return row.value
    raise ExpressionError(f"the table “{table.title}” has no row for this value", column)


def _by_band(table: Table, value: Fraction) -> Fraction:
    """Each part of a number times the value of the band it falls in."""
    total, floor_ = Fraction(0), Fraction(0)
    for row in table.rows:
        edge = value if row.up_to is None else min(value, row.up_to)
        total += max(edge - floor_, Fraction(0)) * row.value
        floor_ = max(edge, floor_)
    return total
