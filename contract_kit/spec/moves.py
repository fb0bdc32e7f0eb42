"""Where personal data go: each country and company they reach, and the mechanism that allows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from contract_kit.spec.vocabulary.countries import EEA

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract
    from contract_kit.spec.vocabulary.protection import Subprocessor, Transfer

ZONES = {"uk_gdpr": frozenset({"GB"}), "gdpr": EEA}
"""The region that personal data leave by a transfer, for each regime that knows transfers."""
DECIDED = frozenset(
    {"AD", "AR", "BR", "CA", "CH", "FO", "GB", "GG", "IL", "IM", "JE", "JP", "KR", "NZ", "UY"}
)
"""Countries on which the European Commission has decided, as known in general; the United States
only for companies in its framework."""
PROVIDER = "provider"
GROUP = "group"
"""The importer at a site in another country than the provider's: the provider or its affiliate."""


@dataclass(frozen=True, slots=True)
class Move:
    """Personal data that go to a country; who receives them there; what allows it.

    `importers` holds PROVIDER, GROUP and names of companies that do not sign the contract;
    `evidence` is what proves the mechanism, `assessed` the date of the transfer risk assessment.
    """

    to: str
    mechanism: str
    importers: tuple[str, ...]
    path: str
    evidence: str | None = None
    assessed: date | None = None

    @property
    def party(self) -> bool:
        """Whether the provider itself, who signs the contract, may be an importer."""
        return bool({PROVIDER, GROUP} & set(self.importers))

    @property
    def others(self) -> bool:
        """Whether a company that signs nothing here may be an importer."""
        return any(one != PROVIDER for one in self.importers)


def moves(contract: Contract) -> tuple[Move, ...]:
    """The transfers of a contract, those of its sub-processors after its own."""
    data = contract.data_protection
    if data is None or not data.personal_data:
        return ()
    found = [
        Move(
            one.to,
            one.mechanism,
            importers(contract, one),
            f"data_protection.transfers.{index}",
            one.evidence,
            one.risk_assessment,
        )
        for index, one in enumerate(data.transfers)
    ]
    named = {name for one in found for name in one.importers}
    for index, sub in enumerate(named_subprocessors(contract)):
        if sub.mechanism and sub.name not in named:
            path = f"data_protection.subprocessors.{index}"
            found.append(Move(sub.country, sub.mechanism, (sub.name,), path))
    return tuple(found)


def engaged_affiliates(contract: Contract) -> tuple[Move, ...]:
    """The transfers to an affiliate of the provider, which is then a sub-processor as well."""
    named = {PROVIDER, GROUP, *(one.name for one in named_subprocessors(contract))}
    found: dict[str, Move] = {}
    for one in moves(contract):
        if len(one.importers) == 1 and one.importers[0] not in named:
            found.setdefault(one.importers[0], one)
    return tuple(found.values())


def working_affiliates(contract: Contract) -> tuple[str, ...]:
    """The affiliates of the provider that perform services and that no sub-processor is."""
    known = {one.name for one in named_subprocessors(contract)}
    given = (
        *(contract.parties.provider.affiliates or ()),
        *(one.importers[0] for one in engaged_affiliates(contract)),
    )
    return tuple(dict.fromkeys(str(one) for one in given if str(one) not in known))


def importers(contract: Contract, transfer: Transfer) -> tuple[str, ...]:
    """Who receives the data of a transfer: the one it names, else all who are in its country."""
    if transfer.importer:
        return (transfer.importer,)
    return tuple(_present(contract, transfer.to)) or (PROVIDER,)


def _present(contract: Contract, country: str) -> Iterator[str]:
    if contract.parties.provider.country == country:
        yield PROVIDER
    elif any(site.country == country for site in contract.sites.values()):
        yield GROUP
    for one in named_subprocessors(contract):
        if one.country == country and one.mechanism is None:
            yield one.name


def named_subprocessors(contract: Contract) -> tuple[Subprocessor, ...]:
    """The sub-processors that the spec lists."""
    data = contract.data_protection
    found = data.subprocessors if data else None
    return found if isinstance(found, tuple) else ()


def places(contract: Contract) -> tuple[str, ...]:
    """The countries in which the provider and its sub-processors handle the data."""
    data = contract.data_protection
    if data is None or not data.personal_data:
        return ()
    sites = [site.country for site in contract.sites.values()]
    subs = [one.country for one in named_subprocessors(contract)]
    return tuple(dict.fromkeys([*(sites or [contract.parties.provider.country]), *subs]))


def eea_places(contract: Contract) -> tuple[str, ...]:
    """Where an establishment brings data under the GDPR that do not come under it by the customer.

    A processor established in the Union is under the GDPR for what it processes there: Article
    3(1). A contract that is under the GDPR anyway needs no word on it.
    """
    if "gdpr" in regimes(contract) or contract.parties.customer.country in EEA:
        return ()
    return tuple(one for one in places(contract) if one in EEA)


@dataclass(frozen=True, slots=True)
class Export:
    """Data that may leave the European Economic Area from a processor there.

    `path` is where a spec names the importer, as long as it does not.
    """

    to: str
    importer: str
    mechanism: str
    path: str = ""


CUSTOMER = "customer"
"""The importer of data that go back to the customer."""


def exports(contract: Contract) -> tuple[Export, ...]:
    """The ways out of the European Economic Area, where a processor there is under the GDPR alone.

    Back to the customer, and to who works elsewhere. A decision of the Commission allows them, or
    the standard contractual clauses do.
    """
    if not eea_places(contract):
        return ()
    provider = contract.parties.provider.country
    ways = [Export(contract.parties.customer.country, CUSTOMER, "scc_p2c")]
    ways += [
        Export(site.country, PROVIDER, "scc_p2p")
        if site.country == provider
        else _export_to_site(contract, site.country)
        for site in contract.sites.values()
    ]
    ways += [Export(one.country, one.name, "scc_p2p") for one in named_subprocessors(contract)]
    outside = dict.fromkeys(one for one in ways if one.to not in EEA)
    return tuple(
        replace(one, mechanism="adequacy") if one.to in DECIDED else one for one in outside
    )


def _export_to_site(contract: Contract, country: str) -> Export:
    """An export to a site in another country than the provider's, to who is said to run it."""
    running = {PROVIDER, *contract.parties.provider.affiliates}
    there = [one for one in moves(contract) if one.to == country]
    named = [name for one in there for name in one.importers if name in running]
    if named:
        return Export(country, named[0], "scc_p2p")
    unnamed = (one.path for one in there if GROUP in one.importers)
    return Export(country, GROUP, "scc_p2p", next(unnamed, "data_protection.transfers"))


def regimes(contract: Contract) -> tuple[str, ...]:
    """The laws on the data; of a spec that lists none, the European one of the customer's home."""
    data = contract.data_protection
    if data is None:
        return ()
    home = contract.parties.customer.country
    return data.regimes or tuple(one for one, zone in ZONES.items() if home in zone)
