"""From text to tree, by recursive descent; errors say what was expected, and where.

condition   = conjunction { "or" conjunction }
conjunction = denial { "and" denial }
denial      = "not" denial | comparison
comparison  = sum [ ("==" | "!=" | "<" | "<=" | ">" | ">=" | "contains") sum ]
sum         = term { ("+" | "-") term }
term        = factor { ("*" | "/" | "of") factor }
factor      = "-" factor | value
value       = number [ unit ] | CURRENCY number | "word" | name
            | name "(" condition { "," condition } ")" | name "[" condition "]"
            | "(" condition ")"
unit        = "%" | "percent" | CURRENCY | "seconds" | "minutes" | "hours"
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from functools import lru_cache

from contract_kit.errors import ExpressionError
from contract_kit.expressions.kinds import (
    NUMBER,
    QUANTITIES,
    SECONDS,
    ZERO,
    factor_of,
    kind_of_unit,
    singular,
)
from contract_kit.expressions.tokens import Token, tokens
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
)
from contract_kit.quantities import CURRENCIES

DEEPEST = 20
"""So many brackets may stand within each other."""
MOST_PARTS = 200
COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">=", "contains"})
KEYWORDS = frozenset({"and", "or", "not", "of", "contains"})
_UNITS = frozenset({"percent", *SECONDS, *(f"{unit}s" for unit in SECONDS)})
_VALUE = "a name, a number or a bracket"


@dataclass(frozen=True, slots=True)
class Function:
    """A function: how many values it takes, and what it gives."""

    least: int
    most: int
    about: str


FUNCTIONS: dict[str, Function] = {
    "round_up": Function(2, 2, "a value rounded up to a multiple of the second: started units"),
    "round_down": Function(2, 2, "a value rounded down to a multiple of the second"),
    "round": Function(2, 2, "a value rounded to the nearest multiple, a half away from zero"),
    "max": Function(2, 8, "the greatest of the values"),
    "min": Function(2, 8, "the least of the values"),
    "if": Function(3, 3, "the second value where the condition holds, else the third"),
    "by_band": Function(2, 2, "each part of a number times the value of its band of a table"),
    "day_total": Function(1, 1, "the sum over the events of a day"),
    "total": Function(1, 1, "the sum over the events, or the days, of the month"),
    "earlier": Function(1, 1, "the sum over the earlier months of the term"),
    "earlier_in_year": Function(1, 1, "the sum over the earlier months of the contract year"),
    "balance": Function(2, 2, "a sum carried over the earlier months, never below nil"),
    "earlier_in_quarter": Function(1, 1, "the sum over the earlier months of the quarter"),
}
LOOK_BACK = frozenset({"earlier", "earlier_in_year", "earlier_in_quarter", "balance"})
"""Functions that need what was measured in earlier months."""


@lru_cache(maxsize=1024)
def parse(source: str) -> Node:
    """The tree of an expression; raises `ExpressionError` with a column."""
    parser = _Parser(tokens(source))
    if parser.here.kind == "end":
        raise ExpressionError(f"nothing stands here; expected {_VALUE}; write the expression", 1)
    node = parser.condition()
    if parser.here.kind != "end":
        raise parser.unexpected("an operator or the end", "remove it, or join it with an operator")
    return node


class _Parser:
    def __init__(self, found: list[Token]) -> None:
        self.tokens = found
        self.at = 0
        self.depth = 0
        self.parts = 0

    @property
    def here(self) -> Token:
        return self.tokens[self.at]

    def take(self, *texts: str) -> Token | None:
        """Step over the sign that stands here if it is one of these."""
        token = self.here
        if token.kind in ("sign", "name") and token.text in texts:
            self.at += 1
            return token
        return None

    def unexpected(self, expected: str, mend: str) -> ExpressionError:
        """The error for the sign that stands here."""
        token = self.here
        found = "the expression ends here" if token.kind == "end" else f"“{token.text}” stands here"
        return ExpressionError(f"{found}; expected {expected}; {mend}", token.column)

    def made(self, node: Node) -> Node:
        """Count a part of the tree."""
        self.parts += 1
        if self.parts > MOST_PARTS:
            said = f"more than {MOST_PARTS} parts; expected fewer; name parts of it"
            raise ExpressionError(said, node.column)
        return node

    def deeper(self, read: Callable[[], Node]) -> Node:
        """Read one level further down, unless that is too deep."""
        self.depth += 1
        if self.depth > DEEPEST:
            said = f"more than {DEEPEST} brackets within each other; expected fewer; name parts"
            raise ExpressionError(f"{said} of it", self.here.column)
        node = read()
        self.depth -= 1
        return node

    def _row(self, part: Callable[[], Node], *signs: str) -> Node:
        left = part()
        while token := self.take(*signs):
            left = self.made(Binary(token.text, left, part(), token.column))
        return left

    def condition(self) -> Node:
        return self._row(self.conjunction, "or")

    def conjunction(self) -> Node:
        return self._row(self.denial, "and")

    def denial(self) -> Node:
        token = self.take("not")
        if token is None:
            return self.comparison()
        return self.made(Not(self.deeper(self.denial), token.column))

    def comparison(self) -> Node:
        left = self.sum()
        token = self.take(*COMPARISONS)
        if token is None:
            return left
        node = self.made(Binary(token.text, left, self.sum(), token.column))
        if self.here.text in COMPARISONS:
            raise self.unexpected("“and”", "compare two values at a time: a < b and b < c")
        return node

    def sum(self) -> Node:
        return self._row(self.term, "+", "-")

    def term(self) -> Node:
        return self._row(self.factor, "*", "/", "of")

    def factor(self) -> Node:
        token = self.take("-")
        if token is None:
            return self.value()
        return self.made(Minus(self.deeper(self.factor), token.column))

    def value(self) -> Node:
        token = self.here
        if self.take("("):
            node = self.deeper(self.condition)
            self._close(")", token)
            return node
        if token.kind == "number":
            self.at += 1
            return self.made(self._quantity(token))
        if token.kind == "word":
            self.at += 1
            return self.made(Word(token.text[1:-1], token.column))
        if token.kind != "name" or token.text in KEYWORDS:
            raise self.unexpected(_VALUE, "write one, or remove what stands before")
        self.at += 1
        return self.made(self._named(token))

    def _named(self, token: Token) -> Node:
        if token.text in CURRENCIES and self.here.kind == "number":
            number = self.here
            self.at += 1
            return _literal(number, token.text, token.column)
        if self.take("("):
            return self._call(token)
        if opening := self.take("["):
            key = self.deeper(self.condition)
            self._close("]", opening)
            return LookUp(token.text, key, token.column)
        if token.text in FUNCTIONS:
            raise self.unexpected("“(”", f"write {token.text}(…)")
        return Name(token.text, token.column)

    def _call(self, token: Token) -> Node:
        function = FUNCTIONS.get(token.text)
        if function is None:
            close = get_close_matches(token.text, FUNCTIONS, 1)
            mend = f"did you mean “{close[0]}”?" if close else f"there are {', '.join(FUNCTIONS)}"
            said = f"“{token.text}” is no function; expected one of the language; {mend}"
            raise ExpressionError(said, token.column)
        opening = self.tokens[self.at - 1]
        given = [] if self.here.text == ")" else [self.deeper(self.condition)]
        while given and self.take(","):
            given.append(self.deeper(self.condition))
        self._close(")", opening)
        if not function.least <= len(given) <= function.most:
            raise ExpressionError(_wrong_count(token.text, function, len(given)), token.column)
        return Call(token.text, tuple(given), token.column)

    def _close(self, sign: str, opening: Token) -> None:
        if not self.take(sign):
            mend = f"close the “{opening.text}” of column {opening.column}"
            raise self.unexpected(f"“{sign}” or an operator", mend)

    def _quantity(self, token: Token) -> Node:
        unit = self.here
        if self.take("%"):
            return _literal(token, "percent", token.column)
        if unit.kind == "name" and (unit.text in _UNITS or unit.text in CURRENCIES):
            self.at += 1
            return _literal(token, singular(unit.text), token.column)
        if unit.kind == "name" and unit.text not in KEYWORDS:
            close = get_close_matches(unit.text, sorted(_UNITS), 1)
            mend = f"did you mean “{close[0]}”?" if close else "join them with an operator"
            raise self.unexpected("an operator, or percent, a currency, minutes or hours", mend)
        return _literal(token, "", token.column)


def _wrong_count(name: str, function: Function, count: int) -> str:
    wanted = str(function.least)
    if function.most > function.least:
        wanted = f"{function.least} to {function.most}"
    mend = f"{name} is {function.about}"
    return f"{name} is given {count} values; expected {wanted}; {mend}"


def _literal(token: Token, unit: str, column: int) -> Literal:
    kind = kind_of_unit(unit) if unit else NUMBER
    value = Fraction(token.text) * (factor_of(unit) if unit else 1)
    if value == 0 and kind.name in QUANTITIES and not unit:
        kind = ZERO
    return Literal(value, kind, token.text, unit, column)
