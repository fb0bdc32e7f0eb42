"""Reads documents for the requirements of packs and says what they hold and what they lack."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contract_kit.document import Document
from contract_kit.errors import UnreadableError
from contract_kit.scan.conditions import facts, relevant
from contract_kit.scan.judgements import judgements
from contract_kit.scan.matching import reading
from contract_kit.scan.passages import passages
from contract_kit.scan.result import DocumentResult, NotAssessed, Report, RequirementResult
from contract_kit.scan.values import values
from contract_kit.scan.verdicts import verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from contract_kit.findings import Cure
    from contract_kit.library.packs import Pack, Requirement
    from contract_kit.scan.conditions import Facts
    from contract_kit.scan.matching import Reading
    from contract_kit.scan.result import ClauseResult


@dataclass(frozen=True)
class Options:
    """What holds for a whole scan."""

    packs: tuple[Pack, ...]
    conditions: frozenset[str]
    cures: Mapping[str, tuple[Cure, ...]]
    model: Path | None = None
    choose: bool = False


def scan(
    documents: Mapping[str, Document | UnreadableError],
    packs: Sequence[Pack],
    *,
    conditions: Collection[str] | None = None,
    cures: Mapping[str, tuple[Cure, ...]] | None = None,
    model: Path | None = None,
    choose: bool = False,
) -> Report:
    """Every document, by path, against every requirement of `packs`.

    `conditions` are assumed to hold (`no-gdpr`: not to hold); others are looked for in the text.
    `cures` names, for a requirement, the clauses that would mend its absence.
    `model` is another trained file for the clause types than the shipped one.
    `choose` leaves out, for each document, the packs whose own conditions do not hold for it.
    """
    options = Options(tuple(packs), frozenset(conditions or ()), cures or {}, model, choose)
    return Report(tuple(_document(path, one, options) for path, one in documents.items()))


def _document(path: str, document: Document | UnreadableError, options: Options) -> DocumentResult:
    if isinstance(document, UnreadableError):
        return DocumentResult(path, not_assessed=NotAssessed(document.cause, str(document)))
    read = reading(passages(document))
    known = facts(read.passages, options.packs, options.conditions)
    packs = relevant(options.packs, known) if options.choose else options.packs
    found = []
    findings = []
    for requirement in (one for pack in packs for one in pack.requirements):
        result = _requirement(requirement, read, known)
        found.append(result)
        cure = options.cures.get(requirement.id, ())
        findings += judgements(path, requirement, result, cure)
    return DocumentResult(
        path,
        document.title,
        document.pages,
        tuple(found),
        _clauses(read, options.model),
        tuple(findings),
    )


def _requirement(requirement: Requirement, reading: Reading, known: Facts) -> RequirementResult:
    applies, because = known.applies(requirement.applies_when)
    found = verdict(requirement, reading)
    return RequirementResult(
        requirement.id,
        requirement.pack,
        applies,
        because,
        found.status,
        found.confidence,
        found.evidence,
        found.closest,
        values(requirement, [hit.passage for hit in found.hits]),
    )


def _clauses(reading: Reading, model: Path | None) -> tuple[ClauseResult, ...]:
    from contract_kit.scan.clause_types import clause_types  # noqa: PLC0415 - numpy, a tenth second

    return clause_types(reading.passages, model=model)
