"""The tree of an expression. Every node knows the column it begins in, counted from 1."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contract_kit.expressions.kinds import Kind


@dataclass(frozen=True, slots=True)
class Literal:
    """A value written out: `2.40 GBP`, `15 minutes`, `10%`, `3`.

    `value` is in the base unit of its kind: seconds, a share (10% is 0.1), currency units.
    `text` is the number as it was written, `unit` what stands beside it.
    """

    value: Fraction
    kind: Kind
    text: str = field(compare=False)
    unit: str = ""
    column: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Word:
    """A word in quotation marks, such as one of the products."""

    text: str
    column: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Name:
    """What a name stands for: an input, a named amount, or a word of the language."""

    name: str
    column: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Minus:
    """The negative of a value."""

    of: Node
    column: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a condition."""

    of: Node
    column: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Binary:
    """Two values joined by `+ - * /`, a comparison, `and` or `or`."""

    sign: str
    left: Node
    right: Node
    column: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the language with what it is given."""

    name: str
    given: tuple[Node, ...]
    column: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class LookUp:
    """The value of a table for a word or a number."""

    table: str
    key: Node
    column: int = field(default=1, compare=False)


Node: TypeAlias = Literal | Word | Name | Minus | Not | Binary | Call | LookUp


def below(node: Node) -> tuple[Node, ...]:
    """The nodes directly below one."""
    match node:
        case Minus(of) | Not(of):
            return (of,)
        case Binary(_, left, right):
            return (left, right)
        case Call(_, given):
            return given
        case LookUp(_, key):
            return (key,)
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """A node and all below it."""
    yield node
    for one in below(node):
        yield from walk(one)
