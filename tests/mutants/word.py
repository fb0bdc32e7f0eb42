"""Changes of a Word file."""

from __future__ import annotations

import zipfile
from functools import partial
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from lxml import etree

from tests.mutants import archive, hostile

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

MAIN = "word/document.xml"
NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "v": "urn:schemas-microsoft-com:vml",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "x": "urn:example:unknown",
}
W = f"{{{NAMES['w']}}}"
BREAKS_SHARE = 0.25

IN_PARAGRAPH = (
    '<w:pPr><w:numPr><w:ilvl w:val="{n}"/><w:numId w:val="{n}"/></w:numPr></w:pPr>',
    '<w:pPr><w:outlineLvl w:val="{n}"/></w:pPr>', '<w:pPr><w:pStyle w:val="{t}"/></w:pPr>',
    '<w:pPr><w:ind w:left="{n}" w:hanging="{n}"/><w:jc w:val="{t}"/></w:pPr>',
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    '<w:r><w:instrText>REF {t} \\h</w:instrText></w:r>', '<w:fldSimple w:instr="{t}"/>',
    '<w:hyperlink r:id="{t}"><w:r><w:t>{t}</w:t></w:r></w:hyperlink>',
    '<w:ins w:author="{t}" w:date="{n}"><w:r><w:t>{t}</w:t></w:r></w:ins>',
    '<w:del w:author="{t}"><w:r><w:delText>{t}</w:delText></w:r></w:del>',
    '<w:moveFrom w:id="{n}"><w:r><w:t>{t}</w:t></w:r></w:moveFrom>',
    '<w:r><w:footnoteReference w:id="{n}"/></w:r>', '<w:r><w:endnoteReference w:id="{n}"/></w:r>',
    '<w:r><w:sym w:font="Wingdings" w:char="{n}"/></w:r>', '<w:commentRangeStart w:id="{n}"/>',
    '<w:r><w:rPr><w:sz w:val="{n}"/><w:vanish/></w:rPr><w:t>{t}</w:t></w:r>',
    '<w:r><w:rPr><w:color w:val="{n}"/><w:vertAlign w:val="{t}"/></w:rPr><w:t>{n}</w:t></w:r>',
    '<w:r><w:tab/><w:br w:type="page"/><w:cr/><w:noBreakHyphen/><w:softHyphen/></w:r>',
    '<m:oMath><m:r><m:t>{n}</m:t></m:r></m:oMath>', '<w:bookmarkStart w:id="{n}" w:name="{t}"/>',
)  # fmt: skip
IN_BODY = (
    '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="{n}"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>',
    '<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr><w:tr/></w:tbl>',
    '<w:tbl><w:tblGrid><w:gridCol w:w="{n}"/></w:tblGrid></w:tbl>', "<w:tbl/>", "<w:sdt/>",
    '<w:tbl><w:tr><w:trPr><w:gridBefore w:val="{n}"/><w:del w:id="1"/></w:trPr></w:tr></w:tbl>',
    '<w:sectPr><w:headerReference w:type="default" r:id="{t}"/><w:cols w:num="{n}"/></w:sectPr>',
    '<w:altChunk r:id="{t}"/>', '<w:p><w:r><w:object/></w:r></w:p>', '<w:p w:rsidR="{n}"/>',
)  # fmt: skip
KEEPING = (
    "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
    '<w:customXml w:element="x">{}</w:customXml>',
    '<w:ins w:id="9" w:author="A">{}</w:ins>',
    '<w:moveTo w:id="9" w:author="A">{}</w:moveTo>',
    '<mc:AlternateContent><mc:Choice Requires="wps">{}</mc:Choice></mc:AlternateContent>',
    "<mc:AlternateContent><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
    "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
    "<w:tbl><w:tr><w:sdt><w:sdtContent><w:tc>{}</w:tc></w:sdtContent></w:sdt></w:tr></w:tbl>",
    "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox>"
    "</v:shape></w:pict></w:r></w:p>",
    "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>"
    "{}</w:txbxContent></wps:txbx></w:drawing></mc:Choice></mc:AlternateContent></w:r></w:p>",
    "<x:shell>{}</x:shell>",
    "<w:unknown>{}</w:unknown>",
)
"""What may stand around a paragraph: its words are still there for whoever opens the file."""


CONTAINERS = ("pPr", "rPr", "tcPr", "trPr", "lvl", "numPr", "sectPr", "tblPr")
PROPERTIES = (
    "ilvl", "numId", "outlineLvl", "gridSpan", "gridBefore", "sz", "start", "vMerge", "hMerge",
    "pStyle",
    "rStyle", "vanish", "color", "vertAlign", "numFmt", "lvlText", "lvlRestart", "caps", "isLgl",
    "suff",
    "abstractNumId", "startOverride", "pageBreakBefore", "keepNext", "jc", "highlight", "w",
    "position",
)  # fmt: skip


def _property(root: etree._Element, chance: Random) -> None:
    """A hostile value of a property, in the place where Word keeps it."""
    name = chance.choice(PROPERTIES)
    value = hostile.number(chance) if chance.random() < 0.8 else hostile.text(chance)
    own = list(root.iter(W + name))
    if own and chance.random() < 0.5:
        chance.choice(own).set(W + "val", value)
        return
    places = list(root.iter(*(W + one for one in CONTAINERS)))
    if places:
        etree.SubElement(chance.choice(places), W + name).set(W + "val", value)


def _fragment(text: str) -> list[etree._Element]:
    spaces = " ".join(f'xmlns:{name}="{uri}"' for name, uri in NAMES.items())
    return list(etree.fromstring(f"<all {spaces}>{text}</all>"))


def _filled(pattern: str, chance: Random) -> str:
    def safe(text: str) -> str:
        return escape(text, {'"': "&quot;"})

    return pattern.format(n=safe(hostile.number(chance)), t=safe(hostile.text(chance)))


def _into(tag: str, patterns: tuple[str, ...], root: etree._Element, chance: Random) -> None:
    places = list(root.iter(W + tag))
    if places:
        place = chance.choice(places)
        for one in _fragment(_filled(chance.choice(patterns), chance)):
            place.insert(chance.randint(0, len(place)), one)


def _around(root: etree._Element, chance: Random) -> None:
    places = [one for one in root.iter(W + "p") if len("".join(one.itertext())) > 40]
    if places:
        place = chance.choice(places)
        (shell,) = _fragment(chance.choice(KEEPING).format("<w:p/>"))
        slots = [one for one in shell.iter(W + "p") if len(one) == 0]
        place.addprevious(shell)
        slots[-1].getparent().replace(slots[-1], place)


def _around_some(data: bytes, chance: Random) -> bytes:
    """Something around paragraphs of the main part."""
    parts = archive.unpack(data)
    root = etree.fromstring(parts[MAIN])
    for _ in range(chance.choice((1, 3))):
        _around(root, chance)
    return archive.pack({**parts, MAIN: etree.tostring(root)})


def _cut(data: bytes, chance: Random) -> bytes:
    """The main part ends in the middle."""
    parts = archive.unpack(data)
    return archive.pack({**parts, MAIN: parts[MAIN][: chance.randrange(len(parts[MAIN]))]})


def _garbage(data: bytes, chance: Random) -> bytes:
    """Bytes that are no XML in the middle of the main part."""
    parts = archive.unpack(data)
    at = chance.randrange(len(parts[MAIN]))
    noise = chance.choice(
        (b"\x00", b"<", b"&", b"\xff\xfe", b"</w:p>", b"]]>", chance.randbytes(40))
    )
    return archive.pack({**parts, MAIN: parts[MAIN][:at] + noise + parts[MAIN][at:]})


def _damaged(data: bytes, chance: Random) -> bytes:
    """Some bytes of the file itself are others."""
    spoilt = bytearray(data)
    for _ in range(chance.choice((1, 4, 64))):
        spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
    return bytes(spoilt)


def _packed_otherwise(data: bytes, chance: Random) -> bytes:
    """The same parts in another order, with another compression."""
    parts = list(archive.unpack(data).items())
    chance.shuffle(parts)
    methods = (zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
    return archive.pack(dict(parts), chance.choice(methods))


def _encoded(data: bytes, chance: Random) -> bytes:
    """The main part in another encoding, or in the namespaces of the strict standard."""
    parts = archive.unpack(data)
    text = parts[MAIN].decode()
    if chance.random() < 0.5:
        coded = etree.tostring(etree.fromstring(parts[MAIN]), encoding="UTF-16")
    else:
        strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
        coded = text.replace(NAMES["w"], strict).encode()
    return archive.pack({**parts, MAIN: coded})


def _main_elsewhere(data: bytes, chance: Random) -> bytes:
    """The main part under another name, as the relationships say."""
    name = chance.choice(("word/document2.xml", "word/Document.xml", "w/main.xml"))
    parts = {name if key == MAIN else key: one for key, one in archive.unpack(data).items()}
    for key in ("_rels/.rels", "[Content_Types].xml"):
        parts[key] = parts[key].replace(MAIN.encode(), name.encode())
    rels = "word/_rels/document.xml.rels"
    folder, _, file = name.rpartition("/")
    moved = parts.pop(rels, None)
    return archive.pack({**parts, f"{folder}/_rels/{file}.rels": moved} if moved else parts)


def _tree(change: Callable[[etree._Element, Random], None], data: bytes, chance: Random) -> bytes:
    return archive.inside(data, chance, change, MAIN)


CHANGES = {
    **{one.__name__: partial(_tree, one) for one in archive.TREE},
    "property": partial(_tree, _property),
    "more-property": partial(_tree, _property),
    "in-paragraph": partial(_tree, partial(_into, "p", IN_PARAGRAPH)),
    "in-run": partial(_tree, partial(_into, "r", IN_PARAGRAPH)),
    "in-body": partial(_tree, partial(_into, "body", IN_BODY)),
    "in-cell": partial(_tree, partial(_into, "tc", IN_BODY)),
}
BREAKS = {
    "around": _around_some,
    "cut": _cut,
    "garbage": _garbage,
    "damaged": _damaged,
    "packed": _packed_otherwise,
    "encoded": _encoded,
    "main-elsewhere": _main_elsewhere,
}
