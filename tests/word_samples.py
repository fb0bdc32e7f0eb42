"""Documents made by hand for the tests of Word output, and a reader that counts as Word counts."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from lxml import etree

from contract_kit.document import (
    Cell,
    Column,
    Cover,
    Document,
    Inline,
    Origin,
    Paragraph,
    ParagraphStyle,
    Party,
    Reference,
    Row,
    Run,
    Section,
    SpecLine,
    Table,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ODD = 'A & B <Ltd> "x" {{ y }} {% z %} \x07control'
SHOWN = ODD.replace("\x07", "")


def para(
    text: str | tuple[Inline, ...], number: str = "", level: int = 0, anchor: str = "",
    style: ParagraphStyle = "body", clause: str = "",
) -> Paragraph:  # fmt: skip
    runs = (Run(text),) if isinstance(text, str) else text
    origin = Origin(clause=clause, version="2", variant="customer", spec=(SpecLine("a.b", 3),))
    return Paragraph(runs, number, level, style, anchor, origin if clause else Origin())


def table(
    rows: Sequence[Sequence[str]], caption: str = "", columns: tuple[Column, ...] = ()
) -> Table:
    made = tuple(
        Row(tuple(Cell((para(text),)) for text in row), head=at == 0) for at, row in enumerate(rows)
    )
    return Table(made, columns, caption, summary="What the table says")


def clause(number: int, title: str, anchor: str, *more: Paragraph | Table) -> Section:
    blocks = (
        para("The first duty.", f"{number}.1", 1, f"{anchor}.1", clause=anchor),
        para("The second duty:", f"{number}.2", 1),
        para("an item;", "(a)", 2),
        para("another:", "(b)", 2, f"{anchor}.b"),
        para("a part; and", "(i)", 3),
        para("a part.", "(ii)", 3, f"{anchor}.ii"),
        para("The third duty.", f"{number}.3", 1),
    )
    origin = Origin(clause=anchor, version="2", variant="customer")
    return Section(title, str(number), blocks=blocks + more, anchor=anchor, origin=origin)


def references() -> tuple[Inline, ...]:
    return (
        Run("See "),
        Reference("sla.caps", "clause 2", "clause "),
        Run(", "),
        Reference("svc.scope.ii", "clause 1.2(b)(ii)", "clause "),
        Run(", "),
        Reference("sch.levels", "paragraph 1 of Schedule 2", "paragraph "),
        Run(", "),
        Reference("sch.levels.a", "paragraph 1.1(a) of Schedule 2", "paragraph "),
        Run(", "),
        Reference("schedule.2", "Schedule 2"),
        Run(", the "),
        Reference("def.terms", "Definitions"),
        Run(" and "),
        Reference("left.out", "clause 99", "clause "),
        Run("."),
    )


def schedules() -> tuple[Section, Section]:
    first = Section("Scope", "1", 2, blocks=(para("Text.", "1.1", 1), para("Item.", "(a)", 2)))
    hours = Section("Hours", "2", 2, blocks=(para("Text.", "2.1", 1),))
    rows = [("Level", "Target", "Weight")]
    rows += [(f"Level {n} of the phone service", f"{80 + n % 20}.5%", f"{n}") for n in range(120)]
    columns = (Column(3), Column(1, "right"), Column(1, "right"))
    levels = Section(
        "Levels", "1", 2, anchor="sch.levels",
        blocks=(
            para("Text.", "1.1", 1), para("Item.", "(a)", 2, "sch.levels.a"),
            table(rows, "Table 1: Service levels", columns), para("After.", "1.2", 1),
        ),
    )  # fmt: skip
    one = Section(
        "Services", "Schedule 1", kind="schedule", sections=(first, hours), anchor="schedule.1"
    )
    two = Section(
        "Service levels", "Schedule 2", kind="schedule", sections=(levels,), anchor="schedule.2"
    )
    return one, two


def sample() -> Document:
    key = table([("Term", "Agreed"), ("Customer", ODD), ("Charges", "GBP 215,750.00")])
    parties = (Party("Customer", ODD, "0123", "1 Street", "Norway"), Party("Provider", "P Ltd"))
    bullets = (
        para("A bullet", style="bullet"), para("A deeper one", level=2, style="bullet"),
        para("A note", style="note"), para(ODD + "\tand\nmore"), para(references(), "1.4", 1),
    )  # fmt: skip
    defined = para((Run("Term", bold=True), Run(" means this.")), style="definition")
    sections = (
        Section("Key terms", kind="key_terms", blocks=(key,)),
        clause(1, "Scope & <more>", "svc.scope", *bullets),
        clause(2, "Caps", "sla.caps"),
        *schedules(),
        Section("Definitions", kind="definitions", blocks=(defined,), anchor="def.terms"),
        Section("Signatures", kind="signature", blocks=(para("Signed by:"),)),
        Section("About this document", kind="colophon", blocks=(para("Spec hash 12"),)),
    )
    cover = Cover("ID-1", "1 March 2027", parties, "Draft for review.")
    metadata = (("contract id", "ID-1"), ("spec hash", "abcdef0123456789"))
    return Document("The Agreement", sections, cover, draft=True, metadata=metadata)


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def numbers(data: bytes) -> list[tuple[str, str]]:
    """Number and text of every paragraph of the body, counted from styles.xml and numbering.xml."""
    styles = {s.get(W + "styleId"): s for s in part(data, "word/styles.xml").iter(W + "style")}
    lists = part(data, "word/numbering.xml")
    abstract = {
        num.get(W + "numId"): num.find(W + "abstractNumId").get(W + "val")
        for num in lists.iter(W + "num")
    }
    levels = {
        (one.get(W + "abstractNumId"), int(lvl.get(W + "ilvl"))): lvl
        for one in lists.iter(W + "abstractNum")
        for lvl in one.iter(W + "lvl")
    }
    counts: dict[str, list[int]] = {}
    out = []
    for paragraph in part(data).iter(W + "p"):
        text = "".join(paragraph.itertext(W + "t"))
        number, level = _numbering(paragraph, styles)
        shown = ""
        if number not in (None, "0"):
            name = abstract[number]
            count = counts.setdefault(name, [0] * 9)
            count[level:] = [count[level] + 1, *[0] * (8 - level)]
            shown = _show(levels, name, level, count)
        out.append((shown, text))
    return out


def _numbering(
    paragraph: etree._Element, styles: dict[str, etree._Element]
) -> tuple[str | None, int]:
    nodes = [paragraph.find(W + "pPr")]
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    identity = found.get(W + "val") if found is not None else None
    while identity in styles:
        nodes.append(styles[identity].find(W + "pPr"))
        base = styles[identity].find(W + "basedOn")
        identity = base.get(W + "val") if base is not None else None
    for node in nodes:
        number = node.find(f"{W}numPr/{W}numId") if node is not None else None
        if number is not None:
            level = node.find(f"{W}numPr/{W}ilvl")
            return number.get(W + "val"), int(level.get(W + "val")) if level is not None else 0
    return None, 0


def _show(levels: dict, name: str, level: int, count: list[int]) -> str:
    text = levels[name, level].find(W + "lvlText").get(W + "val")
    for at in range(level + 1):
        kind = levels[name, at].find(W + "numFmt").get(W + "val")
        text = text.replace(f"%{at + 1}", _format(kind, count[at]))
    return text


def _format(kind: str, value: int) -> str:
    if kind == "lowerLetter":
        return chr(96 + value)
    return ["", "i", "ii", "iii", "iv"][value] if kind == "lowerRoman" else str(value)


def expected(document: Document) -> Iterator[tuple[str, str]]:
    """What the document itself says: number and text of each heading and numbered paragraph."""
    for section in document.walk():
        if section.number:
            yield section.number, section.title
        for block in section.blocks:
            if isinstance(block, Paragraph) and block.number:
                yield block.number, block.text
