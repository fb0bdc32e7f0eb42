"""Whether an expression makes sense: known names, kinds that go together, sums over what varies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from contract_kit.errors import ExpressionError
from contract_kit.expressions.functions import kind_of_call, measure_of_call
from contract_kit.expressions.kinds import (
    CONDITION,
    QUANTITIES,
    UNKNOWN,
    Kind,
    Measure,
    one_of,
    product,
    quotient,
    same,
    share,
)
from contract_kit.expressions.messages import mismatch, nearest, no_word, said_of
from contract_kit.expressions.parsing import COMPARISONS, LOOK_BACK, parse
from contract_kit.expressions.scope import BUILT_IN, Scope
from contract_kit.expressions.tree import (
    Binary,
    Call,
    Literal,
    LookUp,
    Minus,
    Name,
    Node,
    Not,
    Word,
    walk,
)

RESULT = "price"
"""The key of the expression that the named amounts lead to."""
_ORDERED = COMPARISONS - {"==", "!="}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the expression called `name` (empty: with the whole), and in what column.

    The column counts from 1 in the expression.
    """

    name: str
    column: int
    message: str


@dataclass(slots=True)
class Checked:
    """Expressions that were read: trees, kinds and measures by name, and all that is wrong.

    `measures` holds the measure of every part of a tree too, by the part's identity;
    `looking_back` the named amounts that need what was measured in earlier months.
    """

    scope: Scope
    trees: dict[str, Node] = field(default_factory=dict)
    kinds: dict[str, Kind] = field(default_factory=dict)
    named: dict[str, Measure] = field(default_factory=dict)
    measures: dict[int, Measure] = field(default_factory=dict)
    looking_back: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    @property
    def where(self) -> tuple[str, ...]:
        """The named amounts, in their order."""
        return tuple(name for name in self.trees if name != RESULT)

    def used(self) -> set[str]:
        """Every name and table that an expression names."""
        nodes = [node for tree in self.trees.values() for node in walk(tree)]
        return {one.name for one in nodes if isinstance(one, Name)} | {
            one.table for one in nodes if isinstance(one, LookUp)
        }

    def summed_earlier(self) -> set[str]:
        """Every name that a sum over earlier months needs, itself or through a named amount."""
        nodes = [node for tree in self.trees.values() for node in walk(tree)]
        sums = [one for one in nodes if isinstance(one, Call) and one.name in LOOK_BACK]
        open_ = [one for call in sums for one in walk(call.given[-1])]
        found: set[str] = set()
        while open_:
            one = open_.pop()
            if isinstance(one, Name) and one.name not in found:
                found.add(one.name)
                open_ += walk(self.trees[one.name]) if one.name in self.trees else ()
        return found


def check(scope: Scope, where: Mapping[str, str], price: str, wanted: Kind) -> Checked:
    """Read named amounts and the price they lead to; what is wrong stands in `problems`.

    An amount may name those above it. The price is of the kind `wanted`, and one for the month.
    """
    found = Checked(scope)
    for name, source in where.items():
        _Reader(found, name, tuple(where)).read(source)
    reader = _Reader(found, RESULT, tuple(where))
    reader.read(price)
    if RESULT in found.trees:
        reader.settle(wanted)
    return found


class _Reader:
    """Reads one expression into what was found before it."""

    def __init__(self, found: Checked, name: str, order: tuple[str, ...]) -> None:
        self.found = found
        self.scope = found.scope
        self.name = name
        self.order = order

    def read(self, source: str) -> None:
        """Read the expression; one that cannot be read is of an unknown kind."""
        try:
            tree = parse(source)
        except ExpressionError as error:
            self.complain(error.column, str(error))
            self.found.kinds[self.name], self.found.named[self.name] = UNKNOWN, Measure.ALWAYS
            return
        kind, measure = self.of(tree)
        self.found.trees[self.name] = tree
        if self._looks_back(tree):
            self.found.looking_back.add(self.name)
        self.found.kinds[self.name], self.found.named[self.name] = kind, measure

    def settle(self, wanted: Kind) -> None:
        """Hold the result to its kind, and to the month."""
        kind, measure = self.found.kinds[self.name], self.found.named[self.name]
        if kind not in (wanted, UNKNOWN):
            mend = "multiply by a price such as 2.40 " + (wanted.currency or "GBP")
            self.complain(1, f"the result is {said_of(kind)}; expected {wanted}; {mend}")
        elif measure > Measure.MONTH:
            each = "event" if measure is Measure.EVENT else "day"
            said = f"the result is found for each {each}; expected one for the month"
            self.complain(1, f"{said}; add them up with total(…)")

    def complain(self, column: int, message: str) -> None:
        self.found.problems.append(Problem(self.name, column, message))

    def of(self, node: Node) -> tuple[Kind, Measure]:
        """The kind and the measure of a part."""
        kind, measure = self._of(node)
        self.found.measures[id(node)] = measure
        return kind, measure

    def _of(self, node: Node) -> tuple[Kind, Measure]:
        match node:
            case Literal() | Word():
                kind = node.kind if isinstance(node, Literal) else one_of(node.text)
                return kind, Measure.ALWAYS
            case Name():
                return self._name(node)
            case Minus() | Not():
                return self._opposite(node)
            case Binary():
                return self._binary(node)
            case LookUp():
                return self._look_up(node)
            case Call():
                return self._call(node)

    def _name(self, node: Name) -> tuple[Kind, Measure]:
        if node.name in self.scope.inputs:
            one = self.scope.inputs[node.name]
            return one.kind, one.measure
        if node.name in self.found.kinds:
            return self.found.kinds[node.name], self.found.named[node.name]
        built = self.scope.built_in(node.name)
        if built is not None:
            if "event" in node.name and not self.scope.has_events:
                said = f"“{node.name}” counts events, and no input is measured for each event"
                self.complain(node.column, f"{said}; expected one; give an input each: event")
            return built
        self.complain(node.column, self._unknown(node.name))
        return UNKNOWN, Measure.ALWAYS

    def _unknown(self, name: str) -> str:
        if name in self.order:
            where = "here itself" if name == self.name else "below"
            return f"“{name}” stands {where}; expected a name from above; change the order"
        if name in self.scope.tables:
            return f"“{name}” is a table; expected a value of it; write {name}[…]"
        known = [*self.scope.inputs, *self.found.kinds, *BUILT_IN]
        return f"“{name}” is not known; expected a name; {nearest(name, known)}"

    def _opposite(self, node: Minus | Not) -> tuple[Kind, Measure]:
        if isinstance(node, Not):
            return CONDITION, self._condition(node.of)
        kind, measure = self.of(node.of)
        if kind.name not in QUANTITIES and kind != UNKNOWN:
            said = f"{said_of(kind)} stands behind “-”; expected a quantity; correct it"
            self.complain(node.of.column, said)
            kind = UNKNOWN
        return kind, measure

    def _condition(self, node: Node) -> Measure:
        kind, measure = self.of(node)
        if kind not in (CONDITION, UNKNOWN):
            said = f"{said_of(kind)} stands here; expected a condition"
            self.complain(node.column, f"{said}; compare it, as in a >= b")
        return measure

    def _binary(self, node: Binary) -> tuple[Kind, Measure]:
        if node.sign in ("and", "or"):
            return CONDITION, max(self._condition(node.left), self._condition(node.right))
        (left, one), (right, other) = self.of(node.left), self.of(node.right)
        measure = max(one, other)
        if node.sign in COMPARISONS:
            return CONDITION, self._comparison(node, left, right, measure)
        kind = {"*": product, "/": quotient, "of": share}.get(node.sign, self._sum)(left, right)
        if kind is None:
            self.complain(node.column, mismatch(node.sign, left, right))
        return kind or UNKNOWN, measure

    def _sum(self, left: Kind, right: Kind) -> Kind | None:
        kind = same(left, right)
        return kind if kind is None or kind.name in QUANTITIES or kind == UNKNOWN else None

    def _comparison(self, node: Binary, left: Kind, right: Kind, measure: Measure) -> Measure:
        kind = same(left, right)
        if node.sign == "contains":
            said = "a list stands before “contains”, and there is none here; expected =="
            self.complain(node.column, f"{said}; compare with ==")
        elif kind is None or kind == CONDITION:
            self.complain(node.column, mismatch(node.sign, left, right))
        elif kind.name == "word":
            self._words(node, left, right)
        return measure

    def _words(self, node: Binary, left: Kind, right: Kind) -> None:
        """Words are equal or not, and one that an input never says is a mistake."""
        if node.sign in _ORDERED:
            said = f"words stand with “{node.sign}”; expected == or !=; words have no order"
            self.complain(node.column, said)
        for side, own, other in ((node.left, left, right), (node.right, right, left)):
            if isinstance(side, Word) and own.words[0] not in other.words:
                self.complain(side.column, no_word(own.words[0], other.words))

    def _look_up(self, node: LookUp) -> tuple[Kind, Measure]:
        kind, measure = self.of(node.key)
        table = self.scope.tables.get(node.table)
        if table is None:
            mend = nearest(node.table, self.scope.tables)
            self.complain(node.column, f"“{node.table}” is no table; expected one; {mend}")
            return UNKNOWN, measure
        if table.key.name == "word" and kind.name == "word":
            for word in kind.words:
                if word not in table.key.words:
                    self.complain(node.key.column, no_word(word, table.key.words))
        elif same(table.key, kind) is None:
            said = f"{said_of(kind)} stands here; expected {said_of(table.key)}, as in the table"
            self.complain(node.key.column, f"{said}; correct it")
        return table.kind, measure

    def _call(self, node: Call) -> tuple[Kind, Measure]:
        if node.name == "if":
            measure = self._condition(node.given[0])
            rest = [self.of(one) for one in node.given[1:]]
        elif node.name == "by_band":
            return self._by_band(node)
        else:
            measure, rest = Measure.ALWAYS, [self.of(one) for one in node.given]
        kinds, measures = [one for one, _ in rest], [measure, *(other for _, other in rest)]
        kind, wrong = kind_of_call(node, kinds)
        found, told = measure_of_call(node, max(measures), self.scope)
        told = "" if UNKNOWN in kinds else told
        if node.name in LOOK_BACK and self._looks_back(node.given[-1]):
            told = f"{node.name} stands within an earlier one; expected one; name what it adds up"
        for text in filter(None, (wrong, told)):
            self.complain(node.column, text)
        return kind, found

    def _by_band(self, node: Call) -> tuple[Kind, Measure]:
        """The value of each band for each part of a number: kinds as in a product."""
        name, amount = node.given
        kind, measure = self.of(amount)
        table = self.scope.tables.get(name.name) if isinstance(name, Name) else None
        if table is None or table.key.name == "word":
            said = "no table with bands stands here; expected one first"
            mend = f"write by_band({next(iter(self.scope.tables), 'table')}, amount)"
            self.complain(name.column, f"{said}; {mend}")
            return UNKNOWN, measure
        assert isinstance(name, Name)
        if same(table.key, kind) is None:
            said = f"{said_of(kind)} stands here; expected {said_of(table.key)}, as in the table"
            self.complain(amount.column, f"{said}; correct it")
        made = product(table.kind, table.key)
        if made is None:
            said = (
                f"{said_of(table.kind)} and {said_of(table.key)} have no product; expected a number"
            )
            self.complain(node.column, f"{said} on one side; correct the table")
        return made or UNKNOWN, measure

    def _looks_back(self, node: Node) -> bool:
        """Whether a value looks at earlier months, itself or through a name."""
        return any(
            one.name in LOOK_BACK
            if isinstance(one, Call)
            else isinstance(one, Name) and one.name in self.found.looking_back
            for one in walk(node)
        )
