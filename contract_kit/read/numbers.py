"""Printed numbers: `ARTICLE IV`, `4.2`, `(a)`, bullets; split off a text and set in order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from contract_kit.read import headings

Kind = Literal["schedule", "article", "decimal", "roman", "upper", "lower", "bullet"]

SCHEDULES = ("schedule", "exhibit", "annex", "appendix", "attachment", "addendum", "annexure")
_ARTICLES = ("article", "part", "chapter", "title")
_KEYWORD = re.compile(
    r"(?P<word>schedule|exhibit|annexure|annex|appendix|attachment|addendum|article|part|chapter"
    r"|section|clause|§)\s{0,8}(?:no\.?\s{0,3})?[\"“']?"
    r"(?P<value>\d{1,3}(?:\.\d{1,3}){0,4}[A-Za-z]?|[IVXLC]{1,7}|[A-Z]{1,2}(?:-\d{1,2})?)[\"”']?"
    r"(?P<gap>(?:\.|:|\))?(?:\s{1,400}|$)(?:[-–—:]\s{0,400})?)",
    re.IGNORECASE,
)
_DECIMAL = re.compile(
    r"(?P<value>\d{1,3}(?:\.\d{1,3}){0,5})(?P<mark>\.|\)|:|\.\))?(?P<gap>\s{1,400}|$|(?=[A-Z“\"(]))"
)
_PAREN = re.compile(
    r"(?P<value>\((?:[a-zA-Z]|[ivxl]{2,6}|[IVXL]{2,6}|([a-z])\2|\d{1,2})\))(?:\s{1,400}|$|(?=[A-Z“\"(]))"
)
_LETTER = re.compile(r"(?P<value>[a-zA-Z]|[ivx]{2,5}|[IVX]{2,5})(?P<mark>[.)])(?:\s{1,400}|$)")
_BULLET = re.compile(r"(?:[•▪◦●○■□·‣⁃∙➢✓❖\uf0b7\uf0a7\uf0d8\uf076*–—-]|o(?=\s\s))\s{1,400}(?=\S)")
_UNITS = re.compile(
    r"(?:%|percent|per|million|billion|thousand|hours?|days?|months?|years?|weeks?|minutes?|business"
    r"|calendar|working|usd|eur|gbp|dollars?|and|or|to|of|shares?|times|am|pm|a\.m|p\.m)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(r"[^\W\d_a-z]|[“\"'\[]")
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN = re.compile(r"(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")


@dataclass(frozen=True, slots=True)
class Label:
    """A printed number: its text without the closing full stop, kind, values and length.

    `word` is the word before it ("section"); `bare` says that nothing but space follows a figure
    like `12`, so that it counts only in its row.
    """

    text: str
    kind: Kind
    value: tuple[int, ...] = ()
    length: int = 0
    word: str = ""
    bare: bool = False

    @property
    def level(self) -> int:
        """Depth of a paragraph with this number: 1 for 4.2, 2 for (a), 3 for (i)."""
        if self.kind == "decimal":
            return max(len(self.value) - 1, 1)
        return {"lower": 2, "roman": 3, "upper": 2, "bullet": 0}.get(self.kind, 1)


def split(text: str, previous: Label | None = None) -> Label | None:
    """The number `text` begins with; `previous` tells (i) after (h) from (i) after (a)."""
    head = text[:500]
    if head[:1].isdecimal():
        return _decimal(head)
    return (
        _keyword(head)
        or _lettered(head, previous)
        or (Label("", "bullet", (), match.end()) if (match := _BULLET.match(head)) else None)
    )


def roman(text: str) -> int:
    """The value of a Roman numeral below 100, 0 for anything else."""
    lower = text.lower()
    if not lower or not _ROMAN.fullmatch(lower):
        return 0
    total = 0
    for one, after in zip(lower, [*lower[1:], ""], strict=True):
        value = _ROMAN_DIGITS[one]
        total += -value if after and _ROMAN_DIGITS[after] > value else value
    return total


def follows(label: Label, previous: Label | None) -> bool:
    """Whether `label` is the one that comes after `previous`, at the same depth or around it."""
    if previous is None or label.kind != "decimal" or previous.kind != "decimal":
        first = label.value[-1:] == (1,)
        same = previous is not None and label.kind == previous.kind
        return first or (same and previous is not None and _next(previous.value, label.value))
    return _next(previous.value, label.value)


def _next(old: tuple[int, ...], new: tuple[int, ...]) -> bool:
    if new == (*old, 1):
        return True
    depth = len(new)
    return 0 < depth <= len(old) and new[:-1] == old[: depth - 1] and new[-1] == old[depth - 1] + 1


def _keyword(text: str) -> Label | None:
    match = _KEYWORD.match(text)
    if match is None or not _is_keyword(match, text[match.end() :]):
        return None
    word, value = match["word"].lower(), match["value"]
    label = fold_number(text[: match.start("gap")])
    kind: Kind = "article" if word in _ARTICLES else "decimal"
    if word in SCHEDULES:
        kind = "schedule"
    return Label(label, kind, _values(value), match.end(), word)


def _is_keyword(match: re.Match[str], rest: str) -> bool:
    """Whether `Schedule 2` stands before its own text, and is not mentioned in a sentence."""
    word, value = match["word"].lower(), match["value"]
    capital = word == "§" or match["word"][0].isupper()
    if not capital or (value.isalpha() and not value.isupper()):
        return False
    if (word in SCHEDULES and "." in value) or (rest and not _OPENING.match(rest)):
        return False  # Exhibit 10.2 is the number of a filing
    parted = match["gap"].strip() or match["word"].isupper() or (word == "section" and "." in value)
    return bool(parted) or not rest or _names(rest)


def _names(rest: str) -> bool:
    """Whether a heading stands after `Schedule 2`, and not the rest of a sentence."""
    if headings.run_in(rest):
        return True
    return len(rest.split()) <= 12 and (headings.titled(rest) or headings.caps(rest))


def _figures(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d{1,9}", text))


def _values(value: str) -> tuple[int, ...]:
    if parts := _figures(value):
        return parts
    return (roman(value) or ord(value[0].upper()) - 64,)


def _decimal(text: str) -> Label | None:
    match = _DECIMAL.match(text)
    if match is None:
        return None
    value = _figures(match["value"])
    value = value[:-1] if len(value) == 2 and value[1] == 0 else value
    rest = text[match.end() :]
    if (
        (_UNITS.match(rest) and not rest[0].isupper())
        or value[0] > 199
        or rest[:1] in {",", ";", "%"}
    ):
        return None
    bare = match["mark"] is None
    if bare and not match["gap"] and rest and "." not in match["value"]:
        return None
    if bare and "." not in match["value"] and not _bare(match["gap"], rest):
        return None
    if bare and len(match["value"].split(".")[-1]) == 3:
        return None
    mark = match["mark"] or ""
    loose = bare and "." not in match["value"]
    text = match["value"] + (")" if mark == ")" else "")
    return Label(text, "decimal", value, match.end(), bare=loose)


def _bare(gap: str, rest: str) -> bool:
    """Whether `1 Definitions` is a numbered heading rather than a sentence with a figure."""
    words = rest.split()
    if not words or not (words[0][0].isupper() or words[0][0] in '“"'):
        return False
    return (len(words) <= 8 and words[-1][-1] not in ",;") or len(gap) > 2 or "\t" in gap


def _lettered(text: str, previous: Label | None) -> Label | None:
    match = _PAREN.match(text) or _LETTER.match(text)
    if match is None:
        return None
    inner = match["value"].strip("()")
    printed = match["value"]
    if printed == inner and match["mark"] == ")":
        printed += ")"
    if figures := _figures(inner):
        return Label(printed, "lower", figures, match.end())
    value = roman(inner)
    letter = ord(inner[0].lower()) - 96 + 26 * (len(inner) - 1)
    after_letter = previous is not None and previous.value == (letter - 1,)
    if (
        value
        and (len(set(inner)) > 1 or inner in "iIvVxX")
        and not (
            len(inner) == 1 and after_letter and previous is not None and previous.kind != "roman"
        )
    ):
        return Label(printed, "roman", (value,), match.end())
    if len(inner) > 1 and len(set(inner)) > 1:
        return None
    if value and len(inner) > 1 and not after_letter:
        return Label(printed, "roman", (value,), match.end())
    return Label(printed, "upper" if inner.isupper() else "lower", (letter,), match.end())


def fold_number(text: str) -> str:
    """A number as it is cited: white space folded, no quotation marks, no closing full stop."""
    return " ".join(text.replace("“", "").replace("”", "").replace('"', "").split()).rstrip(".:")
