"""A settlement as JSON: money and levels as text, so that no program rounds them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from contract_kit.printable import printable_json

if TYPE_CHECKING:
    from contract_kit.quantities import Money
    from contract_kit.report.statement import Statement
    from contract_kit.settle import Line, Period, Result, Simulation
    from contract_kit.settle.billing import Invoice
    from contract_kit.settle.settlement import Review
    from contract_kit.settle.simulation import Spread

VERSION = 1


def render(one: Statement) -> str:
    """The statement as JSON, two spaces deep; equal statements give equal text."""
    settlement = one.settlement
    data: dict[str, Any] = {
        "version": VERSION,
        "contract": {"id": one.reference, "title": one.title},
        "currency": settlement.currency,
        "periods": [_period(period) for period in settlement.periods],
        "totals": {
            "credits": _money(settlement.total_credits),
            "bonuses": _money(settlement.total_bonuses),
            "adjustment": _money(settlement.adjustment),
            "invoice": _money(settlement.invoice),
        },
        "payments": [
            {"month": str(month), "adjustment": _money(due)} for month, due in settlement.payments()
        ],
        "invoices": [_invoice(invoice) for invoice in settlement.invoices],
        "triggers": [
            {
                "month": str(found.month),
                "clause": found.clause,
                "text": found.text,
                "rests_on": list(found.rests_on),
            }
            for found in settlement.triggers
        ],
        "reviews": [_review(review) for review in settlement.reviews],
        "assumptions": list(settlement.assumptions),
        "names": _names(one),
        "clauses": {
            key: {"place": place.number, "title": place.title}
            for key in _clauses(one)
            if (place := one.places.get(key)) is not None
        },
    }
    if one.simulation is not None:
        data["simulation"] = _simulation(one.simulation)
    return printable_json(json.dumps(data, indent=2, ensure_ascii=False)) + "\n"


def _invoice(invoice: Invoice) -> dict[str, Any]:
    return {
        "issued": str(invoice.issued),
        "due": invoice.due,
        "parts": [
            {
                "text": part.text,
                "first": str(part.first),
                "last": str(part.last),
                "amount": _money(part.amount),
            }
            for part in invoice.parts
        ],
        "total": _money(invoice.total),
    }


def _review(review: Review) -> dict[str, Any]:
    return {
        "month": str(review.month),
        "clause": review.clause,
        "metric": review.metric,
        "before": str(review.before),
        "after": str(review.after),
        "rests_on": list(review.rests_on),
    }


def _names(one: Statement) -> dict[str, str]:
    """What the metrics and charges of the statement are called in the contract."""
    periods = one.settlement.periods
    keys = {result.metric for period in periods for result in period.results}
    keys |= {line.name for period in periods for line in _every(period) if line.name}
    return {key: one.name(key) for key in sorted(keys)}


def _clauses(one: Statement) -> list[str]:
    lines = (line for period in one.settlement.periods for line in _every(period))
    found = {line.clause for line in lines}
    found |= {trigger.clause for trigger in one.settlement.triggers}
    found |= {review.clause for review in one.settlement.reviews}
    return sorted(found)


def _every(period: Period) -> tuple[Line, ...]:
    return (*period.charges, *period.credits, *period.bonuses)


def _money(value: Money) -> str:
    return str(value.amount)


def _period(period: Period) -> dict[str, Any]:
    return {
        "month": str(period.month),
        "results": [_result(result) for result in period.results],
        "charges": [_line(line) for line in period.charges],
        "credits": [_line(line) for line in period.credits],
        "bonuses": [_line(line) for line in period.bonuses],
        "unearned": [{"metric": name, "reason": text} for name, text in period.unearned],
        "score": None if period.score is None else str(period.score),
        "at_risk": _money(period.at_risk),
        "monthly_cap": None if period.monthly_cap is None else _money(period.monthly_cap),
        "total_charges": _money(period.total_charges),
        "total_credits": _money(period.total_credits),
        "total_bonuses": _money(period.total_bonuses),
        "adjustment": _money(period.adjustment),
        "invoice": _money(period.invoice),
    }


def _result(result: Result) -> dict[str, Any]:
    return {
        "metric": result.metric,
        "level": None if result.level is None else str(result.level),
        "target": str(result.target),
        "minimum": None if result.minimum is None else str(result.minimum),
        "state": result.state,
        "events": result.events,
        "note": result.note,
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "clause": line.clause,
        "name": line.name,
        "amount": _money(line.amount),
        "text": line.text,
        "rests_on": list(line.rests_on),
    }


def _simulation(one: Simulation) -> dict[str, Any]:
    return {
        "years": one.years,
        "seed": one.seed,
        "months": one.months,
        "credits": _spread(one.credits),
        "bonuses": _spread(one.bonuses),
        "net": _spread(one.net),
    }


def _spread(spread: Spread) -> dict[str, Any]:
    return {
        "mean": _money(spread.mean),
        "least": _money(spread.least),
        "most": _money(spread.most),
        "percentiles": {str(percent): _money(due) for percent, due in spread.percentiles},
        "bins": [
            {"from": _money(low), "to": _money(high), "years": years}
            for low, high, years in spread.bins
        ],
    }
