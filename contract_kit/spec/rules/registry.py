"""How a rule is written: a function over a contract, registered under its code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from contract_kit.findings import Finding, Severity

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract

Check: TypeAlias = "Callable[[Contract], Iterable[Finding]]"


@dataclass(frozen=True, slots=True)
class Registered:
    """A rule function with the paths it reads; completeness rules bend to `strict`."""

    code: str
    function: Check
    reads: tuple[str, ...]
    completeness: bool


REGISTERED: list[Registered] = []


def rule(code: str, *reads: str, completeness: bool = False) -> Callable[[Check], Check]:
    """Register a rule that reads these paths (`*` stands for any one step)."""

    def keep(function: Check) -> Check:
        REGISTERED.append(Registered(code, function, reads, completeness))
        return function

    return keep


def error(contract: Contract, code: str, path: str, message: str) -> Finding:
    """Make a finding of severity error at a path of the spec."""
    return Finding(code, Severity.ERROR, message, contract.location(path))


def warning(contract: Contract, code: str, path: str, message: str) -> Finding:
    """Make a finding of severity warning at a path of the spec."""
    return Finding(code, Severity.WARNING, message, contract.location(path))


def missing(
    contract: Contract, code: str, paths: dict[str, bool], message: str
) -> Iterator[Finding]:
    """Report what a completeness rule misses.

    `paths` says of each path asked for whether it is given. Nothing given: a warning. Some given:
    an error. `message` has a place `{missing}`.
    """
    absent = [path for path, given in paths.items() if not given]
    if not absent:
        return
    make = warning if len(absent) == len(paths) else error
    names = ", ".join(dict.fromkeys(path.rsplit(".", 1)[-1] for path in absent))
    yield make(contract, code, absent[0], message.format(missing=names))
