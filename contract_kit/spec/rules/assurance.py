"""V39 to V41 and V44: certificates, continuity, machines and industries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from contract_kit.findings import Finding
from contract_kit.spec.rules.registry import error, missing, rule, warning
from contract_kit.spec.timeline import after, months

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract


@rule("V39", "security.certifications", "contract.effective_date", "term.initial")
def certificates_last(contract: Contract) -> Iterator[Finding]:
    """Find certificates that lapse or omit a site."""
    end = after(contract.contract.effective_date, contract.term.initial) - timedelta(days=1)
    rows = contract.security.certifications if contract.security else ()
    for index, row in enumerate(rows):
        path = f"security.certifications.{index}"
        if row.valid_until and row.valid_until < end:
            yield warning(
                contract,
                "V39",
                f"{path}.valid_until",
                f"{row.standard} is valid until {row.valid_until}, the term ends on {end};"
                " expected cover to the end; plan its renewal.",
            )
        left = sorted(set(contract.keys("sites")) - set(row.sites))
        if row.sites and left:
            yield warning(
                contract,
                "V39",
                f"{path}.sites",
                f"{row.standard} does not cover {', '.join(left)}; expected every site; add it or"
                " say why.",
            )


@rule("V40", "continuity.rto", "continuity.rpo", "continuity.tests", completeness=True)
def continuity_is_planned(contract: Contract) -> Iterator[Finding]:
    """Find a missing recovery time, recovery point or test."""
    plan = contract.continuity
    asked = {
        f"continuity.{key}": getattr(plan, key, None) is not None for key in ("rto", "rpo", "tests")
    }
    yield from missing(
        contract, "V40", asked, "continuity lacks {missing}; expected recovery time, recovery point"
        " and a yearly test; add what is missing."
    )  # fmt: skip
    if plan and plan.tests and months(plan.tests) > 12:
        yield error(
            contract, "V40", "continuity.tests", "the plan is tested less than once a year;"
            " expected 12 months at most; shorten it."
        )  # fmt: skip


@rule("V40", "continuity.alternate_site", "scope.processes.*.sites")
def alternate_site_is_another(contract: Contract) -> Iterator[Finding]:
    """Find an alternate site where work is done anyway."""
    spare = contract.continuity.alternate_site if contract.continuity else None
    users = (
        [key for key, one in contract.scope.processes.items() if spare in one.sites]
        if (contract.scope and spare)
        else []
    )
    if users:
        yield warning(
            contract,
            "V40",
            "continuity.alternate_site",
            f"“{spare}” is the alternate site and a primary site of {', '.join(users)}; expected"
            " another one; name one, or say why.",
        )


@rule("V41", "technology.automation")
def ai_answers_its_questions(contract: Contract) -> Iterator[Finding]:
    """Find uses of AI with open questions."""
    uses = contract.technology.automation if contract.technology else ()
    for index, use in enumerate(uses):
        questions = ("disclosed_to_consumers", "human_handover", "trains_on_customer_data")
        absent = [key for key in questions if getattr(use, key) is None]
        if use.type == "ai" and absent:
            yield error(
                contract,
                "V41",
                f"technology.automation.{index}",
                f"“{use.use}” does not answer {', '.join(absent)}; expected true or false for"
                " each; add them.",
            )


@rule("V44", "contract.industries", "industry", "security.certifications", completeness=True)
def industries_have_proof(contract: Contract) -> Iterator[Finding]:
    """Find industries without the proof their trade asks for."""
    kinds = set(contract.contract.industries)
    rows = contract.security.certifications if contract.security else ()
    report = any("soc1" in name or "soc_1" in name or "3402" in name
                 for name in (row.standard.lower().replace(" ", "_") for row in rows))  # fmt: skip
    facts = contract.industry
    asked: dict[str, bool] = {}
    if kinds & {"payroll", "bookkeeping"}:
        asked["industry.controls_report"] = report or bool(facts and facts.controls_report)
        asked["industry.filing_calendar"] = bool(facts and facts.filing_calendar)
        asked["industry.fines_bearer"] = bool(facts and facts.fines_bearer)
    if "tax" in kinds:
        asked["industry.licensed_preparer"] = bool(facts and facts.licensed_preparer)
    yield from missing(
        contract, "V44", asked, "the industry asks for {missing}; expected them under industry;"
        " add them (a controls report may be a SOC 1 or ISAE 3402 certificate)."
    )  # fmt: skip
