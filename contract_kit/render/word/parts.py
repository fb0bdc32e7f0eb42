"""The parts around the body: properties, language, provenance, and styles a template lacks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contract_kit.ooxml.provenance import write_provenance
from contract_kit.ooxml.wordml import W, escape, run
from contract_kit.render.word.text import AUTHOR, DATE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from contract_kit.document import Document
    from contract_kit.ooxml.provenance import Entry

Parts = dict[str, bytes]

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TYPES = "[Content_Types].xml"
_LINKS = "word/_rels/document.xml.rels"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_RSIDS = re.compile(rb' w:rsid\w*="[^"]*"|<w:rsids>.*?</w:rsids>', re.DOTALL)
_LANGUAGE = re.compile(r'(<w:docDefaults>.*?<w:lang\b[^>]*?w:val=")[^"]*', re.DOTALL)


def unmark(parts: Parts) -> Parts:
    """Drop the marks Word leaves of editing sessions."""
    return {
        name: _RSIDS.sub(b"", data) if name.startswith("word/") and name.endswith(".xml") else data
        for name, data in parts.items()
    }


def set_language(parts: Parts, language: str) -> None:
    """Set the language that proofing and screen readers use."""
    text = parts["word/styles.xml"].decode()
    value = escape(language)
    text, found = _LANGUAGE.subn(lambda match: match[1] + value, text, count=1)
    if not found:
        end = "</w:rPr></w:rPrDefault>"
        text = text.replace(end, f'<w:lang w:val="{value}"/>{end}', 1)
    parts["word/styles.xml"] = text.encode()


def set_properties(parts: Parts, document: Document) -> None:
    """Write title, subject, language and fixed dates; nothing of the machine or the day.

    What leaves the house names its parties as its authors, and no program.
    """
    parties = " and ".join(party.name for party in document.cover.parties)
    author = parties if document.outgoing else AUTHOR
    values = {
        "dc:title": document.title,
        "dc:subject": document.cover.id,
        "dc:creator": author,
        "dc:language": document.language,
        "cp:lastModifiedBy": author,
        "cp:contentStatus": "Draft" if document.draft else "",
    }
    rows = "".join(f"<{name}>{escape(v)}</{name}>" for name, v in values.items() if v)
    dates = "".join(
        f'<dcterms:{kind} xsi:type="dcterms:W3CDTF">{DATE}</dcterms:{kind}>'
        for kind in ("created", "modified")
    )
    core = (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{rows}{dates}</cp:coreProperties>'
    )
    parts["docProps/core.xml"] = core.encode()
    program = "" if document.outgoing else f"<Application>{AUTHOR}</Application>"
    parts["docProps/app.xml"] = (
        f'{HEAD}<Properties xmlns="{_OFFICE}/extended-properties">{program}</Properties>'
    ).encode()
    _link(parts, "_rels/.rels", f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml")
    _link(
        parts,
        "_rels/.rels",
        _CORE.replace("/metadata", "/relationships/metadata"),
        "docProps/core.xml",
    )
    package = "application/vnd.openxmlformats-package.core-properties+xml"
    _declare(parts, "docProps/core.xml", package)
    office = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    _declare(parts, "docProps/app.xml", office)


def add_provenance(
    parts: Parts, entries: Iterable[Entry], metadata: Iterable[tuple[str, str]]
) -> None:
    """Add the custom XML part that says where each passage comes from."""
    at = next(n for n in range(1, len(parts) + 2) if f"customXml/item{n}.xml" not in parts)
    item, properties = write_provenance((e for e in entries if e.bookmark), metadata)
    parts[f"customXml/item{at}.xml"] = item
    parts[f"customXml/itemProps{at}.xml"] = properties
    links = f"customXml/_rels/item{at}.xml.rels"
    _link(parts, links, f"{_OFFICE}/relationships/customXmlProps", f"itemProps{at}.xml")
    _link(parts, _LINKS, f"{_OFFICE}/relationships/customXml", f"../customXml/item{at}.xml")
    kind = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    _declare(parts, f"customXml/itemProps{at}.xml", kind)


def add_comments(parts: Parts, comments: Sequence[str]) -> None:
    """Add the comments, by one author on one date; a template's own give way."""
    if not comments:
        return
    rows = "".join(
        f'<w:comment w:id="{number}" w:author="{AUTHOR}" w:date="{DATE}" w:initials="ck">'
        f"<w:p>{run(text)}</w:p></w:comment>"
        for number, text in enumerate(comments)
    )
    parts["word/comments.xml"] = f'{HEAD}<w:comments xmlns:w="{W}">{rows}</w:comments>'.encode()
    _link(parts, _LINKS, f"{_OFFICE}/relationships/comments", "comments.xml")
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    _declare(parts, "word/comments.xml", kind)


def _link(parts: Parts, name: str, kind: str, target: str) -> None:
    """Add a relationship unless it is there."""
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    empty = f'{HEAD}<Relationships xmlns="{space}"></Relationships>'
    text = (
        parts.get(name, empty.encode())
        .decode()
        .replace(f'<Relationships xmlns="{space}"/>', empty.removeprefix(HEAD))
    )
    if f'Target="{target}"' not in text and f'Target="/{target}"' not in text:
        row = f'<Relationship Id="rIdCK{len(text)}" Type="{kind}" Target="{target}"/>'
        text = text.replace("</Relationships>", row + "</Relationships>")
    parts[name] = text.encode()


def _declare(parts: Parts, name: str, kind: str) -> None:
    """Declare the content type of a part unless it is declared."""
    text = parts[TYPES].decode()
    if f'PartName="/{name}"' not in text:
        row = f'<Override PartName="/{name}" ContentType="{kind}"/>'
        parts[TYPES] = text.replace("</Types>", row + "</Types>").encode()


def add_numbering(parts: Parts, numbering: bytes) -> None:
    """Add word/numbering.xml to a template that has no lists at all."""
    parts["word/numbering.xml"] = numbering
    _link(parts, _LINKS, f"{_OFFICE}/relationships/numbering", "numbering.xml")
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
    _declare(parts, "word/numbering.xml", kind)
