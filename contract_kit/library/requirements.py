"""Requirements as values: what a contract should say and how the program finds it.

`contract_kit.library.packs` makes them from the files of a pack; the JSON schema of those files
comes from the fields below. They are plain dataclasses, so that a scan need not load pydantic.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar, Literal

from contract_kit.library.texts import Phrase

Guard = Literal["negation", "permission", "recital", "definition", "heading", "contents"]
Side = Literal["provider", "customer", "not-customer", "not-provider", "anyone"]
Outcome = Literal["satisfied", "partial", "absent", "unclear"]
Direction = Literal["max", "min"]
Level = Literal["info", "warning", "error"]


def _said(description: str, *examples: object) -> dict[str, Any]:
    """What the JSON schema says of a field."""
    return {"description": description, "examples": list(examples)}


class _Strict:
    """Read from a file it takes no key that is not a field; pydantic looks for this name."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}


@dataclass(frozen=True, kw_only=True)
class Pattern(_Strict):
    """One way to say what a requirement asks for, within one sentence or table row.

    `verb` holds the words that state the duty: who owes it, negation and permission are read
    there. `find` must all stand in the sentence or its lead-in, `near` in the clause around it,
    `under` in one of its headings; `unless` must not stand in the sentence.
    """

    gives: Literal["satisfied", "partial"] = field(
        default="satisfied", metadata=_said("What a match makes of the requirement.", "partial")
    )
    verb: Phrase | None = field(
        default=None, metadata=_said("Words of the duty; who owes it is read there.", "{notify}")
    )
    find: tuple[Phrase, ...] = field(
        default=(),
        metadata=_said(
            "Words that must all stand in the sentence or its lead-in.",
            ["{breach}", {"a time": "within ... hour*"}],
        ),
    )
    near: tuple[Phrase, ...] = field(
        default=(),
        metadata=_said(
            "Words that must stand in the clause around the sentence.", ["service credit*"]
        ),
    )
    under: tuple[Phrase, ...] = field(
        default=(),
        metadata=_said("Words that must stand in a heading above it.", ["terminat* | exit"]),
    )
    unless: tuple[Phrase, ...] = field(
        default=(),
        metadata=_said(
            "Words that must not stand in the sentence.",
            [{"only some breaches": "material {breach}"}],
        ),
    )
    owed_by: Side = field(
        default="provider", metadata=_said("Who must owe the duty.", "customer", "anyone")
    )
    allow: frozenset[Guard] = field(
        default=frozenset(), metadata=_said("Guards to leave out.", ["negation"])
    )

    @cached_property
    def wanted(self) -> tuple[Phrase, ...]:
        """The phrases that must all stand in the sentence."""
        return (self.verb, *self.find) if self.verb else self.find


@dataclass(frozen=True, kw_only=True)
class Threshold(_Strict):
    """A value beyond `limit` is a finding of this severity."""

    limit: float = field(metadata=_said("The value that may not be passed.", 72))
    severity: Level = field(metadata=_said("Severity of the finding.", "error"))


@dataclass(frozen=True, kw_only=True)
class ValueCheck(_Strict):
    """A quantity to read from the evidence, and how far it may go."""

    parameter: str = field(metadata=_said("Name of the quantity.", "breach_notice"))
    unit: str = field(metadata=_said("Unit it is compared in.", "hour"))
    direction: Direction = field(
        metadata=_said("Whether the limit is the most or the least.", "max")
    )
    default: float = field(metadata=_said("A good value, for advice.", 24))
    basis: Literal["law", "practice"] = field(
        default="practice", metadata=_said("Where the limits come from.", "practice")
    )
    note: str = field(
        default="", metadata=_said("Why the limits are these.", "The law names no number.")
    )
    thresholds: tuple[Threshold, ...] = field(
        default=(), metadata=_said("Limits, mildest first.", [{"limit": 72, "severity": "error"}])
    )
    near: Phrase | None = field(
        default=None, metadata=_said("Words the quantity must stand beside.", "{breach}")
    )
    unless: Phrase | None = field(
        default=None, metadata=_said("Words of a sentence that names another quantity.", "object*")
    )


@dataclass(frozen=True, kw_only=True)
class Example(_Strict):
    """A text in our own words and what the requirement makes of it."""

    text: str
    status: Outcome


@dataclass(frozen=True, kw_only=True)
class Requirement(_Strict):
    """What a contract should say, how a reader decides it, and how the program finds it.

    `scope` is the subject of its pack ("personal data"): in a long contract only passages about
    that subject are read; `None` reads them all.
    """

    id: str = field(metadata=_said("Stable name, also the file's.", "gdpr-breach-notice"))
    title: str = field(metadata=_said("Short name for reports.", "Breach notice"))
    citation: str = field(metadata=_said("Where it comes from.", "GDPR Art. 33(2)"))
    applies_when: tuple[str, ...] = field(
        metadata=_said("Conditions that must all hold; a|b asks for either.", ["gdpr"])
    )
    severity: Level = field(metadata=_said("Of the finding when it is absent.", "error"))
    why: str = field(
        metadata=_said(
            "What the reader loses without it.", "The customer's own clock depends on it."
        )
    )
    statement: str = field(
        default="",
        metadata=_said(
            "The requirement in one sentence.",
            "The supplier notifies a breach without undue delay.",
        ),
    )
    satisfied_when: str = field(
        metadata=_said(
            "The decision rule, for people.", "A time to notify is stated, or without undue delay."
        )
    )
    partial_when: str = field(
        default="", metadata=_said("What earns half.", "Only significant breaches are notified.")
    )
    looks_like: tuple[str, ...] = field(
        default=(),
        metadata=_said(
            "What looks like it but fails.", ["commercially reasonable efforts to notify"]
        ),
    )
    values: tuple[ValueCheck, ...] = field(
        default=(),
        metadata=_said(
            "Quantities to read from the evidence.",
            [{"parameter": "breach_notice", "unit": "hour", "direction": "max", "default": 24}],
        ),
    )
    anchors: tuple[str, ...] = field(
        metadata=_said(
            "Parts of words, one of which a sentence must hold to be read.", ["breach", "incident"]
        )
    )
    headings: Phrase = field(
        metadata=_said("Titles under which it stands; redacted text there is unclear.", "{breach}")
    )
    scope: Phrase | None = field(
        default=None,
        metadata=_said(
            "Words for its subject beside the pack's; anywhere lifts the limit.",
            "security (incident|breach)*",
        ),
    )
    patterns: tuple[Pattern, ...] = field(
        default=(),
        metadata=_said("Ways to state it.", [{"verb": "{notify}", "find": ["{breach}"]}]),
    )
    parts: dict[str, tuple[Pattern, ...]] = field(
        default_factory=dict,
        metadata=_said(
            "Patterns for each of its parts, by name.", {"notice": [{"find": ["{breach}"]}]}
        ),
    )
    needs: int = field(default=0, metadata=_said("How many parts make it satisfied; 0 for all.", 2))
    examples: tuple[Example, ...] = field(
        default=(),
        metadata=_said(
            "Texts in our own words by what the requirement makes of them.",
            {"satisfied": ["The Provider shall notify each breach within 24 hours."]},
        ),
    )
    topic: str = field(
        default="",
        metadata=_said(
            "Heading of the report it stands under, where pack.yaml names none for it.", "Breaches"
        ),
    )
    pack: str = ""

    @cached_property
    def ways(self) -> tuple[tuple[str, Pattern], ...]:
        """Its patterns with the part each belongs to, best first."""
        parts = ((name, one) for name, own in self.parts.items() for one in own)
        return (*(("", one) for one in self.patterns), *parts)

    @cached_property
    def letters(self) -> tuple[str, ...]:
        """The anchors in lower case."""
        return tuple(anchor.lower() for anchor in self.anchors)

    @property
    def parts_needed(self) -> int:
        """How many of the parts make it satisfied: `needs`, else all."""
        return self.needs or len(self.parts)


@dataclass(frozen=True, kw_only=True)
class Condition(_Strict):
    """When requirements apply; `found_by` lets a document itself show that it holds.

    A passage with `unless` does not show it. With `opening` only what the document calls itself
    where it begins is looked at, up to the first `unless`. With `other_paper` it holds where the
    document is a paper of another kind than a contract for services. `besides` is a condition that
    must hold as well before words count.
    """

    about: str
    found_by: Phrase | None = None
    unless: Phrase | None = None
    opening: bool = False
    other_paper: bool = False
    besides: str = ""
