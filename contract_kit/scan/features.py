"""Turns a text into the features of the trained model: normalised words, word pairs, flags.

Training and scanning share this module, so both see the same text.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?"
)
_SPELT = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|"
    r"thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred)"
)
_KIND_OF_DAY = r"(?:(?:full|business|calendar|working|consecutive|successive|contract)\s+)*"
_UNIT = r"(minute|hour|day|week|month|year)s?\b"
_DIGITS = tuple("0123456789")
_UNITS = ("minute", "hour", "day", "week", "month", "year")
_PARTS = ("section", "article", "clause", "paragraph", "exhibit", "schedule", "annex", "appendix")
_FIGURE = re.compile(r"[0-9]")


def _hint(needles: tuple[str, ...]) -> re.Pattern[str]:
    """What finds one of the needles; the replacements leave figures only where there were some."""
    return _FIGURE if needles is _DIGITS else re.compile("|".join(map(re.escape, needles)))


_REPLACEMENTS = tuple(
    (_hint(needles), re.compile(pattern), new)
    for needles, pattern, new in (
        (("non- ",), r"\bnon-\s+(?=[a-z])", "non-"),
        (
            _DIGITS,
            rf"\b(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\s+(?:day\s+of\s+)?{_MONTH},?\s+\d{{4}}\b"
            rf"|\b{_MONTH}\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?\d{{4}}\b"
            r"|\b\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b|\b\d{4}-\d{2}-\d{2}\b",
            " xdate ",
        ),
        (
            _DIGITS,
            r"(?:(?:us|rmb|eur|gbp|usd|inr|hk|cdn?)\s?)?[$£€¥]\s?\d[\d,]*(?:\.\d+)?"
            r"(?:\s*(?:million|billion))?|\b(?:usd|eur|gbp|inr|rmb)\s?\d[\d,]*(?:\.\d+)?",
            " xmoney ",
        ),
        (_DIGITS, r"\b\d[\d,]*(?:\.\d+)?\s*(?:%|percent\b|per cent\b)", " xpercent "),
        (
            ("[", "**", "___"),
            r"\[\s*(?:\*+|redacted|●|•|_+)\s*\]|\*{3,}|_{3,}",
            " xblank ",
        ),
        (
            _UNITS,
            rf"\b(?:(?:{_SPELT}[- ]){{1,3}}(?:\(\s*\d+\s*\)\s*)?|\(?\s*\d+\s*\)?[\s-]*)"
            rf"{_KIND_OF_DAY}{_UNIT}",
            r" xdur xdur\1 ",
        ),
        (
            _PARTS,
            r"\b(?:sections?|articles?|clauses?|paragraphs?|exhibit|schedule|annex|appendix)\s+"
            r"(?:\d+(?:\.\d+)*(?:\([a-z\d]+\))*|[ivxl]+\b|[a-z]\b)(?:\([a-z\d]+\))*",
            " xsecref ",
        ),
        (_DIGITS, r"\b(?:19|20)\d{2}\b", " xyear "),
        (_DIGITS, r"\d[\d,.]*", " xnum "),
    )
)
_TOKEN = re.compile(r"[a-z][a-z'\-]*|%|\$")

GUARDS = tuple(
    frozenset(words.split(", "))
    for words in (
        "whereas, recital, recitals",
        "means, shall mean, has the, meaning",
        "page, table of",
        "represents and, represent and, representation, representations, warrants",
        "shall not, will not, may not, must not, does not, do not, not to, shall neither",
        "no, neither, none, nor",
        "non-exclusive, nonexclusive",
        "exclusive, sole, solely, exclusively",
        "may",
        "shall, must",
        "will, agrees to, agree to",
        "except, other than, unless, provided",
        "notwithstanding, subject to",
        "survive, survives, survival",
        "mutual agreement, mutually agree, mutually agreed, mutual consent, mutual written",
        "written consent, prior consent, prior written, without the",
        "either party, neither party, each party",
        "terminate, terminates, terminated, termination, expire, expires, expiration",
        "notice, notify",
        "if, the event",
        "xdur",
        "xmoney",
        "xpercent",
        "xdate",
        "xsecref",
        "xblank",
        "in no, no event",
        "hereby",
    )
)
_GUARDED = {
    gram: [index for index, guard in enumerate(GUARDS) if gram in guard]
    for gram in frozenset().union(*GUARDS)
}
"""The flags that a word or pair of words puts up."""
_LENGTHS = (60, 150, 300, 500)
_POSITIONS = 10
_FIRST = (1, 3, 8)
FLAGS = len(GUARDS) + _POSITIONS + len(_FIRST) + len(_LENGTHS) + 1
"""How many flags there are."""


def normalise(text: str) -> str:
    """Lower case, with dates, money, durations, references and numbers as words of their own."""
    text = " ".join(text.lower().replace("’", "'").split())
    figures = _FIGURE.search(text) is not None
    for hint, pattern, new in _REPLACEMENTS:
        if figures if hint is _FIGURE else hint.search(text):
            text = pattern.sub(new, text)
    return text


def ngrams(text: str) -> list[str]:
    """The words and word pairs of a normalised text."""
    words = _TOKEN.findall(text)
    return words + [f"{first} {second}" for first, second in pairwise(words)]


def guards(grams: Iterable[str]) -> set[int]:
    """The flags that the words and word pairs of a text put up."""
    return {index for gram in _GUARDED.keys() & grams for index in _GUARDED[gram]}


def flags(guarded: Iterable[int], length: int, number: int, total: int) -> list[int]:
    """All flags that are up for a text of this length in chunk `number` of `total`."""
    up = sorted(guarded)
    start = len(GUARDS)
    up.append(start + min(_POSITIONS - 1, _POSITIONS * number // max(1, total)))
    start += _POSITIONS
    up.extend(start + index for index, first in enumerate(_FIRST) if number < first)
    start += len(_FIRST)
    up.append(start + sum(length > limit for limit in _LENGTHS))
    return up
