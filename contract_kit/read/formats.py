"""What a file is, by its bytes first and by its name only where these leave a choice."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath

from contract_kit.errors import UnreadableError

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BINARY = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"II*\x00",
    b"MM\x00*",
    b"\x7fELF",
    b"MZ\x90",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
    b"OggS",
    b"ID3",
    b"SQLite format 3",
    b"\xca\xfe\xba\xbe",
)
_HTML = re.compile(r"<(?:!doctype html|(?:html|head|body|div|p|table|h1)[\s>])", re.IGNORECASE)
_HTML_START = re.compile(
    r"(?:<!--(?:(?!-->).){0,2000}-->\s*){0,5}"
    r"(?:<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]|<\?xml)",
    re.IGNORECASE | re.DOTALL,
)
_START = 1024
"""Bytes in which the marker of a PDF has to begin."""
_WORD_XML = (b"schemas.microsoft.com/office/word/2003/wordml", b"<pkg:package")


def sniff(data: bytes, name: str) -> str:
    """The format of these bytes; raises `UnreadableError` where none fits."""
    suffix = PurePath(name).suffix.lower()
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UnreadableError("empty")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data, suffix)
    if data.startswith(_OLE):
        raise _ole(data, suffix)
    if _is_pdf(data):
        return "pdf"
    _refuse_old(data[:_START].lstrip(b"\xef\xbb\xbf \t\r\n"))
    if data.startswith(_BINARY):
        raise UnreadableError("not-text")
    if suffix in {".docx", ".docm", ".pdf", ".doc", ".dotx", ".rtf", ".odt"}:
        return _misnamed(data, suffix)
    return _textual(data, suffix)


def _refuse_old(start: bytes) -> None:
    """Raise for documents of Word that are text outside, and not read."""
    if start.startswith(b"{\\rtf"):
        raise UnreadableError("legacy-format", "It is an .rtf file.")
    if start.startswith(b"MIME-Version:") and b"multipart/related" in start:
        raise UnreadableError("legacy-format", "It is a web archive (.mht).")
    if start.startswith(b"<?xml") and any(mark in start for mark in _WORD_XML):
        raise UnreadableError("legacy-format", "It is a Word file in a single XML file.")


def _is_pdf(data: bytes) -> bool:
    """Whether a PDF begins here; a little foreign matter may stand before its marker.

    A text that only speaks of the marker has none of the words that every PDF is made of.
    """
    place = data.find(b"%PDF-", 0, _START)
    return place == 0 or (place > 0 and (b"endobj" in data or b"startxref" in data))


def _misnamed(data: bytes, suffix: str) -> str:
    """Text under the name of another format is read as text; anything else is no document."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _textual(data, suffix)
    sample = data[:4096]
    control = sum(byte < 9 or 13 < byte < 32 for byte in sample)
    if control or sum(byte > 126 for byte in sample) > 0.3 * len(sample):
        raise UnreadableError("not-text", f"It is no {suffix[1:]} file inside.")
    return _textual(data, suffix)


def _textual(data: bytes, suffix: str) -> str:
    if suffix in {".html", ".htm", ".xhtml"}:
        return "html"
    if suffix in {".md", ".markdown", ".mdx"}:
        return "md"
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    head = data[:20_000].decode("utf-16" if wide else "latin-1", "replace")
    if _HTML_START.match(head.lstrip("\ufeff\xef\xbb\xbf\xff\xfe \r\n\t")) and _HTML.search(head):
        return "html" if suffix != ".txt" or "</" in head[:5_000] else "txt"
    return "txt"


def _zipped(data: bytes, suffix: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableError("corrupt", "Its ZIP container cannot be opened.") from error
    if {"META-INF/manifest.xml", "content.xml"} <= names:
        raise UnreadableError("legacy-format", "It is an OpenDocument file.")
    if any(one.lower().endswith("vbaproject.bin") for one in names):
        raise UnreadableError("macro")
    if "[Content_Types].xml" in names or "word/document.xml" in names:
        return "docx"
    if suffix in {".docx", ".docm", ".dotx"}:
        raise UnreadableError("corrupt", "It is a ZIP file that holds no Word document.")
    raise UnreadableError("not-text", "It is a ZIP file.")


def _ole(data: bytes, suffix: str) -> UnreadableError:
    """What an OLE container is: an encrypted .docx, or an old .doc."""
    if any(mark.encode("utf-16-le") in data for mark in ("EncryptedPackage", "EncryptionInfo")):
        return UnreadableError("encrypted")
    if "WordDocument".encode("utf-16-le") in data or suffix in {".doc", ".dot", ".docx", ".docm"}:
        return UnreadableError("legacy-format")
    return UnreadableError("not-text", "It is no document of Word.")
