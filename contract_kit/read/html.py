"""HTML files: what the eye sees in a browser that runs no scripts and fetches nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from contract_kit.document import Cell, Notice, Paragraph, Row, Run, Table
from contract_kit.errors import UnreadableError
from contract_kit.findings import Location
from contract_kit.read.docx_numbers import shown
from contract_kit.read.html_fields import shown_value, whole_number
from contract_kit.read.html_lost import letters_in, letters_of, lost
from contract_kit.read.html_tags import encoding_of, merge, merged_tags
from contract_kit.read.html_unseen import MARK, take_out
from contract_kit.read.outline import build
from contract_kit.read.passages import MAX_PASSAGES, Passage, joined
from contract_kit.read.txt import from_text, refuse_noise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contract_kit.document import Document
    from contract_kit.read.html_unseen import Unseen

_DROPPED = frozenset({
    "script", "style", "head", "title", "meta", "link", "base", "param", "area", "source", "track",
    "clippath", "linearGradient",
})  # fmt: skip
_BLOCKS = frozenset({
    "p", "div", "section", "article", "main", "header", "footer", "aside", "nav", "h1", "h2",
    "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt", "dd", "table", "blockquote",
    "address", "figure", "figcaption", "form", "fieldset", "legend", "center", "hr", "details",
    "summary", "body", "html", "pre", "caption", "tr", "td", "th", "thead", "tbody", "tfoot",
    "button", "text", "dialog", "optgroup",
})  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_FORMATS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
_STYLES = {
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "lower-roman": "i",
    "upper-roman": "I",
}
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s?:\s?([a-z-]{1,30})", re.IGNORECASE)
_LEVEL = re.compile(r"\bl([0-3])\b")


@dataclass(slots=True)
class _List:
    """An open `ol` or `ul`."""

    ordered: bool
    format: str = "decimal"
    count: int = 0


@dataclass(slots=True)
class _State:
    """What the elements so far have left open."""

    found: list[Passage] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    next: Passage = field(default_factory=Passage)
    bold: int = 0
    italic: int = 0
    contents: int = 0
    marks: int = 0
    first_mark: int | None = None


def read(data: bytes) -> Document:
    """The document in an HTML file."""
    encoding = encoding_of(data)
    refuse_noise(data[:20_000].decode(encoding, "replace"))
    text = data.decode(encoding, "replace")
    tags = merged_tags(text)
    root = _parsed(data, encoding)
    source, tree = letters_in(text), letters_of(root)
    merge(root, _parsed(tags.encode(), "utf-8"))
    inserted = sum(1 for _ in root.iter("ins"))
    unseen = take_out(root)
    state = _State()
    _walk(root, state)
    _close(state)
    notices = (*_notices(state, unseen, inserted), *lost(root, source, tree, unseen))
    return build(state.found, notices=notices)


def _parsed(data: bytes, encoding: str) -> Any:
    """The root of a page's tree; elements may lie within each other some 2,000 deep."""
    from lxml import etree, html  # noqa: PLC0415 - only for this format

    parser = html.HTMLParser(encoding=encoding, no_network=True, remove_pis=True, huge_tree=True)
    try:
        return html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise UnreadableError("corrupt" if data.strip() else "empty") from error


def _notices(state: _State, unseen: Unseen, inserted: int) -> Iterator[Notice]:
    """What was found hidden, struck or inserted."""
    if state.marks:
        what = "text " + ", ".join(sorted(unseen.reasons))
        at = Location(paragraph=state.first_mark)
        yield Notice("hidden-text", state.marks, location=at, what=what)
    if unseen.not_followed:
        yield Notice("hidden-text", max(unseen.doubts, 1), what=unseen.not_followed)
    if unseen.struck or inserted:
        yield Notice("tracked-changes", unseen.struck + inserted)


def _walk(root: Any, state: _State) -> None:
    """Visit all elements without recursion: pages may be nested as deeply as they like."""
    stack: list[tuple[str, Any]] = [("open", root)]
    while stack:
        action, element = stack.pop()
        if action == "tail":
            _text(state, element.tail)
        elif action == "close":
            _leave(element, state)
        elif (
            isinstance(element.tag, str)
            and element.tag not in _DROPPED
            and not _whole(element, state)
        ):
            _enter(element, state)
            _text(state, element.text)
            stack.append(("close", element))
            for child in reversed(element):
                stack += [("tail", child), ("open", child)]
        if len(state.found) > MAX_PASSAGES:
            raise UnreadableError("too-large")


def _whole(element: Any, state: _State) -> bool:
    """Read a table, preformatted text, a form's field or a mark as a whole."""
    if element.tag in {MARK, "input", "select"}:
        _marked(element, state)
        _text(state, shown_value(element))
        return True
    if element.tag == "table" and not _is_layout(element):
        _close(state)
        _marked(element, state)
        state.found.append(Passage(table=_table(element)))
        return True
    if element.tag == "pre":
        _close(state)
        _marked(element, state)
        state.found.extend(from_text("".join(element.itertext())))
        return True
    return False


def _marked(element: Any, state: _State) -> None:
    """Count the marks of unseen text within an element."""
    count = sum(1 for _ in element.iter(MARK))
    if count and not state.marks:
        rows = sum(len(one.table.rows) if one.table is not None else 1 for one in state.found)
        state.first_mark = rows + 1
    state.marks += count


def _text(state: _State, text: str | None) -> None:
    if text:
        state.runs.append(Run(text, state.bold > 0, state.italic > 0))


def _enter(element: Any, state: _State) -> None:
    tag = element.tag
    if tag in _BLOCKS:
        _close(state)
    if tag in _HEADINGS:
        state.next.heading = _HEADINGS[tag]
    elif tag in {"ol", "ul"}:
        state.lists.append(_list(element))
    elif tag == "li":
        _item(element, state)
    elif tag == "br":
        state.runs.append(Run("\n"))
    elif tag == "nav":
        state.contents += 1
    elif tag == "p":
        _class(element.get("class") or "", state)
    _format(element, state, 1)


def _class(names: str, state: _State) -> None:
    """The depth and kind of a paragraph that our own renderer wrote."""
    level = _LEVEL.search(names)
    if level:
        state.next.level = int(level[1])
    if "definition" in names:
        state.next.style = "definition"


def _leave(element: Any, state: _State) -> None:
    tag = element.tag
    if tag in _BLOCKS:
        _close(state)
    if tag in {"ol", "ul"} and state.lists:
        state.lists.pop()
    elif tag == "nav":
        state.contents -= 1
    _format(element, state, -1)


def _format(element: Any, state: _State, step: int) -> None:
    if element.tag in {"b", "strong"}:
        state.bold += step
    elif element.tag in {"i", "em"}:
        state.italic += step


def _list(element: Any) -> _List:
    if element.tag == "ul":
        return _List(ordered=False)
    style = _LIST_STYLE.search(element.get("style") or "")
    kind = _STYLES.get(style[1].lower(), "1") if style else element.get("type", "1")
    return _List(True, _FORMATS.get(kind, "decimal"), whole_number(element.get("start"), 1) - 1)


def _item(element: Any, state: _State) -> None:
    depth = len(state.lists)
    current = state.lists[-1] if state.lists else _List(ordered=False)
    if not current.ordered:
        state.next.style, state.next.level = "bullet", max(depth, 1)
        return
    current.count = whole_number(element.get("value"), current.count + 1)
    text = shown(current.count, current.format)
    state.next.number = text if current.format == "decimal" else f"({text})"
    state.next.level = {"decimal": 1, "lowerLetter": 2, "lowerRoman": 3}.get(current.format, 2)


def _close(state: _State) -> None:
    """Finish the open paragraph; a number or style waits for the words."""
    runs = joined(state.runs)
    state.runs = []
    if not runs:
        return
    passage = state.next
    passage.runs = runs
    passage.contents = state.contents > 0
    passage.strong = all(run.bold for run in runs)
    state.found.append(passage)
    state.next = Passage()


def _is_layout(table: Any) -> bool:
    """A table that only places text on the page: one cell a row, or a page within a cell."""
    rows = list(table.iter("tr"))
    if any(True for _ in table.iterdescendants("table")) or not rows:
        return True
    cells = [sum(child.tag in {"td", "th"} for child in row) for row in rows]
    return max(cells, default=0) <= 1 or (len(rows) == 1 and len("".join(table.itertext())) > 3000)


def _table(element: Any) -> Table:
    caption = element.find("caption")
    rows: list[Row] = []
    for row in element.iter("tr"):
        cells = [child for child in row if child.tag in {"td", "th"}]
        parent = row.getparent()
        head = parent is not None and parent.tag == "thead"
        head = head or (not rows and bool(cells) and all(cell.tag == "th" for cell in cells))
        rows.append(Row(tuple(map(_cell, cells)), head))
    text = "" if caption is None else " ".join("".join(caption.itertext()).split())
    return Table(tuple(rows), caption=text)


def _cell(element: Any) -> Cell:
    state = _State()
    _walk(element, state)
    _close(state)
    paragraphs = tuple(
        Paragraph(one.runs, one.number, one.level or 0, one.style)
        for one in state.found
        if one.table is None
    )
    return Cell(paragraphs, min(max(whole_number(element.get("colspan"), 1), 1), 100))
