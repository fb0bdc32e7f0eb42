"""Where something stands, and what was found there: the values every check returns."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import IntEnum


class Severity(IntEnum):
    """How much a finding matters; ordered, so `max()` and `>=` work."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()

    @classmethod
    def parse(cls, name: str) -> Severity:
        """The severity called `name` (`info`, `warning` or `error`)."""
        return cls[name.upper()]

    def lower(self) -> Severity:
        """One step lower, `INFO` at the least."""
        return Severity(max(self - 1, Severity.INFO))


@dataclass(frozen=True, slots=True)
class Location:
    """Where a passage sits.

    Specs and other text files use `line` and `column` (from 1). Contracts use `page` (PDF only),
    `section` (its printed number) and `paragraph` (ordinal from 1). `document_level` says that no
    passage is meant, only the document as a whole.
    """

    path: str = ""
    line: int | None = None
    column: int | None = None
    page: int | None = None
    section: str = ""
    paragraph: int | None = None
    document_level: bool = False

    def __str__(self) -> str:
        if self.line is not None:
            return f"{self.path}:{self.line}:{self.column or 1}"
        parts = [self.path] if self.path else []
        if self.page is not None:
            parts.append(f"page {self.page}")
        if self.section:
            parts.append(f"section {self.section}")
        if self.paragraph is not None:
            parts.append(f"paragraph {self.paragraph}")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Cure:
    """A clause of the library whose wording would mend a finding."""

    clause: str
    variant: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a user should know: which rule, how grave, what, and where.

    `message` says what was found, what was expected and how to mend it. `quote` is the passage,
    verbatim, where there is one.
    """

    id: str
    severity: Severity
    message: str
    location: Location
    quote: str = ""
    cure: tuple[Cure, ...] = ()

    def __str__(self) -> str:
        return f"{self.location}: {self.severity}: {self.message} [{self.id}]"

    @property
    def fingerprint(self) -> str:
        """Identity across versions of a file: rule, file and normalised quote; no line number."""
        quote = re.sub(r"\W+", " ", self.quote.lower()).strip()
        key = f"{self.id}\0{self.location.path}\0{quote}"
        return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]
