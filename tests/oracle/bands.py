"""Bands of volume: each unit at the rate of its band, or the whole volume at the band reached."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from tests.oracle.measured import Measurements, When
from tests.oracle.printed import Printed
from tests.oracle.reading import Reading, read
from tests.oracle.words import Unreadable, match, money, number, percent

VOLUME = (
    ("The baseline volumes stand in paragraph {:number} of Schedule {:number}.", ""),
    ("Where a Charge has bands of volume, their edges and rates are stated here.", ""),
    ("A volume on the edge of a band belongs to the lower band.", "edge"),
    ("Bands work in this way:", ""),
    ("{charge:text}: each unit is charged at the rate of the band it falls into;", "slice"),
    ("{charge:text}: each unit is charged at the rate of the band it falls into,"
     " and the volume adds up over the {year:of=calendar year|Contract Year};", "slice_year"),
    ("{charge:text}: the whole volume of the month is charged at the rate of the band reached;",
     "whole"),
    ("a month is charged by itself where nothing else is said.", "month"),
    ("no Charge has bands at the Effective Date;", ""),
    ("Extra volume is charged, and reduced volume is credited, at the rates stated.", ""),
    ("Where a Charge names a range in which nothing changes, a volume on the edge of that range"
     " lies within it.", ""),
    ("If the volume of a Service differs from its baseline by more than {:percent} in {:number}"
     " consecutive months, ...", ""),
    ("The new rates shall pass on the savings of scale.", ""),
    ("Until they are agreed the present ones apply.", ""),
    ("There is no minimum volume.", ""),
    ("A minimum charge is due only where paragraph {:par=Charges} states it.", ""),
    ("A minimum charge is due only where paragraph {:par=Charges} or paragraph"
     " {:par=Minimum commitment} states it.", ""),
)  # fmt: skip


@dataclass(frozen=True)
class Band:
    """From where to where (None: no limit) at which rate."""

    start: Decimal
    end: Decimal | None
    rate: Decimal


@dataclass(frozen=True)
class Bands:
    """The bands of a Charge and how they work."""

    rows: list[Band]
    whole: bool
    year: str

    def charge(self, month: When, rows: Measurements, name: str) -> Decimal:
        """What the volume of a month costs."""
        measured = rows.value(name, month)
        if measured is None:
            raise Unreadable(f"{name}: no volume was measured in {month}")
        before = self._before(month, rows, name)
        return self._up_to(before + measured) - self._up_to(before)

    def _before(self, month: When, rows: Measurements, name: str) -> Decimal:
        """The volume of the year before the month, where volumes add up."""
        if not self.year:
            return Decimal(0)
        if self.year != "calendar year":
            raise Unreadable(f"{name}: volume over the {self.year}")
        months = [(month[0], other) for other in range(1, month[1])]
        return sum((rows.value(name, other) or Decimal(0) for other in months), Decimal(0))

    def _up_to(self, volume: Decimal) -> Decimal:
        if self.whole:
            return volume * self._reached(volume).rate
        return sum(
            (
                (min(volume, band.end) if band.end is not None else volume) - band.start
            ) * band.rate
            for band in self.rows
            if volume > band.start
        ) or Decimal(0)  # fmt: skip

    def _reached(self, volume: Decimal) -> Band:
        """The band of a volume; on an edge the lower one."""
        for band in self.rows:
            if band.end is None or volume <= band.end:
                return band
        raise Unreadable("a volume beyond the last band")


def bands(printed: Printed, name: str) -> Bands | None:
    """The bands of a Charge, if it has any."""
    clause = printed.find("Volume bands, extra and reduced volumes")
    if clause is None:
        return None
    said = read(printed, clause, VOLUME)
    said.need("edge", "month")
    if not clause.has("Volume bands"):
        return None
    rows = [row for row in clause.sheet("Volume bands").rows if row[0] == name]
    if not rows:
        return None
    found = []
    for row in rows:
        _, start, end, price = row
        printed.rely_on(row, start, end, price)
        found.append(_band(start, end, price))
    if found[0].start != 0 or found[-1].end is not None:
        raise Unreadable(f"{name}: bands that leave volume out")
    for lower, upper in pairwise(found):
        if lower.end != upper.start:
            raise Unreadable(f"{name}: bands that do not meet")
    return Bands(found, *_works(said, name))


def _band(start: str, end: str, price: str) -> Band:
    opening = match("above {edge:number}", start)
    first = opening["edge"] if opening else number(start)
    rate = percent(price) if price.endswith("%") else money(price)
    return Band(first, None if end == "no limit" else number(end), rate)


def _works(said: Reading, name: str) -> tuple[bool, str]:
    """Whether the whole volume takes one rate, and over which year volumes add up."""
    for key in ("slice", "slice_year", "whole"):
        for figures in said.all(key):
            if figures["charge"] == name:
                return key == "whole", figures.get("year", "")
    raise Unreadable(f"{name}: nothing says how its bands work")
