"""What a contract leaves out leaves no trace: V140 and V141.

V140: no clause and no definition refers to what is not printed. V141: nothing is paid by a clause
that the spec excludes while it gives the fields that the clause would print.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from contract_kit.findings import Finding, Severity
from contract_kit.settle.sources import RULES

if TYPE_CHECKING:
    from contract_kit.assemble.builder import Builder

_PAID = {
    "fee.computed": ("pricing.charges",),
    "fee.late": ("pricing.invoicing.late_interest",),
    "sla.durations": ("service_levels.credits.per_duration",),
    "sla.events": ("service_levels.credits.per_event",),
    "sla.tiers": ("service_levels.credits",),
    "svc.exclusivity": ("scope.exclusivity",),
}
"""The fields by which a clause pays, where its condition does not name them."""


def dangling(builder: Builder) -> Iterator[Finding]:
    """V140: references to what the contract does not print; ask when everything is printed."""
    contract = builder.facts.contract
    clauses = builder.library.clauses
    printed = {one.id for one in builder.selection.chosen}
    for speaker, target in builder.dangling:
        is_clause = speaker in printed
        what = f"clause {speaker}" if is_clause else f"the definition of “{speaker}”"
        title = f" ({clauses[target].front.title})" if target in clauses else ""
        mend = f"leave {speaker} out too, or give it a text" if is_clause else "write texts"
        excluded = f"clauses.{target}"
        at = excluded if contract.given(excluded) else f"clauses.{speaker}"
        yield Finding(
            "V140",
            Severity.ERROR,
            f"{what} refers to {target}{title}, which this contract does not print; expected a"
            f" reference to what it prints; put {target} back, {mend} without that reference",
            contract.location(at),
        )


def paid(builder: Builder) -> Iterator[Finding]:
    """V141: excluded clauses by which a settlement would pay."""
    contract = builder.facts.contract
    for clause in builder.selection.left_out:
        if clause.id not in RULES:
            continue
        fields = [
            path for path in (*clause.when.paths, *_PAID.get(clause.id, ())) if contract.given(path)
        ]
        if fields:
            named = " and ".join(fields)
            yield Finding(
                "V141",
                Severity.ERROR,
                f"clause {clause.id} ({clause.front.title}) is left out, but the spec gives"
                f" {named}, by which a settlement pays; expected nothing that no clause prints;"
                f" remove {named}, or put the clause back",
                contract.location(f"clauses.{clause.id}"),
            )
