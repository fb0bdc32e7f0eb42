r"""The regular expressions that packs may use, read into a tree: a part of those of Python's `re`.

Letters, classes, groups, alternatives, repeats, places (`^ $ \b`) and what stands ahead or behind.
What matches otherwise from one Python to another, or takes time to look up what was found before,
is refused: possessive repeats, atomic groups, references to groups, conditions, flags but `i`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

DEEPEST = 40
"""So deep may groups stand in groups."""
_KINDS = frozenset("dwsDWS")
_PLACES = frozenset("bBAZ")
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "a": "\a"}
_CODES = {"x": 2, "u": 4, "U": 8}
_SIGNS = {"*": (0, None), "+": (1, None), "?": (0, 1)}
_DIGITS = 4
_TIMES = re.compile(r"\{(\d*)(,?)(\d*)\}")
_GROUP = re.compile(r"\((?:\?(?:P<\w+>|<?[=!]|-?i?:))?")
_LOOKS = {"(?=": (False, True), "(?!": (False, False), "(?<=": (True, True), "(?<!": (True, False)}


@dataclass(frozen=True)
class Letter:
    """One character."""

    char: str


@dataclass(frozen=True)
class Span:
    """In a class: the characters from the first to the last."""

    first: str
    last: str


@dataclass(frozen=True)
class Kind:
    r"""In a class: `\d`, `\w`, `\s` or what they leave out, by its letter."""

    name: str


@dataclass(frozen=True)
class Class:
    """One character of a class, or, `negated`, one that is not in it."""

    items: tuple[Letter | Span | Kind, ...]
    negated: bool = False


@dataclass(frozen=True)
class Repeat:
    """A row, at least `low` times; at most `high`, if that is a number."""

    low: int
    high: int | None
    row: Row


@dataclass(frozen=True)
class Choice:
    """One of several rows."""

    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Place:
    r"""A place between characters: `^`, `$`, `b` for `\b`, `B`, `A`, `Z`."""

    sign: str


@dataclass(frozen=True)
class Look:
    """A row that must, or, not `wanted`, must not stand behind or ahead of a place."""

    behind: bool
    wanted: bool
    row: Row


Node = Letter | Class | Repeat | Choice | Place | Look
Row = tuple[Node, ...]
"""Nodes that match one after the other."""
_PLAIN = Letter | Class | Place
ANY = Class((Letter("\n"),), negated=True)
"""What a dot matches."""


def tree(source: str) -> Row:
    """The nodes of an expression; raises `ValueError` for what packs may not use."""
    reader = _Reader(source)
    row = reader.choice(0)
    if reader.at < len(source):
        raise reader.refused("this bracket closes nothing")
    return row


class _Reader:
    def __init__(self, source: str) -> None:
        self._source = source
        self.at = 0

    def refused(self, why: str) -> ValueError:
        """The error for what stands at this place."""
        found = self._source[self.at : self.at + 12]
        return ValueError(f"the expression cannot be used, at {found!r}: {why}")

    def choice(self, depth: int) -> Row:
        """Alternatives up to a closing bracket or the end."""
        if depth > DEEPEST:
            raise self.refused(f"more than {DEEPEST} groups stand in one another")
        rows = [self._row(depth)]
        while self._take("|"):
            rows.append(self._row(depth))
        return rows[0] if len(rows) == 1 else _joined(rows)

    def _row(self, depth: int) -> Row:
        found: list[Node] = []
        while self.at < len(self._source) and self._source[self.at] not in "|)":
            found += self._repeated(self._one(depth))
        return tuple(found)

    def _take(self, text: str) -> bool:
        found = self._source.startswith(text, self.at)
        self.at += len(text) * found
        return found

    def _one(self, depth: int) -> Row:
        """One letter, class, place or group; a group is the row within it."""
        char = self._source[self.at]
        if char == "(":
            return self._group(depth)
        if char in _SIGNS:
            raise self.refused("there is nothing to repeat before it")
        self.at += 1
        if char == "[":
            return (self._class(),)
        if char == "\\":
            return (self._escaped(),)
        if char == ".":
            return (ANY,)
        return (Place(char),) if char in "^$" else (Letter(char),)

    def _group(self, depth: int) -> Row:
        match = _GROUP.match(self._source, self.at)
        opening = match[0] if match else "("
        if opening == "(" and self._source.startswith("(?", self.at):
            raise self.refused(
                "of groups there are (…), (?:…), (?=…), (?!…), (?<=…), (?<!…); (?>…) matches "
                "otherwise from one Python to another, and case never matters"
            )
        start, self.at = self.at, self.at + len(opening)
        row = self.choice(depth + 1)
        if not self._take(")"):
            self.at = start
            raise self.refused("this bracket is not closed")
        return (Look(*_LOOKS[opening], row),) if opening in _LOOKS else row

    def _repeated(self, row: Row) -> Row:
        times = self._times()
        if times is None:
            return row
        if not self._take("?") and self._source.startswith("+", self.at):
            raise self.refused(
                "a possessive repeat matches otherwise from one Python to another; leave out the +"
            )
        again = self.at
        if self._times():
            self.at = again
            raise self.refused("it repeats a repeat; put the first one in (?:…)")
        return (Repeat(*times, row),)

    def _times(self) -> tuple[int, int | None] | None:
        """How often what stands before may stand, and steps over it."""
        for sign, times in _SIGNS.items():
            if self._take(sign):
                return times
        match = _TIMES.match(self._source, self.at)
        if match is None or not (match[1] or match[2]):
            return None
        if any(len(one) > _DIGITS for one in (match[1], match[3])):
            raise self.refused(f"a number of repeats has {_DIGITS} digits at most")
        self.at = match.end()
        low = int(match[1] or 0)
        return low, (int(match[3]) if match[3] else None) if match[2] else low

    def _escaped(self) -> Node:
        r"""What a backslash stands for, outside a class."""
        char = self._source[self.at : self.at + 1]
        if char in _PLACES:
            self.at += 1
            return Place(char)
        item = self._item_escaped()
        return Class((item,)) if isinstance(item, Kind) else item

    def _item_escaped(self) -> Letter | Kind:
        char = self._source[self.at : self.at + 1]
        self.at += 1
        if char in _KINDS:
            return Kind(char)
        if char in _CONTROLS:
            return Letter(_CONTROLS[char])
        if char in _CODES:
            digits = self._source[self.at : self.at + _CODES[char]]
            self.at += len(digits)
            return Letter(chr(int(digits, 16)))
        if not char or (char.isascii() and char.isalnum()):
            self.at -= 2
            raise self.refused(r"of letters with a backslash there are \d \w \s \b \n \t and \x41")
        return Letter(char)

    def _class(self) -> Node:
        start = self.at - 1
        negated = self._take("^")
        items: list[Letter | Span | Kind] = []
        while not (self._source.startswith("]", self.at) and items):
            if self.at >= len(self._source):
                self.at = start
                raise self.refused("this bracket is not closed")
            items.append(self._span(self._item()))
        self.at += 1
        if len(items) == 1 and isinstance(items[0], Letter) and not negated:
            return items[0]
        return Class(tuple(dict.fromkeys(items)), negated)

    def _item(self) -> Letter | Kind:
        char = self._source[self.at]
        self.at += 1
        if char != "\\":
            return Letter(char)
        if self._take("b"):
            return Letter("\b")
        return self._item_escaped()

    def _span(self, first: Letter | Kind) -> Letter | Span | Kind:
        """What stands here as the beginning of a range, where one follows."""
        rest = self._source[self.at : self.at + 2]
        if not isinstance(first, Letter) or len(rest) < 2 or rest[0] != "-" or rest[1] == "]":
            return first
        self.at += 1
        last = self._item()
        if not isinstance(last, Letter) or last.char < first.char:
            raise self.refused("a range goes from one letter to a later one")
        return Span(first.char, last.char)


def _joined(rows: list[Row]) -> Row:
    """Alternatives as one row: what they all begin with, then how they go on."""
    first: list[Node] = []
    while all(rows) and len({row[0] for row in rows}) == 1 and isinstance(rows[0][0], _PLAIN):
        first.append(rows[0][0])
        rows = [row[1:] for row in rows]
    items: list[Letter | Span | Kind] = []
    for row in rows:
        node = row[0] if len(row) == 1 else None
        if isinstance(node, Letter):
            items.append(node)
        elif isinstance(node, Class) and not node.negated:
            items += node.items
        else:
            return (*first, Choice(tuple(rows)))
    return (*first, Class(tuple(dict.fromkeys(items))))
