"""The rules of a spec: a table of all codes, and the functions that run on one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from contract_kit.findings import Finding, Severity
from contract_kit.spec.rules import (
    associates,
    assurance,
    counting,
    crediting,
    credits,
    delivery,
    disputes,
    ending,
    fitting,
    formulas,
    frame,
    governance,
    leaving,
    left_out,
    levels,
    liability,
    measuring,
    parting,
    payments,
    piloting,
    prices,
    protection,
    references,
    scope,
    signing,
    signs,
    starting,
    tariffs,
    transfers,
)
from contract_kit.spec.rules.registry import REGISTERED, Check
from contract_kit.spec.rules.silence import nothing_is_assumed
from contract_kit.spec.rules.table import RULES, Rule

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract

__all__ = ["RULES", "Rule", "run"]
_MODULES = (
    references,
    left_out,
    scope,
    levels,
    measuring,
    credits,
    crediting,
    counting,
    prices,
    tariffs,
    signs,
    payments,
    piloting,
    formulas,
    delivery,
    governance,
    protection,
    transfers,
    associates,
    assurance,
    ending,
    liability,
    leaving,
    starting,
    fitting,
    parting,
    frame,
    disputes,
    signing,
)


def run(contract: Contract, checks: Iterable[Check] = (), *, strict: bool = False) -> list[Finding]:
    """Run every rule whose fields are free of mistakes, then the checks of other rooms."""
    findings: list[Finding] = []
    for one in REGISTERED:
        if contract.intact(*one.reads):
            found = _judge(one.function, contract)
            findings += _raised(found) if strict and one.completeness else found
    if strict:
        findings += _judge(nothing_is_assumed, contract)
    sound = not any(one.severity == Severity.ERROR for one in findings)
    for check in checks:
        findings += _judge(check, contract, sound=sound)
    return findings


def _raised(findings: Iterable[Finding]) -> Iterator[Finding]:
    for finding in findings:
        yield replace(finding, severity=Severity.ERROR)


def _judge(check: Check, contract: Contract, *, sound: bool = True) -> list[Finding]:
    """Run a check; in a contract with mistakes, one that trips over them has no verdict."""
    if sound and contract.intact("*"):
        return list(check(contract))
    try:
        return list(check(contract))
    except (AttributeError, KeyError, IndexError, TypeError, ArithmeticError, ValueError):
        return []
