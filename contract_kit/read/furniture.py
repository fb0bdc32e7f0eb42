"""Page numbers among lines of text."""

from __future__ import annotations

import re
from collections import Counter

from contract_kit.read.numbers import roman

_PAGE = re.compile(
    r"[-–—\s]{0,9}(?P<word>page\s{1,3})?(?:[A-Z]{1,3}\s?-\s?)?(?P<value>\d{1,4}|[ivxl]{1,6})"
    r"(?P<of>\s{1,3}(?:of|/)\s{1,3}\d{1,4})?[-–—\s.]{0,9}",
    re.IGNORECASE,
)


_SIGNING = re.compile(
    r"/s/|_{4}|\b(?:by|name|title|date|its|signature|signed|witness|attest)\s?:|\bin witness\b", re.IGNORECASE
)


def is_signing(text: str) -> bool:
    """Whether these words belong to a place where somebody signs: never a running line."""
    return bool(_SIGNING.search(text))


def page_value(text: str) -> int | None:
    """The page number a line consists of, or None."""
    match = _PAGE.fullmatch(text) if len(text) < 24 else None
    if match is None:
        return None
    value = match["value"]
    return int(value) if value.isdigit() else roman(value) or None


def in_order(values: dict[int, int]) -> set[int]:
    """The lines whose numbers count up as pages do."""
    order = sorted(values)
    found: set[int] = set()
    for place, at in enumerate(order):
        near = [values[other] for other in order[max(0, place - 3) : place + 4] if other != at]
        if any(abs(values[at] - value) <= 1 for value in near):
            found.add(at)
    return found


def common_ends(texts: list[str], *, tail: bool) -> int | None:
    """How many words so many of these texts have in common at their end (or start), or None.

    Converters leave running heads and feet inside the first and last paragraph of a page.
    """
    least = max(3, round(0.3 * len(texts)))
    split = [shape(text).split() for text in texts]
    for count in range(30, 2 if tail else 3, -1):
        ends = Counter(tuple(words[-count:] if tail else words[:count]) for words in split if len(words) >= count)
        if ends and ends.most_common(1)[0][1] >= least:
            return count
    return None


def without_common(texts: list[str], *, tail: bool) -> list[str]:
    """The texts without the words that so many of them share at one end."""
    for _ in range(3):
        count = common_ends(texts, tail=tail)
        if count is None:
            return texts
        split = [shape(text).split() for text in texts]
        ends = Counter(tuple(words[-count:] if tail else words[:count]) for words in split if len(words) >= count)
        running = ends.most_common(1)[0][0]
        if (tail and not any("#" in word for word in running)) or is_signing(" ".join(running)):
            return texts
        texts = [
            _cut(text, count, tail=tail)
            if tuple(words[-count:] if tail else words[:count]) == running
            else text
            for text, words in zip(texts, split, strict=True)
        ]
    return texts


def _cut(text: str, count: int, *, tail: bool) -> str:
    words = list(re.finditer(r"\S+", text))
    if len(words) <= count:
        return ""
    return text[: words[-count].start()].rstrip() if tail else text[words[count].start() :]


def shape(text: str) -> str:
    """A line with its figures made equal, to compare running lines."""
    return re.sub(r"\d+", "#", " ".join(text.split()).lower())
