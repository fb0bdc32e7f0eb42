"""Letters without which a phrase cannot stand in a text: looking for them costs next to nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_RAW = re.compile(r"/(?:(?!/ \||\| /).)+/")
_RAW_ALTERNATIVE = re.compile(r"(?:(?<=\| )|(?<![\s\S]))/(?:[^/\\]|\\.)+/(?=\s*(?:\||$))")
_ENOUGH = 4
_DEEP = 5


def needles(phrase: str, words: Mapping[str, str]) -> tuple[str, ...]:
    """Pieces of words, in lower case, one of which stands wherever `phrase` matches.

    Nothing for a regular expression, and for a phrase that has an alternative without letters.
    """
    text = _plain(phrase)
    for _ in range(_DEEP):
        text = re.sub(r"\{([^{}]*)\}", lambda name: f"({_plain(words.get(name[1], ''))})", text)
    return _any_of(text.lower())


def _plain(text: str) -> str:
    """A phrase with each regular expression in it taken out: an alternative without letters."""
    text = " ".join(text.split())
    return "" if _RAW.fullmatch(text) else _RAW_ALTERNATIVE.sub("", text)


def _any_of(text: str) -> tuple[str, ...]:
    found: list[str] = []
    for alternative in _cut(text):
        wanted = _all_of(alternative)
        if not wanted:
            return ()
        found += wanted
    return tuple(dict.fromkeys(found))


def _all_of(alternative: str) -> tuple[str, ...]:
    """The longest piece outside groups, or what the best group needs."""
    outside, groups = _apart(alternative)
    longest = max(re.findall(r"[a-z0-9]+", outside), key=len, default="")
    if len(longest) >= _ENOUGH:
        return (longest,)
    choices: list[tuple[str, ...]] = [(longest,)] if longest else []
    choices += [wanted for group in groups if (wanted := _any_of(group))]
    return max(choices, key=lambda one: min(map(len, one)), default=())


def _cut(text: str) -> Iterator[str]:
    """The alternatives of a phrase, outside brackets."""
    depth = start = 0
    for place, letter in enumerate(text):
        depth += (letter in "([") - (letter in ")]")
        if letter == "|" and depth == 0:
            yield text[start:place]
            start = place + 1
    yield text[start:]


def _apart(alternative: str) -> tuple[str, list[str]]:
    """What stands outside brackets, and what in round ones; square ones may be missing."""
    outside: list[str] = []
    groups: list[str] = []
    depth = start = 0
    for place, letter in enumerate(alternative):
        if letter in "([":
            depth += 1
            start = place + 1 if depth == 1 else start
        elif letter in ")]":
            depth -= 1
            if depth == 0:
                outside.append(" ")
                if letter == ")":
                    groups.append(alternative[start:place])
        elif depth == 0:
            outside.append(letter)
    return "".join(outside), groups
