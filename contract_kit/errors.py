"""The error tree. Every error a user can cause is one of these; anything else is a bug.

ContractKitError
├── SpecError           a YAML spec with mistakes; carries every finding
├── QuantityError       a text that is no quantity, or not of the wanted kind
├── ExpressionError     an expression that cannot be read or computed; knows its column
├── LibraryError        a clause or pack file that is wrong; names file and line
├── AssemblyError       a contract that cannot be put together from these clauses
├── UnreadableError     a file that cannot be assessed; carries its cause
├── TemplateError       a house template with a wrong tag
├── MeasurementError    a measurement file with mistakes; carries every finding
└── UsageError          a request that makes no sense (unknown format, unknown id)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contract_kit.findings import Finding

CAUSES = {
    "empty": "The file holds no text.",
    "not-text": "The bytes are no text and no known document format.",
    "no-text-layer": "The PDF holds pages as images only; run OCR on it first.",
    "encrypted": "The file is protected by a password; save an unprotected copy.",
    "corrupt": "The file is damaged and cannot be opened.",
    "macro": "The file carries macros; save it as a .docx without macros.",
    "bomb": "The file unpacks to far more than its size allows.",
    "too-large": "The file is larger than the reader accepts.",
    "legacy-format": "Old .doc, .rtf and OpenDocument files are not read; save it as .docx or PDF.",
    "language": "The text is not in English.",
    "not-a-contract": "The text is something else than a contract.",
    "missing": "There is no such file.",
    "not-readable": "The file cannot be opened.",
    "time-limit": "Reading and judging it took too long.",
    "memory-limit": "Reading and judging it took too much memory.",
    "reader-ended": "Its reader ended on it: it is damaged, made to do harm, or too much.",
    "program-error": "The program failed on this file; please report it, with the file if you may.",
}
"""Why a file was not assessed: the cause's name and what it means. Names are stable."""


class ContractKitError(Exception):
    """Base of every error that is the user's to mend; its text is the whole message."""


class LostError(ContractKitError):
    """A process that did a part of the work ended without an answer."""

    def __init__(
        self,
        text: str = "a process ended in the middle of its work: memory may be short; try --jobs 1",
    ) -> None:
        super().__init__(text)


class _WithFindings(ContractKitError):
    """An error made of located findings."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


class SpecError(_WithFindings):
    """A spec with mistakes; `findings` holds all of them, in file order."""


class MeasurementError(_WithFindings):
    """A measurement file with mistakes; `findings` holds all of them, in file order."""


class QuantityError(ContractKitError):
    """A text that is no quantity, or a quantity of another kind than the one wanted."""


class ExpressionError(ContractKitError):
    """An expression that cannot be read or computed; `column` counts from 1 in the expression."""

    def __init__(self, text: str, column: int) -> None:
        self.column = column
        super().__init__(text)

    def __reduce__(self) -> tuple[type[ExpressionError], tuple[str, int]]:
        """How another process makes it anew."""
        return type(self), (str(self), self.column)


class LibraryError(ContractKitError):
    """A clause, definition or pack file that is wrong; the text begins with `file:line:`."""


class AssemblyError(_WithFindings):
    """A contract that these clauses cannot express; `findings` holds every reason."""


class TemplateError(ContractKitError):
    """A house template that cannot be filled; the text names the tag and its place."""


class UsageError(ContractKitError):
    """A request that makes no sense: an unknown format, id or option value."""


class UnreadableError(ContractKitError):
    """A file that cannot be assessed.

    `cause` is a key of `CAUSES`; `detail` adds what is particular to this file.
    """

    def __init__(self, cause: str, detail: str = "") -> None:
        self.cause = cause
        self.detail = detail
        super().__init__(f"{CAUSES[cause]} {detail}".strip())

    def __reduce__(self) -> tuple[type[UnreadableError], tuple[str, str]]:
        """How another process makes it anew."""
        return type(self), (self.cause, self.detail)
