"""Document → one self-contained, accessible HTML file: no scripts, nothing fetched."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote as percent

from contract_kit.document import Reference, Table
from contract_kit.render.headings import anchors, fingerprint, heading, label, printed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contract_kit.document import Block, Cell, Document, Inline, Paragraph, Row, Section

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_DEEPEST_HEADING = 6
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
:root{color-scheme:light}
body{font:16px/1.55 Carlito,Calibri,system-ui,sans-serif;color:#1c2126;background:#fff;margin:0}
main,header,nav{max-width:46rem;margin:0 auto;padding:0 1.2rem}
header{padding-top:4rem;padding-bottom:2rem}
h1,h2,h3,h4,h5,h6{color:#1f3a5f;line-height:1.25;margin:1.8em 0 .6em;break-after:avoid}
h1{font-size:2.1rem;margin-top:.2em}h2{font-size:1.35rem}h3{font-size:1.1rem}h4,h5,h6{font-size:1rem}
p{margin:.55em 0}a{color:#1f4e8c}nav ul{list-style:none;padding-left:0}nav ul ul{padding-left:2rem}
.n{display:inline-block;min-width:2.6rem;margin-left:-2.6rem;font-variant-numeric:tabular-nums}
.l0,.l1{margin-left:2.6rem}.l2{margin-left:5.2rem}.l3{margin-left:7.8rem}.flat{margin-left:0}
.note,.colophon{color:#59636e;font-size:.85rem;overflow-wrap:anywhere}dt{color:#59636e;margin-top:1em}dd{margin:0}
.wrap{overflow-x:auto}table{border-collapse:collapse;width:100%;margin:.6em 0 1.4em;
font-size:.94rem}
caption{text-align:left;font-weight:bold;padding:.4em 0}
th,td{border-top:1px solid #c3cad2;border-bottom:1px solid #c3cad2;
padding:.35em .6em;text-align:left;vertical-align:top}
thead th{background:#eaeef3;color:#1f3a5f}th p,td p{margin:0}
.right{text-align:right}.center{text-align:center}.signature td{height:2.2em}
ins{color:#0b6e3b}del{color:#a3261f}
@media print{@page{margin:24mm 22mm}body{font-size:10.5pt}main,header,nav{max-width:none;padding:0}
nav,.schedule,.signature,.definitions{break-before:page}thead{display:table-header-group}
tr,.signature table{break-inside:avoid}p{orphans:2;widows:2}a{color:inherit;text-decoration:none}}
"""


def render(document: Document) -> bytes:
    """The HTML of `document` as UTF-8."""
    page = _Page(document)
    return ("\n".join(page.lines()) + "\n").encode("utf-8")


def _escape(text: str) -> str:
    return escape(_CONTROL.sub("", text))


def _id(anchor: str) -> str:
    """An anchor as an attribute value: ids may hold anything but white space."""
    return _escape(re.sub(r"\s+", "-", anchor))


def _href(anchor: str) -> str:
    return _escape("#" + percent(re.sub(r"\s+", "-", _CONTROL.sub("", anchor)), safe=""))


_DRAFT = """.draft{display:inline-block;border:2px solid #a3261f;color:#a3261f;font-weight:bold;
padding:.1em .6em}
"""


class _Page:
    """Writes one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.anchors = anchors(document)
        self.keys: dict[int, str] = {}
        for ordinal, section in enumerate(document.walk(), start=1):
            self.keys[id(section)] = section.anchor or f"section-{ordinal}"

    def lines(self) -> Iterator[str]:
        """The file, element by element."""
        title = _escape(self.document.title)
        yield "<!DOCTYPE html>"
        yield f'<html lang="{_escape(self.document.language)}">'
        yield '<head>\n<meta charset="utf-8">'
        yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
        if mark := fingerprint(self.document):
            yield f'<meta name="spec-hash" content="{_escape(mark)}">'
        style = _STYLE + _DRAFT * self.document.draft
        yield f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>"
        yield from self._cover(title)
        yield from self._contents()
        yield "<main>"
        for section in self.document.sections:
            yield from self._section(section, 2)
        yield "</main>"
        yield "</body>\n</html>"

    def _cover(self, title: str) -> Iterator[str]:
        cover = self.document.cover
        yield "<header>"
        if self.document.draft:
            yield '<p class="draft">DRAFT</p>'
        yield f"<h1>{title}</h1>"
        yield from (f"<p>{_escape(text)}</p>" for text in (cover.id, cover.date) if text)
        if cover.parties:
            yield "<dl>"
        for party in cover.parties:
            details = (party.name, party.number, party.address, party.country)
            lines = "<br>".join(_escape(detail) for detail in details if detail)
            yield f"<dt>{_escape(party.role)}</dt><dd>{lines}</dd>"
        if cover.parties:
            yield "</dl>"
        if cover.notice:
            yield f'<p class="note">{_escape(cover.notice)}</p>'
        yield "</header>"

    def _contents(self) -> Iterator[str]:
        listed = [section for section in self.document.sections if heading(section)]
        if listed:
            yield '<nav aria-label="Contents">\n<h2>Contents</h2>'
            yield self._entries(listed)
            yield "</nav>"

    def _entries(self, sections: Iterable[Section]) -> str:
        items = []
        for section in sections:
            inner = [one for one in section.sections if heading(one)]
            link = f'<a href="{_href(self.keys[id(section)])}">{_escape(heading(section))}</a>'
            items.append(f"<li>{link}{self._entries(inner) if inner else ''}</li>")
        return f"<ul>{''.join(items)}</ul>"

    def _section(self, section: Section, depth: int) -> Iterator[str]:
        key = _id(self.keys[id(section)])
        yield f'<section class="{section.kind}" id="{key}">'
        if heading(section):
            size = min(depth, _DEEPEST_HEADING)
            number = f"{_escape(label(section))} " if section.number else ""
            yield f"<h{size}>{number}{_escape(section.title)}</h{size}>"
        for block in section.blocks:
            yield from self._block(block, flat=not section.number)
        for inner in section.sections:
            yield from self._section(inner, depth + 1)
        yield "</section>"

    def _block(self, block: Block, *, flat: bool) -> Iterator[str]:
        if isinstance(block, Table):
            yield from self._table(block)
            return
        names = [block.style, "flat" if flat and not block.number else f"l{min(block.level, 3)}"]
        mark = printed(block.number) or ("•" if block.style == "bullet" else "")
        number = f'<span class="n">{_escape(mark)}</span> ' if mark else ""
        anchor = f' id="{_id(block.anchor)}"' if block.anchor else ""
        yield f'<p class="{" ".join(names)}"{anchor}>{number}{self._runs(block.runs)}</p>'

    def _runs(self, runs: Iterable[Inline]) -> str:
        return "".join(self._run(run) for run in runs)

    def _run(self, run: Inline) -> str:
        text = _escape(run.text).replace("\n", "<br>")
        if isinstance(run, Reference) and run.target in self.anchors:
            text = f'<a href="{_href(run.target)}">{text}</a>'
        if run.italic:
            text = f"<em>{text}</em>"
        if run.bold:
            text = f"<strong>{text}</strong>"
        if run.revision:
            tag = "ins" if run.revision == "inserted" else "del"
            text = f"<{tag}>{text}</{tag}>"
        return text

    def _table(self, table: Table) -> Iterator[str]:
        anchor = f' id="{_id(table.anchor)}"' if table.anchor else ""
        name = f' aria-label="{_escape(table.summary)}"' if table.summary else ""
        yield f'<div class="wrap"><table{anchor}{name}>'
        if table.caption:
            yield f"<caption>{_escape(table.caption)}</caption>"
        heads = 0
        while heads < len(table.rows) and table.rows[heads].head:
            heads += 1
        for tag, rows in (("thead", table.rows[:heads]), ("tbody", table.rows[heads:])):
            if rows:
                yield f"<{tag}>"
                yield from (self._row(row, table) for row in rows)
                yield f"</{tag}>"
        yield "</table></div>"

    def _row(self, row: Row, table: Table) -> str:
        cells = []
        column = 0
        for cell in row.cells:
            align = table.columns[column].align if column < len(table.columns) else "left"
            cells.append(self._cell(cell, align, head=row.head))
            column += cell.span
        return f"<tr>{''.join(cells)}</tr>"

    def _cell(self, cell: Cell, align: str, *, head: bool) -> str:
        tag = "th" if head else "td"
        scope = f' scope="{"colgroup" if cell.span > 1 else "col"}"' if head else ""
        side = f' class="{align}"' if align != "left" else ""
        span = f' colspan="{cell.span}"' if cell.span > 1 else ""
        parts = [self._cell_text(part) for part in cell.paragraphs]
        inner = parts[0] if len(parts) == 1 else "".join(f"<p>{part}</p>" for part in parts)
        return f"<{tag}{scope}{side}{span}>{inner}</{tag}>"

    def _cell_text(self, paragraph: Paragraph) -> str:
        number = f"{_escape(printed(paragraph.number))} " if paragraph.number else ""
        return number + self._runs(paragraph.runs)
