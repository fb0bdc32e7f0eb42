"""An expression cut into its signs, each with the column it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from contract_kit.characters import described
from contract_kit.errors import ExpressionError

LONGEST = 1000
"""The most characters of an expression."""
MOST_SIGNS = 400
_TOKEN = re.compile(
    r"(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*)"
    r"|(?P<word>\"[^\"\n]{0,100}\"|'[^'\n]{0,100}')"
    r"|(?P<sign><=|>=|==|!=|[-+*/(),<>%\[\]])",
    re.ASCII,
)
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?![\d])")
_DIGITS = 18
_LIKELY = {
    "=": "write == to compare",
    "^": "there are no powers; multiply",
    "!": "write != or not",
    "&": "write and",
    "|": "write or",
    "×": "write *",
    "÷": "write /",
    "−": "write the hyphen -",
    "–": "write the hyphen -",
    "≤": "write <=",
    "≥": "write >=",
    "€": "write the code behind the number: 2.40 EUR",
    "$": "write the code behind the number: 2.40 USD",
    "£": "write the code behind the number: 2.40 GBP",
    "“": 'write straight quotation marks "',
    "”": 'write straight quotation marks "',
    '"': "close the quotation mark",
    "'": "close the quotation mark",
}


@dataclass(frozen=True, slots=True)
class Token:
    """One sign: its kind (`number`, `name`, `word`, `sign` or `end`), text and column from 1."""

    kind: str
    text: str
    column: int


def tokens(source: str) -> list[Token]:
    """The signs of an expression, with an `end` behind them; raises `ExpressionError`."""
    if len(source) > LONGEST:
        said = f"an expression of {len(source):,} characters"
        raise ExpressionError(f"{said}; expected {LONGEST:,} at most; name parts of it", 1)
    found: list[Token] = []
    at = 0
    while at < len(source):
        if source[at] in " \t\n":
            at += 1
            continue
        found.append(_next(source, at))
        at += len(found[-1].text)
        if len(found) > MOST_SIGNS:
            said = f"more than {MOST_SIGNS} signs; expected fewer; name parts of it"
            raise ExpressionError(said, at)
    return [*found, Token("end", "", len(source) + 1)]


def _next(source: str, at: int) -> Token:
    thousands = _THOUSANDS.match(source, at)
    if thousands and not (found := thousands[0]).startswith("0"):
        plain = found.replace(",", "")
        raise ExpressionError(
            f"“{found}” has a comma in it; expected a plain number; write {plain}, or a space"
            " behind a comma that divides",
            at + 1,
        )
    match = _TOKEN.match(source, at)
    if match is None:
        raise ExpressionError(_unknown(source[at]), at + 1)
    kind = str(match.lastgroup)
    if kind == "number" and max(map(len, match[0].split("."))) > _DIGITS:
        said = f"a number of more than {_DIGITS} digits; expected fewer; shorten it"
        raise ExpressionError(said, at + 1)
    return Token(kind, match[0], at + 1)


def _unknown(character: str) -> str:
    """What to say of a character that no expression holds; letters that look alike are named."""
    plain = character.isascii() or character in _LIKELY
    shown = f"“{character}”" if plain else described(character)
    return (
        f"{shown} is no sign of the language; expected a name, a number or one of + - * / ( ) [ ]"
        f" , < > =; {_LIKELY.get(character, 'replace it')}"
    )
