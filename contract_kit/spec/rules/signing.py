"""V153, V158: who signs, by which name, and for whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from contract_kit.findings import Finding
from contract_kit.spec.rules.registry import error, rule

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract


_MEANT = frozenset(
    {"agreement", "charges", "customer", "parties", "party", "provider", "services", "term"}
)
"""Words that a contract gives a meaning: no name of a party."""


@rule("V158", "parties.customer.name", "parties.provider.name")
def parties_have_names_of_their_own(contract: Contract) -> Iterator[Finding]:
    """Find parties of one name, and names that the contract gives another meaning."""
    names = {
        side: " ".join(getattr(contract.parties, side).name.casefold().split())
        for side in ("customer", "provider")
    }
    if names["customer"] == names["provider"]:
        yield error(contract, "V158", "parties.provider.name", "both parties have one name;"
                    " expected two companies or persons; write the full name of each.")  # fmt: skip
    for side, name in names.items():
        if name.removeprefix("the ") in _MEANT:
            yield error(contract, "V158", f"parties.{side}.name", f"the {side} is called"
                        f" “{getattr(contract.parties, side).name}”, which means something else in"
                        " the contract; expected its full name; write it.")  # fmt: skip


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
