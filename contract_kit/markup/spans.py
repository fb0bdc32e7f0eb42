"""Inside a paragraph: bold, italic, escapes and the markers template functions leave behind."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from contract_kit.markup.blocks import MarkerSpan, MInline, Span

OPEN, CLOSE, LINE_OPEN, LINE_CLOSE = "\ue000", "\ue001", "\ue002", "\ue003"

_TOKEN = re.compile(
    rf"{OPEN}(?P<name>[^:{CLOSE}]*):?(?P<argument>[^{CLOSE}]*){CLOSE}"
    r"|\\(?P<literal>.)"
    r"|(?P<star>\*\*?)"
    rf"|(?P<text>[^\\*{OPEN}]+)"
    r"|(?P<other>.)",
    re.DOTALL,
)
_RESERVED = re.compile("[\ue000-\ue003]")


def marker(name: str, argument: str) -> str:
    """A marker for `parse`; what a template function returns."""
    return f"{OPEN}{name}:{_RESERVED.sub('', argument)}{CLOSE}"


def line_mark(line: int) -> str:
    """Put at the start of a block, says which template line it comes from."""
    return f"{LINE_OPEN}{line}{LINE_CLOSE}"


@dataclass(frozen=True, slots=True)
class _Star:
    """An asterisk or two; which side of it touches a word decides what it can do."""

    text: str
    opens: bool
    closes: bool


def inline(source: str) -> tuple[MInline, ...]:
    """The spans of one paragraph on one line."""
    tokens = _tokens(source)
    closers = Counter(t.text for t in tokens if isinstance(t, _Star) and t.closes)
    active = {"*": False, "**": False}
    spans: list[MInline] = []
    for token in tokens:
        if isinstance(token, _Star):
            closers[token.text] -= token.closes
            if _toggles(token, active, closers):
                active[token.text] = not active[token.text]
                continue
            token = Span(token.text)  # noqa: PLW2901 - an asterisk that means itself
        spans.append(replace(token, bold=active["**"], italic=active["*"]))
    return _merged(spans)


def _toggles(star: _Star, active: dict[str, bool], closers: Counter[str]) -> bool:
    if active[star.text]:
        return star.closes
    return star.opens and closers[star.text] > 0


def _tokens(source: str) -> list[Span | MarkerSpan | _Star]:
    tokens: list[Span | MarkerSpan | _Star] = []
    for match in _TOKEN.finditer(source):
        if match["name"] is not None:
            tokens.append(MarkerSpan(match["name"], match["argument"]))
        elif match["star"]:
            before, after = source[: match.start()][-1:], source[match.end() : match.end() + 1]
            tokens.append(_Star(match["star"], not _blank(after), not _blank(before)))
        else:
            text = match["literal"] or match["text"] or match["other"]
            tokens.append(Span("" if _RESERVED.match(text) else text))
    return tokens


def _blank(char: str) -> bool:
    return not char or char == " "


def _merged(spans: list[MInline]) -> tuple[MInline, ...]:
    """Neighbours in the same format as one span, empty ones dropped."""
    merged: list[MInline] = []
    parts: list[str] = []
    for span in spans:
        if isinstance(span, Span) and not span.text:
            continue
        last = merged[-1] if merged else None
        if isinstance(span, Span) and isinstance(last, Span) and _alike(span, last):
            parts.append(span.text)
            continue
        _close(merged, parts)
        merged.append(span)
    _close(merged, parts)
    return tuple(merged)


def _alike(one: Span, two: Span) -> bool:
    return one.bold == two.bold and one.italic == two.italic


def _close(merged: list[MInline], parts: list[str]) -> None:
    """Give the last span the text collected for it."""
    if parts and isinstance(merged[-1], Span):
        merged[-1] = replace(merged[-1], text=merged[-1].text + "".join(parts))
    parts.clear()
