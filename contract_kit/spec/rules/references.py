"""V01 and V02: names that others refer to exist, and stand once."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

from contract_kit.findings import Finding
from contract_kit.spec.rules.registry import error, rule

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract

_LABELS = ("reporting", "governance", "management")
_KINDS = {
    "role": "roles",
    "site": "sites",
    "calendar": "calendars",
    "process": "scope.processes",
    "metric": "service_levels.metrics",
}
REFERENCES: dict[str, tuple[str, ...]] = {
    "role": (
        "scope.processes.*.responsible.customer",
        "scope.processes.*.responsible.provider",
        "transition.milestones.*.owner",
        "transition.knowledge_transfer.owner",
        "transition.knowledge_transfer.provider_owner",
        "pilot.check_ins.owner",
        "pilot.check_ins.attendees.*",
        "governance.meetings.*.owner",
        "governance.meetings.*.attendees.*",
        "governance.escalation.*.customer",
        "governance.escalation.*.provider",
        "governance.reports.*.owner",
        "governance.change_control.approver",
        "governance.change_control.provider_approver",
        "people.key_roles.*",
    ),
    "site": (
        "scope.processes.*.sites.*",
        "security.certifications.*.sites.*",
        "continuity.alternate_site",
    ),
    "calendar": (
        "scope.processes.*.hours",
        "service_levels.metrics.*.calendar",
        "service_levels.metrics.*.severities.*.calendar",
        "service_levels.credits.per_duration.*.first.*.calendar",
    ),
    "process": ("pricing.charges.*.process", "pricing.charges.*.covers.*", "pilot.scope.*"),
    "metric": (
        "scope.processes.*.sla.*",
        "service_levels.credits.worked_example.*!",
        "service_levels.credits.per_duration.*.metric",
        "service_levels.credits.per_event.*.metric",
        "service_levels.bonuses.awards.*.metric",
        "service_levels.termination_trigger.metrics.*",
        "pilot.metrics.*",
        "pilot.exit.*.metric",
    ),
}
"""Fields that name something else, by what they name; `!` means that the key is the name."""


@rule("V01")
def references_resolve(contract: Contract) -> Iterator[Finding]:
    """Find names that nothing in the spec has."""
    for kind, patterns in REFERENCES.items():
        known = set(contract.keys(_KINDS[kind]))
        for pattern in patterns:
            for path, name in _values(contract, pattern):
                allowed = known | set(_LABELS) if ".covers." in path else known
                if name not in allowed:
                    yield error(contract, "V01", path, _dangling(kind, name, sorted(allowed)))


def _dangling(kind: str, name: str, known: list[str]) -> str:
    close = get_close_matches(name, known, 1)
    if close:
        mend = f"did you mean “{close[0]}”?"
    else:
        mend = f"add it to {_KINDS[kind]} or name one that is there."
    listed = f"one of {', '.join(known)}" if 0 < len(known) <= 12 else f"a name in {_KINDS[kind]}"
    return f"there is no {kind} “{name}”; expected {listed}; {mend}"


def _values(contract: Contract, pattern: str) -> Iterator[tuple[str, str]]:
    """Go through the texts at the paths that a pattern matches."""
    steps = pattern.removesuffix("!").split(".")
    spots: list[tuple[str, object]] = [("", contract)]
    for step in steps:
        spots = [spot for path, value in spots for spot in _below(path, value, step)]
    for path, value in spots:
        if pattern.endswith("!"):
            yield path, path.rsplit(".", 1)[-1]
        elif isinstance(value, str):
            yield path, value


def _below(path: str, value: object, step: str) -> Iterator[tuple[str, object]]:
    prefix = f"{path}." if path else ""
    if step != "*":
        below = getattr(value, step, None)
        if below is not None:
            yield prefix + step, below
    elif isinstance(value, dict):
        yield from ((prefix + key, below) for key, below in value.items())
    elif isinstance(value, tuple):
        yield from ((f"{prefix}{index}", below) for index, below in enumerate(value))


_NAMED = (
    ("governance.reports", "name"),
    ("transition.licences", "tool"),
    ("data_protection.subprocessors", "name"),
    ("continuity.critical_third_parties", "name"),
    ("custom_terms", "title"),
)


_LISTS = tuple(
    pattern.removesuffix(".*")
    for patterns in REFERENCES.values()
    for pattern in patterns
    if pattern.endswith(".*")
)
"""Lists of names of something else."""


@rule("V02", *(path for path, _ in _NAMED), *_LISTS)
def names_are_unique(contract: Contract) -> Iterator[Finding]:
    """Find names that stand twice in a list."""
    for path, field in _NAMED:
        items = contract.get(path)
        listed = items if isinstance(items, tuple) else ()
        named = [
            (f"{path}.{at}.{field}", str(getattr(item, field))) for at, item in enumerate(listed)
        ]
        yield from _twice(contract, named, "rename one")
    for pattern in _LISTS:
        lists: dict[str, list[tuple[str, str]]] = {}
        for path, name in _values(contract, f"{pattern}.*"):
            lists.setdefault(path.rpartition(".")[0], []).append((path, name))
        for named in lists.values():
            yield from _twice(contract, named, "remove one")


def _twice(contract: Contract, named: list[tuple[str, str]], mend: str) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for path, name in named:
        if name in first:
            line = contract.line(first[name])
            said = f"“{name}” stands twice (first in line {line}); expected once; {mend}."
            yield error(contract, "V02", path, said)
        first.setdefault(name, path)
