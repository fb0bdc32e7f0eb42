"""What a PDF file as a whole tells of its pages: damaged parts, layers, odd fonts, its unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from contract_kit.read.pdf_streams import has_odd_filter, parts_of, streams

_NO_TEXT = (b"/Image", b"/Length1", b"/FontFile", b"/XRef", b"/Metadata", b"/ICCBased")
_ASKED = re.compile(rb"/([^\s/<>\[\](){}%#]{1,127})\s+Do(?=\s|$)")
_NAMED = re.compile(rb"/([^\s/<>\[\](){}%#]{1,127})\s+(\d{1,9})\s+(\d{1,5})\s+R")
_MOST = 100_000_000  # bytes unpacked in one file
_CONTENT = re.compile(rb"/Contents\s*(\[[^\]]{0,4000}\]|\d+\s+\d+\s+R)")
_OBJECT = re.compile(rb"(?<!\d)(\d{1,9})\s+(\d{1,5})\s+obj\b")
_HEAD = re.compile(rb"\s*(?:\d{1,9}\s+\d{1,9}\s+)+")
_REFERENCE = re.compile(rb"(\d{1,9})\s+(\d{1,5})\s+R")
_SAID = b"ActualText"
_ESCAPED = re.compile(b"".join(b"(?:%c|#%02X|#%02x)" % (one, one, one) for one in _SAID))
_LAYERS = b"/OCProperties"
_UNIT = re.compile(rb"/UserUnit\s+(\d*\.?\d+)")
_LETTERS = re.compile(rb"<\s*((?:[0-9A-Fa-f]\s*){8,})>")  # that one sign stands for
_LIGATURE = re.compile(r"[fijlt]{2,3}|Th|ch|ck|ct|sp|st|tz|ij|IJ")


@dataclass(frozen=True, slots=True)
class Survey:
    """What is known of a file: `broken` parts are missing or cannot be read whole.

    `lacking`: a page names contents that the file does not hold. `layers`: it may hold layers that
    can be switched off. `loose`: signs of its fonts may stand for several letters that are no
    ligature. `said`: words may be said in the place of those that are drawn. `unit`: the least of a
    page's units, in points.
    """

    broken: bool = False
    lacking: bool = False
    layers: bool = False
    loose: bool = False
    said: bool = False
    unit: float = 1.0


@dataclass(slots=True)
class _Seen:
    """What the streams of a file hold: the things they ask for, and parts that name things."""

    asked: set[bytes] = field(default_factory=set)
    named: list[bytes] = field(default_factory=list)
    broken: bool = False
    loose: bool = False
    said: bool = False
    left: int = _MOST

    def take(self, head: bytes, packed: bytes) -> None:
        looked_into = False
        for part in parts_of(head, packed, self.left):
            looked_into = True
            self.left -= len(part)
            self.said |= _says(part)
            if b"Do" in part:
                self.asked.update(_ASKED.findall(part))
            if b"beginbf" in part:
                self.loose |= any(map(_is_loose, _LETTERS.findall(part)))
            if b"/ObjStm" in head:
                self.named.append(part)
        self.said |= not looked_into


def survey(data: bytes) -> Survey:
    """Look through the streams of a file that is not encrypted, without its pictures and fonts."""
    seen = _Seen(named=[data])
    for head, place in streams(data):
        seen.broken |= has_odd_filter(head)
        if seen.left <= 0 or any(one in head for one in _NO_TEXT):
            continue
        try:
            seen.take(head, data[place])
        except ValueError:
            seen.broken = True
    packed = (one for part in seen.named[1:] for one in _packed(part))
    objects = frozenset((*_OBJECT.findall(data), *packed))
    lacking = _lacks_contents(data, objects)
    lost = lacking or not seen.asked.issubset(_named(seen, objects))
    units = (float(one) or 1.0 for part in seen.named for one in _UNIT.findall(part))
    unknown = seen.left <= 0
    return Survey(
        broken=seen.broken or lost,
        lacking=lacking,
        layers=unknown or seen.broken or any(_LAYERS in part for part in seen.named),
        loose=unknown or seen.loose,
        said=unknown or seen.broken or seen.said or _says(data),
        unit=min(units, default=1.0),
    )


def _says(part: bytes) -> bool:
    return _SAID in part or (b"#" in part and _ESCAPED.search(part) is not None)


def _is_loose(digits: bytes) -> bool:
    """Whether letters that one sign stands for, in UTF-16, are no ligature."""
    plain = b"".join(digits.split()).decode()
    text = bytes.fromhex(plain[: len(plain) // 4 * 4]).decode("utf-16-be", "replace")
    return text.isascii() and any(map(str.isalnum, text)) and not _LIGATURE.fullmatch(text)


def _named(seen: _Seen, objects: frozenset[tuple[bytes, bytes]]) -> set[bytes]:
    """The names that stand for something the file holds."""
    if not seen.asked:
        return set()
    found = (one for part in seen.named for one in _NAMED.findall(part))
    return {name for name, number, version in found if (number, version) in objects}


def _packed(part: bytes) -> list[tuple[bytes, bytes]]:
    """The objects that stand packed in a stream, which begins with their numbers and places."""
    head = _HEAD.match(part)
    return [(number, b"0") for number in head[0].split()[::2]] if head else []


def _lacks_contents(data: bytes, objects: frozenset[tuple[bytes, bytes]]) -> bool:
    """Whether a page names a stream of contents that the file does not hold."""
    wanted = {one for match in _CONTENT.finditer(data) for one in _REFERENCE.findall(match[1])}
    return not wanted.issubset(objects)
