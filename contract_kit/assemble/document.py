"""The whole document of one contract, and the rules that need its wording."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from contract_kit import __version__
from contract_kit.assemble import assumed, execution, front, remarks, short_front
from contract_kit.assemble.builder import Builder
from contract_kit.assemble.facts import Facts
from contract_kit.assemble.selection import Selection, select
from contract_kit.assemble.values import Printer, sentence_case
from contract_kit.document import Document, Table
from contract_kit.findings import Finding, Severity

if TYPE_CHECKING:
    from contract_kit.library import Library
    from contract_kit.spec import Contract

_PENALTY = re.compile(r"\b(penalt(?:y|ies)|punitive|fines?)\b", re.IGNORECASE)


def build(
    contract: Contract,
    library: Library,
    *,
    stance: str | None = None,
    draft: bool = True,
    clean: bool = False,
    final: bool = False,
) -> tuple[Document, tuple[Finding, ...]]:
    """The document and every finding of V01, V49, V50, V85, V120 and, if it is final, V121."""
    draft = draft and not final
    facts = Facts(contract)
    wanted = stance or str(facts("contract.stance") or "balanced")
    selection = select(library, facts, wanted)
    builder = Builder(library, facts, selection, _printer(facts), bracketed=not final)
    clauses = builder.sections()
    sent = clean or final
    if draft and not sent:
        clauses = remarks.added(builder, clauses)
    key_terms = front.key_terms(builder)
    definitions = builder.definitions((key_terms, *clauses))
    around = short_front if builder.is_short else front
    notes = around.assumptions(builder) if draft and not sent else None
    document = Document(
        title=str(facts("contract.title") or "Outsourcing Agreement"),
        sections=(
            key_terms,
            *([notes] if notes else []),
            *clauses,
            front.definitions_section(definitions),
            front.signature(builder),
            *(() if sent else (around.colophon(builder, __version__),)),
        ),
        cover=front.cover(builder, draft=draft),
        definitions=definitions,
        language=str(facts("contract.language") or "en-GB"),
        draft=draft,
        metadata=_metadata(contract, selection, wanted),
        outgoing=sent,
        compact=builder.is_short,
    )
    wrong = (*builder.figures.findings(selection), *assumed.unfounded(builder))
    open_ = execution.standing(builder, document) if final else ()
    return document, (*selection.findings, *wrong, *_penalties(facts, document), *open_)


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


def _metadata(contract: Contract, selection: Selection, stance: str) -> tuple[tuple[str, str], ...]:
    clauses = (
        (f"clause {one.id}", f"{one.clause.front.version} {one.variant}")
        for one in selection.chosen
    )
    return (
        ("contract id", str(contract.get("contract.id") or "")),
        ("spec hash", contract.hash),
        ("contract_kit", __version__),
        ("stance", stance),
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
