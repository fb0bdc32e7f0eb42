"""V86: fields of the frame stand where a clause prints them: roles, scope, data, industries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from contract_kit.findings import Finding
from contract_kit.spec.rules.registry import error, rule
from contract_kit.spec.timeline import months

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract
    from contract_kit.spec.vocabulary.ending import CustomTerm, Override
    from contract_kit.spec.vocabulary.protection import DataProtection
    from contract_kit.spec.vocabulary.services import Exclusivity

Idle = tuple[str, str, str]
"""A field that would say nothing: its path, where it stands, and with what it works."""
_FINANCE = ("payroll", "bookkeeping", "tax")
_HEALTH = ("healthcare_billing", "medical_transcription")
_ANNEX = {
    "controls_report": (*_FINANCE, *_HEALTH),
    "filing_calendar": _FINANCE,
    "fines_bearer": _FINANCE,
    "licensed_preparer": _FINANCE,
    "coding_accuracy": _HEALTH,
}
"""The industries whose annex prints a fact of the trade."""
_SIDES = {
    "controller": ("processor", "controller"),
    "processor": ("sub_processor",),
    "joint_controller": ("joint_controller",),
}
"""What the provider can be where the customer is this."""
_SCHEDULES = range(1, 14)


_SAME = {"coding_accuracy": "coding", "complaints_within": "complaint"}
"""Facts of a trade that a metric may state as well, by a word of its name."""


def named(contract: Contract, word: str) -> tuple[str, ...]:
    """Return the metrics whose key or title holds a word."""
    levels = contract.service_levels
    metrics = levels.metrics if levels else {}
    return tuple(
        key for key, one in metrics.items() if word in f"{key} {one.title or ''}".casefold()
    )


def _found(contract: Contract, idle: Iterator[Idle]) -> Iterator[Finding]:
    """Refuse idle fields; positions of a house hold for contracts of every kind and may be idle."""
    for path, where, works in idle:
        if contract.inherited(path):
            continue
        name = path.rpartition(".")[2]
        yield error(contract, "V86", path, f"{name} is not used {where}; it works {works}.")


@rule("V86", "roles", "people.key_roles")
def roles_are_given_what_they_use(contract: Contract) -> Iterator[Finding]:
    """Find limits of authority that no clause prints."""
    yield from _found(contract, _of_roles(contract))


@rule("V170", "contract.attaches_to", "contract.effective_date")
def attachments_follow_their_agreement(contract: Contract) -> Iterator[Finding]:
    """Find documents that would take effect before the agreement they are attached to."""
    agreement, starts = contract.contract.attaches_to, contract.contract.effective_date
    if agreement is not None and agreement.date > starts:
        yield error(
            contract,
            "V170",
            "contract.attaches_to.date",
            f"the agreement is dated {agreement.date}, after the effective date {starts}; expected"
            " a day on or before it; correct one.",
        )


def _of_roles(contract: Contract) -> Iterator[Idle]:
    for key, role in contract.roles.items():
        if role.spend_up_to is not None and "spend" not in role.authority:
            yield f"roles.{key}.spend_up_to", "without authority spend", "with “authority: spend”"


@rule("V86", "scope.processes.*.sla", "scope.processes.*.sla_reason", "scope.exclusivity")
def scope_is_printed(contract: Contract) -> Iterator[Finding]:
    """Find reasons and terms of exclusivity that no clause prints."""
    yield from _found(contract, _of_scope(contract))


def _of_scope(contract: Contract) -> Iterator[Idle]:
    for key, process in contract.scope.processes.items():
        if process.sla_reason and process.sla != "none":
            yield f"scope.processes.{key}.sla_reason", "with metrics", "with “sla: none”"
    if contract.scope.exclusivity is not None:
        yield from _of_exclusivity(contract.scope.exclusivity)


def _of_exclusivity(bond: Exclusivity) -> Iterator[Idle]:
    given = [name for name in ("minimum_share", "fee", "per", "paid_by") if getattr(bond, name)]
    root = "scope.exclusivity"
    if bond.kind == "none":
        for name in given:
            yield f"{root}.{name}", "with kind none", "with preferred and exclusive"
    elif bond.fee is None:
        for name in set(given) - {"minimum_share"}:
            yield f"{root}.{name}", "without a fee", "with fee"
    if bond.per is not None and months(bond.per) != int(months(bond.per)):
        yield f"{root}.per", "with days and weeks", "with month, quarter, year, 6 months"


@rule("V86", "scaling.peak")
def peaks_are_months(contract: Contract) -> Iterator[Finding]:
    """Find months of peak that the year does not have, or that stand twice."""
    peak = contract.scaling.peak if contract.scaling else None
    listed = peak.months if peak else ()
    for index, month in enumerate(listed):
        if not 1 <= month <= 12 or month in listed[:index]:
            found = "stands twice" if month in listed[:index] else "is no month"
            yield error(
                contract,
                "V86",
                f"scaling.peak.months.{index}",
                f"{month} {found}; expected months from 1 to 12, each once; correct it.",
            )


@rule("V86", "data_protection")
def data_are_in_scope(contract: Contract) -> Iterator[Finding]:
    """Find facts on personal, card and health data where the contract has none of them."""
    data = contract.data_protection
    if data is None:
        return
    yield from _found(contract, _of_data(contract, data))
    roles = data.roles
    if roles is not None and roles.provider not in _SIDES[roles.customer]:
        wanted = " or ".join(_SIDES[roles.customer])
        yield error(
            contract,
            "V86",
            "data_protection.roles.provider",
            f"the customer is {roles.customer} and the provider {roles.provider}; expected"
            f" {wanted}; correct one.",
        )


def _of_data(contract: Contract, data: DataProtection) -> Iterator[Idle]:
    root = "data_protection"
    if not data.personal_data:
        for name in contract.keys(root):
            if name not in ("personal_data", "card_data", "phi"):
                yield f"{root}.{name}", "without personal data", "with “personal_data: true”"
    if data.card_data and not data.card_data.in_scope and data.card_data.evidence:
        yield f"{root}.card_data.evidence", "with in_scope false", "with “in_scope: true”"
    if data.retention_from and data.retention is None:
        yield f"{root}.retention_from", "without a time", "with retention"
    yield from _of_health(data)


def _of_health(data: DataProtection) -> Iterator[Idle]:
    root, phi = "data_protection", data.phi
    if phi is not None and not phi.in_scope:
        if phi.categories:
            yield f"{root}.phi.categories", "with in_scope false", "with “in_scope: true”"
        if "hipaa" in data.regimes:
            index = data.regimes.index("hipaa")
            yield f"{root}.regimes.{index}", "with phi.in_scope false", "with “in_scope: true”"
    if data.baa is not None and "hipaa" not in data.regimes and not (phi and phi.in_scope):
        yield f"{root}.baa", "without health information", "with “phi: {in_scope: true}”"


@rule("V86", "industry", "contract.industries")
def industries_use_their_facts(contract: Contract) -> Iterator[Finding]:
    """Find facts of a trade whose annex the contract does not have."""
    kinds = set(contract.contract.industries)
    listed = ((name, _ANNEX[name]) for name in contract.keys("industry") if name in _ANNEX)
    idle = (
        (f"industry.{name}", "with these industries", f"with {', '.join(trades)}")
        for name, trades in listed
        if not kinds & set(trades)
    )
    yield from _found(contract, idle)


@rule("V87", "industry", "service_levels.metrics")
def figures_stand_once(contract: Contract) -> Iterator[Finding]:
    """Find facts of a trade that a metric states too."""
    for name in contract.keys("industry"):
        for key in named(contract, _SAME[name]) if name in _SAME else ():
            yield error(
                contract,
                "V87",
                f"industry.{name}",
                f"{name} is not used with the metric “{key}”, which states the same; it works"
                " without one; remove it, as the industry annex refers to the metric.",
            )


@rule("V86", "clauses")
def overrides_change_something(contract: Contract) -> Iterator[Finding]:
    """Find keys of an override that another one of its keys makes idle."""
    for key, one in contract.clauses.items():
        yield from _found(contract, _of_override(f"clauses.{key}", one))


def _of_override(path: str, one: Override) -> Iterator[Idle]:
    if one.exclude:
        for name in ("variant", "text", "reason"):
            if getattr(one, name):
                yield f"{path}.{name}", "with exclude", "without it"
    elif one.text and one.variant:
        yield f"{path}.variant", "with text", "without it"
    elif not one.text and not one.variant:
        for name in ("reason", "approved_by"):
            if getattr(one, name):
                yield f"{path}.{name}", "alone", "with variant, text or exclude"


@rule("V86", "custom_terms")
def custom_terms_are_printed(contract: Contract) -> Iterator[Finding]:
    """Find custom terms of schedules that do not exist, and values their text does not name."""
    for index, term in enumerate(contract.custom_terms):
        if term.schedule != "main" and term.schedule not in _SCHEDULES:
            yield error(
                contract,
                "V86",
                f"custom_terms.{index}.schedule",
                f"there is no schedule {term.schedule}; expected main or 1 to 13; correct it.",
            )
        yield from _found(contract, _of_term(f"custom_terms.{index}.parameters", term))


def _of_term(path: str, term: CustomTerm) -> Iterator[Idle]:
    code = " ".join(re.findall(r"\{[{%](.*?)[%}]\}", term.text, re.DOTALL))
    for name in term.parameters or {}:
        if not re.search(rf"\b{re.escape(name)}\b", code):
            yield f"{path}.{name}", "by the text", "in double braces there"
