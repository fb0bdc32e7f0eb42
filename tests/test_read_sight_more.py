"""What of a Word file cannot be seen for reasons of layout, fields, fonts and bound data."""

import io
import zipfile

import pytest

from contract_kit.document import Document
from contract_kit.ooxml.wordml import escape
from contract_kit.read import read
from tests.test_read_sight import W14, notice, words
from tests.word_files import R_TYPES, W, docx, p, r, rels

SEEN = "This paragraph is seen by everybody."


def hidden(document: Document) -> bool:
    """Whether all but the first paragraph is called hidden."""
    return words(document) == [SEEN] and notice(document, "hidden-text") is not None


def fill(inner: str) -> str:
    return f"<w14:textFill {W14}>{inner}</w14:textFill>"


def stop(at: int, color: str) -> str:
    return f'<w14:gs w14:pos="{at}"><w14:srgbClr w14:val="{color}"/></w14:gs>'


def gradient(*colors: str) -> str:
    stops = "".join(stop(at, one) for at, one in enumerate(colors))
    return fill(f"<w14:gradFill><w14:gsLst>{stops}</w14:gsLst></w14:gradFill>")


def solid(name: str, color: str, *changes: tuple[str, int]) -> str:
    changed = "".join(f'<w14:{one} w14:val="{amount}"/>' for one, amount in changes)
    inner = f'<w14:{name} w14:val="{color}">{changed}</w14:{name}>'
    return fill(f"<w14:solidFill>{inner}</w14:solidFill>")


def fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:cs="{name}"/>'


@pytest.mark.parametrize(
    "properties",
    [
        '<w:rtl/><w:sz w:val="22"/><w:szCs w:val="2"/>',
        '<w:cs/><w:sz w:val="22"/><w:szCs w:val="1"/>',
        '<w:sz w:val="10"/><w:spacing w:val="-100"/>',
        '<w:spacing w:val="31680"/>',
        '<w:position w:val="3000"/>',
        '<w:color w:val="E6E6E6"/>',
        '<w:color w:val="FFFFCC"/>',
        '<w:color w:val="1E1E1E"/><w:highlight w:val="black"/>',
        fonts("Wingdings"),
        fonts("Webdings"),
        fonts("Symbol"),
        '<w:rtl/><w:rFonts w:ascii="Arial" w:cs="Wingdings 2"/>',
        solid("schemeClr", "tx1", ("lumMod", 0), ("lumOff", 100_000)),
        solid("schemeClr", "tx1", ("tint", 5_000)),
        solid("srgbClr", "000000", ("alpha", 92_000)),
        solid("prstClr", "white"),
        gradient("FFFFFF", "FEFEFE"),
    ],
)
def test_letters_too_small_pale_close_or_in_signs_are_not_seen(properties: str):
    document = read(docx(p(SEEN) + f"<w:p>{r('secret words', properties)}</w:p>"), "a.docx")
    assert hidden(document)


@pytest.mark.parametrize(
    "properties",
    [
        '<w:sz w:val="22"/><w:szCs w:val="2"/>',
        '<w:rtl w:val="0"/><w:sz w:val="22"/><w:szCs w:val="2"/>',
        '<w:rtl/><w:sz w:val="2"/><w:szCs w:val="22"/>',
        '<w:sz w:val="72"/><w:spacing w:val="-160"/>',
        '<w:spacing w:val="60"/>',
        '<w:position w:val="6"/>',
        '<w:color w:val="FF0000"/>',
        '<w:color w:val="FFFF00"/>',
        '<w:color w:val="0000FF"/><w:shd w:val="clear" w:fill="000000"/>',
        fonts("Segoe UI Symbol"),
        '<w:rFonts w:ascii="Arial" w:cs="Wingdings"/>',
        solid("schemeClr", "tx1", ("lumMod", 65_000), ("lumOff", 35_000)),
        solid("srgbClr", "000000", ("alpha", 40_000)),
        '<w:color w:val="FFFFFF"/>' + gradient("FFFFFF", "1F3864"),
    ],
)
def test_letters_of_an_unusual_look_that_are_seen_stay(properties: str):
    document = read(docx(p(SEEN) + f"<w:p>{r('secret words', properties)}</w:p>"), "a.docx")
    assert words(document) == [SEEN, "secret words"]
    assert not document.notices


def test_the_font_of_a_theme_may_be_one_of_signs():
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    run = r("secret", '<w:rFonts w:asciiTheme="minorHAnsi"/>')
    body = f"{p(SEEN)}<w:p>{run}</w:p>"
    for name, gone in (("Wingdings", True), ("Calibri", False)):
        face = f'<a:minorFont xmlns:a="{a}"><a:latin typeface="{name}"/></a:minorFont>'
        assert hidden(read(docx(body, theme=face), "a.docx")) == gone


def test_a_few_letters_in_a_font_of_signs_are_signs():
    box = r("o", fonts("Wingdings"))
    symbols = '<w:r><w:sym w:font="Wingdings" w:char="F06E"/></w:r>'
    document = read(docx(f"<w:p>{r('Yes ')}{box}{symbols}</w:p>"), "a.docx")
    assert words(document) == ["Yes ☐•"]
    assert not document.notices


@pytest.mark.parametrize(
    "properties",
    [
        '<w:ind w:left="0" w:hanging="30000"/>',
        '<w:ind w:firstLine="30000"/>',
        '<w:ind w:left="8000" w:firstLine="8000"/>',
        '<w:ind w:right="30000"/>',
        '<w:ind w:end="-30000"/>',
        '<w:ind w:leftChars="9000"/>',
        '<w:spacing w:line="60" w:lineRule="exact"/>',
        '<w:framePr w:w="4000" w:h="70" w:hRule="exact" w:x="1000" w:y="1000"/>',
    ],
)
def test_lines_beside_the_page_or_lower_than_their_letters_are_not_seen(properties: str):
    assert hidden(read(docx(p(SEEN) + p("secret words", extra=properties)), "a.docx"))
    style = f'<w:style w:type="paragraph" w:styleId="S"><w:pPr>{properties}</w:pPr></w:style>'
    assert hidden(read(docx(p(SEEN) + p("secret words", style="S"), styles=style), "a.docx"))


@pytest.mark.parametrize(
    "properties",
    [
        '<w:ind w:left="1440" w:hanging="1440" w:right="720"/>',
        '<w:ind w:left="-720" w:firstLine="720"/>',
        '<w:ind w:left="4320" w:hanging="4320"/>',
        '<w:ind w:leftChars="200" w:left="440"/>',
        '<w:spacing w:line="200" w:lineRule="exact"/>',
        '<w:spacing w:line="60" w:lineRule="auto"/>',
        '<w:spacing w:line="20" w:lineRule="atLeast"/>',
        '<w:framePr w:w="4000" w:h="600" w:hRule="exact" w:x="1000" w:y="1000"/>',
    ],
)
def test_ordinary_indents_and_line_heights_show_all(properties: str):
    document = read(docx(p(SEEN) + p("more words", extra=properties)), "a.docx")
    assert words(document) == [SEEN, "more words"]
    assert not document.notices


def test_letters_raised_out_of_a_line_of_fixed_height_are_cut_off():
    line = '<w:pPr><w:spacing w:line="240" w:lineRule="exact"/></w:pPr>'
    raised = r("secret words", '<w:position w:val="600"/>')
    assert hidden(read(docx(p(SEEN) + f"<w:p>{line}{raised}</w:p>"), "a.docx"))
    assert not hidden(read(docx(p(SEEN) + f"<w:p>{raised}</w:p>"), "a.docx"))


def test_the_indents_of_a_list_put_its_lines_beside_the_page():
    def numbering(left: int) -> str:
        level = f'<w:lvl w:ilvl="0"><w:pPr><w:ind w:left="{left}"/></w:pPr></w:lvl>'
        return (
            f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        )

    body = p(SEEN) + p("secret words", num="1")
    assert hidden(read(docx(body, numbering=numbering(30_000)), "a.docx"))
    assert not hidden(read(docx(body, numbering=numbering(720)), "a.docx"))
    own = p(SEEN) + p("words", num="1", extra='<w:ind w:left="720"/>')
    assert not hidden(read(docx(own, numbering=numbering(30_000)), "a.docx"))


def table(*, layout: str = "", row: str = "", width: int = 4000) -> str:
    cell = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{p("secret words")}'
    return (
        f"<w:tbl><w:tblPr>{layout}</w:tblPr><w:tr><w:trPr>{row}</w:trPr><w:tc>{cell}</w:tc></w:tr>"
        "</w:tbl>"
    )


@pytest.mark.parametrize(
    ("made", "gone"),
    [
        (table(layout='<w:tblLayout w:type="fixed"/>', width=1), True),
        (table(row='<w:trHeight w:val="60" w:hRule="exact"/>'), True),
        (table(width=1), False),
        (table(layout='<w:tblLayout w:type="fixed"/>', width=0), False),
        (table(row='<w:trHeight w:val="60" w:hRule="atLeast"/>'), False),
        (table(row='<w:trHeight w:val="300" w:hRule="exact"/>'), False),
    ],
)
def test_cells_too_narrow_and_rows_too_low_for_letters_show_none(made: str, gone: bool):
    assert hidden(read(docx(p(SEEN) + made), "a.docx")) == gone


def mark(kind: str, inner: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inner}</w:fldChar></w:r>'


def code(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


SENTENCE = "The Provider shall notify every breach at once."


def test_the_code_of_a_field_may_span_paragraphs():
    body = (
        f"<w:p>{mark('begin')}{code(' IF 1=2 ')}</w:p>{p(SENTENCE)}<w:p>{code(' x ')}"
        f"{mark('separate')}{r(SEEN)}{mark('end')}</w:p>"
    )
    assert hidden(read(docx(body), "a.docx"))


def test_a_field_without_an_end_hides_nothing_of_the_next_paragraph():
    body = f"<w:p>{r(SEEN)}{mark('begin')}{code(' IF ')}</w:p>{p(SENTENCE)}"
    assert words(read(docx(body), "a.docx")) == [SEEN, SENTENCE]


@pytest.mark.parametrize("name", ["SET clause", "set clause", "ASK clause", "XE"])
def test_results_that_word_keeps_to_itself_are_not_read(name: str):
    parts = code(f" {name[0]}") + code(f"{name[1:]} ")
    field = f"<w:p>{mark('begin')}{parts}{mark('separate')}{r('secret')}{mark('end')}</w:p>"
    simple = f'<w:p><w:fldSimple w:instr=" {name} ">{r("secret")}</w:fldSimple></w:p>'
    assert hidden(read(docx(p(SEEN) + field), "a.docx"))
    assert hidden(read(docx(p(SEEN) + simple), "a.docx"))


@pytest.mark.parametrize(
    ("said", "shown"),
    [('<w:result w:val="1"/>', "96"), ('<w:default w:val="1"/>', "96"), ("", "24")],
)
def test_the_entry_chosen_in_a_list_of_a_form_is_read(said: str, shown: str):
    entries = '<w:listEntry w:val="24"/><w:listEntry w:val="96"/>'
    data = f"<w:ffData><w:ddList>{said}{entries}</w:ddList></w:ffData>"
    field = mark("begin", data) + code(" FORMDROPDOWN ") + mark("separate") + mark("end")
    document = read(docx(f"<w:p>{r('within ')}{field}{r(' hours')}</w:p><w:p>{field}</w:p>"), "a")
    assert words(document) == [f"within {shown} hours", shown]


def test_letters_struck_through_by_signs_are_deleted_ones():
    struck = "".join(f"{one}\u0336" for one in "not, ever ")
    document = read(docx(p(f"The Provider shall {struck}pay.")), "a.docx")
    told = notice(document, "tracked-changes")
    assert words(document) == ["The Provider shall pay."]
    assert told is not None
    assert told.what == "1 stretch struck through by hand"


def test_namespaces_that_only_begin_like_known_ones_are_unknown():
    near = 'xmlns:x="http://schemas.microsoft.com/office/word/2099/none"'
    choice = f'<mc:Choice Requires="x">{r("not this")}</mc:Choice>'
    body = (
        f"<w:p {near}><mc:AlternateContent>{choice}<mc:Fallback>{r('but this')}</mc:Fallback>"
        f"</mc:AlternateContent><x:y>{r('nor that')}</x:y></w:p>"
    )
    document = read(docx(body), "a.docx")
    assert words(document) == ["but this"]
    assert notice(document, "hidden-text")


def test_unknown_elements_around_paragraphs_are_lost():
    body = f'{p(SEEN)}<x:y xmlns:x="urn:none"><x:z>{p("secret")}</x:z>{p("secret")}</x:y>'
    document = read(docx(body), "a.docx")
    told = notice(document, "lost-text")
    assert "secret" not in " ".join(words(document))
    assert told is not None
    assert told.count == 1


def with_root(data: bytes, attributes: str) -> bytes:
    """The file with more attributes at the root of its main part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "word/document.xml":
                text = text.replace(b"<w:document ", f"<w:document {attributes} ".encode(), 1)
            new.writestr(name, text)
    return out.getvalue()


def test_elements_that_a_file_lets_readers_pass_over_are_hidden():
    body = f'{p(SEEN)}<x:y xmlns:x="urn:none">{p("secret")}</x:y>'
    document = read(with_root(docx(body), 'mc:Ignorable="x" xmlns:x="urn:none"'), "a.docx")
    assert notice(document, "hidden-text")
    assert not notice(document, "lost-text")


V = 'xmlns:v="urn:schemas-microsoft-com:vml"'


@pytest.mark.parametrize(
    ("inner", "what"),
    [
        (f'<v:shape {V}><v:textpath string="{SENTENCE}"/></v:shape>', "text drawn as a picture"),
        (f'<v:shape {V}><v:textpath string="DRAFT"/></v:shape>', ""),
        ('<w:object><w:control r:id="none"/></w:object>', "a control that may hold text"),
    ],
)
def test_text_in_drawings_and_controls_is_lost(inner: str, what: str):
    document = read(docx(f"{p(SEEN)}<w:p><w:r>{inner}</w:r></w:p>"), "a.docx")
    told = notice(document, "lost-text")
    assert (told.what if told else "") == what


def test_scroll_bars_and_hidden_controls_hold_no_text():
    ocx = 'xmlns:ax="http://schemas.microsoft.com/office/2006/activeX"'
    control = '<w:p><w:r><w:object><w:control r:id="control"/></w:object></w:r></w:p>'
    for ident, told in (("DFD181E0-5E2F-11CE-A449-00AA004A803D", False), ("8BD21D10", True)):
        body = docx(p(SEEN) + control, control="")
        part = f'<ax:ocx {ocx} ax:classid="{{{ident}}}"/>'
        document = read(with_part(body, "word/control.xml", part), "a.docx")
        assert bool(notice(document, "lost-text")) == told


def with_part(data: bytes, name: str, text: str) -> bytes:
    """A package with a part replaced or put in."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for one in old.namelist():
            if one != name:
                new.writestr(one, old.read(one))
        new.writestr(name, text)
    return out.getvalue()


def bound(kind: str, kept: str, data: str, path: str = "/r/x") -> Document:
    """A file with a control bound to data, whose store has an id."""
    binding = f'<w:dataBinding w:xpath="{path}" w:storeItemID="{{A1}}"/>'
    body = (
        f"{p(SEEN)}<w:sdt><w:sdtPr>{binding}{kind}</w:sdtPr><w:sdtContent>{p(kept)}"
        "</w:sdtContent></w:sdt>"
    )
    store = R_TYPES.replace("relationships", "customXml")
    file = with_part(docx(body, customXml=""), "word/customXml.xml", f"<r>{data}</r>")
    props = f'<ds:datastoreItem xmlns:ds="{store}" ds:itemID="{{a1}}"/>'
    file = with_part(file, "word/props.xml", props)
    named = rels({"customXmlProps": "props.xml"})
    return read(with_part(file, "word/_rels/customXml.xml.rels", named), "a.docx")


def test_a_control_bound_to_data_shows_the_data():
    document = bound("<w:text/>", "Kept and never seen.", "<x>The data.</x>")
    assert words(document) == [SEEN, "The data."]
    assert notice(document, "hidden-text")


@pytest.mark.parametrize(
    ("kind", "kept", "data"),
    [
        ("<w:text/>", "The  data.", "<x>The data.</x>"),
        ("<w:date/>", "Dated 1 May 2026", "<x>2026-05-01T00:00:00</x>"),
        ("<w:showingPlcHdr/>", "Click here.", "<x/>"),
        ('<w:dropDownList><w:listItem w:value="1" w:displayText="One"/></w:dropDownList>', "One",
         "<x>1</x>"),
        ("<w:text/>", "Kept.", "<y>Elsewhere.</y>"),
        ("<w:picture/>", "Kept.", "<x>Zm9v</x>"),
        ("<w:richText/>", "Rich text.",
         f"<x>{escape(f'<w:p {W}><w:t>Rich text.</w:t></w:p>')}</x>"),
    ],
)  # fmt: skip
def test_a_control_whose_text_agrees_with_its_data_is_read_as_it_is(
    kind: str, kept: str, data: str
):
    document = bound(kind, kept, data)
    assert words(document) == [SEEN, kept.replace("  ", " ")]
    assert not document.notices


def test_data_that_cannot_be_read_is_lost_text():
    document = bound("<w:richText/>", "Kept.", "<x>&lt;broken</x>")
    assert notice(document, "lost-text")


def test_no_more_than_some_bound_controls_are_looked_at(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("contract_kit.read.docx_bound._CONTROLS", 0)
    document = bound("<w:text/>", "Kept.", "<x>The data.</x>")
    assert words(document) == [SEEN, "Kept."]
    assert notice(document, "lost-text")


@pytest.mark.parametrize("path", ["/1", "count(/r)", "/q:r/x", "//x" * 40])
def test_paths_to_data_that_are_out_of_the_ordinary_are_not_followed(path: str):
    assert words(bound("<w:text/>", "Kept.", "<x>The data.</x>", path)) == [SEEN, "Kept."]


def test_a_long_chain_of_styles_hides_as_its_last_one_does():
    def style(at: int) -> str:
        below = f'<w:basedOn w:val="S{at + 1}"/>' if at < 60 else "<w:rPr><w:vanish/></w:rPr>"
        return f'<w:style w:type="paragraph" w:styleId="S{at}">{below}</w:style>'

    given = "".join(map(style, range(61)))
    assert hidden(read(docx(p(SEEN) + p("secret", style="S0"), styles=given), "a.docx"))


LONG = "The Provider shall notify the Customer of any breach within one day. " * 3


def row(inner: str, height: int, rule: str = "exact", cell: str = "") -> str:
    size = f'<w:trHeight w:val="{height}" w:hRule="{rule}"/>'
    width = f'<w:tcPr><w:tcW w:w="4000" w:type="dxa"/>{cell}</w:tcPr>'
    return f"<w:tbl><w:tr><w:trPr>{size}</w:trPr><w:tc>{width}{inner}</w:tc></w:tr></w:tbl>"


def frame(text: str, height: int, rule: str = "exact") -> str:
    return p(text, extra=f'<w:framePr w:w="4000" w:h="{height}" w:hRule="{rule}" w:x="1" w:y="1"/>')


def shape(inner: str, height: int, fit: str = "") -> str:
    style = f"width:120pt;height:{height}pt"
    text = f"<v:textbox{fit}><w:txbxContent>{inner}</w:txbxContent></v:textbox>"
    made = f'<v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="{style}">{text}</v:shape>'
    return f"<w:p><w:r><w:pict>{made}</w:pict></w:r></w:p>"


HEADING, EMPTY = p("Heading"), p("")


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        (row(HEADING + p("secret words"), 220), "Heading"),
        (row(HEADING + EMPTY * 3 + p("secret words"), 400), "Heading"),
        (row(f"<w:p>{r('Heading')}{'<w:r><w:br/></w:r>' * 4}{r('secret')}</w:p>", 260), "Heading"),
        (frame("Heading", 280) + frame("secret words", 280), "Heading"),
        (shape(HEADING + p("More") + p("secret words"), 26), "Heading"),
        (shape(HEADING + EMPTY * 9 + p("secret words"), 60), "Heading"),
    ],
)
def test_text_below_the_edge_of_a_fixed_height_is_cut_off(body: str, seen: str):
    document = read(docx(p(SEEN) + body), "a.docx")
    found = words(document)
    assert seen in [one.strip() for one in found]
    assert not any("secret" in one for one in found)
    assert notice(document, "hidden-text") is not None


def test_of_a_long_paragraph_the_lines_that_show_are_read_and_whole_words():
    document = read(docx(p(SEEN) + row(p(LONG + "secret words"), 480)), "a.docx")
    text = words(document)[-1]
    assert LONG.startswith(text)
    assert LONG[len(text)] == " "
    assert notice(document, "hidden-text") is not None


@pytest.mark.parametrize(
    "body",
    [
        row(p(LONG) + p("secret words"), 220, "atLeast"),
        row(p(LONG) + p("secret words"), 2400),
        row(HEADING + p("secret words"), 480),
        row(p("secret words"), 220),
        row(HEADING + p("secret words"), 220, cell="<w:vMerge/>"),
        row(EMPTY + p("secret words", extra='<w:spacing w:line="120" w:lineRule="exact"/>'), 320),
        row(p("", extra='<w:rPr><w:sz w:val="4"/></w:rPr>') * 3 + p("secret words"), 320),
        frame("secret words", 280),
        frame(LONG, 280, "atLeast"),
        shape(HEADING * 5, 26, ' style="mso-fit-shape-to-text:t"'),
        shape(HEADING * 5, 26, ' style="mso-next-textbox:#b"'),
        shape(HEADING + p("secret words"), 30),
    ],
)
def test_text_that_has_room_or_makes_room_is_read(body: str):
    document = read(docx(p(SEEN) + body), "a.docx")
    assert not document.notices


@pytest.mark.parametrize(
    "section",
    [
        '<w:pgSz w:w="20" w:h="20"/>',
        '<w:cols w:num="2" w:equalWidth="0"><w:col w:w="2"/><w:col w:w="2"/></w:cols>',
    ],
)
def test_pages_and_columns_without_room_show_nothing(section: str):
    usual = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
    first = p(SEEN, extra=usual)
    second = p("secret words") + p("more", extra=f"<w:sectPr>{section}</w:sectPr>")
    assert hidden(read(docx(first + second), "a.docx"))
    columns = (
        '<w:sectPr><w:cols w:num="2"><w:col w:w="4000"/><w:col w:w="4000"/></w:cols></w:sectPr>'
    )
    assert not read(docx(p(SEEN, extra=columns)), "a.docx").notices
