"""Where personal data go: each country and company they reach, and the mechanism that allows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from contract_kit.spec.vocabulary.countries import EEA

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract
    from contract_kit.spec.vocabulary.protection import Subprocessor, Transfer

ZONES = {"uk_gdpr": frozenset({"GB"}), "gdpr": EEA}
"""The region that personal data leave by a transfer, for each regime that knows transfers."""
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


def regimes(contract: Contract) -> tuple[str, ...]:
    """The laws on the data; of a spec that lists none, the European one of the customer's home."""
    data = contract.data_protection
    if data is None:
        return ()
    home = contract.parties.customer.country
    return data.regimes or tuple(one for one, zone in ZONES.items() if home in zone)
