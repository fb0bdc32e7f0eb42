"""Reads documents for the requirements of packs and says what they hold and what they lack."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from contract_kit.document import Document
from contract_kit.scan.conditions import Known, facts, left_out, relevant
from contract_kit.scan.conflicts import Conflicts
from contract_kit.scan.judgements import judgements
from contract_kit.scan.pointers import Attachments
from contract_kit.scan.result import DocumentResult, Report, RequirementResult
from contract_kit.scan.sets import alone, incomplete, merged, refused, together
from contract_kit.scan.values import values
from contract_kit.scan.verdicts import verdict
from contract_kit.workers import ahead, each

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from contract_kit.errors import UnreadableError
    from contract_kit.findings import Cure
    from contract_kit.library.packs import Pack, Requirement
    from contract_kit.scan.learned import Learned
    from contract_kit.scan.matching import Reading
    from contract_kit.scan.result import Applies, ClauseResult
    from contract_kit.scan.sets import Whole
    from contract_kit.scan.verdicts import Verdict

    Asked = tuple[Requirement, tuple[Applies, str]]
    """A requirement, whether it applies, and why."""

_LONG = 300
"""Passages from which a second process pays."""
_PARTS = 4
"""Into so many parts for each process requirements are cut: some take longer than others."""


@dataclass(frozen=True)
class Options:
    """What holds for a whole scan.

    `known` says which conditions hold or not; others are looked for in the text.
    `cures` names, for a requirement, the clauses that would mend its absence.
    `model` and `verdicts` are other trained files than the shipped ones: for the clause types, for
    the verdicts.
    `choose` leaves out, for each contract, the packs whose own conditions do not hold for it.
    `jobs` is how many processes may judge a long contract.
    """

    packs: tuple[Pack, ...]
    known: Known
    cures: Mapping[str, tuple[Cure, ...]]
    model: Path | None = None
    verdicts: Path | None = None
    choose: bool = False
    jobs: int = 1


class Checks:
    """Judges one contract: what its text holds, leaves to missing texts, and contradicts.

    The patterns decide, or what was `learned` of labelled contracts together with them.
    """

    def __init__(
        self, whole: Whole, packs: Collection[Pack], learned: Learned | None = None
    ) -> None:
        self._learned = learned
        self._reading = whole.reading
        self._packs = {pack.id: pack for pack in packs}
        self._attachments = Attachments(whole.reading, whole.papers)
        self._conflicts = Conflicts(whole.reading, whole.titles)

    def judge(self, requirement: Requirement) -> Verdict:
        """The verdict on a requirement."""
        holders = self._packs[requirement.pack].held_by(requirement.id)
        found = self._attachments.judge(requirement, verdict(requirement, self._reading), holders)
        found = self._conflicts.settle(requirement, found)
        return self._learned.judge(requirement, found) if self._learned else found

    def measured(self, requirement: Requirement) -> bool:
        """Whether labelled contracts show how often verdicts on it are right."""
        return self._learned is not None and self._learned.measured(requirement)

    def prepare(self) -> None:
        """Make once what every process needs."""
        _ = self._reading.index, self._reading.parties
        if self._learned:
            _ = self._learned.scores


def scan(  # noqa: PLR0913 - one for each option
    documents: Mapping[str, Document | UnreadableError],
    packs: Sequence[Pack],
    *,
    conditions: Collection[str] | Known = (),
    cures: Mapping[str, tuple[Cure, ...]] | None = None,
    model: Path | None = None,
    verdicts: Path | None = None,
    choose: bool = False,
    as_one: bool = False,
    jobs: int = 1,
) -> Report:
    """Every document, by path, against every requirement of `packs`.

    `conditions` are assumed to hold (`no-gdpr`: not to hold). With `as_one` the documents are one
    contract: what one lacks another may hold. The other arguments are those of `Options`.
    """
    known = conditions if isinstance(conditions, Known) else Known(frozenset(conditions))
    options = Options(
        tuple(packs), known, {} if cures is None else cures, model, verdicts, choose, jobs
    )
    if as_one:
        return Report(tuple(_set(documents, options)))
    return Report(tuple(_document(path, one, options) for path, one in documents.items()))


def _set(
    documents: Mapping[str, Document | UnreadableError], options: Options
) -> Iterator[DocumentResult]:
    """The contract that the documents are, then each of them that could not be assessed."""
    if any(isinstance(one, Document) for one in documents.values()):
        yield _judged(together(documents), options)
    for path, one in documents.items():
        if not isinstance(one, Document):
            yield refused(path, one)


def _document(path: str, document: Document | UnreadableError, options: Options) -> DocumentResult:
    if isinstance(document, Document):
        return _judged(alone(path, document), options)
    return refused(path, document)


def _judged(whole: Whole, options: Options) -> DocumentResult:
    reading = whole.reading
    jobs = options.jobs if len(reading.passages) >= _LONG else 1
    clauses = ahead(partial(_clauses, reading, options.model), jobs)
    known = facts(reading.passages, options.packs, options.known, reading.index, whole.titles)
    packs = relevant(options.packs, known) if options.choose else options.packs
    asked = [
        (one, known.asked_by(pack, one.applies_when)) for pack in packs for one in pack.requirements
    ]
    found = _shared(whole, packs, asked, options.verdicts, jobs)
    findings = [
        finding
        for (requirement, _), result in zip(asked, found, strict=True)
        for finding in judgements(
            whole.path, requirement, result, options.cures.get(requirement.id, ())
        )
    ]
    return DocumentResult(
        whole.path,
        whole.title,
        whole.pages,
        tuple(found),
        clauses(),
        tuple(findings),
        files=whole.files,
        unread=whole.unread,
        notices=whole.notices,
        papers_not_given=whole.papers.not_given,
        left_out=left_out(options.packs, known) if options.choose else (),
    )


def _shared(
    whole: Whole, packs: Collection[Pack], asked: list[Asked], model: Path | None, jobs: int
) -> list[RequirementResult]:
    """The results asked for, shared among as many processes as `jobs`."""
    learned = _learned(whole.reading, asked, model)
    checks, unread = Checks(whole, packs, learned), whole.unread

    def task(part: range) -> list[RequirementResult]:
        chosen = (asked[place] for place in part)
        return [incomplete(_requirement(one, checks, how), unread) for one, how in chosen]

    step = max(1, -(-len(asked) // (_PARTS * jobs)) if jobs > 1 else len(asked))
    parts = [range(at, min(at + step, len(asked))) for at in range(0, len(asked), step)]
    checks.prepare()  # copied with each process
    _ = whole.papers.missing
    found = each(task, parts, [len(part) for part in parts], jobs)
    return [result for part in found for result in part]


def _learned(reading: Reading, asked: list[Asked], model: Path | None) -> Learned:
    from contract_kit.scan.learned import Learned  # noqa: PLC0415 - numpy, a tenth second
    from contract_kit.scan.verdict_model import load  # noqa: PLC0415 - as above

    return Learned(reading, [one for one, _ in asked], load(model) if model else load())


def _requirement(
    requirement: Requirement, checks: Checks, applies: tuple[Applies, str]
) -> RequirementResult:
    found = checks.judge(requirement)
    return RequirementResult(
        requirement.id,
        requirement.pack,
        *applies,
        found.status,
        found.confidence,
        found.evidence,
        found.closest,
        values(requirement, [hit.passage for hit in found.hits]),
        found.reason,
        checks.measured(requirement),
        found.lacks,
    )


def _clauses(reading: Reading, model: Path | None) -> tuple[ClauseResult, ...]:
    from contract_kit.scan.clause_types import clause_types  # noqa: PLC0415 - numpy, a tenth second

    return merged(clause_types(own, model=model) for own in reading.files())
