"""Workbooks of measurements: what nobody sees, what is missing and what has no end is refused."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.formatting.rule import CellIsRule, FormulaRule, Rule
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from contract_kit.errors import MeasurementError
from contract_kit.settle.sheets import open_sheet

MERGED = '</sheetData><mergeCells><mergeCell ref="{}"/></mergeCells>'
HIDDEN = '<cols><col min="3" max="{}" {}/></cols><sheetData>'
FAULTS = Path(__file__).parent / "data" / "faults"
SHEET = "xl/worksheets/sheet1.xml"
ROWS = (("metric", "period", "value"), ("a", "2027-01", 97.5), ("a", "2027-02", 98))


def book() -> bytes:
    made = Workbook()
    for row in ROWS:
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def changed(old: str, new: str, part: str = SHEET) -> bytes:
    """The workbook with one place of one part written anew."""
    archive = zipfile.ZipFile(io.BytesIO(book()))
    assert part in archive.namelist()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in archive.namelist():
            data = archive.read(name)
            if name == part:
                text, count = re.subn(old, new, data.decode(), count=1)
                assert count == 1
                data = text.encode()
            packed.writestr(name, data)
    return out.getvalue()


def rows(data: bytes) -> list[list[str]]:
    return list(open_sheet(data, "m.xlsx").rows)


def refusal(data: bytes) -> str:
    with pytest.raises(MeasurementError) as caught:
        rows(data)
    return str(caught.value)


def test_a_plain_workbook_is_read():
    assert rows(book()) == [["a", "2027-01", "97.5"], ["a", "2027-02", "98"]]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('<row r="3">', '<row r="99999999999">', "m.xlsx:3:1: error: a row has the number “9999"),
        ('<row r="3">', '<row r="1">', "expected 3 to 1048576"),
        ('<row r="3">', '<row r="²">', "“²”"),
        ('r="C3"', 'r="ZZZ3"', "“ZZZ3” is no place"),
        ('r="C3"', 'r="C9"', "“C9” is no place"),
        ('r="C3"', 'r="A3"', "“A3” is no place"),
        ('r="C3"', 'r="CZ3"', "m.xlsx:3:104: error: CZ3 holds a value"),
        ("<v>98</v>", "<f>B1</f>", "m.xlsx:3:3: error: C3 holds a formula without a value"),
        ("<v>98</v>", "<f>B1</f><v></v>", "C3 holds a formula without a value"),
        ('t="n"><v>98</v>', 't="e"><v>#REF!</v>', "C3 holds the error #REF!"),
        ("<v>98</v>", f"<v>{'9' * 5000}</v>", "which is no number"),
        ("<v>98</v>", "<v>1e999999999</v>", "which is no number"),
        ("<v>98</v>", "<v>NaN</v>", "which is no number"),
        ('<row r="3">', '<row r="3" hidden="1">', "m.xlsx:3:1: error: row 3 is hidden"),
        ('<row r="3">', '<row r="3" ht="0">', "row 3 is hidden"),
        ('<row r="3">', '<row r="3" ht="0.75">', "row 3 is hidden"),
        ('defaultRowHeight="15"', 'defaultRowHeight="0.5"', "row 1 is hidden"),
        ('baseColWidth="8"', 'defaultColWidth="0.1"', "A1 stands in the hidden column A"),
        ("<sheetData>", HIDDEN.format(3, 'width="0.01"'), "C1 stands in the hidden column C"),
        ("<sheetData>", HIDDEN.format(3, 'hidden="1"'), "hidden column C"),
        ("<sheetData>", HIDDEN.format(9, 'width="0"'), "hidden column C"),
        ("</sheetData>", MERGED.format("C2:C3"), "m.xlsx:2:3: error: C2:C3 are merged"),
        ("</sheetData>", MERGED.format("x"), "“x” cannot be merged"),
        ("<worksheet", "<!DOCTYPE x><worksheet", "DOCTYPE"),
        ("</worksheet>", "", "no readable .xlsx workbook"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_its_cell(old, new, said):
    assert said in refusal(changed(old, new))


def test_a_hidden_sheet_is_refused():
    hidden = changed('state="visible"', 'state="veryHidden"', "xl/workbook.xml")
    assert "the first sheet, “Sheet”, is hidden" in refusal(hidden)


def test_a_character_nobody_sees_is_refused():
    data = changed("2027-02", "2027-\u202e02")
    assert "m.xlsx:3:2: error: the cell holds U+202E RIGHT-TO-LEFT OVERRIDE" in refusal(data)


@pytest.mark.parametrize("size", ["A1:A1", "A1:C1048576", "A1:C99999999999"])
def test_what_a_sheet_says_of_its_size_does_not_count(size):
    data = changed('<dimension ref="[^"]*"/>', f'<dimension ref="{size}"/>')
    assert len(rows(data)) == 2


def test_a_formula_that_gives_an_empty_text_is_empty():
    data = changed('<c r="C3" t="n"><v>98</v>', '<c r="C3" t="str"><f>""</f><v></v>')
    assert rows(data)[1] == ["a", "2027-02", ""]


def test_a_date_that_no_calendar_has_is_no_value():
    stylish = changed('<c r="C3" t="n"><v>98</v>', '<c r="C3" s="0" t="n"><v>1e300</v>')
    assert rows(stylish)[1][2] == "1e+300"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old (.xls) or protected"),
        (b"PK\x05\x06" + b"\0" * 18, "no readable .xlsx workbook"),
        (book()[:700], "no readable .xlsx workbook"),
        (b"metric,period,value\na,2027-01,\x00\n", "m.xlsx:2:3: error: the cell holds U+0000"),
        (b"metric,period,value\n" + b"x" * 200_000, "m.xlsx:2:1: error: the file is no CSV"),
        ("metric,period,value\n".encode("utf-16"), "no UTF-8"),
    ],
)
def test_other_bytes_are_told_apart(data, said):
    assert said in refusal(data)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument"),
        (("xl/workbook.bin", "x"), ".xlsb"),
        (("word/document.xml", "<x/>"), "no readable .xlsx workbook"),
    ],
)
def test_other_packages_are_named(part, said):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(*part)
        packed.writestr("[Content_Types].xml", "<Types/>")
    assert said in refusal(out.getvalue())


def test_a_million_empty_rows_are_read_quickly():
    old = '<row r="3"><c r="A3"([^>]*)>(.*?)</c><c r="B3"'
    far = changed(old, r'<row r="1048576"><c \1>\2</c><c')
    assert "“C3” is no place" in refusal(far)


@pytest.mark.parametrize("name", ["rownum", "formula"])
def test_a_fault_is_refused_with_its_cell(name):
    data = (FAULTS / f"{name}.xlsx").read_bytes()
    assert "m.xlsx:2:3: error: C2 holds a formula without a value" in refusal(data)


@pytest.mark.parametrize("cell", ['<c r="C2" t="str"><f>A1</f></c>', '<c r="C2"><f>A1</f></c>'])
def test_a_formula_without_a_value_is_refused_whatever_its_kind(cell: str):
    assert "C2 holds a formula" in refusal(changed('<c r="C2"[^>]*>.*?</c>', cell))


@pytest.mark.parametrize("kind", ["nosuch", "x"])
def test_a_cell_of_an_unknown_kind_is_refused(kind: str):
    cell = f'<c r="C2" t="{kind}"><v>97.5</v></c>'
    assert "C2 is of the kind" in refusal(changed('<c r="C2"[^>]*>.*?</c>', cell))


@pytest.mark.parametrize(
    "cell", ['<c r="C2"><is><t>97.5</t></is></c>', '<c r="C2" t="inlineStr"><v>97.5</v></c>']
)
def test_a_cell_whose_kind_and_content_differ_is_refused(cell: str):
    assert "C2 holds nothing that can be read" in refusal(changed('<c r="C2"[^>]*>.*?</c>', cell))


def formatted(value: float, how: str) -> bytes:
    """The workbook with one more row, whose value is formatted so."""
    made = Workbook()
    for row in (*ROWS, ("a", "2027-03", value)):
        made.active.append(row)
    made.active.cell(4, 3).number_format = how
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("value", "how", "read"),
    [
        (0.999, "0.0%", "99.9"),
        (1, "0%", "100"),
        (0.999, "0.000", "0.999"),
        (1234.5, '#,##0.00 "EUR"', "1234.5"),
        (1234.5, "[Red]#,##0.00;-#,##0.00", "1234.5"),
        (99.9, "0.0\\%", "99.9"),
        (99.9, '0.0"%"', "99.9"),
    ],
)
def test_a_value_is_the_one_that_its_cell_shows(value: float, how: str, read: str):
    assert rows(formatted(value, how))[2][2] == read


@pytest.mark.parametrize(
    "how",
    [
        ";;;",
        '"50"',
        '"1"0',
        "\\50.0",
        "90.0",
        "0.0,",
        "#,##0,,",
        "[White]0.0",
        "[color 2]0",
        "-0.0",
    ],
)
def test_a_value_that_its_cell_does_not_show_is_refused(how: str):
    assert "m.xlsx:4:3" in refusal(formatted(97.5, how))


def test_a_zero_that_its_format_leaves_out_is_refused():
    assert "C4 is formatted so" in refusal(formatted(0, "0.0;-0.0;;@"))
    assert rows(formatted(5, "0.0;-0.0;;@"))[2][2] == "5"
    assert rows(formatted(0, '0.0;-0.0;"zero "0'))[2][2] == "0"


@pytest.mark.parametrize(("value", "is_read"), [(0, False), (1, True)])
def test_a_zero_that_the_sheet_leaves_out_is_refused(value: int, is_read: bool):
    made = Workbook()
    for row in (ROWS[0], ("a", "2027-01", value)):
        made.active.append(row)
    made.active.sheet_view.showZeros = False
    out = io.BytesIO()
    made.save(out)
    if is_read:
        assert rows(out.getvalue()) == [["a", "2027-01", "1"]]
    else:
        assert "C2 holds nought" in refusal(out.getvalue())


def test_a_value_that_is_struck_through_is_refused():
    assert "C3 is struck through" in refusal(colored(Font(strike=True)))


def conditional(rule, cells: str = "C2:C9") -> bytes:
    """The workbook with one rule of conditional formatting."""
    made = Workbook()
    for row in ROWS:
        made.active.append(row)
    made.active.conditional_formatting.add(cells, rule)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


WHITE = Font(color="FFFFFFFF")
HIDING = [
    CellIsRule(operator="greaterThan", formula=["1"], font=WHITE),
    FormulaRule(formula=["$C2>1"], font=WHITE),
    FormulaRule(formula=["TRUE"], font=Font(strike=True)),
    Rule(type="expression", formula=["TRUE"], dxf=DifferentialStyle(
        numFmt=NumberFormat(numFmtId=170, formatCode=";;;"))),
    FormulaRule(formula=["TRUE"], font=Font(color="FF00FF00"),
                fill=PatternFill(bgColor="FF00FF00", fill_type="solid")),
]  # fmt: skip
SHOWING = [
    CellIsRule(operator="greaterThan", formula=["1"], font=Font(color="FF9C0006"),
               fill=PatternFill(bgColor="FFFFC7CE", fill_type="solid")),
    FormulaRule(formula=["TRUE"], font=WHITE,
                fill=PatternFill(bgColor="FF006100", fill_type="solid")),
    FormulaRule(formula=["ISERROR(C2)"], font=WHITE),
    FormulaRule(formula=["TRUE"], font=Font(bold=True)),
]  # fmt: skip


@pytest.mark.parametrize("rule", HIDING)
def test_a_conditional_format_that_hides_values_is_refused(rule):
    assert "the cells C2:C9 are shown" in refusal(conditional(rule))
    assert rows(conditional(rule, "C900:C901"))


def test_conditional_styles_that_cannot_be_read_refuse_the_workbook():
    made = conditional(HIDING[0])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name == "xl/styles.xml":
                data = data.replace(b"<dxf><font>", b"<dxf><font><sz val='x'/>")
            after.writestr(name, data)
    assert "no readable .xlsx" in refusal(out.getvalue())


@pytest.mark.parametrize("rule", SHOWING)
def test_a_conditional_format_that_shows_values_is_none_of_our_business(rule):
    assert rows(conditional(rule))


def test_a_date_counts_where_its_month_is_shown():
    made = Workbook()
    for row in (ROWS[0], ("a", date(2027, 7, 1), 97.5)):
        made.active.append(row)
    for form, good in (("yyyy-mm", True), ("mmmm yyyy", True), ("yyyy-dd", False), ("dd", False)):
        made.active["B2"].number_format = form
        out = io.BytesIO()
        made.save(out)
        if good:
            assert rows(out.getvalue())[0][1].startswith("2027-07")
        else:
            assert "B2 is formatted so that its month is not shown" in refusal(out.getvalue())


def colored(letters: Font | None, ground: str = "", place: str = "C3") -> bytes:
    """The workbook with one cell in other letters on another ground."""
    made = Workbook()
    for row in ROWS:
        made.active.append(row)
    cell = made.active[place]
    if letters is not None:
        cell.font = letters
    if ground:
        cell.fill = PatternFill("solid", fgColor=ground)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("letters", "ground"),
    [
        (Font(color="FFFFFFFF"), ""),
        (Font(color="FFF8F8F8"), ""),
        (Font(color=Color(theme=0)), ""),
        (Font(color=Color(theme=1, tint=0.95)), ""),
        (Font(color=Color(indexed=9)), ""),
        (Font(color="FF1F3864"), "FF1F3864"),
        (None, "FF000000"),
        (Font(sz=1), ""),
    ],
)
@pytest.mark.parametrize("place", ["A3", "B3", "C3"])
def test_letters_that_nobody_sees_are_refused_with_their_cell(
    letters: Font | None, ground: str, place: str
):
    said = refusal(colored(letters, ground, place))
    assert f"m.xlsx:3:{'ABC'.index(place[0]) + 1}: error: {place} has letters" in said


@pytest.mark.parametrize(
    ("letters", "ground", "place"),
    [
        (Font(color="FFFFFFFF"), "FF1F3864", "C3"),
        (Font(color=Color(theme=0)), "FF000000", "C3"),
        (Font(color="FFFF0000"), "", "C3"),
        (Font(color=Color(theme=1)), "FFFFFF00", "C3"),
        (Font(color="FFFFFFFF"), "", "C1"),
        (Font(color=Color(theme=4)), "", "C3"),
    ],
)
def test_letters_that_are_seen_are_read(letters: Font, ground: str, place: str):
    assert rows(colored(letters, ground, place)) == rows(book())
