"""Mutations: break a clause in a known way, and the verdict on what it claims must follow.

For each clause and wording that claims a requirement, every other claimant is taken out of the
contract first, then the clause is left whole, deleted, negated, moved to a recital, reduced to its
heading, turned around (the parties swapped) or redacted. The labels cost nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from contract_kit.document import Block, Document, Paragraph, Run, Section, Table
from contract_kit.library import Library, is_given
from contract_kit.library.packs import Pack, Requirement
from contract_kit.scan import scan
from contract_kit.spec import Contract

_NEGATED = (
    (r"\bshall(?! not)\b", "shall not"),
    (r"\bmay(?! not| only)\b", "may not"),
    (r"\bmay only\b", "may also otherwise than"),
    (r"\b(is|are|has|have|remains|remain)(?! not)\b", r"\1 not"),
    (r"\bonly\b", "not only"),
)
_RECITAL = "WHEREAS the parties have talked about the following: "


@dataclass(frozen=True)
class Case:
    """One label: this clause, broken in this way, makes of this requirement that status."""

    requirement: Requirement
    clause: str
    variant: str
    mutation: str
    expected: frozenset[str]


def rewrite(section: Section, change: Callable[[str], str]) -> Section:
    """The section with every text changed."""

    def block(one: Block) -> Block:
        if isinstance(one, Table):
            rows = tuple(
                replace(
                    row,
                    cells=tuple(
                        replace(cell, paragraphs=tuple(paragraph(p) for p in cell.paragraphs))
                        for cell in row.cells
                    ),
                )
                for row in one.rows
            )
            return replace(one, rows=rows)
        return paragraph(one)

    def paragraph(one: Paragraph) -> Paragraph:
        return replace(one, runs=(Run(change(one.text)),))

    return replace(section, blocks=tuple(block(one) for one in section.blocks))


def negated(text: str) -> str:
    """The text with its duties, permissions and statements denied."""
    for pattern, instead in _NEGATED:
        text = re.sub(pattern, instead, text)
    return text


def swapped(text: str) -> str:
    """The text with customer and provider in each other's place."""
    names = {
        "Customer": "Provider",
        "Provider": "Customer",
        "customer": "provider",
        "provider": "customer",
    }
    return re.sub(r"\b(Customer|Provider|customer|provider)\b", lambda match: names[match[1]], text)


def redacted(text: str) -> str:
    """The text blacked out."""
    return "[***]" if text.strip() else text


def recital(section: Section) -> Section:
    """The clause as one of the recitals."""
    moved = rewrite(section, lambda text: f"{_RECITAL}{text}" if text.strip() else text)
    blocks = tuple(
        replace(one, number="", level=0, style="body") if isinstance(one, Paragraph) else one
        for one in moved.blocks
    )
    return replace(moved, title="Recitals", number="", blocks=blocks)


MUTATIONS: dict[str, Callable[[Section], Section | None]] = {
    "whole": lambda section: section,
    "delete": lambda section: None,
    "negate": lambda section: rewrite(section, negated),
    "recital": recital,
    "heading": lambda section: replace(section, blocks=()),
    "swap": lambda section: rewrite(section, swapped),
    "redact": lambda section: rewrite(section, redacted),
}


def edit(
    sections: tuple[Section, ...], change: Callable[[Section], Section | None]
) -> tuple[Section, ...]:
    """The tree of sections with `change` applied to each; `None` takes one out."""
    kept = (change(section) for section in sections)
    return tuple(
        replace(one, sections=edit(one.sections, change)) for one in kept if one is not None
    )


def mutant(document: Document, case: Case, others: frozenset[str]) -> Document:
    """The document with the case's clause broken and every other claimant gone."""

    def change(section: Section) -> Section | None:
        if section.anchor in others or section.kind == "key_terms":
            return None
        return MUTATIONS[case.mutation](section) if section.anchor == case.clause else section

    return replace(document, sections=edit(document.sections, change))


def is_duty(requirement: Requirement) -> bool:
    """Whether anybody owes what the requirement asks for; a list of data types is owed by nobody."""
    patterns = [
        *requirement.patterns,
        *(one for group in requirement.parts.values() for one in group),
    ]
    return any(one.verb is not None for one in patterns)


def is_one_sided(requirement: Requirement) -> bool:
    """Whether only one party can meet it, so that swapping the parties breaks it."""
    patterns = [
        *requirement.patterns,
        *(one for group in requirement.parts.values() for one in group),
    ]
    owed = [one for one in patterns if one.verb is not None]
    return bool(owed) and all(one.owed_by != "anyone" for one in owed)


def cases(
    library: Library, packs: tuple[Pack, ...], contract: Contract, stance: str
) -> Iterator[Case]:
    """Every label that the clauses of one contract give."""
    known = {one.id: one for pack in packs for one in pack.requirements}
    for clause in library.clauses.values():
        variant = clause.variant(stance)
        for claim in clause.claims(variant):
            requirement = known.get(claim.requirement)
            if requirement is None:
                continue
            paths = [clause.front.parameters[name].path for name in claim.given]
            given = all(is_given(contract.get(path)) for path in paths)
            full = "satisfied" if claim.level == "full" and given else "partial"
            yield from _labels(requirement, clause.id, variant, full)


def _labels(requirement: Requirement, clause: str, variant: str, full: str) -> Iterator[Case]:
    gone = frozenset({"absent"})
    found = frozenset({full, "satisfied"})
    for name in MUTATIONS:
        expected = {"whole": found, "redact": frozenset({"unclear"})}.get(name, gone)
        if name == "negate" and not is_duty(requirement):
            continue
        if name == "swap" and not is_one_sided(requirement):
            expected = found
        yield Case(requirement, clause, variant, name, expected)


def claimants(library: Library, requirement: str) -> frozenset[str]:
    """Every clause with a claim, full or partial, on a requirement."""
    return frozenset(
        clause.id
        for clause in library.clauses.values()
        for variant in clause.bodies
        for claim in clause.claims(variant)
        if claim.requirement == requirement
    )


def verdict(document: Document, case: Case, library: Library) -> str:
    """What the scan says of the mutant."""
    others = claimants(library, case.requirement.id) - {case.clause}
    pack = Pack(id=case.requirement.pack, title="", source="", requirements=(case.requirement,))
    report = scan(
        {"mutant": mutant(document, case, others)},
        (pack,),
        conditions=case.requirement.applies_when,
    )
    return report.documents[0].requirements[0].status
