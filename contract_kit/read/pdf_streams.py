"""The streams of a PDF file, and their bytes, unpacked as far as they may hold text."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_STREAM = re.compile(rb"stream\r?\n")
_LATE = re.compile(rb"/EarlyChange\s+0")
_LZW_CLEAR, _LZW_END = 256, 257
_LETTERS85 = re.compile(rb"[!-uz\s]*~>\s*")
_MOST85 = 200_000  # bytes of ASCII85 in one stream that are taken apart: that is slow
_FILTER = re.compile(rb"/Filter\s*(/[A-Za-z0-9]+|\[[^\]]{0,200}\])")
_FILTERS = frozenset(
    b"FlateDecode Fl LZWDecode LZW ASCII85Decode A85 ASCIIHexDecode AHx RunLengthDecode RL"
    b" DCTDecode DCT CCITTFaxDecode CCF JBIG2Decode JPXDecode".split()
)


def streams(data: bytes) -> Iterator[tuple[bytes, slice]]:
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


def plain(data: bytes) -> bytes:
    """The bytes of ASCII85; nothing where they are none."""
    from base64 import a85decode  # noqa: PLC0415 - few files need it

    try:
        return a85decode(data.strip().removesuffix(b"~>"))
    except ValueError:
        return b""


def has_odd_filter(head: bytes) -> bool:
    """Whether a stream is packed in a way that no reader knows."""
    named = _FILTER.search(head)
    return named is not None and not _FILTERS.issuperset(re.findall(rb"[A-Za-z0-9]+", named[1]))


def parts_of(head: bytes, packed: bytes, most: int) -> Iterator[bytes]:
    """The bytes of a stream as far as they are looked into; ValueError where it breaks off."""
    named = _FILTER.search(head)
    kinds = re.findall(rb"[A-Za-z0-9]+", named[1]) if named else []
    if kinds and kinds[0] in {b"ASCII85Decode", b"A85"}:
        if not _LETTERS85.fullmatch(packed):
            raise ValueError
        packed = plain(packed) if len(packed) <= _MOST85 else b""
        kinds = kinds[1:] if packed else [b"unknown"]
    if kinds in ([b"FlateDecode"], [b"Fl"]):
        yield from _inflated(packed, most)
    elif kinds in ([b"LZWDecode"], [b"LZW"]):
        _check_lzw(packed[:_MOST85], early=0 if _LATE.search(head) else 1)
    elif not kinds and b"/Filter" not in head:
        yield packed


def _inflated(packed: bytes, most: int) -> Iterator[bytes]:
    """The bytes of a packed stream, up to about `most`.

    ValueError where it breaks off, or was packed of other bytes: its checksum says so.
    """
    packer = zlib.decompressobj(-15)
    rest = packed[2:]
    size, checksum = 0, 1
    try:
        while rest and not packer.eof and size <= most:
            part = packer.decompress(rest, 1_000_000)
            size += len(part)
            checksum = zlib.adler32(part, checksum)
            rest = packer.unconsumed_tail
            yield part
    except zlib.error:
        raise ValueError from None
    said = packer.unused_data[:4]
    differs = len(said) == 4 and int.from_bytes(said) != checksum
    if size <= most and (not packer.eof or differs):
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
