"""The lines of one PDF page with their places, and the cells of those that are table rows."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from contract_kit.read.numbers import split
from contract_kit.read.passages import fold
from contract_kit.read.pdf_fields import in_place
from contract_kit.read.pdf_justified import stretched
from contract_kit.read.pdf_lost import is_garbled
from contract_kit.read.pdf_margins import without_line_numbers
from contract_kit.read.pdf_sight import look_at
from contract_kit.read.pdf_type import key_of, texts_of
from contract_kit.read.prose import Line

if TYPE_CHECKING:
    from contract_kit.read.pdf_margins import Margins, Spanned
    from contract_kit.read.pdf_sight import Page, Sight

_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_ITEM = re.compile(r"[a-z]|[ivx]{2,5}")  # the letter of an item, without a mark
_SPACE = re.compile(r"\s+")
_LETTERS = 8  # so many letters tell how wide they are drawn
_ASKED = 9  # letters of a line whose size is looked at
_NARROW = 0.14  # mean width of a letter in line heights below which none can be told
_WIDE = 0.43  # mean width of a character in line heights above which a line may hold gaps
_GAP = 0.85  # a gap of so many line heights may part two cells
Cells = tuple[tuple[float, str], ...]
_EVEN = 0.2  # gaps that differ by less of the widest are as wide
_SOME = 6  # so many lines tell whether a page is set in columns
_BESIDE = 8  # so many lines around a table row may be rows with smaller gaps


@dataclass(frozen=True, slots=True)
class PageText:
    """The lines of a page in the order they are drawn, and what was seen of its text.

    `garbled`: its letters are no letters, since its fonts do not say which they are. `margins` are
    the edges of the columns of line numbers that were taken out.
    """

    lines: list[Line]
    sight: Sight
    garbled: bool = False
    margins: Margins = (None, None)


def read_page(place: Page, margins: Margins = (None, None)) -> PageText:
    """The text of one page; `margins`: where the page before had line numbers."""
    textpage = place.page.get_textpage()
    try:
        count = textpage.count_chars()
        text = textpage.get_text_range() if count > 0 else ""
        probe = _Probe(place.raw, textpage.raw, shifted=len(text) != count)
        sight = look_at(place, textpage.raw, text, probe.index)
        found = [
            (line, match)
            for match in _LINE.finditer(sight.text)
            if (line := _line(probe, match, place.number)) is not None
        ]
        found, squeezed = _without_squeezed(probe, found)
        if place.laid is not None:
            keys = {key_of(one) for one in texts_of(place.page, place.raw, place.laid)}
            found = in_place(found, [probe.owner(_first(match)) in keys for _, match in found])
        kept, margins = without_line_numbers(found, partial(_spanned, probe, place), margins)
        angles = [probe.angle(_first(match)) for _, match in kept]
        lines = _upright(_with_cells(probe, kept), angles)
        sight = replace(sight, unseen=sight.unseen + squeezed)
        return PageText(lines, sight, is_garbled(sight.text), margins)
    finally:
        textpage.close()


_LINE = re.compile(r"[^\r\n\x02\ufffe]+[\x02\ufffe]?")


def _line(probe: _Probe, match: re.Match[str], page: int) -> Line | None:
    shown = match[0].replace("\x00", "").strip()
    if not shown:
        return None
    first = _first(match)
    last = match.start() + len(match[0].rstrip(" \t\ufffe\x02")) - 1
    head, tail = probe.box(first), probe.box(max(last, first))
    strong = probe.bold(first) and probe.bold(max(last, first))
    size, right = max(head[3] - head[1], 1.0), max(tail[2], head[2])
    return Line(
        fold(shown.replace("\ufffe", "\x02")),
        left=head[0],
        right=right,
        page=page,
        strong=strong,
        size=size,
        top=head[1],
    )


def _without_squeezed(probe: _Probe, found: list[Spanned]) -> tuple[list[Spanned], int]:
    """The lines whose letters stand beside each other, and how many others there are."""
    kept = [one for one in found if not _is_squeezed(probe, *one)]
    return kept, len(found) - len(kept)


def _is_squeezed(probe: _Probe, line: Line, match: re.Match[str]) -> bool:
    """Whether letters are too narrow to be told, or lie on each other."""
    if len(line.text) < _LETTERS or line.letter > _NARROW * line.size:
        return False
    start = _first(match)
    one, two = probe.box(start), probe.box(start + len(match[0].strip()) - 1)
    across, up = (max(one[at + 2], two[at + 2]) - min(one[at], two[at]) for at in (0, 1))
    return max(across, up) < _NARROW * _usual_size(probe, match) * len(line.text)


def _usual_size(probe: _Probe, match: re.Match[str]) -> float:
    """The size of most letters of a line: a mark may stand before them, letters of a stamp."""
    places = [at for at, char in enumerate(match[0], match.start()) if char.isalnum()]
    boxes = [probe.box(at) for at in places[:: max(1, len(places) // _ASKED)]]
    sizes = sorted(max(box[2] - box[0], box[3] - box[1]) for box in boxes)
    return sizes[len(sizes) // 2] if sizes else 0.0


def _first(match: re.Match[str]) -> int:
    """Where the words of a line begin."""
    return match.start() + len(match[0]) - len(match[0].lstrip())


def _spanned(probe: _Probe, place: Page, text: str, start: int, end: int) -> Spanned | None:
    """The line between two places of a page's text."""
    match = _LINE.match(text, start, end)
    line = _line(probe, match, place.number) if match else None
    return (line, match) if line is not None and match is not None else None


def _with_cells(probe: _Probe, found: list[tuple[Line, re.Match[str]]]) -> list[Line]:
    """The lines, those that are wide for their letters with the cells the gaps make."""
    widths = sorted(line.letter / line.size for line, _ in found if len(line.text) > 20)
    usual = widths[len(widths) // 2] if widths else _WIDE
    least = min(max(1.1 * usual, _WIDE), 1.4 * _WIDE)
    if usual > _WIDE and _in_columns(probe, found):
        least = _WIDE
    wide = [line.letter / line.size > least for line, _ in found]
    tried = [is_wide or _hangs(found, at) for at, is_wide in enumerate(wide)]
    _probe_cells(probe, found, tried)
    rows = [at for at, (line, _) in enumerate(found) if line.cells]
    near = {at + step for at in rows for step in range(-_BESIDE, _BESIDE + 1)}
    _probe_cells(probe, found, [at in near and not tried[at] for at in range(len(found))])
    lines = [line for line, _ in found]
    for line in stretched(lines):
        line.cells, line.widest = (), 0.0
    return lines


def _in_columns(probe: _Probe, found: list[Spanned]) -> bool:
    """Whether all lines are wide since columns stand side by side: some are looked at."""
    long = [match for line, match in found if len(line.text) > 20]
    some = long[:: max(len(long) // _SOME, 1)][:_SOME]
    gaps = [max(_cells(probe, match)[2], default=0.0) for match in some]
    return sum(gap > 2 * _GAP for gap in gaps) > len(some) // 2


def _hangs(found: list[Spanned], at: int) -> bool:
    """Whether the next line stands so far to the right that it may go on with a second cell."""
    if at + 1 == len(found):
        return False
    line, after = found[at][0], found[at + 1][0]
    return (
        line.left + 4 * line.size < after.left < line.right
        and 0.5 * line.size < line.top - after.top < 1.7 * line.size
    )


def _probe_cells(probe: _Probe, found: list[tuple[Line, re.Match[str]]], which: list[bool]) -> None:
    for (line, match), wanted in zip(found, which, strict=True):
        if wanted and len(line.text) > 3:
            line.cells, line.ends, gaps = _cells(probe, match)
            if gaps:
                line.widest = max(gaps)
                line.even = max(gaps) - min(gaps) < _EVEN * max(gaps)


def _cells(probe: _Probe, match: re.Match[str]) -> tuple[Cells, tuple[float, ...], list[float]]:
    """Beginning and words of the cells of a line, none for an ordinary one.

    And where they end, and all gaps between words in line heights.
    """
    text = match[0].rstrip()
    cuts = [len(text) - len(text.lstrip())]
    lefts, rights, gaps = [probe.box(match.start() + cuts[0])[0]], [], []
    for space in _SPACE.finditer(text):
        if not space.start():
            continue
        before = probe.box(match.start() + space.start() - 1)
        after = probe.box(match.start() + space.end())
        if len(cuts) == 1 and _is_label(text[: space.start()]):
            continue
        gaps.append((after[0] - before[2]) / max(before[3] - before[1], 1.0))
        if gaps[-1] > _GAP:
            cuts.append(space.end())
            lefts.append(after[0])
            rights.append(before[2])
    if len(cuts) == 1:
        return (), (), []
    rights.append(probe.box(match.start() + len(text) - 1)[2])
    ends = [*cuts[1:], len(text)]
    cells = tuple(
        (left, fold(text[cut:end])) for left, cut, end in zip(lefts, cuts, ends, strict=True)
    )
    return cells, tuple(rights), gaps


def _is_label(text: str) -> bool:
    """Whether a paragraph's number or bullet, not a first cell, stands before a gap."""
    shown = text.strip()
    if _ITEM.fullmatch(shown):
        return True
    label = split(f"{shown} A") if len(shown) < 16 and shown not in {"–", "—", "-"} else None
    return label is not None and label.length > len(shown)


def _upright(lines: list[Line], angles: list[float]) -> list[Line]:
    """The lines in the page's main direction: a stamp across the page is no text."""
    turns = [round(angle, 1) for angle in angles]
    if len(set(turns)) < 2:
        return lines
    main = Counter(turns).most_common(1)[0][0]
    straight = {round(quarter * 1.5708, 1) for quarter in range(4)} | {main, 6.3}
    return [line for line, turn in zip(lines, turns, strict=True) if turn in straight]


class _Probe:
    """Asks PDFium about single characters of one page."""

    def __init__(self, raw: Any, handle: Any, *, shifted: bool) -> None:
        self._raw, self._handle, self._shifted = raw, handle, shifted
        self._rect = raw.FS_RECTF()
        self._buffer = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()

    def index(self, at: int) -> int:
        """The character that stands at a place in the page's text."""
        if not self._shifted:
            return at
        return max(int(self._raw.FPDFText_GetCharIndexFromTextIndex(self._handle, at)), 0)

    def owner(self, at: int) -> int:
        """The key of the piece of text that a character belongs to."""
        return key_of(self._raw.FPDFText_GetTextObject(self._handle, self.index(at)))

    def box(self, at: int) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of a character with its font's full height."""
        rect = self._rect
        self._raw.FPDFText_GetLooseCharBox(self._handle, self.index(at), rect)
        return (rect.left, rect.bottom, rect.right, rect.top)

    def bold(self, at: int) -> bool:
        """Whether the character's font is a bold one."""
        length = self._raw.FPDFText_GetFontInfo(
            self._handle, self.index(at), self._buffer, 128, self._flags
        )
        return 0 < length <= 128 and bool(_BOLD.search(self._buffer.raw[:length].decode("latin-1")))

    def angle(self, at: int) -> float:
        """The direction a character is written in, in radians."""
        return float(self._raw.FPDFText_GetCharAngle(self._handle, self.index(at)))
