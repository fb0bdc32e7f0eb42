"""Letters without which an expression cannot match: looking for them costs next to nothing.

Needles are pieces of words that must stand somewhere in a text; openings are the letters that a
word begins with where the expression can begin to match. Both are read off the expression's own
syntax tree, and both only ever leave out texts and places where it cannot match.
"""

from __future__ import annotations

import re
from functools import lru_cache
from re import _parser  # type: ignore[attr-defined] # the one reader of Python's expressions
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Needs = tuple[Any, ...]
"""Alternatives, one of which must stand: each is a tuple of pieces of words in lower case, and of
alternatives again, that must all stand. Nothing: no letters are needed."""

Node = tuple[Any, Any]
DIGIT = "\\d"
"""The needle that any digit is."""
WHOLE = "="
"""Begins a needle that must stand as a word of its own."""
BEGINS = "^"
"""Begins a needle that a word must begin with."""
OPENING = 3
"""So many letters of a word's beginning are told apart."""
_ENOUGH = 3
_MOST = 120
"""With more openings than these it is quicker to try every place."""
_SIGNS = frozenset("$€£₹¥%§")
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_PLACES = frozenset({"ASSERT", "ASSERT_NOT", "AT"})
"""What matches a place, no letter: it only makes a match rarer."""
_UNDERSCORE = ord("_")
_FIGURES = (ord("0"), ord("9"))
_EMPTY = frozenset({""})
_END = frozenset({" "})
_WORD = list(_parser.parse(r"\w"))
_ANYTHING = list(_parser.parse("."))


@lru_cache(maxsize=4096)
def needles(source: str) -> Needs:
    """What must stand wherever the expression `source` matches, case aside."""
    found = _all_of(_tree(source))
    if len(found) == 1 and not isinstance(found[0], str):
        alternatives: Needs = found[0]
        return alternatives
    return (found,) if found else ()


@lru_cache(maxsize=4096)
def openings(source: str) -> tuple[str, ...]:
    """The letters, three at most, that words begin with where the expression begins to match.

    A blank at their end says that the word ends there. Nothing where they cannot be told, or where
    the expression may begin within a word or without one.
    """
    found = _first(_tree(source), OPENING, starts=False)
    if found is None or "" in found or len(found) > _MOST:
        return ()
    return tuple(sorted(one for one in found if one[-1] != " " or one[:-1] not in found))


def _tree(source: str) -> list[Node]:
    return list(_parser.parse(source, re.IGNORECASE))


def _all_of(nodes: Sequence[Node], *, before: bool = False, after: bool = False) -> Needs:
    """What must all stand where these nodes match one after the other.

    `before` and `after` say that no letter stands right before or after them.
    """
    found: list[Any] = []
    left, right = _apart(nodes, before, 1), _apart(nodes, after, -1)[::-1]
    first, run = 0, ""
    for place, (kind, value) in enumerate(nodes):
        letter = _letter(kind, value)
        if letter:
            first, run = (first if run else place), run + letter
            continue
        if run and kind.name == "BRANCH":  # the letters that all alternatives begin with
            words = [[*nodes[first:place], *one] for one in value[1]]
            found += _any_of(words, before=left[first], after=right[place + 1])
            run = ""
            continue
        if run:
            found.append(_marked(run, begins=left[first], ends=right[place]))
        run = ""
        found += _needed(kind.name, value, before=left[place], after=right[place + 1])
    if run:
        found.append(_marked(run, begins=left[first], ends=after))
    pieces = [one for one in found if one]
    strong = [one for one in pieces if not _weak(one)]
    return tuple(dict.fromkeys(strong)) or tuple(sorted(pieces, key=len)[-1:])


def _marked(run: str, *, begins: bool, ends: bool) -> str:
    """Letters with what is known of the word they stand in."""
    if begins and ends:
        return f"{WHOLE}{run}"
    return f"{BEGINS}{run}" if begins and len(run) >= OPENING else run


def _apart(nodes: Sequence[Node], edge: bool, way: int) -> list[bool]:
    """For each node, and for the end, whether no letter stands right before it.

    `edge` says so of the first node. `way` is -1 for reading from behind: right after it, then.
    """
    found = [edge]
    for kind, value in nodes[::way]:
        found.append(_leaves(kind.name, value, found[-1], way))
    return found


def _leaves(kind: str, value: Any, edge: bool, way: int) -> bool:
    """Whether no letter stands right behind a node: what may match nothing hands `edge` on."""
    if kind in _PLACES:
        return edge or _begins_word(kind, value) or _ends_word(kind, value)
    if kind in {"SUBPATTERN", "ATOMIC_GROUP"}:
        return _apart(list(value[-1] if kind == "SUBPATTERN" else value), edge, way)[-1]
    if kind == "BRANCH":
        return all(_apart(list(one), edge, way)[-1] for one in value[1])
    if kind in _REPEATS:
        return (edge or value[0] > 0) and _apart(list(value[2]), False, way)[-1]
    return _ends_word(kind, value)


def _weak(piece: Any) -> bool:
    """Whether a piece is a letter or two, which stand nearly everywhere."""
    return isinstance(piece, str) and piece.isalnum() and len(piece) < _ENOUGH


def _letter(kind: Any, value: Any) -> str:
    """The letter or figure that a node stands for, in either case; empty for any other node."""
    if kind.name == "IN":
        letters = {_letter(*one) for one in value}
        return letters.pop() if len(letters) == 1 else ""
    text = chr(value).lower() if kind.name == "LITERAL" else ""
    return text if text.isascii() and text.isalnum() else ""


def _needed(kind: str, value: Any, *, before: bool, after: bool) -> Needs:
    """What must stand where one node matches."""
    if kind in {"SUBPATTERN", "ATOMIC_GROUP"}:
        inner = value[-1] if kind == "SUBPATTERN" else value
        return _all_of(list(inner), before=before, after=after)
    if kind in _REPEATS and value[0] > 0:
        return _all_of(list(value[2]))
    if kind == "BRANCH":
        return _any_of(value[1], before=before, after=after)
    if kind == "IN":
        return _either([_sign(one.name, inner) for one, inner in value])
    return _sign(kind, value)


def _any_of(alternatives: Iterable[Sequence[Node]], *, before: bool, after: bool) -> Needs:
    """What must stand where one of several rows of nodes matches."""
    return _either([_all_of(list(one), before=before, after=after) for one in alternatives])


def _either(alternatives: list[Needs]) -> Needs:
    """One need that any of the alternatives meets; none if one of them needs nothing."""
    different = tuple(dict.fromkeys(alternatives))
    if not all(different):
        return ()
    return different[0] if len(different) == 1 else (different,)


def _sign(kind: str, value: Any) -> Needs:
    """A sign of money and the like, or any digit."""
    figures = kind == "RANGE" and value[0] >= _FIGURES[0] and value[1] <= _FIGURES[1]
    if figures or (kind == "CATEGORY" and value.name == "CATEGORY_DIGIT"):
        return (DIGIT,)
    return (chr(value),) if kind == "LITERAL" and chr(value) in _SIGNS else ()


def _first(nodes: Sequence[Node], room: int, *, starts: bool) -> frozenset[str] | None:
    """The letters that a match of these nodes begins with, at most `room` of them.

    Less than `room`: anything may follow. `starts` says that a word is known to begin here;
    `None` that a match may begin otherwise. Within a word everything unclear may follow.
    """
    for place, (kind, value) in enumerate(nodes):
        if room < OPENING and _ends_word(kind.name, value):
            return _END
        rest = nodes[place + 1 :]
        if kind.name in _PLACES:
            starts = starts or _begins_word(kind.name, value)
            continue
        found = _read(kind, value, rest, room, starts=starts)
        return _EMPTY if found is None and room < OPENING else found
    return _EMPTY if room < OPENING else None


def _read(
    kind: Any, value: Any, rest: Sequence[Node], room: int, *, starts: bool
) -> frozenset[str] | None:
    """The same for a first node and what follows it."""
    name = kind.name
    if name in {"SUBPATTERN", "ATOMIC_GROUP"}:
        inner = value[-1] if name == "SUBPATTERN" else value
        return _first([*inner, *rest], room, starts=starts)
    if name == "BRANCH":
        return _union(_first([*one, *rest], room, starts=starts) for one in value[1])
    if name in _REPEATS:
        after = rest if value[1] == 1 else _ANYTHING
        once = _first([*value[2], *after], room, starts=starts)
        return once if value[0] else _union([once, _first(rest, room, starts=starts)])
    letters = [_letter(*one) for one in value] if name == "IN" else [_letter(kind, value)]
    if not all(letters) or not (starts or room < OPENING):
        return None
    more = (_first(rest, room - 1, starts=starts) if room > 1 else None) or _EMPTY
    return frozenset(letter + one for letter in letters for one in more)


def _union(found: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    every = list(found)
    return None if None in every else frozenset().union(*(one or () for one in every))


def _ends_word(kind: str, value: Any) -> bool:
    """Whether after a letter no other can follow here."""
    if kind == "AT":
        return value.name in {"AT_BOUNDARY", "AT_END", "AT_END_STRING"}
    if kind == "IN":
        return all(_parts_words(one.name, inner) for one, inner in value)
    if kind == "ASSERT_NOT":
        return value[0] > 0 and list(value[1]) == _WORD
    return _parts_words(kind, value)


def _parts_words(kind: str, value: Any) -> bool:
    """Whether what a node matches is no letter, figure or underscore."""
    if kind == "CATEGORY":
        return value.name in {"CATEGORY_SPACE", "CATEGORY_NOT_WORD"}
    return kind == "LITERAL" and not (chr(value).isalnum() or value == _UNDERSCORE)


def _begins_word(kind: str, value: Any) -> bool:
    """Whether no letter stands before this place: a letter after it begins a word."""
    if kind == "AT":
        return value.name in {"AT_BOUNDARY", "AT_BEGINNING", "AT_BEGINNING_STRING"}
    return kind == "ASSERT_NOT" and value[0] < 0 and list(value[1]) == _WORD
