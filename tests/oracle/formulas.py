"""Formulas in words: a small grammar of the sentences that say how a computed charge is found.

What stands in brackets is found first; a chain of one kind of operation is found from left to
right, and a chain of two kinds without brackets is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Any, Protocol

from tests.oracle.words import Unreadable, money, number, percent


class Scope(Protocol):
    """Where a formula looks up what it names."""

    def value(self, name: str) -> Any:
        """What is measured or found under a name."""

    def members(self, of: str) -> list[Scope]:
        """The events, days or months that words such as `the calls of the day` name."""

    def count(self, of: str) -> Decimal:
        """How many of something there are."""

    def look_up(self, table: str, key: Any) -> Decimal:
        """The value of a table for a key."""


Formula = Callable[[Scope], Any]
NAME = re.compile(r"“([^”]+)”")
LITERAL = re.compile(
    r"([A-Z]{3} -?[\d,]+(?:\.\d+)?)|([\d.,]*\d%)|([\d.,]*\d)(?: (?:minutes|hours))?"
)
CHAIN = {
    " plus ": lambda a, b: a + b,
    " less ": lambda a, b: a - b,
    " multiplied by ": lambda a, b: a * b,
    " divided by ": lambda a, b: a / b,
}
KIND = {" plus ": "sum", " less ": "sum", " multiplied by ": "product", " divided by ": "product"}
COMPARED = {
    "is above ": lambda a, b: a > b,
    "is below ": lambda a, b: a < b,
    "is at least ": lambda a, b: a >= b,
    "is at most ": lambda a, b: a <= b,
    "is not ": lambda a, b: a != b,
    "is ": lambda a, b: a == b,
}


class Parser:
    """Reads one formula from its words."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def whole(self) -> Formula:
        """The formula of the whole text."""
        found = self.full()
        if self.at != len(self.text):
            raise self.stop()
        return found

    def stop(self) -> Unreadable:
        """What to raise where the words are not understood."""
        return Unreadable(f"I cannot read this formula from here on: {self.text[self.at :]}")

    def take(self, words: str) -> bool:
        """Whether the words come next; they are then passed."""
        if not self.text.startswith(words, self.at):
            return False
        self.at += len(words)
        return True

    def must(self, words: str) -> None:
        """Pass words that have to come next."""
        if not self.take(words):
            raise self.stop()

    def full(self) -> Formula:
        """A chain with its bounds, or one of two by a condition."""
        found = self.chain()
        while True:
            if self.take(", but at most "):
                found = _both(min, found, self.chain())
            elif self.take(", but at least "):
                found = _both(max, found, self.chain())
            elif self.take(" if ("):
                found = self.otherwise(found)
            else:
                return found

    def otherwise(self, then: Formula) -> Formula:
        """`A if (condition), otherwise B`."""
        left = self.chain()
        self.must(" ")
        compare = next((test for words, test in COMPARED.items() if self.take(words)), None)
        if compare is None:
            raise self.stop()
        right = self.chain()
        self.must("), otherwise ")
        other = self.full()
        return lambda scope: (then if compare(left(scope), right(scope)) else other)(scope)

    def chain(self) -> Formula:
        """Operands with operations of one kind between them."""
        found, kind = self.operand(), ""
        while words := next((words for words in CHAIN if self.take(words)), ""):
            if kind not in ("", KIND[words]):
                raise Unreadable(f"two kinds of operation without brackets: {self.text}")
            kind = KIND[words]
            found = _both(CHAIN[words], found, self.operand())
        return found

    def operand(self) -> Formula:
        """A value, and how it is rounded."""
        found = self.plain()
        if self.take(" rounded up to a whole number"):
            return _rounded(found, ROUND_CEILING)
        if self.take(" rounded down to a whole number"):
            return _rounded(found, ROUND_FLOOR)
        if self.take(" rounded to the nearest multiple of "):
            step = self.plain()
            self.must(", a half away from zero")
            return lambda scope: (
                (found(scope) / step(scope)).quantize(Decimal(1), ROUND_HALF_UP) * step(scope)
            )
        return found

    def plain(self) -> Formula:
        """A bracket, a name, a figure, or one of the phrases that begin with `the`."""
        if self.take("("):
            found = self.full()
            self.must(")")
            return found
        if self.take("the "):
            return self.phrase()
        if named := NAME.match(self.text, self.at):
            self.at = named.end()
            return lambda scope: scope.value(named[1])
        return self.figure()

    def figure(self) -> Formula:
        """A sum, a percentage (perhaps of something) or a number."""
        found = LITERAL.match(self.text, self.at)
        if found is None:
            raise self.stop()
        self.at = found.end()
        sums, share, plain = found.groups()
        value = money(sums) if sums else percent(share) if share else number(plain)
        if share and self.take(" of "):
            base = self.operand()
            return lambda scope: value * base(scope)
        return lambda scope: value

    def phrase(self) -> Formula:
        """What the words after `the` say."""
        for words, read in PHRASES.items():
            if self.take(words):
                return read(self)
        raise self.stop()

    def part(self) -> Formula:
        """`the part of A above B (nil where there is none)`."""
        whole = self.chain()
        self.must(" above ")
        edge = self.chain()
        self.must(" (nil where there is none)")
        return lambda scope: max(whole(scope) - edge(scope), Decimal(0))

    def sum(self) -> Formula:
        """`the sum of A over the calls of the day`."""
        each = self.operand()
        self.must(" over the ")
        of = self.group()
        return lambda scope: sum((each(one) for one in scope.members(of)), Decimal(0))

    def balance(self) -> Formula:
        """`the balance that starts at A and changes after each earlier month by B`."""
        start = self.operand()
        self.must(" and changes after each earlier month of the Term by ")
        change = self.operand()
        self.must(", to nil at the lowest")

        def find(scope: Scope) -> Any:
            left = start(scope)
            for month in scope.members("earlier months of the Term"):
                left = max(left + change(month), Decimal(0))
            return left

        return find

    def group(self) -> str:
        """The words that name events, days or months."""
        found = re.compile(
            r"days of the month with \w+|\w+ of the (?:day|month)"
            r"|earlier months of the (?:Term|Contract Year|calendar quarter)"
            r"|calendar months of the Term up to and including (?:this one|that earlier month)"
        ).match(self.text, self.at)
        if found is None:
            raise self.stop()
        self.at = found.end()
        return found[0]

    def started(self) -> Formula:
        """`the number of started units of 15 minutes in A`."""
        size = self.figure()
        self.must(" in ")
        whole = self.operand()
        return _rounded(lambda scope: whole(scope) / size(scope), ROUND_CEILING)

    def number(self) -> Formula:
        """`the number of parcels of the month`."""
        of = self.group()
        return lambda scope: scope.count(of)

    def table(self) -> Formula:
        """`the value of the table “T” for A`."""
        named = NAME.match(self.text, self.at)
        if named is None:
            raise self.stop()
        self.at = named.end()
        self.must(" for ")
        key = self.operand()
        return lambda scope: scope.look_up(named[1], key(scope))

    def lesser(self) -> Formula:
        """`the lesser of A and B`."""
        return self.either(min)

    def greater(self) -> Formula:
        """`the greater of A and B`."""
        return self.either(max)

    def either(self, choose: Callable[..., Any]) -> Formula:
        """One of two."""
        first = self.operand()
        self.must(" and ")
        return _both(choose, first, self.operand())


PHRASES: dict[str, Callable[[Parser], Formula]] = {
    "part of ": Parser.part,
    "sum of ": Parser.sum,
    "balance that starts at ": Parser.balance,
    "number of started units of ": Parser.started,
    "number of ": Parser.number,
    "value of the table ": Parser.table,
    "lesser of ": Parser.lesser,
    "greater of ": Parser.greater,
}


def _both(operate: Callable[[Any, Any], Any], left: Formula, right: Formula) -> Formula:
    return lambda scope: operate(left(scope), right(scope))


def _rounded(formula: Formula, way: str) -> Formula:
    return lambda scope: formula(scope).to_integral_value(way)
