"""What a Word file is read as is what the eye sees of it; the rest is told."""

import io
import re
import zipfile
from pathlib import Path

import pytest

from contract_kit.document import Document, Notice, Paragraph
from contract_kit.errors import UnreadableError
from contract_kit.read import read, read_path
from tests.word_files import R_TYPES, W, docx, p, r, rels

FAULTS = Path(__file__).parent / "data" / "faults"
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


def words(document: Document) -> list[str]:
    """The texts of paragraphs, titles and cells."""
    found = [document.title] if document.title else []
    for section in document.walk():
        found += [section.title] if section.title else []
        for block in section.blocks:
            if isinstance(block, Paragraph):
                found.append(block.text)
            else:
                found += [cell.text for row in block.rows for cell in row.cells if cell.text]
    return found


def notice(document: Document, kind: str) -> Notice | None:
    return next((one for one in document.notices if one.kind == kind), None)


def alone(text: str, properties: str) -> str:
    """A paragraph of one run."""
    return f"<w:p>{r(text, properties)}</w:p>"


def in_run(properties: str) -> str:
    return p("This paragraph is seen by everybody.") + f"<w:p>{r('secret words', properties)}</w:p>"


def styles(inner: str) -> str:
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
        + inner
    )


def style(ident: str, properties: str, kind: str = "paragraph", based: str = "") -> str:
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{ident}"><w:name w:val="{ident}"/>{on}'
        f"<w:rPr>{properties}</w:rPr></w:style>"
    )


HIDING = [
    "<w:vanish/>",
    "<w:specVanish/>",
    '<w:color w:val="FFFFFF"/>',
    '<w:color w:val="FEFEFE"/>',
    '<w:color w:val="000000" w:themeColor="background1"/>',
    '<w:color w:val="1F3864"/><w:shd w:val="clear" w:fill="1F3864"/>',
    '<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>',
    '<w:highlight w:val="black"/>',
    '<w:color w:val="000000"/><w:shd w:val="solid" w:color="auto" w:fill="auto"/>',
    '<w:sz w:val="2"/>',
    '<w:sz w:val="1pt"/>',
    '<w:w w:val="1"/>',
    '<w:spacing w:val="-400"/>',
    '<w:fitText w:val="1"/>',
    f"<w14:textFill {W14}><w14:noFill/></w14:textFill>",
    f'<w14:textFill {W14}><w14:solidFill><w14:srgbClr w14:val="FFFFFF"/></w14:solidFill>'
    "</w14:textFill>",
    f'<w14:textFill {W14}><w14:solidFill><w14:srgbClr w14:val="000000"><w14:alpha '
    'w14:val="100000"/></w14:srgbClr></w14:solidFill></w14:textFill>',
]


@pytest.mark.parametrize("properties", HIDING)
def test_letters_that_nobody_sees_are_left_out_and_told(properties: str):
    document = read(docx(in_run(properties)), "a.docx")
    assert words(document) == ["This paragraph is seen by everybody."]
    hidden = notice(document, "hidden-text")
    assert hidden is not None
    assert (hidden.count, hidden.location.paragraph) == (1, 2)
    assert re.fullmatch("“[^“”]+”", hidden.what)


SEEN = [
    "<w:webHidden/>",
    '<w:vanish w:val="0"/>',
    '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3864"/>',
    '<w:color w:val="FFFFFF"/><w:highlight w:val="darkBlue"/>',
    '<w:color w:val="auto"/>',
    '<w:color w:val="808080"/>',
    '<w:color w:val="D9D9D9" w:themeColor="background1" w:themeShade="D9"/>',
    '<w:sz w:val="8"/>',
    '<w:sz w:val="²"/>',
    '<w:w w:val="66"/>',
    '<w:spacing w:val="-20"/>',
]


@pytest.mark.parametrize("properties", SEEN)
def test_letters_that_can_be_seen_stay(properties: str):
    document = read(docx(in_run(properties)), "a.docx")
    assert words(document)[1:] == ["secret words"]
    assert not document.notices


@pytest.mark.parametrize(
    ("given", "body"),
    [
        (style("H", "<w:vanish/>"), p("secret", style="H")),
        (style("B", "<w:vanish/>") + style("H", "", based="B"), p("secret", style="H")),
        (
            style("C", "<w:vanish/>", "character"),
            alone("secret", '<w:rStyle w:val="C"/>'),
        ),
        (style("T", '<w:sz w:val="2"/>'), p("secret", style="T")),
        (style("F", '<w:color w:val="FFFFFF"/>'), p("secret", style="F")),
        (
            "<w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>",
            p("secret"),
        ),
        (
            style("G", "<w:vanish/>", "table"),
            '<w:tbl><w:tblPr><w:tblStyle w:val="G"/></w:tblPr><w:tr>'
            f"<w:tc>{p('secret')}</w:tc><w:tc>{p('more')}</w:tc></w:tr></w:tbl>",
        ),
    ],
)
def test_styles_hide_as_properties_do(given: str, body: str):
    shown = alone("seen", '<w:vanish w:val="0"/>')
    document = read(docx(shown + body, styles=styles(given)), "a.docx")
    assert words(document) == ["seen"]
    assert notice(document, "hidden-text")


def test_what_two_styles_hide_is_seen_again():
    given = style("H", "<w:vanish/>") + style("C", "<w:vanish/>", "character")
    run = r("seen after all", '<w:rStyle w:val="C"/>')
    body = f'<w:p><w:pPr><w:pStyle w:val="H"/></w:pPr>{run}</w:p>'
    assert words(read(docx(body, styles=styles(given)), "a.docx")) == ["seen after all"]


def table(cell: str, *, row: str = "", look: str = "", fill: str = "") -> str:
    shading = f'<w:tcPr><w:shd w:val="clear" w:fill="{fill}"/></w:tcPr>' if fill else ""
    cells = f"<w:tc>{shading}{cell}</w:tc><w:tc>{shading}{p('A visible cell')}</w:tc>"
    return (
        f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tr><w:trPr>{row}</w:trPr>{cells}</w:tr>"
        f"<w:tr><w:tc>{cell}</w:tc><w:tc>{p('Below it')}</w:tc></w:tr></w:tbl>"
    )


WHITE = alone("white words", '<w:color w:val="FFFFFF"/>')


def test_white_on_a_dark_cell_is_seen_and_white_on_white_is_not():
    document = read(docx(table(WHITE, fill="1F3864")), "a.docx")
    assert words(document) == ["white words", "A visible cell", "Below it"]
    hidden = notice(document, "hidden-text")
    assert hidden is not None
    assert (hidden.count, hidden.location.paragraph) == (1, 2)


def test_a_row_may_shade_its_cells_by_an_exception():
    shaded = '<w:tblPrEx><w:shd w:val="clear" w:fill="1F3864"/></w:tblPrEx>'
    white = f"<w:tc>{WHITE}</w:tc>"
    seen = read(docx(f"<w:tbl><w:tr>{shaded}{white}</w:tr></w:tbl>"), "a.docx")
    assert not seen.notices
    both = f"<w:tbl><w:tr>{shaded}{white}</w:tr><w:tr>{white}</w:tr></w:tbl>"
    assert notice(read(docx(both), "a.docx"), "hidden-text") is not None


def test_the_shading_of_a_table_style_holds_for_its_own_rows():
    given = (
        '<w:style w:type="table" w:styleId="Blue"><w:name w:val="Blue"/><w:tblStylePr '
        'w:type="firstRow"><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:tcPr><w:shd w:val="clear" '
        'w:fill="1F3864"/></w:tcPr></w:tblStylePr></w:style>'
    )
    look = '<w:tblStyle w:val="Blue"/><w:tblLook w:firstRow="1" w:noHBand="1" w:noVBand="1"/>'
    document = read(docx(table(WHITE, look=look), styles=styles(given)), "a.docx")
    assert words(document) == ["white words", "A visible cell", "Below it"]


@pytest.mark.parametrize(
    "row",
    [
        '<w:trHeight w:val="1" w:hRule="exact"/>',
        "<w:hidden/>",
        '<w:trHeight w:val="0" w:hRule="exact"/>',
    ],
)
def test_rows_without_height_show_nothing(row: str):
    document = read(docx(table(p("in a flat row"), row=row)), "a.docx")
    assert words(document) == ["in a flat row", "Below it"]
    assert notice(document, "hidden-text")


@pytest.mark.parametrize(
    "look", ['<w:tblInd w:w="-20000" w:type="dxa"/>', '<w:tblpPr w:tblpX="1" w:tblpY="30000"/>']
)
def test_tables_off_the_page_show_nothing(look: str):
    document = read(docx(p("seen") + table(p("a cell"), look=look)), "a.docx")
    assert words(document) == ["seen"]
    assert notice(document, "hidden-text")


def test_a_cell_that_goes_on_with_the_one_above_shows_nothing_of_its_own():
    merged = "<w:tcPr><w:vMerge/></w:tcPr>"
    body = (
        f'<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{p("above")}</w:tc>'
        f"<w:tc>{p('right')}</w:tc></w:tr><w:tr><w:tc>{merged}{p('under it')}</w:tc>"
        f"<w:tc>{p('below')}</w:tc></w:tr></w:tbl>"
    )
    assert words(read(docx(body), "a.docx")) == ["above", "right", "below"]


@pytest.mark.parametrize(
    "properties",
    [
        '<w:framePr w:x="-20000" w:y="1"/>',
        '<w:framePr w:w="1" w:h="1" w:hRule="exact"/>',
        '<w:ind w:left="31680"/>',
        '<w:spacing w:line="1" w:lineRule="exact"/>',
    ],
)
def test_paragraphs_off_the_page_or_without_height_show_nothing(properties: str):
    document = read(docx(p("seen") + p("secret", extra=properties)), "a.docx")
    assert words(document) == ["seen"]
    assert notice(document, "hidden-text")


WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def box(text: str, *, at: int = 0, size: int = 3_000_000, more: str = "", fill: str = "") -> str:
    filled = f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>' if fill else ""
    return (
        f'<w:p><w:r><w:drawing><wp:anchor xmlns:wp="{WP}" xmlns:a="{A}"><wp:positionH '
        f'relativeFrom="page"><wp:posOffset>{at}</wp:posOffset></wp:positionH><wp:extent '
        f'cx="{size}" cy="{size}"/><wp:docPr id="1" name="b" {more}/><wps:wsp><wps:spPr>{filled}'
        f"</wps:spPr><wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx></wps:wsp>"
        "</wp:anchor></w:drawing></w:r></w:p>"
    )


@pytest.mark.parametrize(
    "made",
    [box(p("boxed"), at=-9_000_000), box(p("boxed"), size=0), box(p("boxed"), more='hidden="1"')],
)
def test_boxes_off_the_page_or_without_size_show_nothing(made: str):
    document = read(docx(p("seen") + made), "a.docx")
    assert words(document) == ["seen"]
    assert notice(document, "hidden-text")


def test_boxes_on_the_page_are_read_white_letters_on_dark_ones_too():
    body = box(p("boxed"), at=900_000) + box(WHITE, fill="000080")
    assert words(read(docx(body), "a.docx")) == ["boxed", "white words"]


def test_branches_that_need_something_unknown_and_foreign_elements_are_not_shown():
    body = (
        '<w:p xmlns:x="urn:unknown"><mc:AlternateContent><mc:Choice Requires="x">'
        f"{r('not this')}</mc:Choice><mc:Fallback>{r('but this')}</mc:Fallback>"
        f"</mc:AlternateContent><x:y>{r('nor that')}</x:y></w:p>"
    )
    assert words(read(docx(body), "a.docx")) == ["but this"]


def test_letters_that_are_forced_backwards_are_read_as_they_are_seen():
    run = r("ton llahs")
    body = f'<w:p>{r("The Provider ")}<w:bdo w:val="rtl">{run}</w:bdo>{r(" notify")}</w:p>'
    document = read(docx(body), "a.docx")
    assert words(document) == ["The Provider shall not notify"]
    assert notice(document, "invisible-letters")


def test_anchors_for_signatures_are_not_told_of():
    anchor = r("\\s1\\", '<w:color w:val="FFFFFF"/><w:sz w:val="2"/>')
    document = read(docx(f"<w:p>{r('Signature')}{anchor}</w:p>"), "a.docx")
    assert words(document) == ["Signature"]
    assert not document.notices


def change(kind: str, inner: str, author: str = "B. Other") -> str:
    return (
        f'<w:{kind} w:id="1" w:author="{author}" w:date="2026-01-01T00:00:00Z">{inner}</w:{kind}>'
    )


def test_tracked_changes_are_counted_with_their_authors_and_the_first_place():
    body = (
        p("Unchanged.")
        + f"<w:p>{r('The cap is ')}{change('del', '<w:r><w:delText>5</w:delText></w:r>')}"
        + f"{change('ins', r('9'), 'A. Author')}</w:p>"
        + f"<w:p>{change('moveFrom', r('moved'))}</w:p><w:p>{change('moveTo', r('moved'))}</w:p>"
    )
    document = read(docx(body), "a.docx")
    told = notice(document, "tracked-changes")
    assert words(document) == ["Unchanged.", "The cap is 9", "moved"]
    assert told is not None
    assert (told.count, told.by, told.location.paragraph) == (3, ("A. Author", "B. Other"), 2)
    assert told.what == "1 insertion, 1 deletion, 1 move"


def test_changes_in_rows_and_headers_count_and_those_of_format_do_not():
    cells = f"<w:tc>{p('x')}</w:tc><w:tc>{p('y')}</w:tc>"
    row = f"<w:tr><w:trPr>{change('ins', '')}</w:trPr>{cells}</w:tr>"
    header = f"<w:p>{change('ins', r('Draft of May'))}</w:p>"
    document = read(docx(f"<w:tbl>{row}</w:tbl>", header=header), "a.docx")
    told = notice(document, "tracked-changes")
    assert told is not None
    assert told.what == "2 insertions"
    format_only = f"<w:p>{r('text', '<w:b/>' + change('rPrChange', '<w:rPr/>'))}</w:p>"
    assert not read(docx(format_only), "a.docx").notices


def test_a_change_counts_once_in_alternate_content_and_not_in_a_list_format():
    inserted = change("ins", r("new words"))
    branches = f'<mc:Choice Requires="wps">{inserted}</mc:Choice><mc:Fallback>{inserted}'
    twice = f"<w:p><mc:AlternateContent>{branches}</mc:Fallback></mc:AlternateContent></w:p>"
    listed = p("an item", extra=f"<w:numPr>{change('ins', '')}</w:numPr>")
    told = notice(read(docx(twice + listed), "a.docx"), "tracked-changes")
    assert told is not None
    assert told.what == "1 insertion"


def test_words_struck_through_by_hand_are_read_as_deleted():
    body = f"<w:p>{r('The Provider shall ')}{r('not ', '<w:strike/>')}{r('notify.')}</w:p>"
    document = read(docx(body), "a.docx")
    told = notice(document, "tracked-changes")
    assert words(document) == ["The Provider shall notify."]
    assert told is not None
    assert told.what == "1 stretch struck through by hand"


PIC = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="{wp}" xmlns:a="{a}"><wp:extent cx="{x}" cy="{y}"/>'
    '<a:blip/></wp:inline></w:drawing></w:r></w:p>'
)  # fmt: skip


def picture(x: float, y: float) -> str:
    return PIC.format(wp=WP, a=A, x=int(x * 914_400), y=int(y * 914_400))


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ('<w:altChunk r:id="x"/>', "an included document"),
        ('<w:p><w:subDoc r:id="x"/></w:p>', "a linked document"),
        (
            '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" '
            'ProgID="Word.Document.12" r:id="x"/></w:object></w:r></w:p>',
            "an embedded document",
        ),
        (
            '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" '
            'ProgID="Equation.Word.Document" r:id="x"/></w:object></w:r></w:p>',
            "an embedded document",
        ),
        (
            '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
            "a footnote that is not there",
        ),
        (
            '<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="no"/></w:sectPr>'
            "</w:pPr></w:p>",
            "a header that is not there",
        ),
        (picture(6.5, 9), "a picture the size of a page"),
        (picture(6.5, 3) * 3, "a picture the size of a page"),
        (picture(6.5, 9) * 2, "2 pictures the size of a page"),
    ],
)
def test_what_may_hold_text_and_was_not_read_is_told(body: str, what: str):
    document = read(docx(p("The agreement is attached.") + body + p("The end.")), "a.docx")
    told = notice(document, "lost-text")
    assert told is not None
    assert (told.what, told.location.paragraph) == (what, 1)


OLE = (
    '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" '
    'ProgID="{}"/></w:object></w:r></w:p>'
)
ART = (
    '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">{}</v:shape></w:pict>'
    "</w:r></w:p>"
)


@pytest.mark.parametrize("part", ["header", "footer", "footnotes"])
@pytest.mark.parametrize(
    ("inner", "what"),
    [
        ('<w:altChunk xmlns:r="r" r:id="x"/>', "an included document"),
        (OLE.format("Word.Document.12"), "an embedded document"),
        (ART.format('<v:textpath string="%s"/>' % ("word " * 12)), "text drawn as a picture"),
        (f'<x:a xmlns:x="unknown">{p("strange words")}</x:a>', "what stands in unknown elements"),
    ],
)
def test_text_lost_in_headers_and_notes_is_told(part: str, inner: str, what: str):
    given = f'<w:footnote w:id="2">{inner}</w:footnote>' if part == "footnotes" else inner
    told = notice(read(docx(p("The agreement."), **{part: given}), "a.docx"), "lost-text")
    assert told is not None
    assert told.what == what


@pytest.mark.parametrize(
    "inner",
    [
        OLE.format("Word.Picture.8"),
        ART.format('<v:textpath string="Draft for discussion only"/>'),
        p("Page 3"),
    ],
)
def test_emblems_and_watermarks_of_headers_are_nothing_lost(inner: str):
    assert not read(docx(p("The agreement."), header=inner), "a.docx").notices


@pytest.mark.parametrize("wrap", ["{}", "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"])
def test_hidden_text_in_a_header_is_told(wrap: str):
    hidden = f"<w:p>{r('Seen. ')}{r('secret words', '<w:vanish/>')}</w:p>"
    document = read(docx(p("The agreement."), header=wrap.format(hidden)), "a.docx")
    assert document.headers == ("Seen.",)
    assert notice(document, "hidden-text") is not None


@pytest.mark.parametrize(
    "body",
    [
        picture(2, 1),
        picture(6, 3),
        '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" '
        'ProgID="Equation.3" r:id="x"/></w:object></w:r></w:p>',
    ],
)
def test_small_pictures_and_formulas_are_nothing_lost(body: str):
    assert not read(docx(p("The agreement follows.") + body), "a.docx").notices


def test_a_diagram_is_lost_text_where_its_part_holds_words():
    dgm = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
    ids = f'<d:relIds xmlns:d="{dgm}" r:dm="diagramData"/>'
    body = f"<w:p><w:r><w:drawing>{ids}</w:drawing></w:r></w:p>"
    for text, told in (("Steps", True), ("", False)):
        data = docx(p("The process:") + body, diagramData=f"<w:t>{text}</w:t>")
        assert bool(notice(read(data, "a.docx"), "lost-text")) == told


def packed(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name, inner in parts.items():
            archive.writestr(name, inner)
    return out.getvalue()


def main(text: str, namespace: str = W) -> str:
    return f"<w:document {namespace}><w:body>{p(text)}</w:body></w:document>"


@pytest.mark.parametrize("target", ["deep/real.xml", "/deep/real.xml", "word/../deep/REAL.xml"])
def test_the_main_part_is_the_one_that_the_relationships_name(target: str):
    parts = {
        "_rels/.rels": rels({"officeDocument": target}),
        "word/document.xml": main("the decoy"),
        "deep/real.xml": main("the contract"),
    }
    assert words(read(packed(parts), "a.docx")) == ["the contract"]


def test_styles_are_found_by_relationship_not_by_name():
    hidden = f"<w:styles {W}>{style('H', '<w:vanish/>')}</w:styles>"
    body = f"<w:document {W}><w:body>{p('seen')}{p('words', style='H')}</w:body></w:document>"
    parts = {
        "_rels/.rels": rels({"officeDocument": "a/b.xml"}),
        "a/b.xml": body,
        "a/_rels/b.xml.rels": rels({"styles": "../c/looks.xml"}),
        "c/looks.xml": hidden,
    }
    assert words(read(packed(parts), "a.docx")) == ["seen"]
    decoy = parts | {"a/_rels/b.xml.rels": rels({}), "a/styles.xml": hidden}
    assert words(read(packed(decoy), "a.docx")) == ["seen", "words"]


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"_rels/.rels": rels({})}, "names no main part"),
        ({"_rels/.rels": rels({"officeDocument": "gone.xml"})}, "is not in it"),
        (
            {
                "_rels/.rels": rels({"officeDocument": "xl/workbook.xml"}),
                "xl/workbook.xml": "<workbook/>",
            },
            "It is a workbook",
        ),
    ],
)
def test_a_package_without_a_document_is_refused_with_its_cause(parts: dict[str, str], said: str):
    with pytest.raises(UnreadableError, match=said):
        read(packed(parts), "a.docx")


def test_the_strict_form_of_the_standard_is_read():
    strict = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
    named = rels({"officeDocument": "a.xml"}).replace(
        R_TYPES, "http://purl.oclc.org/ooxml/officeDocument/relationships"
    )
    assert words(read(packed({"_rels/.rels": named, "a.xml": main("strictly", strict)}), "a.docx"))


def test_headers_that_no_section_shows_are_no_text_of_the_file():
    section = '<w:sectPr><w:headerReference w:type="first" r:id="header1"/></w:sectPr>'
    data = docx(p("The text.") + section, header1=p("On a first page"))
    assert read(data, "a.docx").headers == ()
    data = docx(p("The text.") + section.replace("/></w", "/><w:titlePg/></w"), header1=p("Shown"))
    assert read(data, "a.docx").headers == ("Shown",)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("hidden_by_style.docx", "hidden-text"),
        ("white_one_point.docx", "hidden-text"),
        ("altchunk.docx", "lost-text"),
        ("tracked_cap.docx", "tracked-changes"),
        ("not_in_cyrillic.txt", "look-alike-letters"),
        ("not_split_by_zero_width.txt", "invisible-letters"),
    ],
)
def test_files_that_deceive_are_told_of(name: str, kind: str):
    document = read_path(FAULTS / name)
    assert [one.kind for one in document.notices] == [kind]
    assert "courts of England" not in " ".join(words(document))


def test_the_decoy_of_a_main_part_is_not_read():
    assert "no liability whatsoever" in " ".join(words(read_path(FAULTS / "decoy_main_part.docx")))


@pytest.mark.parametrize("path", sorted(FAULTS.glob("docx_*.docx")), ids=lambda path: path.stem)
def test_wrong_numbers_and_packings_cost_no_report(path: Path):
    if path.stem == "docx_lzma_corrupt":
        with pytest.raises(UnreadableError, match="unusual way"):
            read_path(path)
    else:
        assert words(read_path(path))


def drawing(inner: str, *, size: int = 6_000_000, fill: str = "1F3864", more: str = "") -> str:
    """A shape behind the text of its page."""
    solid = f'<a:solidFill><a:srgbClr val="{fill}">{more}</a:srgbClr></a:solidFill>'
    return (
        f'<w:p><w:r><w:drawing><wp:anchor xmlns:wp="{WP}" xmlns:a="{A}" behindDoc="1">'
        f'<wp:extent cx="{size}" cy="{size}"/><wp:docPr id="1" name="b"/>{inner}'
        f"<wps:wsp><wps:spPr>{solid}</wps:spPr></wps:wsp></wp:anchor></w:drawing></w:r></w:p>"
    )


VML = (
    '<w:p><w:r><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" fillcolor="{}" '
    'style="position:absolute;width:500pt;height:600pt;z-index:{}"/></w:pict></w:r></w:p>'
)
BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


@pytest.mark.parametrize(
    "body",
    [
        drawing("") + WHITE,
        WHITE + drawing(""),
        drawing("") + p("A line.") * 20 + WHITE,
        drawing("", size=900_000) + WHITE,
        drawing("") + box(WHITE),
        VML.format("#1F3864", "-1") + WHITE,
        VML.format("navy", "-251658240") + WHITE,
    ],
)
def test_white_letters_on_a_dark_shape_of_their_page_are_read(body: str):
    document = read(docx(body), "a.docx")
    assert "white words" in words(document)
    assert notice(document, "hidden-text") is None


@pytest.mark.parametrize(
    "body",
    [
        drawing("", fill="FFFFFF") + WHITE,
        drawing("", more='<a:alpha val="3000"/>') + WHITE,
        drawing("", size=90_000) + WHITE,
        drawing("") + BREAK + WHITE,
        drawing("") + p("", extra="<w:sectPr/>") + WHITE,
        drawing("") + p("A line.", extra="<w:pageBreakBefore/>") + WHITE,
        drawing("", size=900_000) + p("A line.") * 20 + WHITE,
        drawing("<wp:wrapSquare/>") + WHITE,
        drawing("").replace('behindDoc="1"', "") + WHITE,
        VML.format("#FFFFFF", "-1") + WHITE,
        VML.format("#1F3864", "1") + WHITE,
        drawing("") + p("word " * 2000) + WHITE,
    ],
)
def test_white_letters_beside_such_shapes_are_not_seen(body: str):
    document = read(docx(p("Seen.") + body), "a.docx")
    assert "white words" not in words(document)
    assert notice(document, "hidden-text") is not None
