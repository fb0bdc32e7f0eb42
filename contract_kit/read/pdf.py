"""PDF files: lines with their places, running heads and feet out, paragraphs put together."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from contract_kit.errors import UnreadableError
from contract_kit.read.numbers import split
from contract_kit.read.outline import build
from contract_kit.read.passages import fold
from contract_kit.read.pdf_layout import arrange, without_running
from contract_kit.read.prose import Line, paragraphs, words

if TYPE_CHECKING:
    from contract_kit.document import Document

MAX_PAGES = 3000
MAX_CHARACTERS = 20_000_000
_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_WIDE = 0.43  # mean width of a character in line heights above which a line may hold gaps
_GAP = 1.6  # a gap of so many line heights parts two cells
_FEW = 25  # fewer letters on a page with images: the page is a picture


def read(data: bytes) -> Document:
    """The document in a PDF file."""
    import pypdfium2  # noqa: PLC0415 - loads a native library
    import pypdfium2.raw as raw  # noqa: PLC0415

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refusal(data, error) from error
    try:
        return _read(pdf, raw)
    finally:
        pdf.close()


def _refusal(data: bytes, error: Exception) -> UnreadableError:
    text = str(error).lower()
    if "password" in text or (b"/Encrypt" in data and "security" in text):
        return UnreadableError("encrypted")
    return UnreadableError("corrupt")


def _read(pdf: Any, raw: Any) -> Document:
    count = len(pdf)
    if count > MAX_PAGES:
        raise UnreadableError("too-large", f"It has {count} pages; {MAX_PAGES} are the limit.")
    if not count:
        raise UnreadableError("corrupt", "It has no pages.")
    pages: list[list[Line]] = []
    images: list[int] = []
    characters = 0
    for at in range(count):
        lines = _page(pdf, raw, at)
        letters = sum(len(line.text) for line in lines)
        characters += letters
        if characters > MAX_CHARACTERS:
            raise UnreadableError("too-large", "It holds too much text.")
        if letters < _FEW and _has_image(pdf, raw, at):
            images.append(at + 1)
        pages.append(lines)
    if not characters or (len(images) == count and characters < _FEW * count):
        raise UnreadableError("no-text-layer") if images or not characters else UnreadableError("empty")
    kept, headers = without_running(pages)
    lines = arrange(kept)
    passages = paragraphs(lines, vocabulary=words(lines))
    metadata = (("image_pages", ", ".join(map(str, images))),) if images else ()
    return build(passages, headers=headers, pages=count, metadata=metadata)


def _page(pdf: Any, raw: Any, at: int) -> list[Line]:
    """The lines of one page in the order they are drawn."""
    try:
        page = pdf[at]
        textpage = page.get_textpage()
    except Exception as error:
        raise UnreadableError("corrupt", f"Page {at + 1} cannot be opened.") from error
    try:
        count = textpage.count_chars()
        text = textpage.get_text_range() if count > 0 else ""
        probe = _Probe(raw, textpage.raw, shifted=len(text) != count)
        lines: list[Line] = []
        for match in _LINE.finditer(text):
            line = _line(probe, match, at + 1)
            if line is not None:
                lines.append(line)
        return _upright(lines, probe.angles)
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
        cells=_cells(probe, match, (right - head[0]) / len(shown) / size) if len(shown) > 3 else (),
    )


def _cells(probe: _Probe, match: re.Match[str], width: float) -> tuple[float, ...]:
    """Where the cells of a line begin that has wide gaps in it; nothing for an ordinary line."""
    if width < _WIDE:
        return ()
    starts: list[float] = []
    for space in _SPACE.finditer(match[0].rstrip()):
        if not space.start() or (not starts and _is_label(match[0][: space.start()])):
            continue
        before = probe.box(match.start() + space.start() - 1)
        after = probe.box(match.start() + space.end())
        if after[0] - before[2] > _GAP * (before[3] - before[1]):
            starts.append(after[0])
    return tuple(starts)


def _is_label(text: str) -> bool:
    """Whether a paragraph's number, not a first cell, stands before a gap."""
    return len(text) < 16 and split(text.strip() + " A") is not None


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
    """Whether a page shows an image."""
    page = pdf[at]
    try:
        kinds = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM)
        return any(True for _ in page.get_objects(filter=kinds, max_depth=3))
    finally:
        page.close()
