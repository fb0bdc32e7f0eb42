"""The source of a web page before its tree is made: its letters, and tags that would be lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from contract_kit.errors import UnreadableError
from contract_kit.read.html_lost import RAW

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 1_000
"""Attributes of one element; the parser's work grows with their square."""
_START = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<([a-z][^\s/>]*)((?:[^>=]+|=\s*(?:\"[^\"]*\"|'[^']*')?)*)",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(r"[^\s/=]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]*))?")
_CHARSET = re.compile(rb"charset\s?=\s?[\"']?([A-Za-z0-9_-]{2,30})", re.IGNORECASE)
_MERGED = ("html", "body")


def encoding_of(data: bytes) -> str:
    """How the letters of a page are written in bytes."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        match = _CHARSET.search(data[:2048])
        named = match[1].decode().lower() if match else "cp1252"
        return named if named in {"utf-16", "iso-8859-15", "mac-roman"} else "cp1252"
    return "utf-8"


def merged_tags(text: str) -> str:
    """All `html` tags of a page's source made one, and all `body` tags: the first says what counts.

    Refuses an element with more attributes than can be read in good time.
    """
    found: dict[str, dict[str, None]] = {name: {} for name in _MERGED}
    for name, inner in _tags(text):
        _refuse_many(inner)
        if name in found and inner.strip():
            found[name][inner.strip().removesuffix("/")] = None
    tags = {name: " ".join(inner) for name, inner in found.items()}
    for inner in tags.values():
        _refuse_many(inner)
    return "".join(f"<{name} {inner}>" for name, inner in tags.items())


def merge(root: Any, merged: Any) -> None:
    """Give a page the attributes of its later `html` and `body` tags, as browsers do."""
    for name in _MERGED:
        own, other = next(root.iter(name), None), next(merged.iter(name), None)
        if own is not None and other is not None:
            for key, value in other.attrib.items():
                if own.get(key) is None:
                    own.set(key, value)


def _tags(text: str) -> Iterator[tuple[str, str]]:
    """The name of each start tag, and its attributes; not those in comments and scripts."""
    at = 0
    while match := _START.search(text, at):
        at = match.end()
        name = (match[1] or "").lower()
        if name:
            yield name, match[2]
        if name in RAW and not match[2].endswith("/") and name != "noscript":
            closing = re.compile(f"</{re.escape(name)}", re.IGNORECASE).search(text, at)
            at = closing.start() if closing else len(text)


def _refuse_many(inner: str) -> None:
    if len(inner) > MOST and sum(1 for _ in _ATTRIBUTE.finditer(inner)) > MOST:
        raise UnreadableError("too-large", f"An element has more than {MOST} attributes.")
