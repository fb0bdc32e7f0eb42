"""Small charts drawn on a PDF canvas: trends, bars, histograms."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from reportlab.lib.colors import HexColor

from contract_kit.render.pdf_fonts import name_of
from contract_kit.render.pdf_style import ACCENT, FAINT, RULE, SHADE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfgen.canvas import Canvas

    from contract_kit.settle.simulation import Spread

GOOD, WARN, BAD = HexColor("#2f7d4f"), HexColor("#c98a1b"), HexColor("#b23a32")
COLORS = {"met": GOOD, "below_target": WARN, "below_minimum": BAD, "no_data": BAD}


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the page."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Trend:
    """A metric's levels over the months, with how each was judged."""

    levels: tuple[Decimal | None, ...]
    states: tuple[str, ...]
    target: Decimal
    minimum: Decimal | None


def trend(canvas: Canvas, box: Box, series: Trend) -> None:
    """Draw levels as a line with dots, the target solid and the minimum dashed."""
    canvas.setFillColor(SHADE)
    canvas.rect(box.x, box.y, box.width, box.height, stroke=0, fill=1)
    edges = [
        level for level in (*series.levels, series.target, series.minimum) if level is not None
    ]
    low, high = min(edges), max(edges)
    pad = (high - low) / 8 or Decimal(1)
    low, high = low - pad, high + pad

    def height(level: Decimal) -> float:
        return box.y + box.height * _share(level - low, high - low)

    _rule(canvas, box, height(series.target), dashed=False)
    if series.minimum is not None:
        _rule(canvas, box, height(series.minimum), dashed=True)
    step = box.width / max(len(series.levels), 1)
    points = [
        (box.x + step * (place + 0.5), height(level), series.states[place])
        for place, level in enumerate(series.levels)
        if level is not None
    ]
    canvas.setStrokeColor(ACCENT)
    canvas.setLineWidth(1)
    for begin, end in itertools.pairwise(points):
        canvas.line(begin[0], begin[1], end[0], end[1])
    for x, y, state in points:
        canvas.setFillColor(COLORS.get(state, FAINT))
        canvas.circle(x, y, 2.2, stroke=0, fill=1)


def bars(
    canvas: Canvas,
    box: Box,
    values: Sequence[Decimal],
    caps: Sequence[Decimal | None],
    labels: Sequence[str],
) -> None:
    """Draw a bar a month, and its cap as a line above it."""
    canvas.setFillColor(SHADE)
    canvas.rect(box.x, box.y, box.width, box.height, stroke=0, fill=1)
    most = max((value for value in (*values, *caps) if value is not None), default=Decimal(0))
    if not most:
        return
    step = box.width / len(values)
    every = max(1, -(-len(values) * 34 // int(box.width)))
    for place, (value, cap) in enumerate(zip(values, caps, strict=True)):
        x = box.x + step * place
        top = box.height * 0.92 * _share(value, most)
        canvas.setFillColor(BAD if cap is not None and value >= cap else WARN)
        canvas.rect(x + step * 0.2, box.y, step * 0.6, top, stroke=0, fill=1)
        if cap is not None:
            level = box.y + box.height * 0.92 * _share(cap, most)
            canvas.setStrokeColor(ACCENT)
            canvas.setLineWidth(1)
            canvas.line(x + step * 0.08, level, x + step * 0.92, level)
        if place % every == 0:
            _label(canvas, x, box.y - 9, labels[place], "start")


def histogram(canvas: Canvas, box: Box, spread: Spread) -> None:
    """Draw how many drawn years had which credits."""
    canvas.setFillColor(SHADE)
    canvas.rect(box.x, box.y, box.width, box.height, stroke=0, fill=1)
    most = max((years for _, _, years in spread.bins), default=0)
    if not most:
        return
    step = box.width / len(spread.bins)
    canvas.setFillColor(ACCENT)
    for place, (_, _, years) in enumerate(spread.bins):
        height = box.height * 0.92 * years / most
        canvas.rect(box.x + step * (place + 0.1), box.y, step * 0.8, height, stroke=0, fill=1)
    _label(canvas, box.x, box.y - 9, f"{spread.least.amount:,}", "start")
    _label(canvas, box.x + box.width / 2, box.y - 9, f"mean {spread.mean.amount:,}", "middle")
    _label(canvas, box.x + box.width, box.y - 9, f"{spread.most.amount:,}", "end")


def _share(part: Decimal, whole: Decimal) -> float:
    """Where a value stands between two edges, for drawing only."""
    return float(part / whole)


def _rule(canvas: Canvas, box: Box, y: float, *, dashed: bool) -> None:
    canvas.setStrokeColor(FAINT if not dashed else RULE)
    canvas.setLineWidth(0.8)
    canvas.setDash(*((3, 2) if dashed else ()))
    canvas.line(box.x, y, box.x + box.width, y)
    canvas.setDash()


def _label(canvas: Canvas, x: float, y: float, text: str, anchor: str) -> None:
    canvas.setFillColor(FAINT)
    canvas.setFont(name_of(), 7)
    if anchor == "middle":
        canvas.drawCentredString(x, y, text)
    elif anchor == "end":
        canvas.drawRightString(x, y, text)
    else:
        canvas.drawString(x, y, text)
