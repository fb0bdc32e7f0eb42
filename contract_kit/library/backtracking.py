"""Regular expressions that may take for ever: a repeat of nothing but a repeat, as in `(a+)+`.

Files of packs come from anybody, and `re` has no time limit. This finds the common mistake, not
every slow expression.
"""

from __future__ import annotations

from re import _parser  # type: ignore[attr-defined] # the one reader of Python's expressions
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

_MANY = 20
"""Repeats up to fewer times than this come to an end."""
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT"})
_ONE_WAY = frozenset({"POSSESSIVE_REPEAT", "ATOMIC_GROUP"})
"""What never tries another way to match the same letters."""


def may_run_away(source: str) -> bool:
    """Whether the time an expression takes may double with every letter."""
    return _runs_away(_parser.parse(source))


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
    if name in {"AT", "ASSERT", "ASSERT_NOT"}:
        return True
    inner = list(_inside(name, value))
    return bool(inner) and any(all(_may_be_empty(*one) for one in nodes) for nodes in inner)


def _inside(kind: str, value: Any) -> Iterable[Any]:
    """The rows of nodes within a node, one for each alternative."""
    if kind in _REPEATS:
        return [value[2]]
    if kind == "SUBPATTERN":
        return [value[-1]]
    if kind in _ONE_WAY:
        return []
    if kind in {"ASSERT", "ASSERT_NOT", "BRANCH"}:
        return value[1] if kind == "BRANCH" else [value[1]]
    return []
