"""Headings that nothing but their words and what stands below them tells apart; definitions end."""

from __future__ import annotations

import pytest

from contract_kit.document import Document
from contract_kit.read import read
from contract_kit.scan.passages import Passage, passages

DUTY = "The Supplier shall keep the records of each month for six years."


def titles(text: str) -> list[str]:
    return [one.title for one in document(text).walk() if one.title]


def document(text: str) -> Document:
    return read(text.encode(), "contract.txt")


def read_passages(text: str) -> list[Passage]:
    return passages(document(text))


@pytest.mark.parametrize(
    "lines",
    [
        "3. Roles of the parties\n\n3.1 {duty}",
        "1 Roles of the parties\n\n1.1. {duty}",
        "3. Roles of the parties\n\n{duty}",
        "Article 3 – Roles of the parties\n\n3.1 {duty}",
        "Article 3 – Roles of the parties\n\n{duty}",
        "3.2 Roles of the parties\n\n3.2.1 {duty}",
        "Roles of the Parties\n\n{duty}",
    ],
)
def test_plain_words_above_their_first_part_or_a_sentence_are_a_heading(lines: str) -> None:
    assert "Roles of the parties" in [one.capitalize() for one in titles(lines.format(duty=DUTY))]


@pytest.mark.parametrize(
    "lines",
    [
        "1. Names of the callers\n\n2. Numbers of the callers\n\n{duty}",
        "1. Names of the callers\n\n2. {duty}",
        "The Supplier keeps\n\n{duty}",
        "Records are kept\n\n{duty}",
        "Customer data uploaded under\n\n{duty}",
        "names of the callers\n\n{duty}",
        "Names of the callers;\n\n{duty}",
        "Some words of small letters\n\n{duty}",
        "Law of the State: Ohio\n\n{duty}",
        "Roles of the Parties\n\nOther short words",
        "Roles of the Parties",
    ],
)
def test_items_of_lists_sentences_and_other_lines_are_no_headings(lines: str) -> None:
    assert titles(lines.format(duty=DUTY)) == []


@pytest.mark.parametrize(
    "after",
    [
        "3. Roles of the parties\n\n3.1 {duty}",
        "2.2 {duty}",
        "Roles of the Parties\n\n{duty}",
        "{duty}",
    ],
)
def test_a_duty_below_definitions_is_none(after: str) -> None:
    text = f"1. Definitions\n\n1.1 “Breach” means a loss of data.\n\n{after.format(duty=DUTY)}"
    assert [one.kind for one in read_passages(text) if DUTY in one.text] == ["body"]


@pytest.mark.parametrize(
    "text",
    [
        "“Breach” means a loss that shall be told.",
        "Breach: any loss of data, which the Supplier shall tell.",
        "Words in the singular shall include the plural.",
        "References to a clause shall be read as references to a clause of this agreement.",
        "Terms in capitals shall have the meaning given below.",
        "Control means the power by which somebody may direct a company.",
        "Any loss of data, however it came about.",
    ],
)
def test_what_words_mean_is_a_definition(text: str) -> None:
    found = read_passages(f"1. Definitions\n\n1.1 “Data” means data.\n\n1.2 {text}")
    assert found[-1].kind == "definition"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Background", "recital"),
        ("Background and purpose", "recital"),
        ("Recitals", "recital"),
        ("Background checks", "body"),
        ("Background and scope", "body"),
        ("Background screening of staff", "body"),
    ],
)
def test_a_title_heads_recitals_or_a_clause(title: str, kind: str) -> None:
    found = read_passages(
        f"1. {title}\n\nThe Supplier looks into the past of each member of staff."
    )
    assert found[-1].kind == kind
