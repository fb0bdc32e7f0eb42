"""Documents built alone, to attach to an agreement that exists (`build --only`)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from contract_kit.api import assemble, load
from contract_kit.assemble.alone import SPOKEN, relied_on
from contract_kit.assemble.terms import Terms
from contract_kit.assemble.values import lowered
from contract_kit.cli.group import cli
from contract_kit.document import Block, Document, Inline, Paragraph, Reference, Section, Table
from contract_kit.errors import AssemblyError, SpecError, UsageError
from contract_kit.library.documents import Attached
from tests.conftest import EXAMPLES, STANCES, assembled, clause_library, example

DOCUMENTS = sorted(clause_library().documents)
NOT_OF = {("business_associate", "support"), ("business_associate", "minimal")} | {
    ("transition", "minimal"),
    ("security", "minimal"),
}
"""Documents of which an example has nothing."""
CASES = [
    (document, name, stance)
    for document in DOCUMENTS
    for name in ("minimal", "support", "medical")
    for stance in STANCES
]
BUILT = [one for one in CASES if one[:2] not in NOT_OF]


@cache
def built(document: str, name: str, stance: str) -> Document:
    return assemble(example(name), clause_library(), stance=stance, only=document)


def _described(document: str) -> Attached:
    return clause_library().documents[document]


def _paragraphs(block: Block) -> Iterator[Paragraph]:
    if isinstance(block, Paragraph):
        yield block
        return
    for row in block.rows:
        for cell in row.cells:
            yield from cell.paragraphs


def _runs(document: Document) -> Iterator[Inline]:
    for _, block in document.blocks():
        for one in _paragraphs(block):
            yield from one.runs


def _without_numbers(block: Block) -> str:
    """The words of a block, with one sign for each reference, whatever it prints."""
    caption = block.caption if isinstance(block, Table) else ""
    texts = [caption]
    for one in _paragraphs(block):
        said = ""
        for run in one.runs:
            named = isinstance(run, Reference) or run.text.startswith("the Agreement's ")
            said += "§" if named else run.text
        texts.append(said.replace("§ of §", "§"))
    return "\n".join(texts)


def _printed(document: Document) -> list[str]:
    """Every text of key terms, clauses and schedules."""
    kinds = ("key_terms", "clause", "schedule")
    return [
        text
        for section, block in document.blocks()
        if section.kind in kinds and section.anchor != "assumptions"
        for text in (
            [block.caption, *(row.text for row in block.rows)]
            if isinstance(block, Table)
            else [block.text]
        )
    ]


def references_lead_somewhere(document: Document) -> None:
    places = {one.anchor: one.number for one in document.walk()}
    for run in _runs(document):
        if isinstance(run, Reference):
            assert run.target in places
            assert run.text.endswith(places[run.target])
        else:
            assert "(not used)" not in run.text


def definitions_are_those_used(document: Document, title: str) -> None:
    library = clause_library()
    terms = Terms({**library.definitions, **library.attached_definitions, title: None})  # type: ignore[dict-item]
    meanings = {one.term: one.text for one in document.definitions}
    new: set[str] = set().union(*(terms.in_text(text) for text in _printed(document)))
    needed: set[str] = set()
    while new - needed:
        needed |= new
        new = set().union(*(terms.in_text(meanings.get(term, "")) for term in needed))
    assert set(meanings) == needed
    assert {title, "Agreement", "Customer", "Provider", "Effective Date"} <= needed


def schedules_say_what_the_whole_contract_says(document: Document, whole: Document) -> None:
    clauses = {one.anchor: one for one in whole.walk()}
    taken = [one for part in document.sections if part.kind == "schedule" for one in part.sections]
    assert taken
    for one in taken:
        said = [_without_numbers(block) for block in one.blocks]
        assert said == [_without_numbers(block) for block in clauses[one.anchor].blocks]


def key_terms_are_those_of_the_whole_contract(document: Document, whole: Document) -> None:
    def rows(one: Document) -> set[tuple[str, ...]]:
        tables = [block for section, block in one.blocks() if section.anchor == "key_terms"]
        return {
            tuple(cell.text for cell in row.cells[:2])
            for table in tables
            if isinstance(table, Table)
            for row in table.rows
        }

    assert rows(document) <= rows(whole)


def both_parties_stand_first_and_sign(document: Document) -> None:
    names = [one.name for one in document.cover.parties]
    first = next(one for one in document.sections if one.kind == "clause")
    signed = next(one for one in document.sections if one.kind == "signature")
    assert first.anchor == "att.parties"
    assert first.number == "1"
    for name in names:
        assert name in first.blocks[0].text  # type: ignore[union-attr]
        assert any(isinstance(one, Table) and name in one.rows[0].text for one in signed.blocks)


def what_is_left_to_the_agreement_is_listed(document: Document) -> None:
    said = {
        run.text.removeprefix("the Agreement's ")
        for run in _runs(document)
        if run.text.startswith("the Agreement's ")
    }
    words = {
        f"clause on {lowered(clause_library().clauses[target].front.title)}"
        for plain, target in SPOKEN.items()
        if any(plain in run.text for run in _runs(document))
    }
    listed = set(relied_on(document))
    assert said <= listed <= said | words
    assert all(any(one in text for text in _notes(document)) for one in listed)


def _notes(document: Document) -> list[str]:
    return [
        row.text
        for section, block in document.blocks()
        if section.anchor == "assumptions" and isinstance(block, Table)
        for row in block.rows
    ]


@pytest.mark.parametrize(("document", "name", "stance"), BUILT[::4])
def test_a_document_alone_holds_together(document: str, name: str, stance: str) -> None:
    holds_together(document, name, stance)


@pytest.mark.slow
@pytest.mark.parametrize(("document", "name", "stance"), BUILT)
def test_every_document_alone_holds_together(document: str, name: str, stance: str) -> None:
    holds_together(document, name, stance)


def holds_together(document: str, name: str, stance: str) -> None:
    one, whole = built(document, name, stance), assembled(name, stance)
    references_lead_somewhere(one)
    definitions_are_those_used(one, _described(document).title)
    schedules_say_what_the_whole_contract_says(one, whole)
    key_terms_are_those_of_the_whole_contract(one, whole)
    both_parties_stand_first_and_sign(one)
    what_is_left_to_the_agreement_is_listed(one)


@pytest.mark.parametrize(("document", "name"), sorted(NOT_OF))
def test_one_of_which_the_spec_has_nothing_is_refused(document: str, name: str) -> None:
    with pytest.raises(AssemblyError, match=r"alone needs .* add it, or build another.*V171"):
        built(document, name, "balanced")


def test_one_there_is_not_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError, match=r"no document 'sla'; choose from .*service_levels"):
        assemble(example("minimal"), clause_library(), only="sla")


def test_documents_take_clauses_and_schedules_that_there_are() -> None:
    library = clause_library()
    frame = {one.id for one in library.clauses.values() if one.front.schedule == "attached"}
    used: set[str] = set()
    for one in library.documents.values():
        assert {library.clauses[name].front.schedule for name in one.frame} == {"attached"}
        assert set(one.clauses) <= set(library.clauses)
        used |= set(one.frame)
    assert used == frame


def test_the_whole_contract_prints_none_of_the_frame() -> None:
    def ids(sections: tuple[Section, ...]) -> Iterator[str]:
        for one in sections:
            yield one.anchor
            yield from ids(one.sections)

    assert not [one for one in ids(assembled("support", "balanced").sections) if "att." in one]


# --- from the command line


ATTACHED = """
  attaches_to: {title: Master Services Agreement, date: 2026-03-01, reference: MSA-2026-014}"""


def _spec(folder: Path) -> Path:
    """The support contract, attached to an agreement."""
    text = (EXAMPLES / "support.yaml").read_text(encoding="utf-8")
    path = folder / "support.yaml"
    text = text.replace('"00000000"', '"04567890"').replace("CS0000-00000", "CS2014-01234")
    path.write_text(text.replace("\ncontract:", f"\ncontract:{ATTACHED}", 1), encoding="utf-8")
    return path


def run(*arguments: object) -> int:
    return cli([str(one) for one in arguments])


def test_a_document_alone_can_be_signed_while_others_stay_open(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    formats = ("docx", "html", "md", "pdf")
    how = ("--only", "security", "--final", "--format", ",".join(formats), "-o", folder)
    assert run("build", _spec(tmp_path), *how) == 0
    endings = (*formats, "provenance.json")
    assert {one.name for one in folder.iterdir()} == {f"support-security.{x}" for x in endings}
    assert "check that the agreement has its clause on " in capsys.readouterr().err
    text = (folder / "support-security.md").read_text(encoding="utf-8")
    assert "Attached to: Master Services Agreement of 1 March 2026 (MSA-2026-014)." in text
    assert "[" not in text


def test_the_agreement_has_to_be_named_before_it_is_signed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    how = ("--only", "security", "--final", "-o", tmp_path)
    assert run("build", EXAMPLES / "support.yaml", *how) == 2
    assert "set contract.attaches_to.title in the spec [V121]" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_why_explains_a_paragraph_of_a_document_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    how = ("--only", "service_levels", "--format", "docx", "-o", tmp_path)
    assert run("build", _spec(tmp_path), *how) == 0
    assert run("why", tmp_path / "support-service_levels.docx", "Schedule 2, 7.2") == 0
    assert "sla.credits" in capsys.readouterr().out


def test_an_agreement_is_older_than_what_is_attached_to_it(tmp_path: Path) -> None:
    spec = _spec(tmp_path)
    spec.write_text(spec.read_text(encoding="utf-8").replace("2026-03-01", "2031-03-01"), "utf-8")
    with pytest.raises(SpecError, match=r"dated 2031-03-01, after the effective date .*V170"):
        load(spec)
