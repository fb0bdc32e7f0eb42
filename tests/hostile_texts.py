"""Texts that cost much where something reads them again and again, in any length."""

from __future__ import annotations

from itertools import cycle, islice

_PIECES = {
    "numbers": "1.",
    "brackets": "(",
    "closing": ")",
    "single letters": "a ",
    "one word": "a",
    "one name": "A",
    "names": "Acme ",
    "digits": "1",
    "quotes": '"',
    "typographic quotes": "“a”",
    "apostrophes": "it's-",
    "commas": ", ",
    "defined terms": "(the “",
    "lists": "services and/or ",
    "parties": "between Acme and ",
    "blanks": " ",
    "lines": "\n",
    "blank lines": "\n\n",
    "tabs": "\t ",
    "blanks to fill": "[___",
    "redacted": "[***",
    "addresses": "a.b@c-d.",
    "upper case": "SHALL NOT ",
    "dashes": "- ",
    "hyphens": "-",
    "joined words": "notify-",
    "semicolons": "; or (a) ",
    "money": "USD 1,000,000 ",
    "table": "| a ",
    "rules": "---",
    "stars": "*a_",
    "references": "Section 1.1(a) of ",
    "links": "[a](",
    "tags": "<b>",
    "entities": "&amp;",
    "accents": "é’",
    "duties": "The Supplier shall ",
    "periods": "within thirty (30) days ",
    "backslashes": "\\",
    "ticks": "`",
    "points": "...",
    "bars": "|",
}
SHAPES = tuple(_PIECES)


def hostile(shape: str, length: int) -> str:
    """The text of a shape, of so many characters."""
    piece = _PIECES[shape]
    return (piece * (length // len(piece) + 1))[:length]


def mixed(length: int) -> str:
    """All shapes in turn, forty characters of each."""
    parts = (hostile(shape, 40) for shape in cycle(SHAPES))
    return "".join(islice(parts, length // 40 + 1))[:length]
