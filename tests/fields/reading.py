"""From data to a validated contract and to the words of its clauses, without YAML in between."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from contract_kit import settle
from contract_kit.assemble import front, signatures
from contract_kit.assemble.builder import Builder
from contract_kit.assemble.document import _printer
from contract_kit.assemble.facts import FACTS, Facts
from contract_kit.assemble.selection import select
from contract_kit.document import Paragraph, Reference, Section, Table
from contract_kit.errors import SpecError
from contract_kit.findings import Severity
from contract_kit.spec import Contract
from contract_kit.spec.fields import build
from contract_kit.spec.rules import run
from contract_kit.spec.tree import Node, Source
from tests.conftest import clause_library

Words = dict[str, tuple[str, ...]]


def contract(data: Mapping[str, Any]) -> Contract:
    """The contract that data describe; raises `SpecError` as `load` does."""
    made, findings = build(Source("spec.yaml", _node(data)))
    findings += run(made, (settle.check,))
    errors = [one for one in findings if one.severity is Severity.ERROR]
    if errors:
        raise SpecError(errors)
    made._warnings = tuple(findings)
    return made


def _node(value: Any) -> Node:
    if isinstance(value, Mapping):
        return Node({str(key): _node(one) for key, one in value.items()}, 1, 1)
    if isinstance(value, (list, tuple)):
        return Node([_node(one) for one in value], 1, 1)
    if isinstance(value, bool):
        return Node(str(value).lower(), 1, 1)
    return Node(str(value), 1, 1)


EVERYWHERE = ("contract", "parties", "roles", "clauses", "confirm")
"""Sections that any clause may print."""


class Reader:
    """Reads the clauses of one contract; raises `SpecError` where its clauses cannot be."""

    def __init__(self, made: Contract) -> None:
        self.made = made
        self.facts = Facts(made)
        stance = str(self.facts("contract.stance") or "balanced")
        self.selection = select(clause_library(), self.facts, stance)
        self.builder = Builder(clause_library(), self.facts, self.selection, _printer(self.facts))
        self._known: dict[str, tuple[str, ...]] = {}
        for one in made.clauses:
            self.clause(one)
        found = [*self.selection.findings, *self.builder.figures.findings(self.selection)]
        errors = [one for one in found if one.severity is Severity.ERROR]
        if errors:
            raise SpecError(errors)

    def ids(self) -> tuple[str, ...]:
        return tuple(one.id for one in self.selection.chosen)

    def clause(self, wanted: str) -> tuple[str, ...]:
        """The words of one clause, numbers of other clauses left out."""
        if wanted not in self._known:
            one = next((one for one in self.selection.chosen if one.id == wanted), None)
            section = self.builder.section(one, level=1) if one else None
            place = (one.schedule,) if one and one.variant == "spec" else ()
            self._known[wanted] = (section.title, *place, *lines(section)) if section else ()
        return self._known[wanted]

    def candidates(self, first: str) -> tuple[str, ...]:
        """The clauses that can hold words about the section `first` of a spec."""
        return tuple(one.id for one in self.selection.chosen if _may_read(one, first))

    def names(self, clause: str, path: str) -> int:
        """How many letters of the path a parameter of the clause names."""
        chosen = next((one for one in self.selection.chosen if one.id == clause), None)
        named = chosen.clause.front.parameters.values() if chosen else ()
        spots = [one.path for one in named]
        return max((len(one) for one in spots if f"{path}.".startswith(f"{one}.")), default=0)

    def rest(self) -> Words:
        """What stands outside the clauses and states something itself: cover, definitions."""
        cover = front.cover(self.builder, draft=False)
        title = str(self.facts("contract.title"))
        language = str(self.facts("contract.language"))
        found: Words = {"cover": (title, language, repr(cover))}
        found["signature"] = lines(signatures.signature(self.builder))
        for term, source in clause_library().definitions.items():
            if source.parameters:
                found[f"definition of {term}"] = (_text(self.builder._definition(term).runs),)
        return found


@cache
def _reads(clause: str) -> tuple[frozenset[str], bool]:
    """The sections of a spec that a clause names, and whether it may read others."""
    one = clause_library().clauses[clause]
    paths = [parameter.path for parameter in one.front.parameters.values()]
    bodies = " ".join(body.source for body in one.bodies.values())
    return frozenset(path.split(".")[0] for path in paths), "table(" in bodies


def _may_read(one: Any, first: str) -> bool:
    if one.id not in clause_library().clauses or one.variant == "spec":
        return True
    named, tables = _reads(one.id)
    facts = {"figures", *FACTS} & named
    return first in named or tables or bool(facts) or first in EVERYWHERE


def lines(section: Section) -> tuple[str, ...]:
    """The paragraphs and table rows of a section."""
    found: list[str] = []
    for block in section.blocks:
        if isinstance(block, Table):
            found.append(block.caption)
            found += [
                " | ".join(
                    " ".join(_text(part.runs) for part in cell.paragraphs) for cell in row.cells
                )
                for row in block.rows
            ]
        elif isinstance(block, Paragraph):
            found.append(_text(block.runs))
    return tuple(found)


def _text(runs: Any) -> str:
    return "".join("§" if isinstance(run, Reference) else run.text for run in runs)
