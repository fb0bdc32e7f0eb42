"""The body of the Word file: every section, paragraph and table as block XML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contract_kit.document import Definition, Paragraph, Run, Table
from contract_kit.ooxml.wordml import run
from contract_kit.render.leads import leads
from contract_kit.render.word.contents import Entry, Line, contents
from contract_kit.render.word.layout import POINTS
from contract_kit.render.word.numbers import Plan, gone
from contract_kit.render.word.pages import Pager
from contract_kit.render.word.tables import TableWriter, signature_table
from contract_kit.render.word.text import Writer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from contract_kit.document import Document, Revision, Section
    from contract_kit.render.word.numbers import Place
    from contract_kit.render.word.paper import Opening

Level = tuple[str, int]
"""The number of a list in numbering.xml, and a level of it."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What goes into the template, and what was written where."""

    body: str
    contents: str
    signatures: str
    places: tuple[Place, ...]
    comments: tuple[str, ...] = ()


def write(
    document: Document, levels: Mapping[str, Level], opening: Opening, *, apart: bool
) -> Parts:
    """Write the body from where it opens.

    `apart` keeps the signature page out, for a template that places it.
    """
    plan = Plan(document)
    builder = _Builder(document, plan, levels, opening)
    kept: list[str] = []
    moved: list[str] = []
    for section, places in zip(document.sections, plan.groups, strict=True):
        text = builder.top(section, places)
        (moved if apart and section.kind == "signature" else kept).append(text)
    kept.append(builder.metadata())
    places_all = tuple(place for group in plan.groups for place in group)
    return Parts(
        "".join(kept),
        contents(builder.entries),
        "".join(moved),
        places_all,
        tuple(builder.writer.comments),
    )


def printed(document: Document, *, apart: bool) -> dict[str, bool]:
    """Tell which parts `write` will have something for."""
    signed = any(section.kind == "signature" for section in document.sections)
    return {
        "body": True,
        "contents": bool(contents_lines(document)),
        "signatures": apart and signed,
    }


def contents_lines(document: Document) -> list[Line]:
    """What the contents will hold: top headings, and the sections of schedules."""
    found = []
    for section in document.sections:
        if section.kind != "colophon" and (section.title or section.number):
            found.append(Line("TOC1", section.title))
        if section.kind == "schedule":
            found += [
                Line("TOC2", one.title) for one in section.sections if one.title or one.number
            ]
    return found


class _Builder:
    def __init__(
        self, document: Document, plan: Plan, levels: Mapping[str, Level], opening: Opening
    ) -> None:
        self.entries: list[Entry] = []
        self._document = document
        self._levels = levels
        self._places: Iterator[Place] = iter(())
        self._pager = Pager(opening.layout, opening.page)
        self.writer = Writer(plan.anchors)
        self._tables = TableWriter(self.writer, self._pager)
        self._seen: set[str] = set()
        self._broken = False
        self._revised = any(_runs_revised(block) for _, block in document.blocks())

    def top(self, section: Section, places: Iterable[Place]) -> str:
        """Write a top section and those below it; `places` are theirs, in reading order."""
        self._places = iter(places)
        return self._section(section, listed=section.kind != "colophon")

    def _section(self, section: Section, *, listed: bool) -> str:
        leads = [self._lead(section, at) for at in range(len(section.blocks))]
        out = [self._heading(section, listed, self._opening(section, leads))]
        out += [
            self._block(section, block, lead)
            for block, lead in zip(section.blocks, leads, strict=True)
        ]
        out.append(self._drawn(section))
        inner = section.kind == "schedule"
        out += [self._section(child, listed=inner) for child in section.sections]
        return "".join(out)

    def _lead(self, section: Section, at: int) -> float:
        """Measure what must stand on the page of a block that announces it; 0 if it does not."""
        if section.kind == "signature" and not isinstance(section.blocks[at], Table):
            return self._signed(section)
        if not leads(section.blocks, at):
            return 0.0
        follows = section.blocks[at + 1]
        if isinstance(follows, Table):
            return self._tables.together(follows, terms=section.kind == "key_terms")
        further = self._lead(section, at + 1)
        most = 999 if further else 2
        own = self._pager.layout.height("CKClause3", follows.text, most)
        return own + (further or -self._pager.layout.metric("CKClause3").after)

    def _signed(self, section: Section) -> float:
        """Measure what stays on the page of the heading: all blocks to sign on, else the first."""
        blocks = list(map(self._tables.signed, _to_sign(section, self._document)))
        return sum(blocks if self._signed_together(section) else blocks[:1])

    def _signed_together(self, section: Section) -> bool:
        """Tell whether all that is signed has room on one page."""
        blocks = map(self._tables.signed, _to_sign(section, self._document))
        return sum(blocks) + _SIGNING_HEAD < self._pager.layout.page

    def _opening(self, section: Section, leads: Sequence[float]) -> float:
        """Measure what must stand on the page of a section's heading; 0 if the usual lines do."""
        layout = self._pager.layout
        first, inner = section.blocks[:1], section.sections[:1]
        if not first and not inner:
            return 0.0
        if not first:
            below = [self._lead(inner[0], at) for at in range(len(inner[0].blocks[:1]))]
            usual = 2 * layout.metric("CKClause2").line
            heading = layout.metric("CKSched1").before + layout.height("CKSched1", inner[0].title)
            return heading + (self._opening(inner[0], below) or usual)
        if isinstance(first[0], Table):
            terms = section.kind == "key_terms"
            own = not first[0].rows or section.kind == "signature"
            return 0.0 if own else self._tables.together(first[0], terms=terms)
        return leads[0] + layout.height("CKClause2", first[0].text) if leads[0] else 0.0

    def _drawn(self, section: Section) -> str:
        """Write what a section prints from the document where its own blocks do not say it."""
        styles = {block.style for block in section.blocks if isinstance(block, Paragraph)}
        if section.kind == "definitions" and "definition" not in styles:
            return "".join(map(self._definition, self._document.definitions))
        if section.kind == "signature" and not _has_table(section):
            tables = _to_sign(section, self._document)
            together = self._signed_together(section)
            return "".join(
                self._tables.signature(table, joined=together and at < len(tables))
                for at, table in enumerate(tables, 1)
            )
        if section.kind == "colophon" and not section.blocks:
            return self._metadata_lines()
        return ""

    def _heading(self, section: Section, listed: bool, lead: float) -> str:
        place = next(self._places)
        self._broken = self._breaks(section)
        if self._broken:
            self._pager.break_page()
        self._seen.add(section.kind)
        if not section.title and not section.number:
            return ""
        runs_on = self._document.compact and place.style in _BREAKING
        above = _RUN_ON * POINTS if runs_on else None
        page = self._pager.add(place.style, section.title, lead, above=above)
        if listed:
            self.entries.append(Entry(section, place, page))
        revision = _heading_revision(section) if self._revised else None
        self._broken &= place.style not in _BREAKING
        return self._numbered(place, run(section.title), revision)

    def _breaks(self, section: Section) -> bool:
        """Tell whether a section opens a page: schedules, the signature page, what follows them."""
        if self._document.compact:
            return not self._seen
        if section.level > 1 or section.kind == "colophon":
            return False
        if section.kind in ("schedule", "signature") or not self._seen:
            return True
        return bool(self._seen & {"schedule", "signature"}) or self._seen == {"key_terms"}

    def _block(self, section: Section, block: Paragraph | Table, lead: float) -> str:
        place = next(self._places)
        if isinstance(block, Table) and section.kind == "signature":
            last = block is _to_sign(section, self._document)[-1]
            return self._tables.signature(block, joined=not last and self._signed_together(section))
        if isinstance(block, Table):
            terms = section.kind == "key_terms"
            opening = self.writer.paragraph("CKText", "", _OPENING) if self._broken else ""
            self._broken = False
            return opening + self._tables.table(block, place.bookmark, terms=terms)
        self._pager.add(place.style, block.text, lead)
        content = self.writer.commented(block.comments, self.writer.inlines(block.runs))
        revision = _revision(block) if self._revised else None
        return self._numbered(place, content, revision, keep=bool(lead))

    def _numbered(
        self, place: Place, content: str, revision: Revision | None, *, keep: bool = False
    ) -> str:
        """Write a paragraph whose number comes from its style, a borrowed level, or as text."""
        properties = "<w:keepNext/>" if keep else ""
        properties += "<w:pageBreakBefore/>" if self._broken else ""
        spacing = ""
        if self._document.compact and place.style in _BREAKING:
            properties += '<w:pageBreakBefore w:val="0"/>'
            spacing = f'<w:spacing w:before="{_RUN_ON}"/>'
        self._broken = False
        if place.level_of:
            number, level = self._levels[place.level_of]
            properties += _list_level(number, level)
        elif place.typed:
            properties += _list_level("0", 0) + spacing + _HANGING.get(place.style, _EDGE)
            spacing = ""
            typed = run(f"{place.printed}\t", deleted=revision == "deleted")
            content = (self.writer.change(revision, typed) if revision else typed) + content
        properties += spacing
        content = self.writer.marked(place.bookmark, content)
        return self.writer.paragraph(place.style, content, properties, revision=revision)

    def _definition(self, definition: Definition) -> str:
        runs = (Run(definition.term, bold=True), Run(" means "), *definition.runs)
        self._pager.add("CKDefinition", definition.term + definition.text)
        return self.writer.paragraph("CKDefinition", self.writer.inlines(runs))

    def metadata(self) -> str:
        """Write what the last page says of its making, where no section does."""
        if not self._document.metadata or "colophon" in self._seen:
            return ""
        heading = self.writer.paragraph("CKSmallHeading", run("About this document"))
        return heading + self._metadata_lines()

    def _metadata_lines(self) -> str:
        lines = (run(f"{name}: ", "<w:b/><w:bCs/>") + run(v) for name, v in self._document.metadata)
        return "".join(self.writer.paragraph("CKSmall", line) for line in lines)


def _hang(left: int, hanging: int) -> str:
    return f'<w:ind w:left="{left}" w:hanging="{hanging}"/>'


_OPENING = '<w:pageBreakBefore/><w:spacing w:before="0" w:after="0"/>'
_BREAKING = ("CKSchedule", "CKScheduleTyped")
"""Styles that open a page by themselves."""
_RUN_ON = 560
"""The space above a heading that would open a page and does not, in twentieths of a point."""
_SIGNING_HEAD = 100.0
"""What the heading and the sentence above blocks to sign on take at the most, in points."""
_EDGE = _hang(720, 720)
_HANGING = {
    "CKBody2": _hang(1287, 567),
    "CKBody3": _hang(1854, 567),
    "CKScheduleTyped": _hang(2041, 2041),
}


def _list_level(number: str, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def _to_sign(section: Section, document: Document) -> tuple[Table, ...]:
    """The blocks to sign on: the section's own, else one for each party."""
    own = tuple(block for block in section.blocks if isinstance(block, Table))
    return own or tuple(map(signature_table, document.cover.parties))


def _has_table(section: Section) -> bool:
    return any(isinstance(block, Table) for block in section.blocks)


def _runs_revised(block: Paragraph | Table) -> bool:
    """Tell whether anything in the block is a tracked change."""
    if isinstance(block, Paragraph):
        return any(item.revision for item in block.runs)
    return any(
        item.revision
        for row in block.rows
        for cell in row.cells
        for paragraph in cell.paragraphs
        for item in paragraph.runs
    )


def _revision(block: Paragraph) -> Revision | None:
    """Tell whether the paragraph as a whole was inserted or deleted."""
    if gone(block):
        return "deleted"
    new = bool(block.runs) and all(item.revision == "inserted" for item in block.runs)
    return "inserted" if new else None


def _heading_revision(section: Section) -> Revision | None:
    """Tell how a heading was changed: as all the paragraphs below it were, if they agree."""
    kinds: set[Revision | None] = set()
    stack: list[Section] = [section]
    while stack:
        part = stack.pop()
        kinds.update(_block_revisions(part.blocks))
        stack.extend(part.sections)
    return kinds.pop() if len(kinds) == 1 else None


def _block_revisions(blocks: Iterable[Paragraph | Table]) -> Iterable[Revision | None]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield _revision(block)
        else:
            paragraphs = [p for row in block.rows for cell in row.cells for p in cell.paragraphs]
            yield from {_revision(p) for p in paragraphs if p.runs}
