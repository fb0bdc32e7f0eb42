"""Months, and the quarters and years they belong to."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_MONTH = re.compile(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])(?:-(\d{2})(?: 00:00:00)?)?", re.ASCII)
_QUARTER = re.compile(r"((?:19|20)\d\d)-?Q([1-4])", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def index(self) -> int:
        """Months since year 0: consecutive months have consecutive numbers."""
        return self.year * 12 + self.month - 1

    @property
    def days(self) -> int:
        """How many days it has."""
        return monthrange(self.year, self.month)[1]

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.month, self.days)

    @classmethod
    def at(cls, index: int) -> Month:
        """The month with this index."""
        return cls(index // 12, index % 12 + 1)

    @classmethod
    def of(cls, day: date) -> Month:
        """The month a day lies in."""
        return cls(day.year, day.month)

    def contract_year(self, start: date) -> int:
        """The contract year (from 1) that this month belongs to."""
        return (self.index - Month.of(start).index) // 12 + 1

    def ends(self, period: str) -> bool:
        """Whether a settlement period (`month`, `quarter`, `year`) ends with this month."""
        return self.month % {"quarter": 3, "year": 12}.get(period, 1) == 0


def parse_month(text: str) -> Month | None:
    """`2027-06`, a day of it, or `2027-Q2` (its last month); `None` if it is neither."""
    if found := _MONTH.fullmatch(text.strip()):
        month = Month(int(found[1]), int(found[2]))
        return month if 1 <= int(found[3] or 1) <= month.days else None
    if found := _QUARTER.fullmatch(text.strip()):
        return Month(int(found[1]), int(found[2]) * 3)
    return None
