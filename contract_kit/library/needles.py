"""Letters without which a phrase cannot stand in a text: looking for them costs next to nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_RAW = re.compile(r"/(?:(?!/ \||\| /).)+/")
_RAW_ALTERNATIVE = re.compile(r"(?:(?<=\| )|(?<![\s\S]))/(?:[^/\\]|\\.)+/(?=\s*(?:\||$))")
_PART = re.compile(r"\{[^{}]*\}|[()\[\]|]|[^()\[\]|{}]+|.")
_LETTERS = re.compile(r"[a-z0-9]+")
_ENOUGH = 4
_DEEP = 5


def needles(phrase: str, words: Mapping[str, str]) -> tuple[str, ...]:
    """Pieces of words, in lower case, one of which stands wherever `phrase` matches.

    Nothing for a regular expression, and for a phrase that has an alternative without letters.
    """
    return Needles(words).of(phrase)


class Needles:
    """The needles of phrases that use the same word lists, each list read once."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words
        self._lists: dict[str, tuple[str, ...]] = {}

    def of(self, phrase: str, depth: int = 0) -> tuple[str, ...]:
        """The needles of one phrase."""
        return self._any_of(_PART.findall(_plain(phrase).lower()), depth)

    def _list(self, name: str, depth: int) -> tuple[str, ...]:
        if name not in self._lists:
            known = {key.lower(): text for key, text in self._words.items()}
            text = known.get(name, "") if depth < _DEEP else ""
            self._lists[name] = self.of(text, depth + 1)
        return self._lists[name]

    def _any_of(self, parts: list[str], depth: int) -> tuple[str, ...]:
        """What one alternative or another needs; nothing if one needs nothing."""
        found: list[str] = []
        for alternative in _cut(parts):
            wanted = self._all_of(alternative, depth)
            if not wanted:
                return ()
            found += wanted
        return tuple(dict.fromkeys(found))

    def _all_of(self, parts: list[str], depth: int) -> tuple[str, ...]:
        """The longest piece outside groups, or what the best group needs."""
        outside, groups = _apart(parts)
        longest = max(_LETTERS.findall(outside), key=len, default="")
        if len(longest) >= _ENOUGH:
            return (longest,)
        choices: list[tuple[str, ...]] = [(longest,)] if longest else []
        for group in groups:
            listed = len(group) == 1 and group[0].startswith("{")
            wanted = self._list(group[0][1:-1], depth) if listed else self._any_of(group, depth)
            choices += [wanted] if wanted else []
        return max(choices, key=lambda one: min(map(len, one)), default=())


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
