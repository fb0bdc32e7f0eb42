"""What is said of names, kinds and words that do not fit."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from contract_kit.expressions.kinds import ZERO, Kind


def said_of(kind: Kind) -> str:
    """A kind as a message names it."""
    if kind.name == "word" and kind.words:
        return f"a word ({', '.join(kind.words[:6])})"
    return "a bare 0" if kind == ZERO else str(kind)


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name nearest to another, or those there are, as the end of a message."""
    names = list(dict.fromkeys(known))
    close = get_close_matches(name, names, 1)
    if close:
        return f"did you mean “{close[0]}”?"
    return f"known: {', '.join(names[:10])}" if names else "none is given"


def no_word(word: str, known: tuple[str, ...]) -> str:
    """What to say of a word that nothing can be."""
    return f"“{word}” is none of the words; expected one; {nearest(word, known)}"


def mismatch(sign: str, left: Kind, right: Kind) -> str:
    """What to say of two kinds that an operator cannot join."""
    said = f"{said_of(left)} and {said_of(right)} stand with “{sign}”"
    expected = {
        "*": "a plain number or a percentage on one side",
        "/": "a plain number below, or two of the same kind",
        "of": "a percentage first, as in 10% of fee",
    }.get(sign, "two of the same kind")
    return f"{said}; expected {expected}; correct one of them"
