"""What a house template may not hold: links, data, programs and fields that reach outside it.

A contract is one file that shows everyone the same words. So whatever Word would fetch, run or ask
for when the contract is opened is refused, with the part it stands in and what to do.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from contract_kit.errors import TemplateError
from contract_kit.ooxml.wordml import W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contract_kit.ooxml.package import Package

_KINDS = {
    "attachedtemplate": "an attached template; choose Normal under Developer > Document Template",
    "afchunk": "a file that Word would insert; insert its text",
    "oleobject": "an object of another program; paste it as a picture",
    "package": "an embedded file; paste it as a picture",
    "control": "a control that runs a program; delete it",
    "activexcontrolbinary": "a control that runs a program; delete it",
    "subdocument": "a subdocument; insert its text",
    "frame": "a frame with another file; delete it",
    "mailmergesource": "a mail merge; end it under Mailings",
    "mailmergeheadersource": "a mail merge; end it under Mailings",
    "recipientdata": "a mail merge; end it under Mailings",
    "attachedtoolbars": "toolbars of its own; save it as .docx anew",
    "keymapcustomizations": "keys of its own; save it as .docx anew",
    "extensibility": "a ribbon of its own; save it as .docx anew",
    "webextensiontaskpanes": "an add-in; remove it",
    "webextension": "an add-in; remove it",
    "vbaproject": "macros; save it as .docx",
}
"""Relationships by the end of their type, and what is said of them."""
_ELEMENTS = {
    "altChunk": "a file that Word would insert; insert its text",
    "subDoc": "a subdocument; insert its text",
    "dataBinding": "a content control bound to data; remove the control, keep its text",
    "mailMerge": "a mail merge; end it under Mailings",
    "attachedTemplate": "an attached template; choose Normal under Developer > Document Template",
    "object": "an object of another program; paste it as a picture",
    "control": "a control that runs a program; delete it",
    "movie": "a film; delete it",
}
_FIELDS = frozenset(
    ("INCLUDEPICTURE", "INCLUDETEXT", "INCLUDE", "IMPORT", "DDE", "DDEAUTO", "LINK", "EMBED",
     "DATABASE", "RD", "HYPERLINK", "MACROBUTTON", "ASK", "FILLIN", "QUOTE", "SET", "CONTROL",
     "HTMLCONTROL", "ADDIN", "MERGEFIELD", "MERGEREC", "MERGESEQ", "NEXT", "NEXTIF", "SKIPIF",
     "PRINT", "DISPLAYBARCODE")
)  # fmt: skip
"""Fields that fetch, run or ask for something when Word brings them up to date."""
_LOCAL = re.compile(r'HYPERLINK\s+\\l\s+"[^"]*"', re.IGNORECASE)
_ADDRESS = re.compile(r"\s*(?:[a-z][a-z0-9+.-]+:|\\\\|//)", re.IGNORECASE)
_RELATIONSHIP = "Relationship"


def refuse_outside(package: Package, name: str) -> None:
    """Raise `TemplateError` for the first thing in a template that reaches outside it."""
    for part in package.parts():
        root = package.xml(part) if part.endswith((".xml", ".rels")) else None
        if root is None:
            continue
        found = next(_links(root) if part.endswith(".rels") else _held(root), None)
        if found:
            raise TemplateError(
                f"{name}: {part}: the template holds {found}; expected nothing from outside it."
            )


def _links(root: etree._Element) -> Iterator[str]:
    """What is wrong with the relationships of a part."""
    for link in root.iter(f"{{*}}{_RELATIONSHIP}"):
        kind = link.get("Type", "").rsplit("/", 1)[-1]
        target = link.get("Target", "")
        said = _KINDS.get(kind.lower())
        if said:
            yield said
        elif link.get("TargetMode", "").lower() == "external" or _ADDRESS.match(target):
            yield f"a link to “{target[:80]}” ({kind}); remove the link, keep its text or picture"


def _held(root: etree._Element) -> Iterator[str]:
    """What is wrong with the elements of a part."""
    for element in root.iter("{*}*"):
        tag = etree.QName(element).localname
        if (tag in _ELEMENTS and tag != "object") or element.tag == f"{{{W}}}object":
            yield _ELEMENTS[tag]
        for key, value in ((str(k), str(v)) for k, v in element.attrib.items()):
            if etree.QName(key).localname in ("src", "href", "althref") and _ADDRESS.match(value):
                yield f"a link to “{value[:80]}”; remove the link, keep its text or picture"
    fields = _fields(root)
    if "{{" in fields or "{%" in fields:
        yield "a tag in the code of a field; write it where the words are printed"
    for word in re.findall(r"[A-Z]+", _LOCAL.sub("", fields.upper())):
        if word in _FIELDS:
            yield f"the field {word}; press Ctrl+Shift+F9 on it to keep its text alone"


def _fields(root: etree._Element) -> str:
    """The instructions of all fields, those split over runs put together."""
    words = []
    for element in root.iter(f"{{{W}}}fldChar", f"{{{W}}}instrText", f"{{{W}}}fldSimple"):
        if element.tag == f"{{{W}}}instrText":
            words.append(element.text or "")
        else:
            words.append(f"\n{element.get(f'{{{W}}}instr', '')}\n")
    return "".join(words)
