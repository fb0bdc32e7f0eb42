"""The example contracts as PDF, Markdown and HTML: nothing lost, everything in order."""

from __future__ import annotations

import re

import pypdfium2
import pytest

from contract_kit.document import Document, Table
from contract_kit.read import read
from contract_kit.render import render
from tests.conftest import assembled

EXAMPLES = ["support", "minimal", "medical"]


def flat(document: Document) -> list[str]:
    """Headings, numbered paragraphs and rows, one line each."""
    lines: list[str] = []
    for section in document.walk():
        lines.append(f"{section.level} {section.number} {section.title}")
        for block in section.blocks:
            if isinstance(block, Table):
                lines.extend([block.caption, *(row.text for row in block.rows)])
            else:
                lines.append(f"{block.level} {block.number} {' '.join(block.text.split())}")
    return [line for line in lines if line.strip()]


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("format_", ["md", "html"])
def test_text_formats_read_back_exactly(name: str, format_: str) -> None:
    document = assembled(name)
    found = flat(read(render(document, format_), f"{name}.{format_}"))
    wanted = flat(document)
    assert found[-len(wanted) :] == wanted


@pytest.mark.parametrize("name", EXAMPLES)
def test_pdf_holds_every_word_in_order(name: str) -> None:
    document = assembled(name)
    file = pypdfium2.PdfDocument(render(document, "pdf"))
    furniture = re.compile(r"(?m)^.*\r?\nDRAFT · \w+\r?\nPage \d+ of \d+\r?$\n?")
    pages = [furniture.sub("", page.get_textpage().get_text_range()) for page in file]
    file.close()
    text = letters("\n".join(pages))
    at = text.index("Keyterms", text.index("Keyterms") + 8)
    missing = []
    for line in flat(document):
        wanted = letters(re.sub(r"^[0-9] ", "", line))
        place = text.find(wanted, at)
        if place < 0:
            missing.append(line)
        else:
            at = place + len(wanted)
    assert missing == []
