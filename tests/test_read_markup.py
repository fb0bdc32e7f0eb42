"""Markdown as GitHub shows it and HTML as a browser does."""

from contract_kit.document import Document, Paragraph, Run, Table
from contract_kit.read import read


def rows_of(document: Document) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for section in document.walk():
        if section.title or section.number:
            found.append((section.number, section.title))
        for block in section.blocks:
            if isinstance(block, Paragraph):
                found.append((block.number, block.text))
            else:
                found.extend(("row", row.text) for row in block.rows)
    return found


def md(text: str) -> list[tuple[str, str]]:
    return rows_of(read(text.encode(), "a.md"))


def html(text: str) -> list[tuple[str, str]]:
    return rows_of(read(text.encode(), "a.html"))


def test_front_matter_comments_and_admonitions_are_no_text():
    text = "---\ntitle: x\n---\n\n<!-- hidden -->\n:::note\nShown words.\n:::\n"
    assert md(text) == [("", "Shown words.")]


def test_headings_of_both_kinds():
    text = (
        "# Data Agreement\n\n## 1\\. Scope\n\nWords.\n\nFees\n----\n\nMore words.\n\n### 2.1"
        " Invoices ###\n\nLast words."
    )
    document = read(text.encode(), "a.md")
    assert document.title == "Data Agreement"
    assert [(s.level, s.number, s.title) for s in document.walk()] == [
        (1, "1", "Scope"),
        (1, "", "Fees"),
        (2, "2.1", "Invoices"),
    ]


def test_emphasis_links_code_tags_and_escapes():
    text = (
        r"The **Customer** [pays](http://x.y/z_(a)) *all* `fees` &amp; <span id='a'>costs</span>,"
        r" see <https://a.b> \* and [Name]."
    )
    document = read(text.encode(), "a.md")
    block = next(b for _, b in document.blocks())
    assert isinstance(block, Paragraph)
    assert block.text == "The Customer pays all fees & costs, see https://a.b * and [Name]."
    assert Run("Customer", bold=True) in block.runs
    assert Run("all", italic=True) in block.runs


def test_redactions_and_blanks_are_kept():
    assert md("The fee is [***] or [ * * * ] a month, signed by ________ for a_b_c.") == [
        ("", "The fee is [***] or [ * * * ] a month, signed by ________ for a_b_c.")
    ]


def test_nested_lists_are_numbered():
    text = (
        "1. First duty of the one party, as it is said here.\n    1. Part one of it, in lower"
        " case.\n    2. Part two of it.\n        a. Letter one of it.\n        b. Letter two of"
        " it.\n2. Second duty of the one party, as said here.\n- a point\n  - a point below\n"
    )
    assert md(text) == [
        ("1", "First duty of the one party, as it is said here."),
        ("1.1", "Part one of it, in lower case."),
        ("1.2", "Part two of it."),
        ("a", "Letter one of it."),
        ("b", "Letter two of it."),
        ("2", "Second duty of the one party, as said here."),
        ("", "a point"),
        ("", "a point below"),
    ]


def test_wrapped_lines_are_one_paragraph_and_numbered_lines_are_not():
    text = (
        "1.1 **Roles.** The Client is\nController of the data.\n1.2 **Purpose.** The data are"
        " needed.\n"
    )
    assert md(text) == [
        ("1.1", "Roles. The Client is Controller of the data."),
        ("1.2", "Purpose. The data are needed."),
    ]


def test_tables_with_spans_captions_and_breaks():
    text = (
        "*Levels*\n\n| Metric | Target |\n|---|---:|\n| Calls \\| mails | 95 %<br>a month |\n|"
        " Total ||\n"
    )
    table = next(b for _, b in read(text.encode(), "a.md").blocks())
    assert isinstance(table, Table)
    assert table.caption == "Levels"
    assert [[c.text for c in row.cells] for row in table.rows] == [
        ["Metric", "Target"],
        ["Calls | mails", "95 %\na month"],
        ["Total"],
    ]
    assert [row.head for row in table.rows] == [True, False, False]
    assert [column.align for column in table.columns] == ["left", "right"]
    assert table.rows[2].cells[0].span == 2


def test_html_drops_what_no_reader_sees():
    text = (
        "<html><head><title>T</title><style>p{}</style></head><body><script>x()</script><!-- no"
        " --><p style='display:none'>hidden</p><p hidden>hidden</p><p>Shown <b>words</b><br>of two"
        " lines.</p></body></html>"
    )
    assert html(text) == [("", "Shown words of two lines.")]


def test_html_headings_lists_and_numbers():
    text = (
        "<html><body><h1>Service Agreement</h1><h2>1. Scope</h2><ol><li>one duty<ol"
        " type='a'><li>part of it</li><li>other part</li></ol></li><li>second"
        " duty</li></ol><ul><li>a point</li></ul><h2>2. Fees</h2><p>None.</p></body></html>"
    )
    document = read(text.encode(), "a.html")
    assert document.title == "Service Agreement"
    assert rows_of(document) == [
        ("1", "Scope"),
        ("1", "one duty"),
        ("(a)", "part of it"),
        ("(b)", "other part"),
        ("2", "second duty"),
        ("", "a point"),
        ("2", "Fees"),
        ("", "None."),
    ]


def test_html_tables_and_layout_tables():
    text = (
        "<html><body><table><caption>Levels</caption><thead><tr><th>Metric</th><th"
        " colspan=2>Target</th></tr></thead><tr><td>Calls</td><td><p>80 %</p><p>a"
        " month</p></td><td>x</td></tr></table><table><tr><td><p>Only a"
        " frame.</p></td></tr></table></body></html>"
    )
    document = read(text.encode(), "a.html")
    tables = [b for _, b in document.blocks() if isinstance(b, Table)]
    assert [[c.text for c in row.cells] for row in tables[0].rows] == [
        ["Metric", "Target"],
        ["Calls", "80 %\na month", "x"],
    ]
    assert (tables[0].caption, tables[0].rows[0].head, tables[0].rows[0].cells[1].span) == (
        "Levels",
        True,
        2,
    )
    assert rows_of(document)[-1] == ("", "Only a frame.")


def test_preformatted_filings_are_read_as_plain_text():
    text = (
        "<html><body><pre>\nThe Supplier shall answer each call of the Customer within\ntwenty"
        " seconds.\n\n     (a)  calls\n</pre></body></html>"
    )
    assert html(text) == [
        ("", "The Supplier shall answer each call of the Customer within twenty seconds."),
        ("(a)", "calls"),
    ]


def test_windows_quotes_in_html_are_read():
    data = "<html><body><p>“Services” means £5.</p></body></html>".encode("cp1252")
    assert rows_of(read(data, "a.html")) == [("", "“Services” means £5.")]


def test_a_web_page_without_a_name_is_known_by_its_bytes():
    assert rows_of(read(b"<!DOCTYPE html><html><body><p>Words.</p></body></html>", "contract")) == [
        ("", "Words.")
    ]
