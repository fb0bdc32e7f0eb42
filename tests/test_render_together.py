"""What is read together stands together: words of a cell, lead-ins, tables, signature blocks."""

from __future__ import annotations

import re

import pytest

from contract_kit.document import (
    Cell,
    Column,
    Cover,
    Document,
    Paragraph,
    Party,
    Row,
    Run,
    Section,
    Table,
)
from contract_kit.render import docx, pdf
from contract_kit.render.columns import Want, broken, joined, share
from contract_kit.render.leads import leads
from tests.test_render_pages import pages
from tests.word_samples import W, part

LINES = range(28, 46, 3)


def text(words: str, number: str = "", level: int = 0, **more: object) -> Paragraph:
    return Paragraph((Run(words),), number, level, **more)  # type: ignore[arg-type]


def row(*words: str, head: bool = False) -> Row:
    return Row(tuple(Cell((text(word),)) for word in words), head)


def block(name: str) -> Table:
    head = Row((Cell((text(f"For {name}"),), 2),), head=True)
    lines = (row(f"{line} of {name}", "") for line in ("Signature", "Name", "Title", "Date"))
    return Table((head, *lines))


def signed(lines: int, *names: str, compact: bool = True) -> Document:
    """Paragraphs, then what is signed, in a document whose sections run on."""
    above = tuple(text("A line of the agreement.", f"1.{n}", 1) for n in range(lines))
    signing = (text("Signed by the parties."), *map(block, names))
    return Document(
        "T",
        (
            Section("Terms", "1", blocks=above),
            Section("Signatures", kind="signature", blocks=signing),
        ),
        Cover(parties=(Party("Customer", "Acme Ltd"), Party("Provider", "Bolt Ltd"))),
        compact=compact,
    )


def letters(word: str) -> float:
    """A width for each letter."""
    return float(len(word))


@pytest.mark.parametrize("lines", LINES)
def test_what_is_signed_stands_on_one_page_with_its_heading(lines: int) -> None:
    found = pages(pdf.render(signed(lines, "A", "B")))
    holding = [page for page in found if "Signature of" in page]
    assert len(holding) == 1
    assert "Signed by the parties." in holding[0]
    assert re.search(r"^Signatures\r?$", holding[0], re.MULTILINE)


def test_a_block_to_sign_is_never_torn_where_not_all_fit_on_a_page() -> None:
    names = [f"signer-{letter}" for letter in "abcdefghij"]
    found = [" ".join(page.split()) for page in pages(pdf.render(signed(30, *names)))]
    for name in names:
        assert [page.count(f"of {name}") for page in found if name in page] == [4]
    first = next(page for page in found if "Signed by the parties." in page)
    assert "For signer-a" in first


def kept(node) -> bool:
    found = node.find(f"{W}pPr/{W}keepNext")
    style = node.find(f"{W}pPr/{W}pStyle").get(W + "val")
    if found is None:
        return style in ("CKSign", "CKHeading1")
    return found.get(W + "val") != "0"


@pytest.mark.parametrize(("count", "whole"), [(2, True), (9, False)])
def test_word_keeps_blocks_to_sign_together_where_they_fit(count: int, whole: bool) -> None:
    document = signed(3, *(f"S{n}" for n in range(count)))
    body = list(part(docx.render(document)).find(W + "body"))
    at = next(n for n, one in enumerate(body) if "Signed by" in "".join(one.itertext()))
    assert kept(body[at])
    tables = [n for n, one in enumerate(body) if n > at and one.tag == W + "tbl"]
    assert len(tables) == count
    for n in tables[:-1]:
        assert all(kept(one) for one in body[n].iter(W + "p")) == whole
        assert kept(body[n + 1]) == whole
    last = [kept(one) for one in body[tables[-1]].iter(W + "p")]
    assert last[:-2] == [True] * (len(last) - 2)
    assert last[-2:] == [False, False]


@pytest.mark.parametrize("style", ["(a)", "•", ""])
@pytest.mark.parametrize("lines", LINES)
def test_a_lead_in_stays_with_what_follows_whatever_its_last_sign(lines: int, style: str) -> None:
    follows: tuple[Paragraph | Table, ...] = tuple(
        text(f"Member {n} of the list", "(a)", 2) for n in range(4)
    )
    if style == "•":
        follows = tuple(text(f"Member {n}", style="bullet", level=1) for n in range(4))
    if not style:
        follows = (Table(tuple(row(f"Member {n}", "x") for n in range(4)), caption="Caption"),)
    above = tuple(text("A line.", f"1.{n}", 1) for n in range(lines))
    blocks = (*above, text("The members are listed here.", "1.99", 1), *follows)
    found = pages(pdf.render(Document("T", (Section("S", "1", blocks=blocks),))))
    assert [page for page in found if "listed here" in page and "Member 0" in page]


def test_what_leads() -> None:
    table = Table((row("a"),))
    clause, inner = text("Said.", "1.1", 1), text("Said.", "(a)", 2)
    bullet, note = text("Said.", style="bullet", level=1), text("Said.", style="note")
    assert leads((clause, table), 0)
    assert leads((clause, inner), 0)
    assert leads((clause, bullet), 0)
    assert leads((text("So:"), clause), 0)
    assert leads((text("Caption", style="caption"), clause), 0)
    assert not leads((clause, clause), 0)
    assert not leads((bullet, bullet), 0)
    assert not leads((text("Said."), clause), 0)
    assert not leads((note, table), 0)
    assert not leads((table, clause), 0)
    assert not leads((clause,), 0)


def test_word_keeps_a_lead_in_that_ends_with_a_full_stop() -> None:
    blocks = (text("Plain.", "1.1", 1), text("The list.", "1.2", 1), Table((row("a", "b"),)))
    root = part(docx.render(Document("T", (Section("S", "1", blocks=blocks),))))
    found = {
        "".join(one.itertext(W + "t")): one.find(f"{W}pPr/{W}keepNext") is not None
        for one in root.iter(W + "p")
    }
    assert (found["Plain."], found["The list."]) == (False, True)


def test_a_long_table_begins_with_two_rows_below_its_head() -> None:
    for lines in range(20, 40):
        above = tuple(text("A line.", f"1.{n}", 1) for n in range(lines))
        table = Table((row("Head", "x", head=True), *(row(f"Row {n}.", "y") for n in range(20))))
        found = pages(pdf.render(Document("T", (Section("S", "1", blocks=(*above, table)),))))
        counts = [page.count("Row ") for page in found if "Row " in page]
        assert sum(counts) == 20
        assert min(counts) > 1


def test_a_long_table_fills_the_page_that_it_begins_on() -> None:
    above = tuple(text("A line.", f"1.{n}", 1) for n in range(22))
    table = Table((row("Head", "x", head=True), *(row(f"Row {n}.", "y") for n in range(13))))
    found = pages(pdf.render(Document("T", (Section("S", "1", blocks=(*above, table)),))))
    assert len([page for page in found if "Row " in page]) == 2


WORDS = ("America/New_York", "HYDERABAD-SECUNDERABAD", "incomprehensibilities", "clearinghouse")


@pytest.mark.parametrize("shares", [(1, 1, 1, 9), (1, 1, 1, 1)])
def test_words_of_a_cell_are_whole_where_the_table_has_room(shares: tuple[int, ...]) -> None:
    rows = (row(*WORDS[:3], f"{WORDS[3]} " * 30), row("a", "b", "c", "organisational measures"))
    columns = tuple(Column(one) for one in shares)
    table = Table((row("Zone", "Town", "Word", "Text", head=True), *rows), columns)
    found = "".join(pages(pdf.render(Document("T", (Section("S", "1", blocks=(table,)),)))))
    assert all(word in found for word in WORDS)
    assert "\ufffe" not in found


def test_a_word_too_wide_for_its_cell_breaks_after_a_stroke() -> None:
    assert broken("see one/two_three now", 6, letters) == "see one/\ntwo_\nthree now"
    assert broken("see one/two now", 9, letters) == "see one/two now"
    paths = tuple("service_levels.metrics/abandonment_rate.minimum" for _ in range(4))
    found = "".join(
        pages(pdf.render(Document("T", (Section("S", "1", blocks=(Table((row(*paths),)),)),))))
    )
    lines = {line for line in found.replace("\r", "").split("\n") if line}
    assert not [line for line in lines if re.search(r"metrics$|abandonm$|servi$", line)]


def test_amounts_and_bounds_of_a_cell_are_one_word() -> None:
    assert joined("USD 46,000.00 or EUR -5") == "USD\u00a046,000.00 or EUR\u00a0-5"
    assert joined("at least 97%, at most [6%]") == "at\u00a0least\u00a097%, at\u00a0most\u00a0[6%]"
    assert joined("SLA met, at least once") == "SLA met, at least once"
    table = Table((row("Fee", "USD 46,000.00"),))
    document = Document("T", (Section("S", "1", blocks=(text("USD 1.00"), table)),))
    words = "".join(part(docx.render(document)).itertext(W + "t"))
    assert "USD\u00a046,000.00" in words
    assert "USD 1.00" in words


def test_widths_give_words_their_room_and_texts_the_rest() -> None:
    wants = (Want(50, 50, 60), Want(40, 40, 900), Want(90, 40, 90))
    for shares in ((1, 1, 1), (8, 1, 1)):
        widths = share(400, shares, wants)
        assert sum(widths) == pytest.approx(400)
        assert all(width >= one.word - 0.01 for width, one in zip(widths, wants, strict=True))
        assert widths[1] > widths[2]
    narrow = share(150, (1, 1, 1), wants)
    assert sum(narrow) == pytest.approx(150)
    assert narrow[2] >= 40
    assert sum(share(60, (1, 2, 3), wants)) == pytest.approx(60)
    assert share(100, (1, 3), (Want(0, 0, 0), Want(0, 0, 0))) == pytest.approx([25, 75])


def short() -> Document:
    sections = tuple(
        Section(f"Part {n}", f"Schedule {n}", kind="schedule", blocks=(text("Said.", "1.1", 1),))
        for n in (1, 2)
    )
    terms = Section("Key terms", kind="key_terms", blocks=(Table((row("Term", "24 months"),)),))
    return Document("Short", (terms, *sections), signed(1, "A").cover, compact=True)


def test_the_short_form_names_the_parties_and_lists_its_contents_in_both_formats() -> None:
    first = pages(pdf.render(short()))[0]
    words = "".join(part(docx.render(short())).itertext(W + "t"))
    for wanted in ("Acme Ltd", "Bolt Ltd", "Contents", "Part 2"):
        assert wanted in first
        assert wanted in words


def test_a_schedule_that_runs_on_stands_off_the_text_above() -> None:
    root = part(docx.render(short()))
    heads = [
        one
        for one in root.iter(W + "p")
        if (style := one.find(f"{W}pPr/{W}pStyle")) is not None
        and style.get(W + "val") in ("CKSchedule", "CKScheduleTyped")
    ]
    assert len(heads) == 2
    for one in heads:
        assert one.find(f"{W}pPr/{W}pageBreakBefore").get(W + "val") == "0"
        assert int(one.find(f"{W}pPr/{W}spacing").get(W + "before")) >= 480
        order = [child.tag.removeprefix(W) for child in one.find(W + "pPr")]
        assert order.index("pageBreakBefore") < order.index("spacing")
