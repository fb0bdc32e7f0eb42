"""Generated specs: each valid one becomes a contract without a loose end, and keeps its claims."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest

from contract_kit import settle, spec
from contract_kit.assemble import assemble
from contract_kit.document import Document, Paragraph, Reference, Run, Section, Table
from contract_kit.read import read
from contract_kit.render import render
from contract_kit.scan.matching import Reading
from contract_kit.scan.passages import passages
from contract_kit.scan.verdicts import verdict
from contract_kit.spec import Contract
from tests import generated
from tests.conftest import all_packs, clause_library
from tests.mutations import claims

IN_CI, SLOW = 150, 600
BATCH = 25
RENDERED = range(0, IN_CI, 50)
RENDERED_SLOW = range(0, SLOW, 50)
SCANNED = range(1, IN_CI, 15)
SCANNED_SLOW = range(1, SLOW, 50)

UNFINISHED = re.compile(
    r"\{\{|\}\}|\{%|[\ue000-\ue00f]|\b(?:None|True|False)\b|Decimal\(|<\w+[ .]|\(not used\)"
    r"|\b[a-z]+(?:_[a-z]+)+\b"
)
"""What only a mistake prints: template code, Python's own words, ids of the vocabulary."""
UNTIDY = re.compile(r" [,.;:](?!\d)|,,|\.\.(?!\.)|\(\s*\)|  |(?<![.\d])\b(\w+) \1\b(?!-)|; ?\.")
"""Marks of a sentence that lost a part: a stray comma, empty brackets, a word twice."""


def contract(number: int) -> Contract:
    text = generated.text(generated.spec(number))
    return spec.load(text, name=f"{number}.yaml", checks=(settle.check,))


def paragraphs(section: Section) -> Iterator[Paragraph]:
    for block in section.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from cell.paragraphs
        else:
            yield block


def faults(document: Document) -> Iterator[str]:
    """Everything that no contract may hold."""
    yield from _sections(document)
    yield from _references(document)
    yield from _definitions(document)
    for section in document.walk():
        if section.kind == "colophon" or section.anchor == "assumptions":
            continue
        for paragraph in paragraphs(section):
            for wrong in (UNFINISHED, UNTIDY):
                if found := wrong.search(paragraph.text):
                    yield f"{section.anchor}: {found[0]!r} in {paragraph.text[:200]!r}"


def _sections(document: Document) -> Iterator[str]:
    anchors = Counter(one.anchor for one in document.walk() if one.anchor)
    yield from (f"two sections {anchor}" for anchor, count in anchors.items() if count > 1)
    for siblings in (document.sections, *(one.sections for one in document.walk())):
        numbers = Counter(one.number for one in siblings if one.number)
        yield from (f"number {number} twice" for number, count in numbers.items() if count > 1)
    for one in document.walk():
        if not one.title or not (one.blocks or one.sections):
            yield f"{one.anchor}: empty"
        if any(not paragraph.text.strip() for paragraph in paragraphs(one) if paragraph.number):
            yield f"{one.anchor}: a number without text"
        firsts = Counter(p.number for p in paragraphs(one) if p.level == 1 and p.number)
        yield from (f"{one.anchor}: {n} twice" for n, count in firsts.items() if count > 1)


def _references(document: Document) -> Iterator[str]:
    numbers = {one.anchor: one.number for one in document.walk() if one.anchor}
    for section in document.walk():
        for paragraph in paragraphs(section):
            for run in paragraph.runs:
                if not isinstance(run, Reference):
                    continue
                printed = run.text.removeprefix(run.label)
                if printed not in {numbers.get(run.target), "Definitions"}:
                    yield f"{section.anchor}: {run.text} points at nothing"


def _definitions(document: Document) -> Iterator[str]:
    texts = [
        paragraph.text
        for one in document.walk()
        if one.kind not in ("definitions", "colophon")
        for paragraph in paragraphs(one)
    ]
    body = "\n".join(texts)
    for one in document.definitions:
        others = (other.text for other in document.definitions if other is not one)
        if not re.search(rf"\b{re.escape(one.term)}", "\n".join((body, *others))):
            yield f"the term {one.term} is not used"


def missed(document: Document, given: Contract, number: int) -> list[str]:
    """Requirements that a clause claims in full and a scan does not find satisfied."""
    stance = generated.STANCES[number % 3]
    found = claims(clause_library(), all_packs(), given, document, stance)
    once = Reading(passages(document))
    known = {one.requirement.id: one.requirement for one in found if one.full}
    assert len(known) > 20
    judged = ((key, verdict(requirement, once).status) for key, requirement in known.items())
    return [f"{number} {key}: {status}" for key, status in judged if status != "satisfied"]


def batch(numbers: range) -> list[str]:
    library = clause_library()
    return [
        f"{number}: {fault}"
        for number in numbers
        for fault in faults(assemble(contract(number), library))
    ]


@pytest.mark.sampled(2)
@pytest.mark.parametrize("start", range(0, IN_CI, BATCH))
def test_a_generated_contract_has_no_loose_end(start: int) -> None:
    assert batch(range(start, start + BATCH)) == []


@pytest.mark.slow
@pytest.mark.parametrize("start", range(IN_CI, SLOW, 100))
def test_thousands_of_contracts_have_no_loose_end(start: int) -> None:
    assert batch(range(start, min(start + 100, SLOW))) == []


def test_the_first_numbers_go_through_every_combination() -> None:
    seen = set()
    for number in range(generated.COMBINATIONS):
        data = generated.spec(number)
        head = data["contract"]
        data_protection = data.get("data_protection", {})
        personal = data_protection.get("personal_data", False)
        seen.add((head["stance"], head["industries"][0], "far" in data["sites"], personal))
    assert len(seen) == generated.COMBINATIONS == 192


def test_the_faults_are_seen() -> None:
    document = assemble(contract(0), clause_library())
    for text in ("{{ x }}", "a  gap", "the the end", "of first_hour", "terms (not used)", "a , b"):
        broken = replace(
            document.sections[2], blocks=(Paragraph((Run(text),)),), anchor="x", sections=()
        )
        other = replace(document, sections=(*document.sections, broken))
        assert any(text in fault for fault in faults(other)), text
    twice = replace(document, sections=(*document.sections, document.sections[2]))
    assert any("two sections" in fault for fault in faults(twice))
    gone = replace(document, sections=document.sections[:3])
    assert any("points at nothing" in fault for fault in faults(gone))
    assert any("is not used" in fault for fault in faults(gone))


def loop(number: int) -> list[str]:
    given = contract(number)
    return missed(assemble(given, clause_library()), given, number)


def test_a_sample_keeps_its_claims() -> None:
    assert [one for number in SCANNED for one in loop(number)] == []


@pytest.mark.slow
@pytest.mark.parametrize("number", SCANNED_SLOW)
def test_a_larger_sample_keeps_its_claims(number: int) -> None:
    assert loop(number) == []


def written(number: int) -> None:
    """Word, PDF and Markdown hold every heading and paragraph of the contract."""
    document = assemble(contract(number), clause_library())
    titles = {one.title for one in document.walk() if one.kind == "clause"}
    for format_ in ("docx", "pdf", "md"):
        back = read(render(document, format_), f"contract.{format_}")
        found = {one.title for one in back.walk()}
        assert titles <= found, (number, format_, titles - found)
    word = read(render(document, "docx"), "contract.docx")
    mine = [p.text for one in document.walk() if one.kind == "clause" for p in paragraphs(one)]
    theirs = {p.text for one in word.walk() for p in paragraphs(one)}
    assert [text for text in mine if text not in theirs] == []


@pytest.mark.parametrize("number", RENDERED)
def test_a_sample_is_written_and_read_back(number: int) -> None:
    written(number)


@pytest.mark.slow
@pytest.mark.parametrize("number", RENDERED_SLOW)
def test_a_larger_sample_is_written_and_read_back(number: int) -> None:
    written(number)
