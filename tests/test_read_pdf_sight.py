"""PDF files: what the eye does not see is no evidence, what cannot be read is named."""

import io
import re
from collections.abc import Callable

import pypdfium2
import pytest
from PIL import Image, ImageDraw
from pypdfium2 import raw
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from contract_kit.document import Document, Paragraph
from contract_kit.errors import UnreadableError
from contract_kit.read import read
from contract_kit.read.kinds import words
from contract_kit.read.pdf_lost import MISSING
from tests.test_read_pdf import drawn

SEEN = "The Supplier shall answer each call of the Customer within twenty seconds."
SECRET = "This Agreement is governed by the laws of England and Wales."


WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight")


def text_of(document: Document) -> str:
    return " ".join(b.text for _, b in document.blocks() if isinstance(b, Paragraph))


def told(document: Document) -> list[tuple[str, int]]:
    return [(one.kind, one.count) for one in document.notices]


def with_seen(draw: Callable[[Canvas], None]) -> Document:
    def both(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        for at in range(6):
            canvas.drawString(72, 700 - 14 * at, SEEN)
        draw(canvas)

    return read(drawn(both), "a.pdf")


def written(canvas: Canvas, mode: int) -> None:
    text = canvas.beginText(72, 500)
    text.setTextRenderMode(mode)
    text.textLine(SECRET)
    canvas.drawText(text)


def colored(canvas: Canvas, *color: float, alpha: float = 1.0) -> None:
    canvas.setFillColorRGB(*color, alpha=alpha)
    canvas.drawString(72, 500, SECRET)


def small(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 1)
    canvas.drawString(72, 500, SECRET)


def scaled(canvas: Canvas) -> None:
    canvas.scale(0.1, 0.1)
    canvas.drawString(720, 5000, SECRET)


def covered(canvas: Canvas) -> None:
    canvas.drawString(72, 500, SECRET)
    canvas.rect(60, 490, 400, 30, stroke=0, fill=1)


def pasted_over(canvas: Canvas) -> None:
    canvas.drawString(72, 500, SECRET)
    canvas.drawImage(ImageReader(Image.new("RGB", (40, 4), "white")), 60, 490, 400, 30)


def struck_out(canvas: Canvas) -> None:
    canvas.drawString(72, 500, SECRET)
    canvas.setLineWidth(20)
    canvas.line(60, 503, 480, 503)


def black_on_black(canvas: Canvas) -> None:
    canvas.rect(60, 490, 400, 30, stroke=0, fill=1)
    canvas.drawString(72, 500, SECRET)


def clipped(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(0, 0, 10, 10)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.drawString(72, 500, SECRET)


def in_a_form(canvas: Canvas) -> None:
    canvas.beginForm("box")
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(72, 500, SECRET)
    canvas.endForm()
    canvas.doForm("box")


HIDDEN: list[Callable[[Canvas], None]] = [
    lambda canvas: written(canvas, 3),
    lambda canvas: written(canvas, 7),
    lambda canvas: colored(canvas, 1, 1, 1),
    lambda canvas: colored(canvas, 0.98, 0.98, 0.98),
    lambda canvas: colored(canvas, 0, 0, 0, alpha=0),
    lambda canvas: canvas.drawString(-900, 500, SECRET),
    lambda canvas: canvas.drawString(72, 2000, SECRET),
    small,
    scaled,
    covered,
    pasted_over,
    struck_out,
    black_on_black,
    clipped,
    in_a_form,
]


@pytest.mark.parametrize("draw", HIDDEN)
def test_text_that_is_not_seen_is_no_evidence(draw: Callable[[Canvas], None]) -> None:
    document = with_seen(draw)
    assert text_of(document).count("answer each call") == 6
    assert "governed" not in text_of(document)
    assert told(document) == [("hidden-text", 1)]
    assert document.notices[0].location.page == 1


def test_text_of_the_same_line_is_parted() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 400, "We are")
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(110, 400, "not")
        canvas.setFillColorRGB(0, 0, 0)
        canvas.drawString(130, 400, "liable for delays.")

    assert text_of(with_seen(draw)).endswith("We are liable for delays.")


def white_on_dark(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.1, 0.2, 0.4)
    canvas.rect(60, 490, 400, 30, stroke=0, fill=1)
    colored(canvas, 1, 1, 1)


def white_on_a_picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("RGB", (40, 4), "navy")), 60, 490, 400, 30)
    colored(canvas, 1, 1, 1)


def underlined(canvas: Canvas) -> None:
    canvas.drawString(72, 500, SECRET)
    canvas.rect(72, 497, 280, 1, stroke=0, fill=1)


def drawn_twice(canvas: Canvas) -> None:
    canvas.saveState()
    clipped(canvas)
    canvas.restoreState()
    canvas.drawString(72, 500, SECRET)


def drawn_twice_nearly(canvas: Canvas) -> None:
    canvas.saveState()
    clipped(canvas)
    canvas.restoreState()
    canvas.beginForm("again")
    canvas.setFont("Helvetica", 10)
    canvas.drawString(72, 500.002, SECRET)
    canvas.endForm()
    canvas.doForm("again")


def framed(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.9, 0.9, 0.9)
    canvas.rect(60, 490, 400, 30, fill=1)
    colored(canvas, 0, 0, 0)


VISIBLE: list[Callable[[Canvas], None]] = [
    white_on_dark,
    white_on_a_picture,
    underlined,
    framed,
    drawn_twice,
    drawn_twice_nearly,
    lambda canvas: written(canvas, 1),
    lambda canvas: colored(canvas, 0.6, 0.6, 0.6),
    lambda canvas: colored(canvas, 0, 0, 0, alpha=0.5),
]


@pytest.mark.parametrize("draw", VISIBLE)
def test_text_that_is_seen_is_read(draw: Callable[[Canvas], None]) -> None:
    document = with_seen(draw)
    assert text_of(document).count(SECRET) == 1
    assert told(document) == []


@pytest.mark.parametrize("quarter", [90, 180, 270])
def test_pages_may_be_turned(quarter: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(quarter)
        canvas.drawString(72, 300, SEEN)
        canvas.rect(60, 190, 400, 30, stroke=0, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(72, 200, "Seen on black.")
        canvas.drawString(72, 100, SECRET)

    document = read(drawn(draw), "a.pdf")
    assert sorted(text_of(document).split()) == sorted(f"{SEEN} Seen on black.".split())
    assert told(document) == [("hidden-text", 1)]


def test_text_in_the_part_that_is_cut_off_the_page_is_unseen() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setCropBox((0, 600, 595, 842))
        canvas.drawString(72, 300, SECRET)

    document = with_seen(draw)
    assert "governed" not in text_of(document)
    assert SEEN in text_of(document)
    assert ("hidden-text", 1) in told(document)


def scan_of(text: str, *, blank: bool = False) -> Callable[[Canvas], None]:
    """A page that is a picture with an unseen layer of text over it."""

    def draw(canvas: Canvas) -> None:
        picture = Image.new("RGB", (595, 842), "white")
        if not blank:
            pen = ImageDraw.Draw(picture)
            for at in range(8):
                pen.text((72, 842 - 710 + 14 * at), f"{text} {WORDS[at]}", fill="black")
        canvas.drawImage(ImageReader(picture), 0, 0, *A4)
        layer = canvas.beginText(72, 700)
        layer.setFont("Helvetica", 10)
        layer.setTextRenderMode(3)
        for word in WORDS:
            layer.textLine(f"{text} {word}")
        canvas.drawText(layer)
        canvas.showPage()

    return draw


def test_a_layer_of_text_over_a_scan_is_read_and_told() -> None:
    document = read(drawn(scan_of(SEEN)), "a.pdf")
    assert SEEN in text_of(document)
    assert told(document) == [("text-layer", 1)]


def test_a_layer_over_an_empty_picture_is_hidden_text() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, SEEN)
        canvas.showPage()
        scan_of(SECRET, blank=True)(canvas)

    document = read(drawn(draw), "a.pdf")
    assert "governed" not in text_of(document)
    assert {kind for kind, _ in told(document)} == {"hidden-text", "lost-text"}


def three_pages(middle: Callable[[Canvas], None]) -> bytes:
    def draw(canvas: Canvas) -> None:
        for page in (1, 2, 3):
            if page == 2:
                middle(canvas)
            else:
                canvas.drawString(72, 700, f"{page}. {SEEN}")
            canvas.showPage()

    return drawn(draw, pageCompression=1)


def test_a_damaged_page_is_named_and_the_others_are_read() -> None:
    data = three_pages(lambda canvas: canvas.drawString(72, 700, SECRET))
    streams = list(re.finditer(rb"stream\r?\n(.*?)endstream", data, re.DOTALL))
    _, middle, _ = [one for one in streams if len(one[1]) > 60][:3]
    broken = data[: middle.start(1)] + b"\x00" * len(middle[1]) + data[middle.end(1) :]
    document = read(broken, "a.pdf")
    assert [one.what for one in document.notices] == [f"page 2 ({MISSING})"]
    assert text_of(document).count("twenty seconds") == 2


def test_an_empty_page_loses_nothing() -> None:
    assert told(read(three_pages(lambda canvas: None), "a.pdf")) == []


def test_letters_drawn_as_outlines_are_named() -> None:
    def outlines(canvas: Canvas) -> None:
        for at in range(300):
            x, y = 72 + at % 30 * 12, 700 - at // 30 * 14
            canvas.bezier(x, y, x + 3, y + 9, x + 6, y, x + 8, y + 9)

    document = read(three_pages(outlines), "a.pdf")
    assert [one.what for one in document.notices] == ["page 2 (a drawing)"]


def test_letters_without_a_meaning_are_named() -> None:
    def shifted(canvas: Canvas) -> None:
        for at in range(12):
            canvas.drawString(20, 700 - 14 * at, "7KLV DJUHHPHQW LV EHWZHHQ WKHP DQG ZLOO KDYH")

    document = read(three_pages(shifted), "a.pdf")
    assert [one.what for one in document.notices] == ["page 2 (letters that cannot be told)"]


def test_a_scan_with_a_running_line_is_named() -> None:
    def draw(canvas: Canvas) -> None:
        for page in range(4):
            canvas.drawString(72, 820, "Envelope 4711-0815 signed electronically by both parties")
            if page < 2:
                canvas.drawString(72, 700, f"{page + 1}. {SEEN}")
            else:
                canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "grey")), 0, 0, 595, 800)
            canvas.showPage()

    document = read(drawn(draw), "a.pdf")
    assert [one.what for one in document.notices] == ["pages 3, 4 (images)"]


def test_attached_files_are_named() -> None:
    pdf = pypdfium2.PdfDocument(drawn(lambda canvas: canvas.drawString(72, 700, SEEN)))
    pdf.new_attachment("terms.docx").set_data(b"something else")
    into = io.BytesIO()
    pdf.save(into)
    document = read(into.getvalue(), "a.pdf")
    assert [(one.kind, one.what) for one in document.notices] == [("lost-text", "an attached file")]


def test_a_file_that_is_cut_off_says_so() -> None:
    data = drawn(lambda canvas: canvas.drawString(72, 700, SEEN))
    document = read(data[: data.rindex(b"startxref")], "a.pdf")
    assert SEEN in text_of(document)
    assert "cut off" in document.notices[0].what


def test_fields_and_text_boxes_are_read_where_they_stand() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Governing law:")
        canvas.acroForm.textfield(name="law", value="England and Wales", x=160, y=695, height=20)
        canvas.drawString(72, 600, SEEN)
        canvas.acroForm.textfield(name="off", value=SECRET, x=160, y=500, annotationFlags="hidden")

    document = read(drawn(draw), "a.pdf")
    shown = words(document)
    assert shown.index("Governing law") < shown.index("England and Wales") < shown.index(SEEN)
    assert "governed" not in shown


def test_a_layer_that_is_switched_off_is_unseen() -> None:
    data = drawn(lambda canvas: canvas.drawString(72, 700, SEEN), pageCompression=0)
    hidden = f"/OC /L BDC BT /F1 12 Tf 72 500 Td ({SECRET}) Tj ET EMC".encode()
    found = re.search(rb"stream\r?\n(.*?)endstream", data, re.DOTALL)
    assert found is not None
    new = data[: found.start(1)] + found[1].rstrip() + b" " + hidden + b"\n" + data[found.end(1) :]
    new = re.sub(rb"/Length \d+", b"/Length %d" % (len(found[1].rstrip()) + len(hidden) + 1), new)
    group = b"90 0 obj <</Type /OCG /Name (x)>> endobj\n"
    new = new.replace(b"1 0 obj", group + b"1 0 obj", 1)
    new = new.replace(b"/Font 1 0 R", b"/Properties <</L 90 0 R>> /Font 1 0 R", 1)
    off = b"/OCProperties <</OCGs [90 0 R] /D <</OFF [90 0 R]>>>> /Type /Catalog"
    new = new.replace(b"/Type /Catalog", off, 1)
    document = read(new, "a.pdf")
    assert "governed" not in text_of(document)
    assert ("hidden-text", 1) in told(document)


def test_pages_without_any_text_are_refused() -> None:
    with pytest.raises(UnreadableError):
        read(drawn(scan_of(SECRET, blank=True)), "a.pdf")


def test_the_functions_of_pdfium_that_are_used_are_there() -> None:
    assert all(hasattr(raw, name) for name in ("FPDFPageObj_SetIsActive", "FPDFText_GetTextObject"))


@pytest.mark.parametrize(
    "hidden",
    [
        {"fieldFlags": "password"},
        {"x": 2000},
        {"width": 0, "height": 0},
        {"textColor": HexColor(0xFFFFFF), "fillColor": HexColor(0xFFFFFF)},
    ],
)
def test_a_field_whose_words_nobody_sees_is_no_evidence(hidden):
    place = {"x": 72, "y": 500, "width": 400, "height": 20, "textColor": HexColor(0)}
    document = with_seen(
        lambda canvas: canvas.acroForm.textfield(value="Liable for all", **(place | hidden))
    )
    assert "Liable" not in text_of(document)
    assert told(document) == [("hidden-text", 1)]


def test_white_text_is_found_in_forms_within_each_other():
    def deep(canvas):
        for at in range(9):
            canvas.beginForm(f"box{at}")
            if at:
                canvas.doForm(f"box{at - 1}")
            else:
                canvas.setFillColorRGB(1, 1, 1)
                canvas.setFont("Helvetica", 10)
                canvas.drawString(72, 500, SECRET)
            canvas.endForm()
        canvas.doForm("box8")

    document = with_seen(deep)
    assert SECRET not in text_of(document)
    assert told(document) == [("hidden-text", 1)]
