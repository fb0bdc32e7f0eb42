"""What a reader of a rendered Markdown file does not see, taken out of its source.

Raw HTML is treated as on a web page, comments and the definitions of links as what they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from contract_kit.document import Notice

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"[^\W\d_]{2,}")
_SAYS = 6  # a comment of so many words may be a sentence
_PIECE = re.compile(
    r"(?P<code>^[ ]{0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n(?:(?!^[ ]{0,3}(?P=fence)).*\n)*+"
    r"|(?P<ticks>`{1,3})[^`\n]{1,2000}(?P=ticks))"
    r"|(?P<tag></?[a-z][a-z0-9-]{0,30}(?:\s(?:\"[^\"]*\"|'[^']*'|[^'\"<>])*+)?/?>)",
    re.IGNORECASE | re.MULTILINE,
)
_HIDING = re.compile(
    r"<(?:style|template|noscript|script|dialog|canvas|iframe|object|embed|frame|video|audio"
    r"|datalist|font)\b|<[a-z][^<>]{0,2000}\s(?:style|hidden|popover|bgcolor)\b",
    re.IGNORECASE,
)
_REVISED = re.compile(r"</?(?:del|s|strike|ins)\b", re.IGNORECASE)
_DEFINED = re.compile(r"^[ ]{0,3}\[[^\]\n]{1,200}\]:[ \t]+(?P<said>.*)$", re.MULTILINE)
_OPEN, _SHUT = "\ue000", "\ue001"
_KEPT = re.compile(f"{_OPEN}(\\d+){_SHUT}")


def seen(text: str) -> tuple[str, tuple[Notice, ...]]:
    """The text without comments and without what raw HTML hides, and the notices of that."""
    text, comments = _without_comments(text)
    hidden = frames = 0
    if _HIDING.search(text):
        text, hidden, frames = _without_hidden(text)
    defined = sum(_speaks(match["said"]) for match in _DEFINED.finditer(text))
    notices = (
        Notice("hidden-text", comments, what="in comments"),
        Notice("hidden-text", hidden, what="in HTML that is not shown"),
        Notice("hidden-text", defined, what="in the definitions of links"),
        Notice("lost-text", frames, what="pages or files embedded in the page"),
    )
    return text, tuple(one for one in notices if one.count)


def _speaks(text: str) -> bool:
    return len(_WORD.findall(text[:2_000])) >= _SAYS


def _without_comments(text: str) -> tuple[str, int]:
    """The text without HTML comments, and how many of them may hold sentences."""
    kept: list[str] = []
    at = count = 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start + 4)
        if end < 0:
            break
        kept.append(text[at:start])
        count += _speaks(text[start + 4 : end])
        at = end + 3
    return "".join(kept) + text[at:], count


def _without_hidden(text: str) -> tuple[str, int, int]:
    """The text with nothing where HTML hides it, how many stretches that are, and frames.

    The tags alone are read as a page, with a mark for each piece of text; where the mark is not
    seen, the piece is not.
    """
    from lxml import html  # noqa: PLC0415 - only where there is HTML

    from contract_kit.read.html_unseen import NO_TEXT, take_out  # noqa: PLC0415 - as above

    pieces = list(_pieces(text))
    page = "".join(
        piece if is_tag else f"{_OPEN}{at}{_SHUT}" for at, (piece, is_tag) in enumerate(pieces)
    )
    root = html.document_fromstring(f"<body>{page}</body>", parser=html.HTMLParser(huge_tree=True))
    found = take_out(root)
    shown = "".join(
        f"{'' if one.tag in NO_TEXT else one.text or ''}{one.tail or ''}" for one in root.iter()
    )
    kept = {int(at) for at in _KEPT.findall(shown)}
    texts = [
        piece if is_tag or at in kept else "\n" * piece.count("\n")
        for at, (piece, is_tag) in enumerate(pieces)
    ]
    lost = sum(
        not is_tag and at not in kept and any(char.isalnum() for char in piece)
        for at, (piece, is_tag) in enumerate(pieces)
    )
    return "".join(texts), lost, found.frames


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text in turn with its tags; style sheets and scripts count as tags."""
    at, raw = 0, ""
    for match in _PIECE.finditer(text):
        tag = (match["tag"] or "").lower()
        if match["code"] or _REVISED.match(tag) or (raw and not tag.startswith(f"</{raw}")):
            continue
        if match.start() > at:
            yield text[at : match.start()], bool(raw)
        yield match[0], True
        at = match.end()
        raw = next((name for name in ("style", "script") if tag.startswith(f"<{name}")), "")
    if at < len(text):
        yield text[at:], bool(raw)
