"""Streams of a PDF that hold text and cannot be read make the file incomplete."""

from __future__ import annotations

import base64
import zlib

import pytest

from contract_kit.errors import UnreadableError
from contract_kit.read import read
from contract_kit.read.pdf_lost import MISSING
from contract_kit.read.pdf_survey import survey
from tests.pdf_files import form, line, page_of
from tests.pdf_files import stream as part
from tests.test_read_pdf_sight import text_of

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
        (b"/LZWDecode", TEXT, True),
    ],
)
def test_a_stream_that_cannot_be_unpacked(filters: bytes, body: bytes, broken: bool) -> None:
    assert survey(stream(filters, body)).broken is broken


def test_contents_that_the_file_does_not_hold() -> None:
    whole = stream(b"/FlateDecode", PACKED)
    assert not survey(whole).broken
    assert survey(whole.replace(b"/Contents 5 0 R", b"/Contents [5 0 R 9 0 R]")).broken


def lzw(data: bytes) -> bytes:
    """The codes of LZW, as a PDF has them."""
    table = {bytes([one]): one for one in range(256)}
    codes, width, held, size = [(256, 9)], 9, b"", 258
    for at in range(len(data)):
        held += data[at : at + 1]
        if held in table:
            continue
        codes.append((table[held[:-1]], width))
        table[held], size, held = size, size + 1, held[-1:]
        width = 9 + sum(size >= limit for limit in (512, 1_024, 2_048))
        if size == 4_095:
            codes.append((256, width))
            table, width, size = {bytes([one]): one for one in range(256)}, 9, 258
    bits = "".join(format(code, f"0{wide}b") for code, wide in [*codes, (table[held], width)])
    last = 9 + sum(size + 1 >= limit for limit in (512, 1_024, 2_048))
    bits += format(257, f"0{last}b")
    return int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")


LONG = "".join(line(f"Number {at} of the Customer's {at * at} calls.", 500) for at in range(2_000))


def test_contents_that_are_listed_in_a_packed_object_are_not_missing() -> None:
    packed = b"8 0 9 8 [6 0 R] 12 "
    data = stream(b"/FlateDecode", zlib.compress(packed)).replace(b"/Contents 5", b"/Contents 8")
    data = data.replace(b"<</Filter", b"<</Type /ObjStm /Filter")
    assert not survey(data).broken
    assert survey(data.replace(b"/Contents 8", b"/Contents 7")).broken


@pytest.mark.parametrize("count", [1, 2, 40, 200, 2_000])
def test_codes_of_lzw_are_followed_to_their_end(count: int) -> None:
    packed = lzw(LONG[: 50 * count].encode())
    assert not survey(stream(b"/LZWDecode", packed)).broken
    assert survey(stream(b"/LZWDecode", packed[: -2 - len(packed) // 3])).broken
    assert not survey(stream(b"[ /A85 /LZW ]", ascii85(packed))).broken


def test_a_page_in_lzw_is_read_whole() -> None:
    drawn = line("This Agreement is governed by the laws of England and Wales.")
    packed = part("/Filter /LZWDecode", lzw(drawn.encode()))
    data = page_of("", {10: packed}).replace(b"/Contents 4 0 R", b"/Contents [4 0 R 10 0 R]")
    document = read(data, "a.pdf")
    assert "governed" in text_of(document)
    assert not document.notices


SHOWN = line("This Agreement is governed by the laws of England and Wales.")


@pytest.mark.parametrize(
    ("contents", "object_"),
    [
        ("[4 0 R 9 0 R]", None),
        ("[4 0 R 10 0 R]", part("/Filter /FooDecode", SHOWN)),
        ("[4 0 R 10 0 R]", part("/Filter /LZWDecode", SHOWN)),
        ("[4 0 R 10 0 R]", part("/Filter /FlateDecode", zlib.compress(SHOWN.encode())[:40])),
        ("[4 0 R 10 0 R]", part("/Filter /FlateDecode", zlib.compress(TEXT)[:-4] + bytes(4))),
        ("[4 0 R 10 0 R]", part("", "/Nowhere Do")),
        ("[4 0 R 10 0 R]", part("", "/Gone Do")),
    ],
)
def test_the_page_of_what_is_lost_is_named(contents: str, object_: bytes | None) -> None:
    data = page_of("", {10: object_} if object_ else None, resources="/XObject << /Gone 77 0 R >>")
    document = read(data.replace(b"/Contents 4 0 R", f"/Contents {contents}".encode()), "a.pdf")
    assert [(one.kind, one.what) for one in document.notices] == [
        ("lost-text", "page 1 (a damaged part)")
    ]
    assert document.notices[0].location.page == 1
    assert "twenty seconds" in text_of(document)


def test_what_is_drawn_from_another_place_is_not_lost() -> None:
    data = page_of("/X0 Do", {10: form(SHOWN)}, resources="/XObject << /X0 10 0 R >>")
    document = read(data, "a.pdf")
    assert "governed" in text_of(document)
    assert not document.notices


def second_page(contents: str, object_: bytes | str = "") -> bytes:
    """A file of two pages, the second with other contents."""
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] {contents} >>"
    objects: dict[int, str | bytes] = {10: page} | ({12: object_} if object_ else {})
    data = page_of("", objects)
    return data.replace(b"/Kids [3 0 R] /Count 1", b"/Kids [3 0 R 10 0 R] /Count 2")


@pytest.mark.parametrize(
    ("contents", "object_"),
    [
        ("/Contents 9 0 R", ""),
        ("/Contents [9 0 R]", ""),
        ("/Contents null", ""),
        ("/Contents 12 0 R", "null"),
        ("/Contents 12 0 R", "<< >>"),
    ],
)
def test_a_page_whose_contents_are_missing_is_named(contents: str, object_: str) -> None:
    data = second_page(contents, object_)
    document = read(data, "a.pdf")
    assert [(one.kind, one.what) for one in document.notices] == [
        ("lost-text", f"page 2 ({MISSING})")
    ]
    assert "twenty seconds" in text_of(document)
    alone = data.replace(b"/Kids [3 0 R 10 0 R] /Count 2", b"/Kids [10 0 R] /Count 1")
    with pytest.raises(UnreadableError, match="contents of its pages are missing"):
        read(alone, "a.pdf")


@pytest.mark.parametrize(
    ("contents", "object_"),
    [
        ("", ""),
        ("/Contents []", ""),
        ("/Contents 12 0 R", "[ ]"),
        ("/Contents 12 0 R", part("", "")),
        ("/Contents 12 0 R", part("/Filter /FlateDecode", zlib.compress(b""))),
        ("/Contents 12 0 R", part("", "q Q")),
    ],
)
def test_a_page_that_was_meant_to_be_blank_loses_nothing(
    contents: str, object_: bytes | str
) -> None:
    assert not read(second_page(contents, object_), "a.pdf").notices
