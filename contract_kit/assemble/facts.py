"""What conditions and parameters look up: the spec, computed amounts, facts from both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from contract_kit import settle
from contract_kit.assemble.crediting import (
    affected,
    by_points,
    events_affected,
    in_service,
    lengths,
    scored,
    stated,
    uses,
)
from contract_kit.assemble.measuring import rules, top_class
from contract_kit.settle.business import period_of
from contract_kit.settle.severities import judged_apart

if TYPE_CHECKING:
    from contract_kit.spec import Contract
    from contract_kit.spec.vocabulary.metrics import Metric


def _kinds(contract: Contract) -> set[str]:
    metrics = contract.get("service_levels.metrics") or {}
    assert isinstance(metrics, Mapping)
    return {str(metric.kind) for metric in metrics.values()}


def _front_office(contract: Contract) -> bool:
    processes = contract.get("scope.processes") or {}
    assert isinstance(processes, Mapping)
    return any(str(process.office) == "front" for process in processes.values())


def _offshore(contract: Contract) -> bool:
    home = contract.get("parties.customer.country")
    sites = contract.get("sites") or {}
    assert isinstance(sites, Mapping)
    return any(site.country != home for site in sites.values())


def _uk_or_eu(contract: Contract) -> bool:
    regimes = contract.get("data_protection.regimes") or ()
    assert isinstance(regimes, (tuple, list))
    return bool({"gdpr", "uk_gdpr"} & {str(regime) for regime in regimes})


def _has_kind(*kinds: str) -> Callable[[Contract], bool]:
    return lambda contract: bool(_kinds(contract) & set(kinds))


def _reports_more(contract: Contract) -> bool:
    metrics = contract.get("service_levels.metrics") or {}
    assert isinstance(metrics, Mapping)
    top = top_class(metrics)
    return any(metric.class_ != top for metric in metrics.values())


def _site_in(country: str) -> Callable[[Contract], bool]:
    def test(contract: Contract) -> bool:
        sites = contract.get("sites") or {}
        assert isinstance(sites, Mapping)
        return any(str(site.country) == country for site in sites.values())

    return test


def _transfer_by(*mechanisms: str) -> Callable[[Contract], bool]:
    def test(contract: Contract) -> bool:
        transfers = contract.get("data_protection.transfers") or ()
        assert isinstance(transfers, (tuple, list))
        return any(str(one.mechanism) in mechanisms for one in transfers)

    return test


def _metrics(contract: Contract) -> list[Metric]:
    return list(contract.service_levels.metrics.values()) if contract.service_levels else []


def _any_metric(field: str) -> Callable[[Contract], bool]:
    return lambda contract: any(getattr(one, field) is not None for one in _metrics(contract))


def _own_targets(contract: Contract) -> bool:
    return any(judged_apart(metric) for metric in _metrics(contract))


def _escalations(contract: Contract) -> bool:
    levels = [one for metric in _metrics(contract) for one in (metric.severities or {}).values()]
    return any(one.escalate_after is not None for one in levels)


def _longer_periods(contract: Contract) -> bool:
    return any(period_of(contract, metric) != "month" for metric in _metrics(contract))


def _unmeasured(contract: Contract) -> bool:
    return any(process.sla == "none" for process in contract.scope.processes.values())


def _of_class(name: str) -> Callable[[Contract], tuple[str, ...]]:
    def find(contract: Contract) -> tuple[str, ...]:
        levels = contract.service_levels
        metrics = levels.metrics.items() if levels else ()
        return tuple(key for key, metric in metrics if metric.class_ == name)

    return find


FACTS: dict[str, Callable[[Contract], object]] = {
    "front_office": _front_office,
    "offshore": _offshore,
    "uk_or_eu": _uk_or_eu,
    "surveys": _has_kind("csat", "nps"),
    "availability": _has_kind("availability"),
    "philippines": _site_in("PH"),
    "india": _site_in("IN"),
    "scc_transfer": _transfer_by("scc_c2p", "scc_p2p", "uk_addendum"),
    "module_transfer": _transfer_by("scc_c2p", "scc_p2p"),
    "rules_of_measurement": lambda contract: bool(rules(contract)),
    "reported_metrics": _reports_more,
    "severities": _any_metric("severities"),
    "own_targets": _own_targets,
    "escalations": _escalations,
    "planned_outages": _any_metric("planned_outages"),
    "unmeasured": _unmeasured,
    "critical_levels": _of_class("critical"),
    "informal_levels": _of_class("report_only"),
    "longer_periods": _longer_periods,
    "missed_credits": lambda contract: uses(contract, "weighted", "credit", "table"),
    "weighted_credits": lambda contract: uses(contract, "weighted"),
    "table_credits": lambda contract: uses(contract, "table"),
    "event_credits": lambda contract: uses(contract, "per_event"),
    "duration_credits": lambda contract: uses(contract, "per_duration"),
    "stated_credits": lambda contract: bool(stated(contract)),
    "score": lambda contract: bool(scored(contract)),
    "service_days": in_service,
    "service_hours": lambda contract: in_service(contract, "hour"),
    "service_weeks": lambda contract: in_service(contract, "week"),
    "affected_charges": affected,
    "tiers_by_points": by_points,
    "events_of_affected_charge": events_affected,
    "duration_bands": lambda contract: lengths(contract, bands=True),
    "duration_stretches": lambda contract: lengths(contract, bands=False),
}


class Facts:
    """One contract's values by dotted path; computed once each."""

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self.figures = settle.figures(contract)
        self._known: dict[str, object] = {}

    def __call__(self, path: str) -> object:
        """The value at `path`; `figures.NAME` and the facts of this module are computed."""
        if path not in self._known:
            self._known[path] = self._find(path)
        return self._known[path]

    def line(self, path: str) -> int | None:
        """The line of the file that gives `path`; none for a default, which no line gives."""
        return self.contract.line(path) if self.contract.given(path) else None

    def _find(self, path: str) -> object:
        if path in FACTS:
            return FACTS[path](self.contract)
        if path.startswith("figures."):
            return self.figures.get(path.removeprefix("figures."))
        return self.contract.get(path)
