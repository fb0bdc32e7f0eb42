"""What a document built alone says around its clauses of the agreement it is attached to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contract_kit.assemble.tables.sheet import Sheet
from contract_kit.document import Block, Origin, Paragraph, Run

if TYPE_CHECKING:
    from contract_kit.assemble.builder import Builder


def agreement_line(builder: Builder, agreement: Any) -> str:
    """The agreement to which a document alone is attached, in a line."""
    reference = f" ({agreement.reference})" if agreement.reference else ""
    return f"{agreement.title} of {builder.printer.text(agreement.date)}{reference}"


def belongs(builder: Builder, path: str, clause: str) -> bool:
    """Whether a row sums up what this document says: of one built alone, its own clauses."""
    one = builder.alone
    return one is None or path.startswith("parties.") or one.printed.has(one.target(clause))


def relied(builder: Builder) -> tuple[Block, ...]:
    """What a document built alone takes for granted in the agreement it is attached to."""
    if builder.alone is None:
        return ()
    sheet = Sheet(builder.facts, builder.printer, Origin("assumptions"))
    sheet.head("", ("The agreement has to hold its", 2.8), ("Named by", 2.8))
    for said, users in sorted(builder.alone.relied.items()):
        sheet.row("", said, "")
        named = [builder.numbering.reference(one, "main") for one in users]
        sheet.finish(tuple(run for runs in named for run in (Run(", "), *runs))[1:])
    lead = f"This {builder.alone.title} names these terms of the agreement it is attached to."
    table = sheet.table()
    return (Paragraph((Run(f"{lead} Check that it has them."),)), table) if table else ()
