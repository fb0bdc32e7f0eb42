"""Page numbers among lines of text."""

from __future__ import annotations

import re

from contract_kit.read.numbers import roman

_PAGE = re.compile(
    r"[-–—\s]{0,9}(?P<word>page\s{1,3})?(?:[A-Z]{1,3}\s?-\s?)?(?P<value>\d{1,4}|[ivxl]{1,6})"
    r"(?P<of>\s{1,3}(?:of|/)\s{1,3}\d{1,4})?[-–—\s.]{0,9}",
    re.IGNORECASE,
)


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
