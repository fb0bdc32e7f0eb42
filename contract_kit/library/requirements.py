"""Requirements as values: what a contract should say and how the program finds it.

`contract_kit.library.packs` makes them from the files of a pack; the JSON schema of those files
comes from the fields below.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field, field_serializer

from contract_kit.library.needles import OPENING, Needs
from contract_kit.library.phrases import compiled

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping, Sequence

Guard = Literal["negation", "permission", "recital", "definition", "heading", "contents"]
Side = Literal["provider", "customer", "not-customer", "not-provider", "anyone"]
Outcome = Literal["satisfied", "partial", "absent", "unclear"]
Direction = Literal["max", "min"]
Level = Literal["info", "warning", "error"]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Phrase(_Model):
    """Words to look for; `label` says in a report what is missing when they are.

    What `needles` asks for stands in every text that the words stand in; they begin with one of
    `openings`, where there are any.
    """

    source: str
    label: str = ""
    needles: Needs = ()
    openings: tuple[str, ...] = ()

    @property
    def regex(self) -> re.Pattern[str]:
        """The compiled expression, made when first needed."""
        return compiled(self.source)

    def find(self, text: str, starts: Mapping[str, Sequence[int]]) -> re.Match[str] | None:
        """The first place in a text; `starts` holds where its words begin, by their letters."""
        if not self.openings:
            return self.regex.search(text)
        match = self.regex.match
        whole, short = self._begins
        known = starts.keys() & whole
        if short:
            known |= {start for start in starts if start.startswith(short)}
        for place in sorted([place for start in known for place in starts[start]]):
            if found := match(text, place):
                return found
        return None

    @cached_property
    def _begins(self) -> tuple[frozenset[str], tuple[str, ...]]:
        """The openings of full length, and the shorter ones."""
        whole = frozenset(one for one in self.openings if len(one) == OPENING)
        return whole, tuple(one for one in self.openings if one not in whole)


class Pattern(_Model):
    """One way to say what a requirement asks for, within one sentence or table row.

    `verb` holds the words that state the duty: who owes it, negation and permission are read
    there. `find` must all stand in the sentence or its lead-in, `near` in the clause around it,
    `under` in one of its headings; `unless` must not stand in the sentence.
    """

    gives: Literal["satisfied", "partial"] = Field(
        "satisfied", description="What a match makes of the requirement.", examples=["partial"]
    )
    verb: Phrase | None = Field(
        None, description="Words of the duty; who owes it is read there.", examples=["{notify}"]
    )
    find: tuple[Phrase, ...] = Field(
        (),
        description="Words that must all stand in the sentence or its lead-in.",
        examples=[["{breach}", {"a time": "within ... hour*"}]],
    )
    near: tuple[Phrase, ...] = Field(
        (),
        description="Words that must stand in the clause around the sentence.",
        examples=[["service credit*"]],
    )
    under: tuple[Phrase, ...] = Field(
        (),
        description="Words that must stand in a heading above it.",
        examples=[["terminat* | exit"]],
    )
    unless: tuple[Phrase, ...] = Field(
        (),
        description="Words that must not stand in the sentence.",
        examples=[[{"only some breaches": "material {breach}"}]],
    )
    owed_by: Side = Field(
        "provider", description="Who must owe the duty.", examples=["customer", "anyone"]
    )
    allow: frozenset[Guard] = Field(
        frozenset(), description="Guards to leave out.", examples=[["negation"]]
    )

    @field_serializer("allow")
    def _sorted(self, allow: frozenset[Guard]) -> list[Guard]:
        return sorted(allow)


class Threshold(_Model):
    """A value beyond `limit` is a finding of this severity."""

    limit: float = Field(description="The value that may not be passed.", examples=[72])
    severity: Level = Field(description="Severity of the finding.", examples=["error"])


class ValueCheck(_Model):
    """A quantity to read from the evidence, and how far it may go."""

    parameter: str = Field(description="Name of the quantity.", examples=["breach_notice"])
    unit: str = Field(description="Unit it is compared in.", examples=["hour"])
    direction: Direction = Field(
        description="Whether the limit is the most or the least.", examples=["max"]
    )
    default: float = Field(description="A good value, for advice.", examples=[24])
    basis: Literal["law", "practice"] = Field(
        "practice", description="Where the limits come from.", examples=["practice"]
    )
    note: str = Field(
        "", description="Why the limits are these.", examples=["The law names no number."]
    )
    thresholds: tuple[Threshold, ...] = Field(
        (), description="Limits, mildest first.", examples=[[{"limit": 72, "severity": "error"}]]
    )
    near: Phrase | None = Field(
        None, description="Words the quantity must stand beside.", examples=["{breach}"]
    )
    unless: Phrase | None = Field(
        None, description="Words of a sentence that names another quantity.", examples=["object*"]
    )


class Example(_Model):
    """A text in our own words and what the requirement makes of it."""

    text: str
    status: Outcome


class Requirement(_Model):
    """What a contract should say, how a reader decides it, and how the program finds it.

    `scope` is the subject of its pack ("personal data"): in a long contract only passages about
    that subject are read; `None` reads them all.
    """

    id: str = Field(description="Stable name, also the file's.", examples=["gdpr-breach-notice"])
    title: str = Field(description="Short name for reports.", examples=["Breach notice"])
    citation: str = Field(description="Where it comes from.", examples=["GDPR Art. 33(2)"])
    applies_when: tuple[str, ...] = Field(
        description="Conditions that must all hold; a|b asks for either.", examples=[["gdpr"]]
    )
    severity: Level = Field(description="Of the finding when it is absent.", examples=["error"])
    why: str = Field(
        description="What the reader loses without it.",
        examples=["The customer's own clock depends on it."],
    )
    statement: str = Field(
        "",
        description="The requirement in one sentence.",
        examples=["The supplier notifies a breach without undue delay."],
    )
    satisfied_when: str = Field(
        description="The decision rule, for people.",
        examples=["A time to notify is stated, or without undue delay."],
    )
    partial_when: str = Field(
        "", description="What earns half.", examples=["Only significant breaches are notified."]
    )
    looks_like: tuple[str, ...] = Field(
        (),
        description="What looks like it but fails.",
        examples=[["commercially reasonable efforts to notify"]],
    )
    values: tuple[ValueCheck, ...] = Field(
        (),
        description="Quantities to read from the evidence.",
        examples=[
            [{"parameter": "breach_notice", "unit": "hour", "direction": "max", "default": 24}]
        ],
    )
    anchors: tuple[str, ...] = Field(
        description="Parts of words, one of which a sentence must hold to be read.",
        examples=[["breach", "incident"]],
    )
    headings: Phrase = Field(
        description="Titles under which it stands; redacted text there is unclear.",
        examples=["{breach}"],
    )
    scope: Phrase | None = Field(
        None,
        description="Words for its subject beside the pack's; anywhere lifts the limit.",
        examples=["security (incident|breach)*"],
    )
    patterns: tuple[Pattern, ...] = Field(
        (),
        description="Ways to state it.",
        examples=[[{"verb": "{notify}", "find": ["{breach}"]}]],
    )
    parts: dict[str, tuple[Pattern, ...]] = Field(
        default_factory=dict,
        description="Patterns for each of its parts, by name.",
        examples=[{"notice": [{"find": ["{breach}"]}]}],
    )
    needs: int = Field(0, description="How many parts make it satisfied; 0 for all.", examples=[2])
    examples: tuple[Example, ...] = Field(
        (),
        description="Texts in our own words by what the requirement makes of them.",
        examples=[{"satisfied": ["The Provider shall notify each breach within 24 hours."]}],
    )
    topic: str = Field(
        "",
        description="Heading of the report it stands under, where pack.yaml names none for it.",
        examples=["Breaches"],
    )
    pack: str = ""

    @property
    def parts_needed(self) -> int:
        """How many of the parts make it satisfied: `needs`, else all."""
        return self.needs or len(self.parts)


class Condition(_Model):
    """When requirements apply; `found_by` lets a document itself show that it holds.

    A passage with `unless` does not show it. With `opening` only what the document calls itself
    where it begins is looked at, up to the first `unless`. `besides` is a condition that must hold
    as well before words count.
    """

    about: str
    found_by: Phrase | None = None
    unless: Phrase | None = None
    opening: bool = False
    besides: str = ""
