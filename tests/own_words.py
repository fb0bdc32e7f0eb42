"""Texts that the words of a phrase make: what it must match, whatever it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice

_TOKEN = re.compile(
    r"\.\.\.|/(?:[^/\\]|\\.)+/(?=\s*(?:\||$))|\{[^{}]*\}|[\[\]()|*]|\s+|[\w'-]+|.", re.DOTALL
)
_CLOSING = {"[": "]", "(": ")"}
_MANY = 8


class Raw(Exception):
    """The phrase holds a regular expression, whose words nobody can tell."""


def own_words(phrase: str, words: Mapping[str, str]) -> Iterator[str]:
    """Each alternative as a text, with one choice at a time made otherwise than first."""
    for alternative in _alternatives(_TOKEN.findall(" ".join(phrase.split()))):
        try:
            choices = list(_choices(alternative, words))
        except Raw:
            continue
        first = [one[0] for one in choices]
        yield _tidy(first)
        for place, options in enumerate(choices):
            for other in options[1:]:
                yield _tidy([*first[:place], other, *first[place + 1 :]])


def _tidy(pieces: list[str]) -> str:
    return " ".join("".join(pieces).split())


def _alternatives(tokens: list[str]) -> Iterator[list[str]]:
    found: list[str] = []
    depth = 0
    for token in tokens:
        depth += (token in _CLOSING) - (token in _CLOSING.values())
        if token == "|" and not depth:
            yield found
            found = []
        else:
            found.append(token)
    yield found


def _choices(tokens: list[str], words: Mapping[str, str]) -> Iterator[list[str]]:
    """For each piece of an alternative the texts that may stand there."""
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token in _CLOSING:
            last = _closed(tokens, place)
            inner = _texts(tokens[place + 1 : last], words)
            yield [*inner, ""] if token == "[" else inner
            place = last
        elif token == "...":
            yield [" and then some ", " "]
        elif token == "*":
            yield ["", "s"]
        elif token[0] == "{":
            yield _texts(_TOKEN.findall(" ".join(words[token[1:-1]].split())), words)
        elif token[0] == "/" and len(token) > 2:
            raise Raw
        else:
            yield [token]
        place += 1


def _texts(tokens: list[str], words: Mapping[str, str]) -> list[str]:
    made = (text for one in _alternatives(tokens) for text in _made(one, words))
    if found := list(islice(made, _MANY)):
        return found
    raise Raw


def _made(tokens: list[str], words: Mapping[str, str]) -> Iterator[str]:
    try:
        yield "".join(one[0] for one in _choices(tokens, words))
    except Raw:
        return


def _closed(tokens: list[str], start: int) -> int:
    depth = 0
    for place in range(start, len(tokens)):
        depth += (tokens[place] in _CLOSING) - (tokens[place] in _CLOSING.values())
        if not depth:
            return place
    raise AssertionError("a bracket is never closed")
