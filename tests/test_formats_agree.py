"""One contract gets the same verdicts in Word, PDF, Markdown and HTML."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from contract_kit.api import read, render, scan
from contract_kit.document import Cell, Document, Paragraph, Row, Run, Section, Table
from contract_kit.scan.engine import Checks
from contract_kit.scan.passages import passages
from contract_kit.scan.sets import alone
from tests.conftest import all_packs, assembled

NEARLY_ALL = 0.01
"""Share of verdicts that may differ: a trained model decides, and formats split text otherwise."""
FORMATS = ("docx", "pdf", "md", "html")
VENDOR = Path(__file__).parents[1] / "examples" / "vendor_agreement.docx"


@cache
def written(name: str) -> dict[str, Document]:
    """A contract as it is read from each format."""
    document = read(VENDOR) if name == "vendor" else assembled(name)
    return {one: read(render(document, one), f"{name}.{one}") for one in FORMATS}


def statuses(document: Document) -> dict[str, str]:
    (found,) = scan([document]).documents
    assert found.not_assessed is None
    return {one.id: one.status for one in found.requirements}


@pytest.mark.sampled(4)
@pytest.mark.parametrize("name", ["minimal", "support", "medical", "vendor"])
def test_a_contract_gets_the_same_verdicts_in_every_format(name: str) -> None:
    found = {one: statuses(document) for one, document in written(name).items()}
    first = found["docx"]
    assert first
    differing = {
        (kind, key): (value, first.get(key))
        for kind, those in found.items()
        for key, value in those.items()
        if value != first.get(key)
    }
    assert len(differing) <= NEARLY_ALL * sum(map(len, found.values()))
    assert {len(those) for those in found.values()} == {len(first)}


@pytest.mark.sampled(4)
@pytest.mark.parametrize("name", ["minimal", "support", "medical", "vendor"])
def test_the_patterns_find_the_same_in_every_format(name: str) -> None:
    packs = all_packs()
    first: dict[str, str] = {}
    for document in written(name).values():
        checks = Checks(alone("", document), packs)
        found = {each.id: checks.judge(each).status for p in packs for each in p.requirements}
        first = first or found
        assert found == first


def test_our_own_files_hold_nothing_to_be_told() -> None:
    for document in written("minimal").values():
        assert document.notices == ()


def lettered() -> Document:
    """A contract whose clauses and items have bare letters and figures for numbers."""
    items = (
        ("a", "pay the fees within thirty days of the date of each invoice"),
        ("b", "keep records of the calls for a year"),
        ("c", "say which invoices it disputes, and why"),
    )
    paragraphs = tuple(Paragraph((Run(text),), number, 2) for number, text in items)
    lead = Paragraph((Run("The Customer agrees that it shall, for as long as it is served:"),))
    refunds = Section(
        "Billing Times; No Refunds", "3", 2, blocks=(Paragraph((Run("Nothing is paid back."),)),)
    )
    return Document(
        "Services Agreement",
        (Section("Payment", "J", blocks=(lead, *paragraphs), sections=(refunds,)),),
    )


@pytest.mark.parametrize("format_", FORMATS)
def test_bare_letters_and_figures_stay_numbers(format_: str) -> None:
    again = read(render(lettered(), format_), f"a.{format_}")
    sections = [one for one in again.walk() if one.title != "Contents"]
    assert [(one.number, one.title) for one in sections if one.title] == [
        ("J", "Payment"),
        ("3", "Billing Times; No Refunds"),
    ]
    payment = next(one for one in sections if one.number == "J")
    blocks = [one for one in payment.blocks if isinstance(one, Paragraph)]
    assert [one.number for one in blocks] == ["", "a", "b", "c"]


@pytest.mark.parametrize("format_", FORMATS)
def test_an_annex_titled_in_small_letters_is_a_section(format_: str) -> None:
    text = (
        "Services Agreement\n\nAnnex 2 — Measures of the supplier (in short)\n\nLocks on doors.\n"
    )
    document = read(text.encode(), "a.txt")
    again = read(render(document, format_), f"a.{format_}")
    for one in (document, again):
        sections = [(o.kind, o.number, o.title) for o in one.walk()]
        assert ("schedule", "Annex 2", "Measures of the supplier (in short)") in sections


def test_a_sentence_that_begins_with_an_annex_is_no_heading() -> None:
    text = (
        "Services Agreement\n\nAnnex 2: Measures are set out by the supplier\n\nLocks on doors.\n"
    )
    assert not [one for one in read(text.encode(), "a.txt").walk() if one.kind == "schedule"]


@pytest.mark.parametrize("format_", FORMATS)
def test_the_number_of_an_annex_in_a_list_stays_a_number(format_: str) -> None:
    line = Paragraph((Run("Prices for all the services are in euro."),), "Annex 2", 1)
    document = Document("Agreement", (Section("Annexes", "1", blocks=(line,)),))
    again = read(render(document, format_), f"a.{format_}")
    blocks = [one for _, one in again.blocks() if isinstance(one, Paragraph)]
    assert blocks[-1].number == "Annex 2"


def test_a_list_of_schedules_is_no_outline_whatever_its_marks() -> None:
    text = (
        "# Services Agreement\n\n## Services\n\n## Fees\n\nThese belong to it:\n\n"
        "Schedule 1: Prices of the services (in euro)\n\n## Schedule 2: Places of work\n\n"
        "## Schedule 1: Prices of the services (in euro)\n\nAn hour costs five euro.\n"
    )
    schedules = [one for one in read(text.encode(), "a.md").walk() if one.number == "Schedule 1"]
    assert [len(one.blocks) for one in schedules] == [1]


@pytest.mark.parametrize("format_", FORMATS)
def test_a_bold_row_across_a_table_heads_the_rows_below(format_: str) -> None:
    def row(*texts: str, bold: bool = False) -> Row:
        cells = tuple(Cell((Paragraph((Run(text, bold=bold),)),), 3 - len(texts)) for text in texts)
        return Row(cells)

    table = Table(
        (
            row("Language of the calls", "English"),
            row("Hours of the service", "9 to 5"),
            row("Places of Work", bold=True),
            row("First place of the services", "Leeds"),
            row("Second place of the services", "York"),
        )
    )
    document = Document("Services Agreement", (Section("Key Facts", "1", blocks=(table,)),))
    found = passages(read(render(document, format_), f"a.{format_}"))
    paths = {one.text: one.path for one in found if " | " in one.text}
    assert "Places" not in paths["Hours of the service | 9 to 5"]
    assert paths["Second place of the services | York"].endswith("Places of Work")


def test_a_title_that_runs_along_on_every_page_is_read_once() -> None:
    paragraphs = tuple(Paragraph((Run(f"The Supplier shall do {n}. " * 40),)) for n in range(30))
    document = Document("Support Agreement", (Section("Services", "1", blocks=paragraphs),))
    again = read(render(document, "pdf"), "a.pdf")
    assert again.title == "Support Agreement"
    assert any("Support Agreement" in one for one in again.headers)


def test_a_colon_at_the_end_of_a_full_line_ends_the_paragraph() -> None:
    lines = (
        "This Services Agreement is made, on the date on which the last of them signs it, between:",
        "The Customer: Alpha Retail Limited, a company whose registered office is in Leeds, and",
        "the persons for whom it answers, who are together the customers of the other one, and so",
    )
    document = Document("A", (Section("", blocks=tuple(Paragraph((Run(o),)) for o in lines)),))
    again = read(render(document, "pdf"), "a.pdf")
    assert lines[0] in [one.text for _, one in again.blocks() if isinstance(one, Paragraph)]
