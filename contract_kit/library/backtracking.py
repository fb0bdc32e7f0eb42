"""Regular expressions that may take for ever, as `(a+)+` does on a long text without a match.

Files of packs come from anybody, and `re` has no time limit. A repeat of nothing but a repeat is
found by the expression's form; other expressions are tried on texts made of their own words, which
grow as long as they take no time. That finds the common mistakes, not every slow expression.
"""

from __future__ import annotations

import re
from re import _parser  # type: ignore[attr-defined] # the one reader of Python's expressions
from time import process_time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MANY = 20
"""Repeats up to fewer times than this come to an end."""
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT"})


_COUNTS = (*range(4, 40, 2), 50, 65, 85, 110, 140, 180)
"""How often a piece is repeated; each step may cost four times the one before."""
_LONGEST = 600
"""Letters of such a text: as many as a long sentence has."""
_LIMIT = 0.3
"""Seconds that an expression may take for it; nearly all take a thousandth."""


def may_run_away(source: str) -> bool:
    """Whether the time an expression takes may grow beyond bounds with the text."""
    tree = _parser.parse(source)
    return _runs_away(tree) or _is_slow(re.compile(source), {"a", "a ", "0", *_runs(tree)})


def _is_slow(regex: re.Pattern[str], pieces: Iterable[str]) -> bool:
    for piece in pieces:
        for count in _COUNTS:
            text = piece * count
            if len(text) > _LONGEST:
                break
            started = process_time()
            regex.search(f"{text}\0")
            if process_time() - started > _LIMIT:
                return True
    return False


def _runs(nodes: Iterable[Any]) -> Iterator[str]:
    """The letters that stand in a row in an expression."""
    run = ""
    for kind, value in nodes:
        if kind.name == "LITERAL":
            run += chr(value)
            continue
        yield from filter(None, [run])
        run = ""
        for inner in _inside(kind.name, value):
            yield from _runs(inner)
    yield from filter(None, [run])


def _runs_away(nodes: Iterable[Any]) -> bool:
    for kind, value in nodes:
        inner = list(_inside(kind.name, value))
        if _is_many(kind.name, value) and any(map(_is_only_a_repeat, inner)):
            return True
        if any(map(_runs_away, inner)):
            return True
    return False


def _is_only_a_repeat(nodes: Iterable[Any]) -> bool:
    """Whether these nodes can match with one repeat alone."""
    every = list(nodes)
    solid = [one for one in every if not _may_be_empty(*one)]
    if len(solid) > 1:
        return False
    return any(
        _is_many(kind.name, value) or any(map(_is_only_a_repeat, _inside(kind.name, value)))
        for kind, value in solid or every
    )


def _is_many(kind: str, value: Any) -> bool:
    return kind in _REPEATS and int(value[1]) >= _MANY


def _may_be_empty(kind: Any, value: Any) -> bool:
    name = kind.name
    if name in _REPEATS or name == "POSSESSIVE_REPEAT":
        return int(value[0]) == 0
    if name == "AT":
        return str(value.name) != "AT_BOUNDARY"  # it parts words: letters have one place
    if name in {"ASSERT", "ASSERT_NOT"}:
        return True
    inner = list(_inside(name, value))
    return bool(inner) and any(all(_may_be_empty(*one) for one in nodes) for nodes in inner)


def _inside(kind: str, value: Any) -> Iterable[Any]:
    """The rows of nodes within a node, one for each alternative."""
    if kind in _REPEATS:
        return [value[2]]
    if kind == "SUBPATTERN":
        return [value[-1]]
    if kind == "BRANCH":
        return list(value[1])
    if kind in {"ASSERT", "ASSERT_NOT"}:
        return [value[1]]
    return []  # a possessive repeat or an atomic group never matches its letters another way
