"""What a scan says: the values behind its JSON, its text report and its annotated Word file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from contract_kit.findings import Finding

if TYPE_CHECKING:
    from contract_kit.document import Notice

Status = Literal["satisfied", "partial", "absent", "unclear"]
ClauseStatus = Literal["present", "unclear"]
Applies = Literal["yes", "no", "unknown"]
VERSION = 1
UNCLEAR = 0.6
"""What is said of an unclear verdict or clause; too few are labelled to measure it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence or table row, verbatim, at most 80 words, and where it stands.

    `file` is empty unless several files are one contract.
    """

    quote: str
    section: str = ""
    page: int | None = None
    paragraph: int | None = None
    file: str = ""


@dataclass(frozen=True, slots=True)
class Closest:
    """A passage that comes near a requirement nobody states, and why it does not do."""

    quote: str
    section: str
    page: int | None
    paragraph: int | None
    why_not: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A quantity that the evidence names for a parameter of the requirement."""

    parameter: str
    value: str
    unit: str
    quote: str


@dataclass(frozen=True, slots=True)
class RequirementResult:
    """What the text holds about one requirement; `status` stands whatever applies.

    `reason` is a sentence that says why the status is `unclear`, or which part of the contract
    prevails where two contradict each other; empty otherwise. `measured` says that labelled
    contracts show how often verdicts on this requirement are right. `lacks` names what a `partial`
    statement leaves out, where that can be told.
    """

    id: str
    pack: str
    applies: Applies
    applies_because: str
    status: Status
    confidence: float
    evidence: tuple[Evidence, ...] = ()
    closest: tuple[Closest, ...] = ()
    values: tuple[Value, ...] = ()
    reason: str = ""
    measured: bool = True
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseResult:
    """A type of clause that stands in the document."""

    type: str
    status: ClauseStatus
    confidence: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class NotAssessed:
    """Why a file was not read; `cause` is a key of `contract_kit.errors.CAUSES`."""

    cause: str
    message: str


@dataclass(frozen=True, slots=True)
class Member:
    """One of the files that are one contract."""

    path: str
    title: str = ""
    pages: int | None = None
    not_assessed: NotAssessed | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A pack that was not judged, and why; `mentioned` says that the document names its subject."""

    pack: str
    title: str
    applies: Applies
    because: str
    mentioned: bool = False


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """Everything found in one file, or the reason why it could not be assessed.

    `files` names the files where several are one contract; `unread` says what of the contract could
    not be read: files, pages that are images, other text that was lost. `notices` say what a reader
    must know of the file; their `location.path` names the file where several are one contract.
    `papers_not_given` are the names of other papers that the contract leaves things to,
    `left_out` the packs that were not judged because nothing states that they apply.
    """

    path: str
    title: str = ""
    pages: int | None = None
    requirements: tuple[RequirementResult, ...] = ()
    clauses: tuple[ClauseResult, ...] = ()
    findings: tuple[Finding, ...] = ()
    not_assessed: NotAssessed | None = None
    files: tuple[Member, ...] = ()
    unread: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    papers_not_given: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    def named(self, path: str) -> DocumentResult:
        """The same result for a file that holds the same bytes under another name."""
        if path == self.path:
            return self
        findings = (
            replace(one, location=replace(one.location, path=path)) for one in self.findings
        )
        return replace(self, path=path, findings=tuple(findings))


@dataclass(frozen=True, slots=True)
class Report:
    """The result of one scan, over all its files."""

    documents: tuple[DocumentResult, ...]
    version: int = VERSION
