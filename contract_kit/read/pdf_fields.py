"""What is written into the forms of a PDF page, and the text boxes and stamps laid over it.

They show their appearance, which a viewer makes where there is none. It is laid into the page, so
that what is seen of it is read like everything else there, and nothing that it does not show.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from contract_kit.read.pdf_marks import letters
from contract_kit.read.prose import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contract_kit.read.pdf_margins import Spanned

    Box = tuple[float, float, float, float]

_MOST = 5_000  # fields of one page
_NEAR = 2.0  # points around a field that its words may stand in
_TICK_BOX = 40.0  # points; the greatest width and height of a box that is ticked
_TINY = 0.1  # a page is drawn in this size to have its appearances made
_PASSWORD = 1 << 13  # the flag of a field that shows dots
_TICKED = "☒"


@dataclass(frozen=True, slots=True)
class Field:
    """What a field or a text box of a page says, and where: left, bottom, right, top.

    `box`: it is one that can be ticked. `named`: its words are the name of a choice, which may be
    shown by others. `hidden`: the file says that it is not shown.
    """

    text: str
    place: Box
    box: bool = False
    named: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """An open page, its fields and text boxes parts of what is drawn on it.

    `laid` is the first of them among the objects of the page, None where there is none. `doubtful`:
    some stand in layers, which may be switched off, and were left out. `crossed`: the lines of
    notes that strike words through. `attached`: so many notes hold a file.
    """

    page: Any
    fields: tuple[Field, ...] = ()
    laid: int | None = None
    doubtful: bool = False
    crossed: tuple[Box, ...] = ()
    attached: int = 0


def opened(pdf: Any, raw: Any, at: int) -> Opened:
    """Open a page and lay into it what its fields, text boxes and stamps show."""
    page = pdf[at]
    count = min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST)
    notes = [raw.FPDFPage_GetAnnot(page.raw, at) for at in range(count)]
    notes = [note for note in notes if note]
    try:
        crossed = tuple(box for note in notes for box in _crossed(note, raw))
        attached = sum(
            raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_FILEATTACHMENT for note in notes
        )
        if not any(_adds(note, raw) for note in notes):
            return Opened(page, crossed=crossed, attached=attached)
        page.render(scale=_TINY)
        fields = tuple(_field(note, pdf.formenv, raw) for note in notes)
        layered = [_adds(note, raw) and raw.FPDFAnnot_HasKey(note, b"OC") for note in notes]
        for note, field, doubtful in zip(notes, fields, layered, strict=True):
            left_out = field.hidden or field.box or doubtful
            raw.FPDFAnnot_SetFlags(note, raw.FPDF_ANNOT_FLAG_HIDDEN if left_out else 0)
    finally:
        for note in notes:
            raw.FPDFPage_CloseAnnot(note)
    own = raw.FPDFPage_CountObjects(page.raw)
    raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
    page.close()
    return Opened(
        pdf[at],
        tuple(field for field, one in zip(fields, layered, strict=True) if not one),
        laid=own,
        doubtful=any(one and not field.hidden for field, one in zip(fields, layered, strict=True)),
        crossed=crossed,
        attached=attached,
    )


def _crossed(note: Any, raw: Any) -> Iterator[Box]:
    """The lines that a note draws through words, one for each stretch of them."""
    if raw.FPDFAnnot_GetSubtype(note) != raw.FPDF_ANNOT_STRIKEOUT:
        return
    points = raw.FS_QUADPOINTSF()
    for at in range(min(raw.FPDFAnnot_CountAttachmentPoints(note), _MOST)):
        if raw.FPDFAnnot_GetAttachmentPoints(note, at, points):
            across = [points.x1, points.x2, points.x3, points.x4]
            up = [points.y1, points.y2, points.y3, points.y4]
            middle = (min(up) + max(up)) / 2
            yield min(across), middle, max(across), middle


def in_place(found: list[Spanned], laid: list[bool]) -> list[Spanned]:
    """The lines of a page, those that were laid in where they stand; what stands twice, once."""
    kept = [one for one, is_laid in zip(found, laid, strict=True) if not is_laid]
    for one, is_laid in zip(found, laid, strict=True):
        lines = [line for line, _ in kept]
        if is_laid and not _printed(lines, one[0]):
            kept.insert(_place(lines, one[0]), one)
    return kept


def with_ticks(lines: list[Line], fields: Iterable[Field], number: int) -> list[Line]:
    """The lines of a page with the boxes that are ticked."""
    found = list(lines)
    for field in fields:
        if field.box and field.text and not field.hidden:
            left, bottom, right, top = field.place
            size = min(max(top - bottom, 1.0), 12.0)
            at = top - size
            line = Line(field.text, left=left, right=right, page=number, size=size, top=at)
            found.insert(_place(found, line), line)
    return found


def unshown(fields: Iterable[Field], page: Any) -> int:
    """How many fields and text boxes of a page hold words that are not shown."""
    asked = [one for one in fields if any(map(str.isalnum, one.text))]
    if not asked:
        return 0
    textpage = page.get_textpage()
    try:
        return sum(not _is_shown(field, textpage) for field in asked)
    finally:
        textpage.close()


def _is_shown(field: Field, textpage: Any) -> bool:
    left, bottom, right, top = field.place
    around = (left - _NEAR, bottom - _NEAR, right + _NEAR, top + _NEAR)
    shown = letters(textpage.get_text_bounded(*around))
    return not field.hidden and (letters(field.text) in shown or (field.named and bool(shown)))


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


def _adds(note: Any, raw: Any) -> bool:
    """Whether an annotation may show words or cover them: a plain link or a bubble does not."""
    kind = raw.FPDFAnnot_GetSubtype(note)
    return kind not in {raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP} or bool(
        raw.FPDFAnnot_HasKey(note, b"AP")
    )


def _field(note: Any, form: Any, raw: Any) -> Field:
    """What an annotation says; nothing where it is no field and no text box."""
    rect = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(note, rect)
    left, right = sorted((rect.left, rect.right))
    bottom, top = sorted((rect.bottom, rect.top))
    kept_out = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
    hidden = bool(raw.FPDFAnnot_GetFlags(note) & kept_out)
    place = (left, bottom, right, top)
    kind = raw.FPDFAnnot_GetSubtype(note)
    if kind == raw.FPDF_ANNOT_FREETEXT:
        return Field(_contents(note, raw), place, hidden=hidden)
    if kind != raw.FPDF_ANNOT_WIDGET or form is None:
        return Field("", place, hidden=hidden)
    sort = raw.FPDFAnnot_GetFormFieldType(form, note)
    if sort in {raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON}:
        small = max(right - left, top - bottom) <= _TICK_BOX
        ticked = small and raw.FPDFAnnot_IsChecked(form, note)
        return Field(_TICKED if ticked else "", place, box=small, hidden=hidden)
    text = _value(note, form, raw)
    named = sort != raw.FPDF_FORMFIELD_TEXTFIELD
    hidden |= bool(raw.FPDFAnnot_GetFormFieldFlags(form, note) & _PASSWORD)
    return Field(text, place, named=named, hidden=hidden)


def _contents(note: Any, raw: Any) -> str:
    return _string(
        lambda into, size: raw.FPDFAnnot_GetStringValue(note, b"Contents", into, size), raw
    )


def _value(note: Any, form: Any, raw: Any) -> str:
    return _string(lambda into, size: raw.FPDFAnnot_GetFormFieldValue(form, note, into, size), raw)


def _string(ask: Any, raw: Any) -> str:
    """A text that PDFium gives in UTF-16, asked for twice: its size, then its letters."""
    size = ask(None, 0)
    if not 2 < size <= 200_000:
        return ""
    buffer = ctypes.create_string_buffer(size)
    ask(ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")
