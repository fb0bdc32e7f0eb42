"""V121: what keeps a contract from being signed, each with its place.

Assumptions that nobody confirmed; placeholders of the library, which the spec answers; and those
that people type into a spec, such as `TBC` or `[name]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from contract_kit.assemble import assumed
from contract_kit.assemble.facts import FACTS
from contract_kit.assemble.numbering import DEFINITIONS_ANCHOR
from contract_kit.assemble.tables.sheet import UNNAMED
from contract_kit.assemble.values import Missing
from contract_kit.document import Document, Table
from contract_kit.findings import Finding, Location, Severity
from contract_kit.placed import placed

if TYPE_CHECKING:
    from contract_kit.assemble.builder import Builder
    from contract_kit.spec import Contract
    from contract_kit.spec.tree import Node

_MARK = re.compile(
    r"\[[^\[\]]*\]|\b(?:TBC|TBD|TBA|TODO|X{4,}|lorem ipsum)\b|_{3,}|\?{2,}"
    rf"|\b{UNNAMED}\b"
    r"|[●■]{1,3}(?=\s|$)"
)
"""What stands for words still to come: brackets, and what people type instead of an answer."""
_ZEROS = re.compile(r"[^1-9]*0[^1-9]*")
"""A registered number of zeros alone, which a draft may hold and no register does."""


def standing(builder: Builder, document: Document) -> Iterator[Finding]:
    """Each open assumption and each placeholder that `document` prints, once."""
    contract = builder.facts.contract
    places = _places(document)
    for one in assumed.every(builder):
        if one.state == "open":
            at = f"; {places[one.clause]}" if one.clause in places else ""
            message = f"not confirmed: “{one.id}” ({one.text}{at}); confirm it, or set a value"
            yield Finding("V121", Severity.ERROR, message, contract.location(one.path), one.id)
    yield from _placeholders(builder, document)
    yield from _unregistered(contract)


def _unregistered(contract: Contract) -> Iterator[Finding]:
    """Registered numbers that stand for one still to come."""
    parties = contract.parties
    for name in ("customer", "provider", "guarantor"):
        party = getattr(parties, name)
        number = party.number if party else None
        if number and _ZEROS.fullmatch(number):
            path = f"parties.{name}.number"
            message = f"“{number}” is no registered number; set {path} to that of {party.name}"
            yield Finding("V121", Severity.ERROR, message, contract.location(path))


def _places(document: Document) -> dict[str, str]:
    """Where each clause stands, by its id."""
    found: dict[str, str] = {DEFINITIONS_ANCHOR: "Definitions"}
    for one in placed(document):
        if one.kind == "section" and one.origin.clause:
            found.setdefault(one.origin.clause, f"{one.where}, {one.text}")
    return found


def _placeholders(builder: Builder, document: Document) -> Iterator[Finding]:
    contract = builder.facts.contract
    known = _missing(builder)
    found: dict[tuple[str, str], list[str]] = {}
    for where, clause, text in _texts(document):
        row = builder.facts.unanswered.get(text, "")
        for mark in _MARK.findall(text):
            name = mark.strip("[]").partition(":")[0].strip().lower()
            path = known.get((clause, name), row) if mark.startswith("[") else ""
            if mark == UNNAMED and row:
                path = f"{row}.name"
            found.setdefault((mark, path), []).append(where)
    for (mark, path), places in found.items():
        at = ", ".join(dict.fromkeys(places))
        if path and not _holds(contract, path, mark):
            message = f"placeholder “{mark}” in {at}; set {_settable(path)} in the spec"
            yield Finding("V121", Severity.ERROR, message, contract.location(path))
            continue
        message = f"“{mark}” in {at} stands for words still to come; write them in the spec"
        yield Finding("V121", Severity.ERROR, message, _typed(contract, mark))


def _holds(contract: Contract, path: str, mark: str) -> bool:
    """Whether the spec itself has the placeholder below a path."""
    node, _ = contract.source.walk(path.split("."))
    return any(mark in str(one.value) for one in _scalars(node))


def _texts(document: Document) -> Iterator[tuple[str, str, str]]:
    """Every text that is printed: where, by which clause, and its words."""
    cover = document.cover
    parties = (part for one in cover.parties for part in (one.name, one.number, one.address))
    for text in (document.title, cover.id, cover.date, *parties):
        yield "the cover", "", text
    for one in placed(document):
        if not isinstance(one.block, Table):
            yield one.where, one.origin.clause, one.text
            continue
        yield one.where, one.origin.clause, one.block.caption
        yield from ((one.where, one.origin.clause, row.text) for row in one.block.rows)


def _missing(builder: Builder) -> dict[tuple[str, str], str]:
    """The path of each placeholder that a clause or definition may print, by clause and name."""
    found = {}
    for one in builder.selection.chosen:
        values = builder.values(one.clause.front.parameters, one.id, one.figures)
        for name, value in values.items():
            if isinstance(value, Missing):
                path = one.clause.front.parameters[name].path
                found[one.id, name.replace("_", " ").lower()] = path
    for source in builder.terms.sources.values():
        for name, parameter in source.parameters.items():
            found[DEFINITIONS_ANCHOR, name.replace("_", " ").lower()] = parameter.path
    return found


def _settable(path: str) -> str:
    """What to set for a path; a computed amount follows from other fields."""
    is_computed = path.startswith("figures.") or path in FACTS
    return f"what {path} is computed from" if is_computed else path


def _typed(contract: Contract, mark: str) -> Location:
    """Where a spec types a placeholder; the spec as a whole where it does so nowhere."""
    source = contract.source
    node = next((one for one in _scalars(source.root) if mark in str(one.value)), source.root)
    return Location(node.file or source.name, *node.place)


def _scalars(node: Node) -> Iterator[Node]:
    if isinstance(node.value, str):
        yield node
    for child in node.children():
        yield from _scalars(child)
