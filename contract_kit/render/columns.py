"""How wide the columns of a table are: no word is split, and long texts take the most room."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_SPACE = re.compile(r"[ \t\n\r]+")
_PIECE = re.compile(r"[^/_]*[/_]+|[^/_]+")
_AMOUNT = re.compile(r"\b([A-Z]{3}) (?=[\[(+−–-]*\d)")
_BOUND = re.compile(r"\b(at) (least|most) (?=\[?\d)")
_MOST = 0.4
"""No word makes a column wider than this share of the table."""

_TEXT = 0.75
"""How far the texts of a table decide where it states shares of its own."""


class Want(NamedTuple):
    """What a column asks for: its widest word, the widest part of one, and its texts as a whole."""

    word: float
    part: float
    text: float


def joined(text: str) -> str:
    """The text of a cell with no line end within an amount or a bound: `USD 5`, `at least 5%`."""
    text = _AMOUNT.sub("\\1\u00a0", text)
    return _BOUND.sub("\\1\u00a0\\2\u00a0", text)


def want(texts: Iterable[str], padding: float, wide: Callable[[str], float]) -> Want:
    """Measure the texts of a column; a few long ones count for more than many short ones."""
    known = [text for text in texts if text]
    words = {word for text in known for word in _SPACE.split(text)}
    parts = {part for word in words for part in _PIECE.findall(word)}
    squares = [wide(text) ** 2 for text in known]
    mean = (sum(squares) / len(squares)) ** 0.5 if squares else 0.0
    word, part = (max(map(wide, one), default=0.0) for one in (words, parts))
    return Want(word + padding, part + padding, mean + padding)


def widest(*wants: Want) -> Want:
    """What satisfies each of several wants."""
    return Want(*(max(one) for one in zip(*wants, strict=True)))


def share(full: float, shares: Sequence[float], wants: Sequence[Want]) -> list[float]:
    """Share a width: each column takes its widest word, then goes by `shares` and by its texts.

    Equal shares say nothing, so that the texts alone decide. Where not every word has room, words
    break after a stroke; letters part only where that does not help either.
    """
    least = _least(full, wants)
    spare = max(0.0, full - sum(least))
    more = [max(0.0, one.text - low) for one, low in zip(wants, least, strict=True)]
    if not sum(more):
        more = [max(share, 0.05) for share in shares]
    by_text = [low + spare * one / sum(more) for low, one in zip(least, more, strict=True)]
    if len(set(shares)) == 1:
        return by_text
    given = [max(share, 0.05) for share in shares]
    both = [
        full * one / sum(given) * (1 - _TEXT) + text * _TEXT
        for one, text in zip(given, by_text, strict=True)
    ]
    return _lent(both, least)


def _least(full: float, wants: Sequence[Want]) -> list[float]:
    """The least width of each column: its widest word where all have room, else part of it."""
    words, parts = (
        [min(width, full * _MOST) for width in column]
        for column in ((one.word for one in wants), (one.part for one in wants))
    )
    if sum(words) <= full:
        return words
    if sum(parts) > full:
        return [full * part / sum(parts) for part in parts]
    rest = (full - sum(parts)) / (sum(words) - sum(parts))
    return [part + (word - part) * rest for word, part in zip(words, parts, strict=True)]


def _lent(widths: Sequence[float], least: Sequence[float]) -> list[float]:
    """Give columns below their least width what others have above theirs."""
    short = [max(0.0, low - width) for width, low in zip(widths, least, strict=True)]
    room = [max(0.0, width - low) for width, low in zip(widths, least, strict=True)]
    part = sum(short) / sum(room) if sum(room) else 0.0
    return [
        width + lack - over * part for width, lack, over in zip(widths, short, room, strict=True)
    ]


def broken(text: str, room: float, wide: Callable[[str], float]) -> str:
    """The text with line ends after strokes in words that are wider than `room`."""
    words = {word for word in _SPACE.split(text) if wide(word) > room}
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, _lines(word, room, wide))
    return text


def _lines(word: str, room: float, wide: Callable[[str], float]) -> str:
    lines = [""]
    for part in _PIECE.findall(word):
        if lines[-1] and wide(lines[-1] + part) > room:
            lines.append("")
        lines[-1] += part
    return "\n".join(lines)
