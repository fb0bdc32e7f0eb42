"""Boxes, frames and rows of a Word file that leave their words no room, or stand off the page."""

from __future__ import annotations

import pytest

from contract_kit.document import Document
from contract_kit.read import read
from tests.word_files import docx, p

SEEN = "The Supplier answers each call within twenty seconds."
SECRET = "Nobody sees this sentence of the agreement."
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
WP = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
WP14 = 'xmlns:wp14="http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing"'
MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
GRAPHIC = "http://schemas.microsoft.com/office/word/2010/wordprocessing"


def box(
    *, place: str = "", simple: str = "0", after: str = "", body: str = "", before: int = 0
) -> str:
    """A text box of five by one million units, anchored to a paragraph."""
    extra = f'<w:spacing w:before="{before}"/>' if before else ""
    shape = (
        '<wps:wsp><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5000000" cy="1000000"/>'
        f"</a:xfrm></wps:spPr><wps:txbx><w:txbxContent>{p(SECRET, extra=extra)}</w:txbxContent>"
        f"</wps:txbx><wps:bodyPr {body}/></wps:wsp>"
    )
    return (
        f'<w:p><w:r><w:drawing {WP} {WP14} {A}><wp:anchor simplePos="{simple}">{place}'
        f'<wp:extent cx="5000000" cy="1000000"/><a:graphic><a:graphicData uri="{GRAPHIC}Shape">'
        f"{shape}</a:graphicData></a:graphic>{after}</wp:anchor></w:drawing></w:r></w:p>"
    )


def words(body: str) -> Document:
    return read(docx(p(SEEN) + body + p(SEEN)), "a.docx")


def text(document: Document) -> str:
    return " ".join(getattr(block, "text", "") for _, block in document.blocks())


UNSEEN = [
    box(before=5000),
    box(body='lIns="0" tIns="900000" rIns="0" bIns="900000"'),
    box(simple="1", place='<wp:simplePos x="90000000" y="0"/>'),
    box(
        place='<wp:positionH relativeFrom="page"><wp14:pctPosHOffset>300000</wp14:pctPosHOffset>'
        "</wp:positionH>"
    ),
    box(after="<wp14:sizeRelH><wp14:pctWidth>100</wp14:pctWidth></wp14:sizeRelH>"),
    f'<w:p><w:pPr><w:framePr w:vAnchor="page" w:hAnchor="page" w:x="1000" w:y="-1500"/></w:pPr>'
    f"<w:r><w:t>{SECRET}</w:t></w:r></w:p>",
    f'<w:tbl><w:tblPr><w:tblpPr w:horzAnchor="margin" w:tblpX="11000" w:tblpY="1"/></w:tblPr>'
    f"<w:tr><w:tc>{p(SECRET)}</w:tc></w:tr></w:tbl>",
    '<w:tbl><w:tr><w:trPr><w:trHeight w:val="400" w:hRule="exact"/></w:trPr><w:tc>'
    + p(SECRET, extra='<w:spacing w:before="5000"/>')
    + "</w:tc></w:tr></w:tbl>",
    f"<w:p><m:oMath {MATH}><m:phant><m:phantPr><m:show m:val='0'/></m:phantPr><m:e><m:r><m:t>"
    f"{SECRET}</m:t></m:r></m:e></m:phant></m:oMath></w:p>",
    f"<w:p><m:oMath {MATH}><m:rad><m:radPr><m:degHide m:val='1'/></m:radPr><m:deg><m:r><m:t>"
    f"{SECRET}</m:t></m:r></m:deg></m:rad></m:oMath></w:p>",
]


@pytest.mark.parametrize("body", UNSEEN)
def test_words_without_room_or_off_the_page_are_no_evidence(body: str) -> None:
    document = words(body)
    assert SECRET not in text(document)
    assert "hidden-text" in [one.kind for one in document.notices]


SHOWN = [
    box(),
    box(body='lIns="91440" tIns="45720" rIns="91440" bIns="45720"'),
    box(before=200),
    box(after="<wp14:sizeRelH><wp14:pctWidth>0</wp14:pctWidth></wp14:sizeRelH>"),
    box(simple="1", place='<wp:simplePos x="900000" y="900000"/>'),
    f'<w:p><w:pPr><w:framePr w:vAnchor="page" w:hAnchor="page" w:x="1000" w:y="1500"/></w:pPr>'
    f"<w:r><w:t>{SECRET}</w:t></w:r></w:p>",
    f"<w:p><m:oMath {MATH}><m:phant><m:e><m:r><m:t>{SECRET}</m:t></m:r></m:e></m:phant>"
    "</m:oMath></w:p>",
]


@pytest.mark.parametrize("body", SHOWN)
def test_words_with_room_on_the_page_are_read(body: str) -> None:
    document = words(body)
    assert SECRET in text(document)
    assert not document.notices


@pytest.mark.parametrize("name", ["MACROBUTTON NoMacro", "EQ \\x", "GOTOBUTTON there"])
def test_what_a_field_shows_of_its_code_is_lost_text(name: str) -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = f"<w:r><w:instrText> {name} {SECRET}</w:instrText></w:r>"
    document = words(f"<w:p>{mark.format('begin')}{code}{mark.format('end')}</w:p>")
    assert "lost-text" in [one.kind for one in document.notices]
