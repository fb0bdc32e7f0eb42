"""A contract's data and the clause library become a `Document`: selected, numbered, referenced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract_kit.errors import AssemblyError
from contract_kit.findings import Finding, Severity

if TYPE_CHECKING:
    from contract_kit.document import Document
    from contract_kit.library import Library
    from contract_kit.spec import Contract

__all__ = ["assemble", "check"]


def assemble(
    contract: Contract,
    library: Library,
    *,
    stance: str | None = None,
    draft: bool = True,
    clean: bool = False,
    final: bool = False,
    only: str | None = None,
) -> Document:
    """The contract as a document, with provenance.

    `stance` (`customer`, `balanced`, `provider`) overrides the spec's. A draft lists what it takes
    for granted where the spec is silent, unless it is `clean`, for the other side, or `final`, to
    be signed; what is rendered from these two shows nothing of how they were made. `only` names a
    document to build alone (`library.documents`), such as `service_levels`, to attach to an
    agreement that exists. Raises `AssemblyError` for a contract these clauses cannot express (V01
    unknown clause, V49), for references to what is not printed (V140), for confirmations of what it
    does not assume (V120), for what a final one leaves open (V121) and for a document of which the
    spec has nothing (V171); `UsageError` for a document there is not;
    `LibraryError` for a clause that cannot be printed.
    """
    from contract_kit.assemble.document import build  # noqa: PLC0415 - keeps the import cheap

    document, findings = build(
        contract, library, stance=stance, draft=draft, clean=clean, final=final, only=only
    )
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        raise AssemblyError(errors)
    return document


def check(
    contract: Contract, library: Library, *, stance: str | None = None
) -> tuple[Finding, ...]:
    """What the rules that need clauses (V49, V50, V85, V120, V140) say about a contract."""
    from contract_kit.assemble.document import build  # noqa: PLC0415 - as above

    return build(contract, library, stance=stance)[1]
