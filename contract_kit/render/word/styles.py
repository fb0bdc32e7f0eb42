"""The styles and lists of the house template, written as one table."""

from __future__ import annotations

from contract_kit.ooxml.wordml import W

NAVY, INK, GREY, RED, LINE, SHADE, PALE = (
    "1F3556", "1A1A1A", "595959", "B3261E", "BFC5CE", "E8ECF2", "F5F7FA",
)  # fmt: skip
FONT = "Arial"

_RULE = f'<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="6" w:color="{NAVY}"/></w:pBdr>'
_TOP_RULE = f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="6" w:color="{LINE}"/></w:pBdr>'
_BOX = (
    f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="{RED}"/></w:pBdr>'
    '<w:shd w:val="clear" w:color="auto" w:fill="FBF1F0"/>'
)


def space(before: int, after: int) -> str:
    """Write the space around a paragraph, in twentieths of a point."""
    return f'<w:spacing w:before="{before}" w:after="{after}"/>'


def indent(left: int, hanging: int = 0) -> str:
    """Write an indent, in twentieths of a point."""
    return f'<w:ind w:left="{left}"' + (f' w:hanging="{hanging}"/>' if hanging else "/>")


def tabs(*stops: tuple[str, int]) -> str:
    """Write tab stops: kind and place; `dots` is a right tab with leaders."""
    marks = "".join(
        f'<w:tab w:val="{"right" if kind == "dots" else kind}"'
        + (' w:leader="dot"' if kind == "dots" else "")
        + f' w:pos="{at}"/>'
        for kind, at in stops
    )
    return f"<w:tabs>{marks}</w:tabs>"


def look(size: float, color: str = "", *, bold: bool = False, italic: bool = False) -> str:
    """Write run properties: size in points."""
    out = "<w:b/><w:bCs/>" if bold else ""
    out += "<w:i/><w:iCs/>" if italic else ""
    out += f'<w:color w:val="{color}"/>' if color else ""
    return out + f'<w:sz w:val="{int(size * 2)}"/><w:szCs w:val="{int(size * 2)}"/>'


def numbered(list_number: int, level: int) -> str:
    """Tie a style to a level of a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_number}"/></w:numPr>'


_TIGHT = '<w:spacing w:before="0" w:after="20" w:line="240" w:lineRule="auto"/>'
_KEEP = "<w:keepNext/><w:keepLines/>"


def _outline(level: int) -> str:
    return f'<w:outlineLvl w:val="{level}"/>'


# id, name, based on, next, paragraph properties in schema order, run properties
Style = tuple[str, str, str, str, str, str]
STYLES: tuple[Style, ...] = (
    ("Heading1", "heading 1", "Normal", "CKBody1", _KEEP + space(320, 120) + _outline(0),
     look(12, NAVY, bold=True)),
    ("Heading2", "heading 2", "Normal", "CKBody1", _KEEP + space(220, 100) + _outline(1),
     look(10.5, NAVY, bold=True)),
    ("Heading3", "heading 3", "Normal", "CKBody1", _KEEP + space(160, 80) + _outline(2),
     look(10, NAVY, bold=True)),
    ("Title", "Title", "Normal", "Normal", space(0, 240), look(30, NAVY, bold=True)),
    ("Caption", "caption", "Normal", "Normal", _KEEP + space(180, 80), look(9, NAVY, bold=True)),
    ("Header", "header", "Normal", "", tabs(("right", 9298)) + space(0, 0), look(8, GREY)),
    ("Footer", "footer", "Normal", "", _TOP_RULE + tabs(("right", 9298)) + space(0, 0),
     look(8, GREY)),
    ("TOC1", "toc 1", "Normal", "Normal", tabs(("left", 1361), ("dots", 9298)) + _TIGHT
     + '<w:ind w:left="1361" w:hanging="1361"/>', look(9.5)),
    ("TOC2", "toc 2", "Normal", "Normal", tabs(("left", 1928), ("dots", 9298)) + _TIGHT
     + '<w:ind w:left="1928" w:hanging="567"/>', look(9, GREY)),
    ("CKClause1", "Clause Heading", "Heading1", "CKClause2", numbered(1, 0), ""),
    ("CKClause2", "Clause 1.1", "Normal", "CKClause2", numbered(1, 1), ""),
    ("CKClause3", "Clause (a)", "Normal", "CKClause3", numbered(1, 2), ""),
    ("CKClause4", "Clause (i)", "Normal", "CKClause4", numbered(1, 3), ""),
    ("CKSchedule", "Schedule Heading", "Heading1", "CKSched1",
     "<w:pageBreakBefore/>" + numbered(2, 0) + _RULE + space(0, 240), look(15)),
    ("CKScheduleTyped", "Schedule Heading Typed", "Heading1", "CKSched1",
     "<w:pageBreakBefore/>" + _RULE + space(0, 240), look(15)),
    ("CKSched1", "Schedule Section", "Heading2", "CKSched2", numbered(2, 1), ""),
    ("CKSched2", "Schedule 1.1", "Normal", "CKSched2", numbered(2, 2), ""),
    ("CKSched3", "Schedule (a)", "Normal", "CKSched3", numbered(2, 3), ""),
    ("CKSched4", "Schedule (i)", "Normal", "CKSched4", numbered(2, 4), ""),
    ("CKHeading1", "Heading 1 Plain", "Heading1", "CKBody1", "", ""),
    ("CKHeading2", "Heading 2 Plain", "Heading2", "CKBody1", "", ""),
    ("CKHeading3", "Heading 3 Plain", "Heading3", "CKBody1", "", ""),
    ("CKText", "Contract Text", "Normal", "CKText", "", ""),
    ("CKBody1", "Clause Text 1", "Normal", "CKBody1", indent(720), ""),
    ("CKBody2", "Clause Text 2", "Normal", "CKBody2", indent(1287), ""),
    ("CKBody3", "Clause Text 3", "Normal", "CKBody3", indent(1854), ""),
    ("CKBullet1", "Contract Bullet 1", "Normal", "CKBullet1", numbered(3, 0) + space(0, 60), ""),
    ("CKBullet2", "Contract Bullet 2", "Normal", "CKBullet2", numbered(3, 1) + space(0, 60), ""),
    ("CKBullet3", "Contract Bullet 3", "Normal", "CKBullet3", numbered(3, 2) + space(0, 60), ""),
    ("CKDefinition", "Contract Definition", "Normal", "CKDefinition", indent(720), ""),
    ("CKNote", "Contract Note", "Normal", "CKBody1", indent(720), look(9, GREY, italic=True)),
    ("CKCell", "Table Text", "Normal", "CKCell",
     space(50, 50).replace("/>", ' w:line="247" w:lineRule="atLeast"/>'), look(9)),
    ("CKCellHead", "Table Head", "CKCell", "CKCell", "<w:keepNext/>", look(9, NAVY, bold=True)),
    ("CKTermName", "Key Term", "CKCell", "CKCell", "", look(9, NAVY, bold=True)),
    ("CKSign", "Signature Line", "Normal", "CKSign", "<w:keepNext/><w:keepLines/>" + space(0, 0),
     look(9.5)),
    ("CKSmallHeading", "Small Print Heading", "Normal", "CKSmall",
     _KEEP + _TOP_RULE + space(480, 80), look(9, GREY, bold=True)),
    ("CKSmall", "Small Print", "Normal", "CKSmall", _KEEP + space(0, 40),
     look(8, GREY)),
    ("CKContents", "Contents Heading", "Normal", "Normal",
     _KEEP + "<w:pageBreakBefore/>" + _RULE + space(0, 240), look(15, NAVY, bold=True)),
    ("CKCoverTitle", "Cover Title", "Title", "CKCoverText", _RULE + space(2800, 360), ""),
    ("CKCoverText", "Cover Text", "Normal", "CKCoverText", space(0, 120), look(11, GREY)),
    ("CKCoverParty", "Cover Party", "Normal", "CKCoverText", _KEEP + space(240, 60),
     look(15, INK, bold=True)),
    ("CKNotice", "Cover Notice", "Normal", "CKText", _BOX + space(720, 120)
     + '<w:ind w:left="227" w:right="227"/>', look(9.5, RED)),
)  # fmt: skip


def styles_part() -> str:
    """Write word/styles.xml."""
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}{look(10)}"
        '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/><w:pPr><w:widowControl/></w:pPr></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    )
    body = "".join(map(_style, STYLES))
    return f'{HEAD}<w:styles xmlns:w="{W}">{defaults}{normal}{body}{_table_styles()}</w:styles>'


HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def _style(style: Style) -> str:
    identity, name, base, following, paragraph, run = style
    custom = ' w:customStyle="1"' if identity.startswith("CK") else ""
    out = f'<w:style w:type="paragraph"{custom} w:styleId="{identity}"><w:name w:val="{name}"/>'
    out += f'<w:basedOn w:val="{base}"/>'
    out += f'<w:next w:val="{following}"/>' if following else ""
    out += '<w:uiPriority w:val="39"/>' if identity.startswith("TOC") else ""
    out += "<w:qFormat/>"
    out += f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    out += f"<w:rPr>{run}</w:rPr>" if run else ""
    return out + "</w:style>"


def _table_styles() -> str:
    margins = (
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="100" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar>'
    )

    def lines(*sides: str) -> str:
        edges = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>' for side in sides
        )
        return f"<w:tblBorders>{edges}</w:tblBorders>"

    def table(identity: str, name: str, borders: str, conditions: str) -> str:
        return (
            f'<w:style w:type="table" w:customStyle="1" w:styleId="{identity}">'
            f'<w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
            f"<w:tblPr>{borders}{margins}</w:tblPr>{conditions}</w:style>"
        )

    def shaded(where: str, fill: str) -> str:
        return (
            f'<w:tblStylePr w:type="{where}"><w:tblPr/><w:tcPr>'
            f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/></w:tcPr></w:tblStylePr>'
        )

    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"{margins}</w:tblPr></w:style>"
        + table("CKTable", "Contract Table",
                lines("top", "left", "bottom", "right", "insideH", "insideV"),
                shaded("firstRow", SHADE))
        + table("CKTerms", "Key Terms Table", lines("top", "bottom", "insideH"),
                shaded("firstCol", PALE) + shaded("firstRow", SHADE))
        + table("CKSignTable", "Signature Table", "", "")
    )  # fmt: skip


def numbering_part() -> str:
    """Write word/numbering.xml: the agreement, the schedules, bullets."""
    main = (
        _level(0, "decimal", "%1.", "CKClause1", 720, 720)
        + _level(1, "decimal", "%1.%2", "CKClause2", 720, 720)
        + _level(2, "lowerLetter", "(%3)", "CKClause3", 1287, 567)
        + _level(3, "lowerRoman", "(%4)", "CKClause4", 1854, 567)
    )
    schedules = (
        _level(0, "decimal", "Schedule %1", "CKSchedule", 2041, 2041)
        + _level(1, "decimal", "%2.", "CKSched1", 720, 720)
        + _level(2, "decimal", "%2.%3", "CKSched2", 720, 720)
        + _level(3, "lowerLetter", "(%4)", "CKSched3", 1287, 567)
        + _level(4, "lowerRoman", "(%5)", "CKSched4", 1854, 567)
    )
    bullets = "".join(
        _level(level, "bullet", sign, f"CKBullet{level + 1}", 1134 + 567 * level, 414)
        for level, sign in enumerate("•–•")
    )
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:nsid w:val="43{n:06X}"/>'
        f'<w:multiLevelType w:val="multilevel"/><w:tmpl w:val="43{n + 16:06X}"/>'
        f"{levels}</w:abstractNum>"
        for n, levels in enumerate((main, schedules, bullets))
    )
    numbers = "".join(
        f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(3)
    )
    return f'{HEAD}<w:numbering xmlns:w="{W}">{lists}{numbers}</w:numbering>'


def _level(level: int, kind: str, text: str, style: str, left: int, hanging: int) -> str:
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:pStyle w:val="{style}"/><w:suff w:val="tab"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/>'
        f"<w:pPr>{tabs(('left', left))}{indent(left, hanging)}</w:pPr></w:lvl>"
    )
