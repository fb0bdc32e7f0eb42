"""The pilot: its time, its fee in instalments, and what does not apply while it runs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.oracle.measured import When, after
from tests.oracle.printed import Printed
from tests.oracle.reading import Reading, read
from tests.oracle.words import Unreadable, listed, money

_RUN = "From {start:date} the Provider shall run a pilot of {length:length} for these Services: "
PILOT = (
    (_RUN + "{:text}, with {:percent} of the volume.", "run"),
    (_RUN + "{:text}.", "run"),
    ("The fee of the pilot is {sum:money}.", "fee"),
    ("The fee of the pilot is {sum:money}, paid a month apart in these instalments: {parts:text}.",
     "parts"),
    ("The parties shall meet ...", ""),
    ("They shall collect feedback from ...", ""),
    ("The pilot is passed when every criterion in paragraph {:par=Passing the pilot} is met.", ""),
    ("The pilot counts as passed unless the Customer states in writing, ...", ""),
    ("The Customer decides within {:number} Business Days after the end of the pilot.", ""),
    ("The Sponsors of both parties shall record the result in writing ...", ""),
    ("No Service Credits and no bonuses apply during the pilot.", "free"),
    ("If the pilot is not passed, ...", ""),
    ("If a criterion was missed for a reason on the Provider's side, the pilot is ...", ""),
    ("If it is missed again, either party may terminate by {:number} days' notice.", ""),
    ("If it is not passed after the extension either, ...", ""),
    ("It then pays ...", ""),
    ("The Customer may end the pilot and this Agreement at any time during the pilot, ...", ""),
    ("The pilot does not become full service by silence.", ""),
)  # fmt: skip


def _said(printed: Printed) -> Reading | None:
    clause = printed.find("Pilot")
    return read(printed, clause, PILOT) if clause else None


def _times(said: Reading) -> tuple[When, When]:
    """The first month of the pilot, and the first after it."""
    figures = said.one("run")
    start: date = figures["start"]
    count, unit = figures["length"]
    days = {"day": 1, "week": 7, "month": 30}[unit] * int(count)
    months = int(count) if unit == "month" else -(-days // 30)
    first = (start.year, start.month)
    return first, after(first, months)


def running(printed: Printed, month: When) -> bool:
    """Whether the pilot runs in the month and keeps credits and bonuses away."""
    said = _said(printed)
    if said is None or "free" not in said:
        return False
    first, end = _times(said)
    return first <= month < end


def fee(printed: Printed, month: When) -> Decimal:
    """The part of the pilot's fee that a month of the pilot owes."""
    said = _said(printed)
    if said is None or ("fee" not in said and "parts" not in said):
        return Decimal(0)
    first, end = _times(said)
    if "parts" in said:
        parts = [money(part) for part in listed(said.one("parts")["parts"])]
        if sum(parts) != said.one("parts")["sum"]:
            raise Unreadable("the instalments do not add up to the fee of the pilot")
        end = max(end, after(first, len(parts)))
    if first <= month < end:
        raise Unreadable("nothing says when the fee of the pilot, or its first part, is payable")
    return Decimal(0)
