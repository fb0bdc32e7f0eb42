"""V83 and V84: fields on term and people stand only where they say something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from contract_kit.findings import Finding
from contract_kit.spec.rules.registry import error, rule

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract

RENEWAL = {
    "auto": ("by", "length", "max", "notice"),
    "option": ("by", "length", "max", "notice"),
    "evergreen": ("by", "length", "notice"),
    "none": (),
}
"""The fields each kind of renewal uses."""


@rule("V83", "term.renewal")
def renewals_use_their_fields(contract: Contract) -> Iterator[Finding]:
    """Find fields of a renewal that its kind has no use for."""
    renewal = contract.term.renewal if contract.term else None
    if renewal is None:
        return
    for name in ("by", "length", "max", "notice"):
        if getattr(renewal, name) is not None and name not in RENEWAL[renewal.kind]:
            kinds = ", ".join(kind for kind, names in RENEWAL.items() if name in names)
            yield error(contract, "V83", f"term.renewal.{name}", f"“{name}” is not used with kind"
                        f" {renewal.kind}; it works with {kinds}; remove it or change the kind."
                        )  # fmt: skip
    if renewal.max == 0:
        yield error(contract, "V83", "term.renewal.max", "0 renewals; expected one or more; write"
                    " kind none for a term that is not renewed.")  # fmt: skip


@rule("V83", "term.convenience")
def each_party_may_leave_as_it_says(contract: Contract) -> Iterator[Finding]:
    """Find a notice of the provider's where it has no right beside the customer's."""
    leaving = contract.term.convenience if contract.term else None
    if leaving and leaving.provider_notice is not None and leaving.by != "both":
        yield error(contract, "V83", "term.convenience.provider_notice", "“provider_notice” is not"
                    f" used with by {leaving.by}; it works with by both; remove it, or write"
                    " “notice”.")  # fmt: skip


@rule("V84", "roles.*.lock_in", "roles.*.key_personnel", "roles.*.party")
def lock_ins_are_of_key_personnel(contract: Contract) -> Iterator[Finding]:
    """Find lock-ins of roles that are not among the provider's key personnel."""
    for key, role in contract.roles.items():
        is_key = role.key_personnel and role.party == "provider"
        if role.key_personnel and role.party == "customer":
            yield error(contract, "V84", f"roles.{key}.key_personnel", "key personnel are people of"
                        " the provider; expected party provider; remove it or correct the party."
                        )  # fmt: skip
        if role.lock_in is not None and not is_key:
            yield error(contract, "V84", f"roles.{key}.lock_in", "“lock_in” is used only for key"
                        " personnel; expected “key_personnel: true” beside it; add it or remove"
                        " the lock-in.")  # fmt: skip
