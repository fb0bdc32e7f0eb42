"""Charges that a formula computes: from what was measured, in steps that the clause states."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING

from contract_kit.errors import ExpressionError, MeasurementError
from contract_kit.expressions import (
    BUILT_IN,
    Calculation,
    Case,
    Measure,
    Vocabulary,
    decimal_of,
    shown,
)
from contract_kit.expressions.kinds import NUMBER
from contract_kit.findings import Finding, Location, Severity
from contract_kit.quantities import Money, minor_units
from contract_kit.settle.happenings import inputs_of
from contract_kit.settle.periods import Month
from contract_kit.spec.formula_cases import MONTH_INPUTS, example_of, in_base_unit, of_month
from contract_kit.spec.formulas import Compiled, formula_of

if TYPE_CHECKING:
    from contract_kit.expressions.calculating import Value
    from contract_kit.settle.measurements import Happening, Measurements
    from contract_kit.spec import Contract

CLAUSE = "fee.computed"
BELOW_NIL = (
    "expected 0 or more; write max(..., 0), or say with due_to who is owed what lies below nil"
)
MOST_SHOWN = 6
"""So many values of the events or days of a month a line of a settlement shows."""
MOST_IN_EXAMPLE = 40
"""So many of them a worked example shows."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a calculation: what it finds, its first values in print, and how many more."""

    title: str
    values: tuple[str, ...]
    more: int = 0

    @property
    def text(self) -> str:
        """The values in one line."""
        said = ", ".join(self.values) or "none"
        return said + (f" and {self.more} more" if self.more else "")


@dataclass(frozen=True, slots=True)
class Worked:
    """The worked example of a charge: what it starts from, its steps, and what it comes to."""

    charge: str
    inputs: tuple[Step, ...]
    steps: tuple[Step, ...]
    price: Money


def input_names(contract: Contract) -> set[str]:
    """What a measurement file may give for computed charges: `CHARGE.input`."""
    by_charge = inputs_of(contract, Measure.MONTH)
    return {f"{charge}.{name}" for charge, own in by_charge.items() for name in own}


def computed_charge(
    contract: Contract, name: str, month: Month, found: Measurements
) -> tuple[Decimal, str]:
    """What a computed charge comes to in a month, rounded once, and the steps that lead there.

    Without a measured value it is the amount expected, where the spec names one; else
    `MeasurementError` says what is missing.
    """
    ready = formula_of(contract, name)
    assert ready is not None
    try:
        calculation = _calculation(contract, name, ready, month, found)
        price = calculation.price
    except _Missing as missing:
        expected = contract.pricing.charges[name].expected
        if expected is None:
            raise _refused(f"{name} of {month}: {missing}") from None
        return expected.amount, f"expected amount, as {missing}"
    except ExpressionError as problem:
        raise _refused(f"{name} of {month} cannot be computed: {problem}") from None
    came_to, sign = _due(contract, name, month, price)
    steps_found = steps_of(calculation, ready.words, MOST_SHOWN)
    steps = "; ".join(f"{step.title} {step.text}" for step in steps_found)
    return came_to, sign + (steps or "by its formula")


def _due(contract: Contract, name: str, month: Month, price: Fraction) -> tuple[Decimal, str]:
    """What a price comes to on the invoice, and in whose favour; below nil only where agreed."""
    due_to = contract.pricing.charges[name].due_to
    amount = rounded(price, contract.contract.currency)
    if due_to == "customer" and amount >= 0:
        return -amount, "owed to the customer: "
    if amount < 0 and due_to != "either":
        raise _refused(f"{name} of {month} comes to {amount:f}; {BELOW_NIL}")
    return amount, "owed to the customer: " if amount < 0 else ""


def rounded(price: Fraction, currency: str) -> Decimal:
    """An exact amount in the smallest unit of its currency, a half away from zero."""
    return decimal_of(price, minor_units(currency))[0]


class _Missing(Exception):
    """A value that no file gives."""


def _refused(message: str) -> MeasurementError:
    return MeasurementError(
        [Finding("measurement", Severity.ERROR, message, Location("measurements"))]
    )


def _calculation(
    contract: Contract, name: str, ready: Compiled, month: Month, found: Measurements
) -> Calculation:
    """The calculation of a month; it knows the earlier ones where the formula looks back."""
    before: list[tuple[Month, Calculation]] = []
    if ready.looks_back:
        for past in _months_before(contract, name, month):
            before.append((past, _one(contract, name, ready, past, found, before)))
    return _one(contract, name, ready, month, found, before)


def _months_before(contract: Contract, name: str, month: Month) -> list[Month]:
    start = contract.pricing.charges[name].from_ or contract.contract.effective_date
    start = max(start, contract.contract.effective_date)
    return [Month.at(index) for index in range(Month.of(start).index, month.index)]


def _one(
    contract: Contract,
    name: str,
    ready: Compiled,
    month: Month,
    found: Measurements,
    before: list[tuple[Month, Calculation]],
) -> Calculation:
    start = contract.contract.effective_date
    year = month.contract_year(start)
    values = of_month(start, month.index) | _values(ready, name, month, found)
    case = Case(
        values,
        _days(contract, ready, name, month, found),
        tuple(one for _, one in before),
        tuple(one for past, one in before if past.contract_year(start) == year),
        in_quarter=tuple(one for past, one in before if past.index // 3 == month.index // 3),
    )
    return Calculation(ready.checked, case)


def _values(ready: Compiled, name: str, month: Month, found: Measurements) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for key, one in ready.checked.scope.inputs.items():
        if one.measure is Measure.MONTH:
            given = found.volumes.get((f"{name}.{key}", month))
            if given is None:
                said = f"{one.title} is not measured for {month}"
                raise _Missing(f"{said}; give a row {name}.{key},{month}")
            values[key] = in_base_unit(given, one)
    return values


def _days(
    contract: Contract, ready: Compiled, name: str, month: Month, found: Measurements
) -> tuple[tuple[dict[str, Value], ...], ...]:
    """The month's events by day; where there were none, a row with the number 0 says so."""
    if not ready.checked.scope.has_events:
        return ()
    events = sorted(found.happenings.get((name, month), ()), key=lambda one: (one.day, one.line))
    _check_days(contract, name, events)
    count = found.volumes.get((name, month))
    plural = ready.words.events
    if not events and count != 0:
        said = f"no {plural} are given for {month}"
        raise _Missing(f"{said}; give them, or a row {name},{month},0 where there were none")
    if count is not None and count != len(events):
        raise _refused(
            f"{name} of {month}: {len(events)} {plural} are given, but the row {name},{month}"
            f" says {count:f}; correct one of them"
        )
    days = groupby(events, key=lambda one: one.day)
    return tuple(tuple(dict(one.values) for one in own) for _, own in days)


def _check_days(contract: Contract, name: str, events: list[Happening]) -> None:
    """Refuse events on days for which the charge is not due."""
    charge, start = contract.pricing.charges[name], contract.contract.effective_date
    begun = max(charge.from_ or start, start)
    for one in events:
        if one.day < begun or (charge.until is not None and one.day > charge.until):
            span = f"from {begun}" + (f" until {charge.until}" if charge.until else "")
            raise _refused(f"{name} has an event on {one.day}; expected days {span}; correct it")


def steps_of(calculation: Calculation, words: Vocabulary, most: int) -> tuple[Step, ...]:
    """The values of the named amounts, in their order; of many the first ones."""
    return tuple(_step(calculation, words, name, most) for name in calculation.checked.where)


def _step(calculation: Calculation, words: Vocabulary, name: str, most: int) -> Step:
    kind = calculation.checked.kinds[name]
    places = calculation.places(calculation.checked.named[name])
    values = tuple(shown(calculation.named(name, at), kind, words) for at in places[:most])
    return Step(words.title(name), values, max(len(places) - most, 0))


def worked_examples(contract: Contract) -> tuple[Worked, ...]:
    """The worked example of each computed charge, by the code that settles it."""
    return tuple(
        _worked(contract, name, calculation)
        for name in contract.pricing.charges
        if (calculation := example_of(contract, name)[0]) is not None
    )


def _worked(contract: Contract, name: str, calculation: Calculation) -> Worked:
    ready = formula_of(contract, name)
    assert ready is not None
    currency = contract.contract.currency
    price = Money(rounded(calculation.price, currency), currency)
    inputs = tuple(_given(calculation, ready.words, by_day=ready.by_day))
    return Worked(name, inputs, steps_of(calculation, ready.words, MOST_IN_EXAMPLE), price)


def _given(calculation: Calculation, words: Vocabulary, *, by_day: bool) -> Iterator[Step]:
    """What the example starts from: the months before, the inputs, and what the month decides."""
    checked, case = calculation.checked, calculation.case
    yield from _series(calculation, words)
    if by_day:
        days = [date for date, own in zip(case.dates, case.days, strict=True) for _ in own]
        yield _listed("Day of the month", days)
    for name, one in checked.scope.inputs.items():
        yield _listed(one.title, _measured(calculation, words, name))
    used = checked.used()
    for name in sorted(MONTH_INPUTS):
        if name in used:
            said = BUILT_IN[name][0]
            value = shown(case.values[name], NUMBER, words)
            yield Step(said[:1].upper() + said[1:], (value,))


def _series(calculation: Calculation, words: Vocabulary) -> Iterator[Step]:
    """What earlier months measured, as far as a sum over them needs it: each month once."""
    past = calculation.case.earlier
    needed = calculation.checked.summed_earlier() if past else set()
    for name, one in calculation.checked.scope.inputs.items():
        if name not in needed:
            continue
        if one.measure is Measure.MONTH:
            span = "month 1" if len(past) == 1 else f"months 1 to {len(past)}"
            values = [text for month in past for text in _measured(month, words, name)]
            yield _listed(f"{one.title} ({span})", values)
        else:
            for place, month in enumerate(past, 1):
                yield _listed(f"{one.title} (month {place})", _measured(month, words, name))


def _measured(calculation: Calculation, words: Vocabulary, name: str) -> list[str]:
    """The values of an input in the month of a calculation."""
    one, case = calculation.checked.scope.inputs[name], calculation.case
    if one.measure is Measure.MONTH:
        return [shown(case.values[name], one.kind, words)]
    return [shown(event[name], one.kind, words) for day in case.days for event in day]


def _listed(title: str, values: list[str]) -> Step:
    return Step(title, tuple(values[:MOST_IN_EXAMPLE]), max(len(values) - MOST_IN_EXAMPLE, 0))
