"""The house template, written by this module so that every byte of it is on the record.

`python -m contract_kit.render.word.house` writes `contract_kit/templates/house.docx`. Users who
want their own look copy that file, change it in Word and pass it as `--template`.
"""

from __future__ import annotations

from pathlib import Path

from contract_kit.ooxml.package import write_zip
from contract_kit.ooxml.wordml import R, W, field, paragraph, run
from contract_kit.render.word.styles import HEAD, RED, numbering_part, styles_part
from contract_kit.resources import bundled

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAFT = f'<w:b/><w:bCs/><w:color w:val="{RED}"/><w:spacing w:val="20"/>'

TEXT_WIDTH = 9298
"""How wide lines are, in twentieths of a point; tabs of headers and contents end there."""

_PARTS = (
    ("document", "document.main"), ("styles", "styles"), ("numbering", "numbering"),
    ("settings", "settings"), ("fontTable", "fontTable"), ("header1", "header"),
    ("header2", "header"), ("footer1", "footer"), ("footer2", "footer"),
)  # fmt: skip


def build() -> bytes:
    """Write the template; equal on every run."""
    roots = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:v="urn:schemas-microsoft-com:vml" '
    roots += 'xmlns:o="urn:schemas-microsoft-com:office:office"'
    word = {
        "document": f"<w:document {roots}><w:body>{_cover()}{_section()}</w:body></w:document>",
        "header1": f"<w:hdr {roots}>{_header('{{ title }}')}</w:hdr>",
        "header2": f"<w:hdr {roots}>{_header('')}</w:hdr>",
        "footer1": f"<w:ftr {roots}>{_footer()}</w:ftr>",
        "footer2": f"<w:ftr {roots}>{paragraph('Footer', run('{{ id }}'))}</w:ftr>",
        "settings": _settings(),
        "fontTable": _fonts(),
    }
    parts = {f"word/{name}.xml": HEAD + text for name, text in word.items()}
    parts["word/styles.xml"] = styles_part()
    parts["word/numbering.xml"] = numbering_part()
    parts["[Content_Types].xml"] = _content_types()
    parts["_rels/.rels"] = _relations([("officeDocument", "word/document.xml")])
    links = [(kind.split(".")[0], f"{name}.xml") for name, kind in _PARTS if name != "document"]
    parts["word/_rels/document.xml.rels"] = _relations(links)
    return write_zip({name: text.encode() for name, text in parts.items()})


def _cover() -> str:
    details = "{{ [party.number, party.address, party.country] | select | join(', ') }}"
    return "".join(
        (
            paragraph("CKCoverTitle", run("{{ title }}")),
            _tag("if date"),
            paragraph("CKCoverText", run("{{ date }}")),
            _tag("endif"),
            _tag("for party in parties"),
            paragraph("CKCoverParty", run("{{ party.name }}")),
            paragraph("CKCoverText", run("{{ party.role }}")),
            _tag("if party.number or party.address or party.country"),
            paragraph("CKCoverText", run(details)),
            _tag("endif"),
            _tag("endfor"),
            _tag("if notice"),
            paragraph("CKNotice", run("{{ notice }}")),
            _tag("endif"),
            _tag("if contents"),
            paragraph("CKContents", run("Contents")),
            paragraph("CKText", run("{{p contents }}")),
            _tag("endif"),
            paragraph("CKText", run("{{p body }}")),
        )
    )


def _tag(statement: str) -> str:
    return paragraph("CKText", run("{%p " + statement + " %}"))


def _header(left: str) -> str:
    mark = run("{%r if draft %}") + run("DRAFT", _DRAFT) + _watermark() + run("{%r endif %}")
    return paragraph("Header", run(left) + "<w:r><w:tab/></w:r>" + mark)


def _watermark() -> str:
    """Write DRAFT across the page, pale enough to read through."""
    shape = (
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>'
        '<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
        '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>'
        '<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
        '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>'
        '<v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="custom" '
        'o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
        '<v:textpath on="t" fitshape="t"/></v:shapetype>'
        '<v:shape id="DraftMark" o:spid="_x0000_s2049" type="#_x0000_t136" alt="Draft" '
        'style="position:absolute;margin-left:0;margin-top:0;width:400pt;height:130pt;'
        "rotation:315;z-index:-251658752;mso-position-horizontal:center;"
        "mso-position-horizontal-relative:margin;mso-position-vertical:center;"
        'mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#f1f2f4" '
        'stroked="f"><v:textpath style="font-family:&quot;Arial&quot;;font-size:1pt" '
        'string="DRAFT"/></v:shape>'
    )
    return f"<w:r><w:pict>{shape}</w:pict></w:r>"


def _footer() -> str:
    left = run("{{ id }}") + run("{%r if hash %}") + run("   {{ hash }}") + run("{%r endif %}")
    right = run("Page ") + field("PAGE", "1") + run(" of ") + field("NUMPAGES", "1")
    return paragraph("Footer", left + "<w:r><w:tab/></w:r>" + right)


def _section() -> str:
    ids = {name: f"rId{at}" for at, (name, _) in enumerate(_PARTS)}
    ends = "".join(
        f'<w:{kind}Reference w:type="{which}" r:id="{ids[part]}"/>'
        for kind, which, part in (
            ("header", "default", "header1"), ("header", "first", "header2"),
            ("footer", "default", "footer1"), ("footer", "first", "footer2"),
        )
    )  # fmt: skip
    return f"<w:sectPr>{ends}{_PAPERS['a4']}<w:titlePg/></w:sectPr>"


def on_paper(document: str, paper: str) -> str:
    """The main part of the house template on another paper, its lines as wide as before."""
    return document.replace(_PAPERS["a4"], _PAPERS[paper])


def _page(width: int, height: int) -> str:
    """Write the size of a page and its margins, in twentieths of a point."""
    side = (width - TEXT_WIDTH) // 2
    return (
        f'<w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar w:top="1474" w:right="{side}" '
        f'w:bottom="1361" w:left="{side}" w:header="680" w:footer="624" w:gutter="0"/>'
    )


def _settings() -> str:
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" '
        f'w:val="{value}"/>'
        for name, value in (
            ("compatibilityMode", 15), ("overrideTableStyleFontSizeAndJustification", 1),
            ("enableOpenTypeFeatures", 1), ("doNotFlipMirrorIndents", 1),
        )
    )  # fmt: skip
    return (
        f'<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:compat>{compat}</w:compat><w:themeFontLang w:val="en-GB"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def _fonts() -> str:
    return (
        f'<w:fonts xmlns:w="{W}"><w:font w:name="Arial"><w:altName w:val="Liberation Sans"/>'
        '<w:panose1 w:val="020B0604020202020204"/><w:charset w:val="00"/><w:family w:val="swiss"/>'
        '<w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def _content_types() -> str:
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
        for name, kind in _PARTS
    )
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f"{parts}</Types>"
    )


def _relations(links: list[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{at}" Type="{_RELATION}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(links, 1)
    )
    return (
        f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships">{rows}</Relationships>'
    )


_PAPERS = {"a4": _page(11_906, 16_838), "letter": _page(12_240, 15_840)}


if __name__ == "__main__":
    Path(bundled("templates"), "house.docx").write_bytes(build())
