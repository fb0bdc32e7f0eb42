"""Words that a PDF file says in the place of those it draws are no evidence."""

from __future__ import annotations

import re

import pytest

from contract_kit.document import Document
from contract_kit.read import read
from tests.pdf_files import line, page_of
from tests.test_read_pdf import drawn
from tests.test_read_pdf_sight import SEEN, text_of, told


def with_actual_text(*spans: tuple[str, bytes]) -> Document:
    """A page with a line that is seen, and spans of what is drawn and what is said of it."""
    data = drawn(lambda canvas: canvas.drawString(72, 700, SEEN), pageCompression=0)
    found = re.search(rb"stream\r?\n(.*?)endstream", data, re.DOTALL)
    assert found is not None
    added = b" BT /F1 12 Tf 72 500 Td " + b"".join(
        b"/Span <</ActualText %s>> BDC (%s) Tj EMC " % (said, shown.encode("latin-1"))
        for shown, said in spans
    )
    body = found[1].rstrip() + added + b"ET\n"
    new = data[: found.start(1)] + body + data[found.end(1) :]
    return read(re.sub(rb"/Length \d+", b"/Length %d" % len(body), new), "a.pdf")


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("Reserved.", b"(The Provider is liable for all damage.)"),
        ("within 2.4 hours", b"(within 24 hours)"),
        ("The Provider is liable.", b"(The Provider is not liable.)"),
        ("-", b"(not)"),
        (" ", b"(not)"),
        ("whole", b"<FEFF0070006100720074>"),
    ],
)
def test_what_is_drawn_decides(shown: str, said: bytes) -> None:
    document = with_actual_text((f"Then {shown}", said))
    assert text_of(document).split(SEEN)[1].split() == f"Then {shown}".split()
    assert told(document) == [("hidden-text", 1)]


def test_the_key_may_be_written_in_another_way() -> None:
    data = page_of("/Span <</Actual#54ext (not)>> BDC " + line("The end.", 500) + "EMC")
    assert text_of(read(data, "a.pdf")).endswith("The end.")


def test_one_span_of_several_pieces_is_compared_as_a_whole() -> None:
    pieces = "Provider) Tj (shall pay"
    document = with_actual_text((pieces, b"(Provider shall pay)"))
    assert told(document) == []


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("office", b"<FEFF006FFB0300630065>"),
        ("exam-", b"<FEFF006500780061006D00AD>"),
        ("\x95", b"<FEFF2022>"),
        ("\x95", b"<FEFF25CF>"),
        ("PROVIDER", b"(Provider)"),
    ],
)
def test_the_same_letters_in_other_words_are_no_secret(shown: str, said: bytes) -> None:
    assert told(with_actual_text((shown, said))) == []


def test_no_more_spans_are_compared_than_a_page_may_have() -> None:
    document = with_actual_text(*[("a", b"(liable)")] * 2_001)
    assert "liable" not in text_of(document)
    assert told(document)[0][0] == "hidden-text"
