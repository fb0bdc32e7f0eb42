"""Assembled contracts: references, numbers, definitions, provenance, rules on wording."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from contract_kit.api import assemble, load
from contract_kit.assemble import check
from contract_kit.cli.specs import load_spec
from contract_kit.document import Document, Paragraph, Reference, Section, Table
from contract_kit.errors import AssemblyError, LibraryError
from contract_kit.library import Library, load_library
from tests.conftest import EXAMPLES, STANCES, assembled, clause_library, example

NAMES = ("support", "minimal", "medical")


def text_of(document: Document) -> str:
    lines = []
    for section in document.walk():
        lines.append(f"{section.number} {section.title}")
        for block in section.blocks:
            rows = [row.text for row in block.rows] if isinstance(block, Table) else [block.text]
            lines.extend(rows)
    return "\n".join(lines)


def section(document: Document, anchor: str) -> Section:
    return next(one for one in document.walk() if one.anchor == anchor)


def references(document: Document) -> list[Reference]:
    found = []
    for _, block in document.blocks():
        cells = (
            [cell for row in block.rows for cell in row.cells] if isinstance(block, Table) else []
        )
        paragraphs = [p for cell in cells for p in cell.paragraphs] if cells else [block]
        for paragraph in paragraphs:
            assert isinstance(paragraph, Paragraph)
            found += [run for run in paragraph.runs if isinstance(run, Reference)]
    return found


def changed(tmp_path: Path, *pairs: tuple[str, str], name: str = "support") -> Path:
    text = (EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    path = tmp_path / "spec.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("name", NAMES)
def test_every_reference_prints_the_number_of_its_target(name: str, stance: str) -> None:
    document = assembled(name, stance)
    numbers = {one.anchor: one.number for one in document.walk() if one.anchor}
    found = references(document)
    assert len(found) > 40
    for reference in found:
        assert reference.target in numbers, reference
        printed = reference.text.removeprefix(reference.label)
        assert printed in {numbers[reference.target], "Definitions"}, reference


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("name", NAMES)
def test_nothing_unfinished_is_printed(name: str, stance: str) -> None:
    document = assembled(name, stance)
    text = text_of(document)
    assert not re.search(r"\{\{|\}\}|\{%|[\ue000-\ue00f]|\bNone\b|Decimal\(|<[a-z]+\.", text)
    assert "(not used)" not in text, re.findall(r".*\(not used\).*", text)
    kept = [one for one in document.sections if one.anchor not in ("assumptions", "colophon")]
    agreed = text_of(replace(document, sections=tuple(kept)))
    assert not re.findall(r"\b[a-z]+_[a-z_]+\b", agreed)
    for one in document.walk():
        assert one.blocks or one.sections, f"{one.number} {one.title} is empty"
        numbers = [
            b.number for b in one.blocks if isinstance(b, Paragraph) and b.level == 1 and b.number
        ]
        assert [n for n, count in Counter(numbers).items() if count > 1] == []


@pytest.mark.parametrize("name", NAMES)
def test_definitions_are_those_that_are_used(name: str) -> None:
    document = assembled(name)
    body = text_of(document)
    terms = [one.term for one in document.definitions]
    assert terms == sorted(terms, key=str.casefold)
    assert len(terms) > 15
    elsewhere = body + " ".join(one.text for one in document.definitions)
    for term in terms:
        assert len(re.findall(rf"\b{re.escape(term)}", elsewhere)) >= 2, term


def test_the_worked_example_and_the_key_terms_print_the_figures() -> None:
    document = assembled("support")
    key = "\n".join(
        row.text
        for block in section(document, "key_terms").blocks
        for row in getattr(block, "rows", ())
    )
    for figure in ("GBP 215,750.00", "GBP 25,890.00", "GBP 3,883,500.00", "GBP 172,600.00"):
        assert figure in key
    assert "GBP 7,119.75" in text_of(document)


@pytest.mark.parametrize(
    ("old", "new", "figure"),
    [
        ("rate: 14.80", "rate: 15.80", "GBP 26,970.00"),
        ("phone_service_level: 78", "phone_service_level: 74", "GBP 10,356.00"),
        (
            "at_risk: 12 percent of monthly_charges",
            "at_risk: 10 percent of monthly_charges",
            "GBP 21,575.00",
        ),
        ("liability_cap: 150 percent", "liability_cap: 100 percent", "GBP 2,589,000.00"),
    ],
)
def test_figures_follow_the_data(tmp_path: Path, old: str, new: str, figure: str) -> None:
    pairs = [(old, new)]
    if old.startswith("rate"):
        pairs.append(("expected_monthly: 215750", "expected_monthly: 224750"))
        pairs.append(("expected_saving: 21.5 percent", "expected_saving: 18.27 percent"))
    assert figure in text_of(assemble(load(changed(tmp_path, *pairs)), clause_library()))
    assert figure not in text_of(assembled("support")) or "2,589,000" in figure


def test_changing_the_stake_changes_only_what_hangs_on_it(tmp_path: Path) -> None:
    path = changed(
        tmp_path,
        ("at_risk: 12 percent of monthly_charges", "at_risk: 10 percent of monthly_charges"),
    )
    before = text_of(assembled("support")).splitlines()
    after = text_of(assemble(load(path), clause_library())).splitlines()
    assert len(before) == len(after)
    lines = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert all(re.search(r"GBP|12%|10%|SHA-256", old) for old, _ in lines), lines
    assert 5 < len(lines) < 30


def test_words_stand_beside_the_figures_of_sentences_and_not_of_tables(tmp_path: Path) -> None:
    path = changed(tmp_path, ("  language: ", "  figures: words_and_figures\n  language: "))
    document = assemble(load(path), clause_library())
    cells: list[str] = []
    lines: list[str] = []
    for one, block in document.blocks():
        if isinstance(block, Table):
            cells += [cell.text for row in block.rows for cell in row.cells]
        elif one.kind not in ("colophon", "key_terms") and one.anchor != "assumptions":
            lines.append(block.text)
    spelled = re.compile(r"\b(?:ten|thirty|twelve|thousand|percent) \(")
    assert not [cell for cell in cells if spelled.search(cell)]
    text = "\n".join(lines)
    for wanted in (
        "lasts thirty-six (36) months",
        "at least ninety (90) days' notice",
        "twelve percent (12%) of the Monthly Charges",
        "GBP 5,393.75 (five thousand, three hundred and ninety-three and 75/100)",
        "two point five percent (2.5%)",
    ):
        assert wanted in text
    unit = r"(?:%| (?:Business )?(?:days?|months?|hours?)\b)"
    assert re.findall(rf"(?<![(.\d])\b\d[\d,.]*{unit}", text) == []
    plain = text_of(assembled("support"))
    assert "lasts 36 months" in plain
    assert not spelled.search(plain)


def test_every_paragraph_knows_its_clause_and_its_spec_lines() -> None:
    document = assembled("support")
    path = EXAMPLES / "support.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    known = 0
    for one, block in document.blocks():
        if one.kind == "clause":
            assert block.origin.clause == one.anchor
            assert block.origin.version
        for spec in block.origin.spec:
            known += 1
            last = spec.path.rpartition(".")[2]
            assert last.isdigit() or last in lines[spec.line - 1], spec
    assert known > 100


def test_a_wrong_exclusion_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "spec.yaml"
    text = (EXAMPLES / "minimal.yaml").read_text(encoding="utf-8")
    path.write_text(f"{text}\nclauses:\n  rsk.cap: {{exclude: no}}\n", encoding="utf-8")
    with pytest.raises(AssemblyError) as caught:
        assemble(load(path), clause_library())
    assert [finding.id for finding in caught.value.findings] == ["V49"]
    assert caught.value.findings[0].location.line == text.count("\n") + 3


def test_of_a_clause_left_out_for_a_reason_only_the_draft_tells(tmp_path: Path) -> None:
    path = tmp_path / "spec.yaml"
    text = (EXAMPLES / "minimal.yaml").read_text(encoding="utf-8")
    excluded = (
        "clauses:\n  rsk.cap: {exclude: the group framework has it, approved_by: general counsel}\n"
    )
    path.write_text(f"{text}\n{excluded}", encoding="utf-8")
    contract = load(path)
    sent = assemble(contract, clause_library(), clean=True)
    assert "rsk.cap" not in {one.anchor for one in sent.walk()}
    assert "limit of liability" not in text_of(sent).lower()
    told = text_of(assemble(contract, clause_library()))
    assert "Limit of liability (rsk.cap) | the group framework has it | general counsel" in told


def test_own_wording_prints_and_a_penalty_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "spec.yaml"
    text = (EXAMPLES / "minimal.yaml").read_text(encoding="utf-8")
    own = "clauses:\n  gen.entire: {text: 'A penalty of {{ 1 + 1 }} * applies.', approved_by: me}\n"
    path.write_text(f"{text}\n{own}", encoding="utf-8")
    contract = load(path)
    assert "A penalty of 2 * applies." in text_of(assemble(contract, clause_library()))
    assert [finding.id for finding in check(contract, clause_library())] == ["V50"]


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{% for x in range(10000000) %}x{% endfor %}",
        "{{ unknown_name }}",
        "{{ ref('no.such') }}",
        "{% if %}",
    ],
)
def test_hostile_wording_is_refused_with_its_place(tmp_path: Path, text: str) -> None:
    path = tmp_path / "spec.yaml"
    spec = (EXAMPLES / "minimal.yaml").read_text(encoding="utf-8")
    path.write_text(f'{spec}\nclauses:\n  gen.entire:\n    text: "{text}"\n', encoding="utf-8")
    with pytest.raises(LibraryError) as caught:
        assemble(load(path), clause_library())
    assert f"{path}:{spec.count(chr(10)) + 4}:" in str(caught.value)


def test_an_unknown_clause_gets_a_suggestion(tmp_path: Path) -> None:
    path = tmp_path / "spec.yaml"
    spec = (EXAMPLES / "minimal.yaml").read_text(encoding="utf-8")
    path.write_text(f"{spec}\nclauses:\n  rsk.caps: {{variant: customer}}\n", encoding="utf-8")
    with pytest.raises(AssemblyError, match=r"did you mean 'rsk\.cap'"):
        assemble(load(path), clause_library())


def test_values_print_as_they_are(tmp_path: Path) -> None:
    name = "A & B *Ltd* <i>|{{ 7*7 }}"
    path = changed(tmp_path, ("name: Maple Dental Group Inc.", f"name: '{name}'"), name="minimal")
    assert name in text_of(assemble(load(path), clause_library()))


def test_a_house_library_adds_a_clause(tmp_path: Path) -> None:
    (tmp_path / "gen.house.md").write_text(
        "---\nid: gen.house\ntitle: House rule\nschedule: main\norder: 990\nversion: 1\n"
        "since: 1.0.0\n---\n"
        "## text\n1. {{ Provider }} shall follow {{ ref('rsk.cap') }}.\n",
        encoding="utf-8",
    )
    library: Library = load_library(tmp_path)
    document = assemble(example("minimal"), library)
    number = section(document, "rsk.cap").number
    assert f"The Provider shall follow clause {number}." in text_of(document)


def test_the_medical_example_has_no_gap_and_every_term_on_health_information() -> None:
    document = assembled("medical", "customer")
    text = text_of(document)
    assert re.findall(r"\[[a-z][^\]]*\]", text) == []
    anchors = {one.anchor for one in document.walk()}
    assert {"dp.hipaa", "dp.india", "ind.health", "dp.abroad"} <= anchors
    assert "USD 8,444.70" in text


def test_the_medical_example_warns_of_its_certificate_alone() -> None:
    found = load_spec(str(EXAMPLES / "medical.yaml")).warnings
    assert [one.id for one in found] == ["V39"]


def test_a_draft_lists_what_it_assumes_and_a_clean_one_does_not() -> None:
    notes = section(assembled("support"), "assumptions")
    rows = [row.text for block in notes.blocks if isinstance(block, Table) for row in block.rows]
    assert any(
        "percentile" in row and "chat_response.percentile = nearest_rank" in row for row in rows
    )
    clean = assemble(example("support"), clause_library(), clean=True)
    assert not [one for one in clean.walk() if one.anchor == "assumptions"]
    assert "smallest measured value" in text_of(clean), "the clause itself prints the rule"


def test_a_custom_term_prints_in_its_schedule_with_its_parameters(tmp_path: Path) -> None:
    path = tmp_path / "spec.yaml"
    spec = (EXAMPLES / "minimal.yaml").read_text(encoding="utf-8")
    term = """
custom_terms:
  - schedule: 3
    title: Parking
    text: |
      {{ Provider }} shall keep {{ spaces }} parking spaces free, as {{ ref('fee.charges') }} says.

      They are free of charge.
    parameters: {spaces: four *big*}
    approved_by: General Counsel
"""
    path.write_text(spec + term, encoding="utf-8")
    document = assemble(load(path), clause_library())
    parking = section(document, "custom.term1")
    words = [block.text for block in parking.blocks if isinstance(block, Paragraph)]
    assert words[0].startswith("The Provider shall keep four *big* parking spaces free")
    assert [block.number for block in parking.blocks] == [
        f"{parking.number}.1",
        f"{parking.number}.2",
    ]
    charges = next(
        one for one in document.walk() if one.title == "Charges" and one.kind == "schedule"
    )
    assert charges.sections[-1].anchor == "custom.term1"
    assert parking.blocks[0].origin.spec[0].path == "custom_terms.0.parameters.spaces"


def test_a_custom_term_cannot_reach_outside_its_parameters(tmp_path: Path) -> None:
    path = tmp_path / "spec.yaml"
    spec = (EXAMPLES / "minimal.yaml").read_text(encoding="utf-8")
    path.write_text(
        spec + "\ncustom_terms: [{title: X, text: 'See {{ budget }}.'}]\n", encoding="utf-8"
    )
    with pytest.raises(LibraryError, match="'budget' is undefined"):
        assemble(load(path), clause_library())


@pytest.mark.parametrize(
    "path", sorted((EXAMPLES / "mechanisms").glob("*.yaml")), ids=lambda path: path.stem
)
def test_every_mechanism_builds_and_prints_its_own_numbers(path: Path) -> None:
    contract = load(path)
    text = text_of(assemble(contract, clause_library()))
    assert not re.search(r"\{\{|\bNone\b|Decimal\(|\(not used\)", text)
    charges = contract.get("pricing.charges") or {}
    for name, charge in charges.items():
        rates = [tier.rate for tier in charge.tiers] or [
            charge.rate or charge.amount or charge.total
        ]
        for rate in filter(None, rates):
            number = getattr(rate, "amount", getattr(rate, "value", None))
            assert number is None or f"{number:,}".rstrip("0").rstrip(".") in text, (name, rate)
