"""PDF files: what is seen of their pages, running heads and feet out, paragraphs put together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from contract_kit.document import Notice
from contract_kit.errors import LostError, UnreadableError
from contract_kit.findings import Location
from contract_kit.read.outline import build
from contract_kit.read.pdf_fields import opened, unshown, with_ticks
from contract_kit.read.pdf_layout import arrange, without_running
from contract_kit.read.pdf_lines import read_page
from contract_kit.read.pdf_lost import (
    MISSING,
    broken_pages,
    lost_page,
    lost_pages,
    lost_parts,
    unlocked,
)
from contract_kit.read.pdf_marks import undo
from contract_kit.read.pdf_sight import Page
from contract_kit.read.pdf_survey import Survey, survey
from contract_kit.read.pdf_tables import passages
from contract_kit.read.prose import Line, words
from contract_kit.workers import each

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from contract_kit.document import Document
    from contract_kit.read.pdf_margins import Margins

MAX_PAGES = 3000
MAX_CHARACTERS = 20_000_000
_MANY = 40  # pages from which a second process pays
_DAMAGED = {
    "damaged": "None of its pages can be opened.",
    MISSING: "The contents of its pages are missing or cannot be read.",
}
_GARBLED = "letters that cannot be told"
_MOSTLY_UNSEEN = "more text that is not shown than text that is"
_MANY_DRAWINGS = "more drawings than are looked at"
_OVERPRINTED = "words that are drawn on other words"
_DRAWN = "a picture or a drawing that looks like text"
_LAYERED = "a text box in a layer that may be switched off"


def read(data: bytes, jobs: int = 1) -> Document:
    """The document in a PDF file; as many as `jobs` processes read the pages of a long one."""
    import pypdfium2  # noqa: PLC0415 - loads a native library
    from pypdfium2 import raw  # noqa: PLC0415

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _refusal(data, error) from error
    try:
        return _read(pdf, raw, data, jobs)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError("corrupt", "A page cannot be opened.") from error
    finally:
        pdf.close()


def _refusal(data: bytes, error: Exception) -> UnreadableError:
    text = str(error).lower()
    if "password" in text or (b"/Encrypt" in data and "security" in text):
        return UnreadableError("encrypted")
    return UnreadableError("corrupt")


def _read(pdf: Any, raw: Any, data: bytes, jobs: int) -> Document:
    count = len(pdf)
    if count > MAX_PAGES:
        raise UnreadableError("too-large", f"It has {count} pages; {MAX_PAGES} are the limit.")
    if not count:
        raise UnreadableError("corrupt", "It has no pages.")
    if raw.FPDF_GetFormType(pdf.raw) != raw.FORMTYPE_NONE:
        pdf.init_forms()
    known = survey(unlocked(pdf, raw, data))
    found = _shared(partial(_pages, pdf, raw, known), count, jobs)
    kept, headers = without_running([one.lines for one in found])
    ask = partial(lost_page, pdf, raw, lacking=known.lacking)
    reasons = {
        at: reason
        for at, (one, lines) in enumerate(zip(found, kept, strict=True), 1)
        if (reason := one.lost or ask(at - 1, _letters(lines), read=one.layer))
    }
    if len(reasons) == count or not any(one.letters for one in found):
        raise _without_text(set(reasons.values()))
    partly = {at: one.partly for at, one in enumerate(found, 1) if one.partly}
    broken = broken_pages(pdf, raw) if known.broken else {}
    broken |= {at: one for at, one in reasons.items() if one in _DAMAGED}
    notices = (
        *_seen(found),
        *lost_pages({at: one for at, one in (partly | broken | reasons).items() if at}),
        *lost_parts(pdf, raw, data, broken),
    )
    lines = arrange(kept)
    return build(passages(lines, words(lines)), headers=headers, pages=count, notices=notices)


def _letters(lines: list[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _without_text(reasons: set[str]) -> UnreadableError:
    """Why no page can be read."""
    if reasons and reasons.issubset(_DAMAGED):
        return UnreadableError("corrupt", _DAMAGED[max(reasons)])
    if reasons == {_GARBLED}:
        return UnreadableError("no-text-layer", "Its fonts do not say which letters they show.")
    return UnreadableError("no-text-layer")


@dataclass(frozen=True, slots=True)
class _Page:
    """What was read of a page: `unseen` counts its hidden stretches of text.

    `layer` says that its text lies over a picture, `lost` why it holds text that was not read,
    `partly` why it may hold some beside that which was read. `margins`: where its lines were
    numbered. `struck` counts its stretches of text that are struck through, `attached` its files.
    """

    lines: list[Line]
    letters: int = 0
    unseen: int = 0
    layer: bool = False
    lost: str = ""
    partly: str = ""
    margins: Margins = (None, None)
    struck: int = 0
    attached: int = 0


def _seen(found: list[_Page]) -> Iterator[Notice]:
    """The notices of hidden text and of text that was laid over pictures."""
    hidden = [at for at, one in enumerate(found, 1) if one.unseen]
    if hidden:
        count = sum(one.unseen for one in found)
        what = f"on {_named(hidden)}" if len(hidden) > 1 else ""
        yield Notice("hidden-text", count, location=Location(page=hidden[0]), what=what)
    if struck := [at for at, one in enumerate(found, 1) if one.struck]:
        count = sum(one.struck for one in found)
        yield Notice("tracked-changes", count, location=Location(page=struck[0]))
    if attached := sum(one.attached for one in found):
        what = "an attached file" if attached == 1 else f"{attached} attached files"
        yield Notice("lost-text", attached, what=what)
    layers = [at for at, one in enumerate(found, 1) if one.layer]
    if layers:
        what = f"on {_named(layers)}"
        yield Notice("text-layer", len(layers), location=Location(page=layers[0]), what=what)


def _named(pages: list[int]) -> str:
    """Page numbers in words, the first of many."""
    some = ", ".join(map(str, pages[:12]))
    more = f" and {len(pages) - 12} more" if len(pages) > 12 else ""
    return f"page{'s' * (len(pages) > 1)} {some}{more}"


def _shared(pages: Callable[[range], list[_Page]], count: int, jobs: int) -> list[_Page]:
    """All pages, read by several processes where there are enough of them."""
    if jobs < 2 or count < _MANY:
        return pages(range(count))
    step = -(-count // (2 * jobs))
    parts = [range(start, min(start + step, count)) for start in range(0, count, step)]
    try:
        read = each(pages, parts, [len(part) for part in parts], jobs)
    except LostError:
        raise UnreadableError("corrupt", "The PDF reader fails on one of its pages.") from None
    found = [page for part in read for page in part]
    _refuse_more(sum(page.letters for page in found))
    return found


def _pages(pdf: Any, raw: Any, known: Survey, which: range) -> list[_Page]:
    found: list[_Page] = []
    characters = 0
    margins: Margins = (None, None)
    for at in which:
        found.append(_page(pdf, raw, at, margins, known))
        margins = found[-1].margins
        characters += found[-1].letters
        _refuse_more(characters)
    return found


def _refuse_more(characters: int) -> None:
    if characters > MAX_CHARACTERS:
        raise UnreadableError("too-large", "It holds too much text.")


def _page(pdf: Any, raw: Any, at: int, margins: Margins, known: Survey) -> _Page:
    """What is seen on one page; one that cannot be opened is lost, and no other with it."""
    from pypdfium2 import PdfiumError  # noqa: PLC0415 - loads a native library

    try:
        found = opened(pdf, raw, at)
    except (PdfiumError, ValueError):
        return _Page([], lost="damaged")
    try:
        place = Page(found.page, raw, at + 1, known, found.laid, found.crossed)
        undrawn = undo(found.page, raw, lambda: pdf[at]) if known.said else 0
        text = read_page(place, margins)
        lines = with_ticks(text.lines, found.fields, at + 1)
        hidden = unshown(found.fields, found.page)
    except (PdfiumError, ValueError):
        return _Page([], lost="damaged")
    finally:
        found.page.close()
    lost = _GARBLED if text.garbled else ""
    sight = text.sight
    unseen = sight.unseen + hidden + undrawn
    doubts = {
        _LAYERED: found.doubtful,
        _MANY_DRAWINGS: sight.partly,
        _DRAWN: sight.drawn,
        _OVERPRINTED: sight.overprinted,
        _MOSTLY_UNSEEN: sight.unseen > len(lines),
    }
    partly = next((reason for reason, holds in doubts.items() if holds), "")
    return _Page(
        lines,
        _letters(lines),
        unseen,
        sight.layer,
        lost,
        partly,
        text.margins,
        struck=sight.struck,
        attached=found.attached,
    )
