"""House templates of users: what they may hold, how mistakes are shown, and what cannot happen."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from contract_kit.errors import TemplateError
from contract_kit.ooxml.package import write_zip
from contract_kit.render import render
from contract_kit.render.word.house import build
from tests.word_samples import W, expected, numbers, part, sample

TEXT = "word/document.xml"


def parts() -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(build()))
    return {name: archive.read(name) for name in archive.namelist()}


def changed(old: str, new: str, name: str = TEXT) -> bytes:
    made = parts()
    text = made[name].decode()
    assert old in text
    return write_zip({**made, name: text.replace(old, new, 1).encode()})


def message(template: bytes | Path) -> str:
    with pytest.raises(TemplateError) as caught:
        render(sample(), "docx", template=template)
    return str(caught.value)


def test_a_template_of_the_user_is_filled(tmp_path: Path) -> None:
    path = tmp_path / "firm.docx"
    path.write_bytes(changed("{{ title }}", "Firm LLP: {{ title | upper }}"))
    data = render(sample(), "docx", template=path)
    assert any(text == "Firm LLP: THE AGREEMENT" for _, text in numbers(data))
    assert data == render(sample(), "docx", template=path.read_bytes())


def test_the_house_template_as_bytes_gives_the_same_file() -> None:
    assert render(sample(), "docx", template=build()) == render(sample(), "docx")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("{{ title }}", "{{ tittle }}", ["paragraph 1:", "{{ tittle }}", "did you mean 'title'?"]),
        ("{{ date }}", "{{ date }", ["word/document.xml, paragraph 3"]),
        ("party.name", "party.nmae", ["paragraph 6:", "'nmae'", "did you mean 'name'?"]),
        ("{{ date }}", "{{ date | uper }}", ["paragraph 3", "uper"]),
        ("{%p endfor %}", "{%p endfro %}", ["endfro"]),
        ("{{p body }}", "{{ body }}", ["write {{p body }}"]),
        ("{{p body }}", "nothing", ["has no {{p body }}"]),
        ("{{ title }}", "{{ title.__class__ }}", ["__class__"]),
        ("{{ title }}", "{{ title['__class__'].mro() }}", ["mro"]),
        ("{{ title }}", "{{ lipsum() }}", ["lipsum"]),
        ("{{ title }}", "{% for n in range(9999999) %}x{% endfor %}", ["range"]),
        ("{{ title }}", "{% include 'x' %}", ["paragraph 1:", "include"]),
    ],
)
def test_a_wrong_tag_is_named_with_its_place(old: str, new: str, words: list[str]) -> None:
    shown = message(changed(old, new))
    assert shown.startswith("template")
    assert [word for word in words if word not in shown] == []


def test_a_wrong_tag_in_a_header_is_named_with_its_part() -> None:
    assert "word/header1.xml, paragraph 1" in message(
        changed("{{ title }}", "{{ tilte }}", "word/header1.xml")
    )


def test_a_tag_split_over_runs_is_still_read() -> None:
    split = "{{ ti</w:t></w:r><w:r><w:t>tle }}"
    data = render(sample(), "docx", template=changed("{{ title }}", split))
    assert any(text == "The Agreement" for _, text in numbers(data))
    split = "{{ ti</w:t></w:r><w:r><w:t>lte }}"
    assert "{{ tilte }}" in message(changed("{{ title }}", split))


def test_typographic_quotes_in_a_tag_are_read() -> None:
    data = render(sample(), "docx", template=changed("{{ title }}", "{{ title ~ “ (copy)” }}"))
    assert any(text == "The Agreement (copy)" for _, text in numbers(data))


def test_signatures_may_stand_where_the_template_says() -> None:
    tag = "{{p body }}</w:t></w:r></w:p><w:p><w:r><w:t>{{p signatures }}"
    data = render(sample(), "docx", template=changed("{{p body }}", tag))
    texts = [text for _, text in numbers(data)]
    assert texts.index("Signatures") > texts.index("About this document")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "no text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Old .doc"),
        (write_zip({**parts(), "word/vbaProject.bin": b"x"}), "macros"),
        (write_zip({**parts(), TEXT: b"<!DOCTYPE a><a/>"}), "DOCTYPE"),
        (write_zip({**parts(), "word/media/x": b"\0" * 5_000_000}), "unpacks"),
        (write_zip({n: d for n, d in parts().items() if n != TEXT}), "no word/document.xml"),
        (build()[:900], "damaged"),
    ],
)
def test_a_hostile_template_is_refused(data: bytes, word: str) -> None:
    assert word in message(data)


def test_a_template_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert "none.docx" in message(tmp_path / "none.docx")


def test_a_template_with_its_own_lists_gets_our_styles() -> None:
    """A firm's plain file with one list and other style ids still numbers as the document says."""
    made = parts()
    space = W.strip("{}")
    made["word/styles.xml"] = (
        f'<w:styles xmlns:w="{space}">'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Standard">'
        '<w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="berschrift1">'
        '<w:name w:val="heading 1"/></w:style></w:styles>'
    ).encode()
    made["word/numbering.xml"] = (
        f'<w:numbering xmlns:w="{space}"><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0">'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1)"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    ).encode()
    data = render(sample(), "docx", template=write_zip(made))
    counted = [(n.rstrip("."), t) for n, t in numbers(data) if n and n[0] not in "•–"]
    assert counted == list(expected(sample()))
    styles = {s.get(W + "styleId"): s for s in part(data, "word/styles.xml").iter(W + "style")}
    assert styles["CKClause1"].find(W + "basedOn").get(W + "val") == "berschrift1"
    names = [s.find(W + "name").get(W + "val") for s in styles.values()]
    assert len(set(names)) == len(names)


def test_a_template_without_lists_gets_ours() -> None:
    made = {n: d for n, d in parts().items() if n not in ("word/numbering.xml", "word/styles.xml")}
    made["word/styles.xml"] = f'<w:styles xmlns:w="{W.strip("{}")}"/>'.encode()
    for name in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
        text = made[name].decode()
        at = text.index("/numbering")
        start, end = text.rindex("<", 0, at), text.index("/>", at) + 2
        made[name] = (text[:start] + text[end:]).encode()
    data = render(sample(), "docx", template=write_zip(made))
    counted = [(n.rstrip("."), t) for n, t in numbers(data) if n and n[0] not in "•–"]
    assert counted == list(expected(sample()))
    types = zipfile.ZipFile(io.BytesIO(data)).read("[Content_Types].xml").decode()
    assert "/word/numbering.xml" in types


def test_a_template_made_in_libreoffice_keeps_its_header_logo_and_fonts() -> None:
    template = Path(__file__).parent / "data" / "libreoffice_template.docx"
    data = render(sample(), "docx", template=template)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        head = "".join(archive.read(n).decode() for n in names if n.startswith("word/header"))
        styles = archive.read("word/styles.xml").decode()
    assert any(name.startswith("word/media/") for name in names)
    assert "Harrow &amp; Finch LLP" in head
    assert "The Agreement" in head
    assert "{{" not in head
    assert "Liberation Serif" in styles
    shown = {text for _, text in numbers(data)}
    assert {text for _, text in expected(sample())} <= shown
