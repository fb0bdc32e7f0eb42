"""Page numbers in the contents follow the template: its paper, fonts, spaces and cover."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.document import Document as WordFile
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_BREAK
from docx.shared import Cm, Pt
from lxml import etree

from contract_kit.assemble import assemble
from contract_kit.ooxml.package import open_package
from contract_kit.ooxml.wordml import W
from contract_kit.render.docx import house_template, render
from contract_kit.render.pdf import render as render_pdf
from contract_kit.render.word.layout import WORD, styles
from contract_kit.render.word.paper import Opening, opening
from contract_kit.render.word.template import MARKS, marker
from contract_kit.spec import load
from tests.conftest import assembled, clause_library

A4 = (Cm(21.0), Cm(29.7))
LINES = 40


def template(
    change: Callable[[WordFile], None] | None = None, *, font: str = "Arial", size: float = 10
) -> bytes:
    """A template as somebody makes it in Word: a cover, the contents on a page, the body."""
    made = docx.Document()
    section = made.sections[0]
    section.page_width, section.page_height = A4
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.5)
    made.styles["Normal"].font.name, made.styles["Normal"].font.size = font, Pt(size)
    made.add_paragraph("{{ title }}")
    made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    made.add_paragraph("{{p contents }}")
    if change:
        change(made)
    made.add_paragraph("{{p body }}")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    package = open_package(data)
    return {name: package.bytes(name) for name in package.parts()}


def start(data: bytes) -> Opening:
    """Where the body of a filled template starts; its contents take no line."""
    found = parts(data)
    text = found["word/document.xml"].decode()
    for block in ("contents", "body"):
        tagged = re.compile(rf"<w:p>(?:(?!</w:p>).)*{{{{p {block} }}}}.*?</w:p>", re.DOTALL)
        text, count = tagged.subn(lambda _, block=block: marker(block), text)
        assert count == 1
    return opening(found | {"word/document.xml": text.encode()}, MARKS, [])


@cache
def pages(data: bytes | None) -> tuple[int, ...]:
    """The page numbers of the contents, entry by entry."""
    written = render(assembled("support"), template=data)
    root = etree.fromstring(open_package(written).bytes("word/document.xml"))
    found = []
    for paragraph in root.iter(f"{{{W}}}p"):
        style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
        if style is not None and style.get(f"{WORD}val", "").startswith("TOC"):
            found.append(int([text.text for text in paragraph.iter(f"{WORD}t")][-1]))
    return tuple(found)


def test_the_styles_of_the_template_that_ships_are_read_as_they_are_set() -> None:
    known = styles(parts(house_template()))
    clause, text, cell = (known.metric(one) for one in ("CKClause1", "CKClause2", "CKCell"))
    assert (clause.size, clause.before, clause.after, clause.kept) == (12, 16, 6, True)
    assert (text.size, text.after, text.indent) == (10, 6, 36)
    assert cell.line == pytest.approx(12.35)
    assert known.metric("CKSchedule").breaks
    assert known.metric("unheard of") == known.metric("Normal")


def test_the_room_of_a_page_is_its_paper_less_margins() -> None:
    layout = start(template()).layout
    assert layout.width == pytest.approx(16 / 2.54 * 72, abs=0.2)
    assert layout.page == pytest.approx(24.7 / 2.54 * 72, abs=0.2)


def test_a_high_header_takes_room_of_every_section_that_inherits_it() -> None:
    def letterhead(made: WordFile) -> None:
        header = made.sections[0].header
        for line in ("Name", "Street", "Town", "Telephone", "Web", "Register"):
            header.add_paragraph(line)
        made.add_section(WD_SECTION.NEW_PAGE)

    assert start(template(letterhead)).layout.page < start(template()).layout.page - 20


@pytest.mark.parametrize(
    ("change", "page"),
    [
        (None, 3),
        (lambda made: made.add_paragraph().add_run().add_break(WD_BREAK.PAGE), 4),
        (lambda made: made.add_section(WD_SECTION.NEW_PAGE), 3),
        (lambda made: made.add_section(WD_SECTION.CONTINUOUS), 3),
        (lambda made: [made.add_paragraph("Line") for _ in range(LINES)], 4),
        (lambda made: made.add_table(LINES, 2), 4),
    ],
)
def test_the_body_starts_after_what_stands_before_it(change, page) -> None:
    assert start(template(change)).page == page


def test_pages_are_numbered_as_the_section_of_the_body_says() -> None:
    def numbered(made: WordFile) -> None:
        section = made.add_section(WD_SECTION.NEW_PAGE)
        number = etree.SubElement(section._sectPr, f"{WORD}pgNumType")
        number.set(f"{WORD}start", "1")

    assert start(template(numbered)).page == 1


def test_larger_letters_and_wider_fonts_take_more_pages() -> None:
    usual = pages(template())
    assert pages(template(size=12))[-1] > usual[-1] + 5
    assert pages(template(font="Courier New"))[-1] > usual[-1] + 5
    assert pages(template(font="Times New Roman"))[-1] < usual[-1]
    assert list(usual) == sorted(usual)


def test_tables_take_the_width_of_the_text() -> None:
    def narrow(made: WordFile) -> None:
        made.sections[0].left_margin = Cm(6)

    written = render(assembled("support"), template=template(narrow))
    root = etree.fromstring(open_package(written).bytes("word/document.xml"))
    widths = {
        int(one.get(f"{WORD}w"))
        for one in root.iter(f"{WORD}tblW")
        if one.getparent().find(f"{WORD}tblStyle").get(f"{WORD}val") != "CKSignTable"
    }
    assert widths == {round(12.5 / 2.54 * 1440)}


@pytest.mark.parametrize(
    ("country", "paper"), [("US", (612, 792)), ("CA", (612, 792)), ("GB", (595, 842))]
)
def test_paper_follows_the_country_of_the_customer(country: str, paper: tuple[int, int]) -> None:
    given = Path("examples/minimal.yaml").read_text(encoding="utf-8")
    given = re.sub(r"(country:) CA\b", rf"\1 {country}", given)
    document = assemble(load(given, name="a.yaml"), clause_library())
    page = pypdfium2.PdfDocument(render_pdf(document))[0]
    assert tuple(map(round, page.get_size())) == paper
    written = open_package(render(document)).bytes("word/document.xml").decode()
    size = re.search(r'<w:pgSz w:w="(\d+)" w:h="(\d+)"', written)
    assert size is not None
    assert (round(int(size[1]) / 20), round(int(size[2]) / 20)) == paper
