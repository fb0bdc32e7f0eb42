"""Costs of third parties that are passed through."""

from __future__ import annotations

from decimal import Decimal

from tests.oracle.bases import annual, contract_year
from tests.oracle.measured import Measurements, When
from tests.oracle.printed import Printed
from tests.oracle.reading import Reading, read
from tests.oracle.words import Unreadable

PASSED = (
    ("These third-party costs are passed through: ...", ""),
    ("Only these third-party costs are passed through: ...", ""),
    ("There are no others.", ""),
    ("A pass-through cost is charged at cost, with a markup of {markup:percent}, net of discounts"
     " and with receipts.", "markup"),
    ("A pass-through cost is charged at cost, with a markup of {markup:number} percent, net of"
     " discounts and with receipts.", "markup_open"),
    ("A pass-through cost is charged at cost, net of discounts and rebates, without any margin and"
     " with receipts, and only after the Customer's prior written approval of the supplier and the"
     " price.", "cost"),
    ("The Provider adds a handling fee of {markup:percent} for buying, paying and administration.",
     "markup"),
    ("The Provider adds a handling fee of {markup:number} percent for buying, paying and"
     " administration.", "markup_open"),
    ("A pass-through cost from a new supplier, or at a new price, needs ...", ""),
    ("Pass-through costs of one Contract Year, with that fee, are capped at {cap:money}.", "cap"),
    ("Pass-through costs of one Contract Year are capped at {cap:money}.", "cap"),
    ("Pass-through costs of one Contract Year are capped at {cap:percent} of the Annual Charges,"
     " unless the Customer approves more.", "share"),
    ("Pass-through costs of one Contract Year are capped at {cap:percent} of the Annual Charges.",
     "share"),
    ("Pass-through costs of one Contract Year are capped at {cap:money}, unless the Customer"
     " approves more.", "cap"),
    ("Pass-through costs of one Contract Year, with their markup, are capped at {cap:money}, unless"
     " the Customer approves more.", "cap"),
    ("Pass-through costs of one Contract Year, with their markup, are capped at {cap:percent} of"
     " the Annual Charges, unless the Customer approves more.", "share"),
    ("No approval is needed.", ""),
    ("Pass-through costs of one Contract Year, with their markup, are capped at {cap:money}.",
     "cap"),
    ("The Customer may buy any such item itself at any time.", ""),
)  # fmt: skip


def passed_through(printed: Printed, month: When, rows: Measurements) -> Decimal:
    """What the month's cost of third parties adds to the invoice."""
    cost = rows.value("passthrough", month)
    if cost is None:
        return Decimal(0)
    clause = printed.find("Pass-through costs")
    if clause is None:
        raise Unreadable("a cost was passed through, the contract passes none")
    said = read(printed, clause, PASSED)
    year = contract_year(printed, month)
    months = [when for when in rows.rows["passthrough"] if when < month]
    earlier = [when for when in months if contract_year(printed, when) == year]
    before = sum((rows.value("passthrough", when) or Decimal(0) for when in earlier), Decimal(0))
    markup = 1 + _markup(said)
    limit = _limit(printed, said)
    if limit is None:
        return cost * markup
    return min(before * markup + cost * markup, limit) - min(before * markup, limit)


def _limit(printed: Printed, said: Reading) -> Decimal | None:
    if "share" in said:
        return said.one("share")["cap"] * annual(printed)
    return said.one("cap")["cap"] if "cap" in said else None


def _markup(said: Reading) -> Decimal:
    name = said.only("cost", "markup", "markup_open")
    if name == "cost":
        return Decimal(0)
    return said.one(name)["markup"] / (100 if name == "markup_open" else 1)
