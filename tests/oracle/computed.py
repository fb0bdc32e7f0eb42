"""Computed charges: formulas in words, worked through for the events and days of a month."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tests.oracle.formulas import Formula, Parser, Scope
from tests.oracle.measured import Measurements, When, after, between
from tests.oracle.printed import Cells, Clause, Printed
from tests.oracle.reading import Reading, read
from tests.oracle.words import Unreadable, day, match, money, number, percent

COMPUTED = (
    ("A computed Charge is found for each calendar month, from what this table names:", ""),
    ("{charge:text} is found in this way:", "charge"),
    ("For each day with {:word}, “{name:text}” is {formula:text}.", "day"),
    ("For each {:word}, “{name:text}” is {formula:text}.", "event"),
    ("“{name:text}” is {formula:text}.", "month"),
    ("The Charge of a month is {formula:text}.", "result"),
    ("It is rounded once, at the end, to the nearest {step:money}, a half away from zero.",
     "rounded"),
    ("The Provider owes this amount to the Customer, and deducts it from the invoice for that"
     " month.", "owed"),
    ("An amount below nil is a sum that the Provider owes to the Customer, and deducts from the"
     " invoice for that month.", "below"),
    ("This amount, whoever owes it, does not count as a Charge when other amounts are computed from"
     " the Charges: it counts towards no minimum, and no Service Credit, bonus, cap or fee is a"
     " share of it.", "apart"),
    ("What stands in brackets is found first.", "brackets"),
    ("Nothing is rounded on the way, unless a rule above says so.", "exact"),
    ("A value on the edge of a band of a table belongs to the lower band.", "edge"),
    ("The Provider shall record the day of each {:word}.", ""),
    ("What lasts longer counts on its first day.", ""),
    ("An example, which binds nobody to its numbers, shows each rule at work:", ""),
)  # fmt: skip


@dataclass
class Rules:
    """The rules of one computed Charge, in order, with the level each is found for."""

    steps: list[tuple[str, str, Formula]] = field(default_factory=list)
    tables: dict[str, list[tuple[str, Decimal]]] = field(default_factory=dict)
    beside: set[str] = field(default_factory=set)


@dataclass
class At:
    """A place in a month where formulas look up names: an event, a day, or the month itself."""

    of: Year
    month: When
    values: dict[str, Any]
    above: At | None = None
    events: list[At] = field(default_factory=list)
    days: list[At] = field(default_factory=list)

    def value(self, name: str) -> Any:
        """The value of a name here, or else in the day or the month above."""
        if name in self.values:
            return self.values[name]
        if self.above is None:
            raise Unreadable(f"nothing was measured or found as {name!r} in {self.month}")
        return self.above.value(name)

    def members(self, of: str) -> list[Scope]:
        """The events, days or earlier months that the words name."""
        top = self if self.above is None else self.above
        if of.startswith("days of the month with "):
            return [*top.days]
        if of.endswith(" of the day"):
            return [*self.events]
        if of.endswith(" of the month"):
            return [*top.events]
        return [*self.of.earlier(self.month, of)]

    def count(self, of: str) -> Decimal:
        """How many events of the month there are, or months of the Term."""
        if of.startswith("calendar months of the Term"):
            return Decimal(between(self.of.start, self.month) + 1)
        return Decimal(len(self.members(of)))

    def look_up(self, table: str, key: Any) -> Decimal:
        """The value of the row for a key: a word, or the band that a number falls into."""
        for row, value in self.of.rules.tables[table]:
            if _fits(row, key):
                return value
        raise Unreadable(f"the table {table!r} has no row for {key}")


def _fits(row: str, key: Any) -> bool:
    if row.startswith("“"):
        return row.strip("“”") == key
    above = match("above {low:number}", row)
    if above is not None:
        return key > above["low"]
    both = match("above {low:number} and up to {high:number}", row)
    if both is not None:
        return both["low"] < key <= both["high"]
    upto = match("up to {high:number}", row)
    if upto is None:
        raise Unreadable(f"I cannot read this row: {row}")
    return key <= upto["high"]


@dataclass
class Year:
    """A computed Charge and its months."""

    name: str
    rules: Rules
    start: When
    rows: Measurements
    inputs: dict[str, str]
    step: Decimal
    found: dict[When, At] = field(default_factory=dict)

    def amount(self, month: When) -> Decimal:
        """What the Charge comes to in a month, rounded as its clause says."""
        found: Decimal = self.at(month).values["the Charge"]
        due = (found / self.step).quantize(Decimal(1), ROUND_HALF_UP) * self.step
        if due < 0 and "below" not in self.rules.beside:
            raise Unreadable(f"{self.name}: nothing says who owes what is below nil")
        return -due if "owed" in self.rules.beside else due

    def earlier(self, month: When, of: str) -> Iterable[At]:
        """The earlier months of the Term or of the Contract Year."""
        first = self.start
        if of.endswith("Contract Year"):
            first = after(self.start, between(self.start, month) // 12 * 12)
        if of.endswith("calendar quarter"):
            quarter = (month[0], (month[1] - 1) // 3 * 3 + 1)
            first = max(first, quarter)
        return [self.at(after(first, each)) for each in range(between(first, month))]

    def at(self, month: When) -> At:
        """A month with everything found in it."""
        if month not in self.found:
            self.found[month] = self._month(month)
        return self.found[month]

    def _month(self, month: When) -> At:
        top = At(self, month, self._measured(month))
        days: dict[str, At] = {}
        for row in self.rows.events.get(self.name, []):
            if row.month != month:
                continue
            values = {
                printed: _value(row.cells[word])
                for word, printed in self.inputs.items()
                if row.cells.get(word)
            }
            one = days.setdefault(row.cells["day"], At(self, month, {}, top))
            event = At(self, month, values, top)
            one.events.append(event)
            top.events.append(event)
        top.days = list(days.values())
        for kind, name, formula in self.rules.steps:
            for place in {"event": top.events, "day": top.days}.get(kind, [top]):
                place.values[name] = formula(place)
        return top

    def _measured(self, month: When) -> dict[str, Any]:
        return {
            printed: value
            for word, printed in self.inputs.items()
            if (value := self.rows.value(f"{self.name}.{word}", month)) is not None
        }


def _value(text: str) -> Any:
    return Decimal(text) if text.replace(".", "").isdigit() else text


def computed(printed: Printed, name: str, rows: Measurements, inputs: dict[str, str]) -> Year:
    """A computed Charge; `inputs` gives the printed name of each word of the files."""
    clause = printed.clause("Computed charges")
    said = read(printed, clause, COMPUTED)
    if "brackets" not in said or "exact" not in said:
        raise Unreadable("nothing says what is found first, and what is rounded")
    rules, current = Rules(), ""
    for one in said.said:
        if one.name == "charge":
            current = one.figures["charge"]
        elif one.name in ("owed", "below", "apart") and current == name:
            rules.beside.add(one.name)
        elif one.name in ("day", "event", "month", "result") and current == name:
            formula = Parser(one.figures["formula"]).whole()
            rules.steps.append((one.name, one.figures.get("name", "the Charge"), formula))
    if "result" not in {kind for kind, *_ in rules.steps}:
        raise Unreadable(f"{name}: nothing says what the Charge of a month is")
    _tables(printed, clause, name, rules)
    keys = [key for rows in rules.tables.values() for key, _ in rows]
    if any(key.startswith(("up to", "above")) for key in keys):
        said.need("edge")
    date = day(printed.terms["Effective Date"])
    return Year(name, rules, (date.year, date.month), rows, inputs, _step(said))


def _step(said: Reading) -> Decimal:
    """To what the Charge of a month is rounded."""
    steps = {figures["step"] for figures in said.all("rounded")}
    if len(steps) != 1:
        raise Unreadable("computed Charges are rounded in several ways, or not")
    return steps.pop()


def _tables(printed: Printed, clause: Clause, name: str, rules: Rules) -> None:
    if not clause.has("Tables of computed charges"):
        return
    for row in clause.sheet("Tables of computed charges").rows:
        charge, table, key, value = row
        if charge == name:
            printed.rely_on(row, key, value)
            rules.tables.setdefault(table, []).append((key, _figure(row, value)))


def _figure(row: Cells, text: str) -> Decimal:
    if text.endswith("%"):
        return percent(text)
    return number(text) if match("{:money}", text) is None else money(text)
