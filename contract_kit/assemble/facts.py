"""What conditions and parameters look up: the spec, computed amounts, facts from both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from contract_kit import settle
from contract_kit.assemble.measuring import rules, top_class

if TYPE_CHECKING:
    from contract_kit.spec import Contract


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


def _unmeasured(contract: Contract) -> bool:
    """Whether a process has no Service Level."""
    processes = contract.get("scope.processes") or {}
    assert isinstance(processes, Mapping)
    return any(process.sla == "none" for process in processes.values())


def _judged_by_acceptance(contract: Contract) -> bool:
    """Whether a reason for having no Service Level speaks of acceptance."""
    processes = contract.get("scope.processes") or {}
    assert isinstance(processes, Mapping)
    return any("accept" in (process.sla_reason or "").lower() for process in processes.values())


def _cut_offs(contract: Contract) -> bool:
    calendars = contract.get("calendars") or {}
    assert isinstance(calendars, Mapping)
    return any(calendar.cut_off for calendar in calendars.values())


FACTS: dict[str, Callable[[Contract], bool]] = {
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
    "unmeasured": _unmeasured,
    "judged_by_acceptance": _judged_by_acceptance,
    "cut_offs": _cut_offs,
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
