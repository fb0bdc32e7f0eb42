"""Figures that clauses supply: the library's, in brackets until agreed, or those of the spec."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from contract_kit.assemble.values import Supplied
from contract_kit.findings import Finding, Severity

if TYPE_CHECKING:
    from contract_kit.assemble.facts import Facts
    from contract_kit.assemble.selection import Selection
    from contract_kit.library.parameters import Parameter

_KINDS = {"Duration": "a length of time", "Percent": "a percentage", "Count": "a number"}


def path_of(clause: str, name: str, parameter: Parameter) -> str:
    """Where a spec gives the value of a parameter."""
    return parameter.path or f"clauses.{clause}.figures.{name}"


@dataclass(frozen=True, slots=True)
class Open:
    """A figure of the library that a contract prints and nobody has agreed yet."""

    clause: str
    name: str
    path: str
    value: Supplied


class Figures:
    """Gives each figure of one contract's clauses, and knows afterwards which were printed."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.is_agreed = facts("contract.library_figures") == "agreed"
        self._printed: dict[tuple[str, str], Open | None] = {}

    def value(self, clause: str, variant: str, name: str, parameter: Parameter) -> Supplied:
        """The figure a clause prints: the spec's own, else the library's, open until agreed."""
        path = path_of(clause, name, parameter)
        given = self.facts(path) if self.facts.contract.given(path) else None
        is_open = given is None and not self.is_agreed
        figure = Supplied(parameter.supplied(variant) if given is None else given, is_open)
        figure.told = lambda: self._note(Open(clause, name, path, figure), is_open=is_open)
        return figure

    def _note(self, one: Open, *, is_open: bool) -> None:
        self._printed[one.clause, one.name] = one if is_open else None

    def open(self) -> tuple[Open, ...]:
        """The figures printed in brackets, in the order in which they were printed first."""
        return tuple(one for one in self._printed.values() if one is not None)

    def findings(self, selection: Selection) -> Iterator[Finding]:
        """V85: figures of the spec that name nothing, are of another kind, or print nowhere.

        A house may set figures of clauses that one contract does not print.
        """
        overrides: Any = self.facts.contract.get("clauses") or {}
        chosen = {one.id: one for one in selection.chosen if not one.excluded}
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
