"""A settlement as plain text: month by month, each line with the clause that grants it."""

from __future__ import annotations

import textwrap
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contract_kit.quantities import Money
    from contract_kit.report.statement import Statement
    from contract_kit.settle import Line, Period, Result, Simulation
    from contract_kit.settle.simulation import Spread

STATES = {
    "met": "met",
    "below_target": "below target",
    "below_minimum": "below minimum",
    "excused": "excused",
    "not_counted": "not counted",
    "no_data": "not measured",
}


def render(one: Statement) -> str:
    """The statement as text."""
    return "\n".join(_lines(one)) + "\n"


def figure(value: Money) -> str:
    """An amount with thousands marked and no currency."""
    return f"{value.amount:,}"


def level(value: Decimal | None) -> str:
    """A level short enough to read: six decimals at most, no trailing zeros."""
    if value is None:
        return "-"
    short = round(value, 6)
    return f"{short.normalize():f}" if short != short.to_integral_value() else f"{short:.0f}"


def _lines(one: Statement) -> Iterator[str]:
    settlement = one.settlement
    yield from _wrapped(one, f"{one.title} ({one.reference})")
    yield from _wrapped(one, one.parties)
    if settlement.periods:
        first, last = settlement.periods[0].month, settlement.periods[-1].month
        span = str(first) if first == last else f"{first} to {last}"
        yield f"Settlement of {span}, amounts in {settlement.currency}"
    for period in settlement.periods:
        yield from _period(one, period)
    yield from _totals(one)
    yield from _invoices(one)
    for trigger in settlement.triggers:
        said = f"Right to terminate from {trigger.month}: {one.right(trigger)}"
        yield from _wrapped(one, f"{said}, under {one.clause(trigger.clause)}")
    for review in settlement.reviews:
        name, new = one.name(review.metric), level(review.after)
        moved = f"{name} from {level(review.before)} to {new}"
        said = f"Review of {review.month}: {moved}, under {one.clause(review.clause)}"
        yield from _wrapped(one, said)
    if settlement.assumptions:
        yield ""
        yield "Where the contract leaves it open, this was assumed:"
        for text in settlement.assumptions:
            yield from _wrapped(one, text, "  - ", "    ")
    if one.simulation is not None:
        yield from _simulation(one.simulation)


def _wrapped(one: Statement, text: str, first: str = "", later: str = "  ") -> Iterator[str]:
    yield from textwrap.wrap(
        text, one.width, initial_indent=first, subsequent_indent=later, break_on_hyphens=False
    )


def _period(one: Statement, period: Period) -> Iterator[str]:
    yield ""
    yield str(period.month)
    rows = [_cells(one, result) for result in period.results]
    widths = [max((len(row[place]) for row in rows), default=0) for place in range(3)]
    for name, reached, asked, state in rows:
        left = f"  {name:<{widths[0]}}  {reached:>{widths[1]}}  {asked:<{widths[2]}}  "
        yield from _wrapped(one, state, left, " " * len(left))
    if period.score is not None:
        yield f"  Score: {level(period.score)} of the weights were not missed"
    yield from _block(one, "Charges", period.charges, period.total_charges)
    yield from _block(one, "Credits", period.credits, period.total_credits)
    yield from _bonuses(one, period)
    yield _sum(one, "Invoice adjustment", period.adjustment)
    yield _sum(one, "Invoice", period.invoice)


def _cells(one: Statement, result: Result) -> tuple[str, str, str, str]:
    """A metric's name, level, what was asked, and how it is judged."""
    minimum = "" if result.minimum is None else f", minimum {level(result.minimum)}"
    state, note = STATES[result.state], result.note.replace("_", " ")
    if note.startswith(state):
        state, note = note, ""
    asked = f"target {level(result.target)}{minimum}"
    return (
        one.name(result.metric),
        level(result.level),
        asked,
        f"{state} ({note})" if note else state,
    )


def _block(one: Statement, title: str, lines: tuple[Line, ...], total: Money) -> Iterator[str]:
    """Lines below their sum, those that one clause grants below its name."""
    if not lines:
        return
    yield _sum(one, title, total)
    for clause, group in groupby(lines, key=lambda line: line.clause):
        yield from _wrapped(one, one.clause(clause), "    ", "    ")
        for line in group:
            yield from _line(one, line)


def _line(one: Statement, line: Line) -> Iterator[str]:
    said = f"{one.name(line.name) + ': ' if line.name else ''}{line.text}"
    first, *rest = textwrap.wrap(said, one.width - 22) or [""]
    yield f"      {first:<{one.width - 22}}{figure(line.amount):>16}"
    yield from (f"        {text}" for text in rest)


def _bonuses(one: Statement, period: Period) -> Iterator[str]:
    """The bonuses, and why those that were possible were not due."""
    yield from _block(one, "Bonuses", period.bonuses, period.total_bonuses)
    if not period.bonuses and one.bonuses:
        yield _sum(one, "Bonuses", period.total_bonuses)
    for name, text in period.unearned:
        yield from _wrapped(
            one, f"not due: {one.name(name) + ': ' if name else ''}{text}", " " * 6, " " * 8
        )
    if not one.bonuses and any(result.state == "met" for result in period.results):
        yield "  No bonus: the contract provides for none"


def _sum(one: Statement, title: str, total: Money) -> str:
    return f"  {title:<{one.width - 18}}{figure(total):>16}"


def _totals(one: Statement) -> Iterator[str]:
    settlement = one.settlement
    if len(settlement.periods) < 2:
        return
    yield ""
    yield "All months"
    yield _sum(one, "Credits", settlement.total_credits)
    yield _sum(one, "Bonuses", settlement.total_bonuses)
    yield _sum(one, "Invoice adjustment", settlement.adjustment)
    yield _sum(one, "Invoices", settlement.invoice)
    if settlement.settled != "month":
        for month, due in settlement.payments():
            yield _sum(one, f"Adjustment settled with {month} (every {settlement.settled})", due)


def _invoices(one: Statement) -> Iterator[str]:
    """The invoices, where they are not simply those of the months."""
    if not one.settlement.invoiced_apart:
        return
    yield ""
    yield from _wrapped(one, f"Invoices, under {one.clause('fee.invoice')}")
    for invoice in one.settlement.invoices:
        due = f", due in {invoice.due}" if invoice.due else ""
        yield _sum(one, f"{invoice.issued}{due}", invoice.total)
        for part in invoice.parts:
            yield f"      {part.says:<{one.width - 22}}{figure(part.amount):>16}"


def _simulation(one: Simulation) -> Iterator[str]:
    yield ""
    plural = "s" * (one.months != 1)
    yield f"{one.years:,} years drawn from {one.months} measured month{plural} (seed {one.seed})"
    yield f"  {'':<12}{'credits':>18}{'bonuses':>18}{'net':>18}  a year"
    spreads = (one.credits, one.bonuses, one.net)
    for name, amounts in _rows(spreads):
        yield f"  {name:<12}" + "".join(f"{figure(amount):>18}" for amount in amounts)
    yield ""
    yield "  Credits a year, and how many of the drawn years had them"
    yield from _picture(one.credits)


def _rows(spreads: tuple[Spread, ...]) -> Iterator[tuple[str, list[Money]]]:
    yield "mean", [one.mean for one in spreads]
    yield "least", [one.least for one in spreads]
    for place, (percent, _) in enumerate(spreads[0].percentiles):
        yield f"{percent} percent", [one.percentiles[place][1] for one in spreads]
    yield "most", [one.most for one in spreads]


def _picture(spread: Spread) -> Iterator[str]:
    most = max((years for _, _, years in spread.bins), default=0)
    for low, _, years in spread.bins:
        if most and years:
            bar = "#" * max(1, years * 36 // most)
            yield f"  from {figure(low):>16} {bar} {years:,}"
