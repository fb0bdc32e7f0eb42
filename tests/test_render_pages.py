"""PDF, Markdown and HTML of hand-made documents: complete, in order, safe and repeatable."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pypdfium2
import pytest

from contract_kit.document import (
    Cell,
    Column,
    Cover,
    Document,
    Paragraph,
    Party,
    Reference,
    Row,
    Run,
    Section,
    Table,
)
from contract_kit.errors import ContractKitError
from contract_kit.markup import unquote
from contract_kit.render import html, md, pdf
from contract_kit.resources import bundled

HOSTILE = "A & B *Ltd* <b>bold</b> {{ evil }} | x \\ `y` # _z_ &amp; ✓ ₱ € ₹ ₽ ≥ ☐ שלום"
SENTENCE = (
    "The Provider shall perform the Services with reasonable skill and care and shall notify the "
    "Customer without undue delay of every circumstance that may impair performance. "
)


def text(words: str, number: str = "", level: int = 0, **more: object) -> Paragraph:
    return Paragraph((Run(words),), number, level, **more)  # type: ignore[arg-type]


def row(*words: str, head: bool = False) -> Row:
    return Row(tuple(Cell((text(word),)) for word in words), head)


def clause(number: int) -> Section:
    blocks = (
        Paragraph(
            (Run("See "), Reference("fee.1", "clause 1", "clause "), Run(" first.", bold=True)),
            f"{number}.1",
            1,
            "clause",
            anchor=f"p{number}",
        ),
        text(SENTENCE * 3, f"{number}.2", 1),
        text(f"{SENTENCE}first:", "(a)", 2),
        text(SENTENCE, "(i)", 3),
        text(SENTENCE, style="bullet", level=1),
        text(f"Running text {number}."),
    )
    return Section(f"Clause number {number}", str(number), blocks=blocks, anchor=f"fee.{number}")


def contract(clauses: int = 3, rows: int = 90) -> Document:
    body = tuple(row(f"Metric {n}", "95.0%", SENTENCE) for n in range(rows))
    table = Table(
        (row("Metric", "Target", "Measurement", head=True), *body),
        (Column(1), Column(1, "right"), Column(3)),
        caption="Levels",
        summary="The service levels",
        anchor="tab.levels",
    )
    levels = Section("Levels", "1", 2, blocks=(text("As follows:", "1.1", 1), table))
    signing = Table(
        (
            Row((Cell((text("For the Customer"),), 2),), head=True),
            row("Name", ""),
        )
    )
    return Document(
        "Services agreement",
        (
            Section("Key terms", kind="key_terms", blocks=(Table((row("Party", HOSTILE),)),)),
            *(clause(number) for number in range(1, clauses + 1)),
            Section(
                "Service levels",
                "Schedule 1",
                kind="schedule",
                sections=(levels,),
                anchor="schedule.1",
            ),
            Section("Signatures", kind="signature", blocks=(text("Signed."), signing)),
            Section("About", kind="colophon", blocks=(text("Built from a spec."),)),
        ),
        Cover(
            "CK-1", "1 March 2026", (Party("Customer", HOSTILE, "12", "Main St", "UK"),), "Draft"
        ),
        draft=True,
        metadata=(("spec hash", "0123456789abcdef0123"),),
    )


def pages(data: bytes) -> list[str]:
    file = pypdfium2.PdfDocument(data)
    found = [page.get_textpage().get_text_range() for page in file]
    file.close()
    return found


def words(data: bytes) -> str:
    """The text of a PDF with line-end hyphens joined and no white space."""
    furniture = re.compile(r"(?m)^(?:Services agreement CK-1|DRAFT · \w+|Page \d+ of \d+)\r?$\n?")
    bare = [furniture.sub("", page) for page in pages(data)]
    joined = re.sub("\ufffe\r?\n?", "", "\n".join(bare))
    return re.sub(r"\s+", "", joined)


def expected(document: Document) -> list[str]:
    """What must appear, in this order."""
    found: list[str] = []
    for section in document.walk():
        found.append(f"{section.number}{section.title}")
        for block in section.blocks:
            if isinstance(block, Table):
                found.extend(cell.text for one in block.rows for cell in one.cells)
            else:
                found.append(block.number + block.text)
    return found


@pytest.fixture(scope="module")
def rendered() -> bytes:
    return pdf.render(contract())


def test_text_stands_in_document_order() -> None:
    letters = re.compile(r"[^\w%₱€₹₽≥☐]+")
    plain_rows = contract(rows=8)
    found = letters.sub("", words(pdf.render(plain_rows)))
    at = found.index("Keyterms", found.index("Keyterms") + 1)
    for piece in expected(plain_rows):
        wanted = letters.sub("", piece)
        assert wanted in found[at:], piece
        at = found.index(wanted, at) + len(wanted)


def test_hostile_text_prints_as_it_is(rendered: bytes) -> None:
    found = words(rendered)
    for piece in ("A&B*Ltd*<b>bold</b>{{evil}}|x\\`y`#_z_&amp;✓", "₱€₹₽≥☐"):
        assert found.count(piece) == 2


def test_contents_name_the_right_pages(rendered: bytes) -> None:
    found = pages(rendered)
    entries = re.findall(r"Clause number (\d)[ .]+(\d+)", found[1])
    assert [number for number, _ in entries] == ["1", "2", "3"]
    for number, page in entries:
        assert f"Clause number {number}" in found[int(page) - 1]


def test_every_page_says_which_it_is(rendered: bytes) -> None:
    found = pages(rendered)
    for number, page in enumerate(found, start=1):
        assert f"Page {number} of {len(found)}" in page
        assert "DRAFT · 0123456789abcdef" in page
    assert "Services agreement" in found[3]


def test_table_heads_repeat_and_rows_stay_whole(rendered: bytes) -> None:
    with_rows = [page for page in pages(rendered) if "Metric 3" in page or "Metric 8" in page]
    assert len(with_rows) > 2
    assert all("Measurement" in page for page in with_rows)
    for page in (" ".join(one.split()) for one in pages(rendered)):
        assert page.count("95.0%") == page.count("impair performance.") or "95.0%" not in page


def test_outline_and_metadata(rendered: bytes) -> None:
    file = pypdfium2.PdfDocument(rendered)
    titles = [(item.level, item.get_title()) for item in file.get_toc()]
    assert (0, "1. Clause number 1") in titles
    assert (0, "Schedule 1: Service levels") in titles
    assert (1, "1. Levels") in titles
    metadata = file.get_metadata_dict()
    assert metadata["Title"] == "Services agreement"
    assert metadata["Author"].startswith("A & B *Ltd*")
    file.close()
    assert b"/Lang (en-GB)" in rendered


def test_links_lead_to_places_that_exist(rendered: bytes) -> None:
    assert rendered.count(b"/Subtype /Link") >= 3 + 5
    document = Document("T", (Section("S", blocks=(Paragraph((Reference("gone", "here"),)),)),))
    dangling = pdf.render(document)
    assert dangling.count(b"/Subtype /Link") == 1  # the line of the contents
    assert "here" in "".join(pages(dangling))


def test_a_small_table_stays_on_one_page() -> None:
    for lines in range(30, 46):
        table = Table((row("Head", "x", head=True), *(row(f"Row {n}", "y") for n in range(8))))
        above = [text("line", str(n), 1) for n in range(lines)]
        blocks: tuple[Paragraph | Table, ...] = (*above, table)
        found = pages(pdf.render(Document("T", (Section("S", "1", blocks=blocks),))))
        assert len([page for page in found if "Row " in page]) == 1


def test_no_row_stands_alone_on_the_last_page() -> None:
    for rows in range(60, 100, 3):
        table = Table((row("Head", "x", head=True), *(row(f"Row {n}", "y") for n in range(rows))))
        found = pages(pdf.render(Document("T", (Section("S", "1", blocks=(table,)),))))
        counts = [page.count("Row ") for page in found if "Row " in page]
        assert sum(counts) == rows
        assert counts[-1] > 1


def test_a_row_taller_than_a_page_is_split() -> None:
    tall = " ".join(f"word{n}" for n in range(4000))
    table = Table((row("a", "b", head=True), row("short", tall), row("after", "x")))
    document = Document("T", (Section("S", blocks=(table,)),))
    found = words(pdf.render(document))
    assert "word0" in found
    assert "word3999" in found
    assert "after" in found


def test_a_word_longer_than_a_line_is_split() -> None:
    document = Document("T", (Section("S", blocks=(text("x" * 500 + "end"),)),))
    assert "xend" in words(pdf.render(document))


@pytest.mark.parametrize(("char", "code"), [("契", "5951"), ("🙂", "1F642"), ("ع", "0639")])
def test_a_character_without_a_glyph_is_an_error_with_its_place(char: str, code: str) -> None:
    document = Document("T", (Section("Fees", "3", blocks=(text(char, "3.1", 1),)),))
    with pytest.raises(ContractKitError, match=rf"U\+{code}.*paragraph 3\.1"):
        pdf.render(document)


def test_invisible_characters_are_dropped() -> None:
    document = Document("T", (Section("S", blocks=(text("a\u200bb\u202ec\ufe0fd\x07e"),)),))
    assert "abcde" in words(pdf.render(document))


def test_a_bare_document_renders() -> None:
    assert len(pages(pdf.render(Document("Bare")))) >= 1


def test_revisions_and_line_breaks() -> None:
    runs = (Run("old", revision="deleted"), Run("new\nline", revision="inserted"), Run("", True))
    document = Document("T", (Section("S", blocks=(Paragraph(runs, "1.1", 1),)),))
    assert "oldnewline" in words(pdf.render(document))
    assert "~~old~~<ins>new<br>line</ins>" in md.render(document).decode()
    assert "<del>old</del><ins>new<br>line</ins>" in html.render(document).decode()


def test_words_are_hyphenated_in_the_documents_language() -> None:
    section = Section("S", "1", blocks=(text(SENTENCE * 9, "1.1", 1),))
    broken = {
        language: "".join(pages(pdf.render(Document("T", (section,), language=language))))
        for language in ("en-GB", "de-DE", "tlh")
    }
    assert "\ufffe" in broken["en-GB"]
    assert broken["en-GB"] != broken["de-DE"]
    assert "\ufffe" not in broken["tlh"]


def test_pages_are_of_the_paper_of_the_document() -> None:
    sizes = []
    for paper in ("a4", "letter"):
        file = pypdfium2.PdfDocument(pdf.render(Document("T", paper=paper)))
        sizes.append(tuple(map(round, file[0].get_size())))
        file.close()
    assert sizes == [(595, 842), (612, 792)]


def test_fonts_are_embedded_and_their_licences_shipped(rendered: bytes) -> None:
    assert b"Carlito" in rendered
    assert b"Helvetica" not in rendered
    assert rendered.count(b"/FontFile2") >= 3
    folders = [folder for folder in bundled("fonts").iterdir() if folder.is_dir()]
    assert folders
    for folder in folders:
        assert "SIL OPEN FONT LICENSE" in (folder / "OFL.txt").read_text()


SCRIPT = """
import hashlib, sys
sys.path.insert(0, {tests!r})
from test_render_pages import contract
from contract_kit.render import html, md, pdf
for module in (pdf, md, html):
    print(hashlib.sha256(module.render(contract())).hexdigest())
"""


def test_equal_input_gives_equal_bytes_anywhere() -> None:
    tests = Path(__file__).parent
    script = SCRIPT.format(tests=str(tests))
    found = set()
    for seed, zone in (("1", "UTC"), ("77", "Asia/Manila")):
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "PYTHONPATH": str(tests.parent),
        }
        result = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, env=environment, check=True
        )
        found.add(result.stdout)
    assert len(found) == 1


def test_markdown_keeps_numbers_levels_and_tables() -> None:
    lines = md.render(contract(rows=2)).decode().split("\n")
    assert lines[0] == "# Services agreement"
    assert "## 1. Clause number 1" in lines
    assert " 1.1 See clause 1 **first.**" in lines
    assert any(line.startswith("  (a) The Provider") for line in lines)
    assert any(line.startswith("   (i) The Provider") for line in lines)
    assert any(line.startswith(" - The Provider") for line in lines)
    assert "## Schedule 1: Service levels" in lines
    assert "### 1. Levels" in lines
    assert "|---|---:|---|" in lines
    assert "| For the Customer ||" in lines
    cells = next(line for line in lines if line.startswith("| Party"))
    assert unquote(cells.split(" | ", 1)[1].removesuffix(" |")) == HOSTILE


def test_markdown_escapes_what_only_looks_like_a_number() -> None:
    blocks = (text("(a) is no number"), text("1. neither"), text("- nor this"))
    lines = md.render(Document("T", (Section("S", blocks=blocks),))).decode().split("\n")
    assert [line for line in lines if "\\" in line] == [
        "\\(a) is no number",
        "1\\. neither",
        "\\- nor this",
    ]


class Checker(HTMLParser):
    """Collects what an accessibility check looks at."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.scopes: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append(tag)
        if tag not in {"meta", "br"}:
            self.open.append(tag)
        if values.get("id"):
            self.ids.append(str(values["id"]))
        if tag == "a":
            self.links.append(str(values["href"]))
        if tag == "th":
            self.scopes.append(values.get("scope"))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_html_is_well_formed_linked_and_without_scripts() -> None:
    page = html.render(contract()).decode()
    checker = Checker()
    checker.feed(page)
    assert checker.open == []
    assert len(checker.ids) == len(set(checker.ids))
    assert {link.removeprefix("#") for link in checker.links} <= set(checker.ids)
    assert "script" not in checker.tags
    assert checker.scopes
    assert all(checker.scopes)
    assert checker.tags.count("h1") == 1
    assert "<b>bold</b>" not in page
    assert "http://" not in page.replace("http-equiv", "")
    assert '<html lang="en-GB">' in page
