"""Small web pages and PDF files that were once read wrongly."""

from pathlib import Path

import pytest

from contract_kit.document import Document
from contract_kit.read import read_path
from contract_kit.read.kinds import words
from contract_kit.read.pdf_lost import MISSING

FAULTS = Path(__file__).parent / "data" / "faults"


def found(name: str) -> tuple[Document, set[str]]:
    document = read_path(FAULTS / name)
    return document, {one.kind for one in document.notices}


@pytest.mark.parametrize(
    "name", ["hidden_by_class.html", "invisible_render_mode.pdf", "off_the_page.pdf"]
)
def test_hidden_law_is_no_evidence(name: str) -> None:
    document, kinds = found(name)
    assert "governed by" not in words(document)
    assert kinds == {"hidden-text"}


def test_a_deep_page_is_read_to_its_end() -> None:
    document, kinds = found("deep_html.html")
    assert "governing law is England" in words(document)
    assert kinds == set()


def test_a_destroyed_page_makes_the_file_incomplete() -> None:
    document, kinds = found("one_page_destroyed.pdf")
    assert kinds == {"lost-text"}
    assert [one.what for one in document.notices] == [f"page 3 ({MISSING})"]
