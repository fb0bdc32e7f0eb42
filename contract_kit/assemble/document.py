"""The whole document of one contract, and the rules that need its wording."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from contract_kit import __version__
from contract_kit.assemble import (
    assumed,
    execution,
    front,
    left_out,
    remarks,
    short_front,
    signatures,
)
from contract_kit.assemble.alone import RELIES, alone
from contract_kit.assemble.builder import Builder
from contract_kit.assemble.facts import Facts
from contract_kit.assemble.selection import select
from contract_kit.assemble.values import Printer, sentence_case
from contract_kit.document import Document, Table
from contract_kit.findings import Finding, Severity

if TYPE_CHECKING:
    from contract_kit.library import Library
    from contract_kit.spec import Contract

LETTER_PAPER = frozenset(
    ("BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE")
)
"""Countries that print on Letter paper (paperSize in the Unicode CLDR); A4 everywhere else."""
_PENALTY = re.compile(r"\b(penalt(?:y|ies)|punitive|fines?)\b", re.IGNORECASE)


def build(
    contract: Contract,
    library: Library,
    *,
    stance: str | None = None,
    draft: bool = True,
    clean: bool = False,
    final: bool = False,
    only: str | None = None,
) -> tuple[Document, tuple[Finding, ...]]:
    """The document and every finding of the rules of this room; V121 only of a final one.

    With `only` it is one document alone; what speaks against the whole contract counts there too.
    """
    draft = draft and not final
    sent = clean or final
    facts = Facts(contract)
    wanted = stance or str(facts("contract.stance") or "balanced")
    builder, wrong = _builder(library, facts, wanted, only, bracketed=not final)
    clauses = builder.sections()
    if draft and not sent:
        clauses = remarks.added(builder, clauses)
    key_terms = front.key_terms(builder)
    definitions = builder.definitions((key_terms, *clauses))
    around = short_front if builder.is_short else front
    notes = around.assumptions(builder) if draft and not sent else None
    document = Document(
        title=_title(builder),
        sections=(
            *([key_terms] if key_terms.blocks else []),
            *([notes] if notes else []),
            *clauses,
            front.definitions_section(definitions),
            signatures.signature(builder),
            *(() if sent else (around.colophon(builder, __version__),)),
        ),
        cover=front.cover(builder, draft=draft),
        definitions=definitions,
        language=str(facts("contract.language") or "en-GB"),
        draft=draft,
        metadata=_metadata(builder, wanted),
        outgoing=sent,
        paper="letter" if facts("parties.customer.country") in LETTER_PAPER else "a4",
        compact=builder.is_short,
    )
    if not only:
        wrong = (*wrong, *_of_whole(builder))
    open_ = execution.standing(builder, document) if final else ()
    return document, (*wrong, *_penalties(facts, document), *open_)


def _builder(
    library: Library, facts: Facts, stance: str, only: str | None, *, bracketed: bool
) -> tuple[Builder, tuple[Finding, ...]]:
    """Who makes the document, and what is wrong before it is made.

    A document alone is of a contract that is right as a whole, so that one is made as well.
    """
    whole = select(library, facts, stance)
    builder = Builder(library, facts, whole, _printer(facts), bracketed=bracketed)
    if only is None:
        return builder, whole.findings
    builder.definitions((front.key_terms(builder), *builder.sections()))
    one = alone(only, library, facts, stance, whole)
    wrong = (*whole.findings, *_of_whole(builder), *one.printed.findings)
    chosen = one.printed
    return Builder(library, facts, chosen, builder.printer, bracketed=bracketed, alone=one), wrong


def _of_whole(builder: Builder) -> tuple[Finding, ...]:
    """What is wrong with figures, confirmations and references of a contract that is made."""
    return (
        *builder.figures.findings(builder.selection),
        *assumed.unfounded(builder),
        *left_out.dangling(builder),
    )


def _title(builder: Builder) -> str:
    if builder.alone:
        return builder.alone.title
    return str(builder.facts("contract.title") or "Outsourcing Agreement")


def _printer(facts: Facts) -> Printer:
    names: dict[str, str] = {}
    for section, attribute in (("roles", "title"), ("sites", "name"), ("scope.processes", "name")):
        members = facts(section)
        if isinstance(members, Mapping):
            for key, member in members.items():
                given = getattr(member, attribute, None)
                names[key] = str(given) if given else sentence_case(key.replace("_", " "))
    metrics = facts("service_levels.metrics")
    if isinstance(metrics, Mapping):
        names |= {key: str(one.title) for key, one in metrics.items() if one.title}
    language = str(facts("contract.language") or "en-GB")
    beside = str(facts("contract.figures")) == "words_and_figures"
    return Printer(language, str(facts("contract.currency") or ""), names, beside=beside)


def _metadata(builder: Builder, stance: str) -> tuple[tuple[str, str], ...]:
    contract, one = builder.facts.contract, builder.alone
    clauses = (
        (f"clause {one.id}", f"{one.clause.front.version} {one.variant}")
        for one in builder.selection.chosen
    )
    own = (("document", one.document.id), (RELIES, "; ".join(sorted(one.relied)))) if one else ()
    return (
        ("contract id", str(contract.get("contract.id") or "")),
        ("spec hash", contract.hash),
        ("contract_kit", __version__),
        ("stance", stance),
        *own,
        *clauses,
    )


def _penalties(facts: Facts, document: Document) -> Iterator[Finding]:
    """V50: wording that a court may read as a penalty, where the spec says price adjustment."""
    if str(facts("service_levels.credits.nature") or "price_adjustment") != "price_adjustment":
        return
    for section, block in document.blocks():
        if block.origin.variant != "spec":
            continue
        texts = [row.text for row in block.rows] if isinstance(block, Table) else [block.text]
        for text in texts:
            match = _PENALTY.search(text)
            if match:
                path = f"clauses.{section.anchor}.text"
                yield Finding(
                    "V50",
                    Severity.WARNING,
                    f"'{match[0]}' in {section.anchor}, but credits are a price adjustment; "
                    "write 'price adjustment', or set nature: liquidated_damages",
                    facts.contract.location(path),
                    quote=text[:300],
                )
