"""The one type everything works on: a contract as numbered sections, paragraphs and tables.

A `Document` is assembled from a spec and clauses, or read from somebody's file. All values are
frozen. Each section, paragraph and cell knows where it came from (`Origin`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from contract_kit.findings import Location

if TYPE_CHECKING:
    from collections.abc import Iterator

Revision = Literal["inserted", "deleted"]
SectionKind = Literal["key_terms", "clause", "schedule", "definitions", "signature", "colophon"]
ParagraphStyle = Literal["clause", "body", "bullet", "definition", "note", "caption"]
Align = Literal["left", "right", "center"]


@dataclass(frozen=True, slots=True)
class SpecLine:
    """A value of a spec that shaped a passage: its dotted path and its line in the file."""

    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a passage comes from.

    Assembled text names clause, version, variant and the spec lines of the parameters in its
    template source. Text that was read names page (PDF only), paragraph ordinal (from 1, counted
    through the whole document; a table row counts as one) and character offsets in that paragraph.
    """

    clause: str = ""
    version: str = ""
    variant: str = ""
    spec: tuple[SpecLine, ...] = ()
    page: int | None = None
    paragraph: int | None = None
    start: int | None = None
    end: int | None = None


NOWHERE = Origin()


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one format; `revision` marks tracked insertions and deletions.

    `invisible` text is for machines that look for it: white and tiny. `verbatim` holds the letters
    as they stand in a file that was read, where `text` has look-alikes as Latin letters; it is as
    long as `text`.
    """

    text: str
    bold: bool = False
    italic: bool = False
    revision: Revision | None = None
    invisible: bool = False
    verbatim: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A live cross-reference: `target` is an anchor, `text` what it prints now ("clause 4.2").

    `label` is the part of `text` before the number and stays fixed when Word renumbers.
    """

    target: str
    text: str
    label: str = ""
    bold: bool = False
    italic: bool = False
    revision: Revision | None = None


Inline = Run | Reference


def plain(runs: tuple[Inline, ...]) -> str:
    """The text of runs as accepted: insertions in, deletions out."""
    if len(runs) == 1:
        return runs[0].text if runs[0].revision != "deleted" else ""
    return "".join([run.text for run in runs if run.revision != "deleted"])


def verbatim(runs: tuple[Inline, ...]) -> str:
    """The text of runs in the letters of the file, as long as `plain` gives it; empty if equal."""
    if not any(isinstance(run, Run) and run.verbatim for run in runs):
        return ""
    kept = (run for run in runs if run.revision != "deleted")
    return "".join([(isinstance(run, Run) and run.verbatim) or run.text for run in kept])


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark in the margin of a draft, for those who work on it; no part of the text."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph.

    `number` is what is printed before it ("4.2", "(a)"), empty where there is none. `level` is its
    depth below its section's heading: 0 unnumbered, 1 for 4.2, 2 for (a), 3 for (i). `anchor` is
    the name references and bookmarks use, empty where nothing points here.
    """

    runs: tuple[Inline, ...]
    number: str = ""
    level: int = 0
    style: ParagraphStyle = "body"
    anchor: str = ""
    origin: Origin = NOWHERE
    comments: tuple[Comment, ...] = field(default=(), compare=False)

    @property
    def text(self) -> str:
        """The words, without the number."""
        return plain(self.runs)

    @property
    def verbatim(self) -> str:
        """The words in the letters of the file, where these differ from `text`; as long as it."""
        return verbatim(self.runs)


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: one paragraph or more; `span` counts the grid columns it covers."""

    paragraphs: tuple[Paragraph, ...]
    span: int = 1
    origin: Origin = NOWHERE

    @property
    def text(self) -> str:
        """The words of all its paragraphs, one line each."""
        if len(self.paragraphs) == 1:
            return plain(self.paragraphs[0].runs)
        return "\n".join([plain(paragraph.runs) for paragraph in self.paragraphs])

    @property
    def verbatim(self) -> str:
        """The words in the letters of the file, where these differ from `text`; as long as it."""
        if not any(one.verbatim for one in self.paragraphs):
            return ""
        return "\n".join([one.verbatim or one.text for one in self.paragraphs])


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; heads repeat on each page."""

    cells: tuple[Cell, ...]
    head: bool = False
    origin: Origin = NOWHERE

    @property
    def text(self) -> str:
        """Its cells joined by ` | `."""
        return " | ".join(cell.text for cell in self.cells)

    @property
    def verbatim(self) -> str:
        """The words in the letters of the file, where these differ from `text`; as long as it."""
        if not any(cell.verbatim for cell in self.cells):
            return ""
        return " | ".join(cell.verbatim or cell.text for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Column:
    """How a table column is laid out; `width` is its share of the table's width."""

    width: float = 1.0
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `caption` is printed above it, `summary` is its text alternative."""

    rows: tuple[Row, ...]
    columns: tuple[Column, ...] = ()
    caption: str = ""
    summary: str = ""
    anchor: str = ""
    origin: Origin = NOWHERE


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of a document, with its own text and the sections below it.

    A clause of the main agreement has number "4"; a schedule "Schedule 2"; a section inside a
    schedule "1". `level` is 1 at the top. `anchor` is the clause id ("sla.credits") or
    "schedule.2" in an assembled document.
    """

    title: str
    number: str = ""
    level: int = 1
    kind: SectionKind = "clause"
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    anchor: str = ""
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Definition:
    """A defined term and its meaning, as printed in the section of kind `definitions`."""

    term: str
    runs: tuple[Inline, ...]
    origin: Origin = NOWHERE

    @property
    def text(self) -> str:
        """The meaning's words."""
        return plain(self.runs)


@dataclass(frozen=True, slots=True)
class Party:
    """A party as the cover and the signature page print it."""

    role: str
    name: str
    number: str = ""
    address: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands before the contents: dates are already in the document's language."""

    id: str = ""
    date: str = ""
    parties: tuple[Party, ...] = ()
    notice: str = ""


NoticeKind = Literal[
    "tracked-changes",
    "hidden-text",
    "look-alike-letters",
    "invisible-letters",
    "text-layer",
    "lost-text",
]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about a file that was read which a reader of its text must know.

    `tracked-changes`: read as accepted; `hidden-text`: text that the eye does not see, left out;
    `look-alike-letters`: letters of another script inside a word, read as the Latin ones;
    `invisible-letters`: characters that show nothing, taken out; `text-layer`: unseen text over a
    picture of a page, read as what the picture shows; `lost-text`: text may stand there
    that could not be read, so that nothing may be called missing. `count` counts them, `by` names
    authors, `location` is the first place; `what` says in a few words what it is ("page 7, an
    image", "an embedded document").
    """

    kind: NoticeKind
    count: int = 1
    by: tuple[str, ...] = ()
    location: Location = field(default_factory=Location)
    what: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A contract.

    `draft` puts the DRAFT mark on every page. `metadata` is what an assembled document's last page
    and its custom XML carry (spec hash, clause versions). `pages` is known for PDF only. `headers`
    holds the distinct header and footer texts of a file that was read: text, but of no section.
    `notices` say what a reader must know of a file that was read. What is rendered of an `outgoing`
    document, for the other side or to be signed, shows nothing of how it was made. `paper` is what
    its pages are printed on, where no house template says it. A `compact` one takes few pages:
    schedules begin where the one before ends, and a PDF's contents on its first page.
    """

    title: str
    sections: tuple[Section, ...] = ()
    cover: Cover = field(default_factory=Cover)
    definitions: tuple[Definition, ...] = ()
    language: str = "en-GB"
    draft: bool = False
    metadata: tuple[tuple[str, str], ...] = ()
    pages: int | None = None
    headers: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    outgoing: bool = False
    paper: Literal["a4", "letter"] = "a4"
    compact: bool = False

    def walk(self) -> Iterator[Section]:
        """Every section, depth first, in reading order."""
        stack = list(reversed(self.sections))
        while stack:
            section = stack.pop()
            yield section
            stack.extend(reversed(section.sections))

    def blocks(self) -> Iterator[tuple[Section, Block]]:
        """Every block with the section it stands in, in reading order."""
        for section in self.walk():
            for block in section.blocks:
                yield section, block
