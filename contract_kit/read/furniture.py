"""Page numbers among lines of text."""

from __future__ import annotations

import re
from collections import Counter

from contract_kit.digits import whole
from contract_kit.read.numbers import roman

_PAGE = re.compile(
    r"[-–—\s]{0,9}(?P<word>page\s{1,3})?(?:[A-Z]{1,3}\s?-\s?)?(?P<value>\d{1,3}|[ivxl]{1,6})"
    r"(?P<of>\s{1,3}(?:of|/)\s{1,3}\d{1,4})?[-–—\s]{0,9}",
    re.IGNORECASE,
)


_SIGNING = re.compile(
    r"/s/|_{4}|\b(?:by|name|title|date|its|signature|signed|witness|attest)\s?:|\bin witness\b",
    re.IGNORECASE,
)

_DUTY = re.compile(r"\b(?:shall|will|must|agrees?|means|if|section|clause|paragraph)\b")
_LABEL = re.compile(r"[(#]#?[.)a-z]{0,3}(?:#[.)]?)?\s")
_MOST = 30
"""Words of a running head or foot, at most."""
_RUNNING = re.compile(
    r"\b(?:page|confidential|source:|exhibit|initials|version|draft|redacted|omitted)\b|source:|www\."
)


def is_signing(text: str) -> bool:
    """Whether these words belong to a place where somebody signs: never a running line."""
    return bool(_SIGNING.search(text))


def page_value(text: str) -> int | None:
    """The page number a line consists of, or None."""
    match = _PAGE.fullmatch(text) if len(text) < 24 else None
    if match is None:
        return None
    number = whole(match["value"])
    return number if number is not None else roman(match["value"]) or None


def in_order(values: dict[int, int]) -> set[int]:
    """The lines whose numbers count up as pages do."""
    order = sorted(values)
    found: set[int] = set()
    for place, at in enumerate(order):
        near = [values[other] for other in order[max(0, place - 3) : place + 4] if other != at]
        if any(abs(values[at] - value) <= 1 for value in near):
            found.add(at)
    return found


def without_common(texts: list[str], *, tail: bool) -> list[str]:
    """The texts without the running words that many of them share at their end (or start).

    Converters leave running heads and feet inside the first and last paragraph of a page.
    """
    for _ in range(3):
        split = [shape(_edge(text, tail=tail)).split() for text in texts]
        running = _common(split, tail=tail)
        count = len(running)
        if not running:
            return texts
        texts = [
            _cut(text, count, tail=tail) if _end(words, count, tail=tail) == running else text
            for text, words in zip(texts, split, strict=True)
        ]
    return texts


def _common(split: list[list[str]], *, tail: bool) -> tuple[str, ...]:
    """The longest running words at one end that enough of these texts share."""
    least = max(3, round(0.3 * len(split)))
    for count in range(_MOST, 2, -1):
        ends = Counter(_end(words, count, tail=tail) for words in split if len(words) >= count)
        for words, times in ends.most_common(2):
            if times >= least and _is_running(words, tail=tail):
                return words
    return ()


def _edge(text: str, *, tail: bool) -> str:
    """The words at one end, as many as can be running ones."""
    return " ".join(text.rsplit(None, _MOST)[-_MOST:] if tail else text.split(None, _MOST)[:_MOST])


def _end(words: list[str], count: int, *, tail: bool) -> tuple[str, ...]:
    return tuple(words[-count:] if tail else words[:count])


def _is_running(words: tuple[str, ...], *, tail: bool) -> bool:
    """Whether shared words can be a running head or foot, and not how two clauses begin alike."""
    text = " ".join(words)
    if is_signing(text) or (len(words) < 12 and _DUTY.search(text)) or _LABEL.match(text):
        return False
    named = bool(_RUNNING.search(text))
    if tail:
        return "#" in text and (named or len(words) >= 5)
    return named or len(words) >= 12


def can_run(form: str) -> bool:
    """Whether a short repeated line can be a running one: no signature, no clause."""
    return not is_signing(form) and (not _DUTY.search(form) or bool(_RUNNING.search(form)))


def _cut(text: str, count: int, *, tail: bool) -> str:
    words = list(re.finditer(r"\S+", text))
    if len(words) <= count:
        return ""
    return text[: words[-count].start()].rstrip() if tail else text[words[count].start() :]


def shape(text: str) -> str:
    """A line with its figures made equal, to compare running lines."""
    return re.sub(r"\d+", "#", " ".join(text.split()).lower())
