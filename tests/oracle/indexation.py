"""Indexation: the rates change with an index, within a cap and a floor."""

from __future__ import annotations

from decimal import Decimal

from tests.oracle.measured import Measurements, When, between
from tests.oracle.printed import Printed
from tests.oracle.reading import Reading, read
from tests.oracle.words import Unreadable, day

INDEX = (
    ("Where an index is not published monthly, its figure for a month is that of the latest ...",
     ""),
    ("The rates change once every {months:number} months, for the first time on {first:date},"
     " with this index: {:text}, as its official publisher states it.", "when"),
    ("The rates change once every {months:number} months, for the first time on first anniversary"
     " of the Effective Date, with this index: {:text}, as its official publisher states it.",
     "anniversary"),
    ("The new rate is the rate in force, multiplied by the index for the month three months"
     " before the date of change and divided by the index for the month {:number} months before"
     " that month.", "step"),
    ("At the first change these months are {:text}.", ""),
    ("Each step thus starts from the last rate and the last index.", "chain"),
    ("The increase of the rates at one change is capped at {cap:percent}.", "cap"),
    ("No cap is agreed for the increase of the rates.", "no_cap"),
    ("The change works in both directions: if the index falls, the rates fall.", "both"),
    ("The floor of the change is {floor:percent}.", "floor"),
    ("The floor of the change is {floor:percent}, so that the rates do not fall.", "floor"),
    ("What exceeds a limit is not made up later.", "lapses"),
    ("What is said here of rates applies to every price in money that this Schedule states for"
     " recurring Charges, and not to margins and percentages.", "rates"),
    ("The Charges of a month are computed at the first rates and then changed in the same"
     " proportion as the rates, which are not rounded.", "proportion"),
    ("A date of change within a month changes the Charges from the first day of the month"
     " after.", "after"),
    ("What is said here of rates applies to every price in money that this Schedule states for"
     " recurring Charges, and not to margins, percentages and computed Charges.", "rates"),
    ("If the index ends, {:text} takes its place.", ""),
    ("If the index ends, the official index that comes nearest to it takes its place.", ""),
    ("The party that asks for the change shall send its calculation {:number} days before the"
     " date of change.", ""),
    ("A change announced later takes effect on the first day of the first month that begins"
     " {:number} days or more after the calculation.", ""),
    ("It is never back-dated.", ""),
    ("The Provider shall send its calculation {:number} days before the date of"
     " change.", ""),
    ("An increase not announced by the date of change applies from the month after the"
     " announcement and is not made up later.", ""),
    ("The Provider shall announce the new rates before they apply.", ""),
    ("There is no other increase of the rates.", ""),
)  # fmt: skip


def factor(printed: Printed, month: When, rows: Measurements) -> Decimal:
    """By how much the rates of a month differ from those of the Schedule, as a factor."""
    changes = sorted(
        (when, row) for when, row in rows.rows.get("index_change", {}).items() if when <= month
    )
    if not changes:
        return Decimal(1)
    clause = printed.find("Indexation")
    if clause is None:
        raise Unreadable("an index was measured, the contract names none")
    said = read(printed, clause, INDEX)
    said.need("step", "chain", "lapses", "rates", "proportion")
    rate = Decimal(1)
    for when, row in changes:
        if row.value is None:
            raise Unreadable(f"no change of the index in {when}")
        _on_a_date_of_change(printed, said, when)
        if "after" in said and when == month and _holds_a_date(printed, said, when):
            continue
        rate *= 1 + _limited(said, row.value / 100)
    return rate


def _holds_a_date(printed: Printed, said: Reading, when: When) -> bool:
    """Whether a date of change lies in the month, and not after it was measured for."""
    first, every = _dates(printed, said)
    return between(first, when) in range(0, 1200, every)


def _on_a_date_of_change(printed: Printed, said: Reading, when: When) -> None:
    """The index counts in the months of change only."""
    first, every = _dates(printed, said)
    months = between(first, when)
    if months < 0 or months % every:
        raise Unreadable(f"the rates do not change in {when}")


def _dates(printed: Printed, said: Reading) -> tuple[When, int]:
    """The month of the first change, and how many months lie between two."""
    name = said.only("when", "anniversary")
    figures = said.one(name)
    first = figures["first"] if name == "when" else day(printed.terms["Effective Date"])
    years = 1 if name == "anniversary" else 0
    return (first.year + years, first.month), int(figures["months"])


def _limited(said: Reading, change: Decimal) -> Decimal:
    """The change within the cap and the floor."""
    if said.only("cap", "no_cap") == "cap":
        change = min(change, said.one("cap")["cap"])
    floor = said.one("floor")["floor"] if "floor" in said else Decimal("-Infinity")
    if change < 0 and floor < 0:
        said.need("both")
    return max(change, floor)
