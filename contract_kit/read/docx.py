"""Word files: automatic numbers restored, tracked changes as accepted, tables, notes, headers."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from contract_kit.digits import whole
from contract_kit.document import Cell, Notice, Paragraph, Row, Run, Table
from contract_kit.errors import UnreadableError
from contract_kit.findings import Location
from contract_kit.ooxml.paragraphs import (
    TBL,
    TC,
    blocks,
    cells,
    is_ignorable,
    ordinal_of,
    rows,
    text_boxes,
    units,
    unknown,
)
from contract_kit.ooxml.wordml import W
from contract_kit.read.docx_bound import show_data
from contract_kit.read.docx_changes import Changes
from contract_kit.read.docx_fields import Fields
from contract_kit.read.docx_lost import lost
from contract_kit.read.docx_numbers import Numbering, label, look_of
from contract_kit.read.docx_parts import Parts
from contract_kit.read.docx_sight import Sight
from contract_kit.read.docx_styles import Styles, value
from contract_kit.read.docx_text import Story, runs
from contract_kit.read.outline import build
from contract_kit.read.passages import Passage, fold, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from contract_kit.document import Document, ParagraphStyle
    from contract_kit.ooxml.paragraphs import Unit
    from contract_kit.read.docx_numbers import Printed

_W = f"{{{W}}}"
_STYLES: tuple[tuple[str, ParagraphStyle], ...] = (
    ("caption", "caption"), ("definition", "definition"), ("bullet", "bullet"), ("note", "note"),
)  # fmt: skip
_COLUMNS = 1000


def read(data: bytes) -> Document:
    """The document in a Word file."""
    parts = Parts(data)
    body = parts.root.find(_W + "body")
    if body is None:
        raise UnreadableError("corrupt", "It holds no text part.")
    reader = _Reader(parts)
    found = list(reader.passages(body))
    headers = reader.headers()
    return build(found, headers=headers, notices=tuple(reader.notices(body)))


class _Reader:
    """One file being read: its styles, its lists and its notes."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._styles = Styles(parts.named("styles"))
        self._numbering = Numbering(parts.named("numbering"), self._styles)
        theme, settings = parts.named("theme"), parts.named("settings")
        self._sight = Sight(parts.root, self._styles, theme, settings, self._numbering)
        self._story = Story(self._sight)
        self._replaced: list[_Element] = []
        self._unread: list[_Element] = []
        for story in (parts.root, parts.named("footnotes"), parts.named("endnotes")):
            if story is not None:
                self._story.fields.pair(story)
                replaced, unread = show_data(story, parts)
                self._replaced += replaced
                self._unread += unread
        self._notes: dict[str, dict[str, _Element]] = {}

    def passages(self, body: _Element) -> Iterator[Passage]:
        """The passages of the body, a footnote after the paragraph that refers to it."""
        caption: Passage | None = None
        for table, group in groupby(units(body), key=lambda unit: unit.table):
            if table is not None:
                yield from self._table(list(group), caption)
                caption = None
                continue
            for passage in (one for unit in group for one in self._paragraph(unit)):
                if caption is not None:
                    yield caption
                caption = passage if passage.style == "caption" else None
                if caption is None:
                    yield passage
        if caption is not None:
            yield caption

    def notices(self, body: _Element) -> Iterator[Notice]:
        """What a reader must know of the file; ask once it was read."""
        hidden, struck = self._story.hidden, self._story.struck
        named = (self._parts.named(kind) for kind in ("footnotes", "endnotes"))
        stories = (body, *(one for one in named if one is not None), *self._parts.headers())
        passed_over = {one: is_ignorable(one) for story in stories for one in unknown(story)}
        gone_ones = (one for one, ignored in passed_over.items() if ignored)
        for gone in (*gone_ones, *self._replaced):
            hidden.add(hidden.first or ordinal_of(gone, body))
        if strange := [one for one, ignored in passed_over.items() if not ignored]:
            place = _location(ordinal_of(strange[0], body))
            yield Notice("lost-text", len(strange), (), place, "what stands in unknown elements")
        if said := self._story.fields.said:
            what = "what a field shows of its code"
            yield Notice("lost-text", said, what=what)
        if hidden.count:
            at = _location(hidden.first)
            yield Notice("hidden-text", hidden.count, location=at, what=hidden.quoted)
        changes = Changes(stories)
        place = _location(struck.first)
        if changes.first is not None:
            place = _location(ordinal_of(changes.first, body))
        if notice := changes.notice(struck.count, place):
            yield notice
        yield from lost(
            stories, self._parts, self._unread, lambda one: _location(ordinal_of(one, body))
        )

    def _paragraph(self, unit: Unit) -> Iterator[Passage]:
        self._story.ordinal = unit.ordinal or self._story.ordinal
        passage = self._passage(unit.elements)
        notes, self._story.notes = self._story.notes, []
        if unit.ordinal and passage.text:
            passage.ordinal = unit.ordinal
            yield passage
        for part, ident in notes:
            for note in self._note(part, ident):
                note.ordinal = max(unit.ordinal, 1)
                yield note

    def _passage(self, elements: tuple[_Element, ...], *, unseen: bool = False) -> Passage:
        """A paragraph; where marks were deleted the last one's properties hold."""
        last = elements[-1]
        properties = last.find(_W + "pPr")
        ident = self._style_of(properties)
        style = self._styles[ident]
        number = self._number(properties, ident)
        found = [run for one in elements for run in runs(one, self._story, unseen=unseen)]
        passage = Passage(runs=joined(found), anchor=self._story.bookmark)
        if number is not None:
            self._set_number(passage, number, last)
        outline = value(None if properties is None else properties.find(_W + "outlineLvl"))
        own = whole(outline)
        level = own + 1 if own is not None else style.outline
        passage.heading = level if level is not None and level <= 9 else None
        if passage.heading is None and "heading" in style.name and number is None:
            passage.heading = 1
        passage.title = style.name == "title"
        passage.contents = self._story.fields.in_contents or style.name.startswith(
            ("toc ", "table of contents")
        )
        passage.style = next((kind for word, kind in _STYLES if word in style.name), passage.style)
        if passage.style == "bullet":
            passage.level = whole(style.name[-1:]) or passage.level or 1
        passage.strong = style.bold or (
            bool(passage.runs) and all(_bold(run) for run in passage.runs)
        )
        return passage

    def _set_number(self, passage: Passage, number: Printed, paragraph: _Element) -> None:
        words = number.has_words
        properties = look_of(number, paragraph)
        judged = self._sight.lens(paragraph).judge(properties).judged
        unseen = bool(judged) if words else judged == "hidden" and bool(passage.runs)
        if number.format == "bullet" or not (words or unseen):
            label(passage, number)
        if unseen and number.says_something:
            self._story.hidden.add(self._story.ordinal)
        elif words and not unseen:
            passage.runs = (Run(f"{number.text.strip()} "), *passage.runs)

    def _style_of(self, properties: _Element | None) -> str:
        given = None if properties is None else value(properties.find(_W + "pStyle"))
        return given or self._styles.default

    def _number(self, properties: _Element | None, ident: str) -> Printed | None:
        style = self._styles[ident]
        listed = None if properties is None else properties.find(_W + "numPr")
        number, level = style.number, style.level
        if listed is not None:
            own = value(listed.find(_W + "numId"))
            depth = whole(value(listed.find(_W + "ilvl")))
            number = own if own is not None else number
            level = depth if depth is not None else (0 if own is not None else level)
        if not number or number == "0":
            return None
        return self._numbering.next(number, level, ident)

    def _note(self, part: str, ident: str) -> Iterator[Passage]:
        if part not in self._notes:
            root = self._parts.named(part)
            self._notes[part] = {
                one.get(_W + "id", ""): one for one in (() if root is None else root)
            }
        note = self._notes[part].get(ident)
        for unit in () if note is None else units(note):
            for passage in self._plainly(unit):
                if passage.text:
                    yield replace(passage, style="note", heading=0, contents=False)
        self._story.notes = []

    def _plainly(self, unit: Unit) -> Iterator[Passage]:
        """A paragraph, or the paragraphs of a row one after the other."""
        if not unit.is_row:
            yield self._passage(unit.elements)
            return
        for cell in self._row(unit.element).cells:
            yield from (Passage(runs=one.runs) for one in cell.paragraphs)

    def _counted_row(self, unit: Unit) -> Row:
        self._story.ordinal = unit.ordinal
        return self._row(unit.element)

    def _row(self, element: _Element) -> Row:
        properties = element.find(_W + "trPr")
        head = None if properties is None else properties.find(_W + "tblHeader")
        is_head = head is not None and head.get(_W + "val", "1") not in {"0", "false", "off"}
        unseen = self._sight.hides_row(element)
        return Row(tuple(self._cell(one, unseen=unseen) for one in cells(element)), is_head)

    def _cell(self, element: _Element, *, unseen: bool) -> Cell:
        span = whole(value(element.find(f"{_W}tcPr/{_W}gridSpan")), least=1, most=_COLUMNS)
        return Cell(tuple(self._cell_text(element, 0, unseen=unseen)), span or 1)

    def _cell_text(self, element: _Element, depth: int, *, unseen: bool) -> Iterator[Paragraph]:
        """The paragraphs of a cell; tables inside it become paragraphs, cell by cell."""
        unseen = unseen or (element.tag == TC and self._sight.hides_cell(element))
        for block in blocks(element, depth):
            if block.tag == TBL:
                for row in rows(block):
                    gone = unseen or self._sight.hides_row(row)
                    for cell in cells(row):
                        yield from self._cell_text(cell, depth + 1, unseen=gone)
                continue
            passage = self._passage((block,), unseen=unseen)
            notes, self._story.notes = self._story.notes, []
            if passage.text or (passage.number and not unseen):
                yield _plain(passage)
            for box in text_boxes(block):
                yield from self._cell_text(box, depth + 1, unseen=unseen)
            yield from (_plain(note) for part, ident in notes for note in self._note(part, ident))

    def _table(self, members: list[Unit], caption: Passage | None) -> Iterator[Passage]:
        """A table; one of a single column is a frame around paragraphs."""
        found = [self._counted_row(unit) for unit in members]
        if any(len(row.cells) != 1 or row.head for row in found):
            table = Table(tuple(found), caption=caption.text if caption is not None else "")
            yield Passage(table=table, ordinal=members[0].ordinal)
            return
        if caption is not None:
            yield caption
        for unit, row in zip(members, found, strict=True):
            for one in row.cells[0].paragraphs:
                yield Passage(
                    runs=one.runs,
                    number=one.number,
                    level=one.level,
                    style=one.style,
                    anchor=one.anchor,
                    ordinal=unit.ordinal,
                    strong=all(_bold(run) for run in one.runs),
                )

    def headers(self) -> tuple[str, ...]:
        """The distinct texts of headers and footers."""
        found: dict[str, None] = {}
        for root in self._parts.headers():
            self._story = replace(self._story, fields=Fields(), ordinal=0, notes=[])
            self._story.fields.pair(root)
            for unit in units(root):
                text = fold(" ".join(one.text for one in self._plainly(unit)))
                found.update({text: None} if text else {})
        return tuple(found)


def _location(ordinal: int) -> Location:
    return Location(paragraph=ordinal or None)


def _plain(passage: Passage) -> Paragraph:
    """A passage as a paragraph in a cell."""
    level = passage.level or 0
    return Paragraph(passage.runs, passage.number, level, passage.style, passage.anchor)


def _bold(run: object) -> bool:
    return bool(getattr(run, "bold", False))
