"""An expression in English that determines it: another number or operator gives other words.

Parts that are themselves made of parts stand in brackets, names in quotation marks, and each
function has one phrase. Three patterns of contracts have phrases of their own: what lies above a
free amount (`max(a - b, 0)`), started units (`round_up(a, b) / b`), and a cap (`min(a, limit)`).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from contract_kit import quantities
from contract_kit.expressions.calculating import Value
from contract_kit.expressions.checking import Checked
from contract_kit.expressions.kinds import CONDITION, SECONDS, ZERO, Kind, Measure
from contract_kit.expressions.parsing import LOOK_BACK
from contract_kit.expressions.scope import BUILT_IN
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
from contract_kit.quantities import Count, Duration, Money, Percent

_COMPARED = {
    "==": "is",
    "!=": "is not",
    "<": "is below",
    "<=": "is at most",
    ">": "is above",
    ">=": "is at least",
}
_JOINED = {"+": "plus", "-": "less", "*": "multiplied by", "/": "divided by", "of": "of"}
EARLIER = {
    "earlier": "the Term",
    "earlier_in_year": "the Contract Year",
    "earlier_in_quarter": "the calendar quarter",
}
"""Sums over earlier months, and of what."""
_PLACES = 8
_KEEPS_SIGN = frozenset(
    {"min", "max", "round", "round_up", "round_down", "total", "day_total", "balance"}
)
"""Functions of which the value is 0 or more where what they are given is."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How names print: titles of inputs and tables, the word for an event, the unit of times."""

    checked: Checked
    event: str = "event"
    time_unit: str = "minute"
    locale: str = "en_GB"

    @property
    def events(self) -> str:
        """The word for several events."""
        word = self.event
        if word.endswith(("s", "x", "z", "ch", "sh")):
            return word if word.endswith("s") else f"{word}es"
        if word.endswith("y") and word[-2:-1] not in "aeiou":
            return f"{word[:-1]}ies"
        return f"{word}s"

    def title(self, name: str) -> str:
        """What an input, a table or a named amount is called: `billed_time` as `Billed time`."""
        scope = self.checked.scope
        for known in (scope.inputs, scope.tables):
            if name in known:
                return str(known[name].title)
        words = name.replace("_", " ")
        return words[:1].upper() + words[1:]


def words_of(node: Node, vocabulary: Vocabulary) -> str:
    """An expression in words."""
    return _Writer(vocabulary).of(node)


def sentences(vocabulary: Vocabulary) -> tuple[tuple[str, str], ...]:
    """Each named amount with the sentence that states it, in their order."""
    checked = vocabulary.checked
    return tuple((name, _sentence(name, vocabulary)) for name in checked.where)


def _sentence(name: str, vocabulary: Vocabulary) -> str:
    checked = vocabulary.checked
    verb = "holds if" if checked.kinds[name] == CONDITION else "is"
    begin = {
        Measure.EVENT: f"For each {vocabulary.event}, ",
        Measure.DAY: f"For each day with {vocabulary.events}, ",
    }.get(checked.named[name], "")
    said = words_of(checked.trees[name], vocabulary)
    return f"{begin}“{vocabulary.title(name)}” {verb} {said}."


class _Writer:
    def __init__(self, vocabulary: Vocabulary) -> None:
        self.known = vocabulary
        self.checked = vocabulary.checked
        self.positive: dict[str, bool] = {}
        self.back = 0

    def of(self, node: Node) -> str:
        """A part in words."""
        match node:
            case Literal() | Word():
                return (
                    f"“{node.text}”" if isinstance(node, Word) else literal(node, self.known.locale)
                )
            case Name(name):
                return self._name(name)
            case Minus(of) | Not(of):
                begin = "minus" if isinstance(node, Minus) else "it does not hold that"
                return f"{begin} {self.part(of)}"
            case Binary():
                return self._binary(node)
            case LookUp(table, key):
                return f"the value of the table “{self.known.title(table)}” for {self.part(key)}"
            case Call():
                return self._call(node)

    def part(self, node: Node) -> str:
        """A part within another: in brackets, unless it is a value or a name."""
        said = self.of(node)
        return said if isinstance(node, (Literal, Word, Name)) else f"({said})"

    def _name(self, name: str) -> str:
        scope = self.checked.scope
        if name in BUILT_IN and name not in scope.inputs and name not in self.checked.trees:
            said = BUILT_IN[name][0].format(events=self.known.events)
            return said.replace("this one", "that earlier month") if self.back else said
        said = f"“{self.known.title(name)}”"
        return f"{said} holds" if self.checked.kinds.get(name) == CONDITION else said

    def _binary(self, node: Binary) -> str:
        if node.sign in ("and", "or"):
            return f"{self._left(node)} {node.sign} {self.part(node.right)}"
        if node.sign in _COMPARED:
            return f"{self.part(node.left)} {_COMPARED[node.sign]} {self.part(node.right)}"
        started = self._started(node)
        return started or f"{self._left(node)} {_JOINED[node.sign]} {self.part(node.right)}"

    def _left(self, node: Binary) -> str:
        """The left side; a chain of one operator that may be read in any order has no brackets."""
        left = node.left
        chain = isinstance(left, Binary) and left.sign == node.sign in ("+", "*", "and", "or")
        return self.of(left) if chain else self.part(left)

    def _started(self, node: Binary) -> str:
        """The phrase for `round_up(a, b) / b`, where a is not negative."""
        top = node.left
        if node.sign != "/" or not isinstance(top, Call) or top.name != "round_up":
            return ""
        amount, step = top.given
        if step != node.right or not isinstance(step, Literal) or not self._is_positive(amount):
            return ""
        return f"the number of started units of {self.of(step)} in {self.part(amount)}"

    def _is_positive(self, node: Node) -> bool:
        """Whether a value is 0 or more, as far as its form shows it."""
        match node:
            case Literal():
                return True
            case Name(name):
                tree = self.checked.trees.get(name)
                if name not in self.positive:
                    self.positive[name] = tree is None or self._is_positive(tree)
                return self.positive[name]
            case Binary(sign, left, right):
                return sign in "+*/" and self._is_positive(left) and self._is_positive(right)
            case Call(name, given):
                own = given if name in ("min", "max") else given[:1]
                found = [self._is_positive(one) for one in own]
                return name in _KEEPS_SIGN and (any(found) if name == "max" else all(found))
            case _:
                return False

    def _call(self, node: Call) -> str:
        first, *rest = node.given
        match node.name:
            case "if":
                cond, one, other = node.given
                return f"{self.part(one)} if {self.part(cond)}, otherwise {self.part(other)}"
            case "min" | "max":
                return self._extreme(node)
            case "by_band":
                assert isinstance(first, Name)
                table = f"the table “{self.known.title(first.name)}”"
                return (
                    f"the sum over the bands of {table} of the part of {self.part(rest[0])} that"
                    " lies in the band multiplied by the value of the band"
                )
            case "total" | "day_total":
                return f"the sum of {self.part(first)} over {self._over(node)}"
            case name if name in LOOK_BACK:
                return self._looking_back(node)
            case _:
                return self._rounded(node)

    def _looking_back(self, node: Call) -> str:
        """A sum over earlier months, or a balance that they leave."""
        self.back += 1
        said = self.part(node.given[-1])
        self.back -= 1
        if node.name != "balance":
            return f"the sum of {said} over the earlier months of {EARLIER[node.name]}"
        return (
            f"the balance that starts at {self.part(node.given[0])} and changes after each earlier"
            f" month of the Term by {said}, to nil at the lowest"
        )

    def _over(self, node: Call) -> str:
        """What a sum goes over."""
        events = self.known.events
        if node.name == "day_total":
            return f"the {events} of the day"
        by_day = self.checked.measures[id(node.given[0])] is Measure.DAY
        return f"the days of the month with {events}" if by_day else f"the {events} of the month"

    def _extreme(self, node: Call) -> str:
        first, second = node.given[:2]
        beyond = isinstance(second, Literal) and second.kind == ZERO and len(node.given) == 2
        if node.name == "max" and beyond and isinstance(first, Binary) and first.sign == "-":
            part = f"the part of {self.part(first.left)} above {self.part(first.right)}"
            return f"{part} (nil where there is none)"
        if node.name == "min" and len(node.given) == 2 and isinstance(second, Literal):
            return f"{self.part(first)}, but at most {self.of(second)}"
        if node.name == "max" and len(node.given) == 2 and isinstance(second, Literal):
            return f"{self.part(first)}, but at least {self.of(second)}"
        few = len(node.given) == 2
        word = {"max": "greater" if few else "greatest", "min": "lesser" if few else "least"}
        parts = [self.part(one) for one in node.given]
        return f"the {word[node.name]} of {', '.join(parts[:-1])} and {parts[-1]}"

    def _rounded(self, node: Call) -> str:
        amount, step = node.given
        whole = isinstance(step, Literal) and step.unit == "" and step.value == 1
        to = "a whole number" if whole else f"a multiple of {self.part(step)}"
        if node.name == "round":
            near = to.replace("a ", "the nearest ", 1)
            return f"{self.part(amount)} rounded to {near}, a half away from zero"
        return f"{self.part(amount)} rounded {node.name.removeprefix('round_')} to {to}"


def literal(node: Literal, locale: str = "en_GB") -> str:
    """A value written out, as a contract prints it."""
    return _quantity(Decimal(node.text), node.kind, node.unit, locale)


def shown(value: Value, kind: Kind, vocabulary: Vocabulary) -> str:
    """A value that was found: money with its currency, times in the unit they are measured in."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return f"“{value}”"
    unit = vocabulary.time_unit if kind.name == "time" else ""
    scale = {"time": Fraction(1, SECONDS.get(unit, 60)), "percent": Fraction(100)}.get(kind.name)
    number, exact = decimal_of(value * (scale or 1))
    said = _quantity(number, kind, unit or kind.currency, vocabulary.locale)
    return said if exact else f"about {said}"


def decimal_of(value: Fraction, places: int = _PLACES) -> tuple[Decimal, bool]:
    """A fraction as a decimal of some places at most, a half away from zero; and if it is exact."""
    whole = abs(value) * 10**places
    near = int(whole + Fraction(1, 2)) * (1 if value >= 0 else -1)
    number = Decimal(near).scaleb(-places).normalize()
    sign = int(number.as_tuple().exponent)
    return (number.quantize(Decimal(1)) if sign > 0 else number), whole == abs(near)


def _quantity(number: Decimal, kind: Kind, unit: str, locale: str) -> str:
    match kind.name:
        case "money":
            return quantities.text(Money(number, kind.currency), locale=locale)
        case "percent":
            return quantities.text(Percent(number), locale=locale)
        case "time":
            return quantities.text(Duration(number, unit), locale=locale)
        case _:
            return quantities.text(Count(number), locale=locale)
