"""Cuts a paragraph of contract text into sentences and long lists into items."""

from __future__ import annotations

import re

Span = tuple[int, int]

_END = re.compile(r"[.!?\n](?:(?<!\n)[\"”’')\]]*(?:(?=\s+[\"“‘'(\[]*[A-Z0-9§])|\s*\n)|(?<=\n)\n*)")
"""It begins with its first letter, and so costs nothing elsewhere."""
_SHORTENED = {
    "words": "e.g i.e etc cf vs viz approx incl excl resp ca est max min avg tel ext attn encl",
    "places in a text": "art arts sec secs sect cl para paras no nos nr vol p pp fig ch reg regs"
    " sch schd app ex exh ann div pt",
    "companies": "inc ltd corp co cos llc llp lp plc gmbh pvt pte pty bhd sdn mfg intl bros assn"
    " assoc dept govt univ s.a s.r.l s.l b.v n.v a.g k.k l.l.c l.p p.c",
    "people": "mr mrs ms dr st jr sr prof rev hon esq messrs gen gov sen rep capt lt col sgt ph.d",
    "addresses": "ave av blvd rd hwy ln sq fl bldg apt ste rm pkwy ter dist p.o",
    "countries": "u.s u.k e.u u.s.a u.a.e",
    "amounts and times": "rs a.m p.m hr hrs mins wk wks yr yrs mo mos",
    "months": "jan feb mar apr jun jul aug sep sept oct nov dec",
}
"""Words that are written with a full stop, which ends no sentence."""
_ABBREVIATION = re.compile(
    r"(?:\b(?:{})|\b[A-Z])\.$".format(
        "|".join(re.escape(one) for many in _SHORTENED.values() for one in many.split())
    ),
    re.IGNORECASE,
)
_TAIL = 16
"""Longer than the longest abbreviation: only a sentence's end is looked at."""
_NUMBERED = re.compile(r"\W*(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{1,4})\.$", re.IGNORECASE)
_MAY_END = re.compile(
    r"\b(?:inc|ltd|corp|co|llc|llp|plc|etc|gmbh|hwy|ave|blvd|rd|u\.s|u\.k|a\.m|p\.m|hrs?|yrs?)\.$",
    re.IGNORECASE,
)
"""Abbreviations that often stand at the end of a sentence."""
_OPENER = re.compile(r"\s+(?:The|This|These|It|If|In|Any|Each|All|No|Such|For|Upon|We|You|Where)\b")
_INLINE_ITEM = re.compile(
    r"(?=\s)(?:(?<=[;:,])|(?<=\band)|(?<=\bor)|(?<=\bto))\s+(?=\(?(?:[a-z]|[ivx]{1,4}|\d)\)\s)"
)
_LONG = 60
_DUTY = r"\b(?:shall|will|must|may|agrees?)\b"
_BESIDE = re.compile(
    r"(?<=;)\s+(?=(?:(?:and|but|however),?\s+)?"
    r"(?!(?:provided|except|unless|if|where|when|which|who|that|subject|including|otherwise|failing)\b)"
    rf"(?:[A-Za-z][\w'’.-]*,?\s+){{1,5}}?{_DUTY})",
    re.IGNORECASE,
)
"""Between two duties in one sentence: what stands on the right has a verb of its own."""
_OWES = re.compile(_DUTY, re.IGNORECASE)
_FEWEST = 5


def sentences(text: str) -> list[Span]:
    """The sentences of one paragraph as character offsets, blanks trimmed.

    Two duties that a semicolon parts are two sentences.
    """
    spans: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        if not _ends(text, start, match):
            continue
        _add(spans, text, start, match.end())
        start = match.end()
    _add(spans, text, start, len(text))
    return [one for span in spans for one in _duties(text, span)]


def _duties(text: str, span: Span) -> list[Span]:
    """A sentence parted at the semicolons on both sides of which somebody owes something."""
    start, end = span
    if text.find(";", start, end) < 0:
        return [span]
    found: list[Span] = []
    for match in _BESIDE.finditer(text, start, end):
        left = text[start : match.start()]
        if len(left.split()) >= _FEWEST and _OWES.search(left) and ":" not in left:
            _add(found, text, start, match.start())
            start = match.end()
    _add(found, text, start, end)
    return found


def items(text: str, span: Span) -> list[Span]:
    """A long sentence as its lead-in and its (a), (b) items; a short one as it stands."""
    start, end = span
    if text.find(")", start, end) < 0 or text.count(" ", start, end) < _LONG:
        return [span]
    cuts = [match.start() for match in _INLINE_ITEM.finditer(text, start, end)]
    if len(cuts) < 2:
        return [span]
    found: list[Span] = []
    for left, right in zip([start, *cuts], [*cuts, end], strict=True):
        _add(found, text, left, right)
    return found


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    mark = match.group()
    if mark[0] != ".":
        return True
    piece = text[start : match.start() + 1]
    if not (_ABBREVIATION.search(piece[-_TAIL:]) or _NUMBERED.match(piece)):
        return True
    after = text[match.end() : match.end() + 12]
    return bool(_MAY_END.search(piece[-_TAIL:]) and _OPENER.match(after))


def _add(spans: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = start + len(piece.rstrip())
    if right > left:
        spans.append((left, right))
