"""What clauses ask of the transfers of personal data: who signs which mechanism, on what terms."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from contract_kit.assemble.regimes import abroad
from contract_kit.assemble.values import Safe
from contract_kit.spec.assumptions import DEFAULTS
from contract_kit.spec.moves import (
    eea_places,
    engaged_affiliates,
    exports,
    moves,
    named_subprocessors,
    regimes,
)
from contract_kit.spec.timeline import hours
from contract_kit.spec.vocabulary.countries import EEA

if TYPE_CHECKING:
    from contract_kit.spec import Contract

_CLAUSES = {"scc_c2p", "scc_p2p"}
_ENDING = {
    "exporter": "the exporter",
    "importer": "the importer",
    "both": "both the exporter and the importer",
    "neither": "neither party",
}
_DAY = 24
"""Hours in which an incident and a breach are reported where the spec is silent."""
_UK_LAWS = ("Scotland", "Northern Ireland")


def _used(contract: Contract) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.mechanism for one in moves(contract)))


def _signed(contract: Contract) -> tuple[str, ...]:
    """The mechanisms of transfers to the provider, who signs the contract."""
    return tuple(dict.fromkeys(one.mechanism for one in moves(contract) if one.party))


def _uk(contract: Contract, name: str) -> str:
    """A choice for UK transfers: the spec's own, else the one that is assumed."""
    data = contract.data_protection
    given: Any = getattr(data.uk_transfers, name) if data and data.uk_transfers else None
    return DEFAULTS[name][0] if given is None else str(given).lower()


def _uk_law(contract: Contract) -> str:
    """The law of the United Kingdom that governs the IDTA: the contract's, else English law."""
    law = contract.contract.governing_law
    return next((one for one in _UK_LAWS if one in law), "England and Wales")


def _incident_first(contract: Contract) -> bool:
    """Whether the spec lets a breach be reported later than a security incident."""
    data, security = contract.data_protection, contract.security
    breach = data.breach_notice if data else None
    incident = security.incident_notice if security else None
    if breach is None and incident is None:
        return False
    return (hours(breach) if breach else _DAY) > (hours(incident) if incident else _DAY)


def _union(contract: Contract) -> bool:
    """Whether a party, a place of the work or a law on the data is of the European Union."""
    parties = (contract.parties.customer.country, contract.parties.provider.country)
    sites = (site.country for site in contract.sites.values())
    subs = (one.country for one in named_subprocessors(contract))
    return bool({"gdpr", "dora"} & set(regimes(contract)) or EEA & {*parties, *sites, *subs})


TRANSFERS: dict[str, Callable[[Contract], object]] = {
    "transferred": lambda contract: bool(moves(contract)),
    "mechanisms": _used,
    "signed_mechanisms": _signed,
    "scc_transfer": lambda contract: bool({*_CLAUSES, "uk_addendum"} & set(_signed(contract))),
    "module_transfer": lambda contract: bool(_CLAUSES & set(_signed(contract))),
    "tool_transfer": lambda contract: bool(
        {*_CLAUSES, "uk_addendum", "uk_idta", "adequacy", "bcr", "dpf"} & set(_used(contract))
    ),
    "proven_transfer": lambda contract: bool(
        {"adequacy", "dpf", "bcr", "derogation"} & set(_used(contract))
    ),
    "other_importers": lambda contract: any(one.others for one in moves(contract)),
    "engaged": lambda contract: bool(named_subprocessors(contract) or engaged_affiliates(contract)),
    "eea_places": eea_places,
    "eea_mechanisms": lambda contract: tuple(
        dict.fromkeys(one.mechanism for one in exports(contract))
    ),
    "eea_clauses": lambda contract: any(
        one.mechanism in ("scc_p2c", "scc_p2p") for one in exports(contract)
    ),
    "processed_abroad": abroad,
    "incident_first": _incident_first,
    "eu_link": _union,
    "uk_ended_by": lambda contract: Safe(_ENDING[_uk(contract, "ended_by")]),
    "importer_under_uk_gdpr": lambda contract: _uk(contract, "importer_under_uk_gdpr") == "true",
    "uk_law": lambda contract: Safe(_uk_law(contract)),
}
"""Facts about transfers, by the name that a condition or parameter uses."""
