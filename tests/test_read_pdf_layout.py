"""How lines of PDF pages stand: stretched ones, cells of tables, bullets, two languages."""

import io
from collections.abc import Iterable
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from contract_kit.document import Document, Paragraph, Table
from contract_kit.read import read, read_path

FAULTS = Path(__file__).parent / "data" / "faults"
Place = tuple[float, float, str]


def pdf(*pages: Iterable[Place], size: float = 10) -> Document:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for page in pages:
        canvas.setFont("Helvetica", size)
        for x, y, text in page:
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return read(out.getvalue(), "a.pdf")


def paragraphs(document: Document) -> list[str]:
    return [one.text for _, one in document.blocks() if isinstance(one, Paragraph)]


def rows(document: Document) -> list[list[list[str]]]:
    tables = [one for _, one in document.blocks() if isinstance(one, Table)]
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in tables]


def down(x: float, y: float, *lines: str, step: float = 12) -> list[Place]:
    return [(x, y - step * at, line) for at, line in enumerate(lines)]


def test_stretched_lines_of_narrow_columns_are_no_cells() -> None:
    document = read_path(FAULTS / "two_justified_columns.pdf")
    assert rows(document) == []
    audit = "The Customer may audit the records and premises of the Supplier on ten days notice."
    assert audit in paragraphs(document)


def test_rows_of_one_word_cells_stay_a_table() -> None:
    words = [("Rate", "Amount"), ("Agent", "EUR"), ("Trainer", "GBP"), ("Manager", "USD")]
    page = [
        one
        for at, (left, right) in enumerate(words)
        for one in ((72.0, 700 - 16.0 * at, left), (250.0, 700 - 16.0 * at, right))
    ]
    assert rows(pdf(page)) == [[list(pair) for pair in words]]


def test_items_of_a_cell_are_paragraphs() -> None:
    page = [
        (72.0, 700.0, "Security"),
        *down(250, 700, "The Supplier shall apply these measures to all", "personal data:"),
        *down(250, 676, "[x] encryption of data at rest", "[ ] logging of each access"),
        (72.0, 640.0, "Contact"),
        *down(250, 640, "Name: Ann Smith", "Address: 1 High Street"),
    ]
    assert rows(pdf(page)) == [
        [
            [
                "Security",
                "The Supplier shall apply these measures to all personal data:\n"
                "[x] encryption of data at rest\n[ ] logging of each access",
            ],
            ["Contact", "Name: Ann Smith\nAddress: 1 High Street"],
        ]
    ]


def test_a_row_below_a_heading_across_the_table_is_still_a_row() -> None:
    page = [
        *((72.0, 700.0, "Fee"), (250.0, 700.0, "GBP 500")),
        *((72.0, 684.0, "Term"), (250.0, 684.0, "two years")),
        (72.0, 660.0, "Liability of the parties"),
        *((72.0, 636.0, "Cap"), (250.0, 636.0, "GBP 900")),
    ]
    found = rows(pdf(page))
    assert found == [[["Fee", "GBP 500"], ["Term", "two years"]], [["Cap", "GBP 900"]]]


def table_over_pages(*, head: bool) -> Document:
    top = [(72.0, 780.0, "Level"), (250.0, 780.0, "What it means")]
    first = [
        *top,
        *((72.0, 760.0, "Calls"), (250.0, 760.0, "answered within twenty seconds")),
        *((72.0, 740.0, "E-mails"), (250.0, 740.0, "answered within the working day that")),
    ]
    last = [
        *(top if head else ()),
        *down(250, 760, "follows their arrival at the desk", "of the Supplier"),
        *((72.0, 720.0, "Letters"), (250.0, 720.0, "answered within a week")),
    ]
    return pdf(first, last)


def test_a_row_goes_on_over_the_page_below_a_repeated_head() -> None:
    wanted = [
        [
            ["Level", "What it means"],
            ["Calls", "answered within twenty seconds"],
            [
                "E-mails",
                "answered within the working day that follows their arrival at the desk of the"
                " Supplier",
            ],
            ["Letters", "answered within a week"],
        ]
    ]
    assert rows(table_over_pages(head=False)) == wanted
    assert rows(table_over_pages(head=True)) == wanted


def test_a_long_first_cell_does_not_hide_the_second() -> None:
    page = [
        (72.0, 700.0, "Measures of security and of confidentiality"),
        *down(276, 700, "The Supplier encrypts all data of the", "Customer at rest."),
        *((72.0, 660.0, "Audit"), (276.0, 660.0, "Once a year.")),
    ]
    assert rows(pdf(page)) == [
        [
            [
                "Measures of security and of confidentiality",
                "The Supplier encrypts all data of the Customer at rest.",
            ],
            ["Audit", "Once a year."],
        ]
    ]


def test_items_with_bare_letters_are_no_rows() -> None:
    page = [
        (72.0, 700.0, "Either party may end this Agreement:"),
        *(
            (72.0, 684.0, "a"),
            *down(108, 684, "if the other one does not mend its breach within", "thirty days;"),
        ),
        *(
            (72.0, 656.0, "b"),
            *down(108, 656, "for any reason on sixty days notice to the", "other one."),
        ),
    ]
    assert rows(pdf(page)) == []


ITEMS = ("answer the calls of the Customer;", "handle e-mails;", "Report each month.")


def listed(document: Document) -> list[str]:
    return [
        one.text
        for _, one in document.blocks()
        if isinstance(one, Paragraph) and one.style == "bullet"
    ]


def test_bullets_drawn_apart_join_their_text() -> None:
    head = [(72.0, 700.0, "The Supplier shall provide the services below:")]
    texts = down(108, 686, *ITEMS)
    marks = down(90, 686, "•", "•", "•")
    assert listed(pdf([*head, *texts, *marks])) == list(ITEMS)
    assert listed(pdf([*head, *marks, *texts])) == list(ITEMS)


def test_a_bullet_alone_on_a_line_belongs_to_the_text_below() -> None:
    lines = [line for item in ITEMS for line in ("•", item)]
    head = "The Supplier shall provide the services below:"
    assert listed(pdf(down(72, 700, head, *lines))) == list(ITEMS)
    assert listed(read("\n".join([head, *lines]).encode(), "a.txt")) == list(ITEMS)


def test_words_cut_at_the_end_of_a_line() -> None:
    lines = (
        "The Supplier shall engage a sub-",
        "processor only with consent, and on the instruc-",
        "tions of the Customer. Each of the Sub-",
        "Processors shall use state-of-the-",
        "art tools on a long-",
        "term basis.",
    )
    assert paragraphs(pdf(down(72, 700, *lines))) == [
        "The Supplier shall engage a sub-processor only with consent, and on the instructions of"
        " the Customer. Each of the Sub-Processors shall use state-of-the-art tools on a long-term"
        " basis."
    ]


ENGLISH = [
    ("1. The Supplier shall answer the calls", "of the Customer within twenty seconds."),
    ("2. The Supplier shall not subcontract the", "services without the consent of the Customer."),
    ("3. The liability of the Supplier shall not", "exceed GBP 500,000 in each contract year."),
]
GERMAN = [
    ("1. Der Lieferant hat die Anrufe des Kunden", "in zwanzig Sekunden zu beantworten und"),
    ("2. Der Lieferant darf die Leistungen nicht", "ohne die Zustimmung des Kunden an andere"),
    ("3. Die Haftung des Lieferanten ist auf die", "Summe von 500.000 GBP im Jahr begrenzt."),
]


def test_of_two_columns_in_two_languages_the_english_one_is_read() -> None:
    wanted = [" ".join(pair)[3:] for pair in ENGLISH]
    for left, right in ((ENGLISH, GERMAN), (GERMAN, ENGLISH)):
        page = [
            one
            for at, pairs in enumerate(zip(left, right, strict=True))
            for line in (0, 1)
            for one in (
                (50.0, 780.0 - 36 * at - 12 * line, pairs[0][line]),
                (310.0, 780.0 - 36 * at - 12 * line, pairs[1][line]),
            )
        ]
        document = pdf(page, size=9)
        assert paragraphs(document) == wanted
    lines = [
        f"| {' '.join(one)} | {' '.join(two)} |" for one, two in zip(ENGLISH, GERMAN, strict=True)
    ]
    text = "\n".join(["| English | Deutsch |", "|---|---|", *lines])
    assert paragraphs(read(text.encode(), "a.md"))[-3:] == wanted


def test_a_listed_schedule_is_no_schedule() -> None:
    text = "# Schedules\n\nThese are part of it:\n\n- Schedule 1: Fees\n- Schedule 2: Sites\n"
    document = read(text.encode(), "a.md")
    assert listed(document) == ["Schedule 1: Fees", "Schedule 2: Sites"]
