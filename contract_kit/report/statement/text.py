"""A settlement as plain text: month by month, each line with the clause that grants it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contract_kit.quantities import Money
    from contract_kit.report.statement import Statement
    from contract_kit.settle import Line, Period, Result, Simulation
    from contract_kit.settle.simulation import Spread

WIDTH = 104
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
    yield f"{one.title} ({one.reference})"
    yield one.parties
    if settlement.periods:
        first, last = settlement.periods[0].month, settlement.periods[-1].month
        span = str(first) if first == last else f"{first} to {last}"
        yield f"Settlement of {span}, amounts in {settlement.currency}"
    for period in settlement.periods:
        yield from _period(one, period)
    yield from _totals(one)
    for trigger in settlement.triggers:
        yield f"Right to terminate from {trigger.month}: {trigger.text} [{trigger.clause}]"
    for review in settlement.reviews:
        name, new = one.name(review.metric), level(review.after)
        moved = f"{name} from {level(review.before)} to {new}"
        yield f"Review of {review.month}: {moved} [{review.clause}]"
    if settlement.assumptions:
        yield ""
        yield "Where the contract leaves it open, this was assumed:"
        yield from (f"  - {text}" for text in settlement.assumptions)
    if one.simulation is not None:
        yield from _simulation(one.simulation)


def _period(one: Statement, period: Period) -> Iterator[str]:
    yield ""
    yield str(period.month)
    for result in period.results:
        yield _result(one, result)
    yield from _block(one, "Charges", period.charges, period.total_charges)
    yield from _block(one, "Credits", period.credits, period.total_credits)
    yield from _block(one, "Bonuses", period.bonuses, period.total_bonuses)
    yield _sum("Invoice adjustment", period.adjustment)
    yield _sum("Invoice", period.invoice)


def _result(one: Statement, result: Result) -> str:
    minimum = "" if result.minimum is None else f", minimum {level(result.minimum)}"
    asked = f"target {level(result.target)}{minimum}"
    note = f" ({result.note})" if result.note else ""
    name = one.name(result.metric)
    return f"  {name:<28} {level(result.level):>12}  {asked:<28} {STATES[result.state]}{note}"


def _block(one: Statement, title: str, lines: tuple[Line, ...], total: Money) -> Iterator[str]:
    if not lines:
        return
    yield _sum(title, total)
    for line in lines:
        left = f"    {one.name(line.name) + ': ' if line.name else ''}{line.text} [{line.clause}]"
        yield f"{left:<{WIDTH - 16}}{figure(line.amount):>14}"


def _sum(title: str, total: Money) -> str:
    return f"  {title:<{WIDTH - 18}}{figure(total):>16}"


def _totals(one: Statement) -> Iterator[str]:
    settlement = one.settlement
    if len(settlement.periods) < 2:
        return
    yield ""
    yield "All months"
    yield _sum("Credits", settlement.total_credits)
    yield _sum("Bonuses", settlement.total_bonuses)
    yield _sum("Invoice adjustment", settlement.adjustment)
    yield _sum("Invoices", settlement.invoice)
    if settlement.settled != "month":
        for month, due in settlement.payments():
            yield _sum(f"Adjustment settled with {month} (every {settlement.settled})", due)


def _simulation(one: Simulation) -> Iterator[str]:
    yield ""
    yield f"{one.years:,} years drawn from {one.months} measured months (seed {one.seed})"
    yield f"  {'a year':<10}{'mean':>16}{'least':>16}{'most':>16}" + "".join(
        f"{f'{percent} %':>16}" for percent, _ in one.credits.percentiles
    )
    for name, spread in (("credits", one.credits), ("bonuses", one.bonuses), ("net", one.net)):
        yield _spread(name, spread)
    yield ""
    yield "  Credits a year, and how many of the drawn years had them"
    yield from _picture(one.credits)


def _spread(name: str, spread: Spread) -> str:
    amounts = [spread.mean, spread.least, spread.most]
    amounts += [amount for _, amount in spread.percentiles]
    return f"  {name:<10}" + "".join(f"{figure(amount):>16}" for amount in amounts)


def _picture(spread: Spread) -> Iterator[str]:
    most = max((years for _, _, years in spread.bins), default=0)
    for low, _, years in spread.bins:
        if most and years:
            bar = "#" * max(1, years * 48 // most)
            yield f"  from {figure(low):>16} {bar} {years:,}"
