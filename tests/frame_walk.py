"""Changes every leaf of the frame of a contract, one at a time, and says which clauses follow."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Literal, get_args, get_origin

from ruamel.yaml import YAML

from contract_kit.api import assemble
from contract_kit.document import Section, Table
from contract_kit.spec import Contract
from contract_kit.spec.vocabulary.shape import bare, below, members
from tests.conftest import EXAMPLES, clause_library

Path = tuple[str | int, ...]
ROOTS = (
    "contract", "parties", "roles", "sites", "calendars", "scope", "governance",
    "data_protection", "security", "technology", "scaling", "risk", "industry", "clauses",
    "custom_terms",
)  # fmt: skip
"""Sections of the spec that the frame consists of."""
MORE: dict[str, Any] = {
    "contract": {"house": "larkspur-2027", "figures": "figures"},
    "parties": {
        "customer": {
            "affiliates": ["Larkspur Garden Ltd"],
            "notices": {"post": "12 Canal St, Leeds LS1 4AX", "email": "legal@example.com"},
        },
        "provider": {"notices": {"post": "1 Ayala Ave, Makati", "email": "law@example.com"}},
    },
    "roles": {
        "contract_owner": {
            "name": "Mary Hill",
            "email": "mary@example.com",
            "authority": ["change_requests", "spend"],
            "spend_up_to": "5000",
        },
        "account_lead": {"name": "Ana Reyes", "email": "ana@example.com", "sponsor": "true"},
    },
    "sites": {"manila": {"address": "Ayala Ave, Makati 1226"}},
    "calendars": {"office": {"cut_off": "16:00"}, "retail": {"cut_off": "20:00"}},
    "scope": {
        "excluded": ["debt collection"],
        "deliverables": {"acceptance_days": "10", "rounds": "2"},
        "exclusivity": {"kind": "preferred", "minimum_share": "70 percent"},
    },
    "governance": {
        "tools": {"projects": "Asana"},
        "compliance_audits": {
            "notice": "20 business_days",
            "per_year": "2",
            "cost_shift_over": "5 percent",
            "records_kept": "6 years",
        },
        "change_control": {"small_changes_free": "8"},
        "improvement": {"budget": "20000"},
    },
    "data_protection": {
        "purpose": "answering shoppers' questions",
        "requests_within": "5 days",
        "audit_notice": "20 business_days",
        "card_data": {"in_scope": "true", "evidence": "AOC level 1, renewed yearly"},
        "regimes": ["uk_gdpr", "pci_dss", "hipaa"],
        "phi": {"in_scope": "true", "categories": ["diagnoses", "claims"]},
        "baa": {"signed": "2027-01-04", "breach_notice": "12 hours"},
    },
    "security": {"access": {"logs_kept": "12 months"}, "incident_notice": "24 hours"},
    "technology": {"escrow": "true", "budget": "50000"},
    "scaling": {
        "ramp_up": {"percent": "20", "notice": "45 days"},
        "ramp_down": {"percent": "15", "notice": "60 days"},
        "forecast": {"horizon": "14 weeks", "tolerance": "15 percent"},
        "peak": {"months": ["11", "12"], "uplift": "40 percent"},
    },
    "industry": {
        "controls_report": "SOC 1 Type 2, yearly",
        "filing_calendar": "CRA payroll remittance calendar",
        "fines_bearer": "shared",
        "licensed_preparer": "a chartered accountant of the Provider",
        "coding_accuracy": "97 percent",
        "recording": "announced; payments are not recorded",
        "complaints_within": "5 business_days",
        "vulnerable_customers": "passed to a trained team",
    },
    "clauses": {"gov.meetings": {"figures": {"agenda": "4 business_days"}}},
    "custom_terms": [
        {
            "schedule": "3",
            "title": "Parking",
            "text": "The Provider shall pay for {{ spaces }} parking spaces.",
            "parameters": {"spaces": "4"},
            "approved_by": "General Counsel",
        }
    ],
}


def merged(data: Any, more: Any) -> Any:
    """`data` with `more` laid over it; what `more` says is None goes."""
    if not isinstance(data, dict) or not isinstance(more, dict):
        return more
    found = {key: merged(data.get(key), more.get(key, data.get(key))) for key in (*data, *more)}
    return {key: value for key, value in found.items() if value is not None}


def full() -> dict[str, Any]:
    """A spec that gives every field of the frame."""
    data = YAML(typ="base").load((EXAMPLES / "support.yaml").read_text(encoding="utf-8"))
    data = merged(data, MORE)
    data["contract"]["industries"] = [
        "customer_service",
        "payroll",
        "tax",
        "healthcare_billing",
    ]
    for row in data["technology"]["integrations"]:
        row |= {"built_by": "provider", "paid_by": "customer", "licence": "crm"}
    for row in data["technology"]["automation"]:
        row |= {"disclosed_to_consumers": "true", "human_handover": "true"}
        row |= {"trains_on_customer_data": "false"}
        row |= {"saving_share": {"customer": "60", "provider": "40"}}
    found: dict[str, Any] = data
    return found


def clauses(contract: Contract, stance: str) -> dict[str, str]:
    """The text of each clause, with its tables, and the titles of those of each schedule."""
    document = assemble(contract, clause_library(), stance=stance, clean=True)
    found = {one.anchor: words(one) for one in document.walk() if one.kind == "clause"}
    inner = {one.anchor: one.sections for one in document.sections if one.kind == "schedule"}
    return found | {key: "; ".join(each.title for each in all_) for key, all_ in inner.items()}


def words(section: Section) -> str:
    lines = []
    for block in section.blocks:
        lines += [row.text for row in block.rows] if isinstance(block, Table) else [block.text]
    return "\n".join(lines)


def leaves(node: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every scalar of the data with its path."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, (*path, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from leaves(value, (*path, index))
    else:
        yield path, str(node)


def others(path: Path, value: str) -> list[str]:
    """Other values that may stand at a path, by its type."""
    kind: Any = Contract
    for key in path:
        kind = below(kind, key)
    choices = [
        str(word)
        for one in members(kind)
        if get_origin(bare(one)) is Literal
        for word in get_args(bare(one))
    ]
    if value in ("true", "false"):
        return ["false" if value == "true" else "true"]
    if choices and (value in choices):
        return [one for one in choices if one != value]
    return [changed(value, str(path[-1]))]


_WHOLE = {
    "PH": "IN", "GB": "IE", "PT": "ES", "GB-ENG": "GB-SCT", "en-GB": "en-US", "GBP": "EUR",
    "Europe/London": "Europe/Paris", "Asia/Manila": "Asia/Tokyo", "Europe/Lisbon": "Europe/Paris",
    "Mon-Sun 08:00-22:00": "Mon-Sun 08:00-21:00", "16:00": "17:00", "20:00": "19:00",
    "retail": "office", "office": "retail", "manila": "porto", "porto": "manila",
    "contract_owner": "dpo", "sponsor": "dpo", "dpo": "sponsor", "delivery_lead": "quality_lead",
    "quality_lead": "delivery_lead", "account_lead": "quality_lead", "crm": "acd",
    "uk_gdpr": "gdpr", "hipaa": "glba", "iso_27001": "iso_22301", "soc2_type2": "hitrust_r2",
    "Mon-Fri 09:00-17:30": "Mon-Fri 09:00-17:00",
    "week": "day", "month": "week", "quarter": "month", "crm_": "acd",
}  # fmt: skip


def changed(value: str, key: str) -> str:
    """Another value of the same form."""
    if value in _WHOLE:
        return _WHOLE[value]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return (date.fromisoformat(value) + timedelta(days=1)).isoformat()
    if value.count("-") == 5 and "/" in value:
        return value[:-1] + ("0" if value[-1] == "1" else "1")
    number = re.match(r"\d+(?:\.\d+)?(?=$| [a-z])", value)
    if number:
        return f"{float(number[0]) + 1:g}{value[number.end() :]}"
    return f"{value} otherwise"


def with_value(data: dict[str, Any], path: Path, value: str) -> dict[str, Any]:
    found = copy.deepcopy(data)
    node: Any = found
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = value
    return found


def without(data: dict[str, Any], path: Path) -> dict[str, Any]:
    found = copy.deepcopy(data)
    node: Any = found
    for key in path[:-1]:
        node = node[key]
    del node[path[-1]]
    return found
