"""PDF files made here with reportlab, read back as paragraphs, tables and pages."""

import io
import json
from collections.abc import Callable

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, SimpleDocTemplate, Spacer
from reportlab.platypus import Paragraph as Flowable
from reportlab.platypus import Table as Grid

from contract_kit.cli.group import cli
from contract_kit.document import Document, Paragraph, Table
from contract_kit.errors import UnreadableError
from contract_kit.read import read

BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=10, leading=12, spaceAfter=6)
HEAD = ParagraphStyle(
    "head", fontName="Times-Bold", fontSize=12, leading=15, spaceBefore=10, spaceAfter=6
)
LONG = (
    "The Supplier shall answer each call of the Customer within twenty seconds of its arrival, and"
    " shall keep a record of each call for as long as the law allows, so that the parties can agree"
    " on what was said and what was promised."
)


def drawn(draw: Callable[[Canvas], None], **options: object) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, **options)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def story(*flowables: object) -> bytes:
    out = io.BytesIO()

    def furniture(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(72, 810, "Alpha Ltd – Service Agreement")
        canvas.drawCentredString(300, 30, f"Page {document.page} of 9")

    SimpleDocTemplate(out, pagesize=A4).build(
        list(flowables), onFirstPage=furniture, onLaterPages=furniture
    )
    return out.getvalue()


def text_of(document: Document) -> list[str]:
    return [b.text for _, b in document.blocks() if isinstance(b, Paragraph)]


def cause(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read(data, "a.pdf")
    return caught.value.cause


def scanned(canvas: Canvas) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "grey")), 50, 50, 400, 600)
    canvas.showPage()


def test_pages_of_images_have_no_text_layer():
    assert cause(drawn(scanned)) == "no-text-layer"


def half_scanned(canvas: Canvas) -> None:
    canvas.drawString(72, 700, LONG[:90])
    canvas.showPage()
    scanned(canvas)


def test_one_page_of_images_is_reported_and_the_rest_is_read():
    document = read(drawn(half_scanned), "a.pdf")
    assert [(one.kind, one.what) for one in document.notices] == [
        ("lost-text", "page 2 (an image)")
    ]
    assert text_of(document) == [LONG[:90].strip()]


def test_what_stands_on_pages_of_images_is_never_called_missing(tmp_path, capsys):
    file = tmp_path / "half.pdf"
    file.write_bytes(drawn(half_scanned))
    assert cli(["scan", str(file), "--fail-on", "never"]) == 2
    shown = capsys.readouterr().out
    assert "INCOMPLETE: page 2 (an image) could not be read" in shown
    assert "MISSING" not in shown
    assert cli(["scan", str(file), "--format", "json", "-o", str(tmp_path / "half.json")]) == 2
    assert "not read: page 2 (an image)" in capsys.readouterr().err
    (found,) = json.loads((tmp_path / "half.json").read_text())["documents"]
    assert found["unread"] == ["page 2 (an image)"]
    assert "absent" not in {one["status"] for one in found["requirements"]}
    assert not [one for one in found["findings"] if one["severity"] == "error"]


def test_a_logo_alone_on_a_page_hides_nothing():
    def draw(canvas: Canvas) -> None:
        from PIL import Image
        from reportlab.lib.utils import ImageReader

        canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "grey")), 50, 700, 90, 60)
        canvas.showPage()
        canvas.drawString(72, 700, LONG[:90])

    assert read(drawn(draw), "a.pdf").metadata == ()


def test_encrypted_files_say_so():
    assert (
        cause(drawn(lambda canvas: canvas.drawString(72, 700, LONG[:90]), encrypt="secret"))
        == "encrypted"
    )


def test_the_bytes_decide_and_not_the_name():
    data = drawn(lambda canvas: canvas.drawString(72, 700, LONG[:90]))
    assert text_of(read(data, "a.docx")) == [LONG[:90].strip()]


def test_paragraphs_headings_pages_and_running_lines():
    data = story(
        Flowable("SERVICE AGREEMENT", HEAD),
        Flowable("1. Services", HEAD),
        Flowable(f"1.1 {LONG}", BODY),
        Flowable(f"1.2 {LONG}", BODY),
        PageBreak(),
        Flowable("2. Fees", HEAD),
        Flowable(f"2.1 {LONG}", BODY),
        PageBreak(),
        Flowable("3. Term", HEAD),
        Flowable(f"3.1 {LONG}", BODY),
    )
    document = read(data, "a.pdf")
    assert document.pages == 3
    assert document.title == "SERVICE AGREEMENT"
    assert [(s.number, s.title) for s in document.walk()] == [
        ("1", "Services"),
        ("2", "Fees"),
        ("3", "Term"),
    ]
    assert [b.number for _, b in document.blocks() if isinstance(b, Paragraph)] == [
        "1.1",
        "1.2",
        "2.1",
        "3.1",
    ]
    assert text_of(document) == [LONG] * 4
    assert [b.origin.page for _, b in document.blocks()] == [1, 1, 2, 3]
    assert (
        document.headers == ("Alpha Ltd – Service Agreement",)
        or "Alpha Ltd – Service Agreement" in document.headers
    )


def test_a_sentence_goes_on_over_the_page():
    words = LONG.split()
    data = story(
        Spacer(1, 560),
        Flowable(" ".join(words[:20]), BODY),
        PageBreak(),
        Flowable(" ".join(words[20:]), BODY),
        PageBreak(),
        Flowable("Notices shall be in writing.", BODY),
    )
    assert text_of(read(data, "a.pdf")) == [LONG, "Notices shall be in writing."]


def test_words_split_at_the_end_of_a_line_are_made_whole():
    def draw(canvas: Canvas) -> None:
        for at, line in enumerate(
            [
                "The Supplier shall give the Customer all docu-",
                "mentation it needs, and the right to non-",
                "exclusive use of it.",
            ]
        ):
            canvas.drawString(72, 700 - 14 * at, line)

    assert text_of(read(drawn(draw), "a.pdf")) == [
        "The Supplier shall give the Customer all documentation it needs, and the right to"
        " non-exclusive use of it."
    ]


def test_columns_are_read_one_after_the_other():
    left = [f"Left column line number {n} with words" for n in range(12)]
    right = [f"right column line number {n} with words" for n in range(12)]

    def draw(canvas: Canvas) -> None:
        for at, line in enumerate(left):
            canvas.drawString(50, 700 - 14 * at, line)
        for at, line in enumerate(right):
            canvas.drawString(320, 700 - 14 * at, line)

    words = " ".join(text_of(read(drawn(draw), "a.pdf")))
    assert words.index(left[11]) < words.index(right[0])


def test_tables_are_read_row_by_row():
    rows = [
        ["Service Level", "Expected", "Minimum"],
        ["Calls answered in time", "80 %", "75 %"],
        [
            Flowable("E-mails answered within one working day of their arrival at the desk", BODY),
            "95 %",
            "90 %",
        ],
    ]
    grid = Grid(rows, colWidths=[200, 120, 120])
    grid.setStyle(
        [("GRID", (0, 0), (-1, -1), 0.5, colors.grey), ("FONT", (0, 0), (-1, 0), "Times-Bold")]
    )
    document = read(story(Flowable(LONG, BODY), grid, Flowable(LONG, BODY)), "a.pdf")
    tables = [b for _, b in document.blocks() if isinstance(b, Table)]
    assert len(tables) == 1
    assert [[c.text for c in row.cells] for row in tables[0].rows] == [
        ["Service Level", "Expected", "Minimum"],
        ["Calls answered in time", "80 %", "75 %"],
        ["E-mails answered within one working day of their arrival at the desk", "95 %", "90 %"],
    ]
    first = tables[0].origin.paragraph or 0
    assert [row.origin.paragraph for row in tables[0].rows] == [first, first + 1, first + 2]
    assert text_of(document)[-1] == LONG


def test_a_mark_across_the_page_is_no_text():
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, LONG[:90])
        canvas.rotate(45)
        canvas.setFont("Helvetica", 60)
        canvas.drawString(300, 100, "DRAFT")

    assert text_of(read(drawn(draw), "a.pdf")) == [LONG[:90].strip()]


def test_a_table_of_contents_with_leaders_is_set_apart():
    titles = ["Services", "Fees", "Term", "Liability", "Notices", "Law"]
    entries = [
        Flowable(f"{n}. {title} {'.' * 40} {n + 1}", BODY) for n, title in enumerate(titles, 1)
    ]
    body = [
        part
        for n, title in enumerate(titles, 1)
        for part in (Flowable(f"{n}. {title}", HEAD), Flowable(f"{n}.1 {LONG}", BODY))
    ]
    document = read(story(Flowable("CONTENTS", HEAD), *entries, PageBreak(), *body), "a.pdf")
    assert [s.title for s in document.walk()] == ["Contents", *titles]


def test_an_empty_page_only_is_no_text_layer():
    assert cause(drawn(lambda canvas: canvas.showPage())) == "no-text-layer"
