"""Word files made part by part."""

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
R_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def rels(named: dict[str, str]) -> str:
    """A relationships part: targets by the last word of their type, which is their id, too."""
    inner = "".join(
        f'<Relationship Id="{kind}" Type="{R_TYPES}/{kind}" Target="{target}"/>'
        for kind, target in named.items()
    )
    return f'<Relationships xmlns="{RELS}">{inner}</Relationships>'


def docx(body: str, **parts: str) -> bytes:
    """A Word file; each part is named by the main part, a header and a footer shown by it."""
    roots = {"header": "hdr", "footer": "ftr"}
    shown = "".join(
        f'<w:{kind}Reference w:type="default" r:id="{kind}"/>' for kind in roots if kind in parts
    )
    section = f"<w:sectPr>{shown}</w:sectPr>" if shown else ""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("_rels/.rels", rels({"officeDocument": "word/document.xml"}))
        archive.writestr(
            "word/document.xml",
            f"<w:document {W} {MC}><w:body>{body}{section}</w:body></w:document>",
        )
        named = {name: f"{name}.xml" for name in parts}
        archive.writestr("word/_rels/document.xml.rels", rels(named))
        for name, inner in parts.items():
            root = roots.get(name, name)
            archive.writestr(f"word/{name}.xml", f"<w:{root} {W}>{inner}</w:{root}>")
    return out.getvalue()


def p(text: str, *, style: str = "", num: str = "", level: int = 0, extra: str = "") -> str:
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num:
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}{extra}</w:pPr>{r(text) if text else ''}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
