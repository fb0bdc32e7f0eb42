"""A custom XML part that says, by bookmark, where each passage of a Word file comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from contract_kit.digits import whole
from contract_kit.ooxml.package import open_package
from contract_kit.ooxml.wordml import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml import etree

NAMESPACE = "urn:contract-kit:provenance:1"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PART = re.compile(r"customXml/item\d+\.xml")


@dataclass(frozen=True, slots=True)
class Entry:
    """One passage: its bookmark, its printed number and what made it.

    `kind` is `section`, `paragraph` or `table`; `number` its full number ("4.2(a)") and `place` the
    schedule it stands in ("Schedule 2"), empty in the main agreement. `spec` holds dotted paths of
    the spec and their lines.
    """

    bookmark: str
    kind: str
    number: str = ""
    place: str = ""
    clause: str = ""
    version: str = ""
    variant: str = ""
    spec: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Provenance:
    """All entries of a file by bookmark, in reading order, and the data of its making."""

    entries: Mapping[str, Entry]
    metadata: tuple[tuple[str, str], ...] = ()

    def find(self, number: str) -> tuple[Entry, ...]:
        """Find what stands at a printed number: `4.2`, `4.2(a)`, `Schedule 2`, `Schedule 2, 3.1`.

        A number alone means the main agreement first, then every schedule that has it.
        """
        wanted = _key(number)
        found = [e for e in self.entries.values() if e.number and _key(e.number) == wanted]
        inside = [
            e
            for e in self.entries.values()
            if e.place and e.number and _key(e.place + e.number) == wanted
        ]
        return tuple([e for e in found if not e.place] or inside or found)


def write_provenance(
    entries: Iterable[Entry], metadata: Iterable[tuple[str, str]] = ()
) -> tuple[bytes, bytes]:
    """Write the part and its properties part."""
    rows = [f'<meta name="{escape(n)}" value="{escape(v)}"/>' for n, v in metadata]
    rows += map(_row, entries)
    head = '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
    item = f'{head}<provenance xmlns="{NAMESPACE}">{"".join(rows)}</provenance>'
    properties = (
        f'{head}<ds:datastoreItem ds:itemID="{{6B1F2C1E-8B0B-4C59-9C4E-5C0F7D3A2E11}}" '
        f'xmlns:ds="{_CUSTOM}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    return item.encode(), properties.encode()


def read_provenance(data: bytes) -> Provenance | None:
    """Read the part out of a Word file; None where the file has none."""
    package = open_package(data)
    for name in package.parts():
        root = package.xml(name) if _PART.fullmatch(name) else None
        if root is not None and root.tag == f"{{{NAMESPACE}}}provenance":
            entries = [_entry(row) for row in root.iterchildren(f"{{{NAMESPACE}}}entry")]
            metas = root.iterchildren(f"{{{NAMESPACE}}}meta")
            return Provenance(
                {entry.bookmark: entry for entry in entries},
                tuple((meta.get("name", ""), meta.get("value", "")) for meta in metas),
            )
    return None


_FIELDS = ("bookmark", "kind", "number", "place", "clause", "version", "variant")


def _row(entry: Entry) -> str:
    attributes = f' bookmark="{entry.bookmark}" kind="{entry.kind}"'
    if entry.number:
        attributes += f' number="{escape(entry.number)}"'
    if entry.place:
        attributes += f' place="{escape(entry.place)}"'
    return f"<entry{attributes}{_origin(entry.clause, entry.version, entry.variant, entry.spec)}"


@lru_cache(maxsize=4096)
def _origin(clause: str, version: str, variant: str, spec: tuple[tuple[str, int], ...]) -> str:
    """Write the end of a row; many passages of one clause share it."""
    values = (("clause", clause), ("version", version), ("variant", variant))
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in values if value)
    lines = "".join(f'<spec path="{escape(path)}" line="{line}"/>' for path, line in spec)
    return f"{attributes}>{lines}</entry>" if lines else f"{attributes}/>"


def _entry(row: etree._Element) -> Entry:
    spec = tuple(
        (line.get("path", ""), whole(line.get("line")) or 0)
        for line in row.iterchildren(f"{{{NAMESPACE}}}spec")
    )
    return Entry(**{name: row.get(name, "") for name in _FIELDS}, spec=spec)


def _key(number: str) -> str:
    return re.sub(r"[\s,]+|\b(?:clause|paragraph|section|of)\b|\.$", "", number.lower())
