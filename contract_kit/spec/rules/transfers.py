"""V35 and V130 to V134: personal data leave a region only under a mechanism that can be proved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from contract_kit.findings import Finding
from contract_kit.spec.moves import (
    DECIDED,
    GROUP,
    PROVIDER,
    ZONES,
    Move,
    importers,
    moves,
    named_subprocessors,
    regimes,
)
from contract_kit.spec.rules.registry import error, rule, warning

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract

_PROVED = {"adequacy", "bcr", "dpf", "derogation"}
_VALID = {
    "uk_gdpr": _PROVED | {"uk_idta", "uk_addendum"},
    "gdpr": _PROVED | {"scc_c2p", "scc_p2p"},
}
_ELSEWHERE = {"adequacy", "bcr", "derogation", "by_contract"}
"""What laws other than the GDPR and the UK GDPR know."""
_NEEDS_ASSESSMENT = {"uk_idta", "uk_addendum", "scc_c2p", "scc_p2p", "bcr"}
_NEEDS_EVIDENCE = {
    "bcr": "the authority that approved the rules, and the date",
    "dpf": "the importer's entry in the list, and the day on which it was looked up",
    "derogation": "the case of the law it rests on, and why the transfer is only occasional",
}
_ADEQUATE = {
    "gdpr": DECIDED | {"US"},
    "uk_gdpr": (DECIDED - {"BR", "GB"}) | {"US", "GI"} | ZONES["gdpr"],
}
"""Countries with a decision or regulations, as known in general; the law changes, so a warning."""


@rule("V35", "data_protection.transfers", "data_protection.subprocessors",
      "data_protection.regimes", "data_protection.personal_data", "sites.*.country",
      "parties.provider.country", "parties.customer.country")  # fmt: skip
def transfers_are_lawful(contract: Contract) -> Iterator[Finding]:
    """Find countries data reach without a mechanism, and mechanisms for nothing."""
    data = contract.data_protection
    if data is None or not data.personal_data:
        return
    reached = _reached(contract)
    for regime in regimes(contract):
        if regime in ZONES:
            yield from _uncovered(contract, regime, reached)
    countries = {country for country, _ in reached}
    yield from _foreign(contract, countries)
    for index, one in enumerate(data.transfers):
        if one.to not in countries | {contract.parties.provider.country}:
            yield error(
                contract,
                "V35",
                f"data_protection.transfers.{index}.to",
                f"data go to {one.to}, where no site, sub-processor or provider is; expected such"
                " a country; remove the transfer or add the site.",
            )


def _reached(contract: Contract) -> set[tuple[str, str]]:
    """Each country that data reach, with who receives them there."""
    home = contract.parties.provider.country
    found = {(home, PROVIDER)} if not contract.sites else set()
    for site in contract.sites.values():
        found.add((site.country, PROVIDER if site.country == home else GROUP))
    return found | {(one.country, one.name) for one in named_subprocessors(contract)}


def _uncovered(contract: Contract, regime: str, reached: set[tuple[str, str]]) -> Iterator[Finding]:
    """What reaches a country outside the region of a regime under none of its mechanisms."""
    told = set()
    for country, importer in sorted(reached):
        if country in ZONES[regime]:
            continue
        own = [one for one in moves(contract) if one.to == country]
        own = [one for one in own if _covers(contract, one, importer)]
        if any(one.mechanism in _VALID[regime] for one in own):
            continue
        wrong = next(iter(own), None)
        if (country, wrong) not in told:
            told.add((country, wrong))
            yield _lacking(contract, regime, country, importer, wrong)


def _covers(contract: Contract, move: Move, importer: str) -> bool:
    """Whether a transfer is to this importer; a site may be the provider's or an affiliate's."""
    running = {PROVIDER, *contract.parties.provider.affiliates} if importer == GROUP else set()
    return bool({importer, *running} & set(move.importers))


def _lacking(
    contract: Contract, regime: str, country: str, importer: str, wrong: Move | None
) -> Finding:
    who = "" if importer in (PROVIDER, GROUP) else f" at {importer}"
    found = f"the mechanism {wrong.mechanism}" if wrong else "no mechanism"
    path = f"{wrong.path}.mechanism" if wrong else "data_protection.transfers"
    return error(
        contract,
        "V35",
        path,
        f"personal data reach {country}{who} with {found} under {regime}; expected one of"
        f" {', '.join(sorted(_VALID[regime]))}; add or correct the transfer.",
    )


def _foreign(contract: Contract, reached: set[str]) -> Iterator[Finding]:
    """Mechanisms that none of the contract's laws knows."""
    laws = regimes(contract)
    judged = reached if set(laws) & set(ZONES) else set()
    known = [_VALID.get(one, _ELSEWHERE) for one in laws] or [*_VALID.values(), _ELSEWHERE]
    valid = set[str]().union(*known)
    for one in moves(contract):
        if one.mechanism not in valid and one.to not in judged:
            yield error(
                contract,
                "V35",
                f"{one.path}.mechanism",
                f"{one.mechanism} is a mechanism of none of the regimes"
                f" ({', '.join(laws)}); expected one of {', '.join(sorted(valid))}; correct the"
                " mechanism or add the regime.",
            )


@rule("V35", "data_protection.transfers", "transition.start", "contract.effective_date")
def transfers_are_assessed(contract: Contract) -> Iterator[Finding]:
    """Find transfers whose risk nobody assessed in time."""
    data = contract.data_protection
    if data is None:
        return
    first = contract.transition.start if contract.transition else contract.contract.effective_date
    for index, one in enumerate(data.transfers):
        path = f"data_protection.transfers.{index}"
        if one.mechanism not in _NEEDS_ASSESSMENT:
            continue
        if one.risk_assessment is None or one.risk_assessment > first:
            found = one.risk_assessment or "no date"
            yield warning(
                contract,
                "V35",
                f"{path}.risk_assessment",
                f"the risk of the transfer to {one.to} is assessed on {found}, the first access is"
                f" on {first}; expected an earlier date; add it.",
            )


@rule("V130", "data_protection.transfers", "data_protection.subprocessors",
      "parties.provider")  # fmt: skip
def importers_are_known(contract: Contract) -> Iterator[Finding]:
    """Find importers that are neither the provider nor a company the contract names."""
    data = contract.data_protection
    named = {one.name for one in named_subprocessors(contract)}
    known = {PROVIDER, *named, *contract.parties.provider.affiliates}
    for index, one in enumerate(data.transfers if data else ()):
        if one.importer is not None and one.importer not in known:
            yield error(
                contract,
                "V130",
                f"data_protection.transfers.{index}.importer",
                f"“{one.importer}” is neither the provider nor a sub-processor or affiliate that"
                " the contract names; expected provider, or such a name; correct it, or list the"
                " company under data_protection.subprocessors or parties.provider.affiliates.",
            )


@rule("V131", "data_protection.transfers", "data_protection.subprocessors",
      "data_protection.regimes", "parties.customer.country")  # fmt: skip
def decisions_fit_their_country(contract: Contract) -> Iterator[Finding]:
    """Find frameworks named for other countries, and decisions nobody knows of."""
    laws = [one for one in regimes(contract) if one in ZONES]
    for one in moves(contract):
        path = f"{one.path}.mechanism"
        if one.mechanism == "dpf" and one.to != "US":
            yield error(
                contract,
                "V131",
                path,
                f"dpf is named for {one.to}; it works only with a transfer to the United States,"
                " the country of the Data Privacy Framework; name another mechanism.",
            )
        unknown = [law for law in laws if one.to not in _ADEQUATE[law] | ZONES[law]]
        if one.mechanism == "adequacy" and unknown and not one.evidence:
            yield warning(
                contract,
                "V131",
                path,
                f"{one.to} is not among the countries that are known to have an adequacy decision"
                f" under {' or '.join(unknown)}; expected the decision as evidence; add it, or name"
                " another mechanism.",
            )


@rule("V132", "data_protection.transfers", "data_protection.personal_data")
def mechanisms_are_proved(contract: Contract) -> Iterator[Finding]:
    """Find rules, certificates and derogations without what proves them."""
    data = contract.data_protection
    for index, one in enumerate(data.transfers if data else ()):
        if one.mechanism in _NEEDS_EVIDENCE and not one.evidence:
            yield warning(
                contract,
                "V132",
                f"data_protection.transfers.{index}",
                f"nothing proves the {one.mechanism} for {one.to}; expected evidence:"
                f" {_NEEDS_EVIDENCE[one.mechanism]}; add “evidence: …”.",
            )


@rule("V133", "data_protection.transfers", "data_protection.roles")
def modules_fit_the_roles(contract: Contract) -> Iterator[Finding]:
    """Find modules of the EU clauses that are not those of the roles."""
    data = contract.data_protection
    if data is None or data.roles is None:
        return
    wanted = "scc_p2p" if data.roles.customer == "processor" else "scc_c2p"
    for index, one in enumerate(data.transfers):
        signed = bool({PROVIDER, GROUP} & set(importers(contract, one)))
        if signed and one.mechanism in ("scc_c2p", "scc_p2p") and one.mechanism != wanted:
            yield error(
                contract,
                "V133",
                f"data_protection.transfers.{index}.mechanism",
                f"the customer is {data.roles.customer} and the mechanism {one.mechanism}; expected"
                f" {wanted}; correct one.",
            )


@rule("V134", "data_protection.transfers", "data_protection.subprocessors",
      "data_protection.uk_transfers", "data_protection.personal_data")  # fmt: skip
def uk_choices_are_used(contract: Contract) -> Iterator[Finding]:
    """Find choices for the UK Addendum or the IDTA where the parties sign neither."""
    data = contract.data_protection
    if data is None or data.uk_transfers is None or not data.personal_data:
        return
    used = {one.mechanism for one in moves(contract) if one.party}
    for name in contract.keys("data_protection.uk_transfers"):
        works = {"uk_idta"} if name == "importer_under_uk_gdpr" else {"uk_idta", "uk_addendum"}
        if not works & used:
            yield error(
                contract,
                "V134",
                f"data_protection.uk_transfers.{name}",
                f"{name} is not used without such a transfer to the provider; it works with a"
                f" mechanism {' or '.join(sorted(works))}; remove it or correct the transfer.",
            )
