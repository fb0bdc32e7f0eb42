"""How a section's number and title are printed together, the same in every format we write."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contract_kit.document import Document, Section

_BARE = re.compile(r"[A-Za-z]|[ivxlc]{1,7}|[IVXLC]{1,7}|\d{1,3}")
_WORDED = re.compile(r"[A-Za-z]+ \w+")


def printed(number: str) -> str:
    """The number of a paragraph, with the mark that parts it from the words: `c.`, `Annex 2:`."""
    if _BARE.fullmatch(number):
        return f"{number}."
    return f"{number}:" if _WORDED.fullmatch(number) else number


def label(section: Section) -> str:
    """The number with its mark: `4.`, `Schedule 2:`; empty where there is none."""
    if not section.number or _BARE.fullmatch(section.number):
        return printed(section.number)
    if section.kind == "schedule" or not section.number[:1].isdigit():
        return f"{section.number}:" if section.title else section.number
    return f"{section.number}."


def heading(section: Section) -> str:
    """The whole heading: `4. Service credits`, `Schedule 2: Service levels`."""
    return f"{label(section)} {section.title}".strip()


def anchors(document: Document) -> frozenset[str]:
    """Every place of the document that a reference can point to."""
    found = {section.anchor for section in document.walk()}
    found.update(block.anchor for _, block in document.blocks())
    found.discard("")
    return frozenset(found)


def fingerprint(document: Document) -> str:
    """The spec hash an assembled document carries, empty for any other."""
    values = [value for key, value in document.metadata if "hash" in key.lower()]
    return values[0] if values else ""
