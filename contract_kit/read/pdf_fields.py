"""What is written into the forms of a PDF page, and the text boxes laid over it."""

from __future__ import annotations

import ctypes
import re
from typing import TYPE_CHECKING, Any

from contract_kit.read.passages import fold
from contract_kit.read.prose import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contract_kit.read.pdf_sight import Page

_MOST = 5_000  # fields of one page
_THIN = 2.0  # points; the least size of a box with words
_PASSWORD = 1 << 13  # the flag of a field that shows dots
_WHITE = re.compile(
    r"(?:^|\s)(?:1(?:\.0*)?\s+g|(?:1(?:\.0*)?\s+){3}rg|(?:0(?:\.0*)?\s+){4}k)(?:\s|$)"
)
_TICKED = "☒"


def with_fields(lines: list[Line], place: Page, form: Any) -> tuple[list[Line], int]:
    """The lines of a page with those of its fields and text boxes where they stand.

    The figure counts the fields and boxes with words that nobody sees.
    """
    found = list(lines)
    hidden = 0
    for line, seen in _fields(place.page, form, place.raw, place.number):
        if not seen:
            hidden += any(char.isalnum() for char in line.text)
        elif line.text and not _printed(found, line):
            found.insert(_place(found, line), line)
    return found, hidden


def _printed(lines: list[Line], line: Line) -> bool:
    """Whether the page's own text says the same in the same place."""
    near = (one for one in lines if abs(one.top - line.top) < line.size + one.size)
    return any(line.text in one.text for one in near)


def _place(lines: list[Line], line: Line) -> int:
    """After the last line that stands left of it on its height, else before the next below."""
    beside = [
        at
        for at, one in enumerate(lines)
        if abs(one.top - line.top) < max(one.size, line.size) and one.left <= line.left
    ]
    if beside:
        return beside[-1] + 1
    below = (at for at, one in enumerate(lines) if one.top < line.top)
    return next(below, len(lines))


def _fields(page: Any, form: Any, raw: Any, number: int) -> Iterator[tuple[Line, bool]]:
    for at in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, at)
        if not annotation:
            continue
        try:
            hidden = raw.FPDFAnnot_GetFlags(annotation) & (
                raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
            )
            text = "" if hidden else _value(annotation, form, raw)
            if text:
                line = _line(annotation, raw, fold(text), number)
                yield line, _is_seen(line, page, annotation, form, raw)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def _is_seen(line: Line, page: Any, annotation: Any, form: Any, raw: Any) -> bool:
    """Whether a field has a place on the page, and letters that are no dots and not white."""
    left, bottom, right, top = page.get_bbox()
    if line.right - line.left < _THIN or line.right <= left or line.left >= right:
        return False
    if line.top + line.size <= bottom or line.top >= top or line.size < _THIN:
        return False
    if form is not None and raw.FPDFAnnot_GetFormFieldFlags(form, annotation) & _PASSWORD:
        return bool(raw.FPDFAnnot_GetSubtype(annotation) != raw.FPDF_ANNOT_WIDGET)
    style = _string(lambda into, size: raw.FPDFAnnot_GetStringValue(
        annotation, b"DA", into, size), raw)  # fmt: skip
    return _WHITE.search(style) is None


def _value(annotation: Any, form: Any, raw: Any) -> str:
    """What a field or a text box shows."""
    kind = raw.FPDFAnnot_GetSubtype(annotation)
    if kind == raw.FPDF_ANNOT_FREETEXT:
        return _string(lambda into, size: raw.FPDFAnnot_GetStringValue(
            annotation, b"Contents", into, size), raw)  # fmt: skip
    if kind != raw.FPDF_ANNOT_WIDGET or form is None:
        return ""
    sort = raw.FPDFAnnot_GetFormFieldType(form, annotation)
    if sort in {raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON}:
        return _TICKED if raw.FPDFAnnot_IsChecked(form, annotation) else ""
    if sort not in {
        raw.FPDF_FORMFIELD_TEXTFIELD,
        raw.FPDF_FORMFIELD_COMBOBOX,
        raw.FPDF_FORMFIELD_LISTBOX,
    }:
        return ""
    return _string(
        lambda into, size: raw.FPDFAnnot_GetFormFieldValue(form, annotation, into, size), raw
    )


def _string(ask: Any, raw: Any) -> str:
    """A text that PDFium gives in UTF-16, asked for twice: its size, then its letters."""
    size = ask(None, 0)
    if not 2 < size <= 200_000:
        return ""
    buffer = ctypes.create_string_buffer(size)
    ask(ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def _line(annotation: Any, raw: Any, text: str, number: int) -> Line:
    rect = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(annotation, rect)
    left, right = sorted((rect.left, rect.right))
    bottom, top = sorted((rect.bottom, rect.top))
    size = min(max(top - bottom, 1.0), 12.0)
    return Line(text, left=left, right=right, page=number, size=size, top=top - size)
