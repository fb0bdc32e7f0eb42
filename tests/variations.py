"""The support example with other things agreed, to print the clauses it does not print."""

from __future__ import annotations

from functools import cache
from typing import Any

from contract_kit.spec import Contract
from tests.conftest import data_of, loaded


def plain() -> Any:
    """The support example as data."""
    return data_of("support")


@cache
def lean() -> Contract:
    """No indexation, currency clause, bonuses or insurance; credits by event and by duration."""
    data = plain()
    for section, key in (
        ("pricing", "fx"),
        ("pricing", "indexation"),
        ("service_levels", "bonuses"),
        ("risk", "insurance"),
    ):
        del data[section][key]
    data["pricing"]["cost_register"]["currency"] = "included"
    data["pricing"]["passthrough"] = {"items": ["postage", "card fees"], "cap": "10000"}
    data["parties"]["customer"]["affiliates"] = ["Larkspur Garden Ltd"]
    data["scope"]["deliverables"] = {"acceptance_days": 10, "rounds": 2}
    data["clauses"] = {"dp.no_transfers": {"variant": "text"}}
    levels = data["service_levels"]
    levels["metrics"] |= {
        "uptime": {"kind": "availability", "class": "key", "target": 99.5, "source": "monitor"},
        "late_reports": {
            "kind": "custom", "statistic": "count", "unit": "reports", "class": "key",
            "target": 0, "source": "log",
        },
    }  # fmt: skip
    levels["credits"] |= {
        "per_duration": [{"metric": "uptime", "each": "8 hours", "credit": "1 day"}],
        "per_event": [{"metric": "late_reports", "event": "report sent late", "credit": "500"}],
    }
    return loaded(data)


@cache
def wide() -> Contract:
    """Personal data of the Union and of India, health and card data; a bank that buys hosting."""
    data = plain()
    data["contract"]["industries"] = ["banking", "hosting"]
    protection = data["data_protection"]
    protection["regimes"] = ["gdpr", "uk_gdpr", "dora", "ccpa", "hipaa", "pci_dss", "dpdp_india"]
    protection["transfers"] = [
        {"to": "PH", "mechanism": "scc_c2p", "risk_assessment": "2026-12-10"},
        {"to": "PH", "mechanism": "uk_addendum", "risk_assessment": "2026-12-10"},
        {"to": "PT", "mechanism": "adequacy"},
    ]
    return loaded(data)
