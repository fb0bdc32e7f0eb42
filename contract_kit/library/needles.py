"""Letters without which a phrase cannot stand in a text: looking for them costs next to nothing.

Needles are pieces of words that must stand somewhere; openings are the letters it can begin with.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Needs = tuple[Any, ...]
"""Alternatives, one of which must stand: each is a tuple of pieces of words in lower case, and of
alternatives again, that must all stand. Nothing: no letters are needed."""

_RAW = re.compile(r"/(?:(?!/ \||\| /).)+/")
_RAW_ALTERNATIVE = re.compile(r"(?:(?<=\| )|(?<![\s\S]))/(?:[^/\\]|\\.)+/(?=\s*(?:\||$))")
_PART = re.compile(r"\{[^{}]*\}|[()\[\]|]|[^()\[\]|{}]+|.")
_LETTERS = re.compile(r"[a-z0-9]+")
_ENOUGH = 3
OPENING = 3
_DEEP = 5


class Needles:
    """The needles of phrases that use the same word lists, each list read once."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = {name.lower(): text for name, text in words.items()}
        self._lists: dict[str, Needs] = {}

    def of(self, phrase: str, depth: int = 0) -> Needs:
        """What must stand wherever the phrase matches.

        Nothing for a regular expression, and for a phrase that has an alternative without letters.
        """
        return self._any_of(_PART.findall(_plain(phrase).lower()), depth)

    def openings(self, phrase: str, depth: int = 0) -> tuple[str, ...]:
        """The letters, three at most, that words at the phrase's start begin with.

        Nothing where they cannot be told.
        """
        found: dict[str, None] = {}
        for alternative in _cut(_PART.findall(_plain(phrase).lower())):
            first = self._first(alternative, depth)
            if not first:
                return ()
            found |= dict.fromkeys(first)
        return tuple(found)

    def _first(self, parts: list[str], depth: int) -> tuple[str, ...]:
        """The openings of one alternative: of its first part, and of those that may be missing."""
        found: list[str] = []
        for part, optional in _units(parts):
            if part.startswith("{"):
                text = self._words.get(part[1:-1], "") if depth < _DEEP else ""
                first = self.openings(text, depth + 1)
            elif part[0] in "([":
                first = self.openings(part[1:-1], depth)
            else:
                letters = _LETTERS.match(part)
                first = (letters[0][:OPENING],) if letters else ()
            if not first:
                return ()
            found += first
            if not optional:
                return tuple(found)
        return ()

    def _list(self, name: str, depth: int) -> Needs:
        if name not in self._lists:
            text = self._words.get(name, "") if depth < _DEEP else ""
            self._lists[name] = self.of(text, depth + 1)
        return self._lists[name]

    def _any_of(self, parts: list[str], depth: int) -> Needs:
        """What one alternative or another needs; nothing if one needs nothing."""
        found = []
        for alternative in _cut(parts):
            wanted = self._all_of(alternative, depth)
            if not wanted:
                return ()
            found.append(wanted)
        return tuple(dict.fromkeys(found))

    def _all_of(self, parts: list[str], depth: int) -> Needs:
        """The pieces outside groups, those of a letter or two only if there is nothing else."""
        outside, groups = _apart(parts)
        pieces = _LETTERS.findall(outside)
        found: list[Any] = [piece for piece in pieces if len(piece) >= _ENOUGH]
        for group in groups:
            listed = len(group) == 1 and group[0].startswith("{")
            wanted = self._list(group[0][1:-1], depth) if listed else self._any_of(group, depth)
            found += [wanted] if wanted else []
        return tuple(dict.fromkeys(found)) or tuple(sorted(pieces, key=len)[-1:])


def _plain(text: str) -> str:
    """A phrase with each regular expression in it taken out: an alternative without letters."""
    text = " ".join(text.split())
    return "" if _RAW.fullmatch(text) else _RAW_ALTERNATIVE.sub("", text)


def _cut(parts: list[str]) -> list[list[str]]:
    """The alternatives of a phrase, outside brackets."""
    depth = 0
    found: list[list[str]] = [[]]
    for part in parts:
        depth += (part in "([") - (part in ")]")
        if part == "|" and depth == 0:
            found.append([])
        else:
            found[-1].append(part)
    return found


def _apart(parts: list[str]) -> tuple[str, list[list[str]]]:
    """What stands outside brackets, and what in round ones; square ones may be missing."""
    outside: list[str] = []
    groups: list[list[str]] = []
    depth = start = 0
    for place, part in enumerate(parts):
        if part in "([":
            depth += 1
            start = place + 1 if depth == 1 else start
        elif part in ")]":
            depth -= 1
            if depth == 0:
                outside.append(" ")
                if part == ")":
                    groups.append(parts[start:place])
        elif depth == 0 and part.startswith("{"):
            outside.append(" ")
            groups.append([part])
        elif depth == 0:
            outside.append(part)
    return "".join(outside), groups


def _units(parts: list[str]) -> Iterator[tuple[str, bool]]:
    """The parts of an alternative with whole groups as one; whether each may be missing."""
    depth = start = 0
    for place, part in enumerate(parts):
        if part in "([":
            start = start if depth else place
            depth += 1
        elif part in ")]":
            depth -= 1
            if depth == 0:
                yield "".join(parts[start : place + 1]), part == "]"
        elif depth == 0 and part.strip():
            yield part.strip(), False
