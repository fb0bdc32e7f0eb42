"""Passages: sentences, lists, headings, recitals, definitions, contents, tables, context."""

from __future__ import annotations

import pytest

from contract_kit.document import (
    Cell,
    Document,
    Origin,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
)
from contract_kit.scan.passages import Passage, context, passages
from contract_kit.scan.plaintext import document
from contract_kit.scan.sentences import sentences


def read(text: str) -> list[Passage]:
    return passages(document(text))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The Processor shall comply with Art. 28 GDPR. It keeps records.", 2),
        ("It uses several tools, e.g. AES-256. Keys are rotated.", 2),
        ("Invoice No. 12 is due. Pay it.", 2),
        ("1.2. The Provider shall act. The Customer pays.", 2),
        ("Acme Inc. shall act on instructions.", 1),
        ("This is made with Acme Ltd. The parties agree.", 2),
        ("See Sec. 4.2 and cl. 5 of the Agreement.", 1),
        ("Is it safe? Yes.", 2),
        ("The Client may leave on 30 days' notice; either party may leave for breach.", 2),
        ("The Provider shall keep the records; however, the Client shall pay for them.", 2),
        ("The Provider shall keep the records; provided that the Client shall pay.", 1),
        ("If the Provider is late; the Client may leave.", 1),
        ("Each party shall: keep the records safe; the Provider shall report.", 1),
        ("The Provider keeps records of calls; mails; letters.", 1),
    ],
)
def test_sentences_survive_abbreviations_and_numbers(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_passages_are_word_for_word_with_offsets() -> None:
    text = "First sentence here.  Second “sentence” here."
    found = read(text)
    assert [one.text for one in found] == ["First sentence here.", "Second “sentence” here."]
    assert [text[one.start : one.end] for one in found] == [one.text for one in found]


def test_items_carry_their_lead_in_and_the_list_ends() -> None:
    found = read(
        "The Supplier shall:\n(a) keep the data safe; and\n(b) report breaches.\nThe fee is due."
    )
    assert [one.lead for one in found] == ["", "The Supplier shall:", "The Supplier shall:", ""]
    assert found[1].clause == found[0].clause != found[3].clause


def test_sub_clauses_below_a_lead_in_are_items_and_the_next_clause_is_not() -> None:
    found = read("2.2 Customer shall:\n2.2.1 pay; and\n2.2.2 help.\n2.3 Provider shall act.")
    assert [bool(one.lead) for one in found] == [False, True, True, False]


def test_a_long_sentence_is_cut_at_its_inline_items() -> None:
    filler = "with all the care that a diligent provider of such services would take in such a case"
    text = (
        f"The Provider shall, {filler} and {filler} and {filler}: (a) encrypt the data, {filler};"
        f" (b) keep logs, {filler}; and (c) test its backups, {filler}."
    )
    found = read(text)
    assert len(found) == 4
    assert found[2].text.startswith("(b) keep logs")
    assert found[2].lead.startswith("The Provider shall")


def test_run_in_and_marked_headings_become_headings() -> None:
    found = read("2.1 Confidentiality. All staff are bound to secrecy.")
    assert [one.kind for one in found] == ["heading", "body"]
    assert found[1].headings == ("2.1 Confidentiality.",)
    lines = tuple(Paragraph((Run(text),)) for text in ("## 3. Security", "We encrypt data."))
    marked = passages(Document("", (Section("", blocks=lines),)))
    assert [one.kind for one in marked] == ["heading", "body"]
    assert marked[1].headings == ("Security",)


def test_a_short_line_above_bullets_is_their_heading() -> None:
    found = read("Types of data\n- Name\n- E-mail")
    assert [one.kind for one in found] == ["heading", "body", "body"]
    assert found[2].headings == ("Types of data",)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("WHEREAS the Provider shall notify breaches;", "recital"),
        ("# Recitals\nThe Provider shall notify breaches.", "recital"),
        ("“Breach” means a loss that must be notified.", "definition"),
        ("Terms used here shall have the same meaning as in the GDPR.", "definition"),
        ("Personal data breaches ........ 12", "contents"),
        ("# Contents\n8 Breaches", "contents"),
        ("The Provider shall notify breaches.", "body"),
    ],
)
def test_what_binds_nobody_is_told_apart(text: str, kind: str) -> None:
    assert read(text)[-1].kind == kind


def test_the_dots_of_an_entry_of_the_contents_end_no_sentence() -> None:
    found = read("# Contents\n1. Breaches . . . . . . . . . . . . . . . . . . . . 12")
    assert [one.kind for one in found] == ["heading", "contents"]


def test_recitals_end_where_the_agreement_begins() -> None:
    found = read("WHEREAS A is a shop;\nIT IS AGREED as follows:\nThe Provider shall act.")
    assert [one.kind for one in found] == ["recital", "body", "body"]


def test_a_table_row_has_its_head_as_lead_in_and_its_place() -> None:
    def row(*texts: str, head: bool = False, ordinal: int = 1) -> Row:
        cells = tuple(Cell((Paragraph((Run(text),)),)) for text in texts)
        return Row(cells, head, Origin(page=3, paragraph=ordinal))

    table = Table((row("Name", "Country", head=True), row("Acme", "Spain", ordinal=2)))
    found = passages(Document("", (Section("Sub-processors", "5", blocks=(table,)),)))
    assert [one.kind for one in found] == ["heading", "heading", "row"]
    last = found[-1]
    assert (last.text, last.lead) == ("Acme | Spain", "Name | Country")
    assert (last.section, last.page, last.paragraph) == ("5", 3, 2)


def test_a_cell_alone_in_its_row_is_read_sentence_by_sentence() -> None:
    paragraphs = (Paragraph((Run("Cover"),)), Paragraph((Run("We act. You pay."),)))
    table = Table((Row((Cell(paragraphs, 2),)), Row((Cell(paragraphs[:1]), Cell(paragraphs[1:])))))
    found = passages(Document("", (Section("Key terms", blocks=(table,)),)))[1:]
    assert [one.text for one in found] == [
        "Cover",
        "We act.",
        "You pay.",
        "Cover | We act. You pay.",
    ]
    assert {one.kind for one in found} == {"row"}


def test_a_sentence_on_the_meaning_of_words_leaves_the_others_binding() -> None:
    found = read("Capitalized terms have the meanings given below. The Provider shall act.")
    assert [one.kind for one in found] == ["definition", "body"]


def test_context_is_the_clause_and_its_heading() -> None:
    found = read("# Audits\nWe give information. You may inspect.\nSomething else.")
    assert context(found[1], found) == "Audits  We give information. You may inspect."


def test_a_long_row_is_read_sentence_by_sentence_under_its_first_cell() -> None:
    clause = "The Provider shall act with care. " * 20 + "The Customer pays."
    cells = tuple(Cell((Paragraph((Run(text),)),)) for text in ("Duties", clause))
    table = Table((Row(cells, origin=Origin(page=3, paragraph=2)),))
    found = passages(Document("", (Section("Cover", blocks=(table,)),)))[1:]
    assert (found[-1].text, found[-1].headings) == ("The Customer pays.", ("Cover", "Duties"))
    assert {(one.kind, one.paragraph, one.clause) for one in found} == {("row", 2, found[0].clause)}
    assert len(found) == 21
