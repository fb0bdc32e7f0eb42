"""Fonts without letters: what a Word file shows where its text is set in signs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contract_kit.ooxml.wordml import W

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

_W = f"{{{W}}}"
_FONTS = re.compile(
    r"(?:wingdings|webdings|symbol|marlett|zapf ?dingbats|dingbats|monotype sorts|mt extra"
    r"|ms outlook|ms reference specialty|bookshelf symbol|opensymbol|starsymbol|wp iconicsymbols"
    r"|itc zapf dingbats|free 3 of 9|code ?(?:39|128)|blank|adobe blank)\b.{0,20}"
)
_WORD = re.compile(r"[^\W\d_]{3}")
_SYMBOLS = {
    0xB7: "•", 0xA7: "•", 0xD8: "•", 0xFC: "✓", 0xFE: "☒", 0xA8: "☐", 0x6F: "☐", 0xA3: "£",
    0xB3: "≥", 0xB0: "°", 0xB1: "±", 0xD3: "©", 0xD2: "®", 0xD4: "™", 0xE3: "©", 0xE2: "®",
    0xE4: "™", 0xAE: "→",
}  # fmt: skip


def is_signs(fonts: _Element, theme: Callable[[str], str], script: str) -> bool | None:
    """Whether `w:rFonts` names a font of signs for a script ("ascii", "cs"); None: it says none."""
    of_theme = fonts.get(f"{_W}{script}Theme") or fonts.get(f"{_W}{script}theme")
    name = theme(of_theme) if of_theme else fonts.get(_W + script)
    if name is None:
        return None
    return _FONTS.fullmatch(" ".join(name.lower().split())) is not None


def holds_words(text: str) -> bool:
    """Whether text that a font of signs shows would be words in another font."""
    return _WORD.search(text) is not None


def signs(text: str) -> str:
    """What a font of signs shows in place of a few letters."""
    return "".join([_SYMBOLS.get(ord(one), "•") if one.isalpha() else one for one in text])


def symbol(element: _Element) -> str:
    """What `w:sym` shows: a letter of a font of signs is a sign."""
    try:
        number = int(element.get(_W + "char", ""), 16)
    except ValueError:
        return ""
    if 0xF000 <= number <= 0xF0FF:
        number -= 0xF000
        found = _SYMBOLS.get(number) or (chr(number) if 0x20 <= number < 0x7F else "•")
        return "•" if found.isascii() and found.isalpha() else found
    return chr(number) if 0x20 <= number < 0x110000 and not 0xD800 <= number < 0xE000 else ""
