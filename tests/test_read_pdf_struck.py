"""Words of a PDF page that are struck through are deleted; slivers of letters are not seen."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdfium2
import pytest
from pypdfium2 import raw
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from contract_kit.read import read
from tests.test_read_pdf import drawn
from tests.test_read_pdf_sight import SECRET, SEEN, text_of, told, with_seen

WIDE = stringWidth(SECRET, "Helvetica", 10)


def line_through(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 10)
    canvas.drawString(72, 500, SECRET)
    canvas.setLineWidth(0.7)
    canvas.line(72, 503, 72 + WIDE, 503)


def bar_through(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 10)
    canvas.drawString(72, 500, SECRET)
    canvas.rect(72, 502.5, WIDE, 1, stroke=0, fill=1)


def line_for_each_word(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 10)
    at = 72.0
    for word in SECRET.split():
        wide = stringWidth(word, "Helvetica", 10)
        canvas.drawString(at, 500, word)
        canvas.line(at, 503, at + wide, 503)
        at += wide + 3


@pytest.mark.parametrize("draw", [line_through, bar_through, line_for_each_word])
def test_what_a_line_goes_through_is_deleted(draw: Callable[[Canvas], None]) -> None:
    document = with_seen(draw)
    assert text_of(document).count("answer each call") == 6
    assert "governed" not in text_of(document)
    assert [one for one, _ in told(document)] == ["tracked-changes"]


@pytest.mark.parametrize("height", [-2.5, -1.2, 0, 10])
def test_a_line_under_or_over_words_deletes_none(height: float) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(72, 500, SECRET)
        canvas.line(72, 500 + height, 72 + WIDE, 500 + height)

    document = with_seen(draw)
    assert SECRET in text_of(document)
    assert told(document) == []


def noted(kind: int) -> bytes:
    """A page on whose second line a note of this kind lies."""
    lines = (SEEN, SECRET, SEEN)

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for at, line in enumerate(lines):
            canvas.drawString(72, 700 - 20 * at, line)

    pdf = pypdfium2.PdfDocument(drawn(draw))
    page = pdf[0]
    note = raw.FPDFPage_CreateAnnot(page.raw, kind)
    place = raw.FS_RECTF(left=72, bottom=677, right=72 + WIDE, top=689)
    raw.FPDFAnnot_SetRect(note, place)
    corners = raw.FS_QUADPOINTSF(72, 689, 72 + WIDE, 689, 72, 677, 72 + WIDE, 677)
    raw.FPDFAnnot_AppendAttachmentPoints(note, corners)
    raw.FPDFPage_CloseAnnot(note)
    into = io.BytesIO()
    pdf.save(into)
    return into.getvalue()


def test_a_note_that_strikes_words_through_deletes_them() -> None:
    document = read(noted(raw.FPDF_ANNOT_STRIKEOUT), "a.pdf")
    assert "governed" not in text_of(document)
    assert text_of(document).count("answer each call") == 2
    assert [one for one, _ in told(document)] == ["tracked-changes"]


def test_a_marker_over_words_deletes_none() -> None:
    assert SECRET in text_of(read(noted(raw.FPDF_ANNOT_UNDERLINE), "a.pdf"))


def slice_of(height: float, at: float) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        path = canvas.beginPath()
        path.rect(72, 500 + at, 400, height)
        canvas.clipPath(path, stroke=0, fill=0)
        canvas.drawString(72, 500, SECRET)

    return draw


@pytest.mark.parametrize(("height", "at"), [(0.5, 2), (0.8, 0), (0.8, 6)])
def test_a_sliver_of_letters_is_not_seen(height: float, at: float) -> None:
    document = with_seen(slice_of(height, at))
    assert "governed by" not in text_of(document)
    assert "hidden-text" in [one for one, _ in told(document)]


def test_letters_cut_off_a_little_are_seen() -> None:
    assert SECRET in text_of(with_seen(slice_of(9, 0)))
