"""What the names of an expression stand for: inputs, tables, and what every expression knows."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from contract_kit.expressions.kinds import NUMBER, Kind, Measure


@dataclass(frozen=True, slots=True)
class Input:
    """Something that is measured: its title as printed, its kind, its unit and for what."""

    title: str
    kind: Kind
    measure: Measure
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: the word it is for, or the number up to which (and with) it holds.

    `up_to` is in the base unit of `edge`; a row with neither holds for all that lies above.
    """

    value: Fraction
    word: str = ""
    up_to: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: by words, or by bands of a quantity of kind `key`; all its values are of one kind.

    A value on the edge of a band belongs to the lower band.
    """

    title: str
    key: Kind
    kind: Kind
    rows: tuple[Row, ...]


BUILT_IN: dict[str, tuple[str, Measure]] = {
    "events": ("the number of {events} of the month", Measure.MONTH),
    "day_events": ("the number of {events} of the day", Measure.DAY),
    "month_of_term": (
        "the number of calendar months of the Term up to and including this one",
        Measure.MONTH,
    ),
    "month_of_year": ("the number of the calendar month in its year", Measure.MONTH),
    "days_in_month": ("the number of days of the month", Measure.MONTH),
}
"""Plain numbers that every expression may name, and what they are in words."""


@dataclass(frozen=True, slots=True)
class Scope:
    """All that an expression may name; `where` are named amounts in their order."""

    inputs: dict[str, Input] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)

    def built_in(self, name: str) -> tuple[Kind, Measure] | None:
        """Kind and measure of a name that every expression knows."""
        return (NUMBER, BUILT_IN[name][1]) if name in BUILT_IN else None

    @property
    def has_events(self) -> bool:
        """Whether anything is measured for each event."""
        return any(one.measure is Measure.EVENT for one in self.inputs.values())
