"""Clauses that say "not": their main verb, what hangs on it, what a colon leads to.

Texts come in lower case.
"""

from __future__ import annotations

import re

_NOT = re.compile(
    r"\b(?:(?:shall|may|will|must|is|are|was|were|has|have|does|do|can|could)\s+not|cannot)\b"
    r"(?!\s+(?:only|later|limited\s+to|less|more|just|exceed|unreasonabl))",
)
_CONDITIONAL = re.compile(
    r"\W*(?:if|where|when|whenever|unless|until|once|while|after|so far as)\b"
)
_MAIN = re.compile(
    r",\s+(?=(?:the|it|they|its|their|this|these|those|that|such|each|either|any|all|a|an|no)\b)",
)
_AUXILIARY = re.compile(
    r"\b(?:shall|may|will|must|is|are|was|were|has|have|does|do|can|could|cannot)\b"
)
_HANGING = re.compile(r"\b(?:that|which|who|as|where|if|when|what)\s+$")
_RELATED = re.compile(r"\b(?:that|which|who)\s+(?:\w+ly\s+)?$")
_STOP = re.compile(
    r"[;:.]\s|,\s+(?:and|but|or)\s|\b(?:if|unless|where|when|even|though|although|because|until"
    r"|provided|except|so\s+that|to\s+the\s+extent)\b",
)
_BUT = re.compile(
    r"\b(?:if|where|when|unless|until|except|without|other\s+than|in\s+case|whether|which|that)\b",
)
_ITEM = re.compile(r"(?:^|\s)\(?(?:a|i|1)\)\s")
_BUT_FOR = re.compile(
    r"[.;]\s|\b(?:if|where|when|unless|until|except|without|other\s+than|in\s+case|to\s+the\s+extent)\b"
)
_NEAR = 60


def says_not(text: str) -> bool:
    """Whether a lead-in says "not" of all its items."""
    return _NOT.search(text) is not None


def said_not(text: str, start: int, end: int) -> bool:
    """Whether the clause around the words from `start` to `end` is denied."""
    clause = max([text.rfind(mark, 0, start) for mark in ("; ", ". ", ": ")])
    if _NOT.search(text, max(clause, start - _NEAR, 0), end):
        return True
    return _main_denied(text, max(clause, 0), end)


def in_denied_list(text: str, start: int) -> bool:
    """Whether words stand in an item, "b) …", of a list whose lead-in is denied."""
    first = _ITEM.search(text, 0, start)
    if first is None:
        return False
    denied = list(_NOT.finditer(text, 0, first.start()))
    return bool(denied) and not _BUT_FOR.search(text, denied[-1].end(), first.start())


def hangs_on_denied(text: str, verb: int) -> bool:
    """Whether the verb hangs on a thing of which "not" is said: "Services that help are not"."""
    return bool(_RELATED.search(text[max(0, verb - _NEAR) : verb])) and _main_denied(text, 0, verb)


def disowned(text: str, place: int) -> bool:
    """Whether what follows a colon is denied before it: "These choices are not made: ..."."""
    colon = text.rfind(": ", 0, place)
    if colon < 0:
        return False
    start = max(text.rfind(mark, 0, colon) for mark in ("; ", ". ", ": ")) + 1
    before = text[_main_start(text, start) : colon]
    return _NOT.search(before) is not None and not _BUT.search(before)


def _main_start(text: str, start: int) -> int:
    """Where the main clause begins, after an "if ..., " in front of it."""
    main = _MAIN.search(text, start) if _CONDITIONAL.match(text, start) else None
    return main.end() if main else start


def _main_denied(text: str, start: int, end: int) -> bool:
    """Whether the first main verb of a clause comes after `end` and is denied."""
    first = _main_start(text, start)
    stop = _STOP.search(text, max(first, end))
    for verb in _AUXILIARY.finditer(text, first, stop.start() if stop else len(text)):
        if not _HANGING.search(text[max(0, verb.start() - _NEAR) : verb.start()]):
            return verb.start() >= end and _NOT.match(text, verb.start()) is not None
    return False
