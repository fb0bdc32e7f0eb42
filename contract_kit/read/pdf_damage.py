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
_LATE = re.compile(rb"/EarlyChange\s+0")
_LZW_CLEAR, _LZW_END = 256, 257
_ASKED = re.compile(rb"/([^\s/<>\[\](){}%#]{1,127})\s+Do(?=\s|$)")
_NAMED = re.compile(rb"/([^\s/<>\[\](){}%#]{1,127})\s+(\d{1,9})\s+(\d{1,5})\s+R")
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
    """Whether a stream of text, not of a picture or a font, is missing or cannot be read whole."""
    if b"/Encrypt" in data:
        return False
    objects = frozenset(_OBJECT.findall(data))
    if _lacks_contents(data, objects):
        return True
    left = _MOST
    asked: set[bytes] = set()
    known = [data]
    for head, place in _streams(data):
        if _odd_filter(head):
            return True
        if left <= 0 or any(one in head for one in _NO_TEXT):
            continue
        try:
            for part in _parts(head, data[place], left):
                left -= len(part)
                asked.update(_ASKED.findall(part) if b"Do" in part else ())
                known += [part] if b"/ObjStm" in head else []
        except ValueError:
            return True
    return bool(asked) and not asked.issubset(_named(known, objects))


def _named(parts: list[bytes], objects: frozenset[tuple[bytes, bytes]]) -> set[bytes]:
    """The names that stand for something the file holds."""
    found = (one for part in parts for one in _NAMED.findall(part))
    return {name for name, number, version in found if (number, version) in objects}


def _parts(head: bytes, packed: bytes, most: int) -> Iterator[bytes]:
    """The bytes of a stream as far as they are looked into; ValueError where it breaks off."""
    named = _FILTER.search(head)
    kinds = re.findall(rb"[A-Za-z0-9]+", named[1]) if named else []
    if kinds and kinds[0] in {b"ASCII85Decode", b"A85"}:
        if not _LETTERS85.fullmatch(packed):
            raise ValueError
        packed = _plain(packed) if len(packed) <= _MOST85 else b""
        kinds = kinds[1:] if packed else [b"unknown"]
    if kinds in ([b"FlateDecode"], [b"Fl"]):
        yield from _inflated(packed, most)
    elif kinds in ([b"LZWDecode"], [b"LZW"]):
        _check_lzw(packed[:_MOST85], early=0 if _LATE.search(head) else 1)
    elif not kinds and b"/Filter" not in head:
        yield packed


def _inflated(packed: bytes, most: int) -> Iterator[bytes]:
    """The bytes of a packed stream, up to about `most`; ValueError where it breaks off."""
    packer = zlib.decompressobj(-15)
    rest = packed[2:]
    size = 0
    try:
        while rest and not packer.eof and size <= most:
            part = packer.decompress(rest, 1_000_000)
            size += len(part)
            rest = packer.unconsumed_tail
            yield part
    except zlib.error:
        raise ValueError from None
    if not packer.eof and size <= most:
        raise ValueError


def _check_lzw(packed: bytes, early: int) -> None:
    """Raise ValueError where the codes of LZW name what was not said, or end before their end.

    `early` is 1 where a code grows by a bit one code before it must.
    """
    bits, held, width, size, first = 0, 0, 9, 258, True
    for byte in packed:
        bits, held = (bits << 8 | byte) & 0xFFFFFF, held + 8
        if held < width:
            continue
        held -= width
        code = bits >> held & ((1 << width) - 1)
        if code == _LZW_END:
            return
        if code == _LZW_CLEAR:
            width, size, first = 9, 258, True
            continue
        if code > size or (first and code > _LZW_CLEAR):
            raise ValueError
        size = min(size + (not first), 4_096)
        first = False
        width = 9 + sum(size + early >= limit for limit in (512, 1_024, 2_048))
    if len(packed) < _MOST85:
        raise ValueError


def may_hold_layers(data: bytes) -> bool:
    """Whether a file may name layers that can be switched off, in the open or packed."""
    if b"/Encrypt" in data or _LAYERS in data:
        return True
    return any(
        _LAYERS in _start_of(data[place]) for head, place in _streams(data) if b"/ObjStm" in head
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


def _lacks_contents(data: bytes, objects: frozenset[tuple[bytes, bytes]]) -> bool:
    """Whether a page names a stream of contents that the file does not hold."""
    wanted = {one for match in _CONTENT.finditer(data) for one in _REFERENCE.findall(match[1])}
    return not wanted.issubset(objects)


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
