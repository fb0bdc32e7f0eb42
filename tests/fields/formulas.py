"""A computed charge that uses every field of a formula, and what a change of one asks of others."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.fields.leaves import Leaf
from tests.fields.reach import CHARGE, CHARGED, read

STEPS = (*CHARGE, "formula")
TEXT = """
inputs:
  call: {title: Length of the call, each: event, unit: minutes}
  sort: {title: Sort of the call, each: event, one_of: [standard, express]}
  agents: {title: Agents, each: month, unit: agents}
where: {billed: "max(call - 2 minutes, 0)"}
tables:
  prices: {title: Price of a minute, rows: [{for: standard, value: 0.40 GBP},
    {for: express, value: 0.60 GBP}]}
  discount: {title: Discount, rows: [{up_to: 10, value: 0%}, {value: 5%}]}
price: total(billed / 1 minute * prices[sort]) * (100% - discount[events]) + agents * 1 GBP
example:
  values: {agents: 3}
  events: [{call: 25, sort: express}, {call: 4, sort: standard}]
  result: 17.60
"""
CALLS = Decimal("14.60")
"""What the calls of the example come to; each agent adds 1."""
EVENT = {"call": "20", "sort": "express"}
"""An event of an earlier month."""
BACK = """
where: {billed: "max(call - 2 minutes, 0)",
  spent: "total(billed / 1 minute * prices[sort]) * (100% - discount[events]) + agents * 1 GBP"}
price: spent + min(earlier(spent), 50 GBP)
"""
"""Parts of a formula that looks back."""
MONTHLY = """
inputs: {call: {title: Length of all calls, each: month, unit: minutes}}
where: {billed: "max(call - 2 minutes, 0)"}
price: billed / 1 minute * 2 GBP
example: {values: {call: 25}}
"""
"""The formula whose first input is measured once a month."""


def prepared(data: Any, leaf: Leaf) -> Any:
    """The data in which the field is the first of its kind."""
    formula = data["pricing"]["charges"].get(CHARGED, {}).get("formula", {})
    first = {"up_to": "tables", "one_of": "inputs"}.get(leaf.key, "")
    if leaf.steps[: len(STEPS)] == STEPS and first in formula:
        formula[first] = dict(reversed(formula[first].items()))
        if first == "inputs":
            sort = formula[first].pop("sort", {"title": "Season", "each": "month"})
            formula[first] = {"sort": sort, **formula[first]}
    if "earlier" in leaf.steps and leaf.steps[: len(STEPS)] == STEPS and formula:
        formula["example"]["earlier"] = [{"values": {"agents": "3"}, "events": [dict(EVENT)]}]
    return data


def monthly(charge: Any) -> None:
    """Make the formula one of a month, without events."""
    charge["formula"] = read(MONTHLY)
    charge.pop("unit", None)


def fitted(data: Any, leaf: Leaf) -> None:
    """The formula with what a change asks for: words, the result, earlier months."""
    charge = data["pricing"]["charges"].get(CHARGED) or {}
    if charge.get("basis") != "computed" or leaf.steps[: len(STEPS)] != STEPS:
        return
    formula = charge["formula"]
    if leaf.key == "result":
        agents = Decimal(formula["example"]["result"]) - CALLS
        formula["example"]["values"]["agents"] = str(agents)
    else:
        formula["example"].pop("result", None)
    if leaf.key == "each" and formula["inputs"]["call"]["each"] == "month":
        monthly(charge)
        formula = charge["formula"]
    if "earlier" in leaf.steps:
        formula |= read(BACK)
        month = formula["example"]["earlier"][0]
        month["values"] = {"agents": "3", **month.get("values", {})}
        month["events"] = [{**EVENT, **one} for one in month.get("events", [EVENT])]
    _words(formula, leaf)


def _words(formula: Any, leaf: Leaf) -> None:
    """The words of an input, of its table and of the example are the same."""
    if "tables" not in formula:
        return
    rows, sort = formula["tables"]["prices"]["rows"], formula["inputs"].get("sort")
    if leaf.key == "for":
        sort["one_of"][0] = rows[0]["for"]
    elif leaf.key == "one_of" and sort:
        rows[0]["for"] = sort["one_of"][0]
    if sort:
        formula["example"]["events"][1]["sort"] = sort["one_of"][0]
