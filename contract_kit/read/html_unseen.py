"""What a reader of a web page does not see, taken out of its tree before it is read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from contract_kit import letters
from contract_kit.read.behind import behind, paints
from contract_kit.read.css import Cascade, Sheet, parse
from contract_kit.read.data_urls import text_in
from contract_kit.read.html_fields import shown_value
from contract_kit.read.html_generated import generate
from contract_kit.read.html_lost import is_tiny
from contract_kit.read.looks import Look, look
from contract_kit.read.media import on_screen

if TYPE_CHECKING:
    from collections.abc import Iterator

MARK = "unseen-text"
"""The tag of the elements that stand where text was taken out."""

NO_TEXT = frozenset({"script", "style", "head", "title", "meta", "link", "base", "param"})
_LONG_WORD = re.compile(r"[^\W\d_]{3,}")
_WORD = re.compile(r"[^\W\d_]{2,}")
_MACHINES = re.compile(r"<xml|<style|<o:|\bIE\b|<script", re.IGNORECASE)
_TAGS = re.compile(r"<[^<>]*>|\[[^\[\]]*\]")
_MUCH = 10  # words of an item of a list that is not chosen, from which it may be a sentence
_NOT_DRAWN = frozenset({"title", "desc", "metadata", "style", "script"})
_FOREIGN = "in a drawing, a formula or a shadow tree"
_SOME = 3  # words of a drawing, from which it says something
_SAYS = 6  # a comment of so many words may be a sentence


@dataclass(slots=True)
class Unseen:
    """What was taken out: why, and how many letters of it; `seen` counts the letters that stay.

    `struck` counts the stretches of text that a line goes through; they are read as deleted.
    `doubts` counts the stretches of text that styles which are not followed may hide: they are
    taken out. `frames` counts other pages and files shown within the page, `foreign` its drawings,
    formulas and shadow trees with words.
    """

    sheet: Sheet
    reasons: set[str] = field(default_factory=set)
    letters: int = 0
    seen: int = 0
    struck: int = 0
    doubts: int = 0
    frames: int = 0
    foreign: int = 0
    scripts: bool = False

    @property
    def not_followed(self) -> str:
        """What of the style sheets was not followed, so that text that was read may be hidden."""
        if not self.sheet.complete:
            return "its style sheets are too large to be followed to the end"
        if not self.sheet.followed:
            return "its style sheets could not be followed, and may hide text that was read"
        return ""


def take_out(root: Any) -> Unseen:
    """Take what no reader sees out of a page, leaving marks; add text that style sheets add."""
    found = Unseen(parse(_sheets(root)))
    found.sheet.external |= any(
        _is_sheet(one) and text_in(one.get("href") or "") is None for one in root.iter("link")
    )
    found.scripts = next(root.iter("script"), None) is not None
    cascade = Cascade(found.sheet)
    first = Look(elsewhere=found.sheet.external, initial=cascade.initial)
    stack: list[tuple[Any, Look]] = [(root, first)]
    while stack:
        element, above = stack.pop()
        if not isinstance(element.tag, str):
            _comment(element, found)
        elif element.tag in NO_TEXT or element.tag == MARK:
            continue
        else:
            found.frames += element.tag in {"frame", "embed"} and not is_tiny(element)
            own = look(element, cascade.declared(element), above)
            foreign = not own.gone and _is_foreign(element)
            if own.gone or foreign:
                found.frames += _shows_another(element, own)
                found.foreign += foreign and _words(element) >= _SOME
                _whole(element, own.gone or _FOREIGN, found)
                continue
            own = replace(own, doubt=own.doubt or _is_doubted(element, cascade, own))
            own = behind(element, own, cascade)
            children = list(element)
            _texts(element, own, found)
            generate(element, cascade, own)
            if own.turned and not above.turned:
                _turn(element)
            stack.extend((child, own) for child in reversed(children))
    return found


def _is_foreign(element: Any) -> bool:
    """Whether an element shows its text by rules of its own: a drawing, a formula, a shadow tree.

    Nobody writes clauses there, and much can hide them.
    """
    return element.tag in {"svg", "math"} or any(
        one.get("shadowrootmode") for one in element.iterchildren("template")
    )


def _words(element: Any) -> int:
    """The words that an element of its own kind may draw: its name and its styles are not drawn."""
    drawn = (
        piece
        for one in element.iter()
        for piece in (one.text if _is_drawn(one) else "", one.tail)
        if piece and one is not element
    )
    return len(_WORD.findall(" ".join([element.text or "", *drawn])[:2_000]))


def _is_drawn(element: Any) -> bool:
    return isinstance(element.tag, str) and element.tag not in _NOT_DRAWN


def _is_doubted(element: Any, cascade: Cascade, own: Look) -> bool:
    """Whether a part of an element that style sheets make may hide its text.

    Its first line, a box laid over it, a column that is left out.
    """
    first = (cascade.declared(element, part) for part in ("first-line", "first-letter"))
    if any(declared and look(element, declared, own).unseen for declared in first):
        return True
    over = cascade.declared(element, "after")
    laid = over.get("position") in {"absolute", "fixed"} and "content" in over
    if laid and paints(over) and not look(element, over, own).gone:
        return True
    columns = element.iter("col", "colgroup") if element.tag == "table" else ()
    return any(_leaves_out(cascade.declared(one)) for one in columns)


def _leaves_out(declared: dict[str, str]) -> bool:
    return declared.get("visibility") == "collapse" or declared.get("display") == "none"


def _turn(element: Any) -> None:
    """Write into an element that its letters run from right to left."""
    element.text = letters.OVERRIDE + (element.text or "")
    if len(element):
        element[-1].tail = (element[-1].tail or "") + letters.OVERRIDE_END
    else:
        element.text += letters.OVERRIDE_END


def _shows_another(element: Any, own: Look) -> bool:
    """Whether an element shows another page or file in its place."""
    shown = element.tag in {"iframe", "object"} and own.gone.startswith("in <")
    other = any(element.get(name) for name in ("src", "srcdoc", "data"))
    return shown and other and not is_tiny(element)


def _is_sheet(link: Any) -> bool:
    kinds = (link.get("rel") or "").lower().split()
    return "stylesheet" in kinds and "alternate" not in kinds and link.get("disabled") is None


def _sheets(root: Any) -> Iterator[str]:
    for one in root.iter("style", "link"):
        if not on_screen(one.get("media") or ""):
            continue
        if one.tag == "link":
            yield (text_in(one.get("href") or "") or "") if _is_sheet(one) else ""
        elif (one.get("type") or "text/css").strip().lower() == "text/css":
            yield re.sub(r"<!--|-->|<!\[CDATA\[|\]\]>", " ", "".join(one.itertext()))


def _comment(element: Any, found: Unseen) -> None:
    """Drop a comment, marking one that may hold sentences."""
    text = element.text or ""
    tagged = text.lstrip().startswith(("[if", "[endif", "<!"))
    if tagged:
        text = "" if _MACHINES.search(text) else _TAGS.sub(" ", text)
    if len(_WORD.findall(text[:2_000])) >= _SAYS:
        element.addprevious(_mark(element, "in a comment", text, found))
    element.drop_tree()


def _whole(element: Any, reason: str, found: Unseen) -> None:
    """Empty an element of which nothing is seen."""
    text = "".join(
        piece
        for one in element.iter()
        if isinstance(one.tag, str) and one.tag not in NO_TEXT
        for piece in (one.text or "", *(child.tail or "" for child in one))
    )
    counted = _count(text, reason, found)
    element.clear(keep_tail=True)
    element.tag = MARK if counted else "span"


def _texts(element: Any, own: Look, found: Unseen) -> None:
    """Take out the text that stands right in an element where it is not seen."""
    reason = _reason(element, own, found)
    if not reason:
        if element.tag == "option":
            _option(element, found)
        found.seen += len(element.text or "") + sum(len(child.tail or "") for child in element)
        return
    if element.tag == "input":
        _field(element, reason, own, found)
        return
    for child in list(element):
        if child.tail and child.tail.strip():
            mark = _mark(element, reason, child.tail, found)
            child.tail = None
            child.addnext(mark)
    if element.text and element.text.strip():
        mark = _mark(element, reason, element.text, found)
        element.text = None
        element.insert(0, mark)


def _field(element: Any, reason: str, own: Look, found: Unseen) -> None:
    """Take out what a field holds; ticks have a colour and a size of their own."""
    if (element.get("type") or "").strip().lower() in {"checkbox", "radio"} and own.visible:
        return
    counted = _count(shown_value(element), reason, found)
    element.clear(keep_tail=True)
    element.tag = MARK if counted else "span"


def _reason(element: Any, own: Look, found: Unseen) -> str:
    """Why the text right in an element is not read; empty where it is."""
    reason = own.unseen or ("struck" if own.struck else "")
    if not reason and (own.doubt or own.covered) and len(_WORD.findall(_own_text(element))) >= 2:
        reason = "that styles may hide"
        found.doubts += 1
    if not reason and own.signs and _LONG_WORD.search(_own_text(element)):
        reason = "in a font of signs"
    return reason


def _own_text(element: Any) -> str:
    if element.tag == "input":
        return shown_value(element)
    return (element.text or "") + " ".join(child.tail or "" for child in element)


def _option(element: Any, found: Unseen) -> None:
    """Tell of a sentence among the items of a list that are not shown."""
    above = next(element.iterancestors("select"), None)
    if above is None or above.get("multiple") is not None or above.get("size"):
        return
    options = list(above.iter("option"))
    chosen = [one for one in options if one.get("selected") is not None] or options[:1]
    if label := element.get("label"):
        element.text = label
    text = _own_text(element)
    if element is not chosen[-1] and len(_WORD.findall(text[:2_000])) >= _MUCH:
        above.addnext(_mark(above, "in a list, not chosen", text, found))


def _mark(element: Any, reason: str, text: str, found: Unseen) -> Any:
    counted = _count(text, reason, found)
    made = element.makeelement(MARK if counted else "span")
    made.tail = " " if text[:1].isspace() or text[-1:].isspace() else None
    return made


def _count(text: str, reason: str, found: Unseen) -> bool:
    """Count a text that was taken out; says whether a mark tells of it."""
    if not any(char.isalnum() for char in text):
        return False
    if reason == "struck":
        found.struck += 1
        return False
    found.letters += len(text)
    found.reasons.add(reason)
    return True
