"""Word files: automatic numbers restored, tracked changes as accepted, tables, notes, headers."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from contract_kit.document import Cell, Paragraph, Row, Table, plain
from contract_kit.errors import UnreadableError
from contract_kit.ooxml.package import open_package
from contract_kit.ooxml.paragraphs import TBL, blocks, cells, rows, text_boxes, units
from contract_kit.ooxml.wordml import W
from contract_kit.read.docx_numbers import Numbering
from contract_kit.read.docx_styles import Styles, value
from contract_kit.read.docx_text import Story, runs
from contract_kit.read.numbers import fold_number, split
from contract_kit.read.outline import build
from contract_kit.read.passages import Passage, fold, joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from contract_kit.document import Document, ParagraphStyle
    from contract_kit.ooxml.package import Package
    from contract_kit.ooxml.paragraphs import Unit
    from contract_kit.read.docx_numbers import Printed

_W = f"{{{W}}}"
_STYLES: tuple[tuple[str, ParagraphStyle], ...] = (
    ("caption", "caption"), ("definition", "definition"), ("bullet", "bullet"), ("note", "note"),
)  # fmt: skip
_LEVELS = {"lowerLetter": 2, "lowerRoman": 3, "upperLetter": 2, "upperRoman": 1}


def read(data: bytes) -> Document:
    """The document in a Word file."""
    package = open_package(data)
    main = _main_part(package)
    root = package.xml(main)
    body = None if root is None else root.find(_W + "body")
    if body is None:
        raise UnreadableError("corrupt", "It holds no text part.")
    reader = _Reader(package, posixpath.dirname(main))
    return build(reader.passages(body), headers=reader.headers())


def _main_part(package: Package) -> str:
    if "word/document.xml" in package:
        return "word/document.xml"
    rels = package.xml("_rels/.rels")
    for one in () if rels is None else rels:
        if one.get("Type", "").endswith("/officeDocument"):
            name = one.get("Target", "").lstrip("/")
            if name in package:
                return name
    raise UnreadableError("corrupt", "It is no Word document.")


class _Reader:
    """One file being read: its styles, its lists and its notes."""

    def __init__(self, package: Package, folder: str) -> None:
        self._package = package
        self._folder = folder
        self._styles = Styles(self._part("styles"))
        self._numbering = Numbering(self._part("numbering"), self._styles)
        self._story = Story()
        self._notes: dict[str, dict[str, _Element]] = {}

    def _part(self, name: str) -> _Element | None:
        return self._package.xml(posixpath.join(self._folder, f"{name}.xml"))

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

    def _paragraph(self, unit: Unit) -> Iterator[Passage]:
        passage = self._passage(unit.elements)
        notes, self._story.notes = self._story.notes, []
        if unit.ordinal and passage.text:
            passage.ordinal = unit.ordinal
            yield passage
        for part, ident in notes:
            for note in self._note(part, ident):
                note.ordinal = max(unit.ordinal, 1)
                yield note

    def _passage(self, elements: tuple[_Element, ...]) -> Passage:
        """A paragraph; where marks were deleted the last one's properties hold."""
        last = elements[-1]
        properties = last.find(_W + "pPr")
        ident = self._style_of(properties)
        style = self._styles[ident]
        number = self._number(properties, ident)
        found = [run for one in elements for run in runs(one, self._story)]
        passage = Passage(runs=joined(found), anchor=self._story.bookmark)
        if number is not None:
            _set_number(passage, number)
        outline = value(None if properties is None else properties.find(_W + "outlineLvl"))
        level = int(outline) + 1 if outline and outline.isdigit() else style.outline
        passage.heading = level if level is not None and level <= 9 else None
        if passage.heading is None and "heading" in style.name and number is None:
            passage.heading = 1
        passage.title = style.name == "title"
        passage.contents = self._story.in_contents or style.name.startswith(
            ("toc ", "table of contents")
        )
        passage.style = next((kind for word, kind in _STYLES if word in style.name), passage.style)
        if passage.style == "bullet":
            passage.level = int(style.name[-1]) if style.name[-1:].isdigit() else passage.level or 1
        passage.strong = style.bold or (
            bool(passage.runs) and all(_bold(run) for run in passage.runs)
        )
        return passage

    def _style_of(self, properties: _Element | None) -> str:
        given = None if properties is None else value(properties.find(_W + "pStyle"))
        return given or self._styles.default

    def _number(self, properties: _Element | None, ident: str) -> Printed | None:
        style = self._styles[ident]
        listed = None if properties is None else properties.find(_W + "numPr")
        number, level = style.number, style.level
        if listed is not None:
            own = value(listed.find(_W + "numId"))
            depth = value(listed.find(_W + "ilvl"))
            number = own if own is not None else number
            level = int(depth) if depth and depth.isdigit() else (0 if own is not None else level)
        if not number or number == "0":
            return None
        return self._numbering.next(number, level, ident)

    def _note(self, part: str, ident: str) -> Iterator[Passage]:
        if part not in self._notes:
            root = self._part(part)
            self._notes[part] = {
                one.get(_W + "id", ""): one for one in (() if root is None else root)
            }
        note = self._notes[part].get(ident)
        for unit in () if note is None else units(note):
            passage = self._passage(unit.elements) if not unit.is_row else None
            if passage is not None and passage.text:
                yield replace(passage, style="note", heading=0, contents=False)
        self._story.notes = []

    def _row(self, element: _Element) -> Row:
        properties = element.find(_W + "trPr")
        head = None if properties is None else properties.find(_W + "tblHeader")
        is_head = head is not None and head.get(_W + "val", "1") not in {"0", "false", "off"}
        return Row(tuple(self._cell(one) for one in cells(element)), is_head)

    def _cell(self, element: _Element) -> Cell:
        span = value(element.find(f"{_W}tcPr/{_W}gridSpan"))
        return Cell(tuple(self._cell_text(element, 0)), int(span) if span and span.isdigit() else 1)

    def _cell_text(self, element: _Element, depth: int) -> Iterator[Paragraph]:
        """The paragraphs of a cell; tables inside it become paragraphs, cell by cell."""
        for block in blocks(element, depth):
            if block.tag == TBL:
                for cell in (one for row in rows(block) for one in cells(row)):
                    yield from self._cell_text(cell, depth + 1)
                continue
            passage = self._passage((block,))
            notes, self._story.notes = self._story.notes, []
            if passage.text or passage.number:
                yield _plain(passage)
            for box in text_boxes(block):
                yield from self._cell_text(box, depth + 1)
            yield from (_plain(note) for part, ident in notes for note in self._note(part, ident))

    def _table(self, members: list[Unit], caption: Passage | None) -> Iterator[Passage]:
        """A table; one of a single column is a frame around paragraphs."""
        found = [self._row(unit.element) for unit in members]
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
        for name in sorted(self._package.parts()):
            stem = posixpath.basename(name)
            if not (stem.startswith(("header", "footer")) and stem.endswith(".xml")):
                continue
            root = self._package.xml(name)
            for unit in () if root is None else units(root):
                text = fold(" ".join(plain(tuple(runs(one, Story()))) for one in _paragraphs(unit)))
                found.update({text: None} if text else {})
        return tuple(found)


def _paragraphs(unit: Unit) -> Iterator[_Element]:
    for element in unit.elements:
        yield from element.iter(_W + "p") if unit.is_row else (element,)


def _plain(passage: Passage) -> Paragraph:
    """A passage as a paragraph in a cell."""
    level = passage.level or 0
    return Paragraph(passage.runs, passage.number, level, passage.style, passage.anchor)


def _bold(run: object) -> bool:
    return bool(getattr(run, "bold", False))


def _set_number(passage: Passage, printed: Printed) -> None:
    if printed.format == "bullet":
        passage.style, passage.level = "bullet", printed.level + 1
        return
    passage.number = fold_number(printed.text)
    label = split(passage.number + " ")
    if label is None or label.kind not in {"decimal", "article", "schedule"}:
        passage.level = _LEVELS.get(printed.format, printed.level + 1)
    else:
        passage.level = label.level
