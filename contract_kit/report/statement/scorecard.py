"""A settlement on one page: the sums, each metric's trend, and credits against their cap."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from contract_kit.render import pdf_fonts
from contract_kit.render.pdf_style import ACCENT, FAINT, INK, RULE, SHADE
from contract_kit.report.statement.charts import Box, Trend, bars, histogram, trend
from contract_kit.report.statement.text import figure, level

if TYPE_CHECKING:
    from contract_kit.report.statement import Statement
    from contract_kit.settle import Result

WIDTH, HEIGHT = A4
SIDE: float = 42.0
TOP: float = HEIGHT - 48
COLUMNS = 3
MOST_METRICS = 15
GAP = 12.0
NOTES = 7


def render(one: Statement) -> bytes:
    """The statement as a PDF of one page; equal statements give equal bytes."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setTitle(f"Service level scorecard {one.reference}")
    canvas.setAuthor("contract-kit")
    top = _head(canvas, one)
    top = _tiles(canvas, one, top)
    top = _trends(canvas, one, top)
    top = _money(canvas, one, top)
    _notes(canvas, one, top)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def write(  # noqa: PLR0913 - a place, a text and how it looks
    canvas: Canvas,
    x: float,
    y: float,
    text: str,
    *,
    size: float = 8.5,
    bold: bool = False,
    color: object = INK,
    right: bool = False,
) -> None:
    """Write one line; `right` ends it at x."""
    canvas.setFillColor(color)
    parts = list(pdf_fonts.split(text, bold=bold, italic=False, where="the scorecard"))
    if right:
        x -= sum(canvas.stringWidth(part, font, size) for font, part in parts)
    for font, part in parts:
        canvas.setFont(font, size)
        canvas.drawString(x, y, part)
        x += canvas.stringWidth(part, font, size)


def fitted(canvas: Canvas, text: str, width: float, size: float) -> str:
    """A text cut to a width, with an ellipsis where it was."""
    font = pdf_fonts.name_of()
    if canvas.stringWidth(text, font, size) <= width:
        return text
    while text and canvas.stringWidth(text + "…", font, size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def _head(canvas: Canvas, one: Statement) -> float:
    periods = one.settlement.periods
    span = f"{periods[0].month} to {periods[-1].month}" if periods else "no months"
    write(canvas, SIDE, TOP, fitted(canvas, one.title, 380, 17), size=17, bold=True, color=ACCENT)
    write(canvas, WIDTH - SIDE, TOP, span, size=11, right=True)
    said = fitted(canvas, f"{one.parties} · {one.reference}", 360, 9)
    write(canvas, SIDE, TOP - 16, said, size=9, color=FAINT)
    write(
        canvas, WIDTH - SIDE, TOP - 16, "Service level scorecard", size=9, color=FAINT, right=True
    )
    canvas.setStrokeColor(ACCENT)
    canvas.setLineWidth(1.2)
    canvas.line(SIDE, TOP - 25, WIDTH - SIDE, TOP - 25)
    return TOP - 25


def _tiles(canvas: Canvas, one: Statement, top: float) -> float:
    settlement = one.settlement
    charged = sum((period.total_charges.amount for period in settlement.periods), Decimal(0))
    tiles = (
        ("Charges", f"{charged:,}"),
        ("Credits", figure(settlement.total_credits)),
        ("Bonuses", figure(settlement.total_bonuses)),
        ("Invoice", figure(settlement.invoice)),
    )
    width = (WIDTH - 2 * SIDE - 3 * GAP) / 4
    for place, (name, value) in enumerate(tiles):
        x = SIDE + place * (width + GAP)
        canvas.setFillColor(SHADE)
        canvas.rect(x, top - 58, width, 46, stroke=0, fill=1)
        write(canvas, x + 8, top - 27, f"{name}, {settlement.currency}", size=8, color=FAINT)
        write(canvas, x + 8, top - 48, value, size=14, bold=True)
    return top - 58


def _trends(canvas: Canvas, one: Statement, top: float) -> float:
    series: dict[str, list[Result]] = {}
    for period in one.settlement.periods:
        for result in period.results:
            series.setdefault(result.metric, []).append(result)
    shown = dict(list(series.items())[:MOST_METRICS])
    rows = -(-len(shown) // COLUMNS) or 1
    height = min(132.0, (top - 300) / rows)
    width = (WIDTH - 2 * SIDE - (COLUMNS - 1) * GAP) / COLUMNS
    for place, (name, results) in enumerate(shown.items()):
        x = SIDE + place % COLUMNS * (width + GAP)
        y = top - 20 - (place // COLUMNS + 1) * height
        _trend(canvas, one.name(name), results, Box(x, y + 14, width, height - 42))
    bottom = top - 20 - rows * height
    if len(series) > len(shown):
        left = len(series) - len(shown)
        write(canvas, SIDE, bottom, f"and {left} metrics more, in the workbook", color=FAINT)
    return bottom


def _trend(canvas: Canvas, name: str, results: list[Result], box: Box) -> None:
    last = results[-1]
    measured = [result.level for result in results if result.level is not None]
    reached = measured[-1] if measured else None
    head = box.y + box.height + 8
    write(canvas, box.x, head, fitted(canvas, name, box.width - 48, 9), size=9, bold=True)
    write(canvas, box.x + box.width, head, level(reached), size=9, bold=True, right=True)
    asked = f"target {level(last.target)}"
    if last.minimum is not None:
        asked += f", minimum {level(last.minimum)}"
    write(canvas, box.x, box.y - 9, asked, size=7, color=FAINT)
    missed = sum(result.state in {"below_target", "below_minimum", "no_data"} for result in results)
    if missed:
        said = f"{missed} of {len(results)} missed"
        write(canvas, box.x + box.width, box.y - 9, said, size=7, color=FAINT, right=True)
    levels = tuple(result.level for result in results)
    states = tuple(result.state for result in results)
    trend(canvas, box, Trend(levels, states, last.target, last.minimum))


def _money(canvas: Canvas, one: Statement, top: float) -> float:
    periods = one.settlement.periods
    height, half = 120.0, (WIDTH - 2 * SIDE - GAP) / 2
    y = top - 26 - height
    write(canvas, SIDE, top - 16, "Credits against the month's cap", size=9, bold=True)
    wide = half if one.simulation is not None else WIDTH - 2 * SIDE
    credits = [max(-period.total_credits.amount, Decimal(0)) for period in periods]
    caps = [period.monthly_cap.amount if period.monthly_cap else None for period in periods]
    labels = [str(period.month) for period in periods]
    bars(canvas, Box(SIDE, y, wide, height - 8), credits, caps, labels)
    if one.simulation is not None:
        x = SIDE + half + GAP
        said = f"A year's credits in {one.simulation.years:,} drawn years"
        write(canvas, x, top - 16, said, size=9, bold=True)
        histogram(canvas, Box(x, y, half, height - 8), one.simulation.credits)
    return y - 18


def _notes(canvas: Canvas, one: Statement, top: float) -> None:
    settlement = one.settlement
    said = [
        f"Right to terminate from {one_.month}: {one.right(one_)}" for one_ in settlement.triggers
    ]
    said += [f"Assumed: {text}" for text in settlement.assumptions]
    if settlement.settled != "month":
        said.append(f"Adjustments are settled every {settlement.settled}.")
    if settlement.invoiced_apart:
        issued = [f"{one_.issued} {figure(one_.total)}" for one_ in settlement.invoices]
        said.append(f"Invoices: {', '.join(issued)}")
    room = min(NOTES, int((top - 44) // 10))
    shown = said[:room] if len(said) <= room else [*said[: room - 1], "… more in the workbook"]
    for place, text in enumerate(shown):
        short = fitted(canvas, text, WIDTH - 2 * SIDE, 7.5)
        write(canvas, SIDE, top - 6 - place * 10, short, size=7.5, color=FAINT)
    canvas.setStrokeColor(RULE)
    canvas.line(SIDE, 36, WIDTH - SIDE, 36)
    foot = "Computed from the contract and the measurements; a draft for review."
    write(canvas, SIDE, 26, foot, size=7, color=FAINT)
