"""A settlement as an .xlsx workbook: months, lines, results, and what was assumed."""

from __future__ import annotations

import io
import re
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from contract_kit.ooxml import package

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from contract_kit.report.statement import Statement

BIRTHDAY = datetime(2020, 1, 1)
MONEY = "#,##0.00"
WIDEST = 60
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
Value = str | Decimal | int | None


def render(one: Statement) -> bytes:
    """The statement as a workbook; equal statements give equal bytes."""
    book = Workbook()
    book.properties.creator = "contract-kit"
    book.properties.created = book.properties.modified = BIRTHDAY
    book.remove(book.worksheets[0])
    _fill(book.create_sheet("Months"), _months(one))
    _fill(book.create_sheet("Lines"), _all_lines(one))
    _fill(book.create_sheet("Results"), _results(one))
    _fill(book.create_sheet("Invoices"), _invoices(one))
    _fill(book.create_sheet("Notes"), _notes(one))
    if one.simulation is not None:
        _fill(book.create_sheet("Simulation"), _simulation(one))
    out = io.BytesIO()
    book.save(out)
    return _timeless(out.getvalue())


def _fill(sheet: Worksheet, rows: Iterable[Sequence[Value]]) -> None:
    widths: dict[int, int] = {}
    for place, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(place, column, value)
            if isinstance(value, str):
                cell.data_type = "s"  # a text that begins with = stays a text
            elif isinstance(value, Decimal):
                cell.number_format = MONEY if value.as_tuple().exponent == -2 else "General"
            if place == 1:
                cell.font = Font(bold=True)
            widths[column] = min(max(widths.get(column, 8), len(str(value or "")) + 2), WIDEST)
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"


def _months(one: Statement) -> Iterable[Sequence[Value]]:
    yield "Month", "Charges", "Credits", "Bonuses", "Adjustment", "Invoice", "At risk", "Cap"
    for period in one.settlement.periods:
        yield (
            str(period.month),
            period.total_charges.amount,
            period.total_credits.amount,
            period.total_bonuses.amount,
            period.adjustment.amount,
            period.invoice.amount,
            period.at_risk.amount,
            None if period.monthly_cap is None else period.monthly_cap.amount,
        )


def _all_lines(one: Statement) -> Iterable[Sequence[Value]]:
    yield "Month", "Kind", "Clause", "Name", "Amount", "Currency", "How it came out"
    for period in one.settlement.periods:
        parts = (
            ("charge", period.charges),
            ("credit", period.credits),
            ("bonus", period.bonuses),
        )
        for kind, lines in parts:
            for line in lines:
                amount = line.amount
                yield (
                    str(period.month),
                    kind,
                    one.clause(line.clause),
                    one.name(line.name) if line.name else "",
                    amount.amount,
                    amount.currency,
                    line.text,
                )


def _invoices(one: Statement) -> Iterable[Sequence[Value]]:
    yield "Issued", "For", "Amount", "Currency", "Due in"
    for invoice in one.settlement.invoices:
        for part in invoice.parts:
            amount = part.amount
            yield str(invoice.issued), part.says, amount.amount, amount.currency, invoice.due


def _results(one: Statement) -> Iterable[Sequence[Value]]:
    yield "Month", "Metric", "Level", "Target", "Minimum", "State", "Events", "Note"
    for period in one.settlement.periods:
        for result in period.results:
            yield (
                str(period.month),
                one.name(result.metric),
                result.level,
                result.target,
                result.minimum,
                result.state,
                result.events,
                result.note,
            )


def _notes(one: Statement) -> Iterable[Sequence[Value]]:
    yield "What", "Text"
    yield "contract", f"{one.title} ({one.reference})"
    yield "parties", one.parties
    for trigger in one.settlement.triggers:
        yield (
            "right to terminate",
            f"{trigger.month}: {one.right(trigger)} {one.clause(trigger.clause)}",
        )
    for period in one.settlement.periods:
        for name, text in period.unearned:
            said = f"{one.name(name)}: {text}" if name else text
            yield "bonus not due", f"{period.month}: {said}"
    for text in one.settlement.assumptions:
        yield "assumed", text


def _simulation(one: Statement) -> Iterable[Sequence[Value]]:
    drawn = one.simulation
    assert drawn is not None
    yield "A year's credits from", "to", f"of {drawn.years} years (seed {drawn.seed})"
    for low, high, years in drawn.credits.bins:
        yield low.amount, high.amount, years


def _timeless(data: bytes) -> bytes:
    """The same archive with fixed times, inside and out."""
    opened = package.open_package(data)
    parts = {name: opened.bytes(name) for name in opened.parts()}
    core = parts["docProps/core.xml"]
    parts["docProps/core.xml"] = _MODIFIED.sub(rb"\g<1>2020-01-01T00:00:00Z\g<2>", core)
    return package.write_zip(parts)
