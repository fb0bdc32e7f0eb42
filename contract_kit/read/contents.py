"""The table of contents and the title among the passages."""

from __future__ import annotations

import re

from contract_kit.read import headings
from contract_kit.read.passages import Passage

_ENTRY = re.compile(
    r"(?:\.{3,300}\s{0,9}|(?:\.\s){3,200}\s{0,9}|…\s{0,9}|\t\s{0,99}|\s{3,300})"
    r"(?:[A-Z]{1,2}-)?\d{1,3}\s{0,9}$|^\.{3,}"
)
_ENTRY_END = re.compile(r"\s(?:[A-Z]{1,2}-)?(?:\d{1,3}|[ivxl]{1,6})\s{0,9}$")
_IN_CAPS = re.compile(r"\b[A-Z][A-Z,&'’/ -]{2,80}\b(?:AGREEMENT|CONTRACT|ADDENDUM|AMENDMENT)\b")
_MANY = 3
_CONTENTS = re.compile(r"(?:table of contents|contents|index|page|page no\.?)", re.IGNORECASE)


def mark_contents(stream: list[Passage]) -> None:
    """Mark the entries of a table of contents; the first is where its words come again."""
    for at, passage in enumerate(stream):
        if passage.table is None and _ENTRY.search(passage.text[-80:]):
            passage.contents = True
        if passage.table is None and _CONTENTS.fullmatch(passage.text.strip(" :.")):
            if passage.text.lower().startswith("page") and not (at and stream[at - 1].contents):
                continue
            passage.contents = True
            _mark_entries(stream, at + 1)
    _mark_unnamed(stream)
    for passage in stream:
        if passage.contents:
            passage.heading, passage.style = 0, "note"


def _mark_entries(stream: list[Passage], start: int) -> None:
    seen: set[str] = set()
    paged = 0
    for passage in stream[start : start + 600]:
        if passage.contents:
            seen.add(_key(passage))
            paged += 1
            continue
        if passage.table is not None:
            return
        numbered = bool(_ENTRY_END.search(" " + passage.text[-20:]))
        if not numbered and _is_past(passage, seen, paged):
            return
        if len(passage.text.split()) > (25 if numbered else 14):
            return
        seen.add(_key(passage))
        paged += numbered
        passage.contents = True


def _is_past(passage: Passage, seen: set[str], paged: int) -> bool:
    """Whether a passage without a page number stands after the last entry."""
    key = _key(passage)
    if key in seen or passage.text[-1:] in ".;,":
        return True
    if paged >= _MANY and any(one.startswith(key) or one.endswith(key) for one in seen if key):
        return True
    return not passage.number and not passage.heading


def _mark_unnamed(stream: list[Passage]) -> None:
    """A run of short headings that end in rising page numbers is a table of contents."""
    run: list[Passage] = []
    last = 0
    for passage in [*stream[:800], Passage()]:
        page = _ENTRY_END.search(" " + passage.text[-20:]) if passage.table is None else None
        value = int(digits[0]) if page and (digits := re.findall(r"\d+", page[0])) else -1
        short = len(passage.text.split()) <= 14 and bool(
            passage.number or passage.heading or passage.contents
        )
        if short and value >= last and value - last < 60:
            run.append(passage)
            last = value
            continue
        if len(run) >= 2 * _MANY:
            for one in run:
                one.contents = True
        run, last = [], 0


def _key(passage: Passage) -> str:
    text = _ENTRY_END.sub("", _ENTRY.sub("", f"{passage.number} {passage.text}"))
    return re.sub(r"\W+", "", text).lower()


def find_title(stream: list[Passage]) -> Passage | None:
    """The passage that names the contract, among the first before any long text."""
    tops = [one for one in stream if one.heading == 1]
    only = tops[0] if len(tops) == 1 and not tops[0].number else None
    styled = next((one for one in stream[:40] if one.title), None)
    if styled is not None or (only is not None and only is stream[0]):
        return styled or only
    head = _head(stream)
    named = (one for one in head if not one.number and headings.is_title(one.text))
    return next(named, only if any(only is one for one in head) else None)


def _head(stream: list[Passage]) -> list[Passage]:
    """The short passages before the first long one."""
    found: list[Passage] = []
    for passage in stream[:25]:
        if passage.contents or passage.table is not None:
            continue
        if len(passage.text.split()) > 45:
            break
        found.append(passage)
    return found


def title_within(stream: list[Passage]) -> str:
    """A title that a converter ran together with the first paragraphs, or nothing."""
    for passage in stream[:4]:
        match = _IN_CAPS.search(passage.text[:1500]) if passage.table is None else None
        if match is not None and match[0].count(" ") < 12:
            return match[0]
    return ""
