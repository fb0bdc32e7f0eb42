"""Hostile packages are refused with the right cause; what we write is byte-stable."""

from __future__ import annotations

import io
import zipfile

import pytest

from contract_kit.errors import UnreadableError
from contract_kit.ooxml import package
from contract_kit.ooxml.package import open_package, write_zip

TYPES = {"[Content_Types].xml": b"<Types/>"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def cause(data: bytes, part: str = "") -> str:
    with pytest.raises(UnreadableError) as caught:
        read(data, part)
    return caught.value.cause


def read(data: bytes, part: str) -> None:
    opened = open_package(data)
    if part:
        opened.xml(part)


def packed(parts: dict[str, bytes]) -> bytes:
    return write_zip({**TYPES, **parts})


def test_reads_back_what_was_written() -> None:
    opened = open_package(packed({"word/document.xml": b"<a><b/></a>"}))
    assert opened.parts() == ("[Content_Types].xml", "word/document.xml")
    root = opened.xml("word/document.xml")
    assert root is not None
    assert root.tag == "a"
    assert opened.xml("word/styles.xml") is None
    assert "word/document.xml" in opened
    with pytest.raises(KeyError):
        opened.bytes("word/styles.xml")


def test_order_of_parts_does_not_change_the_bytes() -> None:
    parts = {"b.xml": b"<b/>", "_rels/.rels": b"<r/>", "a.xml": b"<a/>", **TYPES}
    assert write_zip(parts) == write_zip(dict(reversed(parts.items())))
    names = zipfile.ZipFile(io.BytesIO(write_zip(parts))).namelist()
    assert names == ["[Content_Types].xml", "_rels/.rels", "a.xml", "b.xml"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "empty"),
        (OLE + b"\0" * 600, "legacy-format"),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"{\\rtf1 hello}", "legacy-format"),
        (bytes(range(256)) * 8, "not-text"),
        (packed({"a.xml": b"<a/>"})[:-30], "corrupt"),
        (b"PK\x03\x04" + b"\x99" * 300, "corrupt"),
        (write_zip({"a.txt": b"no package"}), "corrupt"),
        (packed({"word/vbaProject.bin": b"x"}), "macro"),
        (packed({"../../etc/passwd": b"x"}), "corrupt"),
        (packed({"/etc/passwd": b"x"}), "corrupt"),
        (packed({"word\\..\\..\\x": b"x"}), "corrupt"),
        (packed({"word/media/zeros.bin": b"\0" * (package.SMALL + 1)}), "bomb"),
        (packed({f"x/{n}": b"" for n in range(package.MAX_MEMBERS + 1)}), "bomb"),
    ],
)
def test_refuses_with_its_cause(data: bytes, expected: str) -> None:
    assert cause(data) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_refuses_a_doctype(encoding: str) -> None:
    text = '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d SYSTEM "file:///etc/passwd">]><a>&b;&d;</a>'
    assert cause(packed({"word/document.xml": text.encode(encoding)}), "word/document.xml") == (
        "corrupt"
    )


def test_refuses_broken_xml() -> None:
    assert cause(packed({"word/document.xml": b"<a><b></a>"}), "word/document.xml") == "corrupt"


def test_refuses_a_locked_member() -> None:
    data = bytearray(packed({"a.xml": b"<a/>"}))
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    assert cause(bytes(data)) == "encrypted"


def test_refuses_a_member_that_lies_about_its_size() -> None:
    data = bytearray(packed({"a.xml": b"<a>" + b"x" * 5000 + b"</a>"}))
    at = data.rfind(b"PK\x01\x02") + 24
    data[at : at + 4] = (4).to_bytes(4, "little")
    assert cause(bytes(data), "a.xml") == "corrupt"
