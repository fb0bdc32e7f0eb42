"""Values made harmless: for clause bodies (`escape`) and for Markdown files (`quote`)."""

from __future__ import annotations

import re
import unicodedata

_SPACE = re.compile(r"[ \t\r\n\v\f\x1c-\x1f\x85\u2028\u2029]+")
_STRIPPED = frozenset({"Cc", "Cs", "Co"})
_BODY = re.compile(r"[\\*_|`#<]")
_NUMBERLIKE = re.compile(r"(?:\d+|[a-z]|[ivxlc]+)(?:\.(?=\s|$)|$)")
_FILE = re.compile(r"[\\`*_<>\[\]|~]|&(?=#?\w)")
_FILE_LEAD = re.compile(r"[#+=-]|\d+[.)](?=\s|$)")
_FILE_UNESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def fold(text: str) -> str:
    """The text on one line: white space folded, control and private-use characters dropped."""
    text = _SPACE.sub(" ", text)
    if not text.isprintable():
        text = "".join(c for c in text if _allowed(c))
    return _SPACE.sub(" ", text).strip(" ")


def _allowed(char: str) -> bool:
    """Whether XML and our own markers can live with `char`."""
    return unicodedata.category(char) not in _STRIPPED and ord(char) & 0xFFFE != 0xFFFE


def escape(text: str) -> str:
    """`text` so that `parse` gives it back verbatim (white space folded), wherever it is put."""
    text = _BODY.sub(r"\\\g<0>", fold(text))
    if text.startswith("-") or _NUMBERLIKE.match(text):
        return "\\" + text
    return text


def quote(text: str, *, leading: bool = True) -> str:
    """`text` for a Markdown file, so that any viewer shows the same characters.

    `leading` says that it begins a paragraph, where `#`, `-` and `1.` would mean something.
    """
    quoted = _FILE.sub(r"\\\g<0>", text)
    lead = _FILE_LEAD.match(quoted) if leading else None
    if not lead:
        return quoted
    cut = lead.end() - 1
    return f"{quoted[:cut]}\\{quoted[cut:]}"


def unquote(text: str) -> str:
    """What `quote` was given: backslashes before ASCII punctuation removed."""
    return _FILE_UNESCAPE.sub(r"\1", text)
