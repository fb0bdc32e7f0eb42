"""Facts on the place of a contract: its courts, its statutes, its post, and who is in charge."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from contract_kit.assemble.values import Safe
from contract_kit.spec.jurisdictions import country_of, province_of, state_of
from contract_kit.spec.laws import Family, family
from contract_kit.spec.timeline import after

if TYPE_CHECKING:
    from contract_kit.spec import Contract

_LANDS: dict[Family, str] = {
    "england": "England and Wales",
    "northern_ireland": "Northern Ireland",
    "scotland": "Scotland",
}
_OF_SCOTLAND = ("scotland", "edinburgh", "glasgow")
_OF_IRELAND = ("northern ireland", "belfast")
_1999 = "the Contracts (Rights of Third Parties) Act 1999"
_ACTS: dict[Family, str] = {
    "england": _1999,
    "northern_ireland": _1999,
    "scotland": "the Contract (Third Party Rights) (Scotland) Act 2017",
}
_TUPE = "the Transfer of Undertakings (Protection of Employment) Regulations 2006"
_SERVICES = (
    "the Service Provision Change (Protection of Employment) Regulations (Northern Ireland) 2006"
)
_OFFICERS: dict[Family, str] = {
    "us": "a trustee, receiver or custodian",
    "canada": "a trustee in bankruptcy, receiver or monitor",
    "civil": "an insolvency administrator, trustee or liquidator",
}
_COURT = re.compile(r"\bcourts?\b", re.IGNORECASE)
_POST = {"CA": "registered mail", "US": "certified mail"}


def _law(contract: Contract) -> Family:
    return family(contract.contract.governing_law)


def _canadian(contract: Contract) -> bool:
    """Whether the law of a province governs, beside which there is federal law."""
    law = contract.contract.governing_law
    return country_of(law) == "CA" and "canada" not in law.casefold()


def _land(contract: Contract) -> str | None:
    """The part of the United Kingdom, or the province, whose courts the spec names."""
    courts = contract.contract.courts or ""
    if country_of(courts) == "GB":
        named = courts.casefold()
        if any(one in named for one in _OF_SCOTLAND):
            return _LANDS["scotland"]
        return _LANDS["northern_ireland" if any(one in named for one in _OF_IRELAND) else "england"]
    return province_of(courts) or None


def _sits(contract: Contract) -> bool:
    """Whether the spec names a city, in which the courts of its land sit."""
    courts, land = contract.contract.courts or "", _land(contract)
    if land is None or _named(courts):
        return False
    names = {land, "England", "Wales", "United Kingdom", "UK"}
    return courts.strip().casefold() not in {one.casefold() for one in names}


def _named(courts: str | None) -> str | None:
    """Courts that the spec calls so, as they stand in a sentence; `None` where it names a place."""
    if courts is None or not _COURT.search(courts):
        return None
    courts = courts.strip()
    if courts[:4].casefold() in ("the ", "any "):
        return courts[0].lower() + courts[1:]
    return f"the {courts}"


def _posted(contract: Contract) -> str:
    return _POST.get(country_of(contract.contract.governing_law), "recorded post")


def _transfer_law(contract: Contract) -> str | None:
    """The law on transfers of staff at the customer's address, by its name."""
    if contract.parties.customer.country != "GB":
        return None
    northern = _law(contract) == "northern_ireland"
    return f"{_TUPE} and {_SERVICES}" if northern else _TUPE


def _last_day(contract: Contract) -> date:
    """The last day of the initial term."""
    return after(contract.contract.effective_date, contract.term.initial) - timedelta(days=1)


def _sponsors_apart(contract: Contract) -> bool:
    """Whether each party has a sponsor above those who answer for the services."""
    leads = {
        str(one)
        for process in contract.scope.processes.values()
        if process.responsible
        for one in (process.responsible.customer, process.responsible.provider)
    }
    sponsors = {
        role.party for key, role in contract.roles.items() if role.sponsor and key not in leads
    }
    return {"customer", "provider"} <= {str(one) for one in sponsors}


FORUMS: dict[str, Callable[[Contract], object]] = {
    "canadian_law": _canadian,
    "ohio_law": lambda contract: state_of(contract.contract.governing_law) == "Ohio",
    "courts_land": _land,
    "courts_sit": _sits,
    "courts_named": lambda contract: _named(contract.contract.courts),
    "supporting_courts": lambda contract: (
        _named(contract.contract.arbitration.courts) if contract.contract.arbitration else None
    ),
    "american_courts": lambda contract: (
        country_of(contract.contract.courts) == "US" and not _named(contract.contract.courts)
    ),
    "posted_as": _posted,
    "third_party_act": lambda contract: _ACTS.get(_law(contract)),
    "transfer_law": _transfer_law,
    "insolvency_officers": lambda contract: Safe(
        _OFFICERS.get(_law(contract), "an administrator, receiver or liquidator")
    ),
    "initial_last_day": _last_day,
    "sponsors_apart": _sponsors_apart,
}
"""Facts about courts, statutes and offices, by the name that a parameter uses."""
