"""Word files made here part by part, read back with their numbers, changes, tables and notes."""

import pytest

from contract_kit.document import Document, Paragraph, Table
from contract_kit.errors import UnreadableError
from contract_kit.ooxml.package import open_package
from contract_kit.ooxml.paragraphs import units
from contract_kit.read import read
from tests.word_files import docx, p, r


def level(at: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText'
        f' w:val="{text}"/></w:lvl>'
    )


LEGAL = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "decimal", "%1.")
    + level(1, "decimal", "%1.%2")
    + level(2, "lowerLetter", "(%3)")
    + level(3, "lowerRoman", "(%4)")
    + "</w:abstractNum>"
)
NUM = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'


def shown(data: bytes) -> list[tuple[str, str]]:
    return rows_of(read(data, "a.docx"))


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


def numbers(body: str, numbering: str = LEGAL + NUM, **parts: str) -> list[str]:
    return [number for number, _ in shown(docx(body, numbering=numbering, **parts))]


def test_automatic_numbers_are_restored():
    body = "".join(
        p("Sentence that is long enough to be no heading at all, is it not.", num="1", level=at)
        for at in (0, 1, 1, 2, 2, 3, 3, 2, 1, 2, 0, 1)
    )
    assert numbers(body) == [
        "1",
        "1.1",
        "1.2",
        "(a)",
        "(b)",
        "(i)",
        "(ii)",
        "(c)",
        "1.3",
        "(a)",
        "2",
        "2.1",
    ]


def test_a_new_list_of_the_same_definition_goes_on_unless_it_overrides_its_start():
    lists = (
        LEGAL + NUM + '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num><w:num'
        ' w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride'
        ' w:val="7"/></w:lvlOverride></w:num>'
    )
    body = "".join(p("Text of a paragraph, in lower case.", num=num) for num in "11233")
    assert numbers(body, lists) == ["1", "2", "3", "7", "8"]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("upperRoman", ["I", "II", "III"]),
        ("lowerLetter", ["a", "b", "c"]),
        ("upperLetter", ["A", "B", "C"]),
        ("decimalZero", ["01", "02", "03"]),
        ("ordinal", ["1st", "2nd", "3rd"]),
        ("cardinalText", ["One", "Two", "Three"]),
        ("ordinalText", ["First", "Second", "Third"]),
        ("none", ["", "", ""]),
    ],
)
def test_number_formats(form, expected):
    lists = f'<w:abstractNum w:abstractNumId="0">{level(0, form, "%1.")}</w:abstractNum>{NUM}'
    assert (
        numbers("".join(p("Text of a paragraph, in lower case.", num="1") for _ in range(3)), lists)
        == expected
    )


def number_text(text: str, form: str = "decimal", look: str = "") -> str:
    """A numbering part of one list whose numbers print this text."""
    level = (
        f'<w:lvl w:ilvl="0"><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>'
        f"<w:rPr>{look}</w:rPr></w:lvl>"
    )
    return (
        f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (
            number_text("%1. The following clause is deleted:"),
            "The following clause is deleted: ",
        ),
        (number_text("%1. Not applicable:"), "Not applicable: "),
        (number_text("The following is void:", "bullet"), "The following is void: "),
        (number_text("Schedule %1 - Part"), ""),
        (number_text("o", "bullet"), ""),
        (number_text("%1. The following clause is deleted:", look="<w:vanish/>"), ""),
        (number_text("It is met as follows:", look='<w:color w:val="FFFFFF"/>'), ""),
    ],
)
def test_words_that_a_list_prints_are_read_where_they_are_seen(numbers: str, expected: str):
    document = read(docx(p("The Provider pays.", num="1"), numbering=numbers), "a.docx")
    block = document.sections[0].blocks[0]
    assert isinstance(block, Paragraph)
    assert block.text == expected + "The Provider pays."
    assert bool(document.notices) == ("w:rPr><w:" in numbers)


def test_legal_numbering_prints_roman_parents_as_figures():
    lists = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "upperRoman", "Article %1")
        + level(1, "decimal", "%1.%2", "<w:isLgl/>")
        + f"</w:abstractNum>{NUM}"
    )
    body = p("Fees", num="1") + p("The Customer pays the fees, as agreed.", num="1", level=1)
    assert numbers(body, lists) == ["Article I", "1.1"]


def test_a_level_that_never_restarts():
    lists = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "decimal", "%1.")
        + level(1, "decimal", "Rule %2", '<w:lvlRestart w:val="0"/>')
        + f"</w:abstractNum>{NUM}"
    )
    body = "".join(
        p("Text of a paragraph, in lower case.", num="1", level=at) for at in (0, 1, 0, 1)
    )
    assert numbers(body, lists) == ["1", "Rule 1", "2", "Rule 2"]


def test_numbers_that_come_with_a_style():
    lists = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "decimal", "%1.", '<w:pStyle w:val="A"/>')
        + level(1, "decimal", "%1.%2", '<w:pStyle w:val="B"/>')
        + f"</w:abstractNum>{NUM}"
    )
    style = (
        '<w:style w:type="paragraph" w:styleId="{}"><w:name'
        ' w:val="{}"/>{}<w:pPr>{}</w:pPr></w:style>'
    )
    listed = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    styles = (
        style.format("A", "Clause", "", listed)
        + style.format("B", "Sub", "", listed)
        + style.format("C", "Sub indented", '<w:basedOn w:val="B"/>', "")
        + style.format(
            "D", "Unnumbered", '<w:basedOn w:val="B"/>', '<w:numPr><w:numId w:val="0"/></w:numPr>'
        )
    )
    body = "".join(p("Text of a paragraph, in lower case.", style=one) for one in "ABBDA")
    assert numbers(body, lists, styles=styles) == ["1", "1.1", "1.2", "", "2"]


def test_bullets_are_bullets():
    lists = f'<w:abstractNum w:abstractNumId="0">{level(0, "bullet", "·")}</w:abstractNum>{NUM}'
    document = read(
        docx(p("first point", num="1") + p("second point", num="1"), numbering=lists), "a.docx"
    )
    assert [(b.style, b.number, b.level) for _, b in document.blocks()] == [("bullet", "", 1)] * 2


HEADED = "".join(
    f'<w:style w:type="paragraph" w:styleId="H{n}"><w:name w:val="heading {n}"/></w:style>'
    for n in (1, 2, 3)
)


def test_headings_nest_by_their_styles():
    body = (
        '<w:p><w:pPr><w:pStyle w:val="T"/></w:pPr>'
        + r("Service Agreement")
        + "</w:p>"
        + p("Services", style="H1")
        + p("Scope", style="H2")
        + p("The Supplier serves.")
        + p("Fees", style="H1")
        + p(
            "The Customer shall pay all fees within thirty days of the invoice, and interest after"
            " that.",
            style="H2",
        )
    )
    styles = HEADED + '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
    document = read(docx(body, styles=styles), "a.docx")
    assert document.title == "Service Agreement"
    assert [(s.level, s.title) for s in document.walk()] == [
        (1, "Services"),
        (2, "Scope"),
        (1, "Fees"),
    ]
    assert [b.origin.paragraph for _, b in document.blocks()] == [4, 6]


def test_tracked_changes_are_read_as_accepted():
    body = (
        "<w:p>"
        + r("The fee is ")
        + '<w:ins w:id="1">'
        + r("ten")
        + '</w:ins><w:del w:id="2"><w:r><w:delText>nine</w:delText></w:r></w:del>'
        + r(" pounds.")
        + "</w:p><w:p><w:moveFrom w:id='3'>"
        + r("Moved away.")
        + "</w:moveFrom></w:p><w:p><w:moveTo w:id='4'>"
        + r("Moved here.")
        + '</w:moveTo></w:p><w:p><w:pPr><w:rPr><w:del w:id="5"/></w:rPr></w:pPr>'
        + r("First half, ")
        + "</w:p><w:p>"
        + r("second half.")
        + "</w:p>"
    )
    assert [text for _, text in shown(docx(body))] == [
        "The fee is ten pounds.",
        "Moved here.",
        "First half, second half.",
    ]


def test_fields_show_their_result_only():
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    body = (
        "<w:p>"
        + r("See clause ")
        + field.format("begin")
        + "<w:r><w:instrText>REF _x \\h</w:instrText></w:r>"
        + field.format("separate")
        + r("4.2")
        + field.format("end")
        + r(" and ")
        + '<w:fldSimple w:instr="REF _y">'
        + r("5")
        + "</w:fldSimple>"
        + r(".")
        + "</w:p>"
        + "<w:p>"
        + r("Begun and ")
        + field.format("begin")
        + r("never ended")
        + "</w:p>"
        + p("The next one stays.")
    )
    assert [text for _, text in shown(docx(body))] == [
        "See clause 4.2 and 5.",
        "Begun and",
        "The next one stays.",
    ]


def test_signs_tabs_hyphens_and_hidden_text():
    body = (
        "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c-</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:t>e</w:t><w:sym"
        ' w:font="Wingdings"'
        ' w:char="F0FE"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r></w:p>'
    )
    assert [text for _, text in shown(docx(body))] == ["a b c-\u2011de☒"]


def test_text_boxes_are_read_once_after_their_paragraph():
    inner = f"<w:txbxContent>{p('Words in a box.')}</w:txbxContent>"
    body = (
        "<w:p>"
        + r("Around. ")
        + "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        + inner
        + "</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        + inner
        + "</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        + p("After.")
    )
    assert [text for _, text in shown(docx(body))] == ["Around.", "Words in a box.", "After."]


def test_tables_with_heads_spans_merges_and_nested_tables():
    cell = "<w:tc><w:tcPr>{}</w:tcPr>{}</w:tc>"
    nested = f"<w:tbl><w:tr>{cell.format('', p('x'))}{cell.format('', p('y'))}</w:tr></w:tbl>"
    body = (
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>"
        + cell.format("", p("Metric"))
        + cell.format('<w:gridSpan w:val="2"/>', p("Target"))
        + "</w:tr><w:tr>"
        + cell.format("<w:vMerge/>", p(""))
        + cell.format("", p("one") + p("two"))
        + cell.format("", nested + p(""))
        + "</w:tr><w:tr><w:trPr><w:del w:id='1'/></w:trPr>"
        + cell.format("", p("gone"))
        + "</w:tr></w:tbl>"
        + p("End.")
    )
    document = read(docx(body), "a.docx")
    table = next(b for _, b in document.blocks() if isinstance(b, Table))
    assert [[c.text for c in row.cells] for row in table.rows] == [
        ["Metric", "Target"],
        ["", "one\ntwo", "x\ny"],
    ]
    assert [c.span for c in table.rows[0].cells] == [1, 2]
    assert [row.head for row in table.rows] == [True, False]
    assert [row.origin.paragraph for row in table.rows] == [1, 2]
    assert [b.origin.paragraph for _, b in document.blocks()] == [1, 3]


def test_a_frame_of_one_column_holds_ordinary_paragraphs():
    row = (
        f"<w:tr><w:tc>{p('First paragraph, framed.')}{p('Second paragraph, framed.')}</w:tc></w:tr>"
    )
    assert [text for _, text in shown(docx(f"<w:tbl>{row}</w:tbl>"))] == [
        "First paragraph, framed.",
        "Second paragraph, framed.",
    ]


def test_notes_headers_and_content_controls():
    body = (
        "<w:p>"
        + r("The cap applies")
        + '<w:r><w:footnoteReference w:id="2"/></w:r>'
        + r(".")
        + "</w:p><w:sdt><w:sdtPr/><w:sdtContent>"
        + p("Inside a control.")
        + "</w:sdtContent></w:sdt><w:p><w:hyperlink>"
        + r("A link")
        + "</w:hyperlink><w:sdt><w:sdtContent>"
        + r(" filled in")
        + "</w:sdtContent></w:sdt></w:p>"
    )
    data = docx(
        body,
        header=p("Confidential"),
        footer=p("Page 1"),
        footnotes=f'<w:footnote w:id="2">{p("Save for death.")}</w:footnote>',
    )
    document = read(data, "a.docx")
    assert [text for _, text in rows_of(document)] == [
        "The cap applies.",
        "Save for death.",
        "Inside a control.",
        "A link filled in",
    ]
    assert document.headers == ("Confidential", "Page 1")
    assert [b.style for _, b in document.blocks() if isinstance(b, Paragraph)][1] == "note"


def test_a_table_of_contents_is_set_apart():
    styles = (
        HEADED + '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    )
    body = (
        p("1 Services 3", style="TOC1")
        + p("2 Fees 4", style="TOC1")
        + p("Services", style="H1")
        + p("The Supplier serves.")
    )
    body += p("Fees", style="H1")
    document = read(docx(body, styles=styles), "a.docx")
    assert [s.title for s in document.walk()] == ["Contents", "Services", "Fees"]
    assert [b.style for b in document.sections[0].blocks if isinstance(b, Paragraph)] == [
        "note",
        "note",
    ]


def test_the_reader_counts_as_the_annotator_does():
    body = (
        p("One.")
        + p("")
        + p("Two.")
        + f"<w:tbl><w:tr><w:tc>{p('a')}</w:tc><w:tc>{p('b')}</w:tc></w:tr></w:tbl>"
        + p("Four.")
    )
    data = docx(body)
    root = open_package(data).xml("word/document.xml")
    assert root is not None
    ordinals = [unit.ordinal for unit in units(root[0]) if unit.ordinal]
    assert ordinals == [1, 2, 3, 4]
    assert [b.origin.paragraph for _, b in read(data, "a.docx").blocks()] == ordinals


def test_damaged_xml_is_corrupt():
    with pytest.raises(UnreadableError) as caught:
        read(docx("<w:p>"), "a.docx")
    assert caught.value.cause == "corrupt"


def test_deep_nesting_ends_in_an_error_or_a_document():
    deep = "<w:sdt><w:sdtContent>" * 120 + p("Down here.") + "</w:sdtContent></w:sdt>" * 120
    with pytest.raises(UnreadableError) as caught:
        read(docx(deep), "a.docx")
    assert caught.value.cause == "corrupt"
