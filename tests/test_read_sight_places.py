"""What of a Word file cannot be seen for where it stands: notes, shapes, cells, numbers."""

import pytest

from contract_kit.read import read
from tests.test_read_sight import box, notice, words
from tests.test_read_sight_more import SEEN, code, hidden, mark
from tests.word_files import docx, p, r


@pytest.mark.parametrize("size", ["4", "5"])
@pytest.mark.parametrize("place", ["superscript", "subscript"])
def test_small_letters_set_higher_or_lower_are_smaller_still(size: str, place: str):
    run = r("secret words", f'<w:sz w:val="{size}"/><w:vertAlign w:val="{place}"/>')
    assert hidden(read(docx(f"{p(SEEN)}<w:p>{run}</w:p>"), "a.docx"))


@pytest.mark.parametrize(
    "properties",
    [
        '<w:vertAlign w:val="superscript"/>',
        '<w:sz w:val="10"/><w:vertAlign w:val="subscript"/>',
        '<w:sz w:val="5"/><w:vertAlign w:val="baseline"/>',
    ],
)
def test_ordinary_letters_set_higher_or_lower_are_seen(properties: str):
    document = read(docx(f"{p(SEEN)}<w:p>{r('more words', properties)}</w:p>"), "a.docx")
    assert words(document) == [SEEN, "more words"]
    assert not document.notices


NOTE = f'<w:footnote w:id="2">{p("Words of a note.")}</w:footnote>'
REFERENCE = '<w:r><w:footnoteReference w:id="2"/></w:r>'


@pytest.mark.parametrize(
    "around",
    [
        mark("begin") + code(" IF 1=2 ") + "{}" + mark("separate") + mark("end"),
        mark("begin") + code(" XE x ") + mark("separate") + "{}" + mark("end"),
        '<w:fldSimple w:instr=" SET a ">{}</w:fldSimple>',
    ],
)
def test_the_note_of_a_reference_that_a_field_keeps_to_itself_is_not_seen(around: str):
    body = f"<w:p>{r(SEEN)}{around.format(REFERENCE)}</w:p>"
    assert hidden(read(docx(body, footnotes=NOTE), "a.docx"))


@pytest.mark.parametrize(
    "around", ["{}", mark("begin") + code(" IF 1=1 ") + mark("separate") + "{}" + mark("end")]
)
def test_the_note_of_a_reference_that_is_shown_is_read(around: str):
    body = f"<w:p>{r(SEEN)}{around.format(REFERENCE)}</w:p>"
    document = read(docx(body, footnotes=NOTE), "a.docx")
    assert words(document) == [SEEN, "Words of a note."]
    assert not document.notices


def shape(inner: str, font: str, *, fill: str = "<a:noFill/>", style: str = "") -> str:
    """A text box whose style gives its letters a colour of the theme."""
    color = f'<a:schemeClr val="{font}"/>' if font else ""
    styled = f'<wps:style>{style}<a:fontRef idx="minor">{color}</a:fontRef></wps:style>'
    return box(inner).replace("<wps:spPr></wps:spPr>", f"<wps:spPr>{fill}</wps:spPr>{styled}")


BLUE = '<a:solidFill><a:srgbClr val="1F3864"/></a:solidFill>'
ACCENT = '<a:fillRef idx="1"><a:srgbClr val="4472C4"/></a:fillRef>'
OWN, AUTO = (
    "<w:p>" + r("boxed words", f'<w:color w:val="{one}"/>') + "</w:p>" for one in ("000000", "auto")
)


def test_the_colour_that_a_shape_gives_its_letters_may_be_that_of_the_paper():
    assert hidden(read(docx(p(SEEN) + shape(p("secret words"), "lt1")), "a.docx"))
    white = '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'
    assert hidden(read(docx(p(SEEN) + shape(p("secret words"), "lt1", fill=white)), "a.docx"))


@pytest.mark.parametrize(
    "made",
    [
        shape(p("boxed words"), "dk1"),
        shape(p("boxed words"), ""),
        shape(p("boxed words"), "lt1", fill=BLUE),
        shape(p("boxed words"), "lt1", fill="", style=ACCENT),
        shape(p("boxed words"), "lt1", fill="<a:gradFill/>"),
        shape(OWN, "lt1"),
        shape(AUTO, "lt1"),
    ],
)
def test_letters_that_stand_out_from_their_shape_are_read(made: str):
    document = read(docx(p(SEEN) + made), "a.docx")
    assert words(document) == [SEEN, "boxed words"]
    assert not document.notices


W15 = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'


def closed(said: str = "") -> str:
    return f"<w15:collapsed {W15} {said}/>"


CLOSING = f'<w:style w:type="paragraph" w:styleId="H"><w:pPr>{closed()}</w:pPr></w:style>'
BASED = '<w:style w:type="paragraph" w:styleId="I"><w:basedOn w:val="H"/></w:style>'


@pytest.mark.parametrize(
    ("body", "styles"),
    [
        (p("Term", style="H", extra=closed()) + p(SEEN), ""),
        (p("Term", style="H", extra=closed()) + p("") + p("More", style="H2") + p(SEEN), ""),
        (p("Term", style="H") + p(SEEN), CLOSING),
        (p("Term", style="I") + p(SEEN), CLOSING + BASED),
    ],
)
def test_text_under_a_collapsed_heading_may_not_be_shown(body: str, styles: str):
    document = read(docx(body, styles=styles), "a.docx")
    told = notice(document, "lost-text")
    assert SEEN in words(document)
    assert told is not None
    assert (told.count, told.what) == (1, "text under a collapsed heading")


@pytest.mark.parametrize(
    ("body", "styles"),
    [
        (p("Term", style="H") + p(SEEN), ""),
        (p("Term", style="H", extra=closed('w15:val="0"')) + p(SEEN), CLOSING),
        (p("Term", style="H", extra=closed()) + p("Law", style="H"), ""),
        (p("Term", style="H") + p(SEEN, style="I"), CLOSING.replace('"H"', '"I"')),
    ],
)
def test_headings_that_are_open_or_have_nothing_beneath_are_ordinary(body: str, styles: str):
    assert not read(docx(body, styles=styles), "a.docx").notices


def margins(tag: str, left: int, right: int, top: int = 0) -> str:
    sides = (("top", top), ("left", left), ("right", right))
    inner = "".join(f'<w:{name} w:w="{at}" w:type="dxa"/>' for name, at in sides)
    return f"<w:{tag}>{inner}</w:{tag}>"


def cells(table: str, cell: str = "", *, row: str = "", inner: str = "") -> str:
    """A table with one cell that is 4000 twips wide."""
    width = f'<w:tcPr><w:tcW w:w="4000" w:type="dxa"/>{cell}</w:tcPr>'
    return (
        f"<w:tbl><w:tblPr>{table}</w:tblPr><w:tr><w:trPr>{row}</w:trPr>"
        f"<w:tc>{width}{inner or p('the words')}</w:tc></w:tr></w:tbl>"
    )


FIXED = '<w:tblLayout w:type="fixed"/>'
EXACT = '<w:trHeight w:val="300" w:hRule="exact"/>'


def margins_style(inner: str) -> str:
    return f'<w:style w:type="table" w:styleId="T"><w:tblPr>{inner}</w:tblPr></w:style>'


STYLED = '<w:tblStyle w:val="T"/>'


@pytest.mark.parametrize(
    ("made", "styles"),
    [
        (cells(FIXED, margins("tcMar", 2000, 2000)), ""),
        (cells(FIXED + margins("tblCellMar", 3000, 3000)), ""),
        (cells(STYLED + FIXED), margins_style(margins("tblCellMar", 4000, 0))),
        (cells(margins("tblCellMar", 30_000, 0)), ""),
        (cells("", margins("tcMar", 0, 0, 300), row=EXACT), ""),
        (cells(margins("tblCellMar", 100, 100, 400), row=EXACT), ""),
        (cells(STYLED, row=EXACT), margins_style(margins("tblCellMar", 0, 0, 400))),
    ],
)
def test_margins_may_leave_no_room_for_the_words_of_a_cell(made: str, styles: str):
    assert hidden(read(docx(p(SEEN) + made, styles=styles), "a.docx"))


@pytest.mark.parametrize(
    ("made", "styles"),
    [
        (cells(FIXED + margins("tblCellMar", 108, 108)), ""),
        (cells(FIXED + margins("tblCellMar", 115, 115)).replace("4000", "100"), ""),
        (cells(FIXED + margins("tblCellMar", 3000, 3000), margins("tcMar", 80, 80)), ""),
        (cells(margins("tblCellMar", 2000, 2000)), ""),
        (cells(margins("tblCellMar", 108, 108, 40), row=EXACT), ""),
        (cells(STYLED + FIXED), margins_style(margins("tblCellMar", 108, 108))),
        (cells(STYLED + margins("tblCellMar", 0, 0), row=EXACT),
         margins_style(margins("tblCellMar", 0, 0, 400))),
    ],
)  # fmt: skip
def test_ordinary_margins_of_cells_leave_room(made: str, styles: str):
    document = read(docx(p(SEEN) + made, styles=styles), "a.docx")
    assert words(document) == [SEEN, "the words"]
    assert not document.notices


HEAD, LATER = p("Heading"), p("secret words")
SHORT = '<w:trHeight w:val="500" w:hRule="exact"/>'
HIGH = '<w:trHeight w:val="1600" w:hRule="exact"/>'


def turned(how: str) -> str:
    return f'<w:textDirection w:val="{how}"/>'


def rows(*inner: str, table: str = "") -> str:
    """A table inside a cell."""
    made = "".join(f"<w:tr><w:tc>{one}</w:tc></w:tr>" for one in inner)
    return f"<w:tbl><w:tblPr>{table}</w:tblPr>{made}</w:tbl>{p('')}"


@pytest.mark.parametrize(
    "made",
    [
        cells("", row=SHORT, inner=rows(HEAD, p("More"), LATER)),
        cells("", row=SHORT, inner=HEAD + p("") + rows(LATER)),
        cells("", row=SHORT, inner=HEAD + rows(p("") * 3 + rows(LATER))),
        cells("", row=SHORT, inner=rows(HEAD, p("") * 3) + LATER),
        cells("", turned("lrTb"), row=SHORT, inner=HEAD + p("") * 3 + LATER),
        cells(FIXED, turned("btLr"), row=HIGH, inner=HEAD + p("") * 20 + LATER),
        cells(FIXED, turned("tbRl"), row=HIGH, inner=HEAD + p("") * 20 + LATER),
    ],
)
def test_nested_tables_and_turned_words_are_cut_off_as_others_are(made: str):
    document = read(docx(p(SEEN) + made), "a.docx")
    found = " ".join(words(document))
    assert "Heading" in found
    assert "secret" not in found
    assert notice(document, "hidden-text") is not None


@pytest.mark.parametrize(
    "made",
    [
        cells("", row=HIGH, inner=rows(HEAD, p("More"), LATER)),
        cells("", inner=rows(HEAD, p("") * 9, LATER)),
        cells("", row=SHORT, inner=HEAD + rows(LATER, table='<w:tblpPr w:tblpY="1"/>')),
        cells("", row=SHORT, inner=rows(HEAD)),
        cells(FIXED, turned("btLr"), row=HIGH, inner=HEAD + p("") * 5 + LATER),
        cells("", turned("btLr"), row=HIGH, inner=HEAD + p("") * 20 + LATER),
        cells(FIXED, turned("btLr"), row=HIGH, inner=p("Quantity of units")).replace("4000", "400"),
    ],
)
def test_nested_tables_and_turned_words_with_room_are_read(made: str):
    assert not read(docx(p(SEEN) + made), "a.docx").notices


def numbered(text: str, mark: str, level: str = "") -> bytes:
    """A file with a numbered paragraph: what its mark and its level say of letters."""
    lvl = (
        f'<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="{text}"/>'
        f"<w:rPr>{level}</w:rPr></w:lvl>"
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{lvl}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = p("The term is long.", num="1", extra=f"<w:rPr>{mark}</w:rPr>")
    return docx(p(SEEN) + body, numbering=numbering)


LIMIT = "%1. The limit of all claims is this:"
PALE = '<w:color w:val="FFFFFF"/>'
DARK = '<w:color w:val="000000"/>'


@pytest.mark.parametrize("mark", [PALE, "<w:vanish/>", '<w:sz w:val="2"/>'])
def test_a_number_looks_like_the_mark_of_its_paragraph(mark: str):
    document = read(numbered(LIMIT, mark), "a.docx")
    assert "limit" not in " ".join(words(document))
    assert notice(document, "hidden-text") is not None


def labels(data: bytes) -> list[str]:
    sections = list(read(data, "a.docx").walk())
    blocks = [block for one in sections for block in one.blocks]
    return [one.number for one in (*sections, *blocks) if getattr(one, "number", "")]


def test_a_mere_number_that_is_not_seen_is_not_read_and_not_told_of():
    assert labels(numbered("%1.", "")) == ["1"]
    for data in (numbered("%1.", PALE), numbered("%1.", "", "<w:vanish/>")):
        assert not labels(data)
        assert not read(data, "a.docx").notices


@pytest.mark.parametrize(
    ("mark", "level"),
    [(PALE, DARK), ("<w:vanish/><w:specVanish/>", ""), ('<w:sz w:val="20"/>', "")],
)
def test_a_number_that_is_seen_is_read(mark: str, level: str):
    document = read(numbered(LIMIT, mark, level), "a.docx")
    assert "limit" in " ".join(words(document))
    assert not document.notices
    assert labels(numbered("%1.", mark, level)) == ["1"]
