"""Figures that clauses supply: the library's, in brackets until agreed, or those of the spec."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from contract_kit.assemble.values import Supplied
from contract_kit.findings import Finding, Severity
from contract_kit.quantities import notation

if TYPE_CHECKING:
    from contract_kit.assemble.facts import Facts
    from contract_kit.assemble.selection import Selection
    from contract_kit.library.parameters import Parameter

_KINDS = {"Duration": "a length of time", "Percent": "a percentage", "Count": "a number"}


def path_of(clause: str, name: str, parameter: Parameter) -> str:
    """Where a spec gives the value of a parameter."""
    return parameter.path or f"clauses.{clause}.figures.{name}"


State = Literal["open", "confirmed", "agreed"]
"""Of what is assumed: `open` while nobody agreed to it, `confirmed` by the spec's `confirm`, or
`agreed` with all figures of the library by `contract.library_figures`."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure of the library that a contract prints: what `confirm` says or could say of it."""

    clause: str
    name: str
    path: str
    value: Any
    state: State

    @property
    def notation(self) -> str:
        """The value as a spec writes it."""
        return notation(self.value)


class Figures:
    """Gives each figure of one contract's clauses, and knows afterwards which were printed."""

    def __init__(self, facts: Facts, *, bracketed: bool = True) -> None:
        self.facts = facts
        self.is_agreed = facts("contract.library_figures") == "agreed"
        self.bracketed = bracketed
        self._printed: dict[tuple[str, str], Printed | None] = {}

    def value(self, clause: str, variant: str, name: str, parameter: Parameter) -> Supplied:
        """The figure a clause prints: the spec's own, else the library's, open until agreed."""
        path = path_of(clause, name, parameter)
        given = self.facts(path) if self.facts.contract.given(path) else None
        if given is not None:
            return self._noted(Supplied(given, False), clause, name, None)
        value = parameter.supplied(variant)
        one = Printed(clause, name, path, value, self._state(path, value))
        is_bracketed = one.state == "open" and self.bracketed
        return self._noted(Supplied(value, is_bracketed), clause, name, one)

    def _state(self, path: str, value: Any) -> State:
        if self.is_agreed:
            return "agreed"
        confirmed = self.facts.contract.confirmed(path, notation(value))
        return "confirmed" if confirmed else "open"

    def _noted(self, figure: Supplied, clause: str, name: str, one: Printed | None) -> Supplied:
        """The figure, noted once it is printed."""
        figure.told = lambda: self._printed.__setitem__((clause, name), one)
        return figure

    def supplied(self) -> tuple[Printed, ...]:
        """The figures of the library that were printed, in the order in which they came first."""
        return tuple(one for one in self._printed.values() if one is not None)

    def open(self) -> tuple[Printed, ...]:
        """Those of them that nobody agreed to."""
        return tuple(one for one in self.supplied() if one.state == "open")

    def findings(self, selection: Selection) -> Iterator[Finding]:
        """V85: figures of the spec that name nothing, are of another kind, or print nowhere.

        A house may set figures of clauses that one contract does not print.
        """
        overrides: Any = self.facts.contract.get("clauses") or {}
        chosen = {one.id: one for one in selection.chosen}
        for clause, override in overrides.items():
            for name, figure in override.figures.items():
                path = f"clauses.{clause}.figures.{name}"
                known = chosen[clause].clause.front.parameters if clause in chosen else None
                message = self._mistake(clause, name, figure, known)
                idle = known is None or (clause, name) not in self._printed
                if message and not (idle and self.facts.contract.inherited(path)):
                    place = self.facts.contract.location(path)
                    yield Finding("V85", Severity.ERROR, message, place)

    def _mistake(
        self, clause: str, name: str, figure: Any, known: dict[str, Parameter] | None
    ) -> str:
        if known is None:
            return (
                f"this contract does not print {clause}, so its figure '{name}' says nothing; "
                "remove it"
            )
        own = {key: one for key, one in known.items() if one.figure and not one.path}
        if name in known and known[name].path:
            return f"{clause} takes '{name}' from the spec; set {known[name].path} instead"
        if name not in own:
            listed = ", ".join(own) or "none"
            return f"{clause} supplies no figure '{name}'; it supplies {listed}"
        wanted = type(own[name].supplied("balanced")).__name__
        if type(figure).__name__ != wanted:
            return f"'{name}' of {clause} is {_KINDS[wanted]}; write one"
        if (clause, name) not in self._printed:
            return f"the wording of {clause} that this contract prints has no figure '{name}'"
        return ""
