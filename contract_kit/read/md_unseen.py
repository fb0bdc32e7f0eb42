"""What a reader of a rendered Markdown file does not see, taken out of its source.

Raw HTML is treated as on a web page, comments and the definitions of links as what they are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, Literal

from contract_kit.document import Notice
from contract_kit.read.declarations import hides

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contract_kit.read.html_unseen import Unseen

_WORD = re.compile(r"[^\W\d_]{2,}")
_SAYS = 6  # a comment of so many words may be a sentence
_PIECE = re.compile(
    r"(?P<code>^[ ]{0,3}(?P<fence>`{3,40}|~{3,40})[^\n]*\n(?:(?!^[ ]{0,3}(?P=fence)).*\n)*"
    r"|(?P<ticks>`{1,3})[^`\n]{1,2000}(?P=ticks))"
    r"|(?P<tag></?[a-z][a-z0-9-]{0,30}(?:\s(?:\"[^\"]{0,4000}\"|'[^']{0,4000}'|[^'\"<>])*)?/?>)",
    re.IGNORECASE | re.MULTILINE,
)
_HIDING = re.compile(
    r"<(?:style|template|noscript|script|dialog|canvas|iframe|object|embed|frame|video|audio"
    r"|datalist|font|title|noframes|noembed|svg|math|map|select|meter|progress|head|rp|bdo"
    r"|textarea|input)\b|<[a-z][^<>]{0,2000}\s(?:style|hidden|popover|bgcolor|width|height)\b",
    re.IGNORECASE,
)
_REVISED = re.compile(r"</?(?:del|s|strike|ins)\b", re.IGNORECASE)
_TITLE = r"(?:\"[^\"]{0,2000}\"|'[^']{0,2000}'|\([^()]{0,2000}\))"
_DEFINED = re.compile(
    r"^[ ]{0,3}\[(?P<name>[^\]\n]{1,200})\]:(?:[ \t]*\n)?[ \t]*(?P<said>(?:<[^<>\n]*>|[^<\s]\S*)"
    rf"(?:[ \t]+{_TITLE}|[ \t]*\n[ \t]*{_TITLE})?)[ \t]*$",
    re.MULTILINE,
)
_NOTE = re.compile(
    r"^[ ]{0,3}\[\^(?P<name>[^\]\s]{1,200})\]:[ \t]*"
    r"(?P<said>[^\n]*(?:\n(?:[ \t]*\n)?(?: {4}|\t)[ \t]*\S[^\n]*)*)",
    re.MULTILINE,
)
_PICTURE = re.compile(
    r"!\[(?P<said>[^\[\]]{0,2000})\](?:\([^()\n]{0,2000}\)|\[[^\[\]\n]{0,200}\])?"
)
_LINK = re.compile(
    r"(?<=\]\()(?P<said>[^()\n]{0,2000}(?:\([^()\n]{0,200}\)[^()\n]{0,2000})?)(?=\))"
)
_INFO = re.compile(r"^[ ]{0,3}(?:`{3,40}|~{3,40}(?!~))(?P<said>[^`\n]{1,2000})$", re.MULTILINE)
_ATTRIBUTE = re.compile(r"=\s*(?:\"(?P<said>[^\"]{1,2000})\"|'(?P<also>[^']{1,2000})')")
_SENTENCE = re.compile(r"\b(?:[^\W\d_]+[,;]?[ ]){9}")
_MACHINES = (
    ("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">"),
    ("{/*", "*/}"),
)  # fmt: skip
_DECLARED = re.compile(r"<!(?:--|\[CDATA\[|[A-Za-z])|<\?|\{/\*")
_OPEN, _SHUT = "\ue000", "\ue001"
_KEPT = re.compile(f"{_OPEN}(\\d+){_SHUT}")


def seen(text: str) -> tuple[str, tuple[Notice, ...]]:
    """The text without comments and without what raw HTML hides, and the notices of that."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text, comments = _without_comments(text)
    hidden, lost = 0, tuple[Notice, ...]()
    if _HIDING.search(text):
        text, hidden, lost = _without_hidden(text)
    text, defined = _without_definitions(text)
    aside, text = _aside(text)
    notices = (
        Notice("hidden-text", comments, what="in comments"),
        Notice("hidden-text", hidden, what="in HTML that is not shown"),
        Notice("hidden-text", defined, what="in the definitions of links"),
        Notice("hidden-text", aside, what="in titles, addresses or names of pictures"),
        *lost,
    )
    return text, tuple(one for one in notices if one.count)


def _without_definitions(text: str) -> tuple[str, int]:
    """The text without definitions of links and notes nobody points to, and what they say.

    A note that is pointed to stands at the end of the page: it is read where it is written.
    """
    code = [match.span() for match in _PIECE.finditer(text) if match["code"]]
    names = set(re.findall(r"\[\^([^\]\s]{1,200})\](?!:)", text))
    count = 0

    def shown(match: re.Match[str]) -> str:
        nonlocal count
        if _inside(match.start(), code):
            return match[0]
        if match.re is _NOTE and match["name"] in names:
            return match["said"]
        count += _speaks(match["said"])
        return "\n" * match[0].count("\n")

    return _DEFINED.sub(shown, _NOTE.sub(shown, text)), count


def _aside(text: str) -> tuple[int, str]:
    """How many sentences stand where only a click or a machine reads them, and the rest.

    The alternative texts of pictures go; a picture stands in their place.
    """
    code = [match.span() for match in _PIECE.finditer(text) if match["code"]]
    tags = (match[0] for match in _PIECE.finditer(text) if match["tag"])
    said = [one["said"] or one["also"] for tag in tags for one in _ATTRIBUTE.finditer(tag)]
    for pattern in (_LINK, _INFO, _PICTURE):
        said += [match["said"] for match in pattern.finditer(text)
                 if pattern is _INFO or not _inside(match.start(), code)]  # fmt: skip
    count = sum(_SENTENCE.search(one) is not None for one in said)
    shown = _PICTURE.sub(lambda one: one[0] if _inside(one.start(), code) else "", text)
    return count, shown


def _inside(at: int, spans: list[tuple[int, int]]) -> bool:
    """Whether a place lies in one of the spans, which are in order."""
    index = bisect_right(spans, (at, len(spans) and spans[-1][1])) - 1
    return index >= 0 and spans[index][0] <= at < spans[index][1]


def _speaks(text: str) -> bool:
    return len(_WORD.findall(text[:2_000])) >= _SAYS


def _without_comments(text: str) -> tuple[str, int]:
    """The text without comments, declarations and the like, and how many may hold sentences.

    They stay where they stand in code. One that is never closed hides all that follows it, if
    it begins a line.
    """
    code = [match.span() for match in _PIECE.finditer(text) if match["code"]]
    kept: list[str] = []
    at = count = 0
    for match in _DECLARED.finditer(text):
        start = match.start()
        if start < at or _inside(start, code):
            continue
        opening, shut = next(one for one in _MACHINES if text.startswith(one[0], start))
        end = _end_of(text, start, opening, shut)
        if end < 0:
            continue
        kept.append(text[at:start])
        count += _speaks(text[start + len(opening) : end])
        at = end
    return "".join(kept) + text[at:], count


def _end_of(text: str, start: int, opening: str, shut: str) -> int:
    """Where a comment ends; -1 if it is none."""
    for short in ("<!-->", "<!--->"):
        if text.startswith(short, start):
            return start + len(short)
    end = text.find(shut, start + len(opening))
    if end >= 0:
        return end + len(shut)
    begins_line = not text[text.rfind("\n", 0, start) + 1 : start].strip()
    return len(text) if begins_line else -1


def _without_hidden(text: str) -> tuple[str, int, tuple[Notice, ...]]:
    """The text with nothing where HTML hides it, how many stretches that are, and what is lost.

    The tags alone are read as a page, with a mark for each piece of text; where the mark is not
    seen, the piece is not.
    """
    from lxml import html  # noqa: PLC0415 - only where there is HTML

    from contract_kit.read.html_unseen import NO_TEXT, take_out  # noqa: PLC0415 - as above

    pieces = list(_pieces(text))
    page = "".join(
        f"{_OPEN}{at}{_SHUT}" if kind == "text" else piece
        for at, (piece, kind) in enumerate(pieces)
    )
    root = html.document_fromstring(f"<body>{page}</body>", parser=html.HTMLParser(huge_tree=True))
    found = take_out(root)
    for one in root.iter("select"):
        _unchosen(one)
    shown = "".join(
        f"{'' if one.tag in NO_TEXT else one.text or ''}{one.tail or ''}" for one in root.iter()
    )
    kept = {int(at) for at in _KEPT.findall(shown)}
    texts = [
        piece if kind == "tag" or at in kept else "\n" * piece.count("\n")
        for at, (piece, kind) in enumerate(pieces)
    ]
    hidden = sum(
        kind == "text" and at not in kept and any(char.isalnum() for char in piece)
        for at, (piece, kind) in enumerate(pieces)
    )
    hidden += sum(kind == "raw" and _SENTENCE.search(piece) is not None for piece, kind in pieces)
    return "".join(texts), hidden, _lost(found)


def _lost(found: Unseen) -> tuple[Notice, ...]:
    """What is shown and not read; a style sheet may hide what Markdown writes, by its tags."""
    open_to_all = (every for (kind, _), every in found.sheet.rules.items() if kind in {"tag", ""})
    rules = (rule for every in open_to_all for rule in every)
    may_hide = any(hides(one.declared) or "color" in one.declared for one in rules)
    return (
        Notice("lost-text", found.frames, what="pages or files embedded in the page"),
        Notice("lost-text", found.foreign, what="drawings, formulas or shadow trees with text"),
        Notice("lost-text", found.doubts + may_hide, what="text that styles may hide"),
    )


def _unchosen(select: Any) -> None:
    """Leave of a list only what is chosen in it."""
    options = list(select.iter("option"))
    chosen = [one for one in options if one.get("selected") is not None] or options[:1]
    for one in options:
        if one not in chosen:
            one.text = None


def _pieces(text: str) -> Iterator[tuple[str, Literal["text", "tag", "raw"]]]:
    """The text in turn with its tags, and, `raw`, with style sheets and scripts."""
    at, raw = 0, ""
    for match in _PIECE.finditer(text):
        tag = (match["tag"] or "").lower()
        if match["code"] or _REVISED.match(tag) or (raw and not tag.startswith(f"</{raw}")):
            continue
        if match.start() > at:
            yield text[at : match.start()], "raw" if raw else "text"
        yield match[0], "tag"
        at = match.end()
        raw = next((name for name in ("style", "script") if tag.startswith(f"<{name}")), "")
    if at < len(text):
        yield text[at:], "raw" if raw else "text"
