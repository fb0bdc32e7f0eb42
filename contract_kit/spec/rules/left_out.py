"""V141: nothing is paid by a clause that the spec excludes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from contract_kit.findings import Finding
from contract_kit.spec.rules.registry import error, rule

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract

_LEVELS = "service_levels"
PAID: dict[str, tuple[str, ...]] = {
    "end.convenience": ("term.convenience",),
    "end.fee": ("term.convenience.fee",),
    "fee.fx": ("pricing.fx",),
    "fee.index": ("pricing.indexation",),
    "fee.late": ("pricing.invoicing.late_interest",),
    "fee.minimum": (
        "pricing.minimum_monthly",
        "pricing.minimum_schedule",
        "pricing.minimum_yearly",
        "pricing.minimum_term",
        "pricing.minimum_renewal",
    ),
    "fee.passthrough": ("pricing.passthrough",),
    "fee.renewal": ("pricing.renewal_increase",),
    "fee.savings": ("pricing.savings_baseline",),
    "sla.bonus": (f"{_LEVELS}.bonuses",),
    "sla.caps": (f"{_LEVELS}.credits",),
    "sla.credits": (f"{_LEVELS}.credits",),
    "sla.durations": (f"{_LEVELS}.credits.per_duration",),
    "sla.earn_back": (f"{_LEVELS}.credits.earn_back",),
    "sla.events": (f"{_LEVELS}.credits.per_event",),
    "sla.measure": (f"{_LEVELS}.metrics",),
    "sla.repeat": (f"{_LEVELS}.credits.repeat",),
    "sla.review": (f"{_LEVELS}.review",),
    "sla.terminate": (f"{_LEVELS}.termination_trigger",),
    "sla.tiers": tuple(f"{_LEVELS}.credits.{name}" for name in ("pool", "tiers", "table")),
    "svc.exclusivity": ("scope.exclusivity",),
    "trn.delay": ("transition.delay_damages", "transition.long_stop"),
    "trn.milestones": ("transition.milestones",),
    "trn.pilot": ("pilot",),
    "trn.plan": ("transition.go_live",),
}
"""By clause, the fields by which a settlement pays or judges as the clause says."""


@rule("V141", "clauses", *sorted({path for paths in PAID.values() for path in paths}))
def what_is_paid_is_printed(contract: Contract) -> Iterator[Finding]:
    """Find excluded clauses whose fields the spec still gives."""
    for clause, paths in PAID.items():
        override = contract.clauses.get(clause)
        fields = [path for path in paths if contract.given(path)]
        if override is not None and override.exclude and fields:
            named = " and ".join(fields)
            yield error(
                contract,
                "V141",
                f"clauses.{clause}.exclude",
                f"{clause} is left out, but the spec gives {named}, by which a settlement pays;"
                f" expected nothing paid that no clause prints; remove {named}, or put {clause}"
                " back.",
            )


@rule("V142", "pilot.credits_apply", f"{_LEVELS}.credits", f"{_LEVELS}.bonuses")
def a_pilot_has_credits_to_apply(contract: Contract) -> Iterator[Finding]:
    """Find a word on credits in the pilot of a contract that has neither credits nor bonuses."""
    path = "pilot.credits_apply"
    paid = contract.given(f"{_LEVELS}.credits") or contract.given(f"{_LEVELS}.bonuses")
    if contract.given(path) and not paid:
        yield error(
            contract,
            "V142",
            path,
            "pilot.credits_apply works only with credits or bonuses, and service_levels has"
            " neither; add one of them, or leave credits_apply out.",
        )
