"""Limits of untrusted input: templates in specs and Word files, characters, nests and numbers."""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path

import pytest

from contract_kit.assemble import assemble
from contract_kit.characters import described, unwanted
from contract_kit.cli.group import cli
from contract_kit.errors import LibraryError, SpecError, TemplateError, UsageError
from contract_kit.library import Library, load_library
from contract_kit.library.yamlfile import load_mapping
from contract_kit.ooxml.package import write_zip
from contract_kit.render import render
from contract_kit.repository.config import read_config
from contract_kit.sandbox import MOST_BLOCKS, MOST_BRANCHES
from contract_kit.spec import load
from tests.hostile import SCALARS, every_leaf, spec
from tests.spec_samples import MINIMAL
from tests.test_render_template import changed, message, parts
from tests.word_samples import sample

FAULTS = Path(__file__).parent / "data" / "faults"
EXAMPLE = Path(__file__).parents[1] / "examples" / "minimal.yaml"
LETTERS = "'" + "a" * 300 + "'"
LOOP = "{% for x in " + LETTERS + " %}"
END = "{% endfor %}"


@cache
def library() -> Library:
    return load_library()


def own(text: str) -> str:
    """What is said of a spec with this text as its own clause."""
    written = "".join(f"      {line}\n" for line in text.split("\n"))
    terms = f"custom_terms:\n  - title: X\n    approved_by: GC\n    text: |\n{written}"
    contract = load(f"{MINIMAL}\n{terms}", name="spec.yaml")
    start = time.monotonic()
    with pytest.raises(LibraryError) as caught:
        assemble(contract, library())
    assert time.monotonic() - start < 30
    assert str(caught.value).startswith("spec.yaml:")
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ 'a' * 999999999 }}", "* is not allowed"),
        ("{{ 9 ** 9 ** 9 }}", "** is not allowed"),
        ("{{ '%999999999d' % 1 }}", "% is not allowed"),
        ("{{ 1 // 0 }}", "// is not allowed"),
        ("{{ {'a': 1} }}", "is not allowed"),
        ("{{ 'a'.center(999999999) }}", "center(…) cannot be called"),
        ("{{ '{:>999999999}'.format(1) }}", "format(…) cannot be called"),
        ("{{ 'a' | center(999999999) }}", "center"),
        ("{{ range(9) }}", "range(…) cannot be called"),
        ("{{ ref(*'ab') }}", "cannot be called"),
        ("{{ ref }}", "write ref('…')"),
        ("{{ self }}", "stands for nothing"),
        ("{% for x in 'a' %}{{ loop }}{% endfor %}", "write for example loop.index"),
        ("{% for x in 'a' recursive %}{{ x }}{% endfor %}", "not recursive"),
        ("{% set x = 'a' %}", "the tag 'set' is not allowed"),
        ("{% macro m() %}{% endmacro %}", "the tag 'macro' is not allowed"),
        ("{% include 'x' %}", "the tag 'include' is not allowed"),
        ("{% raw %}x{% endraw %}", "the tag 'raw' is not allowed"),
        (LOOP * 2 + END * 2 + "x", "more than 20,000 turns"),
        (LOOP + "y" * 5000 + END, "more than 500,000 characters"),
        (LOOP.replace("x", "a", 1) + "{{ '" + "z" * 5000 + "' }}" + END, "more than 500,000"),
        ("{% for x in 'a' %}" * 5 + END * 5, "more than 4 loops within each other"),
        ("{% if 1 %}" * (MOST_BLOCKS + 1) + "{% endif %}" * (MOST_BLOCKS + 1), "blocks within"),
        ("{% if 0 %}" + "{% elif 0 %}" * (MOST_BRANCHES + 1) + "{% endif %}", "branches"),
        ("{{ " + "(" * 200 + "1" + ")" * 200 + " }}", "brackets within each other"),
        ("{{ " + "not " * 2000 + "1 }}", "words and signs in one tag"),
        ("{{ " + "1 + " * 2000 + "1 }}", "words and signs in one tag"),
        ("{{ " + "9" * 5000 + " }}", "figures in one number"),
        ("{{ 'a\\u202eb' }}", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("{{ 'a\\ud800b' }}", "U+D800"),
        ("{{ '\\ue000table:levels\\ue001' }}", "U+E000"),
    ],
)
def test_a_clause_that_asks_too_much_is_refused_with_its_line(text, said):
    assert said in own(text)


def test_what_is_refused_stands_in_its_line():
    first, second = (int(own(f"{lead}{{{{ 2 ** 3 }}}}").split(":")[1]) for lead in ("", "a\n\nb "))
    assert second == first + 2


@pytest.mark.parametrize("name", ["j_loop", "j_bigstr", "j_pct", "j_deepfor25", "j_name13",
                                  "mk_201", "alias_depth", "ext_nul", "ext_surr"])  # fmt: skip
def test_a_hostile_spec_is_refused_with_its_place(name, tmp_path, capsys):
    path = FAULTS / f"{name}.yaml"
    out = tmp_path / "out"
    assert cli(["build", str(path), "-o", str(out)]) == 2
    shown = capsys.readouterr().err
    assert f"{path}:" in shown
    assert "a bug" not in shown
    assert not out.exists()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("loop", "paragraph 1: {% for a in 'a'*9000 %}: * is not allowed"),
        ("pow", "** is not allowed"),
        ("mem", "* is not allowed"),
        ("style_ilvl", "word/styles.xml: the template cannot be used: ilvl “x” of style"),
    ],
)
def test_a_hostile_word_template_is_refused_with_its_part(name, said):
    shown = message(FAULTS / f"template_{name}.docx")
    assert shown.startswith(str(FAULTS / f"template_{name}.docx"))
    assert said in shown


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("{{ title | center(999999999) }}", "unknown filter 'center'"),
        ("{{ title | replace('e', title) }}", "'replace' takes a short text"),
        ("{{ title | join('" + "x" * 200 + "') }}", "'join' takes a short text"),
        ("{{ title | safe }}", "unknown filter 'safe'"),
        ("{% set t = title %}", "the tag 'set' is not allowed"),
        ("{{ namespace() }}", "namespace(…) cannot be called"),
        ("{{ title " + "~ title " * 200 + "}}", "words and signs in one tag"),
        ("{% for a in title %}{% for b in title %}{% for c in title %}{% for d in title %}"
         "{% for e in title %}x{% endfor %}{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
         "loops within each other"),
        ("{% for a in title %}{% for b in title %}{% for c in title %}{% for d in title %}"
         "x{% endfor %}{% endfor %}{% endfor %}{% endfor %}", "more than 20,000 turns"),
        ("{{ title" + " | replace('e', 'eeeeeeeeeeeeeeeeeeee')" * 7 + " }}", "characters come out"),
        ("{{ title }}" * 2100, "tags; expected 2,000 at most"),
    ],
)  # fmt: skip
def test_a_word_template_that_asks_too_much_is_refused(tag, said):
    shown = message(changed("{{ title }}", tag))
    assert "word/document.xml" in shown
    assert said in shown


def refused(kind, work):
    """The error of this kind that some work ends with; none where it ends well."""
    try:
        work()
    except kind as error:
        return error
    return None


def linked(kind: str, target: str, mode: str = "") -> bytes:
    made = parts()
    name = "word/_rels/document.xml.rels"
    row = f'<Relationship Id="rId99" Type="http://x/relationships/{kind}" Target="{target}"{mode}/>'
    made[name] = made[name].replace(b"</Relationships>", f"{row}</Relationships>".encode())
    return write_zip(made)


@pytest.mark.parametrize(
    ("kind", "target", "said"),
    [
        ("image", "http://198.51.100.1/a.png", "a link to “http://198.51.100.1/a.png” (image)"),
        ("hyperlink", "file://server/share", "(hyperlink)"),
        ("attachedTemplate", "file:///C:/x.dotm", "an attached template"),
        ("oleObject", "x.bin", "an object of another program"),
        ("aFChunk", "x.html", "a file that Word would insert"),
        ("subDocument", "x.docx", "a subdocument"),
    ],
)
@pytest.mark.parametrize("mode", ["", ' TargetMode="External"'])
def test_a_template_links_to_nothing_outside(kind, target, mode, said):
    shown = message(linked(kind, target, mode))
    assert "word/_rels/document.xml.rels: the template holds " in shown
    assert said in shown


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        ('<w:fldSimple w:instr=" INCLUDEPICTURE x "/>', "the field INCLUDEPICTURE"),
        ('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DDE</w:instrText></w:r><w:r>'
         '<w:instrText>AUTO c:\\x</w:instrText></w:r>', "the field DDEAUTO"),
        ('<w:fldSimple w:instr="hyperlink http://x"/>', "the field HYPERLINK"),
        ('<w:altChunk r:id="rId1"/>', "a file that Word would insert"),
        ('<w:r><w:object/></w:r>', "an object of another program"),
        ('<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a"/></w:sdtPr></w:sdt>', "bound to data"),
        ('<w:r><w:pict><v:imagedata src="\\\\host\\x.png"/></w:pict></w:r>', "a link to"),
    ],
)  # fmt: skip
def test_a_template_fetches_nothing(xml, said):
    shown = message(changed("<w:sectPr>", f"<w:p>{xml}</w:p><w:sectPr>"))
    assert "word/document.xml: the template holds " in shown
    assert said in shown


def test_fields_within_the_document_stay():
    local = (
        '<w:p><w:fldSimple w:instr=\'HYPERLINK \\l "Link"\'/><w:fldSimple w:instr="PAGE"/></w:p>'
    )
    assert render(sample(), "docx", template=changed("<w:sectPr>", f"{local}<w:sectPr>"))


@pytest.mark.parametrize("name", ["word/styles.xml", "word/numbering.xml", "word/header1.xml"])
@pytest.mark.parametrize("data", [b"", b"<x", b"\xff\xfe\0", b"<x/>"])
def test_a_damaged_template_is_an_error_of_ours(name, data):
    made = write_zip({**parts(), name: data})
    said = refused(TemplateError, lambda: render(sample(), "docx", template=made))
    assert said is None or str(said).startswith("template: ")


@pytest.mark.parametrize("value", ["x", "-1", "²", "9" * 5000, "9"])
def test_a_level_that_is_none_is_named(value):
    made = changed('<w:ilvl w:val="0"/>', f'<w:ilvl w:val="{value}"/>', "word/styles.xml")
    assert "word/styles.xml" in message(made)


ALIASES = "a0: &b0 [x]\n" + "".join(
    f"a{n}: &b{n} [{', '.join([f'*b{n - 1}'] * 10)}]\n" for n in range(1, 9)
)
BAD = ["\0", "\x07", "\x1b", "\r", "\x7f", "\x85", "\u202e", "\u2066", "\u200b", "\u200e", "\u00ad",
       "\u2028", "\ufeff", "\ue000", "\ufffe", "\ud800", "\U000e0041", "\U0010ffff"]  # fmt: skip


@pytest.mark.parametrize("bad", BAD, ids=ascii)
def test_a_character_nobody_sees_is_refused_where_it_stands(bad):
    escaped = f"\\U{ord(bad):08x}"
    for text in (
        f'contract:\n  "a": "b"\n  title: "ab{escaped}c"\n',
        f'contract:\n  x: 1\n  "a{escaped}": c\n',
    ):
        with pytest.raises(SpecError) as caught:
            load(text, name="spec.yaml")
        said = str(caught.value)
        assert (
            f"spec.yaml:3:{10 if 'title' in text else 3}: error: the character {described(bad)}"
            in said
        )
        assert bad not in said


def test_a_raw_character_is_refused_with_its_own_column():
    with pytest.raises(SpecError) as caught:
        load("contract:\n  title: |\n    one\n    t\u202ewo\n", name="spec.yaml")
    assert "spec.yaml:4:6: error: the character U+202E RIGHT-TO-LEFT OVERRIDE stands" in str(
        caught.value
    )


@pytest.mark.parametrize(
    "good", ["Zoë Ltd", "株式会社", "שלום", "شرکت‌ها", "क्‍ष", "a\u00a0b", "😀", "葛\U000e0100"]
)
def test_letters_of_any_script_are_wanted(good):
    assert unwanted(good) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: x\u202ey", "x.yaml:1:5: the character U+202E"),
        ('a:\n  - "x\\u202ey"', "x.yaml:2: the text holds U+202E"),
        ("a: " + "[" * 99_000 + "]" * 99_000, "more than 40 levels"),
        ("- " * 40_000 + "x", "more than 40 levels"),
        ("a: &a [*a]", "more than 40 levels"),
        ("a: 2027-13-45", "month must be in 1..12"),
        ("a: " + "9" * 5000, "4300 digits"),
        (ALIASES, "100,000 values, counting aliases"),
    ],
)  # fmt: skip
def test_a_hostile_house_file_is_refused(text, said):
    with pytest.raises(LibraryError) as caught:
        load_mapping(text, "x.yaml")
    assert said in str(caught.value)


@pytest.mark.parametrize("name", ["x" * 5000, "a/" * 3000 + "b", ".", "..", "/dev/zero"])
def test_a_name_that_no_file_has_is_refused(tmp_path, name):
    path = tmp_path / "spec.yaml"
    path.write_text(f"contract_kit: 1\nextends: {name}\n", encoding="utf-8")
    with pytest.raises(SpecError) as caught:
        load(path)
    assert f"{path}:2:10: error: " in str(caught.value)


def test_files_extended_are_counted(tmp_path):
    (tmp_path / "house.yaml").write_text("contract_kit: 1\n", encoding="utf-8")
    path = tmp_path / "spec.yaml"
    names = ", ".join(["house.yaml"] * 100)
    path.write_text(f"contract_kit: 1\nextends: [{names}]\n", encoding="utf-8")
    with pytest.raises(SpecError, match="more than 32 files are extended"):
        load(path)


def judge(path, value):
    """Load a spec with a hostile value: it is fine, or each error has a line and a column."""
    start = time.monotonic()
    said = refused(SpecError, lambda: load(spec(path, value), name="spec.yaml"))
    for one in said.findings if said else ():
        assert one.location.line
        assert one.location.column
        assert unwanted(str(one)) is None
    assert time.monotonic() - start < 10


def test_every_leaf_of_the_vocabulary_is_found():
    found = every_leaf()
    assert len(found) > 500
    assert ("service_levels", "metrics", "x", "target") in found


@pytest.mark.parametrize("value", SCALARS, ids=lambda value: ascii(value)[:30])
def test_a_hostile_value_gives_errors_of_ours(value):
    found = every_leaf()
    at = SCALARS.index(value)
    for path in found[at :: len(SCALARS) * 10]:
        judge(path, value)


@pytest.mark.slow
@pytest.mark.parametrize("path", every_leaf(), ids=lambda path: ".".join(map(str, path)))
def test_every_hostile_value_at_every_leaf(path):
    for value in SCALARS:
        judge(path, value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('stance = "customer" # a\u202eb\n', ":1:24: the character U+202E"),
        ('\ntemplate = "a\\u0000b"\n', ":2: template holds U+0000 NULL"),
        ('library = ["a\\u202eb"]\n', ":1: library holds U+202E"),
        ("x = " + "[" * 5000 + "]" * 5000, ":1: too many brackets"),
    ],
)
def test_settings_hold_no_character_nobody_sees(tmp_path, text, said):
    path = tmp_path / "contract-kit.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read_config(path)
    assert str(caught.value).startswith(f"{path}{said}")
