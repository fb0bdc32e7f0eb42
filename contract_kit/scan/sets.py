"""Several files that are one contract: read together, each passage with the file it stands in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from contract_kit.document import Document
from contract_kit.scan.matching import Reading
from contract_kit.scan.papers import Papers
from contract_kit.scan.parties import Parties, parties
from contract_kit.scan.passages import Passage, passages
from contract_kit.scan.result import UNCLEAR, ClauseResult, DocumentResult, Member, NotAssessed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from contract_kit.document import Notice
    from contract_kit.errors import UnreadableError
    from contract_kit.scan.result import RequirementResult

_QUOTES = 3


@dataclass(frozen=True)
class Whole:
    """One contract as it is judged: a file, or several."""

    path: str
    title: str
    pages: int | None
    reading: Reading
    documents: tuple[Document, ...]
    files: tuple[Member, ...] = ()

    @property
    def titles(self) -> dict[str, str]:
        """The titles of the files that were read, by path; a file alone stands under no name."""
        read = {one.path: one.title for one in self.files if not one.not_assessed}
        return read or {"": self.title}

    @cached_property
    def papers(self) -> Papers:
        """The papers that the contract names beside itself."""
        titles = self.titles
        return Papers(self.reading, [*titles, *titles.values()], self.documents)

    @property
    def unread(self) -> tuple[str, ...]:
        """What could not be read: files, and what was lost of those that were read."""
        files = tuple(one.path for one in self.files if one.not_assessed)
        lost = (one for one in self.notices if one.kind == "lost-text")
        return (*files, *(_named_lost(one) for one in lost))

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What a reader must know of the files, each with its file where there are several."""
        names = [one.path for one in self.files if not one.not_assessed] or [""]
        return tuple(
            replace(one, location=replace(one.location, path=name))
            for name, document in zip(names, self.documents, strict=True)
            for one in document.notices
        )


def _named_lost(notice: Notice) -> str:
    """What was lost in words, with its file where there are several."""
    file = notice.location.path
    return f"{notice.what} of {file}" if file else notice.what


def alone(path: str, document: Document) -> Whole:
    """A file that is a contract by itself."""
    return Whole(path, document.title, document.pages, Reading(passages(document)), (document,))


def together(documents: Mapping[str, Document | UnreadableError]) -> Whole:
    """Files that are one contract; their names stand in the path, joined by ` + `."""
    files = tuple(_member(path, one) for path, one in documents.items())
    read = {path: one for path, one in documents.items() if isinstance(one, Document)}
    counts = [one.pages for one in read.values()]
    return Whole(
        " + ".join(documents),
        " + ".join(one.title for one in read.values() if one.title),
        sum(one or 0 for one in counts) if counts and None not in counts else None,
        _joined({path: passages(one) for path, one in read.items()}),
        tuple(read.values()),
        files,
    )


def refused(path: str, error: UnreadableError) -> DocumentResult:
    """A file that could not be assessed, with its cause."""
    return DocumentResult(path, not_assessed=_cause(error))


def _cause(error: UnreadableError) -> NotAssessed:
    return NotAssessed(error.cause, str(error))


def _member(path: str, one: Document | UnreadableError) -> Member:
    if isinstance(one, Document):
        return Member(path, one.title, one.pages)
    return Member(path, not_assessed=_cause(one))


def _joined(files: Mapping[str, list[Passage]]) -> Reading:
    found: list[Passage] = []
    for path, own in files.items():
        shift = found[-1].clause + 1 if found else 0
        for one in own:
            place = {"index": len(found), "clause": one.clause + shift, "file": path}
            found.append(replace(one, **place))  # type: ignore[arg-type]
    named = _named({path: parties(own) for path, own in files.items()})
    return Reading(found, named=named)


def _named(own: Mapping[str, Parties]) -> dict[str, Parties]:
    """The names of both sides in each file: its own, and what the others add without a clash."""
    provider = frozenset().union(*(one.provider for one in own.values()))
    customer = frozenset().union(*(one.customer for one in own.values()))
    clear = (provider - customer, customer - provider)
    return {
        path: Parties(
            one.provider | (clear[0] - one.customer),
            one.customer | (clear[1] - one.provider),
            one.turned,
        )
        for path, one in own.items()
    }


def merged(found: Iterable[Sequence[ClauseResult]]) -> tuple[ClauseResult, ...]:
    """The clause types of several files as those of one contract, the surest first quoted."""
    kinds: defaultdict[str, list[ClauseResult]] = defaultdict(list)
    for results in found:
        for one in results:
            kinds[one.type].append(one)
    return tuple(_surest(results) for results in kinds.values())


def _surest(results: list[ClauseResult]) -> ClauseResult:
    ordered = sorted(results, key=lambda one: (one.status != "present", -one.confidence))
    agreeing = [one for one in ordered if one.status == ordered[0].status]
    quotes = tuple(quote for one in agreeing for quote in one.evidence)
    return replace(ordered[0], evidence=quotes[:_QUOTES])


def incomplete(result: RequirementResult, unread: Sequence[str]) -> RequirementResult:
    """A verdict while parts of the contract are unread: what is missing may stand in them."""
    if not unread or result.status != "absent":
        return result
    names = " and ".join(unread)
    reason = f"Nothing in what was read states it, and {names} could not be read."
    return replace(result, status="unclear", confidence=UNCLEAR, reason=reason)
