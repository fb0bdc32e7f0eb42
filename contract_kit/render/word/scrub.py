"""What a house template carries of its own making, taken out of a file that leaves the house."""

from __future__ import annotations

import posixpath
import re

from lxml import etree

from contract_kit.ooxml.package import parse_xml
from contract_kit.ooxml.wordml import W

Parts = dict[str, bytes]

_KEPT_OUT = re.compile(
    r"docProps/(?!core\.xml$|app\.xml$).*|customXml/.*|word/comments\w*\.xml|word/people\.xml"
    r"|word/glossary/.*|word/_rels/comments\w*\.xml\.rels"
)
"""Custom properties, thumbnails, data, comments with their authors, building blocks."""
_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference", "docVars")
_TEXTS = re.compile(r"word/[\w-]+\.xml")


def scrub(parts: Parts) -> None:
    """Take out of a Word file what speaks of those who made its template."""
    gone = {name for name in parts if _KEPT_OUT.fullmatch(name)}
    for name in gone:
        del parts[name]
    if gone:
        _unlink(parts, gone)
    for name in parts:
        if _TEXTS.fullmatch(name) and any(mark.encode() in parts[name] for mark in _MARKS):
            parts[name] = _unmarked(parts[name], name)


def _unlink(parts: Parts, gone: set[str]) -> None:
    """Drop the relationships and content types of parts that are gone."""
    for name in parts:
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            root = parse_xml(parts[name], name)
            for link in list(root):
                target = link.get("Target", "")
                full = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                if link.get("TargetMode") != "External" and full in gone:
                    root.remove(link)
            parts[name] = _written(root)
    types = parse_xml(parts["[Content_Types].xml"], "[Content_Types].xml")
    for row in list(types):
        if row.get("PartName", "").lstrip("/") in gone:
            types.remove(row)
    parts["[Content_Types].xml"] = _written(types)


def _unmarked(data: bytes, name: str) -> bytes:
    root = parse_xml(data, name)
    for mark in _MARKS:
        for element in list(root.iter(f"{{{W}}}{mark}")):
            above = element.getparent()
            if above is not None:
                above.remove(element)
    return _written(root)


def _written(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
