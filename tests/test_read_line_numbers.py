"""Numbers that count lines in the margin are no words; numbers of clauses and lists are."""

import io
from collections.abc import Iterable, Iterator

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from contract_kit.document import Document
from contract_kit.read import read

PROSE = (
    "The Supplier shall answer the telephone calls of the Customer and shall not subcontract any"
    " part of the services without the prior written consent of the Customer. The liability of"
    " the Supplier shall not exceed GBP 500,000 in each contract year, and each party may end this"
    " Agreement on 30 days notice. The Supplier shall keep its records for six years after the end"
    " of this Agreement and shall give copies of them to the Customer on request, without charge."
)


def wrapped(width: int = 60) -> list[str]:
    import textwrap

    return textwrap.wrap(f"{PROSE} {PROSE}", width)


def pdf(pages: Iterable[Iterable[tuple[float, float, str]]]) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for page in pages:
        canvas.setFont("Times-Roman", 11)
        for x, y, text in page:
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def said(document: Document) -> str:
    return " ".join(
        text for _, block in document.blocks() for text in (block.number, block.text) if text
    )


def numbered(
    *, step: int = 1, side: float = 40, first: int = 1, apart: bool = False
) -> Iterator[tuple[float, float, str]]:
    lines = [(72.0, 780.0 - 24 * at, text) for at, text in enumerate(wrapped())]
    marks = [
        (side, 780.0 - 24 * at, str(first + at))
        for at in range(len(lines))
        if (first + at) % step == 0
    ]
    if apart:
        yield from marks
        yield from lines
    else:
        yield from (one for pair in zip(marks, lines, strict=False) for one in pair)
        yield from marks[len(lines) :]
        yield from lines[len(marks) :]


@pytest.mark.parametrize(
    "layout",
    [
        {},
        {"side": 540},
        {"apart": True},
        {"apart": True, "side": 540},
        {"step": 5, "apart": True},
        {"first": 113},
        {"first": 113, "apart": True, "side": 500},
    ],
    ids=str,
)
def test_numbers_in_the_margin_of_a_pdf_are_no_words(layout: dict[str, int]) -> None:
    assert said(read(pdf([numbered(**layout)]), "a.pdf")) == f"{PROSE} {PROSE}"


def test_a_short_last_page_is_numbered_as_the_one_before() -> None:
    last = [(40.0, 780.0, "1"), (72.0, 780.0, "It is signed by the directors of both parties.")]
    text = said(read(pdf([numbered(), last]), "a.pdf"))
    assert text == f"{PROSE} {PROSE} It is signed by the directors of both parties."


def test_numbers_of_clauses_in_the_margin_stay() -> None:
    clauses = [
        "The Supplier shall answer the calls of the",
        "The Customer shall pay the fees within the",
        "Each party may end this Agreement after the",
        "Notices shall be in writing and sent to the",
        "Disputes shall be settled by the courts of the",
        "Records shall be kept for six years after the",
    ]
    page = [
        one
        for at, clause in enumerate(clauses)
        for one in (
            (40.0, 780.0 - 40 * at, str(at + 1)),
            (72.0, 780.0 - 40 * at, clause),
            (72.0, 767.0 - 40 * at, "place or the time that the schedule names."),
        )
    ]
    document = read(pdf([page]), "a.pdf")
    assert [b.number or b.text[:1] for _, b in document.blocks()] == list("123456")


def test_rows_of_a_list_keep_their_numbers() -> None:
    names = ["agents on the early shift", "agents on the late shift", "supervisors", "trainers"]
    rows = [f"{at} {name}" for at, name in enumerate([*names, *names], 1)]
    page = [(72.0, 780.0 - 14 * at, row) for at, row in enumerate(rows)]
    for text in (said(read(pdf([page]), "a.pdf")), said(read("\n".join(rows).encode(), "a.txt"))):
        assert all(row in text for row in rows)


def test_numbers_in_the_margin_of_a_text_are_no_words() -> None:
    lines = wrapped()
    for layout in ("{0:>3}  {1}", "{0:<4} {1}", "{1:<70}{0:>3}"):
        for count in (len(lines), 7):  # numbers that go on, and that begin anew
            text = "\n".join(
                layout.format(at % count + 1, line).rstrip() for at, line in enumerate(lines)
            )
            assert said(read(text.encode(), "a.txt")) == f"{PROSE} {PROSE}"
