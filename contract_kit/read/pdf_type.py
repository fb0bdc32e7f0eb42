"""The letters of a PDF page: what a piece of text says, and whether its font draws them."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_OBJECTS = 200_000
"""Objects of one page that are looked at."""
DEEPEST = 25
"""Forms within each other."""
_SOME = 12  # letters of a font that are looked at


def key_of(handle: Any) -> int:
    """What tells a thing of PDFium from all others that are open."""
    return ctypes.addressof(handle.contents) if handle else 0


def text_of(handle: Any, textpage: Any, raw: Any) -> str:
    """What a piece of text says."""
    size = raw.FPDFTextObj_GetText(handle, textpage, None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    into = ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
    raw.FPDFTextObj_GetText(handle, textpage, into, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def size_of(handle: Any, raw: Any) -> float:
    """The size of a piece of text in points, as it is drawn, but for the forms it stands in."""
    size, matrix = ctypes.c_float(), raw.FS_MATRIX()
    raw.FPDFTextObj_GetFontSize(handle, size)
    raw.FPDFPageObj_GetMatrix(handle, matrix)
    return float(size.value * (matrix.c**2 + matrix.d**2) ** 0.5)


def texts_of(page: Any, raw: Any, first: int = 0) -> Iterator[Any]:
    """The pieces of text of a page from its object `first` on, also within forms."""
    for at in range(first, min(raw.FPDFPage_CountObjects(page.raw), MOST_OBJECTS)):
        yield from _texts_in(raw.FPDFPage_GetObject(page.raw, at), raw, 0)


def _texts_in(handle: Any, raw: Any, depth: int) -> Iterator[Any]:
    kind = raw.FPDFPageObj_GetType(handle)
    if kind == raw.FPDF_PAGEOBJ_TEXT:
        yield handle
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth <= DEEPEST:
        for at in range(min(raw.FPDFFormObj_CountObjects(handle), MOST_OBJECTS)):
            yield from _texts_in(raw.FPDFFormObj_GetObject(handle, at), raw, depth + 1)


class Fonts:
    """The fonts of one page."""

    def __init__(self, raw: Any, textpage: Any) -> None:
        self._raw, self._text = raw, textpage
        self._empty: dict[int, bool] = {}

    def may_be_empty(self, handle: Any) -> bool:
        """Whether the font of a piece of text may draw nothing: the first letters set in it.

        One whose letters are drawings of their own is not looked into.
        """
        font = self._raw.FPDFTextObj_GetFont(handle)
        key = key_of(font)
        if key not in self._empty:
            letters = {char for char in text_of(handle, self._text, self._raw) if char.isalnum()}
            drawn = all(self._draws(font, char) for char in sorted(letters)[:_SOME])
            self._empty[key] = not (drawn and self._has_outlines(font))
        return self._empty[key]

    def _has_outlines(self, font: Any) -> bool:
        size = ctypes.c_size_t()
        self._raw.FPDFFont_GetFontData(font, None, 0, size)
        return size.value > 0

    def _draws(self, font: Any, char: str) -> bool:
        path = self._raw.FPDFFont_GetGlyphPath(font, ord(char), 10.0)
        return bool(path) and self._raw.FPDFGlyphPath_CountGlyphSegments(path) > 0
