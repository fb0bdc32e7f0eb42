"""Word output: numbers, references, contents, tables, provenance, stable bytes."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from contract_kit.document import (
    Cell,
    Definition,
    Document,
    Paragraph,
    Party,
    Reference,
    Row,
    Run,
    Section,
    Table,
)
from contract_kit.errors import UsageError
from contract_kit.ooxml.package import open_package
from contract_kit.ooxml.provenance import read_provenance
from contract_kit.render import render
from contract_kit.render.word.house import build
from contract_kit.resources import bundled
from tests.word_samples import ODD, SHOWN, W, clause, expected, numbers, para, part, sample, table


@pytest.fixture(scope="module")
def data() -> bytes:
    return render(sample(), "docx")


def text_of(node) -> str:
    return "".join(node.itertext(W + "t"))


def body(document: Document) -> list[tuple[str, str]]:
    return numbers(render(document, "docx"))


def one(*blocks: Paragraph | Table, number: str = "1", **more: object) -> Document:
    return Document("T", (Section("S", number, blocks=blocks, **more),))  # type: ignore[arg-type]


def bookmarks(data: bytes) -> list[str]:
    return [b.get(W + "name") for b in part(data).iter(W + "bookmarkStart")]


def codes(data: bytes) -> list[str]:
    return ["".join(code.itertext()).strip() for code in part(data).iter(W + "instrText")]


def test_word_counts_what_the_document_says(data: bytes) -> None:
    counted = [(n.rstrip("."), t) for n, t in numbers(data) if n and n[0] not in "•–"]
    assert counted == [(n, t) for n, t in expected(sample())]


def test_every_number_is_native(data: bytes) -> None:
    typed = [p for p in part(data).iter(W + "numId") if p.get(W + "val") == "0"]
    assert not typed


@pytest.mark.parametrize(
    ("number", "printed"), [("7", "7."), ("Article IV", "Article IV:"), ("A", "A.")]
)
def test_a_number_word_would_not_count_is_typed(number: str, printed: str) -> None:
    shown = body(one(para("Text.", f"{number}.1", 1), number=number))
    assert ("", f"{printed}S") in shown
    assert ("", f"{number}.1Text.") in shown


def test_numbers_go_on_after_a_typed_one() -> None:
    sections = (
        clause(1, "One", "a"),
        replace(clause(1, "Odd", "b"), number="1A"),
        clause(2, "Two", "c"),
    )
    shown = body(Document("T", sections))
    assert ("", "1AOdd") in shown
    assert ("2.", "Two") in shown
    assert ("2.3", "The third duty.") in shown


def test_a_deeper_section_borrows_its_level() -> None:
    inner = Section("Inner", "1.1", 2, blocks=(para("Text.", "(a)", 1),))
    shown = body(Document("T", (Section("Outer", "1", sections=(inner,)),)))
    assert ("1.", "Outer") in shown
    assert ("1.1", "Inner") in shown


def test_every_field_points_to_a_bookmark_that_exists_once(data: bytes) -> None:
    names = bookmarks(data)
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"_ck_\w{1,36}", name) for name in names)
    targets = [c.split()[1] for c in codes(data) if c.startswith(("REF", "PAGEREF"))]
    targets += [link.get(W + "anchor") for link in part(data).iter(W + "hyperlink")]
    assert len(targets) > 10
    assert set(targets) <= set(names)


def test_ids_are_unique(data: bytes) -> None:
    ids = [b.get(W + "id") for b in part(data).iter(W + "bookmarkStart")]
    assert len(set(ids)) == len(ids)


def test_a_reference_shows_the_number_of_its_target(data: bytes) -> None:
    shown = {b.get(W + "name"): b.getparent() for b in part(data).iter(W + "bookmarkStart")}
    paragraph = next(p for p in part(data).iter(W + "p") if text_of(p).startswith("See clause"))
    assert text_of(paragraph) == (
        "See clause 2, clause 1.2(b)(ii), paragraph 1 of Schedule 2, "
        "paragraph 1.1(a) of Schedule 2, Schedule 2, the Definitions and clause 99."
    )
    fields = re.findall(
        r"REF (\w+) \\n \\h.*?separate.*?<w:t[^>]*>([^<]*)</w:t>",
        zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode(),
    )
    assert len(fields) == 10
    for name, cached in fields:
        assert number_at(shown[name], data) == cached


def number_at(paragraph, data: bytes) -> str:
    place = [id(p) for p in paragraph.getroottree().iter(W + "p")].index(id(paragraph))
    return numbers(data)[place][0].rstrip(".")


def test_a_bold_reference_to_nothing_is_plain_text() -> None:
    data = render(one(para((Reference("gone", "clause 9", "clause ", bold=True),))), "docx")
    assert not [c for c in codes(data) if c.startswith("REF")]
    assert "clause 9" in text_of(part(data))


def test_odd_characters_survive(data: bytes) -> None:
    texts = [text_of(p) for p in part(data).iter(W + "p")]
    assert texts.count(SHOWN) >= 2  # cover and key terms
    assert any(text.startswith(SHOWN + "and") for text in texts)
    assert "\x07" in ODD


def test_contents_name_every_heading_with_a_page(data: bytes) -> None:
    lines = [
        p for p in part(data).iter(W + "p")
        if p.find(f"{W}pPr/{W}pStyle").get(W + "val").startswith("TOC")
    ]  # fmt: skip
    shown = ["\t".join(t.text for t in line.iter(W + "t")) for line in lines]
    assert shown[0].startswith("Key terms\t")
    assert any(s.startswith("1.\tScope & <more>\t") for s in shown)
    assert any(s.startswith("Schedule 2\tService levels\t") for s in shown)
    assert not any("About this document" in s for s in shown)
    pages = [int(s.rsplit("\t", 1)[1]) for s in shown]
    assert pages == sorted(pages)
    assert pages[0] == 3
    assert pages[-1] > 7  # the long table takes its pages
    assert any(code.startswith("TOC ") for code in codes(data))


def test_fields_are_closed(data: bytes) -> None:
    kinds = [c.get(W + "fldCharType") for c in part(data).iter(W + "fldChar")]
    assert kinds.count("begin") == kinds.count("end") == kinds.count("separate")


def test_nothing_asks_the_reader_to_update_fields(data: bytes) -> None:
    assert part(data, "word/settings.xml").find(W + "updateFields") is None


def test_pages_are_counted_in_the_footer(data: bytes) -> None:
    footers = [part(data, f"word/footer{n}.xml") for n in (1, 2)]
    found = ["".join(code.itertext()).strip() for f in footers for code in f.iter(W + "instrText")]
    assert found == ["PAGE", "NUMPAGES"]
    assert any("ID-1" in text_of(f) and "abcdef012345" in text_of(f) for f in footers)


@pytest.mark.parametrize("draft", [True, False])
def test_draft_mark_stands_only_on_drafts(draft: bool) -> None:
    data = render(replace(sample(), draft=draft), "docx")
    for name in ("word/header1.xml", "word/header2.xml"):
        raw = zipfile.ZipFile(io.BytesIO(data)).read(name).decode()
        assert ("DRAFT" in raw) is draft
        assert ("v:textpath" in raw) is draft


def test_long_tables_repeat_heads_and_keep_rows_whole(data: bytes) -> None:
    long = next(t for t in part(data).iter(W + "tbl") if len(t.findall(W + "tr")) > 100)
    rows = long.findall(W + "tr")
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows[:3]] == [
        True,
        False,
        False,
    ]
    assert long.find(f"{W}tblPr/{W}tblDescription").get(W + "val") == "What the table says"
    assert long.find(f"{W}tblPr/{W}tblCaption").get(W + "val") == "Table 1: Service levels"
    aligned = [c.find(f".//{W}jc") is not None for c in rows[5].findall(W + "tc")]
    assert aligned == [False, True, True]


def test_widths_fill_the_line_and_give_words_room() -> None:
    rows = [("No", "Incomprehensibilities", "x"), ("1", "y", "a long text " * 20)]
    data = render(one(table(rows)), "docx")
    widths = [int(g.get(W + "w")) for g in part(data).iter(W + "gridCol")]
    assert sum(widths) == 9298
    assert widths[2] > widths[1] > widths[0]
    assert widths[1] > 1700


def test_spans_cover_their_columns() -> None:
    wide = Row((Cell((para("all"),), span=2),))
    rows = (
        wide,
        Row((Cell((para("a"),)), Cell((para("b"),)))),
        Row((Cell(()), Cell((para("b"),)))),
    )
    data = render(one(Table(rows)), "docx")
    spans = [g.get(W + "val") for g in part(data).iter(W + "gridSpan")]
    assert spans == ["2"]
    assert all(cell.find(W + "p") is not None for cell in part(data).iter(W + "tc"))


def test_each_party_gets_a_block_that_stays_whole(data: bytes) -> None:
    blocks = [t for t in part(data).iter(W + "tbl") if "Signed for" in text_of(t)]
    assert len(blocks) == 2
    for block in blocks:
        assert [w for w in ("By", "Name", "Title", "Date") if w in text_of(block)] == [
            "By", "Name", "Title", "Date",
        ]  # fmt: skip
        assert all(r.find(f"{W}trPr/{W}cantSplit") is not None for r in block.iter(W + "tr"))


def test_schedules_and_signatures_open_a_page(data: bytes) -> None:
    styles = {s.get(W + "styleId"): s for s in part(data, "word/styles.xml").iter(W + "style")}
    opened = []
    for p in part(data).iter(W + "p"):
        style = p.find(f"{W}pPr/{W}pStyle")
        nodes = [p, styles[style.get(W + "val")]] if style is not None else [p]
        if any(n.find(f"{W}pPr/{W}pageBreakBefore") is not None for n in nodes):
            opened.append(text_of(p))
    assert opened == [
        "Contents", "Key terms", "Scope & <more>", "Services", "Service levels", "Definitions",
        "Signatures",
    ]  # fmt: skip


@pytest.mark.parametrize("block", [para("Made between"), table([("a", "b")])])
def test_text_before_the_first_heading_opens_the_page(block: Paragraph | Table) -> None:
    sections = (Section("", blocks=(block,)), Section("One", "1"), Section("Two", "2"))
    root = part(render(Document("T", sections), "docx"))
    opened = [p for p in root.iter(W + "p") if p.find(f"{W}pPr/{W}pageBreakBefore") is not None]
    after = text_of(opened[0]) + "".join(text_of(n) for n in opened[0].itersiblings())
    assert len(opened) == 1
    assert after.startswith(("Made between", "ab"))


def test_definitions_are_printed_from_the_document_where_the_section_is_bare() -> None:
    definitions = (Definition("X", (Run("y."),)),)
    document = Document("T", (Section("Definitions", kind="definitions"),), definitions=definitions)
    assert "X means y." in text_of(part(render(document, "docx")))


def test_metadata_stands_on_the_last_page_without_a_colophon() -> None:
    data = render(Document("T", (Section("A", "1"),), metadata=(("spec hash", "ff"),)), "docx")
    assert text_of(part(data)).endswith("spec hash: ff")


def test_tracked_changes_are_marked() -> None:
    mixed = para((Run("kept "), Run("new", revision="inserted"), Run("old", revision="deleted")))
    gone = para((Run("all of it", revision="deleted"),), "1.1", 1)
    new = para((Run("fresh", revision="inserted"),), "1.1", 1)
    data = render(one(mixed, gone, new), "docx")
    root = part(data)
    assert ["".join(d.itertext()) for d in root.iter(W + "delText")] == ["old", "1.1", "all of it"]
    assert {i.get(W + "author") for i in root.iter(W + "ins")} == {"contract-kit"}
    paragraph = next(p for p in root.iter(W + "p") if "all of it" in "".join(p.itertext()))
    assert paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None
    assert ("1.1", "fresh") in numbers(data)


def test_inserted_rows_are_marked() -> None:
    row = Row((Cell((para((Run("n", revision="inserted"),)),)),))
    data = render(one(Table((Row((Cell((para("o"),)),)), row))), "docx")
    marks = [r.find(f"{W}trPr/{W}ins") is not None for r in part(data).iter(W + "tr")]
    assert marks == [False, True]


def test_provenance_says_where_a_passage_comes_from(data: bytes) -> None:
    found = read_provenance(data)
    assert found is not None
    (entry,) = found.find("1.1")
    assert (entry.clause, entry.version, entry.variant) == ("svc.scope", "2", "customer")
    assert entry.spec == (("a.b", 3),)
    assert entry.bookmark in bookmarks(data)
    assert found.find("clause 1.2(b)(ii)")[0].number == "1.2(b)(ii)"
    assert found.find("Schedule 2, 1.1 (a)")[0].place == "Schedule 2"
    assert found.find("Schedule 2")[0].kind == "section"
    assert not found.find("42")
    assert ("contract id", "ID-1") in found.metadata
    assert set(found.entries) <= set(bookmarks(data))


def test_a_file_of_others_has_no_provenance() -> None:
    assert read_provenance(build()) is None


def test_properties_and_language(data: bytes) -> None:
    core = zipfile.ZipFile(io.BytesIO(data)).read("docProps/core.xml").decode()
    assert "<dc:title>The Agreement</dc:title>" in core
    assert re.findall(r"\d{4}-\d\d-\d\dT", core) == ["2000-01-01T"] * 2
    german = render(replace(sample(), language="de-DE"), "docx")
    lang = part(german, "word/styles.xml").find(f"{W}docDefaults//{W}lang")
    assert lang.get(W + "val") == "de-DE"


def test_nothing_of_a_session_is_left(data: bytes) -> None:
    package = zipfile.ZipFile(io.BytesIO(data))
    assert not [n for n in package.namelist() if b"rsid" in package.read(n)]
    assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_every_part_is_declared_and_opens_as_a_package(data: bytes) -> None:
    package = open_package(data)
    types = zipfile.ZipFile(io.BytesIO(data)).read("[Content_Types].xml").decode()
    named = re.findall(r'PartName="/([^"]+)"', types)
    assert set(named) <= set(package.parts())
    assert len(named) == len(set(named))
    for name in package.parts():
        assert package.xml(name) is not None


_SCRIPT = (
    "import hashlib; from tests.word_samples import sample; "
    "from contract_kit.render import render; "
    "print(hashlib.sha256(render(sample(), 'docx')).hexdigest())"
)


def test_bytes_are_equal_on_every_run() -> None:
    root = Path(__file__).parents[1]
    sums = {
        subprocess.run(
            [sys.executable, "-c", _SCRIPT],
            cwd=root, capture_output=True, text=True, check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(root)},
        ).stdout
        for seed, zone in (("1", "UTC"), ("77", "Asia/Manila"))
    }  # fmt: skip
    assert len(sums) == 1


def test_the_shipped_template_is_what_its_module_writes() -> None:
    assert (bundled("templates") / "house.docx").read_bytes() == build()


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match="did you mean docx"):
        render(sample(), "doc")


def test_a_document_of_nothing_still_opens() -> None:
    data = render(Document("", cover=replace(sample().cover, parties=(Party("", ""),))), "docx")
    assert part(data).find(f"{W}body/{W}sectPr") is not None
