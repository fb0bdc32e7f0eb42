"""Damage of a PDF file that its reader passes over: streams that break off, a missing end."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LAYERS = b"/OCProperties"
_END = b"%%EOF"
_TAIL = 4_096
_STREAM = re.compile(rb"stream\r?\n")
_NO_TEXT = (b"/Image", b"/Length1", b"/FontFile", b"/XRef", b"/Metadata", b"/ICCBased")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_OTHERS = re.compile(rb"/(?:LZWDecode|RunLengthDecode|Crypt|ASCIIHexDecode|LZW|RL|AHx)\b")
_ASCII85 = re.compile(rb"/(?:ASCII85Decode|A85)\b")
_CONTENTS = re.compile(rb"<<(?:(?!stream|endobj).)*>>\s*stream.*?endstream", re.DOTALL)
_DRAWS = re.compile(rb"(?:^|\s|[)\]>])(?:Tj|TJ|'|\"|Do|EI|sh|[fFSsBb]\*?)(?=\s|$)")
_OPERATOR = re.compile(
    rb"(?:^|\s)(?:q|Q|cm|BT|ET|BMC|BDC|EMC|gs|n|re|Tf|Td|Tm|rg|RG|g|G|w|W)(?=\s|$)"
)
_LETTERS85 = re.compile(rb"[!-uz\s]*~>\s*")
_MOST = 100_000_000  # bytes unpacked in one file
_MOST85 = 200_000  # bytes of ASCII85 in one stream that are taken apart: that is slow
_FILTER = re.compile(rb"/Filter\s*(/[A-Za-z0-9]+|\[[^\]]{0,200}\])")
_FILTERS = frozenset(
    b"FlateDecode Fl LZWDecode LZW ASCII85Decode A85 ASCIIHexDecode AHx RunLengthDecode RL"
    b" DCTDecode DCT CCITTFaxDecode CCF JBIG2Decode JPXDecode".split()
)
_CONTENT = re.compile(rb"/Contents\s*(\[[^\]]{0,4000}\]|\d+\s+\d+\s+R)")
_OBJECT = re.compile(rb"(?<!\d)(\d{1,9})\s+(\d{1,5})\s+obj\b")
_REFERENCE = re.compile(rb"(\d{1,9})\s+(\d{1,5})\s+R")


def is_cut_off(data: bytes) -> bool:
    """Whether the file ends before its end."""
    return _END not in data[-_TAIL:]


def has_broken_stream(data: bytes) -> bool:
    """Whether a packed stream of text, not of a picture or a font, cannot be unpacked whole."""
    if b"/Encrypt" in data:
        return False
    if _lacks_contents(data):
        return True
    left = _MOST
    for head, place in _streams(data):
        if _odd_filter(head):
            return True
        if left <= 0 or not _may_hold_text(head):
            continue
        packed = data[place]
        size = _size85(packed, left) if _ASCII85.search(head) else _unpacked(packed, left)
        if size is None:
            return True
        left -= size
    return False


def _size85(packed: bytes, most: int) -> int | None:
    """How many bytes a stream in ASCII85 unpacks to, None where it breaks off."""
    if not _LETTERS85.fullmatch(packed):
        return None
    return _unpacked(_plain(packed), most) if len(packed) <= _MOST85 else 0


def may_hold_layers(data: bytes) -> bool:
    """Whether a file may name layers that can be switched off, in the open or packed."""
    if b"/Encrypt" in data or _LAYERS in data:
        return True
    return any(
        _LAYERS in _start_of(data[place])
        for head, place in _streams(data)
        if b"/ObjStm" in head and _may_hold_text(head)
    )


def _start_of(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, 10_000_000)
    except zlib.error:
        return b""


def _odd_filter(head: bytes) -> bool:
    """Whether a stream is packed in a way that no reader knows."""
    named = _FILTER.search(head)
    return named is not None and not _FILTERS.issuperset(re.findall(rb"[A-Za-z0-9]+", named[1]))


def _lacks_contents(data: bytes) -> bool:
    """Whether a page names a stream of contents that the file does not hold."""
    wanted = {one for match in _CONTENT.finditer(data) for one in _REFERENCE.findall(match[1])}
    return bool(wanted) and not wanted.issubset(_OBJECT.findall(data))


def _may_hold_text(head: bytes) -> bool:
    """Whether a stream is packed, in a way that is looked into, and no picture or font."""
    other = _OTHERS.search(head) or any(one in head for one in _NO_TEXT)
    return _FLATE.search(head) is not None and not other


def _streams(data: bytes) -> Iterator[tuple[bytes, slice]]:
    """The heads of all streams, and where their bodies stand."""
    at = 0
    while (match := _STREAM.search(data, at)) is not None:
        end = data.find(b"endstream", match.end())
        if end < 0:
            return
        at = end + 9
        head = data[max(0, match.start() - 2_000) : match.start()]
        head = head[head.rfind(b" obj") + 1 :]
        yield head, slice(match.end(), end)


def _plain(data: bytes) -> bytes:
    """The bytes of ASCII85; nothing where they are none."""
    from base64 import a85decode  # noqa: PLC0415 - few files need it

    try:
        return a85decode(data.strip().removesuffix(b"~>"))
    except ValueError:
        return b""


def _unpacked(data: bytes, most: int) -> int | None:
    """How many bytes a stream unpacks to, None where it breaks off."""
    packer = zlib.decompressobj(-15)
    size = 0
    rest = data[2:]
    try:
        while rest and not packer.eof and size <= most:
            size += len(packer.decompress(rest, 1_000_000))
            rest = packer.unconsumed_tail
    except zlib.error:
        return None
    return size if packer.eof or size > most else None


def is_blank(saved: bytes) -> bool:
    """Whether a page without drawings, saved as a file of its own, was meant to be blank.

    Contents that cannot be found or unpacked, or that ask for drawings, say that it was not.
    """
    streams = [found[0] for found in _CONTENTS.finditer(saved)]
    if not streams:
        return b"/Contents" not in saved
    for stream in streams:
        head, body = stream.split(b"stream", 1)
        body = body.removesuffix(b"endstream").strip(b"\r\n")
        if _FLATE.search(head):
            plain = _plain(body) if _ASCII85.search(head) else body
            try:
                body = zlib.decompressobj().decompress(plain, 1_000_000)
            except zlib.error:
                return False
        if _DRAWS.search(body) or not body.isascii():
            return False
        if not _OPERATOR.search(body) and (body.strip() or b"/Length 0" not in head):
            return False
    return True
