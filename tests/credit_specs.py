"""Specs with every field of metrics and credits that a kind of metric and a method can have."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

from contract_kit.assemble.builder import Builder
from contract_kit.assemble.document import _printer
from contract_kit.assemble.facts import Facts
from contract_kit.assemble.selection import select
from contract_kit.document import Section, Table
from contract_kit.spec import Contract
from contract_kit.spec.kinds import METRIC_KINDS
from tests.conftest import clause_library

METHODS = ("weighted", "fixed_percent", "table", "own_table", "per_event", "bands", "stretches")
MISSES = ("weighted", "fixed_percent", "table", "own_table")
"""Methods whose credits arise from a missed level."""
TIMES = ("response_time", "resolution_time", "turnaround")
BASE: dict[str, Any] = {
    "contract_kit": "1",
    "contract": {
        "id": "T", "title": "T", "effective_date": "2027-01-01", "governing_law": "Ontario",
        "currency": "CAD",
    },
    "parties": {"customer": {"name": "C", "country": "CA"},
                "provider": {"name": "P", "country": "CA"}},
    "roles": {"owner": {"party": "customer", "title": "O"},
              "lead": {"party": "provider", "title": "L"}},
    "sites": {"main": {"country": "CA", "model": "onshore"}},
    "calendars": {
        "office": {"time_zone": "America/Toronto", "hours": "Mon-Fri 09:00-17:00"},
        "plant": {"time_zone": "America/Toronto", "hours": "Mon-Sat 06:00-22:00"},
    },
    "term": {"initial": "36 months"},
}  # fmt: skip


def spec(kind: str, method: str) -> dict[str, Any]:
    """A spec whose metric `m` is of the kind and whose credits follow the method."""
    data = copy.deepcopy(BASE)
    task = {"tasks": ["work"], "sites": ["main"], "office": "back",
            "responsible": {"customer": "owner", "provider": "lead"}}  # fmt: skip
    volume = {"baseline": 1000, "unit": "item", "per": "month"}
    data["scope"] = {
        "processes": {
            "desk": {**task, "sla": ["m"], "volume": volume},
            "back": {**task, "sla": "none", "sla_reason": "judged by acceptance"},
        }
    }
    data["pricing"] = {
        "charges": {
            "desk": {"basis": "fixed", "amount": 100000, "process": "desk", "per": "month"},
            "back": {"basis": "fixed", "amount": 20000, "process": "back", "per": "month"},
        }
    }
    data["service_levels"] = levels(kind, method)
    return data


def levels(kind: str, method: str) -> dict[str, Any]:
    metric = metric_of(kind, method)
    credits = credits_of(metric, method)
    return {
        "period": "month",
        "starts": "2027-02-01",
        "exclusions": ["force_majeure", {"volume_above_forecast": "115 percent"}],
        "metrics": {"m": metric},
        "credits": credits,
        "bonuses": {
            "cap": "2 percent of monthly_charges",
            "condition": "no_critical_below_minimum",
            "funded_by": "customer",
            "net_of_credits": True,
            "collar": "10 percent",
            "awards": [{"metric": "m", "at": bonus_level(metric), "pay": "1 percent",
                        "step": "0.5", "cap": "3 percent"}],
        },
        "termination_trigger": {"any_critical": "below_target", "metrics": ["m"], "times": 3,
                                "in_months": 6, "same_metric": True, "credits_at_cap": 2},
        "review": {"every": "12 months", "ratchet": {"rule": "average", "max_step": "1 percent",
                                                     "gap_share": "10 percent"}},
    }  # fmt: skip


def lower(metric: dict[str, Any]) -> bool:
    if metric.get("direction"):
        return bool(metric["direction"] == "lower")
    if metric.get("statistic") == "share_within" or metric.get("within"):
        return False
    return METRIC_KINDS[metric["kind"]].direction == "lower"


def bonus_level(metric: dict[str, Any]) -> str:
    return str(metric["target"] - 1 if lower(metric) else metric["target"] + 1)


def metric_of(kind: str, method: str) -> dict[str, Any]:
    """The metric, in the form that the method can count."""
    found: dict[str, Any] = {
        "kind": kind, "title": "The level", "class": "critical", "target": 90, "minimum": 80,
        "window": "office", "calendar": "plant", "source": "log", "formula": "good over all",
        "scale": "4-5 of 5", "repeat_window": "7 days", "sample": "400 per month", "decimals": 1,
        "missing_data": "estimate", "min_sample": 20, "clock_from": "customer_notice",
        "period": "month",
        "ramp": [{"until_month": 3, "target": 85, "minimum": 75}],
    }  # fmt: skip
    found |= _of_kind(kind) | _counted(kind, method)
    if kind == "availability":
        del found["calendar"]
    if lower(found):
        found |= {"minimum": 95, "ramp": [{"until_month": 3, "target": 92, "minimum": 97}]}
    return found | _on_miss(found, method)


def _of_kind(kind: str) -> dict[str, Any]:
    outages = {"notice": "48 hours", "cap": "4 hours", "window": "Sun 02:00-06:00"}
    return {
        "custom": {"direction": "higher"},
        "availability": {"planned_outages": outages},
        "abandonment_rate": {"short_abandon": "10 seconds"},
    }.get(kind, {})


def _counted(kind: str, method: str) -> dict[str, Any]:
    """A length of time, a share in time or a count, as the method needs it."""
    if method in ("bands", "stretches"):
        length = {"unit": "days", "statistic": "p90", "percentile": "nearest_rank",
                  "direction": "higher"}  # fmt: skip
        return {} if kind == "availability" else length
    if kind in (*TIMES, "custom"):
        soon = {"short_abandon": "10 seconds"} if kind == "response_time" else {}
        begun = {"first_hour": "not_counted"} if kind in TIMES else {}
        small = {"small_volume": {"below": 10, "allowed_misses": 1}}
        return {"within": "4 business_hours", "severities": severities(), **small, **begun, **soon}
    number = {"statistic": "count", "unit": "reports", "direction": "lower", "target": 70,
              "failures_in_month": 75}  # fmt: skip
    return number if method == "per_event" else {}


def _on_miss(metric: dict[str, Any], method: str) -> dict[str, Any]:
    """What a metric says of its own credit."""
    if method not in MISSES:
        return {}
    worse = "at_or_above" if lower(metric) else "at_or_below"
    when = {"level": 85, "comparison": worse, "times": 2, "in_months": 4}
    credit = {"credit": "5 percent"} if method == "fixed_percent" else {}
    table = {"table": rows(metric, "")} if method == "own_table" else {}
    return {"credit_when": when, "weight": 100, **credit, **table}


def severities() -> dict[str, Any]:
    return {
        "1": {"within": "1 business_hour", "escalate_after": "30 minutes", "calendar": "office",
              "target": 95},
        "2": {"within": "2 business_hours", "escalate_after": "1 hour"},
    }  # fmt: skip


def rows(metric: dict[str, Any], base: str) -> list[dict[str, Any]]:
    levels = (91, 93, 96) if lower(metric) else (89, 86, 82)
    rates = (f"2 percent{base}", f"4 percent{base}", f"8 percent{base}")
    return [{"achieved": level, "rebate": rate} for level, rate in zip(levels, rates, strict=True)]


def credits_of(metric: dict[str, Any], method: str) -> dict[str, Any]:
    named = {"own_table": "table", "bands": "per_duration", "stretches": "per_duration"}
    found: dict[str, Any] = {
        "method": named.get(method, method), "at_risk": "10 percent", "monthly_cap": "12 percent",
        "annual_cap": "50 percent of annual_charges", "one_incident": "highest",
        "earn_back": {"consecutive_months": 3, "at": "target", "restores": "50 percent",
                      "limit": "below_target_only"},
        "claim": {"within": "30 days"}, "pay_by": "20 days", "on_exit": "lapse",
        "nature": "liquidated_damages", "exclusive_remedy": True, "settle": "quarter",
    }  # fmt: skip
    if method in MISSES:
        found["repeat"] = {"months": 2, "in_months": 6, "multiplier": "1.5", "step": "0.5",
                           "cap": 3}  # fmt: skip
        found |= {"pool": 100, "worked_example": {"m": 96 if lower(metric) else 84}}
    return found | _by_method(metric, method)


def _by_method(metric: dict[str, Any], method: str) -> dict[str, Any]:
    """The fields of one method."""
    base = {"base": "80 percent of monthly_charges"}
    event = {"metric": "m", "event": "report late", "credit": "1 percent", "free": 2,
             "cap": "5 percent"}  # fmt: skip
    rebates = [{"achieved": 3, "rebate": "1 percent"}, {"achieved": 6, "rebate": 900}]
    bands = {"metric": "m", "unit": "day", "cap": 5000, "bands": rebates}
    tiers = [{"when": "below_target", "share": 40}, {"when": "below_minimum", "share": 90}]
    return {
        "weighted": {"tiers": tiers},
        "fixed_percent": base,
        "own_table": {**base, "reading": "linear"},
        "table": {**base, "reading": "linear", "table": rows(metric, "")},
        "per_event": {"per_event": [event]},
        "bands": {"per_duration": [bands]},
        "stretches": {"per_duration": [_stretches(metric)]},
    }[method]


def _stretches(metric: dict[str, Any]) -> dict[str, Any]:
    """Credits for a first stretch and for further ones, within and outside hours for outages."""
    first = [{"lasts": "2 days", "credit": "1 day"}]
    rule = {"metric": "m", "first": first, "each": "1 day", "credit": "2 hours",
            "fee": "50 percent of monthly_charges", "cap": 5000}  # fmt: skip
    if metric["kind"] == "availability":
        first.insert(0, {"lasts": "60 minutes", "calendar": "office", "credit": "1 day"})
        rule["per"] = "day"
    return rule


@cache
def _library() -> Any:
    return clause_library()


def words(contract: Contract, stance: str = "balanced") -> dict[str, str]:
    """The words and tables of each clause on service levels."""
    facts = Facts(contract)
    selection = select(_library(), facts, stance)
    builder = Builder(_library(), facts, selection, _printer(facts))
    return {
        one.id: _text(builder.section(one, level=2))
        for one in selection.chosen
        if one.schedule == "2"
    }


def _text(section: Section) -> str:
    return "\n".join(
        "\n".join(row.text for row in block.rows) if isinstance(block, Table) else block.text
        for block in section.blocks
    )
