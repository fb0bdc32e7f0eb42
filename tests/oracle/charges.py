"""Charges of a month: price, volume, bands, and what the basis of a Charge says beside them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tests.oracle.bands import Bands, bands
from tests.oracle.charge_words import BASES, CHARGES, MORE
from tests.oracle.computed import Year
from tests.oracle.measured import Measurements, Row, When, between
from tests.oracle.printed import Cells, Printed, Sheet
from tests.oracle.reading import Reading, read
from tests.oracle.words import Unreadable, day, listed, match, money, number, percent

LONG_AGO = (2000, 1)
"""A month by itself, for what is expected of any."""
CENT = Decimal("0.005")
DESCRIBED = ("share of", "cost plus", "outcome")
"""Bases that say in words what is counted; the figure beside them is the measured one."""
ANOTHER = re.compile(r"\blot of\b|\b(?:a|an|each|every|per) (?:day|week|month|quarter|year)$")
"""Words of a unit that make its price one for many, or one for a time."""


@dataclass
class Charge:
    """A row of the table of Charges."""

    name: str
    basis: str
    said: dict[str, Any]
    price: str
    volume: str
    more: dict[str, dict[str, Any]] = field(default_factory=dict)
    bands: Bands | None = None
    start: date = date.min
    computed: Year | None = None
    serves: list[str] = field(default_factory=list)
    parts: bool = False
    days: list[str] = field(default_factory=list)

    def rate(self) -> Decimal:
        """The price of a unit, or the share, as a factor."""
        return percent(self.price) if self.price.endswith("%") else money(self.price)


def charges(printed: Printed) -> list[Charge]:
    """The Charges of the contract."""
    clause = printed.clause("Charges", "Schedule")
    said = read(printed, clause, CHARGES)
    said.need("pay")
    sheet = clause.sheet("Charges")
    found: list[Charge] = []
    start = day(printed.terms["Effective Date"])
    for row in sheet.rows:
        if "expected" not in row[0]:
            charge = _charge(printed, sheet, row)
            charge.bands = bands(printed, charge.name)
            charge.start = charge.more.get("from", {}).get("date", start)
            charge.parts = "parts" in said
            charge.days = _by_days(said)
            _check_expected(printed, charge, row)
            found.append(charge)
    _check_sum(printed, sheet, said)
    return found


def _by_days(said: Reading) -> list[str]:
    """What counts in proportion to days; what is counted does not."""
    if "days" not in said:
        return []
    said.need("counted")
    said.need("portions")
    return listed(said.one("days")["what"])


def _charge(printed: Printed, sheet: Sheet, row: Cells) -> Charge:
    name, *serves = re.split(r" \((?:covers|for) ", row[0].removesuffix(")"))
    cell = sheet.column(row, "Basis")
    first, *rest = [cell] if cell.startswith("share of savings") else cell.split("; ")
    basis, said = _basis(name, first)
    charge = Charge(name, basis, said, sheet.column(row, "Price"), row[3])
    charge.serves = [each.lower() for each in (listed(serves[0]) if serves else [name])]
    for part in rest:
        key, figures = _more(name, part)
        charge.more[key] = figures
    described = [] if any(basis in first for basis in DESCRIBED) else [first]
    printed.rely_on(row, *described, *rest, row[2])
    return charge


def _basis(name: str, text: str) -> tuple[str, dict[str, Any]]:
    for pattern, basis in BASES:
        said = match(pattern, text)
        if said is not None:
            if ANOTHER.search(text) and basis == "unit" and "time" not in said:
                break
            return basis, said
    raise Unreadable(f"{name}: I cannot read this basis: {text}")


def _more(name: str, text: str) -> tuple[str, dict[str, Any]]:
    for pattern, key in MORE:
        said = match(pattern, text)
        if said is not None:
            return key or text, said
    raise Unreadable(f"{name}: I cannot read this term: {text}")


def _check_expected(printed: Printed, charge: Charge, row: Cells) -> None:
    """The sum that the table expects of a Charge is what its expected volume costs."""
    if charge.basis == "once" and charge.price != printed.terms["Transition Charge"]:
        raise Unreadable("two sums of the Transition Charge")
    cell = row[-1]
    if cell == "–" or charge.more.keys() & {"until", "from"}:
        return
    stated = charge.more.get("units", {}).get("units", Decimal(0))
    count = charge.volume if charge.volume != "–" else str(stated)
    figure = number(count) if match("{:money}", count) is None else money(count)
    if abs(_at(charge, figure) - money(cell)) > CENT:
        raise Unreadable(f"{charge.name}: the expected volume does not cost {cell}")
    printed.rely_on(row, cell)
    if abs(_at(charge, figure + 1) - money(cell)) > CENT:
        printed.rely_on(row, charge.volume)


def _at(charge: Charge, figure: Decimal) -> Decimal:
    """What a volume costs in a month by itself."""
    row = Row(charge.name, LONG_AGO, {"value": str(figure)})
    return amount(charge, row.month, Measurements({charge.name: {row.month: row}}))


def _check_sum(printed: Printed, sheet: Sheet, said: Any) -> None:
    """The expected sums of the table add up to the sum below and to the Key Terms."""
    if "expected" not in said:
        return
    rows = [row for row in sheet.rows if "expected" not in row[0]]
    total = sum((money(row[-1]) for row in rows if row[-1] != "–"), Decimal(0))
    stated = said.one("expected")
    last = sheet.rows[-1]
    key = money(printed.terms["Monthly Charges (expected)"])
    if not (total == stated["month"] == money(last[-1]) == key):
        raise Unreadable("the expected Charges of a month do not add up")
    if abs(stated["year"] - 12 * total) > 12 * CENT:
        raise Unreadable("the expected Charges of a year are not twelve times those of a month")
    if stated["year"] != money(printed.terms["Annual Charges (expected)"]):
        raise Unreadable("two expected Charges of a year")
    printed.rely_on(last, last[-1])


def amount(charge: Charge, month: When, rows: Measurements) -> Decimal:
    """What a Charge comes to in a month at the rates of the Schedule, unrounded."""
    if not _running(charge, month):
        return Decimal(0)
    if charge.computed:
        return charge.computed.amount(month)
    found = METHODS[charge.basis](charge, month, rows)
    if charge.said.get("time"):
        found *= _days(charge, month)
    if any(charge.more.get(key, {}).get("per", "month") != "month" for key in ("most", "least")):
        raise Unreadable(f"{charge.name}: a bound of a longer period than a month")
    if "most" in charge.more:
        found = min(found, charge.more["most"]["sum"] * _days(charge, month, "maximums"))
    if "least" in charge.more:
        found = max(found, charge.more["least"]["sum"] * _days(charge, month, "minimums"))
    return found


def _running(charge: Charge, month: When) -> bool:
    """Whether the Charge is due in the month, which its dates must not cut in two."""
    if "until" in charge.more:
        last: date = charge.more["until"]["date"]
        if (last.year, last.month) < month:
            return False
    if "from" in charge.more:
        first: date = charge.more["from"]["date"]
        if (first.year, first.month) > month:
            return False
    return True


def volume(charge: Charge, month: When, rows: Measurements) -> Decimal:
    """The measured volume of the month."""
    found = rows.value(charge.name, month)
    if found is None and charge.volume in ("0", "–"):
        return Decimal(0)
    if found is None:
        raise Unreadable(f"{charge.name}: no volume was measured in {month}")
    return found


def _unit(charge: Charge, month: When, rows: Measurements) -> Decimal:
    if charge.bands:
        return charge.bands.charge(month, rows, charge.name)
    if "units" in charge.more:
        return _for_units(charge, charge.rate(), month, rows)
    if "range" in charge.more:
        raise Unreadable(f"{charge.name}: a range around no volume")
    return charge.rate() * volume(charge, month, rows)


def _for_units(charge: Charge, base: Decimal, month: When, rows: Measurements) -> Decimal:
    """A sum for a number of units, more for extra and less for reduced volume."""
    units = charge.more["units"]["units"] * _days(charge, month, "baselines")
    slack = charge.more["range"]["range"] * units if "range" in charge.more else Decimal(0)
    if slack and "edge" not in charge.more:
        raise Unreadable(f"{charge.name}: nothing says from where units beyond the range count")
    measured = volume(charge, month, rows)
    if measured > units + slack and "more" in charge.more:
        return base + (measured - units - slack) * charge.more["more"]["rate"]
    if measured < units - slack and "less" in charge.more:
        return base - (units - slack - measured) * charge.more["less"]["rate"]
    return base


def _lot(charge: Charge, month: When, rows: Measurements) -> Decimal:
    if "part" not in charge.more:
        raise Unreadable(f"{charge.name}: nothing says what a part of a lot costs")
    return charge.rate() * volume(charge, month, rows) / charge.said["lot"]


def _cost(charge: Charge, month: When, rows: Measurements) -> Decimal:
    return (1 + charge.rate()) * volume(charge, month, rows)


def _fixed(charge: Charge, month: When, rows: Measurements) -> Decimal:
    base = _part(charge, month) * _days(charge, month)
    return _for_units(charge, base, month, rows) if "units" in charge.more else base


def _part(charge: Charge, month: When) -> Decimal:
    """The part of the price that falls into a month."""
    months = {"month": 1, "quarter": 3, "year": 12}[charge.said["per"]]
    if months == 1 or month == LONG_AGO:
        return charge.rate() / months
    if not charge.parts:
        raise Unreadable(f"{charge.name}: nothing says how its price is parted over months")
    place = between((charge.start.year, charge.start.month), month) % months
    return _cents(charge.rate() * (place + 1) / months) - _cents(charge.rate() * place / months)


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _days(charge: Charge, month: When, what: str = "prices for a time") -> Decimal:
    """The share of the days of a month which a Charge covers, for what counts by days."""
    count = calendar.monthrange(*month)[1]
    first, last = date(*month, 1), date(*month, count)
    end = charge.more.get("until", {}).get("date", last)
    due = (min(last, end) - max(first, charge.start)).days + 1
    if due == count or month == LONG_AGO:
        return Decimal(1)
    if what not in charge.days:
        raise Unreadable(f"{charge.name}: nothing says what a part of a month costs")
    return Decimal(due) / count


def _retainer(charge: Charge, month: When, rows: Measurements) -> Decimal:
    base = _fixed(charge, month, rows)
    if "hours" not in charge.more:
        return base
    if "unused" not in charge.more:
        raise Unreadable(f"{charge.name}: nothing says what becomes of unused hours")
    hours = rows.value(charge.name, month) or Decimal(0)
    share = _days(charge, month, "included hours")
    beyond = max(hours - charge.more["hours"]["hours"] * share, Decimal(0))
    return base + beyond * charge.more["hour"]["rate"]


def _once(charge: Charge, month: When, rows: Measurements) -> Decimal:
    return Decimal(0)


def _savings(charge: Charge, month: When, rows: Measurements) -> Decimal:
    cost = rows.value(charge.name, month)
    if cost is None:
        raise Unreadable(f"{charge.name}: no cost was measured in {month}")
    return max(charge.said["least"] - cost, Decimal(0)) * charge.said["share"]


METHODS = {
    "unit": _unit, "share": _unit, "lot": _lot, "cost": _cost, "fixed": _fixed,
    "retainer": _retainer, "once": _once, "savings": _savings,
}  # fmt: skip
