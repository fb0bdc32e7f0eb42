"""Markdown within a paragraph: emphasis, links, escapes, HTML tags and entities."""

from __future__ import annotations

import html
import re

from contract_kit.document import Revision, Run

_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<ticks>`{1,3})(?P<code>[^`\n]{1,2000})(?P=ticks)"
    r"|&(?P<entity>#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});"
    r"|<(?P<address>(?:https?://|mailto:)[^<>\s]{1,1000}|[^<>@\s/]{1,100}@[^<>\s]{1,200})>"
    r"|<(?P<tag>/?[A-Za-z][A-Za-z0-9]{0,15})(?:\s[^<>]{0,2000})?/?>"
    r"|!\[(?P<image>[^\[\]]{0,500})\]\([^()\s]{0,2000}(?:\s[\"'][^\"']{0,300}[\"'])?\)"
    r"|(?P<open>\[)(?=[^\[\]]{0,2000}\]\()"
    r"|(?P<close>\])\([^()\s]{0,2000}(?:\([^()]{0,200}\)[^()\s]{0,200})?(?:\s[\"'][^\"']{0,300}[\"'])?\)"
    r"|(?P<strike>(?<!~)~{1,2}(?!~))"
    r"|(?P<stars>\*{1,3})(?!\*)|(?P<bars>_{1,3})(?!_)"
)
_BREAK = "\n"


def runs(text: str) -> list[Run]:
    """The runs of one paragraph of Markdown; `<br>` gives a line break."""
    return _Inline(text).read()


class _Inline:
    """One paragraph being read."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: list[Run] = []
        self._bold = self._italic = False
        self._revision: Revision | None = None
        self._tildes = ""
        self._waiting: list[str] = []  # markers of emphasis that is open

    def read(self) -> list[Run]:
        """All runs."""
        at = 0
        for match in _TOKEN.finditer(self._text):
            self._put(self._text[at : match.start()])
            at = match.end()
            self._token(match)
        self._put(self._text[at:])
        return self._found

    def _put(self, text: str) -> None:
        if text:
            self._found.append(Run(text, self._bold, self._italic, self._revision))

    def _token(self, match: re.Match[str]) -> None:
        kind = match.lastgroup or ""
        if kind == "code":
            self._put(match["code"])
        elif kind in {"escaped", "address"}:
            self._put(match[kind])
        elif kind == "entity":
            self._put(html.unescape(match[0]))
        elif kind == "tag":
            self._tag(match["tag"].lower())
        elif kind == "strike":
            self._strike(match)
        elif kind in {"stars", "bars"}:
            self._emphasis(match, match[kind])

    def _strike(self, match: re.Match[str]) -> None:
        """One or two tildes around words strike them; a lone one before a figure is a sign."""
        mark = match["strike"]
        after = self._text[match.end() : match.end() + 1]
        if self._tildes == mark:
            self._revision, self._tildes = None, ""
        elif not self._tildes and after.strip() and self._struck_later(match.end(), mark):
            self._revision, self._tildes = "deleted", mark
        else:
            self._put(mark)

    def _struck_later(self, at: int, mark: str) -> bool:
        pattern = rf"(?<=[^\s~]){mark}(?!~)"
        return re.compile(pattern).search(self._text, at) is not None

    def _tag(self, tag: str) -> None:
        if tag in {"br", "p", "/p", "div", "/div"}:
            self._put(_BREAK)
        elif tag in {"ins", "/ins"}:
            self._revision = "inserted" if tag == "ins" else None
        elif tag in {"del", "/del", "s", "/s"}:
            self._revision = "deleted" if tag[0] != "/" else None
        elif tag.lstrip("/") in {"b", "strong"}:
            self._bold = tag[0] != "/"
        elif tag.lstrip("/") in {"i", "em"}:
            self._italic = tag[0] != "/"

    def _emphasis(self, match: re.Match[str], mark: str) -> None:
        before = self._text[match.start() - 1 : match.start()]
        after = self._text[match.end() : match.end() + 1]
        word = mark[0] == "_"
        closes = bool(before) and not before.isspace() and before not in "([{"
        opens = bool(after) and not after.isspace() and after not in ")]}.,;:!?"
        if word:
            closes, opens = closes and not after.isalnum(), opens and not before.isalnum()
        if closes and mark in self._waiting:
            self._waiting.remove(mark)
            self._turn(mark, on=False)
        elif opens and mark not in self._waiting and self._closed_later(match.end(), mark):
            self._waiting.append(mark)
            self._turn(mark, on=True)
        elif closes and len(mark) == 3 and self._waiting:
            for one in self._waiting:
                self._turn(one, on=False)
            self._waiting.clear()
        else:
            self._put(mark)

    def _closed_later(self, at: int, mark: str) -> bool:
        return self._text.find(mark, at) >= 0

    def _turn(self, mark: str, *, on: bool) -> None:
        if len(mark) >= 2:
            self._bold = on
        if len(mark) != 2:
            self._italic = on
