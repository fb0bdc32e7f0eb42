"""V135 to V137: what no limit of liability covers stands once, is not limited elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from contract_kit.findings import Finding
from contract_kit.spec import laws
from contract_kit.spec.rules.registry import error, rule, warning

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract


@rule("V135", "risk.uncapped")
def uncapped_matters_stand_once(contract: Contract) -> Iterator[Finding]:
    """Find matters that stand twice in the list, under one name or two, and joined ones."""
    seen: dict[str, int] = {}
    for index, one in enumerate(contract.risk.uncapped if contract.risk else ()):
        path = f"risk.uncapped.{index}"
        names = laws.parts(one)
        if len(names) > 1:
            yield error(
                contract,
                "V135",
                path,
                f"“{one}” joins {len(names)} matters; expected one each; write"
                f" {', '.join(names)} as entries of their own.",
            )
        elif names[0].lower() in seen:
            first = contract.risk.uncapped[seen[names[0].lower()]] if contract.risk else ""
            yield error(
                contract,
                "V135",
                path,
                f"“{one}” names the same as “{first}”; expected each matter once; remove one.",
            )
        seen.setdefault(names[0].lower(), index)


@rule("V136", "risk.uncapped", "risk.data_super_cap")
def nothing_freed_is_capped(contract: Contract) -> Iterator[Finding]:
    """Find a cap on what the list leaves without one."""
    risk = contract.risk
    if risk is None or risk.data_super_cap is None:
        return
    for index, one in enumerate(risk.uncapped):
        if laws.matter(one) == "data":
            yield error(
                contract,
                "V136",
                f"risk.uncapped.{index}",
                f"“{one}” is without limit here and limited by data_super_cap; expected one of the"
                " two; remove one.",
            )


@rule("V137", "contract.governing_law")
def governing_law_is_known(contract: Contract) -> Iterator[Finding]:
    """Find laws of which nothing is known on what cannot be limited."""
    law = contract.contract.governing_law
    if laws.family(law) == "unknown":
        yield warning(
            contract,
            "V137",
            "contract.governing_law",
            f"nothing is known of the law of “{law}”; expected the name of a state, such as England"
            " and Wales, Ontario or Germany; correct it, or have a lawyer of that law check what"
            " liability cannot be limited for.",
        )
