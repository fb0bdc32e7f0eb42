"""Letters without which an expression cannot match: looking for them costs next to nothing.

Needles are pieces of words that must stand somewhere in a text; openings are the letters that a
word begins with where the expression can begin to match. Both are read off the expression's own
syntax tree, and both only ever leave out texts and places where it cannot match.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from contract_kit.library.syntax import (
    ANY,
    Choice,
    Class,
    Kind,
    Letter,
    Look,
    Node,
    Place,
    Repeat,
    Row,
    Span,
    tree,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

Needs = tuple[Any, ...]
"""Alternatives, one of which must stand: each is a tuple of pieces of words in lower case, and of
alternatives again, that must all stand. Nothing: no letters are needed."""

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
_EMPTY = frozenset({""})
_END = frozenset({" "})
_WORD = (Class((Kind("w"),)),)


@lru_cache(maxsize=4096)
def needles(source: str) -> Needs:
    """What must stand wherever the expression `source` matches, case aside."""
    found = _all_of(tree(source))
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
    found = _first(tree(source), OPENING, starts=False)
    if found is None or "" in found or len(found) > _MOST:
        return ()
    return tuple(sorted(one for one in found if one[-1] != " " or one[:-1] not in found))


def _all_of(nodes: Row, *, before: bool = False, after: bool = False) -> Needs:
    """What must all stand where these nodes match one after the other.

    `before` and `after` say that no letter stands right before or after them.
    """
    found: list[Any] = []
    left, right = _apart(nodes, before, 1), _apart(nodes, after, -1)[::-1]
    first, run = 0, ""
    for place, node in enumerate(nodes):
        letter = _letter(node)
        if letter:
            first, run = (first if run else place), run + letter
            continue
        if run and isinstance(node, Choice):  # the letters that all alternatives begin with
            words = [(*nodes[first:place], *one) for one in node.rows]
            found += _any_of(words, before=left[first], after=right[place + 1])
            run = ""
            continue
        if run:
            found.append(_marked(run, begins=left[first], ends=right[place]))
        run = ""
        found += _needed(node, before=left[place], after=right[place + 1])
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


def _apart(nodes: Row, edge: bool, way: int) -> list[bool]:
    """For each node, and for the end, whether no letter stands right before it.

    `edge` says so of the first node. `way` is -1 for reading from behind: right after it, then.
    """
    found = [edge]
    for node in nodes[::way]:
        found.append(_leaves(node, found[-1], way))
    return found


def _leaves(node: Node, edge: bool, way: int) -> bool:
    """Whether no letter stands right behind a node: what may match nothing hands `edge` on."""
    if isinstance(node, Place | Look):
        return edge or _begins_word(node) or _ends_word(node)
    if isinstance(node, Choice):
        return all(_apart(one, edge, way)[-1] for one in node.rows)
    if isinstance(node, Repeat):
        return (edge or node.low > 0) and _apart(node.row, False, way)[-1]
    return _ends_word(node)


def _weak(piece: Any) -> bool:
    """Whether a piece is a letter or two, which stand nearly everywhere."""
    return isinstance(piece, str) and piece.isalnum() and len(piece) < _ENOUGH


def _letter(node: object) -> str:
    """The letter or figure that a node stands for, in either case; empty for any other node."""
    if isinstance(node, Class):
        letters = set() if node.negated else {_letter(one) for one in node.items}
        return letters.pop() if len(letters) == 1 else ""
    text = node.char.lower() if isinstance(node, Letter) else ""
    return text if text.isascii() and text.isalnum() else ""


def _needed(node: Node, *, before: bool, after: bool) -> Needs:
    """What must stand where one node matches."""
    if isinstance(node, Repeat):
        return _all_of(node.row) if node.low else ()
    if isinstance(node, Choice):
        return _any_of(node.rows, before=before, after=after)
    if isinstance(node, Class):
        return () if node.negated else _either([_sign(one) for one in node.items])
    return _sign(node)


def _any_of(alternatives: Iterable[Row], *, before: bool, after: bool) -> Needs:
    """What must stand where one of several rows of nodes matches."""
    return _either([_all_of(one, before=before, after=after) for one in alternatives])


def _either(alternatives: list[Needs]) -> Needs:
    """One need that any of the alternatives meets; none if one of them needs nothing."""
    different = tuple(dict.fromkeys(alternatives))
    if not all(different):
        return ()
    return different[0] if len(different) == 1 else (different,)


def _sign(node: object) -> Needs:
    """A sign of money and the like, or any digit."""
    if isinstance(node, Span):
        return (DIGIT,) if node.first >= "0" and node.last <= "9" else ()
    if isinstance(node, Kind):
        return (DIGIT,) if node.name == "d" else ()
    return (node.char,) if isinstance(node, Letter) and node.char in _SIGNS else ()


def _first(nodes: Row, room: int, *, starts: bool) -> frozenset[str] | None:
    """The letters that a match of these nodes begins with, at most `room` of them.

    Less than `room`: anything may follow. `starts` says that a word is known to begin here;
    `None` that a match may begin otherwise. Within a word everything unclear may follow.
    """
    for place, node in enumerate(nodes):
        if room < OPENING and _ends_word(node):
            return _END
        if isinstance(node, Place | Look):
            starts = starts or _begins_word(node)
            continue
        found = _read(node, nodes[place + 1 :], room, starts=starts)
        return _EMPTY if found is None and room < OPENING else found
    return _EMPTY if room < OPENING else None


def _read(node: Node, rest: Row, room: int, *, starts: bool) -> frozenset[str] | None:
    """The same for a first node and what follows it."""
    if isinstance(node, Choice):
        return _union(_first((*one, *rest), room, starts=starts) for one in node.rows)
    if isinstance(node, Repeat):
        after = rest if node.high == 1 else (ANY,)
        once = _first((*node.row, *after), room, starts=starts)
        return once if node.low else _union([once, _first(rest, room, starts=starts)])
    items = node.items if isinstance(node, Class) and not node.negated else (node,)
    letters = [_letter(one) for one in items]
    if not all(letters) or not (starts or room < OPENING):
        return None
    more = (_first(rest, room - 1, starts=starts) if room > 1 else None) or _EMPTY
    return frozenset(letter + one for letter in letters for one in more)


def _union(found: Iterable[frozenset[str] | None]) -> frozenset[str] | None:
    every = list(found)
    return None if None in every else frozenset().union(*(one or () for one in every))


def _ends_word(node: Node) -> bool:
    """Whether after a letter no other can follow here."""
    if isinstance(node, Place):
        return node.sign in {"b", "$", "Z"}
    if isinstance(node, Look):
        return not node.behind and not node.wanted and node.row == _WORD
    if isinstance(node, Class):
        if node.negated:
            return Kind("w") in node.items
        return all(map(_parts_words, node.items))
    return _parts_words(node)


def _parts_words(node: object) -> bool:
    """Whether what a node matches is no letter, figure or underscore."""
    if isinstance(node, Kind):
        return node.name in {"s", "W"}
    return isinstance(node, Letter) and not (node.char.isalnum() or node.char == "_")


def _begins_word(node: Place | Look) -> bool:
    """Whether no letter stands before this place: a letter after it begins a word."""
    if isinstance(node, Place):
        return node.sign in {"b", "^", "A"}
    return node.behind and not node.wanted and node.row == _WORD
