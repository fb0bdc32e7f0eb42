"""Periods that invoices, true-ups and reviews run in, and the months in which a term renews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract_kit.quantities import bases_of
from contract_kit.settle.periods import Month
from contract_kit.settle.terms import months_in, words
from contract_kit.spec.timeline import after

if TYPE_CHECKING:
    from datetime import date

    from contract_kit.spec import Contract


def cycle(contract: Contract, every: object, month: Month) -> tuple[Month, Month]:
    """The first and the last month of the period a month lies in.

    A quarter is one of the calendar, a year a Contract Year, and a number of months runs from the
    month of the Effective Date; anything shorter than a month counts as one.
    """
    start = Month.of(contract.contract.effective_date).index
    length = max(int(months_in(every)), 1)
    origin = start - start % 3 if words(every) == "quarter" else start
    first = month.index - (month.index - origin) % length
    return Month.at(max(first, min(start, month.index))), Month.at(first + length - 1)


def named(every: object) -> str:
    """What a period is called: `calendar quarter`, `Contract Year`, `month`."""
    return {"quarter": "calendar quarter", "year": "Contract Year"}.get(words(every), words(every))


def contract_year(contract: Contract, month: Month) -> list[Month]:
    """Every month of the Contract Year a month lies in."""
    first = Month.of(contract.contract.effective_date).index
    begin = month.index - (month.index - first) % 12
    return [Month.at(index) for index in range(begin, begin + 12)]


def of_calendar_year(contract: Contract) -> bool:
    """Whether the yearly cap on credits is one of a calendar year, as its base is."""
    levels = contract.service_levels
    cap = levels.credits.annual_cap if levels and levels.credits else None
    return "previous_year_average_month" in bases_of(cap)


def end_of_term(contract: Contract) -> Month:
    """The first month after the initial term; one in which it ends belongs to it."""
    return from_month(after(contract.contract.effective_date, contract.term.initial))


def from_month(day: date) -> Month:
    """The first month that begins on a day or after it: prices change with whole months."""
    month = Month.of(day)
    return month if day.day == 1 else Month.at(month.index + 1)


def renewals(contract: Contract, month: Month) -> list[Month]:
    """The first whole months of the renewals up to a month."""
    renewal = contract.term.renewal
    if renewal is None or renewal.kind == "none":
        return []
    found: list[Month] = []
    start = after(contract.contract.effective_date, contract.term.initial)
    while from_month(start) <= month and (renewal.max is None or len(found) < renewal.max):
        found.append(from_month(start))
        if renewal.length is None:
            break
        start = after(start, renewal.length)
    return found
