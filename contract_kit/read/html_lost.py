"""What a web page shows and its file does not say in letters, so that nothing is called missing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from contract_kit.document import Notice
from contract_kit.read.lengths import pixels

if TYPE_CHECKING:
    from contract_kit.read.html_unseen import Unseen

RAW = frozenset({
    "script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript",
    "template", "plaintext",
})  # fmt: skip
"""Elements whose text is no text of the page, or is told apart otherwise by each reader."""

_TAG = re.compile(
    r"</?([a-z][^\s/<>]{0,60})(?:\"[^\"]{0,4000}\"|'[^']{0,4000}'|[^'\"<>])*>", re.IGNORECASE
)
_ENTITY = re.compile(r"&#?\w{1,31};")
_LETTER = re.compile(r"[^\W\d_]")
_LEAST = 20  # letters that may be counted differently
_PAGE_WIDTH, _PAGE_HEIGHT = 400.0, 500.0  # pixels from which a picture may be of a page
_WIDE, _HIGH = 300.0, 120.0  # pixels; where words are few, smaller pictures are logos
_LITTLE = 1_000  # letters below which pictures may be the text
_SHARE = 0.25  # share of hidden text from which scripts surely show it


def letters_in(text: str) -> int:
    """The letters of a page's source outside its tags, comments and scripts."""
    total = at = 0
    while at < len(text):
        start = text.find("<", at)
        end = len(text) if start < 0 else start
        total += _letters(text[at:end])
        at = _after_tag(text, end) if start >= 0 else end
    return total


def _letters(text: str) -> int:
    return len(_LETTER.findall(_ENTITY.sub("", text)))


def _after_tag(text: str, start: int) -> int:
    """Where the text goes on after the markup that begins at `start`."""
    for opening, shut in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<!", ">"), ("<?", ">")):
        if text.startswith(opening, start):
            end = text.find(shut, start + len(opening))
            return len(text) if end < 0 else end + len(shut)
    match = _TAG.match(text, start)
    if match is None:
        return start + 1
    name = match[1].lower()
    if name not in RAW or match[0].startswith("</"):
        return match.end()
    closing = re.compile(f"</{re.escape(name)}", re.IGNORECASE).search(text, match.end())
    return closing.start() if closing else len(text)


def letters_of(root: Any) -> int:
    """The letters of a page's tree, counted in the same way."""
    total = 0
    for one in root.iter():
        if isinstance(one.tag, str) and one.tag not in RAW:
            total += len(_LETTER.findall(one.text or ""))
        total += len(_LETTER.findall(one.tail or ""))
    return total


def lost(root: Any, source: int, tree: int, unseen: Unseen) -> tuple[Notice, ...]:
    """The notices of what was lost: `source` and `tree` count letters before and after parsing."""
    missing = source - tree
    hidden = unseen.letters > max(_SHARE * (unseen.seen + unseen.letters), 200)
    foreign = unseen.scripts or unseen.sheet.external
    parts = (
        (1, "a part that cannot be followed") if missing > max(_LEAST, 0.001 * source) else (0, ""),
        (1, "text that is hidden until scripts or other files show it")
        if hidden and foreign
        else (0, ""),
        (unseen.frames, "pages or files embedded in the page"),
        (unseen.foreign, "drawings, formulas or shadow trees with text"),
        (unseen.doubts, "text that styles may hide"),
        (_pictures(root, tree), "pictures that may be of text"),
    )
    return tuple(Notice("lost-text", count, what=what) for count, what in parts if count)


def is_tiny(element: Any) -> bool:
    """Whether an element is too small to show words."""
    width, height = _sides(element)
    return (width is not None and width < 40) or (height is not None and height < 20)


def _sides(element: Any) -> tuple[float | None, float | None]:
    """Width and height of an element in pixels as its attributes say."""
    style = (element.get("style") or "").lower()
    found = []
    for name in ("width", "height"):
        match = re.search(rf"(?<![\w-]){name}\s*:\s*([\d.]+[a-z%]*)", style)
        found.append(pixels(match[1] if match else (element.get(name) or "none").strip().lower()))
    return found[0], found[1]


def _pictures(root: Any, letters: int) -> int:
    """How many pictures may hold text: those as large as a page, or all where words are few."""
    pictures = [one for one in root.iter("img") if not is_tiny(one)]
    sides = [_sides(one) for one in pictures]
    large = sum((w or 0) >= _PAGE_WIDTH and (h or 0) >= _PAGE_HEIGHT for w, h in sides)
    unknown = sum((w or _PAGE_WIDTH) >= _WIDE and (h or _PAGE_HEIGHT) >= _HIGH for w, h in sides)
    return large or (unknown if letters < _LITTLE else 0)
