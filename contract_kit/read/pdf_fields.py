"""What is written into the forms of a PDF page, and the text boxes laid over it."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

from contract_kit.read.passages import fold
from contract_kit.read.prose import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contract_kit.read.pdf_sight import Page

_MOST = 5_000  # fields of one page
_TICKED = "☒"


def with_fields(lines: list[Line], place: Page, form: Any) -> list[Line]:
    """The lines of a page with those of its fields and text boxes where they stand."""
    found = list(lines)
    for line in _fields(place.page, form, place.raw, place.number):
        if line.text and not _printed(found, line):
            found.insert(_place(found, line), line)
    return found


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


def _fields(page: Any, form: Any, raw: Any, number: int) -> Iterator[Line]:
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
                yield _line(annotation, raw, fold(text), number)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


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
