"""Damage of a PDF file that its reader passes over: streams that break off, a missing end."""

from __future__ import annotations

import re
import zlib

from contract_kit.read.pdf_streams import plain

_END = b"%%EOF"
_TAIL = 4_096
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_ASCII85 = re.compile(rb"/(?:ASCII85Decode|A85)\b")
_NOTHING = re.compile(rb"/Contents\s*(?:\[\s*\]|(\d{1,9}\s+\d{1,5})\s+R)")
_CONTENTS = re.compile(rb"<<(?:(?!stream|endobj).)*>>\s*stream.*?endstream", re.DOTALL)
_DRAWS = re.compile(rb"(?:^|\s|[)\]>])(?:Tj|TJ|'|\"|Do|EI|sh|[fFSsBb]\*?)(?=\s|$)")
_OPERATOR = re.compile(
    rb"(?:^|\s)(?:q|Q|cm|BT|ET|BMC|BDC|EMC|gs|n|re|Tf|Td|Tm|rg|RG|g|G|w|W)(?=\s|$)"
)


def is_cut_off(data: bytes) -> bool:
    """Whether the file ends before its end."""
    return _END not in data[-_TAIL:]


def is_blank(saved: bytes) -> bool:
    """Whether a page without drawings, saved as a file of its own, was meant to be blank.

    Contents that cannot be found or unpacked, or that ask for drawings, say that it was not.
    """
    streams = [found[0] for found in _CONTENTS.finditer(saved)]
    if not streams:
        return b"/Contents" not in saved or _names_nothing(saved)
    for stream in streams:
        head, body = stream.split(b"stream", 1)
        body = body.removesuffix(b"endstream").strip(b"\r\n")
        if _FLATE.search(head):
            packed = plain(body) if _ASCII85.search(head) else body
            try:
                packer = zlib.decompressobj()
                body = packer.decompress(packed, 1_000_000)
            except zlib.error:
                return False
            if packer.eof and not body:
                continue
        if _DRAWS.search(body) or not body.isascii():
            return False
        if not _OPERATOR.search(body) and (body.strip() or b"/Length 0" not in head):
            return False
    return True


def _names_nothing(saved: bytes) -> bool:
    """Whether the contents of a page are an empty list."""
    named = _NOTHING.search(saved)
    if named is None or named[1] is None:
        return named is not None
    return re.search(rb"(?<!\d)%b\s+obj\s*\[\s*\]" % named[1], saved) is not None
