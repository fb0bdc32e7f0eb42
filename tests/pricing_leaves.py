"""Specs that use every field of a charge with each basis, and every leaf of a spec changed."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from contract_kit.api import assemble, load
from contract_kit.document import Document, Section
from contract_kit.errors import SpecError
from contract_kit.findings import Severity

FRAME: dict[str, Any] = {
    "contract_kit": 1,
    "contract": {
        "id": "T",
        "title": "T",
        "effective_date": "2027-01-01",
        "governing_law": "Ontario",
        "currency": "CAD",
    },
    "parties": {
        "customer": {"name": "C", "country": "CA"},
        "provider": {"name": "P", "country": "CA"},
    },
    "roles": {
        "owner": {"party": "customer", "title": "O"},
        "lead": {"party": "provider", "title": "L"},
    },
    "sites": {"main": {"country": "CA", "model": "onshore"}},
    "scope": {
        "processes": {
            name: {
                "office": "back",
                "tasks": ["answer"],
                "sites": ["main"],
                "responsible": {"customer": "owner", "provider": "lead"},
                "sla": "none",
                "sla_reason": "priced only",
                "volume": {"baseline": 1000, "unit": unit, "per": "month"},
            }
            for name, unit in (("desk", "ticket"), ("post", "letter"))
        }
    },
    "term": {
        "initial": "36 months",
        "renewal": {"kind": "auto", "length": "12 months", "notice": "90 days"},
    },
}
TIERS = {"tiers": [{"up_to": 500, "rate": 2}, {"rate": 1.5}], "bands": "marginal"}
MONTHLY = {
    "process": "desk", "covers": ["reporting"], "title": "Help", "from": "2027-02-01",
    "in": "arrears",
}  # fmt: skip
UNTIL = {"until": "2029-03-30"}
TRADE = {"volume": 700, "count": "average"}
FORMULA = {
    "inputs": {
        "length": {"title": "Length of the call", "each": "event", "unit": "minutes"},
        "sort": {"title": "Sort of the call", "each": "event", "one_of": ["plain", "urgent"]},
        "seats": {"title": "Seats", "each": "month", "unit": "seats"},
    },
    "tables": {
        "prices": {"title": "Price of a quarter of an hour",
                   "rows": [{"for": "plain", "value": "9.50 CAD"},
                            {"for": "urgent", "value": "14 CAD"}]},
        "rebates": {"rows": [{"up_to": "40", "value": "2%"}, {"value": "5%"}]},
    },
    "where": {
        "fee": "round_up(max(length - 10 minutes, 0), 15 minutes) / 15 minutes * prices[sort]",
        "before": "earlier(seats)",
        "fee_of_day": "min(day_total(fee), 200 CAD)",
    },
    "price": "total(fee_of_day) * (100% - rebates[seats]) + max(seats + before - 50, 0) * 4 CAD",
    "example": {
        "earlier": [{"values": {"seats": 30}}],
        "values": {"seats": 41},
        "events": [{"day": 3, "length": 26, "sort": "urgent"},
                   {"day": 4, "length": 11, "sort": "plain"}],
        "result": "119.63",
    },
}  # fmt: skip
"""A formula that uses every field of one."""
CHARGES: dict[str, list[dict[str, Any]]] = {
    "fixed": [
        {"amount": 1200, "per": "year", **MONTHLY, **UNTIL, "in": "advance"},
        {"amount": 1200, "per": "quarter", **MONTHLY, "baseline": 800, "volume": 900,
         "unit": "call", "additional_rate": 1.125, "reduced_rate": 0.75,
         "dead_band": "5 percent", "measured_from": "baseline",
         "minimum": 300, "maximum": 900},
        {"amount": 70, "per": "week", **MONTHLY},
    ],
    "per_unit": [
        {"rate": 2.125, "per": "quarter", **MONTHLY, **UNTIL, **TRADE, "unit": "user",
         "minimum": 300, "maximum": 1500},
        {**TIERS, **MONTHLY, "bands_over": "year", "maximum": "90 percent"},
    ],
    "per_hour": [
        {"rate": 14.8, **MONTHLY, **UNTIL, "volume": 160, "minimum": 100, "maximum": 1000},
        {**TIERS, "bands_over": "quarter", **MONTHLY},
    ],
    "per_fte": [{"rate": 2150, "per": "quarter", **MONTHLY, **UNTIL, **TRADE,
                 "minimum": 10000, "maximum": 60000},
                {**TIERS, "bands_over": "year"}],
    "per_seat": [{"rate": 300, "per": "month", **MONTHLY, **UNTIL, **TRADE,
                 "minimum": 10000, "maximum": 25000},
                {**TIERS, "bands_over": "year"}],
    "per_lot": [
        {"rate": 30, "lot": 90, "part_lot": "full", "unit": "record", **MONTHLY, **UNTIL,
         **TRADE, "minimum": 100, "maximum": 900},
        {**TIERS, "lot": 2, "bands_over": "year"},
    ],
    "cost_plus": [
        {"margin": "12 percent", "cost": "wages", "expected": 1000, **MONTHLY, **UNTIL,
         "minimum": 500, "maximum": 9500}
    ],
    "percent_of_revenue": [
        {"rate": "3 percent", "revenue": "sales", "expected": 90000, **MONTHLY, **UNTIL,
         "minimum": 100, "maximum": 2000},
        {"tiers": [{"up_to": 500, "rate": "3 percent"}, {"rate": "2 percent"}],
         "bands": "all_units", "bands_over": "year", "expected": 5000},
    ],
    "milestone": [],
    "outcome": [
        {"rate": 21, "outcome": "claim paid", **MONTHLY, **UNTIL, "volume": 30,
         "minimum": 2000, "maximum": 20000},
        {**TIERS, "outcome": "claim paid", "bands_over": "year"},
    ],
    "gain_share": [
        {"share": {"customer": 60, "provider": 40}, "baseline_cost": 9000,
         "dead_band": "2 percent", "covers": ["reporting"], "title": "Savings", "cost": "staff",
         "from": "2027-02-01", "until": "2028-01-28"}
    ],
    "retainer": [
        {"amount": 4000, "per": "quarter", "included_hours": 40, "overage_rate": 95.125,
         "volume": 12, **MONTHLY, **UNTIL, "minimum": 2000, "maximum": 6000}
    ],
    "instalments": [
        {"total": 3000, "covers": ["reporting"], "title": "Set-up",
         "instalments": [{"due": "2027-02-01", "amount": 1000},
                         {"due": "2027-04-01", "amount": 2000}]}
    ],
    "computed": [
        {**MONTHLY, "until": "2029-06-30", "unit": "call", "expected": 900, "formula": FORMULA}
    ],
}  # fmt: skip
"""For each basis, charges that use all of its fields together."""

REGISTER = frozenset(
    {"currency", "attrition_backfill", "recruitment", "facilities_equipment", "data_migration"}
)
SECTIONS: dict[str, dict[str, Any]] = {
    "invoicing": {
        "invoicing": {
            "every": "quarter", "in": "advance", "due": "30 days", "dispute_within": "15 days",
            "late_interest": "2 percent", "late_interest_per": "month", "set_off": True,
            "latest_invoice": "6 months", "on_account": 900, "true_up": "year",
            "late": {"grace": "5 days", "compounds": "month",
                     "legal_maximum": True, "daily_fee": 5, "minimum": 40},
        }
    },
    "base_rate": {
        "invoicing": {"late_interest": "4 percent over base_rate",
                      "late": {"at_most": "12 percent"}}
    },
    "indexation": {
        "indexation": {
            "index": "CPI", "weights": {"CPI": "40 percent", "AWE": "60 percent"},
            "formula": "chain", "every": "12 months", "first": "2028-02-01",
            "cap": "4 percent", "floor": "-1 percent", "both_ways": True, "fallback": "HICP",
            "carry_forward": True,
        }
    },
    "absorbed": {
        "indexation": {"index": "CPI", "formula": "base", "every": "12 months",
                       "absorbed": "2 percent", "lesser_of": "5 percent", "floor": "1 percent"}
    },
    "renewal": {
        "renewal_increase": {"cap": "5 percent", "notice": "90 days", "carry_forward": True},
        "minimum_renewal": 700,
    },
    "collar": {
        "fx": {"cost_currency": "INR", "method": "collar", "reference_rate": 60,
               "cost_share": "70 percent", "band": "5 percent", "reference": "monthly average",
               "beyond": "customer_bears", "review": "quarter"}
    },
    "spot": {
        "fx": {"cost_currency": "INR", "method": "spot", "reference_rate": 60,
               "cost_share": "70 percent", "reference": "monthly average"}
    },
    "bears": {"fx": {"cost_currency": "INR", "method": "provider_bears"}},
    "minimums": {
        "minimum_monthly": 800, "minimum_yearly": 40000, "minimum_term": 130000,
        "shortfall": "60 percent",
        "minimum_schedule": [{"from_month": 1, "to_month": 6, "amount": 400},
                             {"from_month": 7, "to_month": 9, "amount": 1500}],
    },
    "shares": {"minimum_monthly": {"greater_of": [1199.5, "60 percent of expected_monthly"]},
               "expected_monthly": 2000},
    "volumes": {
        "volume_band": {"percent": 15, "beyond": "renegotiate", "months": 4},
        "forecast": {"notice": "20 days", "tolerance": "10 percent", "above": "15 percent",
                     "below": "60 percent"},
        "free_units": {"desk": "100 per month"},
    },
    "passed": {
        "passthrough": {"items": ["postage"], "markup": "3 percent", "pre_approval": True,
                        "cap": 5000},
        "benchmarking": {"from_month": 18, "every": "18 months", "reduce_to": "median",
                         "paid_by": "customer"},
        "most_favoured": True,
        "savings_baseline": {"annual_cost_before": 30000, "expected_saving": "20 percent",
                             "review": "quarter", "shortfall": "refund"},
        "rate_card": {"analyst": 85}, "records": ["open_book"],
        "unexpected_costs": {"pre_approval_over": 500, "notice": "10 business_days",
                             "annual_cap": 5000, "unapproved": "shared"},
    },
    "register": {
        "cost_register": {
            "currency": "included", "software_licences": {"paid_by": "customer", "items": ["crm"]},
            "extra_training": {"paid_by": "provider", "except": "over 16 hours", "rate": 11.5},
            "attrition_backfill": "included", "recruitment": "included",
            "facilities_equipment": {"answer": "included", "note": "desks"},
            "telecoms": {"paid_by": "provider", "included_up_to": "4000 minutes"},
            "travel": {"paid_by": "customer", "pre_approval": True, "annual_cap": 1200},
            "overtime_holidays": {"uplift": "25 percent", "pre_approval": False},
            "data_migration": {"paid_by": "shared"},
            "taxes": {"vat": "excluded", "withholding": "provider"},
            "exit_services": {"rate_card": True, "first": "40 hours free"},
        }
    },
}  # fmt: skip
"""Parts of pricing beside the charges, each with all fields that go together."""


def spec(charges: dict[str, Any], stance: str = "balanced", **pricing: Any) -> dict[str, Any]:
    """A spec with these charges; what pays for processes they leave out is a plain charge."""
    data = copy.deepcopy(FRAME)
    data["contract"]["stance"] = stance
    plain = {"rest": {"basis": "fixed", "amount": 100, "covers": ["desk", "post"]}}
    data["pricing"] = {"charges": {**copy.deepcopy(charges), **plain}, **copy.deepcopy(pricing)}
    return data


def every_spec(stance: str = "balanced") -> Iterator[tuple[str, dict[str, Any]]]:
    """A name and a spec for each basis and for each other part of pricing."""
    for basis, charges in CHARGES.items():
        for number, charge in enumerate(charges):
            yield f"{basis}-{number}", spec({"help": {"basis": basis, **charge}}, stance)
    unit = {"desk": {"basis": "per_unit", "rate": 1.9, "process": "desk"}}
    for name, part in SECTIONS.items():
        yield name, spec(unit, stance, **part)


def leaves(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every value of a spec that is no map or list, with its path."""
    if isinstance(node, (dict, list)):
        pairs = node.items() if isinstance(node, dict) else enumerate(node)
        for key, below in pairs:
            yield from leaves(below, (*path, key))
    else:
        yield path, node


CHOICES = (
    ("month", "quarter", "year"), ("arrears", "advance"), ("marginal", "all_units"),
    ("average", "maximum", "actual", "end_of_month"), ("full", "none", "proportion"),
    ("band_edge", "baseline"), ("chain", "base"), ("customer_bears", "share_50_50"),
    ("median", "average"), ("customer", "provider"), ("renegotiate", "change_control"),
    ("refund", "plan", "report"), ("shared", "not_payable", "reasonable"),
    ("open_book", "audit", "certificate"), ("included", "excluded"), ("INR", "PHP"),
    ("desk", "post"), ("reporting", "governance"), ("week", "day"), ("CPI", "AWE"),
    ("collar", "spot", "fixed"), ("provider_bears", "fixed"),
)  # fmt: skip
"""Words of the vocabulary that can stand in each other's place."""


def changed(value: Any, key: Any = "") -> Any:
    """Another value of the same form; what names a currency or a party stays one."""
    if key in {"basis", "answer"} or key in REGISTER:
        plain = "excluded" if value == "included" else "included"
        return "milestone" if key == "basis" else plain
    if isinstance(value, (bool, int, float)):
        return not value if isinstance(value, bool) else value + 1
    return _other_words(str(value), key)


ONE_OF = {
    "each": ("month", "event"),
    "late_interest_per": ("day", "month"),
    "paid_by": ("provider", "customer"),
}
"""Words of one key, which other lists hold with other partners."""


def _other_words(value: str, key: Any) -> str:
    if key in ONE_OF:
        return next(one for one in ONE_OF[key] if one != value)
    for choices in CHOICES:
        if value in choices:
            return next(one for one in choices if one != value)
    if found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value):
        return f"{found[1]}-{int(found[2]) % 12 + 1:02d}-{found[3]}"
    if found := re.search(r"\d+", value):
        return f"{value[: found.start()]}{int(found[0]) + 1}{value[found.end() :]}"
    return f"{value} two"


def with_value(data: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    """The spec with another value at a path."""
    made = copy.deepcopy(data)
    node = made
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value
    return made


@cache
def words(written: str) -> dict[str, str] | tuple[str, ...]:
    """What each clause says, by its id; the codes of the rules where the spec is refused."""
    try:
        document = assemble(load(written))
    except SpecError as error:
        errors = [one for one in error.findings if one.severity is Severity.ERROR]
        return tuple(f"{one.id} {one.message}" for one in errors)
    return clauses(document)


def built(data: dict[str, Any]) -> dict[str, str] | tuple[str, ...]:
    """What each clause of a spec says, or why it is refused."""
    return words(text(data))


def text(data: dict[str, Any]) -> str:
    """The spec as text; every JSON text is YAML too."""
    return json.dumps(data)


def clauses(document: Document) -> dict[str, str]:
    """The text of every clause of a contract, by its id."""
    return {one.anchor: repr(_bare(one)) for one in _sections(document.sections)}


def _sections(sections: tuple[Section, ...]) -> Iterator[Section]:
    for one in sections:
        yield one
        yield from _sections(one.sections)


def _bare(section: Section) -> list[str]:
    """The words of a section's own blocks."""
    found = []
    for block in section.blocks:
        rows = getattr(block, "rows", None)
        if rows is None:
            found.append(_runs(block))
        else:
            found += [_runs(part) for row in rows for cell in row.cells for part in cell.paragraphs]
    return found


def _runs(block: Any) -> str:
    return "".join(str(getattr(run, "text", "")) for run in block.runs)
