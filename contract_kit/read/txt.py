"""Plain text: decoded, page numbers and running lines out, paragraphs and headings found."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from contract_kit.document import Run
from contract_kit.errors import UnreadableError
from contract_kit.read import headings, numbers
from contract_kit.read.furniture import in_order, page_value
from contract_kit.read.outline import build
from contract_kit.read.passages import Passage, fold
from contract_kit.read.prose import Line, paragraphs, words

if TYPE_CHECKING:
    from contract_kit.document import Document

_TRAILING = re.compile(r"(?<=\S)\s{2,9}(?:Page\s)?-?(\d{1,3})-?$")
_SPLIT = re.compile(
    r"(?:(?<=[.;:)\]”\"’])\s{1,40}|\s{3,40})"
    r"(?=(?:\d{1,2}(?:\.\d{1,2}){1,4}\.?|\d{1,2}\.|\([a-zA-Z]\)|[A-Z]\.|(?:ARTICLE|Article|SECTION|Section)\s[\dIVX.]{1,7})"
    r"\s{1,40}[A-Z“\"(\[])"
)
_WRAPPED = 150  # longer lines are whole paragraphs


def decode(data: bytes) -> str:
    """The text of these bytes in UTF-8, UTF-16 or Windows-1252."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strict(data, "utf-16")
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", "replace")
    guess = _wide(data)
    if guess:
        return _strict(data, guess)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    _refuse_noise(text)
    return text


def _strict(data: bytes, encoding: str) -> str:
    try:
        text = data[: len(data) // 2 * 2].decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError("not-text") from error
    _refuse_noise(text)
    return text


def _wide(data: bytes) -> str:
    """UTF-16 without a byte order mark: every other byte of English text is zero."""
    sample = data[:4096]
    if len(sample) < 4:
        return ""
    odd, even = sample[1::2].count(0), sample[::2].count(0)
    half = len(sample) // 2
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * half and odd < 0.1 * half else ""


def _refuse_noise(text: str) -> None:
    """Raise unless these are words: noise decodes to control characters and oddities."""
    sample = text[:20_000] + text[-5_000:] if len(text) > 25_000 else text
    bad = sum(1 for char in sample if (char < " " and char not in "\t\n\r\f\x0b\x1a") or char in "\x7f\ufffd")
    plain = sum(1 for char in sample if char.isascii() and (char.isalnum() or char.isspace()))
    if bad > 0.02 * len(sample) + 2 or (len(sample) >= 64 and plain < 0.35 * len(sample) and bad):
        raise UnreadableError("not-text")


def read(data: bytes) -> Document:
    """The document in a plain text file."""
    return build(from_text(decode(data)))


def from_text(text: str) -> list[Passage]:
    """The passages of a text."""
    lines = _without_pages(_lines(text))
    _set_edges(lines)
    chain: dict[str, numbers.Label] = {}
    split = [piece for line in lines for piece in _split_inline(line, chain)]
    return paragraphs(split, vocabulary=words(lines))


def _lines(text: str) -> list[Line]:
    found: list[Line] = []
    blank = 0
    at = 0
    turned = False
    for raw in re.split(r"(\r\n|\n|\r|\f|\x0b)", text):
        stripped = raw.strip()
        if raw in {"\f", "\x0b"}:
            turned = True
        elif stripped:
            left = len(raw.expandtabs(8)) - len(raw.expandtabs(8).lstrip())
            start = at + raw.index(stripped[0])
            shown = stripped.expandtabs(8)
            found.append(
                Line(
                    shown, left, left + len(shown), float(blank), start=start,
                    end=start + len(stripped), turned=turned or blank >= 4,
                )
            )
            blank, turned = 0, False
        elif raw == "" or raw[0] not in "\r\n":
            blank += 1
        at += len(raw)
    return found


def _without_pages(lines: list[Line]) -> list[Line]:
    """The lines without page numbers and the running lines beside them."""
    values = {at: value for at, line in enumerate(lines) if (value := page_value(line.text)) is not None}
    tails = {
        at: int(match[1])
        for at, line in enumerate(lines[:-1])
        if at not in values and lines[at + 1].turned and (match := _TRAILING.search(line.text))
    }
    drop = in_order(values | tails)
    for at in drop & set(tails):
        lines[at] = _shortened(lines[at])
    drop -= set(tails)
    drop |= _running(lines, drop)
    kept: list[Line] = []
    turned = False
    for at, line in enumerate(lines):
        if at in drop:
            turned = True
            continue
        kept.append(replace(line, turned=True) if turned else line)
        turned = False
    return kept


def _shortened(line: Line) -> Line:
    text = _TRAILING.sub("", line.text)
    end = None if line.start is None else line.start + len(text)
    return replace(line, text=text, right=line.left + len(text), end=end)


def _running(lines: list[Line], numbers_at: set[int]) -> set[int]:
    """Short lines that stand beside page numbers again and again."""
    beside = {at + step for at in numbers_at for step in (-2, -1, 1, 2)} - numbers_at
    shapes = Counter(_shape(lines[at]) for at in beside if 0 <= at < len(lines))
    often = {
        shape
        for shape, count in shapes.items()
        if count >= max(3, len(numbers_at) // 3) and 8 < len(shape) < 120
    }
    return {at for at in beside if 0 <= at < len(lines) and _shape(lines[at]) in often}


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", fold(line.text).lower())


def _set_edges(lines: list[Line]) -> None:
    """Give each line the right edge its text was wrapped at."""
    rights = sorted(line.right for line in lines if line.right - line.left > 30)
    edge = rights[int(len(rights) * 0.9)] if rights else 80.0
    wrapped = edge <= _WRAPPED
    for line in lines:
        line.edge = edge if wrapped else max(line.right + 1000, 2000)


def _split_inline(line: Line, chain: dict[str, numbers.Label]) -> list[Line]:
    """Paragraphs that a converter ran together: `4. Fees. 4.1 Invoices. … 4.2 Payment. …`."""
    _remember(numbers.split(line.text, chain.get("lower")), chain)
    if len(line.text) < 100:
        return [line]
    cuts = [0]
    for match in _SPLIT.finditer(line.text):
        rest = line.text[match.end() : match.end() + 500]
        label = numbers.split(rest, chain.get("lower"))
        if label is None:
            continue
        titled = headings.run_in(rest[label.length :] + " " * 30 + "x") > 0
        if not _expected(label, chain, wide=len(match[0]) >= 3, titled=titled):
            continue
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
    )


def _expected(label: numbers.Label, chain: dict[str, numbers.Label], *, wide: bool, titled: bool) -> bool:
    """Whether this number is the next in its row; a lone `(a)` stays in its sentence."""
    before = chain.get(label.kind if label.kind in {"lower", "upper"} else "decimal")
    if label.kind == "decimal" and titled and len(label.value) == 1:
        top = before.value[0] if before is not None else 0
        if top < label.value[0] <= top + 3:
            return True
    if before is None:
        return (wide or label.value == (1, 1)) and label.value[-1:] == (1,)
    if label.kind in {"lower", "upper"}:
        return label.value == (before.value[0] + 1,) or (wide and label.value == (1,))
    return label.kind in {"decimal", "article"} and numbers.follows(label, before)


def _remember(label: numbers.Label | None, chain: dict[str, numbers.Label]) -> None:
    if label is None:
        return
    if label.kind in {"lower", "upper"}:
        chain[label.kind] = label
    elif label.kind in {"decimal", "article"}:
        chain["decimal"] = replace(label, kind="decimal")
        chain.pop("lower", None)
