"""The paragraphs of a Word story, counted one way for the reader, the annotator and the redline.

A unit is a paragraph with words as accepted, or a table row. Units are counted from 1 in document
order; paragraphs of a text box follow the paragraph that holds the box. A paragraph whose mark was
deleted is one with the next. Rows and paragraphs that a tracked change takes away do not count.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contract_kit.errors import UnreadableError
from contract_kit.ooxml.namespaces import COMPATIBILITY, KNOWN, MATH, is_known
from contract_kit.ooxml.wordml import W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_W = f"{{{W}}}"
P, TBL, TR, TC = _W + "p", _W + "tbl", _W + "tr", _W + "tc"
ALTERNATE = COMPATIBILITY + "AlternateContent"
BOX = _W + "txbxContent"
_WRAPPERS = frozenset(
    _W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
)
_AROUND = _WRAPPERS | {P, TBL, TR, TC, BOX} | frozenset(
    _W + name
    for name in (
        *("document", "body", "hdr", "ftr", "footnotes", "footnote", "endnotes", "endnote"),
        *("r", "hyperlink", "fldSimple", "pict", "object", "drawing", "bdo", "dir", "ruby"),
        *("rubyBase", "rt", "comments", "comment", "del", "moveFrom"),
    )
)  # fmt: skip
"""Elements of Word that may stand around a paragraph."""
_GONE = frozenset(_W + name for name in ("del", "moveFrom"))
_BLANKS = frozenset(_W + name for name in ("tab", "br", "cr", "ptab"))
_MARKS = frozenset(_W + name for name in ("sym", "noBreakHyphen", "ddList"))
_MAX_DEPTH = 40


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph (more than one `w:p` where marks were deleted) or a table row.

    `ordinal` is 0 for a paragraph without words, which is not counted. `table` is the outermost
    table a row belongs to; the last element carries a paragraph's properties.
    """

    ordinal: int
    elements: tuple[_Element, ...]
    table: _Element | None = None

    @property
    def element(self) -> _Element:
        """The element to hang a comment on: the last one, whose properties hold."""
        return self.elements[-1]

    @property
    def is_row(self) -> bool:
        """Whether this is a table row."""
        return self.table is not None


def units(story: _Element) -> Iterator[Unit]:
    """The units of a story (`w:body`, `w:hdr`, `w:footnote` …) in order, counted."""
    ordinal = 0
    for elements, table in _raw(story, 0):
        counted = table is not None or any(has_words(one) for one in elements)
        ordinal += counted
        yield Unit(ordinal if counted else 0, elements, table)


def ordinal_of(element: _Element, story: _Element) -> int:
    """The ordinal of the unit an element of a story stands in, or else of the one before it.

    0 for what stands in another story.
    """
    around = {element, *element.iterancestors()}
    if story not in around:
        return 0
    before = element.getprevious()
    if before is not None:
        around.add(before)
    found = 1
    for unit in units(story):
        if any(one in around for one in unit.elements):
            found = unit.ordinal or found
    return found


def _raw(story: _Element, depth: int) -> Iterator[tuple[tuple[_Element, ...], _Element | None]]:
    pending: list[_Element] = []
    for block in blocks(story, depth):
        if block.tag == TBL:
            if pending:
                yield tuple(pending), None
                pending = []
            for row in rows(block):
                yield (row,), block
            continue
        pending.append(block)
        if not mark_is_gone(block):
            yield tuple(pending), None
            boxes = [box for one in pending for box in text_boxes(one)]
            pending = []
            for box in boxes:
                yield from _raw(box, depth + 1)
    if pending:
        yield tuple(pending), None


def blocks(story: _Element, depth: int = 0) -> Iterator[_Element]:
    """Paragraphs and tables of a story or cell, with those inside content controls."""
    if depth > _MAX_DEPTH:
        raise UnreadableError("corrupt", "Its parts are nested too deeply.")
    for child in story.iterchildren():
        if child.tag in (P, TBL):
            yield child
        elif child.tag in _WRAPPERS:
            yield from blocks(child, depth + 1)
        elif child.tag == ALTERNATE:
            chosen = choice(child)
            if chosen is not None:
                yield from blocks(chosen, depth + 1)


def rows(table: _Element) -> Iterator[_Element]:
    """The rows of a table that are not deleted."""
    for child in table.iterchildren():
        if child.tag == TR:
            if child.find(f"{_W}trPr/{_W}del") is None:
                yield child
        elif child.tag in _WRAPPERS:
            yield from rows(child)


def cells(row: _Element) -> Iterator[_Element]:
    """The cells of a row that are not deleted."""
    for child in row.iterchildren():
        if child.tag == TC:
            if child.find(f"{_W}tcPr/{_W}cellDel") is None:
                yield child
        elif child.tag in _WRAPPERS:
            yield from cells(child)


def choice(alternate: _Element) -> _Element | None:
    """The one branch of alternate content that is shown: the first that needs nothing unknown."""
    fallback = None
    for branch in alternate.iterchildren("*"):
        if branch.tag == COMPATIBILITY + "Choice":
            needs = branch.get("Requires", "").split()
            if all(branch.nsmap.get(name) in KNOWN for name in needs):
                return branch
        elif branch.tag == COMPATIBILITY + "Fallback" and fallback is None:
            fallback = branch
    return fallback


def is_shown(element: _Element) -> bool:
    """Whether an element stands in the branches that are shown of the alternate content around."""
    for one in element.iterancestors():
        around = one.getparent()
        if around is not None and around.tag == ALTERNATE and choice(around) is not one:
            return False
    return True


def unknown(story: _Element) -> list[_Element]:
    """Elements around paragraphs that Word does not know and passes over, the outermost each."""
    found: dict[_Element, None] = {}
    parents = dict.fromkeys(paragraph.getparent() for paragraph in story.iter(P))
    for parent in (one for one in parents if one is not None):
        strange = [one for one in (parent, *parent.iterancestors()) if _is_unreadable(one)]
        found.update(dict.fromkeys(strange[-1:]))
    return [one for one in found if any(has_words(each) for each in one.iter(P))]


def is_ignorable(element: _Element) -> bool:
    """Whether the file says that readers may pass over elements of this namespace."""
    root = element.getroottree().getroot()
    named = (root.get(COMPATIBILITY + "Ignorable") or "").split()
    return element.tag[1:].partition("}")[0] in {root.nsmap.get(one) for one in named}


def _is_unreadable(element: _Element) -> bool:
    """Whether Word does not know an element, or may show no branch of its alternate content."""
    if element.tag == ALTERNATE:
        return choice(element) is None
    if element.tag.startswith(_W):
        return element.tag not in _AROUND
    return not is_known(element.tag)


def text_boxes(paragraph: _Element) -> list[_Element]:
    """The text boxes anchored in a paragraph, each once; boxes inside boxes stay inside."""
    if not any(True for _ in paragraph.iter(BOX)):
        return []
    found: list[_Element] = []
    stack = [paragraph]
    while stack:
        element = stack.pop()
        if element.tag == BOX:
            found.append(element)
        elif element.tag == ALTERNATE:
            chosen = choice(element)
            stack.extend([chosen] if chosen is not None else [])
        elif element.tag not in _GONE:
            stack.extend(reversed(list(element)))
    return found


def mark_is_gone(paragraph: _Element) -> bool:
    """Whether a tracked change deletes or moves away the paragraph's mark."""
    mark = paragraph.find(f"{_W}pPr/{_W}rPr")
    return mark is not None and any(child.tag in _GONE for child in mark)


def has_words(paragraph: _Element) -> bool:
    """Whether the paragraph shows any words once its changes are accepted (boxes aside)."""
    stack = list(paragraph)
    while stack:
        element = stack.pop()
        tag = element.tag
        if tag == _W + "t" or tag == MATH + "t":
            if element.text and element.text.replace("\u00ad", "").strip():
                return True
        elif tag in _MARKS:
            return True
        elif tag not in _GONE and tag != BOX and tag not in _BLANKS and len(element):
            chosen = choice(element) if tag == ALTERNATE else None
            stack.extend(element if tag != ALTERNATE else [] if chosen is None else [chosen])
    return False
