"""The pages of a template: the room its paper leaves for text, and what stands before the body."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from contract_kit.digits import whole
from contract_kit.ooxml.package import parse_xml
from contract_kit.ooxml.wordml import R, measure
from contract_kit.render.word.layout import POINTS, WORD, Layout, Metric, styles
from contract_kit.render.word.pages import Pager

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lxml.etree import _Element

    from contract_kit.render.word.contents import Line

_DOCUMENT, _LINKS = "word/document.xml", "word/_rels/document.xml.rels"
_INLINE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline"
_EMU = 12_700
"""Units of a drawing in a point."""
_LEAST = 72.0
"""No page has less room for text: what is smaller is a mistake of the template."""
_PADDING = 11.0
"""What the edges of a table's cell take of its width."""
_A4 = {"w": 595.3, "h": 841.9}
_MARGINS = {
    "top": 72.0, "bottom": 72.0, "left": 72.0, "right": 72.0,
    "gutter": 0.0, "header": 36.0, "footer": 36.0,
}  # fmt: skip


@dataclass(frozen=True)
class Opening:
    """Where the body starts: its page as it is numbered, and the layout of its section."""

    page: int
    layout: Layout


def opening(parts: Mapping[str, bytes], marks: Mapping[str, str], lines: Sequence[Line]) -> Opening:
    """Measure what a filled template prints before the body.

    `marks` names the bookmarks that stand for the contents and for the body, `lines` is what the
    contents will hold. Raises `UnreadableError` for a part that is no XML.
    """
    known = styles(parts)
    root = parse_xml(parts[_DOCUMENT], _DOCUMENT)
    body = root.find(f"{WORD}body")
    blocks = list(_blocks(body if body is not None else root))
    sections = [one for one in root.iter(f"{WORD}sectPr") if not _changed(one)]
    walk = _Walk(parts, known, sections)
    for block in blocks:
        if _holds(block, marks["body"]):
            break
        if _holds(block, marks["contents"]):
            for line in lines:
                walk.pager.add(line.style, line.text)
        else:
            walk.place(block)
    page = walk.pager.page + (1 if walk.pager.used else 0)
    return Opening(page, walk.pager.layout)


class _Walk:
    """Goes through a template section by section, page by page."""

    def __init__(
        self, parts: Mapping[str, bytes], known: Layout, sections: Sequence[_Element]
    ) -> None:
        self._parts, self._known = parts, known
        self._sections = iter(sections)
        self._running: dict[str, str] = {}
        self.pager = Pager(self._next())
        self._numbered(1)

    def _next(self) -> Layout:
        """The layout of the next section; its headers are those of the one before, or its own."""
        self._section = next(self._sections, None)
        self._running |= _running(self._parts, self._section)
        return section_layout(self._parts, self._known, self._section, self._running)

    def _numbered(self, page: int) -> None:
        """Number the pages on from `page`, or as the section says."""
        given = _attribute(self._section, "pgNumType", "start")
        number = whole(given, most=10_000)
        self.pager.page = page if number is None else number

    def place(self, block: _Element) -> None:
        """Place a paragraph or table; a paragraph may end a section."""
        if block.tag == f"{WORD}tbl":
            self.pager.rows([_row(row, self.pager.layout) for row in block.iter(f"{WORD}tr")])
            return
        for break_ in block.iter(f"{WORD}br"):
            if break_.get(f"{WORD}type") == "page":
                self.pager.break_page()
        if metric(block, self.pager.layout).breaks:
            self.pager.break_page()
        self.pager.lines(*_measured(block, self.pager.layout))
        if block.find(f"{WORD}pPr/{WORD}sectPr") is not None:
            self._turn()

    def _turn(self) -> None:
        """Go on in the next section, on a new page where it starts one."""
        layout = self._next()
        if _attribute(self._section, "type", "val") != "continuous":
            self.pager.break_page()
        self.pager.layout = layout
        self._numbered(self.pager.page)


def section_layout(
    parts: Mapping[str, bytes],
    known: Layout,
    section: _Element | None,
    running: Mapping[str, str],
) -> Layout:
    """The room for text in a section of a template; a high header or footer takes from it.

    `running` names the parts that hold the `header` and `footer` of its pages after the first.
    """
    paper = {name: abs(_points(section, "pgSz", name, usual)) for name, usual in _A4.items()}
    edge = {name: _points(section, "pgMar", name, usual) for name, usual in _MARGINS.items()}
    across = paper["w"] - abs(edge["left"]) - abs(edge["right"]) - abs(edge["gutter"])
    wide = replace(known, width=max(_LEAST, across))
    top, end = (
        _edge(edge[margin], edge[kind], _tall(parts, running.get(kind, ""), wide))
        for margin, kind in (("top", "header"), ("bottom", "footer"))
    )
    return replace(wide, page=max(_LEAST, paper["h"] - top - end))


def _edge(margin: float, distance: float, running: float) -> float:
    """What stays free at an edge; a negative margin holds whatever the header's height is."""
    return -margin if margin < 0 else max(margin, distance + running if running else 0.0)


def _running(parts: Mapping[str, bytes], section: _Element | None) -> dict[str, str]:
    """The parts that a section names as header and footer of its pages after the first."""
    targets = _targets(parts)
    return {
        kind: targets.get(one.get(f"{{{R}}}id", ""), "")
        for kind in ("header", "footer")
        for one in (section.iter(f"{WORD}{kind}Reference") if section is not None else ())
        if one.get(f"{WORD}type", "default") == "default"
    }


def _tall(parts: Mapping[str, bytes], part: str, layout: Layout) -> float:
    """The height of a header or footer."""
    return _stack(_blocks(parse_xml(parts[part], part)), layout) if part in parts else 0.0


def _stack(blocks: Iterable[_Element], layout: Layout) -> float:
    """The height of blocks one below the other."""
    found, after = 0.0, 0.0
    for block in blocks:
        if block.tag == f"{WORD}tbl":
            found += after + sum(_row(row, layout) for row in block.iter(f"{WORD}tr"))
            after = 0.0
            continue
        lines, own = _measured(block, layout)
        found += max(own.before, after) + lines * own.line
        after = own.after
    return found + after


def _row(row: _Element, layout: Layout) -> float:
    """The height of a table's row: of its highest cell, or what it asks for."""
    cells = row.findall(f"{WORD}tc")
    least = measure(_attribute(row.find(f"{WORD}trPr"), "trHeight", "val"), points=POINTS) or 0.0
    share = layout.width / max(1, len(cells))
    tallest = 0.0
    for cell in cells:
        width = measure(_attribute(cell.find(f"{WORD}tcPr"), "tcW", "w"), points=POINTS)
        room = replace(layout, width=max(_LEAST, (width or share) - _PADDING))
        tallest = max(tallest, _stack(_blocks(cell), room))
    return max(least, tallest)


def _measured(paragraph: _Element, layout: Layout) -> tuple[int, Metric]:
    """The lines of a template's paragraph and what it takes; a higher picture is one line."""
    own = metric(paragraph, layout)
    lines = own.lines(words(paragraph), layout.width - own.indent)
    if (tall := _drawn(paragraph)) > lines * own.line:
        return 1, replace(own, line=tall)
    return lines, own


def metric(paragraph: _Element, layout: Layout) -> Metric:
    """What a template's paragraph takes: as its style says, and as it sets itself."""
    properties = paragraph.find(f"{WORD}pPr")
    look = layout.look(_attribute(paragraph, "pPr/" + f"{WORD}pStyle", "val") or "")
    own = paragraph.find(f".//{WORD}r/{WORD}rPr")
    return look.over(properties, own, layout.fonts).metric


def words(paragraph: _Element) -> str:
    """The text of a template's paragraph."""
    return "".join(one.text or "" for one in paragraph.iter(f"{WORD}t"))


def _drawn(paragraph: _Element) -> float:
    """The height of the pictures that stand in the line of a paragraph."""
    extents = (one.find(f"{_INLINE[:-6]}extent") for one in paragraph.iter(_INLINE))
    return max(
        ((whole(one.get("cy")) or 0) / _EMU for one in extents if one is not None), default=0
    )


def _blocks(parent: _Element) -> Iterator[_Element]:
    """Paragraphs and tables, also those inside content controls."""
    for child in parent:
        if child.tag in (f"{WORD}p", f"{WORD}tbl"):
            yield child
        elif child.tag in (f"{WORD}sdt", f"{WORD}sdtContent", f"{WORD}customXml"):
            yield from _blocks(child)


def _holds(block: _Element, bookmark: str) -> bool:
    return any(one.get(f"{WORD}name") == bookmark for one in block.iter(f"{WORD}bookmarkStart"))


def _changed(section: _Element) -> bool:
    """Tell whether these are the properties that a tracked change replaced."""
    parent = section.getparent()
    return parent is not None and parent.tag == f"{WORD}sectPrChange"


def _targets(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The parts that the document links to, by the id of the link."""
    if _LINKS not in parts:
        return {}
    links = parse_xml(parts[_LINKS], _LINKS)
    return {
        one.get("Id", ""): "word/" + one.get("Target", "").removeprefix("/word/") for one in links
    }


def _attribute(parent: _Element | None, path: str, name: str) -> str | None:
    found = parent.find(f"{WORD}{path}") if parent is not None else None
    return found.get(f"{WORD}{name}") if found is not None else None


def _points(section: _Element | None, element: str, name: str, usual: float) -> float:
    found = measure(_attribute(section, element, name), points=POINTS)
    return usual if found is None else found
