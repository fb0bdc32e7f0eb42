"""V33, V42 and V46: term, notices and shares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from contract_kit.findings import Finding
from contract_kit.quantities import Duration, text
from contract_kit.spec.rules.registry import error, rule, warning
from contract_kit.spec.timeline import hours
from contract_kit.spec.vocabulary.shape import parts
from contract_kit.spec.vocabulary.shares import Shares

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract


@rule("V33", "term.initial", "term.renewal.notice", "term.renewal.length", "term.convenience.after")
def notices_fit(contract: Contract) -> Iterator[Finding]:
    """Find notices as long as what they end, or longer."""
    term = contract.term
    if term is None:
        return
    renewal = term.renewal
    if renewal and renewal.notice:
        spans = [("first term", term.initial)]
        if renewal.length:
            spans.append(("renewal", renewal.length))
        name, span = min(spans, key=lambda one: hours(one[1]))
        yield from _notice(contract, renewal.notice, name, span)
    early = term.convenience.after if term.convenience else None
    if early and hours(early) >= hours(term.initial):
        yield error(
            contract,
            "V33",
            "term.convenience.after",
            f"leaving is possible after {text(early)}, the first term is {text(term.initial)};"
            " expected less; correct one.",
        )


def _notice(contract: Contract, notice: Duration, name: str, span: Duration) -> Iterator[Finding]:
    if hours(notice) < hours(span):
        return
    longer = hours(notice) > hours(span)
    make = error if longer else warning
    yield make(
        contract,
        "V33",
        "term.renewal.notice",
        f"the notice of {text(notice)} is {'longer than' if longer else 'as long as'} the {name} of"
        f" {text(span)}; expected a shorter one; correct it.",
    )


@rule("V42")
def shares_add_up(contract: Contract) -> Iterator[Finding]:
    """Find shares that do not add up to 100."""
    for path, shares in _shares("", contract):
        total = shares.customer + shares.provider
        if total != 100:
            yield error(
                contract,
                "V42",
                path,
                f"the shares {shares.customer} and {shares.provider} add up to {total}; expected"
                " 100; correct one.",
            )


def _shares(path: str, value: object) -> Iterator[tuple[str, Shares]]:
    if isinstance(value, Shares):
        yield path, value
        return
    for key, part in parts(value):
        yield from _shares(f"{path}.{key}" if path else key, part)


@rule("V46", "roles.*.lock_in", "term.initial")
def lock_ins_end(contract: Contract) -> Iterator[Finding]:
    """Find lock-ins longer than the first term."""
    if contract.term is None:
        return
    for key, role in contract.roles.items():
        if role.lock_in and hours(role.lock_in) > hours(contract.term.initial):
            yield error(
                contract,
                "V46",
                f"roles.{key}.lock_in",
                f"“{key}” is locked in for {text(role.lock_in)}, the first term is"
                f" {text(contract.term.initial)}; expected no more; shorten it.",
            )
