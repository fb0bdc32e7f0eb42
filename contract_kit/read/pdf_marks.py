"""Words that a PDF file says in the place of those it draws: what is drawn decides.

A span may carry an "actual text" for a reader that does not look at the page: a ligature's
letters, a soft hyphen. One that says anything else than its letters is taken off.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from contract_kit.read.pdf_type import key_of, text_of, texts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_KEY = b"ActualText"
_MANY = 2_000  # pieces of text on one page, from which none is compared
_LIGATURE = 4  # letters that one sign may stand for
_HYPHENS = "-\u2010\u2011\u00ad\x02\ufffe"
_ODD = frozenset({"Cc", "Cn", "Co"})
Spans = dict[int, list[int]]


def undo(page: Any, raw: Any, again: Callable[[], Any]) -> int:
    """Take off what says other words than are drawn; the figure counts the spans that did.

    `again` opens the same page once more, to see what it says without.
    """
    texts = list(texts_of(page, raw))
    spans = _spans(texts, raw)
    if not spans:
        return 0
    if sum(map(len, spans.values())) > _MANY:
        _strip(texts, raw, spans)
        return len(spans)
    said = _said(page, raw, texts, spans)
    bare = again()
    try:
        copies = list(texts_of(bare, raw))
        _strip(copies, raw, spans)
        drawn = _said(bare, raw, copies, spans)
    finally:
        bare.close()
    lies = [span for span in spans if not _alike(said[span], drawn[span])]
    bad = {span: at for span, at in spans.items() if span in lies or not _is_odd(drawn[span])}
    _strip(texts, raw, bad)
    return sum(any(map(str.isalnum, said[span] + drawn[span])) for span in lies)


def _marks(handle: Any, raw: Any) -> Iterator[Any]:
    """The marks of a piece of text that say words, the innermost first."""
    for at in range(raw.FPDFPageObj_CountMarks(handle) - 1, -1, -1):
        mark = raw.FPDFPageObj_GetMark(handle, at)
        if raw.FPDFPageObjMark_GetParamValueType(mark, _KEY) != raw.FPDF_OBJECT_UNKNOWN:
            yield mark


def _spans(texts: list[Any], raw: Any) -> Spans:
    """Which pieces of text stand in each span that says words."""
    found: Spans = {}
    for at, one in enumerate(texts):
        for mark in _marks(one, raw):
            found.setdefault(key_of(mark), []).append(at)
    return found


def _strip(texts: list[Any], raw: Any, spans: Spans) -> None:
    for at in {at for places in spans.values() for at in places}:
        for mark in list(_marks(texts[at], raw)):
            raw.FPDFPageObj_RemoveMark(texts[at], mark)


def _said(page: Any, raw: Any, texts: list[Any], spans: Spans) -> dict[int, str]:
    """What each span is read as."""
    textpage = page.get_textpage()
    try:
        words = {
            at: text_of(texts[at], textpage.raw, raw) for places in spans.values() for at in places
        }
        return {span: "".join(words[at] for at in places) for span, places in spans.items()}
    finally:
        textpage.close()


def letters(text: str) -> str:
    """What a text says, however it is parted, hyphenated and set."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(one for one in plain if not one.isspace() and one not in _HYPHENS)


def _is_odd(text: str) -> bool:
    """Whether signs without a meaning are among the letters."""
    return any(unicodedata.category(one) in _ODD for one in text)


def _alike(said: str, drawn: str) -> bool:
    """Whether words are the letters that are drawn, where these have a meaning."""
    rest = letters(said)
    if not _is_odd(drawn):
        return rest == letters(drawn)
    known = "".join(" " if _is_odd(one) else one for one in drawn)
    for piece in map(letters, known.split(" ")):
        at = rest.find(piece)
        if at < 0:
            return False
        rest = rest[at + len(piece) :]
    return len(letters(said)) <= len(letters(known)) + _LIGATURE * sum(map(_is_odd, drawn))
