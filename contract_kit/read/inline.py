"""Paragraphs that a converter ran together into one line, parted again at their numbers."""

from __future__ import annotations

import re
from dataclasses import replace

from contract_kit.read import headings, numbers
from contract_kit.read.prose import Line

_STOPS = '.;:)]”"’'
_SPLIT = re.compile(
    r"(?P<gap>\s{1,40})(?=[\d(A-Z])"
    r"(?=(?:\d{1,2}(?:\.\d{1,2}){1,4}\.?|\d{1,2}\.|\([a-zA-Z]\)|[A-Z]\.|[IVX]{1,5}\."
    r"|(?:ARTICLE|Article|SECTION|Section)\s[\dIVX.]{1,7})\s{1,40}[A-Z“\"(\[])"
)
_REFERS = re.compile(
    r"(?:sections?|clauses?|articles?|paragraphs?|schedules?|exhibits?|annex|appendix|items?|and|or|to|of|in|under|with"
    r"|see|by|§|no\.|part|version|rule|regulation|form|,)$",
    re.IGNORECASE,
)
_SECOND = re.compile(r"\(b\)\s{1,9}[A-Z]")
_TITLE_LENGTH = 110


def split_inline(line: Line, chain: dict[str, numbers.Label]) -> list[Line]:
    """The paragraphs of a line: `4. Fees. 4.1 Invoices. … 4.2 Payment. …`.

    `chain` holds the last number of each kind; only the next in its row begins a paragraph.
    """
    _remember(numbers.split(line.text, chain.get("lower")), chain)
    cuts = [0]
    for match in _SPLIT.finditer(line.text):
        rest = line.text[match.end() : match.end() + 500]
        label = numbers.split(rest, chain.get("lower"))
        if label is not None and _begins(line.text, match, label, (chain, cuts[-1])):
            _remember(label, chain)
            cuts.append(match.end())
    if len(cuts) == 1:
        return [line]
    ends = [*cuts[1:], len(line.text)]
    return [_piece(line, first, last) for first, last in zip(cuts, ends, strict=True)]


def _piece(line: Line, first: int, last: int) -> Line:
    text = line.text[first:last].rstrip()
    start = None if line.start is None else line.start + first
    return replace(
        line, text=text, gap=1.0 if first else line.gap, turned=line.turned and not first,
        right=line.left + len(text), start=start, end=None if start is None else start + len(text),
    )  # fmt: skip


def _begins(
    text: str,
    match: re.Match[str],
    label: numbers.Label,
    so_far: tuple[dict[str, numbers.Label], int],
) -> bool:
    """Whether this number is the next in its row and stands where a paragraph can begin."""
    chain, last_cut = so_far
    at, wide = match.start(), len(match["gap"]) >= 3
    stop = text[at - 1] if at and text[at - 1] in _STOPS else ""
    begin = at - len(stop)
    before = text[max(0, begin - 20) : at]
    if not wide and not stop and _REFERS.search(before):
        return False
    near = begin - last_cut < _TITLE_LENGTH
    if label.kind in {"lower", "upper"} or (label.kind == "roman" and "(" in label.text):
        return (bool(stop) or wide) and _lettered(
            text[match.end() :], label, chain, start=stop, wide=wide
        )
    if label.kind == "roman":
        earlier = chain.get("roman")
        first = 0 if earlier is None else earlier.value[0]
        return (bool(stop) or wide) and label.value[0] == first + 1
    return _numbered(
        text[match.end() :], label, chain.get("decimal"), near=near, stop=bool(stop) or wide
    )


def _numbered(
    rest: str, label: numbers.Label, before: numbers.Label | None, *, near: bool, stop: bool
) -> bool:
    """The next decimal number: 4.2 after 4.1, 5 after 4.3, 4.1 after 4."""
    value = label.value
    old = before.value if before is not None else ()
    if len(value) == 1:
        titled = (
            headings.run_in(rest[label.length : 400] + " " * 30 + "x") > 0 or ".0" in label.text
        )
        if titled and stop and (old[0] if old else 0) < value[0] <= (old[0] if old else 0) + 3:
            return True
        return stop and before is not None and numbers.follows(label, before)
    if value == (*old, 1) or (not old and value == (1, 1)):
        return stop or near
    same = len(value) <= len(old) and value[:-1] == old[: len(value) - 1]
    step = value[-1] - old[len(value) - 1] if same else 0
    return step == 1 or (stop and 1 < step <= 3)


def _lettered(
    rest: str, label: numbers.Label, chain: dict[str, numbers.Label], *, start: str, wide: bool
) -> bool:
    """`(b)` after `(a)`; `(a)` itself when sentences of their own follow."""
    before = chain.get(label.kind)
    if before is not None and label.value == (before.value[0] + 1,):
        return True
    if label.value != (1,) or label.kind != "lower":
        return wide and label.value == (1,)
    return wide or (start in ".:" and _SECOND.search(rest[:20_000]) is not None)


def _remember(label: numbers.Label | None, chain: dict[str, numbers.Label]) -> None:
    if label is None:
        return
    if label.kind in {"lower", "upper", "roman"}:
        chain[label.kind] = label
    elif label.kind in {"decimal", "article"}:
        chain["decimal"] = replace(label, kind="decimal") if label.kind == "article" else label
        chain.pop("lower", None)
