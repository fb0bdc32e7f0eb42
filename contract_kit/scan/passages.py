"""A document as sentences and table rows, each with the context a reader needs to judge it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from contract_kit.document import Paragraph, Table
from contract_kit.library.phrases import plain
from contract_kit.library.texts import Text
from contract_kit.scan.defined import insert, original, resolved
from contract_kit.scan.kinds import (
    Kind,
    begins_recitals,
    binds,
    defines,
    ends_recitals,
    heads_recitals,
    is_contents,
    is_deleted,
    is_unticked,
    says_meanings,
    without_notes,
)
from contract_kit.scan.lists import (
    OpenList,
    heads_a_list,
    heads_rows,
    is_bullet,
    is_title,
    labels,
    number_of,
)
from contract_kit.scan.numbering import Numbering
from contract_kit.scan.sentences import items, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contract_kit.document import Block, Document, Row, Section

_MARKED = re.compile(
    r"^\s*(#{1,6})(?:\s+(?:\d[\d.]*\s+)?(\S(?:(?!\b(?:shall|will|must)\b).){0,120})|())$"
)


_ROW = 600
"""A longer row of a table holds whole clauses in its cells."""
_LABEL = 80
"""Longer than this the first cell of a row does not name it."""
_COLOPHON = "About this document"
"""The heading of the last page of our own contracts: small print on how they were built."""


@dataclass(frozen=True)
class Passage:
    """A sentence, an item of a list or a table row, word for word.

    `lead` is the lead-in an item hangs on ("The Processor shall:"), or the head of a table row;
    `headings` are the titles above, outermost first; `clause` groups the passages of one
    paragraph with the items below it. `start` and `end` are offsets in the paragraph's text. `file`
    is the file it stands in, where several are one contract. `resolved` are the places of nouns of
    defined terms that stand for personal data (`contract_kit.scan.defined`). `verbatim` is the text
    in the letters of the file, where some were read as other ones: what a report quotes.
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
    file: str = ""
    resolved: tuple[int, ...] = ()
    verbatim: str = ""

    @property
    def quoted(self) -> str:
        """The text in the letters of the file, as long as `text`."""
        return self.verbatim or self.text

    @cached_property
    def own(self) -> Text:
        """The text to look for phrases in: defined terms stand for what they mean."""
        return Text(insert(without_notes(self.plain), self.resolved))

    @cached_property
    def full(self) -> Text:
        """Lead-in and text to look for phrases in."""
        return Text(f"{plain(self.lead)} {self.own.text}") if self.lead else self.own

    @cached_property
    def plain(self) -> str:
        """The text in the alphabet of phrases, same length."""
        return plain(self.text)

    def place(self, at: int) -> int:
        """Where a place of `own` stands in the text."""
        return original(at, self.resolved) if self.resolved else at

    @property
    def whole(self) -> str:
        """Lead-in and text, in the alphabet of phrases."""
        return self.full.text

    @property
    def lower(self) -> str:
        """Lead-in and text in lower case, for quick look-ups."""
        return self.full.lower

    @property
    def offset(self) -> int:
        """Where the text begins in `whole`, after the lead-in."""
        return len(self.full.text) - len(self.own.text)

    @cached_property
    def path(self) -> str:
        """The headings above as one text, in the alphabet of phrases."""
        return plain(" > ".join(self.headings))


def passages(document: Document) -> list[Passage]:
    """Every sentence and table row of the document, in reading order."""
    walk = _Walk()
    for section in document.sections:
        walk.section(section, ())
    for definition in document.definitions:
        text = f"“{definition.term}” {definition.text}"
        walk.add(_Place(text), "definition", ("Definitions",), new=True)
    return resolved(walk.found)


class _Place(NamedTuple):
    """A paragraph's or row's text, and where it stands."""

    text: str
    section: str = ""
    page: int | None = None
    paragraph: int | None = None
    verbatim: str = ""


class _Walk:
    """Goes through a document once and keeps what it reads, and what is open at this place."""

    def __init__(self) -> None:
        self.found: list[Passage] = []
        self._clause = 0
        self._list = OpenList()
        self._numbering = Numbering()
        self._recital = False
        self._caption = ""
        self._captions_next = False
        self._marked: tuple[tuple[int, str], ...] = ()

    def add(
        self,
        place: _Place,
        kind: Kind,
        headings: tuple[str, ...],
        lead: str = "",
        span: tuple[int, int] | None = None,
        *,
        new: bool = False,
    ) -> None:
        """Keeps a text, or the part of it in `span`; `new` begins a clause with it."""
        self._clause += new
        start, end = span or (0, len(place.text))
        self.found.append(
            Passage(
                place.text[start:end],
                kind,
                headings,
                place.section,
                place.page,
                place.paragraph,
                lead,
                self._clause,
                start,
                end,
                len(self.found),
                verbatim=place.verbatim[start:end],
            )
        )

    def section(self, section: Section, above: tuple[str, ...]) -> None:
        """Reads a section and those below it."""
        if section.kind == "colophon" or section.title == _COLOPHON:
            return
        headings, number = above, self._numbering.enter(section.number, section.title)
        if section.title:
            headings = (*above, section.title.lstrip("# "))
            self._marked, self._caption = (), ""
            self._heading(_headed(section, number), above)
        for place, block in enumerate(section.blocks):
            if isinstance(block, Table):
                self._table(block, section, headings)
            elif self._is_caption(block, section.blocks[place + 1 : place + 2]):
                self._caption = block.text.strip()
                self._recital = self._recital or heads_recitals(self._caption)
                head = _placed(block, self._numbering.here)
                self.add(head, "heading", headings, new=True)
            elif block.text.strip():
                self._paragraph(block, section, headings)
        for child in section.sections:
            self.section(child, headings)
        self._numbering.leave()

    def _is_caption(self, block: Paragraph, after: tuple[Block, ...]) -> bool:
        """Whether a line stands above bullets, a table or the paragraph that it names."""
        named = labels(block, after)
        self._captions_next = self._captions_next or named
        return named or heads_a_list(block, after)

    def _heading(self, place: _Place, above: tuple[str, ...]) -> None:
        self._list.close()
        self._recital = heads_recitals(place.text.lstrip("# "))
        self.add(place, "heading", above, new=True)

    def _table(self, table: Table, section: Section, headings: tuple[str, ...]) -> None:
        self._clause += 1
        path = (*headings, *filter(None, (self._caption, table.caption)))
        self._caption = ""
        lead, above = "", path
        for row in table.rows:
            if not row.text.strip(" |"):
                continue
            place = _placed(row, self._numbering.here)
            if heads_rows(row):
                path = (*above, row.text.strip())
                self.add(place, "heading", above)
            elif row.head:
                lead = row.text
                self.add(place, "heading", path)
            else:
                self._row(place, path, lead, alone=len(row.cells) == 1)

    def _row(self, row: _Place, headings: tuple[str, ...], lead: str, *, alone: bool) -> None:
        """A row of a table; clauses in it sentence by sentence, as those of a cover page.

        A cell that is `alone` in its row is read as text, as it looks.
        """
        kind: Kind = "recital" if self._recital else "row"
        if len(row.text) <= _ROW and not alone:
            self.add(row, kind, headings, lead)
            return
        label = "" if alone else row.text.partition("|")[0].strip()
        headings = (*headings, label) if label and len(label) <= _LABEL else headings
        for span in sentences(row.text):
            self.add(row, kind, headings, lead, span)

    def _paragraph(self, paragraph: Paragraph, section: Section, headings: tuple[str, ...]) -> None:
        text = paragraph.text
        number = self._numbering.paragraph(number_of(paragraph), paragraph.level)
        base = _placed(paragraph, number)
        if mark := _MARKED.match(text):
            self._mark(mark, base)
            return
        headings = (*headings, *(title for _, title in self._marked))
        if not (is_bullet(paragraph) or self._captions_next):
            self._caption = ""
        self._captions_next = False
        if self._caption:
            headings = (*headings, self._caption)
        item = self._list.takes(paragraph)
        if not item:
            self._list.close()
            self._clause += 1
        self._sentences(base, self._kind(paragraph, section, headings), headings)
        if not item:
            self._list.open(paragraph, self.found[-1].text)

    def _mark(self, mark: re.Match[str], base: _Place) -> None:
        """A heading that is only marked as one, as in plain text with `##`."""
        title, depth = (mark[2] or "").strip(), len(mark[1])
        above = tuple((level, name) for level, name in self._marked if level < depth)
        self._heading(base, tuple(name for _, name in above))
        self._recital = heads_recitals(title)
        self._marked = (*above, (depth, title)) if title else above

    def _kind(self, paragraph: Paragraph, section: Section, headings: tuple[str, ...]) -> Kind:
        text = paragraph.text
        if is_contents(text, headings):
            return "contents"
        headed = any(map(heads_recitals, headings[-1:]))
        counted = number_of(paragraph)[:1].isdigit()
        if ends_recitals(text) or (binds(text) and (counted or not headed)):
            self._recital = False
        self._recital = self._recital or begins_recitals(text)
        if self._recital:
            return "recital"
        if is_unticked(text):
            return "unticked"
        if is_deleted(f"{self._list.lead} {text}" if self._list.lead else text, headings):
            return "deleted"
        return "definition" if defines(paragraph, section, headings, text) else "body"

    def _sentences(self, base: _Place, kind: Kind, headings: tuple[str, ...]) -> None:
        whole = [(0, len(base.text))]  # the dots before a page number end no sentence
        spans = whole if kind == "contents" else sentences(base.text)
        for place, span in enumerate(spans):
            piece = base.text[slice(*span)]
            if place == 0 and len(spans) > 1 and is_title(piece):
                self.add(base, "heading", headings, "", span)
                headings = (*headings, piece)
                continue
            lead = self._list.lead
            said = kind == "body" and says_meanings(base.text, piece)
            for part in items(base.text, span):
                self.add(base, "definition" if said else kind, headings, lead, part)
                if part[0] == span[0]:
                    lead = f"{lead} {base.text[slice(*part)]}".strip()


def _placed(block: Paragraph | Row, number: str) -> _Place:
    origin = block.origin
    return _Place(block.text, number, origin.page, origin.paragraph, block.verbatim)


def _headed(section: Section, number: str) -> _Place:
    origin = section.origin
    return _Place(section.title, number, origin.page, origin.paragraph)


def context(passage: Passage, everything: list[Passage]) -> str:
    """The clause around a passage: its heading, its paragraph and the items that belong to it."""
    around = [one.plain for one in _neighbours(passage, everything)]
    return " ".join([*map(plain, passage.headings[-1:]), passage.lead, *around])


def _neighbours(passage: Passage, everything: list[Passage]) -> Iterator[Passage]:
    for place in range(max(0, passage.index - 6), min(len(everything), passage.index + 7)):
        if everything[place].clause == passage.clause:
            yield everything[place]
