"""How wide and how high the letters of common fonts are, measured against Arial and Times."""

from __future__ import annotations

from typing import NamedTuple

_ARIAL = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 "
    "556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 "
    "722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 "
    "556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 "
    "260 334 584"
)
_TIMES = (
    "250 333 408 500 500 833 778 180 333 333 500 564 250 333 250 278 500 500 500 500 500 500 500 "
    "500 500 500 278 278 564 564 564 444 921 722 667 667 722 611 556 722 722 333 389 722 611 889 "
    "722 722 556 722 667 556 611 722 722 944 722 722 611 333 278 333 469 500 333 444 500 444 500 "
    "444 333 500 500 278 278 500 278 778 500 500 500 500 333 389 278 500 500 722 500 500 444 480 "
    "200 480 541"
)


def _widths(ascii_: str) -> bytes:
    """A quarter of each letter's width, so that a table of bytes holds them all."""
    widths = [int(width) // 4 for width in ascii_.split()]
    usual = sum(widths[65:91]) // 26
    return bytes([usual] * 32 + widths + [usual] * 129)


class Face(NamedTuple):
    """A font: the widths of its letters as a share of a table's, the height of a line by size."""

    letters: float
    line: float
    table: bytes


BOLD = 1.07
"""How much wider bold letters are."""
_SANS, _SERIF = _widths(_ARIAL), _widths(_TIMES)
ARIAL = Face(1.0, 1.149, _SANS)
_ROMAN, _COURIER = Face(1.0, 1.149, _SERIF), Face(0.6, 1.133, bytes([250] * 256))
_CALIBRI, _CAMBRIA = Face(0.913, 1.221, _SANS), Face(1.005, 1.172, _SERIF)
_FACES = {
    "times new roman": _ROMAN, "times": _ROMAN, "liberation serif": _ROMAN, "tinos": _ROMAN,
    "courier new": _COURIER, "courier": _COURIER, "liberation mono": _COURIER,
    "calibri": _CALIBRI, "calibri light": _CALIBRI, "carlito": _CALIBRI,
    "cambria": _CAMBRIA, "caladea": _CAMBRIA,
    "dejavu sans": Face(1.139, 1.164, _SANS), "dejavu serif": Face(1.277, 1.164, _SERIF),
    "verdana": Face(1.139, 1.215, _SANS), "tahoma": Face(0.98, 1.207, _SANS),
    "georgia": Face(1.094, 1.136, _SERIF),
    "garamond": Face(0.939, 1.125, _SERIF), "eb garamond": Face(0.972, 1.305, _SERIF),
    "palatino linotype": Face(1.094, 1.35, _SERIF), "book antiqua": Face(1.094, 1.25, _SERIF),
    "century schoolbook": Face(1.155, 1.2, _SERIF), "bookman old style": Face(1.225, 1.17, _SERIF),
    "century gothic": Face(1.081, 1.226, _SANS), "segoe ui": Face(0.99, 1.33, _SANS),
    "aptos": Face(1.0, 1.28, _SANS),
}  # fmt: skip
"""Shares measured on a contract's text; a font that is not here is taken for Arial."""


def face(font: str) -> Face:
    """The measures of a font by its name."""
    return _FACES.get(font.strip().lower(), ARIAL)


def text_width(text: str, size: float, table: bytes) -> float:
    """Measure a line of text, in points."""
    return sum(text.encode("latin-1", "replace").translate(table)) * size / 250
