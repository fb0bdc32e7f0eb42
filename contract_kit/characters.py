"""Characters that no contract, name or key may hold: unseen, misleading, or for machines only.

They are control characters but for tab and line end, bidirectional controls, lone surrogates,
noncharacters, private use, and letters without a shape. Joiners stand where a script needs them:
behind a letter of the Arabic and Indic scripts; variation selectors behind one that is not Latin.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029"
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"
    "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U0010ffff"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(1 << 16, 15 << 16, 1 << 16)
    )
    + "]|(?<![\u0600-\u109f])[\u200c\u200d]|(?<![^\x00-\u024f])[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
_CONTROLS = {
    0x00: "NULL", 0x07: "BELL", 0x08: "BACKSPACE", 0x0B: "LINE TABULATION", 0x0C: "FORM FEED",
    0x0D: "CARRIAGE RETURN", 0x1B: "ESCAPE", 0x7F: "DELETE", 0x85: "NEXT LINE",
}  # fmt: skip


def unwanted(text: str, start: int = 0) -> int | None:
    """Where in `text`, from `start`, the first unwanted character stands; none if there is none."""
    if text.isascii() and text.isprintable():
        return None
    found = _UNWANTED.search(text, start)
    return found.start() if found else None


def cleaned(text: str) -> str:
    """`text` with a replacement character for each unwanted one, fit to be shown in a message."""
    return _UNWANTED.sub("\ufffd", text)


def described(character: str) -> str:
    """A character by its number and name, as in `U+202E RIGHT-TO-LEFT OVERRIDE`."""
    code = ord(character)
    return f"U+{code:04X} {_name(code)}"


def _name(code: int) -> str:
    if 0xD800 <= code <= 0xDFFF:
        return "(half of a surrogate pair)"
    if 0xE000 <= code <= 0xF8FF or 0xF0000 <= code <= 0x10FFFD:
        return "(private use)"
    if 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE:
        return "(no character)"
    known = unicodedata.name(chr(code), "") or _CONTROLS.get(code, "")
    return known or "(a control character)"


def place(text: str, position: int) -> tuple[int, int]:
    """The line and column of a position in a text, both from 1."""
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)


def texts(value: object) -> Iterator[str]:
    """Every text in a tree of mappings and lists, keys among them."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, (list, tuple)):
            waiting += one
