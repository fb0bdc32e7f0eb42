"""The zip around a Word file: opened with suspicion, written with fixed order and times.

Nothing is unpacked before the directory of the archive was checked, and no part is parsed that
carries a DOCTYPE. What is refused raises `UnreadableError` with its cause.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

from lxml import etree

from contract_kit.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_FILE = 64 * 2**20
MAX_MEMBERS = 4096
MAX_UNPACKED = 256 * 2**20
MAX_XML = 64 * 2**20
MAX_RATIO = 150
SMALL = 4 * 2**20
"""Parts that unpack to less than this may have any ratio: empty styles compress very well."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CONTENT_TYPES = "[Content_Types].xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w{1,40})/")
_DOCTYPES = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))


class Package:
    """An opened package. Parts are unpacked and parsed when they are asked for, once."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = tuple(i.filename for i in archive.infolist() if not i.is_dir())
        self._lower = {name.lower(): name for name in self._names}
        self._bytes: dict[str, bytes] = {}
        self._xml: dict[str, etree._Element] = {}

    def parts(self) -> tuple[str, ...]:
        """Return the names of all parts, in the archive's order, without a leading slash."""
        return self._names

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def named(self, name: str) -> str:
        """Return the part of that name as the archive spells it, "" when there is none."""
        return self._lower.get(name.lower(), "")

    def bytes(self, name: str) -> bytes:
        """Return the content of the part `name`; KeyError when there is none."""
        if name not in self._bytes:
            if name not in self._names:
                raise KeyError(name)
            self._bytes[name] = _unpack(self._archive, name)
        return self._bytes[name]

    def xml(self, name: str) -> etree._Element | None:
        """Return the root element of the XML part `name`; None when there is no such part."""
        if name not in self._names:
            return None
        if name not in self._xml:
            self._xml[name] = parse_xml(self.bytes(name), name)
        return self._xml[name]


def open_package(data: bytes) -> Package:
    """Open a package (docx, xlsx) after checking that it can do no harm."""
    if not data:
        raise UnreadableError("empty")
    if data.startswith(_OLE):
        raise UnreadableError(_ole_cause(data))
    if data.lstrip()[:5] == b"{\\rtf":
        raise UnreadableError("legacy-format")
    if not data.startswith(b"PK"):
        raise UnreadableError("not-text")
    if len(data) > MAX_FILE:
        raise UnreadableError("too-large", f"({len(data) // 2**20} MiB of {MAX_FILE // 2**20})")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise UnreadableError("corrupt", f"({error})") from error
    _check_directory(archive.infolist())
    return Package(archive)


def parse_xml(data: bytes, name: str = "") -> etree._Element:
    """Parse untrusted XML: no DOCTYPE, no entities, no network, no huge trees.

    The namespaces of ISO's strict form become the usual ones.
    """
    if len(data) > MAX_XML:
        raise UnreadableError("too-large", f"({name})")
    if any(mark in data for mark in _DOCTYPES):
        raise UnreadableError("corrupt", f"({name} carries a DOCTYPE)")
    if b"purl.oclc.org" in data:
        data = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError("corrupt", f"({name}: {error})") from error
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableError("corrupt", f"({name} carries a DOCTYPE)")
    return root


def write_zip(parts: Mapping[str, bytes]) -> bytes:
    """Pack parts: content types first, then relationships, then by name; one fixed time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(parts, key=lambda n: (n != _CONTENT_TYPES, n != "_rels/.rels", n)):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            info.external_attr = 0
            archive.writestr(info, parts[name])
    return out.getvalue()


def _unpack(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        return archive.read(name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise UnreadableError("corrupt", f"({name}: {error})") from error
    except (NotImplementedError, RuntimeError, ValueError) as error:
        raise UnreadableError("corrupt", f"({name}: {error})") from error


def _ole_cause(data: bytes) -> str:
    """Tell a password-protected package from an old .doc."""
    secret = "EncryptedPackage".encode("utf-16-le")
    return "encrypted" if secret in data else "legacy-format"


def _check_directory(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise UnreadableError("bomb", f"({len(members)} members)")
    _check_names([member.filename for member in members])
    if any(member.flag_bits & 0x1 for member in members):
        raise UnreadableError("encrypted")
    for member in members:
        if member.compress_type not in _PACKINGS:
            raise UnreadableError("corrupt", f"({member.filename} is packed in an unusual way)")
    total = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if total > MAX_UNPACKED or (total > SMALL and total > MAX_RATIO * max(packed, 1)):
        raise UnreadableError("bomb", f"({packed} bytes claim to unpack to {total})")
    for member in members:
        if member.file_size > SMALL and member.file_size > MAX_RATIO * max(member.compress_size, 1):
            raise UnreadableError("bomb", f"({member.filename})")


def _check_names(names: list[str]) -> None:
    if len({name.lower() for name in names}) != len(names):
        raise UnreadableError("corrupt", "(a part stands in it twice)")
    for name in names:
        steps = name.replace("\\", "/").split("/")
        if name.startswith(("/", "\\")) or ".." in steps or ":" in steps[0] or "\0" in name:
            raise UnreadableError("corrupt", f"(unsafe part name {name!r})")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UnreadableError("macro")
    if _CONTENT_TYPES not in names:
        raise UnreadableError("corrupt", "(a zip file, but no Word file)")
