"""The pilot: its time, its fee, the Charges guaranteed, and what does not apply meanwhile."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.oracle import bases
from tests.oracle.measured import Measurements, When, after, between
from tests.oracle.printed import Printed
from tests.oracle.reading import Reading, read
from tests.oracle.words import Unreadable, listed, money

_RUN = "From {start:date} the Provider shall run a pilot of {length:length} for these Services: "
PILOT = (
    (_RUN + "{:text}, with {:percent} of the volume.", "run"),
    (_RUN + "{:text}.", "run"),
    ("The fee of the pilot is {sum:money}.", "fee"),
    ("It is part of the invoice for the month in which the pilot starts.", "once"),
    ("It is part of the invoices for the month in which the pilot starts and those that follow, in"
     " these instalments: {parts:text}.", "parts"),
    ("The Customer guarantees Charges of the greater of {sum:money} and {other:money} for each"
     " period of {length:length} of the pilot, one begun counting in full.", "guarantee"),
    ("The Customer guarantees Charges of {sum:money} for each period of {length:length} of the"
     " pilot, one begun counting in full.", "guarantee"),
    ("The Customer guarantees Charges of {sum:money} for each month of the pilot, one begun"
     " counting in full.", "guarantee"),
    ("The Services are then already in regular operation.", ""),
    ("The Services go live only once the pilot is passed; if it is extended, ...", ""),
    ("Each is settled with one calendar month, the first with that in which the pilot starts.",
     "each"),
    ("What the Monthly Charges of that month fall short of it is added to the invoice for that"
     " month.", "short"),
    ("The parties shall meet ...", ""),
    ("They shall collect feedback from ...", ""),
    ("The pilot is passed when every criterion in paragraph {:par=Passing the pilot} is met.", ""),
    ("The pilot counts as passed unless the Customer states in writing, ...", ""),
    ("The Customer decides within {:number} Business Days after the end of the pilot.", ""),
    ("The Customer decides before the day planned for go-live.", ""),
    ("The Sponsors of both parties shall record the result in writing ...", ""),
    ("No Service Credits apply for the calendar months in which the pilot runs.", "free"),
    ("No Service Credits and no bonuses apply for the calendar months in which the pilot runs.",
     "free"),
    ("If the pilot is not passed, the Customer may have it extended once by {more:length}, and the"
     " Provider bears the cost of correcting the causes.", "more"),
    ("If the pilot is not passed, it is extended once by {more:length}, and the Provider shall"
     " carry out a plan to correct the causes.", "more"),
    ("If a criterion was missed for a reason on the Provider's side, the pilot is extended once by"
     " {more:length}.", "more"),
    ("Service Credits and bonuses are dealt with in that time as in the pilot.", "same"),
    ("Service Credits are dealt with in that time as in the pilot.",
     "same"),
    ("Service Credits are dealt with in that time as in the pilot; no"
     " further fee is due.", "same"),
    ("Service Credits and guaranteed Charges are dealt with in that time as in the pilot.",
     "same"),
    ("Service Credits and guaranteed Charges are dealt with in that time as in the pilot; no"
     " further fee is due.", "same"),
    ("Guaranteed Charges are dealt with in that time as in the pilot.",
     "same"),
    ("Guaranteed Charges are dealt with in that time as in the pilot; no"
     " further fee is due.", "same"),
    ("No further fee is due.", ""),
    ("Service Credits, bonuses and guaranteed Charges are dealt with in that time as in the"
     " pilot.", "same"),
    ("Service Credits and bonuses are dealt with in that time as in the pilot; no further fee is"
     " due.", "same"),
    ("Service Credits, bonuses and guaranteed Charges are dealt with in that time as in the pilot;"
     " no further fee is due.", "same"),
    ("If it is missed again, ...", ""),
    ("If it is not passed ...", ""),
    ("It then pays ...", ""),
    ("The Customer then pays ...", ""),
    ("The Customer may end the pilot and this Agreement at any time during the pilot, ...", ""),
    ("The pilot does not become full service by silence.", ""),
    ("Each party bears its own cost of it.", ""),
)  # fmt: skip
DAYS = {"day": 1, "week": 7}


def _said(printed: Printed) -> Reading | None:
    clause = printed.find("Pilot")
    return read(printed, clause, PILOT) if clause else None


def _first(said: Reading) -> When:
    start: date = said.one("run")["start"]
    return (start.year, start.month)


def _lengths(said: Reading, rows: Measurements) -> list[tuple[Decimal, str]]:
    """How long the pilot runs, and by how much it was extended."""
    lengths = [said.one("run")["length"]]
    if not any(rows.value("pilot_extended", month) for month in rows.months):
        return lengths
    if "same" not in said:
        raise Unreadable("the pilot was extended, and nothing says what applies meanwhile")
    return [*lengths, said.one("more")["more"]]


def _last(said: Reading, rows: Measurements) -> When:
    """The last calendar month in which the pilot runs."""
    start: date = said.one("run")["start"]
    months = days = 0
    for count, unit in _lengths(said, rows):
        if unit == "month":
            months += int(count)
        else:
            days += int(count) * DAYS[unit]
    year, month = after(_first(said), months)
    end = date.fromordinal(date(year, month, start.day).toordinal() + days - 1)
    return (end.year, end.month)


def running(printed: Printed, month: When, rows: Measurements) -> bool:
    """Whether the pilot runs in the month and keeps credits and bonuses away."""
    said = _said(printed)
    return said is not None and "free" in said and _first(said) <= month <= _last(said, rows)


def fee(printed: Printed, month: When, monthly: Decimal, rows: Measurements) -> Decimal:
    """What the pilot adds to a month: its fee, and what is missing of the Charges guaranteed."""
    said = _said(printed)
    if said is None:
        return Decimal(0)
    if "guarantee" in said:
        bases.monthly(printed)
    return _fee(said, month) + _missing(said, month, monthly, rows)


def _fee(said: Reading, month: When) -> Decimal:
    if "fee" not in said:
        return Decimal(0)
    total = said.one("fee")["sum"]
    if ("once" in said) == ("parts" in said):
        raise Unreadable("nothing says when the fee of the pilot is payable")
    place = between(_first(said), month)
    if "once" in said:
        return total if place == 0 else Decimal(0)
    parts = [money(part) for part in listed(said.one("parts")["parts"])]
    if sum(parts) != total:
        raise Unreadable("the instalments do not add up to the fee of the pilot")
    return parts[place] if 0 <= place < len(parts) else Decimal(0)


def _missing(said: Reading, month: When, monthly: Decimal, rows: Measurements) -> Decimal:
    if "guarantee" not in said:
        return Decimal(0)
    if "each" not in said or "short" not in said:
        raise Unreadable("nothing says with which month a period of the pilot is settled")
    figures = said.one("guarantee")
    length, other = figures.get("length", (1, "month"))
    lengths = _lengths(said, rows)
    if any(unit != other for _, unit in lengths):
        raise Unreadable("a pilot and its periods in different units")
    periods = -(-int(sum(count for count, _ in lengths)) // int(length))
    if not 0 <= between(_first(said), month) < periods:
        return Decimal(0)
    return max(max(figures["sum"], figures.get("other", Decimal(0))) - monthly, Decimal(0))
