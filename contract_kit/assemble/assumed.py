"""What a contract assumes: defaults of the vocabulary and figures of the library, each by its id.

V120: `confirm` accepts only what is assumed, with the value it has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from contract_kit.assemble import uncapped
from contract_kit.assemble.supplied import State
from contract_kit.findings import Finding, Severity
from contract_kit.spec import Accepted, Assumption, id_of

if TYPE_CHECKING:
    from contract_kit.assemble.builder import Builder

_PLACES = (
    ("service_levels.metrics.", ("sla.measure", "sla.levels")),
    ("service_levels.credits.tiers", ("sla.tiers", "sla.credits")),
    ("service_levels.credits.monthly_cap", ("sla.caps", "sla.credits")),
    ("service_levels.credits.", ("sla.credits",)),
    ("pricing.", ("fee.charges",)),
    ("risk.uncapped", (uncapped.CLAUSE,)),
    ("data_protection.uk_transfers.", ("dp.idta", "dp.uk_addendum")),
    ("governance.change_control.", ("gov.change",)),
    ("governance.compliance_audits.", ("fee.records",)),
)
"""Which clause says what a default of the vocabulary settles."""


@dataclass(frozen=True, slots=True)
class Assumed:
    """A value nobody gave: where the spec would give it, what holds, the clause that says it."""

    path: str
    value: str
    text: str
    clause: str
    state: State

    @property
    def id(self) -> str:
        """What the draft lists and `confirm` accepts: `term.cause.cure = 30 days`."""
        return id_of(self.path, self.value)


def home(path: str, builder: Builder) -> str:
    """The printed clause that says what a default of the vocabulary settles; empty for none."""
    names = next((names for start, names in _PLACES if path.startswith(start)), ())
    return next((name for name in names if builder.selection.has(name)), "")


def concerns(path: str, builder: Builder) -> bool:
    """Whether a default of the vocabulary settles what this document prints.

    One built alone leaves some to the rest of the contract.
    """
    return builder.alone is None or bool(home(path, builder))


def defaults(builder: Builder) -> tuple[Assumption, ...]:
    """What holds because the spec is silent: by the vocabulary, or by a wording that is printed."""
    every = (*builder.facts.contract.assumptions, *uncapped.assumptions(builder))
    return tuple(one for one in every if concerns(one.path, builder))


def unconfirmed(builder: Builder) -> tuple[Assumption, ...]:
    """Those that `confirm` does not accept with the value they have now."""
    contract = builder.facts.contract
    return tuple(one for one in defaults(builder) if not contract.confirmed(one.path, one.value))


def every(builder: Builder) -> tuple[Assumed, ...]:
    """Everything that the contract assumes, each id once; ask when its clauses are printed."""
    contract = builder.facts.contract
    found = [
        Assumed(
            one.path,
            one.value,
            one.text,
            home(one.path, builder),
            "confirmed" if contract.confirmed(one.path, one.value) else "open",
        )
        for one in defaults(builder)
    ]
    for figure in builder.figures.supplied():
        text = figure.name.replace("_", " ")
        found.append(Assumed(figure.path, figure.notation, text, figure.clause, figure.state))
    return tuple({one.id: one for one in reversed(found)}.values())[::-1]


def unfounded(builder: Builder) -> Iterator[Finding]:
    """V120: confirmations that are stale, stand twice, or accept what nobody assumes.

    A house may confirm what one contract does not assume.
    """
    contract = builder.facts.contract
    known = every(builder)
    ids = Counter(one.id for one in contract.accepted)
    for one in contract.accepted:
        here = [other for other in known if other.path == one.path]
        fits = [other for other in here if one.accepts(other.path, other.value)]
        message = _twice(one, ids) or ("" if fits else _stale(one, here))
        if not message and fits and fits[0].state == "agreed":
            message = (
                f"“{one.id}” is agreed with all figures of the library by contract.library_figures;"
                " remove one of the two"
            )
        idle = not here and contract.inherited("confirm")
        if not message and not fits and not idle:
            message = _unknown(builder, one, known)
        if message:
            yield Finding("V120", Severity.ERROR, message, contract.location(one.place))


def _twice(one: Accepted, ids: Counter[str]) -> str:
    return f"“{one.id}” is confirmed twice; remove one" if ids[one.id] > 1 else ""


def _stale(one: Accepted, here: list[Assumed]) -> str:
    """What to say of an id whose path is assumed, with another value or none named."""
    if not here:
        return ""
    now = " and ".join(f"“{other.id}”" for other in here)
    if not one.value:
        return f"“{one.path}” names no value; expected what was accepted; write {now}"
    return (
        f"{one.by} confirmed “{one.id}” on {one.on}, but it is {now} now; ask again and write that,"
        " or set it in the spec"
    )


def _unknown(builder: Builder, one: Accepted, known: tuple[Assumed, ...]) -> str:
    if builder.facts.contract.given(one.path):
        return f"the spec gives {one.path}, so nothing is assumed there; remove the confirmation"
    paths = {other.path: other.id for other in known}
    near = get_close_matches(one.path, paths, 1, 0.7)
    hint = f"did you mean “{paths[near[0]]}”?" if near else "the draft lists what is assumed"
    return f"this contract assumes no “{one.path}”; {hint}"
