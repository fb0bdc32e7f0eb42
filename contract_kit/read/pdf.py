"""PDF files: lines with their places, running heads and feet out, paragraphs put together."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from contract_kit.document import Notice
from contract_kit.errors import LostError, UnreadableError
from contract_kit.findings import Location
from contract_kit.read.numbers import split
from contract_kit.read.outline import build
from contract_kit.read.passages import fold
from contract_kit.read.pdf_layout import arrange, without_running
from contract_kit.read.pdf_tables import passages
from contract_kit.read.prose import Line, words
from contract_kit.workers import each

if TYPE_CHECKING:
    from contract_kit.document import Document

MAX_PAGES = 3000
MAX_CHARACTERS = 20_000_000
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_WIDE = 0.43  # mean width of a character in line heights above which a line may hold gaps
_GAP = 0.85  # a gap of so many line heights may part two cells
Cells = tuple[tuple[float, str], ...]
_BESIDE = 8  # so many lines around a table row may be rows with smaller gaps
_MANY = 40  # pages from which a second process pays
_LOGO = 0.1  # share of a page that a logo may cover
_FEW = 25  # fewer letters on a page with images: the page is a picture


def read(data: bytes, jobs: int = 1) -> Document:
    """The document in a PDF file; as many as `jobs` processes read the pages of a long one."""
    import pypdfium2  # noqa: PLC0415 - loads a native library
    from pypdfium2 import raw  # noqa: PLC0415

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refusal(data, error) from error
    try:
        return _read(pdf, raw, jobs)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError("corrupt", "A page cannot be opened.") from error
    finally:
        pdf.close()


def _refusal(data: bytes, error: Exception) -> UnreadableError:
    text = str(error).lower()
    if "password" in text or (b"/Encrypt" in data and "security" in text):
        return UnreadableError("encrypted")
    return UnreadableError("corrupt")


def _read(pdf: Any, raw: Any, jobs: int) -> Document:
    count = len(pdf)
    if count > MAX_PAGES:
        raise UnreadableError("too-large", f"It has {count} pages; {MAX_PAGES} are the limit.")
    if not count:
        raise UnreadableError("corrupt", "It has no pages.")
    found = _shared(pdf, raw, count, jobs)
    pages = [one.lines for one in found]
    images = [at for at, one in enumerate(found, 1) if one.is_image]
    characters = sum(one.letters for one in found)
    if not characters or (len(images) == count and characters < _FEW * count):
        raise (
            UnreadableError("no-text-layer")
            if images or not characters
            else UnreadableError("empty")
        )
    kept, headers = without_running(pages)
    lines = arrange(kept)
    blocks = passages(lines, words(lines))
    return build(blocks, headers=headers, pages=count, notices=_lost(images, "an image", "images"))


def _lost(pages: list[int], one: str, several: str) -> tuple[Notice, ...]:
    """The notice that these pages hold text which was not read, if there are any."""
    if not pages:
        return ()
    kind = f"pages {', '.join(map(str, pages))} ({several})"
    what = kind if len(pages) > 1 else f"page {pages[0]} ({one})"
    return (Notice("lost-text", len(pages), location=Location(page=pages[0]), what=what),)


@dataclass(frozen=True, slots=True)
class _Page:
    """What a page holds; `is_image`: hardly a letter, but a picture."""

    lines: list[Line]
    letters: int
    is_image: bool


def _shared(pdf: Any, raw: Any, count: int, jobs: int) -> list[_Page]:
    """All pages, read by several processes where there are enough of them."""
    if jobs < 2 or count < _MANY:
        return _pages(pdf, raw, range(count))
    step = -(-count // (2 * jobs))
    parts = [range(start, min(start + step, count)) for start in range(0, count, step)]
    try:
        read = each(partial(_pages, pdf, raw), parts, [len(part) for part in parts], jobs)
    except LostError:
        raise UnreadableError("corrupt", "The PDF reader fails on one of its pages.") from None
    found = [page for part in read for page in part]
    _refuse_more(sum(page.letters for page in found))
    return found


def _pages(pdf: Any, raw: Any, which: range) -> list[_Page]:
    found: list[_Page] = []
    characters = 0
    for at in which:
        lines = _page(pdf, raw, at)
        letters = sum(len(line.text) for line in lines)
        characters += letters
        _refuse_more(characters)
        found.append(_Page(lines, letters, letters < _FEW and _has_image(pdf, raw, at)))
    return found


def _refuse_more(characters: int) -> None:
    if characters > MAX_CHARACTERS:
        raise UnreadableError("too-large", "It holds too much text.")


def _page(pdf: Any, raw: Any, at: int) -> list[Line]:
    """The lines of one page in the order they are drawn."""
    page = pdf[at]
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        text = textpage.get_text_range() if count > 0 else ""
        probe = _Probe(raw, textpage.raw, shifted=len(text) != count)
        found = [
            (line, match)
            for match in _LINE.finditer(text)
            if (line := _line(probe, match, at + 1)) is not None
        ]
        return _upright(_with_cells(probe, found), probe.angles)
    finally:
        textpage.close()
        page.close()


_LINE = re.compile(r"[^\r\n\x02\ufffe]+[\x02\ufffe]?")


def _line(probe: _Probe, match: re.Match[str], page: int) -> Line | None:
    shown = match[0].replace("\x00", "").strip()
    if not shown:
        return None
    first = match.start() + len(match[0]) - len(match[0].lstrip())
    last = match.start() + len(match[0].rstrip(" \t\ufffe\x02")) - 1
    head, tail = probe.box(first), probe.box(max(last, first))
    strong = probe.bold(first) and probe.bold(max(last, first))
    probe.angles.append(probe.angle(first))
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


def _with_cells(probe: _Probe, found: list[tuple[Line, re.Match[str]]]) -> list[Line]:
    """The lines, those that are wide for their letters with the cells the gaps make."""
    widths = sorted(line.letter / line.size for line, _ in found if len(line.text) > 20)
    usual = widths[len(widths) // 2] if widths else _WIDE
    least = min(max(1.1 * usual, _WIDE), 1.4 * _WIDE)
    wide = [line.letter / line.size > least for line, _ in found]
    _probe_cells(probe, found, wide)
    rows = [at for at, (line, _) in enumerate(found) if line.cells]
    near = {at + step for at in rows for step in range(-_BESIDE, _BESIDE + 1)}
    _probe_cells(probe, found, [at in near and not wide[at] for at in range(len(found))])
    return [line for line, _ in found]


def _probe_cells(probe: _Probe, found: list[tuple[Line, re.Match[str]]], which: list[bool]) -> None:
    for (line, match), wanted in zip(found, which, strict=True):
        if wanted and len(line.text) > 3:
            line.cells, line.widest = _cells(probe, match)


def _cells(probe: _Probe, match: re.Match[str]) -> tuple[Cells, float]:
    """Beginning and words of the cells of a line, none for an ordinary one; and its widest gap."""
    text = match[0].rstrip()
    cuts = [len(text) - len(text.lstrip())]
    lefts = [probe.box(match.start() + cuts[0])[0]]
    widest = 0.0
    for space in _SPACE.finditer(text):
        if not space.start():
            continue
        before = probe.box(match.start() + space.start() - 1)
        after = probe.box(match.start() + space.end())
        wide = after[0] - before[2] > _GAP * (before[3] - before[1])
        if wide and not (len(cuts) == 1 and _is_label(text[: space.start()])):
            cuts.append(space.end())
            lefts.append(after[0])
            widest = max(widest, (after[0] - before[2]) / max(before[3] - before[1], 1.0))
    if len(cuts) == 1:
        return (), 0.0
    ends = [*cuts[1:], len(text)]
    cells = tuple(
        (left, fold(text[cut:end])) for left, cut, end in zip(lefts, cuts, ends, strict=True)
    )
    return cells, widest


def _is_label(text: str) -> bool:
    """Whether a paragraph's number or bullet, not a first cell, stands before a gap."""
    shown = text.strip()
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
        self.angles: list[float] = []

    def _index(self, at: int) -> int:
        if not self._shifted:
            return at
        return max(int(self._raw.FPDFText_GetCharIndexFromTextIndex(self._handle, at)), 0)

    def box(self, at: int) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of a character with its font's full height."""
        rect = self._rect
        self._raw.FPDFText_GetLooseCharBox(self._handle, self._index(at), rect)
        return (rect.left, rect.bottom, rect.right, rect.top)

    def bold(self, at: int) -> bool:
        """Whether the character's font is a bold one."""
        length = self._raw.FPDFText_GetFontInfo(
            self._handle, self._index(at), self._buffer, 128, self._flags
        )
        return 0 < length <= 128 and bool(_BOLD.search(self._buffer.raw[:length].decode("latin-1")))

    def angle(self, at: int) -> float:
        """The direction a character is written in, in radians."""
        return float(self._raw.FPDFText_GetCharAngle(self._handle, self._index(at)))


def _has_image(pdf: Any, raw: Any, at: int) -> bool:
    """Whether images cover much of a page: more than a logo does."""
    page = pdf[at]
    try:
        width, height = page.get_size()
        kinds = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM)
        shown = (one.get_bounds() for one in page.get_objects(filter=kinds, max_depth=3))
        covered = sum(abs((right - left) * (top - bottom)) for left, bottom, right, top in shown)
        return bool(covered > _LOGO * width * height)
    finally:
        page.close()
