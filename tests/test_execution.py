"""Copies that are sent: complete, confirmed, and without a trace of how they were made."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from random import Random
from typing import Any

import pytest

from contract_kit import settle, spec
from contract_kit.assemble import assemble
from contract_kit.assemble.document import build
from contract_kit.assemble.paths import exists
from contract_kit.cli.group import cli
from contract_kit.document import Document, Reference, Table
from contract_kit.errors import AssemblyError, SpecError
from contract_kit.findings import Finding
from contract_kit.placed import placed
from contract_kit.render import FORMATS, render
from contract_kit.spec import Contract
from tests import generated, leaving
from tests.conftest import EXAMPLES, STANCES, clause_library, example

NAMES = ("support", "medical", "minimal")
NUMBERS = range(0, 192, 31)
RENDERED = (4, 101)
BRACKETS = re.compile(r"\[[^\[\]]*\]")


def contract(number: int) -> Contract:
    return loaded(generated.text(generated.spec(number)), f"{number}.yaml")


def loaded(text: str, name: str = "spec.yaml", **how: Any) -> Contract:
    return spec.load(text, name=name, checks=(settle.check,), **how)


def copy(one: Contract, **how: Any) -> Document:
    """A copy as it is printed, whether it may be written or not."""
    return build(one, clause_library(), **how)[0]


def open_in(one: Contract, stance: str | None = None) -> list[Finding]:
    found = build(one, clause_library(), stance=stance, final=True)[1]
    return [finding for finding in found if finding.id == "V121"]


def texts(document: Document) -> list[str]:
    found = []
    for one in placed(document):
        if isinstance(one.block, Table):
            found += [row.text for row in one.block.rows]
        else:
            found.append(one.text)
    return found


def ids(found: list[Finding]) -> list[str]:
    return [one.quote for one in found if one.quote]


def confirming(text: str, accepted: list[str], by: str = "General Counsel") -> str:
    rows = "".join(f"      - {json.dumps(one)}\n" for one in accepted)
    return f"{text}\nconfirm:\n  - by: {by}\n    on: 2027-01-12\n    id:\n{rows}"


@pytest.mark.sampled(12)
@pytest.mark.parametrize("final", [False, True])
@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("name", NAMES)
def test_a_copy_that_is_sent_shows_nothing_of_its_making(
    name: str, stance: str, *, final: bool
) -> None:
    nothing_shows(example(name), stance, final=final)


@pytest.mark.parametrize("final", [False, True])
@pytest.mark.parametrize("number", RENDERED)
def test_a_generated_copy_shows_nothing_of_its_making(number: int, *, final: bool) -> None:
    one = contract(number)
    nothing_shows(one, STANCES[number % 3], final=final)


def nothing_shows(one: Contract, stance: str, *, final: bool) -> None:
    document = copy(one, stance=stance, clean=not final, final=final)
    words = leaving.internal(one, document) | set(leaving.OURS)
    for format_ in FORMATS:
        data = render(document, format_)
        assert leaving.shown(data, words) == [], format_
        assert final is (leaving.shown(data, leaving.FINAL) == []) or format_ == "md"
        assert stance != "balanced" or data == render(document, format_)


@pytest.mark.parametrize("format_", FORMATS)
def test_the_search_finds_what_a_draft_shows(format_: str) -> None:
    one = example("minimal")
    document = copy(one)
    found = {
        match
        for _, match in leaving.shown(
            render(document, format_), leaving.internal(one, document) | set(leaving.OURS)
        )
    }
    assert {b"sla.credits", one.hash[:8].encode()} <= found


@pytest.mark.parametrize("number", NUMBERS)
def test_a_copy_says_what_the_draft_says(number: int) -> None:
    one = contract(number)
    draft, clean, final = copy(one), copy(one, clean=True), copy(one, final=True)
    left_out = {"assumptions", "colophon"}
    kept = [section for section in draft.sections if section.anchor not in left_out]
    assert [section.anchor for section in clean.sections] == [section.anchor for section in kept]
    assert texts(clean) == [text for section in kept for text in texts(Document("", (section,)))]
    assert clean.draft
    assert clean.cover.notice
    assert not final.draft
    assert not final.cover.notice
    references = [
        run.target
        for _, block in final.blocks()
        if not isinstance(block, Table)
        for run in block.runs
        if isinstance(run, Reference)
    ]
    anchors = {section.anchor for section in final.walk()}
    assert set(references) <= anchors


@pytest.mark.parametrize("number", NUMBERS)
def test_every_bracket_and_assumption_of_a_draft_is_named(number: int) -> None:
    one = contract(number)
    stance = STANCES[number % 3]
    found = open_in(one, stance)
    said = "\n".join(map(str, found))
    draft = copy(one, stance=stance)
    notes = "\n".join(
        text
        for section in draft.sections
        if section.anchor == "assumptions"
        for text in texts(Document("", (section,)))
    )
    assert len(ids(found)) == len(set(ids(found)))
    assert all(id_ in notes for id_ in ids(found))
    assert len(re.findall(r"[a-z]\w*(?:\.\w+)+ = ", notes)) >= len(ids(found))
    final = {
        mark
        for text in texts(copy(one, stance=stance, final=True))
        for mark in BRACKETS.findall(text)
    }
    assert all(f"“{mark}”" in said for mark in final)
    clean = [
        mark
        for text in texts(copy(one, stance=stance, clean=True))
        for mark in BRACKETS.findall(text)
    ]
    assert len(set(clean)) >= len(final)
    for finding in found:
        named = re.search(r"; set (?:what )?(\S+)", finding.message)
        assert finding.quote or (named and exists(named[1])), finding
        assert finding.location.line
        assert str(finding).count("\n") == 0


@pytest.mark.parametrize("number", NUMBERS)
def test_what_is_confirmed_stands_plain_and_is_open_no_more(number: int) -> None:
    text = generated.text(generated.spec(number))
    accepted = ids(open_in(contract(number)))
    Random(number).shuffle(accepted)
    half = accepted[: len(accepted) // 2]
    one = loaded(confirming(text, half))
    assert sorted(ids(open_in(one))) == sorted(accepted[len(half) :])
    whole = loaded(confirming(text, accepted))
    assert ids(open_in(whole)) == []
    agreed = copy(whole, clean=True)
    open_ = {mark for text in texts(agreed) for mark in BRACKETS.findall(text)}
    assert not [mark for mark in open_ if re.match(r"\[[\d.,]+[%\]]|\[\d+ \w+ ?\w*\]", mark)]
    assert texts(agreed) == texts(copy(whole, final=True))


def test_a_final_copy_is_given_once_nothing_stands_open(tmp_path: Path) -> None:
    whole = loaded(closed(tmp_path))
    document = assemble(whole, clause_library(), final=True)
    assert not [mark for text in texts(document) for mark in BRACKETS.findall(text)]
    with pytest.raises(AssemblyError) as refused:
        assemble(example("support"), clause_library(), final=True)
    assert {one.id for one in refused.value.findings} == {"V121"}


def named(text: str) -> str:
    """The support spec with what a signed contract needs: names, numbers, addresses for notices."""
    text = text.replace('"00000000"', '"04567890"').replace("CS0000-00000", "CS2014-01234")
    for party in ("customer", "provider"):
        notices = f"  {party}:\n    notices: {{email: notices@{party}.example}}\n"
        text = text.replace(f"  {party}:\n    name:", f"{notices}    name:", 1)
    roles, mark, rest = text.partition("# Where the work is done.")
    return roles.replace("    title: ", "    name: Ana Reyes\n    title: ") + mark + rest


def closed(folder: Path) -> str:
    """A spec of which nothing stands open: what the refusal prints, filled in and pasted."""
    text = (EXAMPLES / "support.yaml").read_text(encoding="utf-8")
    text = text.replace("    method: collar\n", "    method: collar\n    review: quarter\n")
    text = named(text)
    return confirming(text, ids(open_in(loaded(text))))


@pytest.mark.parametrize(
    ("accepted", "message"),
    [
        (["term.cause.cure = 31 days"], "but it is “term.cause.cure = 30 days” now"),
        (["term.cause.cure"], "names no value"),
        (["term.cause.curse = 30 days"], "did you mean “term.cause.cure = 30 days”?"),
        (["warranty = 3"], "the draft lists what is assumed"),
        (["contract.currency = CAD"], "the spec gives contract.currency"),
        (["term.cause.cure = 30 days"] * 2, "is confirmed twice"),
        (["clauses.tec.rpa.figures.baseline = 3 months"], "assumes no"),
    ],
)
def test_a_confirmation_of_something_else_is_refused(accepted: list[str], message: str) -> None:
    text = (EXAMPLES / "minimal.yaml").read_text(encoding="utf-8")
    one = loaded(confirming(text, accepted))
    with pytest.raises(AssemblyError, match=re.escape(message)) as refused:
        assemble(one, clause_library())
    (finding, *_) = refused.value.findings
    assert finding.id == "V120"
    lines = confirming(text, accepted).splitlines()
    assert accepted[0] in lines[(finding.location.line or 0) - 1]


def test_a_confirmation_is_stale_where_another_stance_has_another_value() -> None:
    text = (EXAMPLES / "minimal.yaml").read_text(encoding="utf-8")
    one = loaded(confirming(text, ["data_protection.breach_notice = 24 hours"]))
    assert assemble(one, clause_library())
    with pytest.raises(AssemblyError, match=r"is “data_protection[.]breach_notice = 72 hours” now"):
        assemble(one, clause_library(), stance="provider")


def test_agreed_figures_need_no_confirmation() -> None:
    text = (EXAMPLES / "minimal.yaml").read_text(encoding="utf-8")
    text = text.replace("  currency:", "  library_figures: agreed\n  currency:", 1)
    assert not [one for one in ids(open_in(loaded(text))) if one.startswith(("clauses.", "term."))]
    with pytest.raises(AssemblyError, match="remove one of the two"):
        assemble(loaded(confirming(text, ["term.cause.cure = 30 days"])), clause_library())


def test_a_house_may_confirm_what_a_contract_does_not_assume(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    house = ["term.cause.cure = 30 days", "clauses.tec.rpa.figures.baseline = 3 months"]
    (tmp_path / "house.yaml").write_text(confirming("", house), encoding="utf-8")
    text = (EXAMPLES / "minimal.yaml").read_text(encoding="utf-8")
    path = tmp_path / "deal.yaml"
    path.write_text(f"extends: house.yaml\n{text}", encoding="utf-8")
    one = spec.load(path, checks=(settle.check,))
    assert house[0] not in ids(open_in(one))
    assert assemble(one, clause_library())


@pytest.mark.parametrize("written", ["30 Days", "30 day", "30  days"])
def test_a_value_may_be_written_in_any_of_its_ways(written: str) -> None:
    text = (EXAMPLES / "minimal.yaml").read_text(encoding="utf-8")
    one = loaded(confirming(text, [f"term.cause.cure={written}"]))
    assert "term.cause.cure = 30 days" not in ids(open_in(one))


def test_strict_takes_a_confirmation_for_an_answer() -> None:
    text = (EXAMPLES / "support.yaml").read_text(encoding="utf-8")
    path = "service_levels.metrics.chat_response.percentile"
    with pytest.raises(SpecError, match=r"confirm “[^”]*percentile = nearest_rank”"):
        loaded(text, strict=True)
    with pytest.raises(SpecError) as refused:
        loaded(confirming(text, [f"{path} = nearest_rank"]), strict=True)
    assert not [one for one in refused.value.findings if path in one.message]


def test_a_draft_lists_who_confirmed_what() -> None:
    text = (EXAMPLES / "minimal.yaml").read_text(encoding="utf-8")
    one = loaded(confirming(text, ["term.cause.cure = 30 days"]))
    assert "term.cause.cure = 30 days | General Counsel | 12 January 2027" in texts(copy(one))


@pytest.mark.parametrize("mark", ["TBC", "[the Supplier]", "XXXXX", "____", "[●]", "TBD by legal"])
def test_what_people_type_instead_of_words_is_named_where_they_typed_it(mark: str) -> None:
    text = (EXAMPLES / "support.yaml").read_text(encoding="utf-8")
    text = text.replace("Ayala Ave, Makati 1226", f'"Ayala Ave {mark}"')
    line = next(at for at, row in enumerate(text.splitlines(), 1) if mark in row)
    (found,) = [
        one for one in open_in(loaded(text)) if mark.removesuffix(" by legal") in one.message
    ]
    assert found.location.line == line
    assert "the cover, clause 1.1" in found.message


def test_a_refusal_names_everything_writes_nothing_and_says_what_would_confirm(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = str(EXAMPLES / "minimal.yaml")
    out = tmp_path / "out"
    assert cli(["build", name, "-o", str(out), "--final"]) == 2
    assert not out.exists()
    said = capsys.readouterr()
    found = open_in(spec.load(Path(name), checks=(settle.check,)))
    errors = [line for line in said.err.splitlines() if ": error: " in line]
    assert errors == [str(one) for one in found]
    assert all(re.match(rf"{re.escape(name)}:\d+:\d+: error: ", line) for line in errors)
    assert said.err.endswith(f"nothing was written; {len(errors)} errors\n")
    block = said.out.replace("by:", "by: General Counsel").replace("on:", "on: 2027-01-12")
    filled = Path(name).read_text(encoding="utf-8") + "\n" + block
    assert ids(open_in(loaded(filled))) == []
    empty = Path(name).read_text(encoding="utf-8") + "\n" + said.out
    with pytest.raises(SpecError, match="nothing stands here"):
        loaded(empty)


def test_copies_say_where_they_come_from_in_the_file_beside_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "deal.yaml"
    path.write_text(closed(tmp_path), encoding="utf-8")
    built = ["build", str(path), "--format", ",".join(FORMATS), "-o"]
    assert cli([*built, str(tmp_path / "draft")]) == 0
    assert not (tmp_path / "draft" / "deal.provenance.json").exists()
    for kind in ("clean", "final"):
        assert cli([*built, str(tmp_path / kind), f"--{kind}"]) == 0
    first = (tmp_path / "final" / "deal.provenance.json").read_bytes()
    assert cli([*built, str(tmp_path / "final"), "--final"]) == 0
    assert (tmp_path / "final" / "deal.provenance.json").read_bytes() == first
    said = json.loads(first)
    assert said["copy"] == "final"
    assert {one["by"] for one in said["confirmed"]} == {"General Counsel"}
    capsys.readouterr()
    places = ("1.1", "Schedule 2, 8.1")
    draft = [answer(tmp_path / "draft" / "deal.docx", place, path, capsys) for place in places]
    for number, format_ in enumerate(FORMATS):
        for turn, kind in enumerate(("clean", "final")):
            at = (number + turn) % len(places)
            file = tmp_path / kind / f"deal.{format_}"
            assert answer(file, places[at], path, capsys) == draft[at], file.name


def answer(file: Path, place: str, path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert cli(["why", str(file), place, "--spec", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    return "\n".join(line for line in lines if line.startswith("  "))


def test_a_copy_that_was_changed_is_explained_as_it_was_built(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = EXAMPLES / "minimal.yaml"
    assert cli(["build", str(path), "-o", str(tmp_path), "--format", "md", "--clean"]) == 0
    with (tmp_path / "minimal.md").open("a", encoding="utf-8") as file:
        file.write("\nSigned.\n")
    capsys.readouterr()
    assert cli(["why", str(tmp_path / "minimal.md"), "20"]) == 0
    assert "was changed since it was built" in capsys.readouterr().out
    (tmp_path / "minimal.provenance.json").write_text('{"version": 1, "files": []}')
    assert cli(["why", str(tmp_path / "minimal.md"), "20"]) == 2
    assert "no file of provenance" in capsys.readouterr().err


def test_options_that_say_different_things_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, out = str(EXAMPLES / "minimal.yaml"), str(tmp_path / "out")
    assert cli(["build", name, "-o", out, "--final", "--clean"]) == 2
    assert "choose one" in capsys.readouterr().err
    template = tmp_path / "house.docx"
    template.write_bytes(b"")
    assert cli(["build", name, "-o", out, "--format", "pdf,md", "--template", str(template)]) == 2
    assert "pdf, md does not use it" in capsys.readouterr().err


def test_a_house_template_leaves_no_trace_of_its_makers() -> None:
    data = render(copy(example("minimal"), final=True), "docx", template=traced())
    found = leaving.parts(data)
    assert not [name for name in found if re.search(r"custom|comments|people|glossary", name)]
    assert leaving.shown(data, (b"Secret", b"comment", b"docVar", b"custom.xml")) == []
    draft = render(copy(example("minimal")), "docx", template=traced())
    assert leaving.shown(draft, (b"Secret",))


def traced() -> bytes:
    """A template with a comment, custom properties, data and building blocks in it."""
    from contract_kit.render.docx import house_template

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(house_template())) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, _traced(name, old.read(name).decode()))
        for name in ("docProps/custom.xml", "customXml/item7.xml", "word/glossary/document.xml"):
            new.writestr(name, "<a>Secret</a>")
        w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        comment = f'<w:comments xmlns:w="{w}"><w:comment w:id="7" w:author="Secret"/></w:comments>'
        new.writestr("word/comments.xml", comment)
    return out.getvalue()


def _traced(name: str, text: str) -> str:
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    if name == "word/document.xml":
        marks = '<w:commentRangeStart w:id="7"/><w:commentRangeEnd w:id="7"/>'
        mark = f'{marks}<w:r><w:commentReference w:id="7"/></w:r></w:p>'
        return text.replace("</w:p>", mark, 1)
    if name == "word/settings.xml":
        variable = '<w:docVars><w:docVar w:name="Matter" w:val="Secret"/></w:docVars>'
        return text.replace("</w:settings>", f"{variable}</w:settings>")
    if name == "word/_rels/document.xml.rels":
        rows = "".join(
            f'<Relationship Id="rIdX{kind}" Type="{links}/{kind}" Target="{target}"/>'
            for kind, target in (
                ("comments", "comments.xml"),
                ("customXml", "../customXml/item7.xml"),
                ("glossaryDocument", "glossary/document.xml"),
            )
        )
        return text.replace("</Relationships>", f"{rows}</Relationships>")
    if name == "_rels/.rels":
        kind = f'Type="{links}/custom-properties" Target="docProps/custom.xml"'
        row = f'<Relationship Id="rIdXc" {kind}/></Relationships>'
        return text.replace("</Relationships>", row)
    return text
