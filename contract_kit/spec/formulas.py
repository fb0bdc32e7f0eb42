"""Formulas of a spec made ready: names, tables and trees, with every mistake and its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from contract_kit.errors import ExpressionError
from contract_kit.expressions import (
    BUILT_IN,
    FUNCTIONS,
    RESULT,
    Checked,
    Input,
    Kind,
    Measure,
    Row,
    Scope,
    Table,
    Vocabulary,
    check,
    kind_of_unit,
    parse,
)
from contract_kit.expressions.kinds import NUMBER, TIME, ZERO, money, one_of, same, singular
from contract_kit.expressions.parsing import KEYWORDS
from contract_kit.expressions.tree import Call, Literal, Name, walk

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract
    from contract_kit.spec.vocabulary.formulas import Formula, FormulaInput, FormulaTable

RESERVED = frozenset({RESULT, "day", "metric", "period", *KEYWORDS, *FUNCTIONS, *BUILT_IN})
"""Names that a formula may not give, as they mean something already."""
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
MOST_NAMES = 40
"""So many inputs, named amounts and tables a formula may have, each."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a path of the spec; `column` counts within its text, 0 is the whole."""

    path: str
    column: int
    message: str


@dataclass(frozen=True, slots=True)
class Compiled:
    """A formula that can be computed and printed, unless it has faults."""

    checked: Checked
    words: Vocabulary
    faults: tuple[Fault, ...]

    @property
    def looks_back(self) -> bool:
        """Whether the price needs what was measured in earlier months."""
        return bool(self.checked.looking_back)

    @property
    def by_day(self) -> bool:
        """Whether it matters on which day an event happens."""
        return any(
            (isinstance(node, Call) and node.name == "day_total")
            or (isinstance(node, Name) and node.name == "day_events")
            for tree in self.checked.trees.values()
            for node in walk(tree)
        )


def formula_of(contract: Contract, charge: str) -> Compiled | None:
    """The formula of a charge, made ready once; `None` where the charge has none."""
    one = contract.pricing.charges[charge]
    formula = one.formula
    if formula is None:
        return None
    path = f"pricing.charges.{charge}.formula"
    currency = contract.contract.currency if contract.contract else "XXX"
    return contract.once(path, lambda: compiled(formula, path, money(currency), one.unit or ""))


def compiled(formula: Formula, path: str, wanted: Kind, event: str) -> Compiled:
    """Read a formula whose price is of the kind `wanted`; `event` is what one event is called."""
    faults = list(_names(formula, path))
    inputs = {name: _input(one) for name, one in formula.inputs.items()}
    tables: dict[str, Table] = {}
    for name, table in formula.tables.items():
        reader = _Rows(f"{path}.tables.{name}", table)
        tables[name] = reader.table(name)
        faults += reader.faults
    checked = check(Scope(inputs, tables), formula.where, formula.price, wanted)
    for one in checked.problems:
        below = one.name if one.name == RESULT else f"where.{one.name}"
        faults.append(Fault(f"{path}.{below}", one.column, one.message))
    units = [one.unit for one in inputs.values() if one.kind == TIME]
    words = Vocabulary(checked, event or "event", singular(units[0]) if units else "minute")
    return Compiled(checked, words, tuple(faults))


def _input(one: FormulaInput) -> Input:
    kind = one_of(*one.one_of) if one.one_of else kind_of_unit(one.unit or "")
    measure = Measure.EVENT if one.each == "event" else Measure.MONTH
    return Input(one.title, kind, measure, one.unit or "")


def _names(formula: Formula, path: str) -> Iterator[Fault]:
    """Names that cannot be used, or stand twice."""
    seen: dict[str, str] = {}
    for part in ("inputs", "where", "tables"):
        names = getattr(formula, part)
        if len(names) > MOST_NAMES:
            said = f"{len(names)} {part}; expected {MOST_NAMES} at most; make two charges of it"
            yield Fault(f"{path}.{part}", 0, said)
        for name in names:
            at = f"{path}.{part}.{name}"
            if not _NAME.fullmatch(name):
                said = f"“{name[:40]}” is no name; expected small letters, digits and _"
                yield Fault(at, 0, f"{said}; write for example call_minutes")
            elif name in RESERVED:
                said = f"“{name}” means something in the language; expected another name"
                yield Fault(at, 0, f"{said}; write for example my_{name}")
            elif name in seen:
                said = f"“{name}” stands in {seen[name]} already; expected once; rename one"
                yield Fault(at, 0, said)
            seen.setdefault(name, part)


class _Rows:
    """Reads the rows of a table."""

    def __init__(self, path: str, table: FormulaTable) -> None:
        self.path = path
        self.given = table
        self.faults: list[Fault] = []

    def table(self, name: str) -> Table:
        """The table; what is wrong with it stands in `faults`."""
        title = self.given.title or name.replace("_", " ").capitalize()
        rows = [
            (self._literal(index, "value", row.value), row.for_, row.up_to)
            for index, row in enumerate(self.given.rows)
        ]
        kind = self._one_kind("value", [value for value, _, _ in rows])
        words = tuple(word for _, word, _ in rows if word is not None)
        if words:
            self._by_word(words)
            made = [Row(value.value, word or "") for value, word, _ in rows]
            return Table(title, one_of(*words), kind, tuple(made))
        edges = [
            None if edge is None else self._literal(index, "up_to", edge)
            for index, (_, _, edge) in enumerate(rows)
        ]
        self._by_band(edges)
        key = self._one_kind("up_to", [edge for edge in edges if edge is not None])
        made = [
            Row(value.value, up_to=None if edge is None else edge.value)
            for (value, _, _), edge in zip(rows, edges, strict=True)
        ]
        return Table(title, key, kind, tuple(made))

    def _complain(self, below: str, message: str, column: int = 0) -> None:
        self.faults.append(Fault(f"{self.path}.rows.{below}", column, message))

    def _literal(self, index: int, key: str, text: str) -> Literal:
        try:
            node = parse(text)
        except ExpressionError as error:
            self._complain(f"{index}.{key}", str(error), error.column)
            return Literal(Fraction(0), ZERO, "0")
        if isinstance(node, Literal):
            return node
        said = f"“{text[:40]}” is no single value; expected a number, a percentage or a sum"
        self._complain(f"{index}.{key}", f"{said}; write for example 2.50 GBP or 5%")
        return Literal(Fraction(0), ZERO, "0")

    def _one_kind(self, key: str, values: list[Literal]) -> Kind:
        kind = ZERO
        for index, value in enumerate(values):
            both = same(kind, value.kind)
            if both is None:
                said = f"{value.kind} stands below {kind}; expected one kind in a table"
                self._complain(f"{index}.{key}", f"{said}; correct one of them")
            kind = both or kind
        return NUMBER if kind == ZERO else kind

    def _by_word(self, words: tuple[str, ...]) -> None:
        for index, row in enumerate(self.given.rows):
            if row.for_ is None or row.up_to is not None:
                said = "a row by word and one by band in a table; expected one sort"
                self._complain(str(index), f"{said}; give each row “for”, or none")
            elif words.index(row.for_) != index:
                said = f"“{row.for_}” stands above already; expected once; remove one row"
                self._complain(f"{index}.for", said)

    def _by_band(self, edges: list[Literal | None]) -> None:
        last = len(edges) - 1
        for index, edge in enumerate(edges):
            if edge is None and index < last:
                said = "this band is open and is not the last; expected up_to; add it"
                self._complain(str(index), said)
            if edge is not None and index == last:
                said = "the last band ends; expected an open end; remove up_to, or add a row"
                self._complain(f"{index}.up_to", said)
            before = edges[index - 1] if index else None
            if edge is not None and before is not None and edge.value <= before.value:
                said = f"{edge.text} does not lie above {before.text}; expected rising ends"
                self._complain(f"{index}.up_to", f"{said}; put the rows in order")
