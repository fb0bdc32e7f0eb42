"""What a file that is sent holds, byte by byte, and what it must not show."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import pikepdf

from contract_kit.document import Document, Origin, Table
from contract_kit.spec import Contract
from tests.conftest import clause_library

OURS = (b"contract-kit", b"contract_kit", b"contract kit", b"provenance", b"stance", b"balanced")
"""Words of the program that no contract speaks of."""
FINAL = (b"watermark", b"DRAFT", b"Draft")
"""What a copy to sign does not show besides; contracts speak of drafts in small letters."""


def parts(data: bytes) -> dict[str, bytes]:
    """Every part of a file: of a package its members and their names, of a PDF its objects."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = {name: archive.read(name) for name in archive.namelist()}
            return {**found, "names": "\n".join(archive.namelist()).encode() + archive.comment}
    if not data.startswith(b"%PDF"):
        return {"file": data}
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return {"file": data} | {f"object {at}": held(one) for at, one in enumerate(pdf.objects)}


def held(one: pikepdf.Object) -> bytes:
    """A PDF object as it is written, with its stream unpacked unless it is a font."""
    written: bytes = one.unparse()
    if isinstance(one, pikepdf.Stream) and "/Length1" not in one:
        written += one.read_bytes()
    return written


def origins(document: Document) -> Iterator[Origin]:
    for _, block in document.blocks():
        yield block.origin
        if isinstance(block, Table):
            yield from (row.origin for row in block.rows)
    yield from (one.origin for one in document.definitions)


def internal(contract: Contract, document: Document) -> set[bytes]:
    """What a file must not show of how this document was made."""
    paths = {line.path for origin in origins(document) for line in origin.spec}
    names = {*clause_library().clauses, *(path for path in paths if path.count(".") > 1)}
    names |= {path for path in paths if "_" in path}
    return {name.encode() for name in names} | {contract.hash[:8].encode()}


def shown(data: bytes, words: set[bytes] | tuple[bytes, ...]) -> list[tuple[str, bytes]]:
    """Which of the words stand in which part of a file, whole and in the letters given."""
    pattern = re.compile(rb"(?<![A-Za-z])(?:" + b"|".join(map(re.escape, sorted(words))) + rb")")
    found = []
    for name, part in parts(data).items():
        found += [(name, match) for match in pattern.findall(part)]
    return found
