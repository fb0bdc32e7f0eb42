"""Plain text: decoded, page numbers and running lines out, paragraphs and headings found."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from contract_kit.errors import UnreadableError
from contract_kit.read import numbers
from contract_kit.read.furniture import can_run, in_order, page_value, shape, without_common
from contract_kit.read.headings import is_title
from contract_kit.read.inline import split_inline
from contract_kit.read.kinds import refuse_code
from contract_kit.read.line_numbers import FIRST, LAST, Figure, margin
from contract_kit.read.outline import build
from contract_kit.read.passages import Passage
from contract_kit.read.prose import Line, paragraphs, words

if TYPE_CHECKING:
    from contract_kit.document import Document

_MARK = re.compile(r"(#{1,6})\s{1,9}(?=\w)")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f\ufffd]")
_ODD = re.compile(r"[^A-Za-z0-9\s]")
_TRAILING = re.compile(r"(?<=\S)\s{2,9}(?:Page\s)?-?(\d{1,3})-?$")
_WRAPPED = 150  # longer lines are whole paragraphs
_RUNNING = 60
"""Words of a running line, at most."""


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
    refuse_noise(text)
    return text


def _strict(data: bytes, encoding: str) -> str:
    try:
        text = data[: len(data) // 2 * 2].decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError("not-text") from error
    refuse_noise(text)
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


def refuse_noise(text: str) -> None:
    """Raise unless these are words: noise decodes to control characters and oddities."""
    sample = text[:6_000] + text[-2_000:] if len(text) > 8_000 else text
    bad = len(_CONTROL.findall(sample))
    plain = len(sample) - len(_ODD.findall(sample))
    if bad > 0.02 * len(sample) + 2 or (len(sample) >= 64 and plain < 0.35 * len(sample) and bad):
        raise UnreadableError("not-text")


def read(data: bytes) -> Document:
    """The document in a plain text file."""
    text = decode(data)
    refuse_code(text)
    return build(from_text(text))


def from_text(text: str) -> list[Passage]:
    """The passages of a text."""
    lines = _without_pages(_without_line_numbers(_lines(text)))
    _set_edges(lines)
    chain: dict[str, numbers.Label] = {}
    split = [piece for line in lines for piece in split_inline(line, chain)]
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
            found.append(_line(raw, stripped, at, float(blank)))
            found[-1].turned = turned or blank >= 4
            blank, turned = 0, False
        elif raw == "" or raw[0] not in "\r\n":
            blank += 1
        at += len(raw)
    return found


def _line(raw: str, stripped: str, at: int, blank: float) -> Line:
    """One line; `## Fees` is a heading here, too: Markdown often goes by the name of .txt."""
    wide = raw.expandtabs(8)
    left = len(wide) - len(wide.lstrip())
    mark = _MARK.match(stripped)
    words = stripped[mark.end() :] if mark else stripped
    end = at + raw.index(stripped[0]) + len(stripped)
    shown = words.expandtabs(8)
    line = Line(shown, left, left + len(shown), blank, start=end - len(words), end=end)
    line.heading = len(mark[1]) if mark else None
    return line


def _without_line_numbers(lines: list[Line]) -> list[Line]:
    """The lines without the numbers that count them in the margin."""
    for pattern in (FIRST, LAST):
        hits = {at: hit for at, line in enumerate(lines) if (hit := pattern.search(line.text))}
        if pattern is FIRST:
            hits = {at: hit for at, hit in hits.items() if not hit.start()}
        figures = [
            Figure(
                at,
                int(hit[1]),
                lines[at].left + hit.start(1),
                lines[at].left + hit.end(1),
                lines[at].text[: hit.start()] or lines[at].text[hit.end() :],
            )
            for at, hit in hits.items()
        ]
        drop = {one.row: hits[one.row] for one in margin(figures, 0)}
        cut = [_cut(line, drop[at]) if at in drop else line for at, line in enumerate(lines)]
        lines = [line for line in cut if line.text]
    return lines


def _cut(line: Line, hit: re.Match[str]) -> Line:
    """A line without the number at one of its ends."""
    if hit.start():
        return _until(line, hit.start())
    return replace(_from(line, hit.end()), left=line.left + hit.end())


def _without_pages(lines: list[Line]) -> list[Line]:
    """The lines without page numbers and the running lines beside them."""
    values = {
        at: value for at, line in enumerate(lines) if (value := page_value(line.text)) is not None
    }
    tails = {
        at: int(match[1])
        for at, line in enumerate(lines[:-1])
        if at not in values and lines[at + 1].turned and (match := _TRAILING.search(line.text))
    }
    drop = in_order(values | tails)
    for at in drop & set(tails):
        lines[at] = _until(lines[at], len(_TRAILING.sub("", lines[at].text)))
    drop -= set(tails)
    turns = {0} | {at for at, line in enumerate(lines) if line.turned}
    drop |= _running(lines, drop | turns, drop)
    kept: list[Line] = []
    turned = False
    for at, line in enumerate(lines):
        if at in drop:
            turned = True
            continue
        kept.append(replace(line, turned=True) if turned else line)
        turned = False
    return _without_running_ends(kept)


def _without_running_ends(lines: list[Line]) -> list[Line]:
    """The lines at page ends without running heads and feet that were run into them."""
    firsts = [at for at, line in enumerate(lines) if line.turned and at]
    if len(firsts) < 3:
        return lines
    heads = without_common([lines[at].text for at in firsts], tail=False)
    for at, text in zip(firsts, heads, strict=True):
        lines[at] = _from(lines[at], len(lines[at].text) - len(text))
    lasts = [*(at - 1 for at in firsts), len(lines) - 1]
    tails = without_common([lines[at].text for at in lasts], tail=True)
    for at, text in zip(lasts, tails, strict=True):
        lines[at] = _until(lines[at], len(text))
    return [line for line in lines if line.text]


def _from(line: Line, start: int) -> Line:
    if not start:
        return line
    at = None if line.start is None else line.start + start
    return replace(line, text=line.text[start:], right=line.right - start, start=at)


def _until(line: Line, length: int) -> Line:
    end = None if line.start is None else line.start + length
    return replace(line, text=line.text[:length], right=line.left + length, end=end)


def _running(lines: list[Line], turns: set[int], drop: set[int]) -> set[int]:
    """Short lines that stand beside the ends of pages again and again."""
    beside = {at + step for at in turns for step in (-2, -1, 0, 1, 2)} - drop
    forms = {at: shape(lines[at].text) for at in beside if _may_run(at, lines)}
    shapes = Counter(forms.values())
    least = max(3, len(turns) // 4)
    often = {
        form
        for form, count in shapes.items()
        if count >= least and 8 < len(form) < 2 * _RUNNING and can_run(form)
    }
    found = {at for at, form in forms.items() if form in often}
    return {at for at in found if at > 4 or not is_title(lines[at].text)}


def _may_run(at: int, lines: list[Line]) -> bool:
    """Whether there is such a line, and it is as short as running ones are."""
    return 0 <= at < len(lines) and len(lines[at].text.split(None, _RUNNING)) <= _RUNNING


def _set_edges(lines: list[Line]) -> None:
    """Give each line the right edge its text was wrapped at."""
    rights = sorted(line.right for line in lines if line.right - line.left > 30)
    edge = rights[int(len(rights) * 0.9)] if rights else 80.0
    wrapped = edge <= _WRAPPED
    for line in lines:
        line.edge = edge if wrapped else max(line.right + 1000, 2000)
