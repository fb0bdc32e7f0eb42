"""V140: no clause and no definition refers to what is not printed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from contract_kit.findings import Finding, Severity

if TYPE_CHECKING:
    from contract_kit.assemble.builder import Builder


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
