"""The fonts of our PDFs, and which of them holds a character.

Carlito sets the text; three Noto fonts stand by for what it lacks. A character none of them holds
would print as nothing and nobody would know, so it is an error instead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from contract_kit.errors import ContractKitError
from contract_kit.resources import bundled

FACES = {
    (False, False): "carlito/Carlito-Regular",
    (True, False): "carlito/Carlito-Bold",
    (False, True): "carlito/Carlito-Italic",
    (True, True): "carlito/Carlito-BoldItalic",
}
FALLBACKS = (
    "noto/NotoSans-Regular",
    "noto/NotoSansSymbols2-Regular",
    "noto/NotoSansHebrew-Regular",
)
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u05ff](?:[\u0590-\u05ff\s\d.,'\"-]*[\u0590-\u05ff])?")


@cache
def face(path: str) -> str:
    """Register the font file `path` once and give the name it goes by."""
    name = path.rpartition("/")[2]
    file = bundled("fonts") / f"{path}.ttf"
    pdfmetrics.registerFont(TTFont(name, str(file)))
    return name


@cache
def _held(path: str) -> frozenset[str]:
    """The characters a font holds."""
    glyphs = pdfmetrics.getFont(face(path)).face.charToGlyph
    return frozenset(char for char in map(chr, glyphs) if not _is_invisible(char))


def _is_invisible(char: str) -> bool:
    """Whether `char` leaves no mark on paper: controls, joiners, variation selectors."""
    return unicodedata.category(char) in _INVISIBLE or "\ufe00" <= char <= "\ufe0f"


def name_of(*, bold: bool = False, italic: bool = False) -> str:
    """The name of the text font in one of its four faces."""
    return face(FACES[bold, italic])


def split(text: str, *, bold: bool, italic: bool, where: str) -> Iterator[tuple[str, str]]:
    """`text` as stretches, each with the font that holds it; `where` is for the error message."""
    main = FACES[bold, italic]
    if _held(main).issuperset(text):
        yield face(main), text
        return
    text = _RIGHT_TO_LEFT.sub(lambda match: match[0][::-1], unicodedata.normalize("NFC", text))
    chosen = [(path, char) for char in text if (path := _path(char, main, where))]
    for path, stretch in groupby(chosen, key=lambda pair: pair[0]):
        yield face(path), "".join(char for _, char in stretch)


def _path(char: str, main: str, where: str) -> str:
    """The font for `char`; none for one that leaves no mark on paper."""
    if char == "\t":
        char = " "
    if _is_invisible(char):
        return ""
    for path in (main, *FALLBACKS):
        if char in _held(path):
            return path
    name = unicodedata.name(char, "without a name")
    message = (
        f"PDF: no font holds the character {char} (U+{ord(char):04X}, {name}) in {where}; "
        "write it in Latin, Greek, Cyrillic or Hebrew letters, or build the Word format"
    )
    raise ContractKitError(message)
