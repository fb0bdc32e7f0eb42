"""From passages to a document: headings found, contents set apart, sections nested, all counted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from contract_kit.document import Document, Origin, Paragraph, Section, Table
from contract_kit.errors import UnreadableError
from contract_kit.read.bilingual import in_english
from contract_kit.read.contents import find_title, mark_contents, title_within
from contract_kit.read.marks import drop_lists, find_headings, find_numbers, label_of
from contract_kit.read.passages import MAX_PASSAGES, Passage
from contract_kit.read.seen import Seen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contract_kit.document import Block, Notice, SectionKind

_MAX_DEPTH = 9
_LOOSE = 99  # rank of text under no heading: any heading ends it
_LIST = "Contents"


@dataclass(slots=True)
class _Node:
    """A section while it grows."""

    rank: int
    title: str = ""
    number: str = ""
    kind: SectionKind = "clause"
    anchor: str = ""
    origin: Origin = field(default_factory=Origin)
    blocks: list[Block] = field(default_factory=list)
    nodes: list[_Node] = field(default_factory=list)


def build(
    passages: Iterable[Passage],
    *,
    title: str = "",
    headers: tuple[str, ...] = (),
    pages: int | None = None,
    notices: tuple[Notice, ...] = (),
    exact: bool = False,
) -> Document:
    """The document of these passages.

    With `exact` the numbers and headings of the passages are taken as they are: the format says
    which they are. Otherwise they are found by their words.
    """
    stream = list(in_english(passages))
    seen = Seen()
    for one in stream:
        seen.look(one)
    stream = [one for one in stream if one.table is not None or one.text or one.number]
    if len(stream) > MAX_PASSAGES:
        raise UnreadableError("too-large", f"It holds {len(stream)} paragraphs.")
    _count(stream)
    notices = (*notices, *seen.notices())
    if not exact:
        stream = find_numbers(stream)
        find_headings(stream)
        drop_lists(stream)
    mark_contents(stream)
    named = find_title(stream)
    root = _nest(stream, named)
    return Document(
        title=title or (named.text if named is not None else title_within(stream)),
        sections=tuple(_freeze(node, 1) for node in root.nodes),
        language="en",
        headers=headers,
        pages=pages,
        notices=notices,
    )


def _count(stream: list[Passage]) -> None:
    """Give each passage its ordinal, unless its reader did."""
    ordinal = 0
    for passage in stream:
        if passage.ordinal is None:
            passage.ordinal = ordinal + 1
        rows = len(passage.table.rows) if passage.table is not None else 1
        ordinal = passage.ordinal + max(rows, 1) - 1


def _nest(stream: list[Passage], named: Passage | None) -> _Node:
    root = _Node(0)
    stack = [root]
    for passage in stream:
        if passage is named:
            continue
        if passage.contents:
            _open_contents(stack)
        elif stack[-1].title == _LIST and not passage.heading:
            _open(stack, _Node(_LOOSE))
        if passage.table is not None:
            _block(stack, _count_rows(passage.table, passage.ordinal or 1, passage.page))
        elif passage.heading:
            _open(stack, _section(passage, _rank_of(passage, stack)))
        else:
            _block(stack, _paragraph(passage))
    return root


def _rank_of(passage: Passage, stack: list[_Node]) -> int:
    """Heading rank; a heading right below an untitled schedule or article gives it its name."""
    last = stack[-1]
    bare = last.kind == "schedule" or last.number.lower().startswith(("article", "part", "chapter"))
    if bare and not last.title and not last.blocks and not passage.number and len(stack) > 1:
        return -1
    return passage.heading or 1


def _section(passage: Passage, rank: int) -> _Node:
    label = label_of(passage)
    title = passage.text.rstrip(" .:") if len(passage.text) > 1 else passage.text
    kind: SectionKind = "clause"
    if label is not None and label.kind == "schedule":
        kind = "schedule"
    elif re.fullmatch(
        r"(?:\W*definitions(?: and interpretation)?|\W*defined terms)\W*", title.lower()
    ):
        kind = "definitions"
    elif re.fullmatch(r"\W*signatures?(?: page)?\W*|execution", title.lower()):
        kind = "signature"
    return _Node(rank, title, passage.number, kind, passage.anchor, _origin(passage))


def _open(stack: list[_Node], node: _Node) -> None:
    if node.rank == -1:
        stack[-1].title = node.title
        return
    while len(stack) > 1 and (stack[-1].rank >= node.rank or len(stack) > _MAX_DEPTH):
        stack.pop()
    stack[-1].nodes.append(node)
    stack.append(node)


def _open_contents(stack: list[_Node]) -> None:
    if stack[-1].title != _LIST:
        _open(stack, _Node(_LOOSE, _LIST))


def _block(stack: list[_Node], block: Block) -> None:
    if len(stack) == 1:
        _open(stack, _Node(_LOOSE))
    stack[-1].blocks.append(block)


def _paragraph(passage: Passage) -> Paragraph:
    return Paragraph(
        passage.runs,
        passage.number,
        passage.level or 0,
        passage.style,
        passage.anchor,
        _origin(passage),
    )


def _origin(passage: Passage) -> Origin:
    return Origin(
        page=passage.page, paragraph=passage.ordinal, start=passage.start, end=passage.end
    )


def _count_rows(table: Table, ordinal: int, page: int | None) -> Table:
    """The table with the place of each row, cell and paragraph in it."""
    rows = []
    for offset, row in enumerate(table.rows):
        origin = Origin(page=page, paragraph=ordinal + offset)
        cells = tuple(
            replace(
                cell,
                origin=origin,
                paragraphs=tuple(replace(one, origin=origin) for one in cell.paragraphs),
            )
            for cell in row.cells
        )
        rows.append(replace(row, cells=cells, origin=origin))
    return replace(table, rows=tuple(rows), origin=Origin(page=page, paragraph=ordinal))


def _freeze(node: _Node, level: int) -> Section:
    return Section(
        node.title,
        node.number,
        level,
        node.kind,
        tuple(node.blocks),
        tuple(_freeze(child, level + 1) for child in node.nodes),
        node.anchor,
        node.origin,
    )
