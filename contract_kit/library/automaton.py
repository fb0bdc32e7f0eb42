"""An expression as the machine that runs it: which character can be read after which.

A state reads one character. Every way that `re` can take from one state to the next is an edge, so
that two edges between the same states are two ways to read the same text. Characters are told apart
as far as the expression does: each stands for all that it treats alike, and sets of them are bits.
"""

from __future__ import annotations

import re
import string
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from contract_kit.library.syntax import Choice, Class, Kind, Letter, Look, Place, Repeat, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contract_kit.library.syntax import Node, Row

LARGEST = 6000
"""States of an expression; one with more is refused."""
_PASSED = 400_000
"""Steps between them."""
_LARGE = "the expression is too large; make two of it"
UNROLLED = 3
"""So often a repeat that ends is written out: enough for two of its turns to meet."""
_SAMPLES = string.printable + "éßЖ–’中\u00a0٣"
_WORD = Class((Kind("w"),))
_NEVER = Class(())


@dataclass(frozen=True)
class Test:
    """What must (`wanted`) or must not be the character before, or after, a place."""

    behind: bool
    wanted: bool
    chars: Node


Tests = tuple[Test, ...]


@dataclass
class Machine:
    """The states of an expression, by number: those in `reads` read, the others lead on.

    With `turns`, a repeat that ends is a loop, and `bounds` says for a state how often it can be
    read in all; without, such a repeat is written out.
    """

    turns: bool
    reads: dict[int, Node] = field(default_factory=dict)
    bounds: dict[int, int] = field(default_factory=dict)
    ways: list[list[tuple[int, Tests]]] = field(default_factory=list)
    entries: set[int] = field(default_factory=set)
    _passed: int = 0

    def state(self) -> int:
        """A new state; raises `ValueError` when there are too many."""
        if len(self.ways) >= LARGEST:
            raise ValueError(_LARGE)
        self.ways.append([])
        return len(self.ways) - 1

    def pass_by(self) -> None:
        """One more step between states; raises `ValueError` when there are too many."""
        self._passed += 1
        if self._passed > _PASSED:
            raise ValueError(_LARGE)

    def row(self, row: Row, at: int, bound: int = 1) -> int:
        """Adds a row that begins at a state; gives the state where it ends."""
        for node in row:
            at = self._node(node, at, bound)
        return at

    def _node(self, node: Node, at: int, bound: int) -> int:
        if isinstance(node, Letter | Class):
            reading, after = self.state(), self.state()
            self.reads[reading], self.bounds[reading] = node, bound
            self.ways[at].append((reading, ()))
            self.ways[reading].append((after, ()))
            return after
        if isinstance(node, Repeat):
            return self._repeat(node, at, bound)
        after = self.state()
        if isinstance(node, Choice):
            for row in node.rows:
                self.ways[self.row(row, at, bound)].append((after, ()))
            return after
        alternatives, aside = _tests(node)
        if aside:
            self.row(aside, at, bound)
        self.ways[at] += [(after, tests) for tests in alternatives]
        return after

    def _repeat(self, node: Repeat, at: int, bound: int) -> int:
        low, high = node.low, node.high
        if high is not None and (not self.turns or high <= 1):
            return self._written_out(node, at, bound)
        for _ in range(min(low, UNROLLED) - 1):
            at = self.row(node.row, at, bound)
        entry, leaving = self.state(), self.state()
        self.entries.add(entry)
        self.ways[at].append((entry, ()))
        last = self.row(node.row, entry, bound * (high or 1))
        self.ways[last] += [(entry, ()), (leaving, ())]
        if not low:
            self.ways[at].append((leaving, ()))
        return leaving

    def _written_out(self, node: Repeat, at: int, bound: int) -> int:
        high = min(node.high or 0, UNROLLED)
        leaving = self.state()
        for turn in range(high):
            if turn >= node.low:
                self.ways[at].append((leaving, ()))
            at = self.row(node.row, at, bound)
        self.ways[at].append((leaving, ()))
        return leaving


def _tests(node: Node) -> tuple[list[Tests], Row]:
    """The tests for a place, one tuple for each way to pass, and what is read there aside."""
    if isinstance(node, Place):
        into = (Test(True, False, _WORD), Test(False, True, _WORD))
        out = (Test(True, True, _WORD), Test(False, False, _WORD))
        within = (Test(True, True, _WORD), Test(False, True, _WORD))
        beyond = (Test(True, False, _WORD), Test(False, False, _WORD))
        at_edge = (Test(node.sign in "^A", True, _NEVER),)
        ways: dict[str, list[Tests]] = {"b": [into, out], "B": [within, beyond]}
        return ways.get(node.sign, [at_edge]), ()
    assert isinstance(node, Look)
    if len(node.row) == 1 and isinstance(node.row[0], Letter | Class):
        return [(Test(node.behind, node.wanted, node.row[0]),)], ()
    return [()], () if node.behind else node.row


@dataclass(frozen=True)
class Edge:
    """A way from one state that reads to the next, `by` the places between them."""

    to: int
    by: Tests


class Automaton:
    """What a machine reads: `edges` by state (`start` among them), `final` states, sets as bits."""

    def __init__(self, row: Row, *, turns: bool) -> None:
        self._machine = machine = Machine(turns)
        self.start = machine.state()
        end = machine.row(row, self.start)
        self.bounds = machine.bounds
        self.edges: dict[int, list[Edge]] = {}
        self.final: set[int] = set()
        for state in (self.start, *machine.reads):
            reached = list(self._closure(state, end))
            self.edges[state] = [one for one in reached if one.to != end]
            if any(one.to == end and not one.by for one in reached):
                self.final.add(state)

    def _closure(self, state: int, end: int) -> Iterator[Edge]:
        """Every way from a state to one that reads, or to the end; a turn reads something."""
        waiting: list[tuple[int, Tests, frozenset[int]]] = [(state, (), frozenset())]
        while waiting:
            at, by, turned = waiting.pop()
            self._machine.pass_by()
            for to, tests in self._machine.ways[at]:
                if to in self._machine.reads or to == end:
                    yield Edge(to, by + tests)
                elif to not in turned:
                    again = turned | {to} if to in self._machine.entries else turned
                    waiting.append((to, by + tests, again))

    @cached_property
    def _bits(self) -> dict[Node, int]:
        """For each node that is read or tested, the kinds of characters in it."""
        nodes = dict.fromkeys([_WORD, *self._machine.reads.values()])
        nodes |= dict.fromkeys(test.chars for test in self._all_tests())
        known = {char for node in nodes for char in _chars(node)} | set(_SAMPLES)
        found = {node: _members(node, "".join(sorted(known))) for node in nodes}
        kinds = {tuple(char in one for one in found.values()): char for char in sorted(known)}
        order = sorted(kinds.values())
        return {
            node: sum(1 << place for place, char in enumerate(order) if char in one)
            for node, one in found.items()
        } | {ALL: (1 << len(order)) - 1}

    def _all_tests(self) -> Iterator[Test]:
        for edges in self.edges.values():
            for edge in edges:
                yield from edge.by

    @cached_property
    def any(self) -> int:
        """Every character."""
        return self._bits[ALL]

    def read(self, state: int) -> int:
        """The characters that a state reads."""
        return self._bits[self._machine.reads[state]]

    @cached_property
    def contexts(self) -> list[int]:
        """Sets of characters that no test of what stands before tells apart."""
        found = [self._bits[ALL]]
        for test in dict.fromkeys(one.chars for one in self._all_tests() if one.behind):
            inside = self._bits[test]
            found = [part for one in found for part in (one & inside, one & ~inside) if part]
        return found

    def passed(self, edge: Edge, context: int) -> int:
        """The characters that an edge can read after one of a context."""
        found = self.read(edge.to)
        for test in edge.by:
            inside = self._bits[test.chars]
            if test.behind:
                if bool(context & inside) is not test.wanted:
                    return 0
            else:
                found &= inside if test.wanted else ~inside
        return found


ALL = Class((), negated=True)
"""Any character."""


def _chars(node: Node) -> Iterator[str]:
    """The characters at the edges of what a node reads, in either case."""
    items = node.items if isinstance(node, Class) else (node,)
    for item in items:
        ends = item.first + item.last if isinstance(item, Span) else ""
        for char in item.char if isinstance(item, Letter) else ends:
            beside = (chr(max(0, ord(char) - 1)), char, chr(min(ord(char) + 1, 0x10FFFF)))
            yield from beside
            yield from (char.lower()[0], char.upper()[0])


def _members(node: Node, chars: str) -> frozenset[str]:
    """Those of the characters that a node reads, in any case."""
    items = node.items if isinstance(node, Class) else (node,)
    negated = isinstance(node, Class) and node.negated
    inside = "".join(map(_source, items))
    found = frozenset(re.findall(f"[{inside}]", chars, re.IGNORECASE)) if inside else frozenset()
    return frozenset(chars) - found if negated else found


def _source(item: object) -> str:
    if isinstance(item, Span):
        return f"{re.escape(item.first)}-{re.escape(item.last)}"
    if isinstance(item, Kind):
        return f"\\{item.name}"
    assert isinstance(item, Letter)
    return re.escape(item.char)
