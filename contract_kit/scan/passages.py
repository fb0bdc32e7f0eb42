"""A document as sentences and table rows, each with the context a reader needs to judge it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from contract_kit.document import Paragraph, Table
from contract_kit.library.phrases import plain
from contract_kit.scan.sentences import items, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contract_kit.document import Block, Document, Origin, Section

Kind = Literal["heading", "body", "row", "contents", "recital", "definition"]

_RECITALS = re.compile(r"^\W*(?:whereas|recitals?|background|preamble)\b", re.I)
_RECITAL_LINE = re.compile(r"^\W*(?:\([A-Z]\)\s*)?whereas\b", re.I)
_AGREED = re.compile(
    r"\b(?:it is (?:hereby )?agreed|now,? therefore|the parties (?:hereby )?agree|agree as follows"
    r"|agreed as follows)\b",
    re.I,
)
_DEFINITION = re.compile(
    r"^\W*(?:\d[\d.]*\s*|\([a-z]{1,4}\)\s*)?[\"“][^\"”]{1,80}[\"”](?:[^.]{0,60})?\s+"
    r"(?:means?|shall mean|has the meaning|have the meaning|refers? to|includes?|is defined)\b",
    re.I,
)
_DEFINITIONS = re.compile(r"\bdefinitions?\b|\bdefined terms\b|^interpretation\b", re.I)
_CONTENTS_TITLE = re.compile(r"^\W*(?:table of )?contents\W*$", re.I)
_MEANING = re.compile(
    r"\b(?:shall|will)\s+have\s+the\s+(?:same\s+)?meanings?\b|\bha(?:s|ve)\s+the\s+(?:same\s+)?meanings?\b"
    r"|[\"”]\s+(?:means|shall mean)\b|\bcapitali[sz]ed terms\b",
    re.I,
)
_CONTENTS_LINE = re.compile(
    r"(?:\.{4,}|…{2,}|\t)\s*(?:\d{1,3}|[ivxlc]{1,6})\s*$|(?:\. ){4,}\d*\s*$"
)
_MARKER = re.compile(r"^\s*(?:\(?(?:[a-z]|[ivx]{1,5}|[A-Z])[).]\s|\(\d{1,2}\)\s|[-•*–o●▪]\s)")
_MARKED = re.compile(
    r"^\s*(#{1,6})(?:\s+(?:\d[\d.]*\s+)?(\S(?:(?!\b(?:shall|will|must)\b).){0,120})|())$"
)
_BULLET = re.compile(r"^\s*[-•*–●▪○]\s")
_NUMBER = re.compile(r"^\s*((?:\d{1,3}\.)*\d{1,3})\.?\s+(?=\S)")
_OPEN = re.compile(r"(?::|[—-]|\b(?:shall|will|must|to|that|following)|;\s*(?:and|or)?)\s*$")
_RUN_IN = re.compile(r"^(?:(?:\d{1,3}\.)*\d{0,3}\.?|\([a-z]+\)|[a-z]\.)?\s*[A-Z]")
_FINITE = re.compile(
    r"\b(?:shall|will|must|may|is|are|was|has|have|does|can|agrees?|means|ensures?|applies)\b"
)
_SMALL = frozenset(
    "a an and as at by for from in of on or the to with without & - – / under".split()
)


@dataclass(frozen=True)
class Passage:
    """A sentence, an item of a list or a table row, word for word.

    `lead` is the lead-in an item hangs on ("The Processor shall:"), or the head of a table row;
    `headings` are the titles above, outermost first; `clause` groups the passages of one
    paragraph with the items below it. `start` and `end` are offsets in the paragraph's text.
    """

    text: str
    kind: Kind = "body"
    headings: tuple[str, ...] = ()
    section: str = ""
    page: int | None = None
    paragraph: int | None = None
    lead: str = ""
    clause: int = 0
    start: int = 0
    end: int = 0
    index: int = 0

    @cached_property
    def plain(self) -> str:
        """The text in the alphabet of phrases, same length."""
        return plain(self.text)

    @cached_property
    def whole(self) -> str:
        """Lead-in and text, in the alphabet of phrases."""
        return f"{plain(self.lead)} {self.plain}" if self.lead else self.plain

    @cached_property
    def lower(self) -> str:
        """Lead-in and text in lower case, for quick look-ups."""
        return self.whole.lower()

    @cached_property
    def path(self) -> str:
        """The headings above as one text, in the alphabet of phrases."""
        return plain(" > ".join(self.headings))


@dataclass
class _State:
    """What the reader of a document carries from block to block."""

    passages: list[Passage] = field(default_factory=list)
    clause: int = 0
    lead: str = ""
    recital: bool = False
    lead_number: str = ""
    form: str = ""
    caption: str = ""
    marked: tuple[tuple[int, str], ...] = ()


def passages(document: Document) -> list[Passage]:
    """Every sentence and table row of the document, in reading order."""
    state = _State()
    for section in document.sections:
        _section(section, (), state)
    for definition in document.definitions:
        state.clause += 1
        text = f"“{definition.term}” {definition.text}"
        _append(state, Passage(text, "definition", ("Definitions",), clause=state.clause))
    return [replace(one, index=place) for place, one in enumerate(state.passages)]


def _section(section: Section, above: tuple[str, ...], state: _State) -> None:
    if section.kind == "colophon":
        return
    headings = (*above, section.title.lstrip("# ")) if section.title else above
    if section.title:
        state.lead, state.recital = "", bool(_RECITALS.match(section.title))
        state.marked, state.caption = (), ""
        state.clause += 1
        head = _placed(section.title, section.origin, section.number)
        _append(state, replace(head, kind="heading", headings=above, clause=state.clause))
    for place, block in enumerate(section.blocks):
        if isinstance(block, Paragraph) and _heads_a_list(block, section.blocks[place + 1 :][:1]):
            state.caption = block.text.strip()
            base = _placed(block.text, block.origin, section.number)
            state.clause += 1
            _append(state, replace(base, kind="heading", headings=headings, clause=state.clause))
        elif isinstance(block, Table):
            _table(block, section, headings, state)
        else:
            _paragraph(block, section, headings, state)
    for child in section.sections:
        _section(child, headings, state)


def _heads_a_list(paragraph: Paragraph, after: tuple[Block, ...]) -> bool:
    """Whether a short line without a verb stands above bullets or a table."""
    text = paragraph.text.strip()
    if paragraph.style == "bullet" or paragraph.level > 0:
        return False
    if not 0 < len(text.split()) <= 9 or text[-1] in ".;:," or _FINITE.search(text):
        return False
    if _MARKER.match(text) or not after or _MARKED.match(text):
        return False
    first = after[0]
    return isinstance(first, Table) or first.style == "bullet" or bool(_BULLET.match(first.text))


def _append(state: _State, passage: Passage) -> None:
    state.passages.append(passage)


def _placed(text: str, origin: Origin, number: str) -> Passage:
    return Passage(
        text, section=number, page=origin.page, paragraph=origin.paragraph, end=len(text)
    )


def _table(table: Table, section: Section, headings: tuple[str, ...], state: _State) -> None:
    state.clause += 1
    head = ""
    path = (*headings, table.caption) if table.caption else headings
    for row in table.rows:
        if not row.text.strip(" |"):
            continue
        if row.head:
            head = row.text
        place = _placed(row.text, row.origin, section.number)
        lead = "" if row.head else head
        kind: Kind = "heading" if row.head else "recital" if state.recital else "row"
        _append(state, replace(place, kind=kind, headings=path, lead=lead, clause=state.clause))


def _paragraph(
    paragraph: Paragraph, section: Section, headings: tuple[str, ...], state: _State
) -> None:
    text = paragraph.text
    if not text.strip():
        return
    if mark := _MARKED.match(text):
        _marked(mark, base=_placed(text, paragraph.origin, section.number), state=state)
        return
    headings = (*headings, *(title for _, title in state.marked))
    if state.caption:
        headings = (*headings, state.caption)
        if not (paragraph.style == "bullet" or _BULLET.match(text)):
            headings, state.caption = headings[:-1], ""
    if _AGREED.search(text) and len(text) < 400:
        state.recital = False
    item = _is_item(paragraph, text, state)
    if not item:
        state.lead = ""
        state.clause += 1
    number = paragraph.number or _printed_number(text) or section.number
    kind = _kind(paragraph, section, headings, text, state)
    base = replace(_placed(text, paragraph.origin, number), kind=kind, clause=state.clause)
    _sentences(base, headings, state.lead if item else "", state)
    if _OPEN.search(text.rstrip()) and not item:
        last = state.passages[-1].text
        state.form = ""
        state.lead = last if len(last) < 600 else last[-600:]
        state.lead_number = paragraph.number or _printed_number(text)


def _marked(mark: re.Match[str], base: Passage, state: _State) -> None:
    """A heading that is only marked as one, as in plain text with `##`."""
    title, depth = (mark[2] or "").strip(), len(mark[1])
    above = tuple((level, name) for level, name in state.marked if level < depth)
    state.clause += 1
    state.lead, state.recital = "", bool(_RECITALS.match(title))
    names = tuple(name for _, name in above)
    _append(state, replace(base, kind="heading", headings=names, clause=state.clause))
    state.marked = (*above, (depth, title)) if title else above


def _sentences(base: Passage, headings: tuple[str, ...], lead: str, state: _State) -> None:
    spans = sentences(base.text)
    for place, span in enumerate(spans):
        piece = base.text[slice(*span)]
        if place == 0 and len(spans) > 1 and _is_title(piece):
            _append(state, _cut(base, span, headings, "", "heading"))
            headings = (*headings, piece)
            continue
        parts = items(base.text, span)
        inner = lead
        for number, part in enumerate(parts):
            _append(state, _cut(base, part, headings, inner, base.kind))
            if number == 0 and len(parts) > 1:
                inner = f"{lead} {base.text[slice(*part)]}".strip()


def _cut(
    base: Passage, span: tuple[int, int], headings: tuple[str, ...], lead: str, kind: Kind
) -> Passage:
    start, end = span
    text = base.text[start:end]
    return replace(base, text=text, kind=kind, headings=headings, lead=lead, start=start, end=end)


def _is_title(text: str) -> bool:
    """Whether a paragraph's first sentence is a run-in heading ("2.1 Confidentiality.")."""
    words = [word.strip(".,:;()") for word in text.split()]
    named = [word for word in words if word and not word[0].isdigit()]
    if not 0 < len(named) <= 9 or not _RUN_IN.match(text) or _FINITE.search(text):
        return False
    return len(named) <= 3 or all(w[0].isupper() or w.lower() in _SMALL for w in named)


def _is_item(paragraph: Paragraph, text: str, state: _State) -> bool:
    """Whether a paragraph belongs to the list that the lead-in opened; a list has one form."""
    if not state.lead:
        return False
    form = _form(paragraph, text)
    if form == "clause":
        number = paragraph.number or _printed_number(text)
        return bool(state.lead_number) and number.startswith(f"{state.lead_number.strip('.')}.")
    if form == state.form or paragraph.level > 1:
        return True
    if state.form or (form == "number" and state.lead_number.strip(".").isdigit()):
        return False
    if form == "plain" and not _continues(text):
        return False
    state.form = form
    return True


def _form(paragraph: Paragraph, text: str) -> str:
    """How a list item is marked."""
    if paragraph.style == "bullet" or _BULLET.match(text):
        return "bullet"
    number = paragraph.number or _printed_number(text)
    if number:
        return "number" if number.strip(".").isdigit() else "clause" if "." in number else "letter"
    return "letter" if _MARKER.match(text) else "plain"


def _continues(text: str) -> bool:
    return text[:1].islower() or text.rstrip().endswith((";", "; and", "; or")) or len(text) < 160


def _printed_number(text: str) -> str:
    match = _NUMBER.match(text)
    return match.group(1) if match and len(text) > match.end() else ""


def _kind(
    paragraph: Paragraph, section: Section, headings: tuple[str, ...], text: str, state: _State
) -> Kind:
    if _CONTENTS_LINE.search(text) or any(_CONTENTS_TITLE.match(one) for one in headings):
        return "contents"
    if _RECITAL_LINE.match(text):
        state.recital = True
    if state.recital or any(_RECITALS.match(one) for one in headings[-1:]):
        return "recital"
    if _defines(paragraph, section, headings, text):
        return "definition"
    return "body"


def _defines(paragraph: Paragraph, section: Section, headings: tuple[str, ...], text: str) -> bool:
    if paragraph.style == "definition" or section.kind == "definitions":
        return True
    if _DEFINITION.match(text) or (_MEANING.search(text) and len(text) < 600):
        return True
    return bool(headings and _DEFINITIONS.search(headings[-1]) and text[:1] in "\"“'‘(")


def context(passage: Passage, everything: list[Passage]) -> str:
    """The clause around a passage: its heading, its paragraph and the items that belong to it."""
    around = [one.plain for one in _neighbours(passage, everything)]
    return " ".join([*map(plain, passage.headings[-1:]), passage.lead, *around])


def _neighbours(passage: Passage, everything: list[Passage]) -> Iterator[Passage]:
    for place in range(max(0, passage.index - 6), min(len(everything), passage.index + 7)):
        if everything[place].clause == passage.clause:
            yield everything[place]
