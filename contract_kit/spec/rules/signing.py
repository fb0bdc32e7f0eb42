"""V153: who signs, and for whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from contract_kit.findings import Finding
from contract_kit.spec.rules.registry import error, rule

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract


@rule("V153", "parties")
def signers_are_bound(contract: Contract) -> Iterator[Finding]:
    """Find fields of a party that say nothing, and a guarantor who answers for itself."""
    for name in ("customer", "provider"):
        yield from _of_party(contract, name)
    guarantor = contract.parties.guarantor
    if guarantor is None:
        return
    party = getattr(contract.parties, guarantor.answers_for)
    if guarantor.name.casefold() == party.name.casefold():
        yield error(contract, "V153", "parties.guarantor.name", f"“{guarantor.name}” is the"
                    f" {guarantor.answers_for} itself; expected another company; name it."
                    )  # fmt: skip


def _of_party(contract: Contract, name: str) -> Iterator[Finding]:
    party, path = getattr(contract.parties, name), f"parties.{name}"
    if name == "customer" and party.affiliates_may and not party.affiliates:
        yield error(contract, "V153", f"{path}.affiliates_may", "“affiliates_may” is not used"
                    " without affiliates; it works with parties.customer.affiliates; name them"
                    " there or remove it.")  # fmt: skip
    if party.formed_in and party.kind in (None, "sole_trader"):
        yield error(contract, "V153", f"{path}.formed_in", f"“formed_in” is not used with kind"
                    f" {party.kind or 'unsaid'}; it works with “kind: company”, or another entity"
                    " that is formed; correct it.")  # fmt: skip
