"""Streams of a PDF that hold text and cannot be read make the file incomplete."""

from __future__ import annotations

import base64
import zlib

import pytest

from contract_kit.read.pdf_damage import has_broken_stream

TEXT = b"BT /F1 12 Tf 72 700 Td (The Provider shall notify the Customer.) Tj ET"
PACKED = zlib.compress(TEXT)


def stream(filters: bytes, body: bytes) -> bytes:
    head = b"5 0 obj\n<</Filter %s /Length %d>>\nstream\n" % (filters, len(body))
    return (
        b"%PDF-1.7\n4 0 obj\n<</Type /Page /Contents 5 0 R>>\nendobj\n"
        + head
        + body
        + (b"\nendstream\nendobj\n%%EOF\n")
    )


def ascii85(data: bytes) -> bytes:
    return base64.a85encode(data) + b"~>"


@pytest.mark.parametrize(
    ("filters", "body", "broken"),
    [
        (b"/FlateDecode", PACKED, False),
        (b"/FlateDecode", PACKED[:-20], True),
        (b"[ /ASCII85Decode /FlateDecode ]", ascii85(PACKED), False),
        (b"[ /ASCII85Decode /FlateDecode ]", ascii85(PACKED[:-20]), True),
        (b"/FooDecode", TEXT, True),
        (b"/Crypt", TEXT, True),
        (b"/LZWDecode", TEXT, False),
    ],
)
def test_a_stream_that_cannot_be_unpacked(filters: bytes, body: bytes, broken: bool) -> None:
    assert has_broken_stream(stream(filters, body)) is broken


def test_contents_that_the_file_does_not_hold() -> None:
    whole = stream(b"/FlateDecode", PACKED)
    assert not has_broken_stream(whole)
    assert has_broken_stream(whole.replace(b"/Contents 5 0 R", b"/Contents [5 0 R 9 0 R]"))
