"""What a draft carries for those who work on it: comments in the margin, anchors for signing."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from contract_kit.api import assemble, load
from contract_kit.cli.explanations import clause
from contract_kit.document import Comment, Document, Paragraph, Section
from contract_kit.read import read
from contract_kit.render import render
from contract_kit.render.signing import with_anchors
from tests.conftest import EXAMPLES, assembled, clause_library, example


def remarks(document: Document) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for section, block in document.blocks():
        if isinstance(block, Paragraph):
            found.setdefault(section.anchor, []).extend(one.text for one in block.comments)
    return {anchor: texts for anchor, texts in found.items() if texts}


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode() if name in archive.namelist() else ""


def stripped(document: Document) -> Document:
    def bare(section: Section) -> Section:
        blocks = tuple(
            replace(one, comments=()) if isinstance(one, Paragraph) else one
            for one in section.blocks
        )
        return replace(section, blocks=blocks, sections=tuple(map(bare, section.sections)))

    return replace(document, sections=tuple(map(bare, document.sections)))


def text_of(data: bytes, format_: str) -> str:
    if format_ == "docx":
        return part(data, "word/document.xml")
    with pypdfium2.PdfDocument(data) as pdf:
        return "".join(page.get_textpage().get_text_bounded() for page in pdf)


def test_defaults_and_assumptions_are_remarked_where_they_are_printed() -> None:
    found = remarks(assembled("minimal"))
    assert any("term.cause.cure" in text for text in found["end.cause"])
    assert any(text.startswith("Assumed: ") for text in found["sla.measure"])
    assert "gen.waiver" not in found


def test_a_departure_is_remarked_with_its_reason(tmp_path: Path) -> None:
    path = tmp_path / "spec.yaml"
    text = (EXAMPLES / "minimal.yaml").read_text(encoding="utf-8")
    changes = (
        "clauses:\n  rsk.cap: {variant: customer, reason: the insurer asks, approved_by: GC}\n"
    )
    path.write_text(f"{text}\n{changes}", encoding="utf-8")
    (said, *_) = remarks(assemble(load(path), clause_library()))["rsk.cap"]
    assert "customer wording" in said
    assert "the insurer asks" in said
    assert "GC" in said


def test_a_clean_copy_has_no_comment() -> None:
    document = assemble(example("minimal"), clause_library(), clean=True)
    assert remarks(document) == {}
    assert "comment" not in part(render(document, "docx"), "word/document.xml")


def test_word_holds_each_comment_once_and_the_reader_none() -> None:
    document = assembled("minimal")
    expected = sum(len(texts) for texts in remarks(document).values())
    data = render(document, "docx")
    assert data == render(document, "docx")
    comments, body = part(data, "word/comments.xml"), part(data, "word/document.xml")
    ids = re.findall(r'<w:comment w:id="(\d+)"', comments)
    assert ids == [str(number) for number in range(expected)]
    for mark in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert sorted(re.findall(rf'<w:{mark} w:id="(\d+)"/>', body), key=int) == ids
    assert "comments.xml" in part(data, "word/_rels/document.xml.rels")
    assert "comments.xml" in part(data, "[Content_Types].xml")
    bare = render(stripped(document), "docx")
    assert not part(bare, "word/comments.xml")
    assert read(data, "a.docx") == read(bare, "a.docx")


def test_a_hostile_comment_stays_text() -> None:
    paragraph = Paragraph(runs=(), comments=(Comment("</w:comment><b>&\x00"),))
    section = replace(assembled("minimal").sections[2], blocks=(paragraph,), sections=())
    data = render(Document("T", (section,)), "docx")
    assert "&lt;/w:comment&gt;&lt;b&gt;&amp;" in part(data, "word/comments.xml")


@pytest.mark.parametrize("format_", ["docx", "pdf"])
def test_anchors_are_printed_when_asked_for(format_: str) -> None:
    document = assembled("minimal")
    plain, signed = render(document, format_), render(with_anchors(document), format_)
    texts = [text_of(data, format_) for data in (plain, signed)]
    for anchor in ("\\s1\\", "\\d1\\", "\\s2\\", "\\d2\\"):
        assert anchor not in texts[0]
        assert texts[1].count(anchor) == 1
    if format_ == "docx":
        assert '<w:color w:val="FFFFFF"/><w:sz w:val="2"/>' in part(signed, "word/document.xml")


def test_wordings_stand_side_by_side_where_there_is_room() -> None:
    one = clause_library().clauses["sla.credits"]
    wide, narrow = clause(one, 200), clause(one, 80)
    row = next(line for line in wide.splitlines() if "== customer" in line)
    assert "== balanced" in row
    assert "== provider" in row
    assert "== balanced" not in next(line for line in narrow.splitlines() if "== customer" in line)
    assert max(map(len, wide.splitlines()[-10:])) <= 200
    words = set(re.findall(r"[A-Za-z]{4,}", narrow))
    assert words == set(re.findall(r"[A-Za-z]{4,}", wide))
