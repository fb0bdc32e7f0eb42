"""What a formula is computed from: measured values in base units, and the month they belong to."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from contract_kit.expressions import BUILT_IN, Calculation, Case, Input, Measure
from contract_kit.expressions.calculating import Value
from contract_kit.expressions.kinds import factor_of
from contract_kit.spec.formulas import Compiled, Fault, formula_of

if TYPE_CHECKING:
    from datetime import date

    from contract_kit.spec.contract import Contract
    from contract_kit.spec.vocabulary.formulas import FormulaExample, FormulaMonth

_NUMBER = re.compile(r"\d{1,18}(?:\.\d{1,12})?", re.ASCII)
MOST_EARLIER = 60
"""So many earlier months an example may have."""
MONTH_INPUTS = frozenset(BUILT_IN) - {"events", "day_events"}
"""Names of every formula that the month alone decides."""


def in_base_unit(number: Decimal, one: Input) -> Fraction:
    """A measured number in the base unit of its kind: 25 minutes are 1500."""
    return Fraction(number) * factor_of(one.unit) if one.unit else Fraction(number)


def of_month(start: date, index: int) -> dict[str, Value]:
    """What the month decides: `index` counts months from year 0, `start` is the effective date."""
    year, month = divmod(index, 12)
    first = start.year * 12 + start.month - 1
    return {
        "month_of_term": Fraction(index - first + 1),
        "month_of_year": Fraction(month + 1),
        "days_in_month": Fraction(monthrange(year, month + 1)[1]),
    }


def example_of(contract: Contract, charge: str) -> tuple[Calculation | None, list[Fault]]:
    """The calculation of a formula's example, and what is wrong with what it gives.

    The example's month follows on its earlier months, the first of which is that of the effective
    date; `month_of_term` among its values names another.
    """
    ready = formula_of(contract, charge)
    formula = contract.pricing.charges[charge].formula
    if ready is None or formula is None or ready.faults:
        return None, []
    path = f"pricing.charges.{charge}.formula.example"
    reader = _Example(ready, formula.example, path, contract.contract.effective_date)
    calculation = reader.calculation()
    return (None if reader.faults else calculation), reader.faults


class _Example:
    """Reads an example into the case of its month."""

    def __init__(self, ready: Compiled, given: FormulaExample, path: str, start: date) -> None:
        self.ready = ready
        self.given = given
        self.path = path
        self.start = start
        self.summed = ready.checked.summed_earlier()
        self.faults: list[Fault] = []

    def calculation(self) -> Calculation:
        first = self.start.year * 12 + self.start.month - 1
        before: list[Calculation] = []
        if len(self.given.earlier) > MOST_EARLIER:
            said = f"{len(self.given.earlier)} earlier months; expected {MOST_EARLIER} at most"
            self.faults.append(Fault(f"{self.path}.earlier", 0, f"{said}; remove some"))
        for place, month in enumerate(self.given.earlier):
            at = f"{self.path}.earlier.{place}"
            before.append(self._month(month, at, first + place, before))
        index = first + len(before)
        named = self.given.values.get("month_of_term", "")
        if named and self.ready.looks_back:
            said = "month_of_term follows from the earlier months here; expected those; remove it"
            self.faults.append(Fault(f"{self.path}.values.month_of_term", 0, said))
        elif re.fullmatch(r"[1-9]\d{0,2}", named):
            index = first + int(named) - 1
        elif named:
            said = f"“{named[:20]}” is no month of the Term; expected a number; write for example 1"
            self.faults.append(Fault(f"{self.path}.values.month_of_term", 0, said))
        return self._month(self.given, self.path, index, before)

    def _month(
        self, month: FormulaMonth, path: str, index: int, before: Sequence[Calculation]
    ) -> Calculation:
        values = of_month(self.start, index)
        values |= self._values(month.values, f"{path}.values", Measure.MONTH)
        if month.events and month is not self.given and not self._wanted(Measure.EVENT, path):
            said = "events are not used in an earlier month, as no sum over such months needs them"
            self.faults.append(Fault(f"{path}.events", 0, f"{said}; expected none; remove them"))
            return Calculation(self.ready.checked, Case(values))
        days: dict[str, list[Mapping[str, Value]]] = {}
        for place, event in enumerate(month.events):
            at = f"{path}.events.{place}"
            given = {name: text for name, text in event.items() if name != "day"}
            days.setdefault(self._day(event, at), []).append(self._values(given, at, Measure.EVENT))
        in_year, in_quarter = len(before) % 12, min(len(before), index % 3)
        case = Case(
            values,
            tuple(tuple(days[day]) for day in sorted(days)),
            tuple(before),
            tuple(before[len(before) - in_year :]),
            tuple(day.lstrip("0") for day in sorted(days)),
            tuple(before[len(before) - in_quarter :]),
        )
        return Calculation(self.ready.checked, case)

    def _day(self, event: Mapping[str, str], path: str) -> str:
        day = event.get("day", "1")
        if "day" in event and not self.ready.by_day:
            said = (
                "day is not used, as nothing is found by day; expected only the values; remove it"
            )
            self.faults.append(Fault(f"{path}.day", 0, said))
        if not re.fullmatch(r"[1-9]|[12]\d|3[01]", day):
            said = f"“{day[:20]}” is no day; expected the day of the month; write for example 3"
            self.faults.append(Fault(f"{path}.day", 0, said))
        return day.rjust(2, "0")

    def _wanted(self, measure: Measure, path: str) -> dict[str, Input]:
        """The inputs of a month or event that `path` lies in; of earlier ones those summed up."""
        earlier = path.startswith(f"{self.path}.earlier.")
        return {
            name: one
            for name, one in self.ready.checked.scope.inputs.items()
            if one.measure is measure and (name in self.summed or not earlier)
        }

    def _values(self, given: Mapping[str, str], path: str, measure: Measure) -> dict[str, Value]:
        wanted = self._wanted(measure, path)
        found: dict[str, Value] = {}
        for name, text in given.items():
            if measure is Measure.MONTH and name in MONTH_INPUTS:
                if name != "month_of_term":
                    self.faults.append(Fault(f"{path}.{name}", 0, _FOLLOWS.format(name)))
            elif name not in wanted:
                known = ", ".join(wanted) or "none"
                said = f"“{name[:40]}” is no input of this {_EACH[measure]}; expected {known}"
                self.faults.append(Fault(f"{path}.{name}", 0, f"{said}; correct it"))
            else:
                found |= dict(self._value(name, text, wanted[name], path))
        for name in wanted:
            if name not in given:
                said = f"the value of “{name}” is missing; expected one for the {_EACH[measure]}"
                self.faults.append(Fault(path, 0, f"{said}; add it"))
        return found

    def _value(self, name: str, text: str, one: Input, path: str) -> Iterator[tuple[str, Value]]:
        if one.kind.name == "word":
            if text in one.kind.words:
                yield name, text
            else:
                said = f"“{text[:40]}” is none of the words; expected {', '.join(one.kind.words)}"
                self.faults.append(Fault(f"{path}.{name}", 0, f"{said}; correct it"))
        elif _NUMBER.fullmatch(text):
            yield name, in_base_unit(Decimal(text), one)
        else:
            said = f"“{text[:40]}” is no number of 0 or more; expected one without its unit"
            self.faults.append(Fault(f"{path}.{name}", 0, f"{said}; write for example 25"))


_EACH = {Measure.MONTH: "month", Measure.EVENT: "event"}
_FOLLOWS = "“{}” follows from the month; expected month_of_term alone; remove it"
