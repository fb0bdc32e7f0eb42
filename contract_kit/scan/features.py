"""Turns a chunk into the features of the trained model: normalised words, word pairs, flags.

Training and scanning share this module, so both see the same text.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?"
)
_ORDINARY = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|thirty|"
    r"forty|fifty|sixty|seventy|eighty|ninety|hundred|twenty-four|thirty-six|forty-five|forty-eight|"
    r"seventy-two)"
)
_REPLACEMENTS = tuple(
    (re.compile(pattern), new)
    for pattern, new in (
        (r"\bnon-\s+(?=[a-z])", "non-"),
        (
            rf"\b(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\s+(?:day\s+of\s+)?{_MONTH},?\s+\d{{4}}\b",
            " xdate ",
        ),
        (rf"\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}\b", " xdate "),
        (rf"\b{_MONTH}\s+\d{{4}}\b", " xdate "),
        (r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b|\b\d{4}-\d{2}-\d{2}\b", " xdate "),
        (
            r"(?:(?:us|rmb|eur|gbp|usd|inr|hk|cdn?)\s?)?[$£€¥]\s?\d[\d,]*(?:\.\d+)?"
            r"(?:\s*(?:million|billion))?"
            r"|\b(?:usd|eur|gbp|inr|rmb)\s?\d[\d,]*(?:\.\d+)?",
            " xmoney ",
        ),
        (r"\b\d[\d,]*(?:\.\d+)?\s*(?:%|percent\b|per cent\b)", " xpercent "),
        (r"\[\s*(?:\*+|redacted|●|•|_+)\s*\]|\*{3,}|_{3,}", " xblank "),
        (
            rf"\b(?:(?:{_ORDINARY}[- ]?)+\s*)?(?:\(\s*\d+\s*\)|\b\d+)[\s-]*"
            r"(?:(?:full|business|calendar|working|"
            r"consecutive|successive|contract)\s+)*(minute|hour|day|week|month|year)s?\b",
            r" xdur xdur\1 ",
        ),
        (
            rf"\b(?:{_ORDINARY}[- ])+(?:(?:full|business|calendar|working|consecutive|successive|"
            r"contract)\s+)*(minute|hour|day|week|month|year)s?\b",
            r" xdur xdur\1 ",
        ),
        (
            r"\b(?:section|sections|article|articles|clause|clauses|paragraph|paragraphs|exhibit|schedule|"
            r"annex|appendix)\s+(?:\d+(?:\.\d+)*(?:\([a-z\d]+\))*|[ivxl]+\b|[a-z]\b)(?:\([a-z\d]+\))*",
            " xsecref ",
        ),
        (r"\b(?:19|20)\d{2}\b", " xyear "),
        (r"\d[\d,.]*", " xnum "),
    )
)
_TOKEN = re.compile(r"[a-z][a-z'\-]*|%|\$")

GUARDS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\bwhereas\b|\brecital",
        r"[\"“][^\"”]{2,60}[\"”]\s*\)?\s*(?:shall\s+)?means?\b|\bhas the meaning\b|\bshall mean\b",
        r"\.{4,}|\bpage\b",
        r"\brepresents?\s+(?:and\s+warrants?|that)\b|\brepresentations?\b",
        r"\b(?:shall|will|may|must|does|do|agrees?)\s+not\b|\bshall\s+neither\b",
        r"\bno\b|\bneither\b|\bnone\b",
        r"\bnon-exclusive\b|\bnonexclusive\b",
        r"\bexclusive\b|\bsole\b|\bsolely\b|\bexclusively\b",
        r"\bmay\b",
        r"\b(?:shall|must)\b",
        r"\bwill\b|\bagrees? to\b",
        r"\bexcept\b|\bother than\b|\bunless\b|\bprovided\b",
        r"\bnotwithstanding\b|\bsubject to\b",
        r"\bsurviv(?:e|al)",
        r"\bmutual(?:ly)? (?:written )?agree",
        r"\bwithout\b[^.]{0,40}\bconsent\b|\bprior written consent\b",
        r"\beither party\b|\bneither party\b|\beach party\b",
        r"\bterminat|\bexpir",
        r"\bupon\b[^.]{0,60}\bnotice\b|\bnotice\b",
        r"\bif\b|\bin the event\b",
        r"\bxdur\b",
        r"\bxmoney\b",
        r"\bxpercent\b",
        r"\bxdate\b",
        r"\bxsecref\b",
        r"\bxblank\b",
        r"\bin no event\b",
        r"\bhereby\b",
    )
)
_LENGTHS = (60, 150, 300, 500)
POSITIONS = 10
FLAGS = len(GUARDS) + POSITIONS + 3 + len(_LENGTHS) + 1
"""How many numbers `flags` may give."""


def normalise(text: str) -> str:
    """Lower case, with dates, money, durations, references and numbers as words of their own."""
    text = " ".join(text.lower().replace("’", "'").split())
    for pattern, new in _REPLACEMENTS:
        text = pattern.sub(new, text)
    return text


def ngrams(text: str) -> Iterator[str]:
    """The words and word pairs of a normalised text."""
    words = _TOKEN.findall(text)
    yield from words
    for first, second in pairwise(words):
        yield f"{first} {second}"


def flags(text: str, number: int, total: int) -> list[int]:
    """Which flags are up for chunk `number` of `total` with this normalised text."""
    up = [index for index, guard in enumerate(GUARDS) if guard.search(text)]
    start = len(GUARDS)
    up.append(start + min(POSITIONS - 1, POSITIONS * number // max(1, total)))
    start += POSITIONS
    up.extend(start + index for index, first in enumerate((1, 3, 8)) if number < first)
    start += 3
    up.append(start + sum(len(text) > length for length in _LENGTHS))
    return up
