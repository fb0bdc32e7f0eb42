"""Round trip: a file we wrote reads back as the same numbered text, tables and headings."""

from __future__ import annotations

import re

import pytest

from contract_kit.document import Block, Document, Paragraph, Section, Table
from contract_kit.read import read
from contract_kit.render import render
from tests.conftest import STANCES, assembled

NAMES = ("support", "minimal")


def there_and_back(name: str, stance: str, format_: str) -> tuple[Document, Document]:
    document = assembled(name, stance)
    return document, read(render(document, format_), f"{name}.{format_}")


def outline(document: Document) -> list[str]:
    """Headings with their level and number."""
    return [f"{one.level} {one.number} {one.title}" for one in document.walk()]


def numbered(document: Document) -> list[str]:
    """Every paragraph with its number and level, in order."""
    return [
        f"{block.level} {block.number} {squeezed(block.text)}"
        for _, block in document.blocks()
        if isinstance(block, Paragraph)
    ]


def tables(document: Document) -> list[list[list[str]]]:
    """Every table as rows of cells."""
    return [
        [[squeezed(cell.text) for cell in row.cells] for row in block.rows]
        for _, block in document.blocks()
        if isinstance(block, Table)
    ]


def squeezed(text: str) -> str:
    return " ".join(text.split())


def spoken(section: Section) -> list[str]:
    """A section's heading, paragraphs and rows as lines of text."""
    lines = [f"{section.number} {section.title}"]
    for block in section.blocks:
        lines += said(block)
    return lines


def said(block: Block) -> list[str]:
    if isinstance(block, Paragraph):
        return [f"{block.number} {block.text}"]
    return [block.caption, *(row.text for row in block.rows)]


def lines(document: Document) -> list[str]:
    found = [line for section in document.walk() for line in spoken(section)]
    return [line for line in found if letters(line)]


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("format_", ["docx", "md"])
def test_word_and_markdown_read_back_exactly(name: str, format_: str, stance: str) -> None:
    document, again = there_and_back(name, stance, format_)
    assert outline(again)[-len(outline(document)) :] == outline(document)
    assert numbered(again)[-len(numbered(document)) :] == numbered(document)
    assert tables(again)[-len(tables(document)) :] == tables(document)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("format_", ["html", "pdf"])
def test_web_page_and_pdf_read_back_in_text_and_order(name: str, format_: str) -> None:
    document, again = there_and_back(name, "balanced", format_)
    text = letters(" ".join(lines(again)))
    place, missing = 0, []
    for line in lines(document):
        found = text.find(letters(line), place)
        if found < 0:
            missing.append(line)
        else:
            place = found + len(letters(line))
    assert missing == []
    assert place >= 0.99 * len(text)


def test_the_ninth_letter_of_a_list_is_no_roman_one() -> None:
    items = "".join(f"  ({letter}) matter {letter};\n\n" for letter in "abcdefghij")
    back = read(f"## 1. Limits\n\n 1.1 Nothing limits these:\n\n{items}".encode(), "a.md")
    levels = [block.level for one in back.walk() for block in one.blocks]
    assert levels == [1, *[2] * 10]
