"""Kinds of text that were once read otherwise than they mean: each is a kind, not a file."""

from __future__ import annotations

import pytest

from contract_kit.read import read as read_file
from contract_kit.scan import guards
from contract_kit.scan.defined import stand_for_personal_data
from contract_kit.scan.parties import parties
from contract_kit.scan.passages import Passage, passages
from contract_kit.scan.plaintext import document
from contract_kit.scan.sentences import sentences


def read(text: str) -> list[Passage]:
    return passages(document(text))


@pytest.mark.parametrize(
    "text",
    [
        "This is made with Alpha Solutions Pvt. Ltd. and Beta Pte. Ltd. of Singapore.",
        "The fee is Rs. 5,000 a month.",
        "Its seat is at 12 Ocean Hwy. Suite 4, Miami.",
        "The parties are Mr. Smith and Dr. Jones, and Messrs. Brown.",
        "Alpha N.V. Rotterdam and Beta S.A. Paris agree.",
    ],
)
def test_an_abbreviation_ends_no_sentence(text: str) -> None:
    assert len(sentences(text)) == 1


@pytest.mark.parametrize(
    "begin",
    [
        "# Background\nAlpha runs a shop.\nIT IS AGREED:",
        "# WHEREAS:\nAlpha runs a shop.\nNOW, THEREFORE, the parties agree as follows:",
        "# Recitals\n(A) Alpha runs a shop.\nThe parties hereby agree:",
        "# Recitals\n(A) Alpha runs a shop.\n1. Beta shall answer calls.",
        "WHEREAS Alpha runs a shop;\nThe parties agree as follows:",
    ],
)
def test_recitals_end_where_the_agreement_begins(begin: str) -> None:
    found = read(f"{begin}\nThis Agreement is governed by the laws of Ireland.")
    assert found[-1].kind == "body"
    assert any(one.kind == "recital" for one in found)


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("the supplier does not warrant that a) it runs; or b) errors are corrected", True),
        ("the supplier shall not: (a) sell data; or (b) share data", True),
        ("the supplier warrants that a) it runs; or b) errors are corrected", False),
    ],
)
def test_a_denied_lead_in_denies_its_items(text: str, denied: bool) -> None:
    place = text.rfind("corrected" if "corrected" in text else "share")
    assert guards.denied(text, place, place + 5) is denied


@pytest.mark.parametrize("box", ["☐", "□", "[ ]", "( )"])
def test_a_box_that_nobody_ticked_is_no_evidence(box: str) -> None:
    found = read(f"{box} The Supplier shall not subcontract.\n☒ The Supplier may subcontract.")
    assert [one.kind for one in found] == ["unticked", "body"]


@pytest.mark.parametrize(
    "note",
    [
        "[Insert the categories of data, such as names]",
        "[Tailor for each vendor: names, contact details]",
        "[Drafting note: list names and e-mail addresses]",
        "[to be completed: names]",
    ],
)
def test_a_note_to_the_drafter_is_a_blank(note: str) -> None:
    (found,) = read(f"Categories of personal data: {note}.")
    assert "names" not in found.own.text
    assert len(found.own.text) == len(found.text)
    assert "names" in found.text


def test_words_in_brackets_that_are_no_note_stay() -> None:
    (found,) = read("The Supplier shall notify [without delay] the Customer.")
    assert "[without delay]" in found.own.text


def test_a_label_names_the_paragraph_below_it() -> None:
    found = read("Categories of data subjects whose personal data is transferred\nOur callers.")
    assert [one.kind for one in found] == ["heading", "body"]
    assert found[1].headings[-1].startswith("Categories of data subjects")


def test_a_label_with_its_value_is_no_heading() -> None:
    found = read("6. General\n6.1 Governing Law: State of New York.")
    assert found[-1].kind == "body"


@pytest.mark.parametrize(
    "definition",
    [
        "“Covered Data” means any personal information that the Customer gives to the Supplier.",
        "The Supplier handles personal data of callers (together, the “Covered Data”).",
    ],
)
def test_a_defined_term_stands_for_what_defines_it(definition: str) -> None:
    found = read(f"{definition}\nThe Supplier shall not sell Covered Data to others.")
    assert found[-1].own.text == "The Supplier shall not sell Covered personal Data to others."
    assert found[-1].text == "The Supplier shall not sell Covered Data to others."
    end = found[-1].own.text.index(" to others")
    assert found[-1].text[found[-1].place(end) :] == " to others."


@pytest.mark.parametrize(
    "text",
    [
        "“Usage Data” means data on the use of the service, excluding personal data.",
        "“Public Information” means information that is not personal information.",
        "The word “Data” is used with personal data in mind.",
    ],
)
def test_a_term_that_is_not_personal_data_stands_for_itself(text: str) -> None:
    assert not stand_for_personal_data([text])


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("“You” means the seller. You shall not charge us.", "provider"),
        ("Alpha Ltd, the Supplier (“you”), agrees. You shall answer.", "provider"),
        ("“You” means the customer. You shall pay.", "customer"),
        ("We answer your calls. You shall pay.", "customer"),
    ],
)
def test_who_you_are_the_document_says(text: str, side: str) -> None:
    named = parties(read(text))
    (last,) = [one for one in named.mentions(text) if text[one.start : one.end] == "You"][-1:]
    assert last.side == side


@pytest.mark.parametrize(
    ("text", "permitted"),
    [
        ("the processor may use others and remains responsible for them", False),
        ("the processor may use others and is responsible for them", False),
        ("the processor may use others and hold them responsible for it", True),
    ],
)
def test_may_governs_one_verb(text: str, permitted: bool) -> None:
    assert guards.permitted(text, text.index("responsible")) is permitted


def test_places_are_named_as_the_contract_shows_them() -> None:
    text = (
        "# Services Agreement\n\n## 5. Data\n\n5.2 The Supplier shall:\n\n(a) keep it; and\n\n"
        "(b) do the following:\n\n(i) one;\n\n(ii) two.\n\n5.3 It reports.\n\n# Annex A\n\n"
        "## 12. Audits\n\n12.1 The Customer may audit the Supplier.\n\nNotes follow here.\n"
    )
    found = passages(read_file(text.encode(), "a.md"))
    assert [one.section for one in found if one.kind != "heading"] == [
        *("5.2", "5.2(a)", "5.2(b)", "5.2(b)(i)", "5.2(b)(ii)", "5.3"),
        *("Annex A, 12.1", "Annex A, 12.1"),
    ]


DUTY = "The Provider shall notify the Customer of any breach within one day."


@pytest.mark.parametrize(
    "text",
    [
        f"The following clause is deleted and shall not apply: Notice: {DUTY}",
        f"The following provision is of no effect. {DUTY}",
        f"The clause below has been struck out: {DUTY}",
        f"The parties have removed the following clause from this Agreement: {DUTY}",
        f"[Intentionally omitted] {DUTY}",
        f"Not applicable: {DUTY}",
        f"{DUTY} This clause shall not apply.",
        f"{DUTY} The foregoing sentence is deleted.",
    ],
)
def test_a_clause_that_is_said_to_be_deleted_states_nothing(text: str):
    assert all(one.kind == "deleted" for one in passages(document(text)))


@pytest.mark.parametrize(
    "text",
    [
        f"Clause 3 is deleted and replaced by the following: {DUTY}",
        f"The following clause is deleted and replaced as follows: {DUTY}",
        f"Clause 7 is deleted. {DUTY}",
        f"This clause does not apply to public data. {DUTY}",
        f"This clause shall not apply if the law forbids it. {DUTY}",
        f"The data is deleted. {DUTY}",
        f"[Intentionally omitted] 3.2 {DUTY}",
    ],
)
def test_a_clause_that_replaces_another_or_excepts_something_stands(text: str):
    assert all(one.kind == "body" for one in passages(document(text)))
