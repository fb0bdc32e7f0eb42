"""Terms that a contract defines, read as what they stand for: "Covered Data" is personal data.

A term counts where its definition names personal data, in the text of the definition or just
before the bracket that gives the term. The word that says so is put before the term's noun for
reading ("Covered personal Data"); quotes stay as the contract prints them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from contract_kit.library.phrases import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contract_kit.scan.passages import Passage

_NOUN = r"(?:Data|Information|Records|Content|Materials)"
_TERM = rf"\"(?:the\s+)?(?P<{{}}>(?:[A-Z][\w'-]*\s+){{{{0,4}}}}{_NOUN})\""
_KIND = (
    r"(?:personal(?:ly\s+identifiable)?\s+(?:data|information)|protected\s+health\s+information)"
)
_MEANS = re.compile(
    rf"{_TERM.format('means')}(?:\s*\([^()]{{0,60}}\))?,?\s+(?:shall\s+)?(?:means?|refers?\s+to)\s+"
    rf"(?:(?!\b(?:not|other\s+than|excluding|except)\b)[^.;]){{0,120}}?\b{_KIND}"
)
_CALLED = re.compile(
    rf"\b{_KIND}\b(?:(?!\b(?:not|other\s+than|excluding|except)\b)[^.;]){{0,120}}?"
    rf"\(\s*(?:collectively,?\s+|together,?\s+|the\s+)*{_TERM.format('called')}\s*\)"
)
_HINT = ("Data", "Information", "Records", "Content", "Materials")
_SAYS_IT = re.compile(r"\b(?:personal|PII|health)\b", re.IGNORECASE)
WORD = "personal "
"""What is read before the noun of a term that stands for personal data."""


def resolved(passages: list[Passage]) -> list[Passage]:
    """The passages, those that use a defined term with what it stands for to read."""
    terms = stand_for_personal_data(one.text for one in passages)
    if not terms:
        return passages
    listed = "|".join(re.escape(one) for one in sorted(terms, key=len, reverse=True))
    uses = re.compile(rf"\b(?:{listed})\b")
    return [_read(one, uses) for one in passages]


def stand_for_personal_data(texts: Iterable[str]) -> frozenset[str]:
    """The terms that these texts define as personal data, unless their own words say so."""
    found = set()
    for text in texts:
        if '"' not in (text := plain(text)) or not any(hint in text for hint in _HINT):
            continue
        found |= {one["means"] for one in _MEANS.finditer(text)}
        found |= {one["called"] for one in _CALLED.finditer(text)}
    return frozenset(one for one in found if not _SAYS_IT.search(one))


def _read(passage: Passage, uses: re.Pattern[str]) -> Passage:
    text, lead = passage.text, passage.lead
    places = tuple(_noun(one) for one in uses.finditer(plain(text)))
    if lead:
        lead = uses.sub(lambda one: _with_word(one[0]), plain(lead))
    return replace(passage, lead=lead, resolved=places) if places or lead else passage


def _noun(term: re.Match[str]) -> int:
    """Where the last word of a term begins."""
    return term.start() + len(term[0]) - len(term[0].split()[-1])


def _with_word(term: str) -> str:
    head, _, noun = term.rpartition(" ")
    return f"{head} {WORD}{noun}".lstrip()


def insert(text: str, places: tuple[int, ...]) -> str:
    """A text with the word that a term stands for at each of the places."""
    cuts = [0, *places, len(text)]
    return WORD.join(text[first:last] for first, last in pairwise(cuts))


def original(at: int, places: tuple[int, ...]) -> int:
    """Where a place of the text to read stands in the text itself."""
    for count, place in enumerate(places):
        if at <= place + count * len(WORD):
            return at - count * len(WORD)
        if at < place + (count + 1) * len(WORD):
            return place
    return at - len(places) * len(WORD)
