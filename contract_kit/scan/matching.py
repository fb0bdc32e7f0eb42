"""Reads one passage against the patterns of one requirement."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Literal

from contract_kit.scan import guards
from contract_kit.scan.index import Index, places
from contract_kit.scan.parties import Parties, parties
from contract_kit.scan.passages import context
from contract_kit.scan.subjects import about

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from contract_kit.library.packs import Pattern, Phrase
    from contract_kit.scan.parties import Mention
    from contract_kit.scan.passages import Passage

_WILLING = {
    "provider": (None, "both", "provider"),
    "customer": (None, "both", "customer"),
    "not-customer": (None, "both", "provider", "third"),
    "not-provider": (None, "both", "customer", "third"),
    "anyone": (None, "both", "provider", "customer", "third"),
}
_KIND_REASONS = {
    "recital": "stands in a recital, which binds nobody",
    "definition": "only defines a term",
    "heading": "is a heading without text",
    "contents": "is a line of the table of contents",
    "unticked": "is a choice whose box is not ticked",
    "deleted": "is a clause that is said to be deleted or not to apply",
}


@dataclass(frozen=True)
class Hit:
    """A pattern found in a passage; `rank` is the pattern's place in its file, best first."""

    passage: Passage
    gives: Literal["satisfied", "partial"]
    start: int
    end: int
    part: str = ""
    rank: int = 0


class Spans:
    """Where one phrase stands, looked for once in each passage that is asked about."""

    def __init__(self, phrase: Phrase, openings: tuple[str, ...], passages: list[Passage]) -> None:
        self._phrase = phrase
        self._openings = openings
        self._passages = passages
        self._asked = 0
        self._found = 0
        self.at: dict[int, tuple[int, int]] = {}

    @property
    def lacking(self) -> int:
        """The passages that were asked about in vain."""
        return self._asked & ~self._found

    def among(self, asked: int) -> int:
        """Those of the passages in which the phrase stands: in the text, else in its lead-in."""
        for place in places(asked & ~self._asked):
            passage = self._passages[place]
            match = self._phrase.find(passage.own, self._openings)
            if match:
                self.at[place] = match.start() + passage.offset, match.end() + passage.offset
                self._found |= 1 << place
            elif passage.offset:
                match = self._phrase.find(passage.full, self._openings)
                if match:
                    self.at[place] = match.span()
                    self._found |= 1 << place
        self._asked |= asked
        return asked & self._found


@dataclass(frozen=True)
class Reading:
    """The passages of one contract and its parties: what patterns are read against.

    `known` are the parties where the passages alone do not tell; `named` holds the parties by file,
    where several files are one contract: "the Company" may be the customer in one and the provider
    in another.
    """

    passages: list[Passage]
    known: Parties | None = None
    named: Mapping[str, Parties] = field(default_factory=dict)

    @cached_property
    def parties(self) -> Parties:
        """The names of both sides in the whole contract."""
        return self.known or parties(self.passages)

    def names(self, passage: Passage) -> Parties:
        """The parties as the passage's own file calls them."""
        return self.named.get(passage.file, self.parties)

    def files(self) -> list[list[Passage]]:
        """The passages, file by file."""
        if not self.named:
            return [self.passages]
        return [[one for one in self.passages if one.file == file] for file in self.named]

    @cached_property
    def _spans(self) -> dict[str, Spans]:
        return {}

    def spans(self, phrase: Phrase) -> Spans:
        """Where a phrase stands, as far as it was looked for."""
        found = self._spans.get(phrase.source)
        if found is None:
            known = self.index.openings(phrase)
            found = self._spans[phrase.source] = Spans(phrase, known, self.passages)
        return found

    def may_hold(self, phrase: Phrase) -> int:
        """The passages in which a phrase may stand, by all that is known of them so far."""
        may = self.index.may_hold(phrase)
        known = self._spans.get(phrase.source)
        return may & ~known.lacking if known else may

    def place(self, phrase: Phrase, passage: Passage) -> tuple[int, int] | None:
        """Where a phrase stands: in the passage itself, else in its lead-in."""
        here = 1 << passage.index
        if self.index.may_hold(phrase) & here and self.spans(phrase).among(here):
            return self.spans(phrase).at[passage.index]
        return None

    @cached_property
    def _duties(self) -> dict[tuple[int, int], guards.Duty]:
        return {}

    @cached_property
    def _named(self) -> dict[int, list[Mention]]:
        return {}

    @cached_property
    def index(self) -> Index:
        """Where which words stand."""
        return Index(self.passages)

    @cached_property
    def _subjects(self) -> dict[str, int]:
        return {}

    @cached_property
    def hidden(self) -> list[Passage]:
        """The passages with words blacked out or illegible."""
        bodies = (one for one in self.passages if one.kind != "heading")
        return [one for one in bodies if guards.redacted(one.text)]

    def within(self, scope: Phrase | None) -> int:
        """The passages about a subject; all of them when the document as a whole is about it."""
        if scope is None:
            return self.index.every
        if scope.source not in self._subjects:
            found = 0
            for passages in self.files():
                found |= about(passages, scope, self.index)
            self._subjects[scope.source] = found
        return self._subjects[scope.source]

    def hits(self, pattern: Pattern, near: int, part: str = "", rank: int = 0) -> Iterator[Hit]:
        """The passages of `near` in which the pattern stands and counts."""
        for passage in self.holding(pattern, near):
            place = passage.index
            spans = [self.spans(phrase).at[place] for phrase in pattern.wanted]
            inside = [span for span in spans if span[1] > passage.offset]
            if (spans and not inside) or not self._around(passage, pattern):
                continue
            if self._refused(passage, pattern):
                continue
            low = min((span[0] for span in inside), default=0) - passage.offset
            high = max((span[1] for span in inside), default=len(passage.whole)) - passage.offset
            first, last = passage.place(max(0, low)), passage.place(high)
            yield Hit(passage, pattern.gives, first, last, part, rank)

    def holding(self, pattern: Pattern, near: int) -> list[Passage]:
        """The passages of `near` with all words of a pattern, under the headings it asks for."""
        found = self.index.together(pattern.wanted, near)
        if found and pattern.under:
            found &= self._headed_by(pattern)
        for phrase in sorted(pattern.wanted, key=self._commonness) if found else ():
            found = self.spans(phrase).among(found)
            if not found:
                break
        return [self.passages[place] for place in places(found)]

    def refusal(self, passage: Passage, pattern: Pattern) -> str:
        """Why a pattern does not count in a passage with all its words; empty when it does.

        Empty, too, where the pattern is for other places: under another heading, beside other
        clauses.
        """
        headed = self._headed_by(pattern) >> passage.index & 1
        return self._refused(passage, pattern) if headed and self._around(passage, pattern) else ""

    def _commonness(self, phrase: Phrase) -> int:
        """In how many passages a phrase may stand: what is rare is looked for first."""
        return self.index.may_hold(phrase).bit_count()

    def _headed_by(self, pattern: Pattern) -> int:
        """The passages under the headings that the pattern asks for."""
        found = self.index.every
        for phrase in pattern.under:
            found &= self.index.under(phrase)
        return found

    def _around(self, passage: Passage, pattern: Pattern) -> bool:
        """Whether the clause around a passage holds what the pattern asks of it."""
        if not pattern.near:
            return True
        text = context(passage, self.passages)
        return all(one.search(text) for one in pattern.near)

    def _refused(self, passage: Passage, pattern: Pattern) -> str:
        """Why the words do not count here, empty when they do."""
        if passage.kind in _KIND_REASONS and passage.kind not in pattern.allow:
            return _KIND_REASONS[passage.kind]
        for one in pattern.unless:
            may = self.index.may_hold(one) >> passage.index & 1
            if may and one.find(passage.full):
                return f"weakens it: {one.label}" if one.label else "says something else"
        if pattern.verb is None:
            denied = "negation" not in pattern.allow and self._denied(passage, pattern)
            return guards.NEGATED if denied else ""
        return self._verb_refused(passage, pattern)

    def _denied(self, passage: Passage, pattern: Pattern) -> bool:
        """Whether the words of a pattern without a verb are under a negation."""
        spans = [span for one in pattern.find if (span := self.place(one, passage))]
        if not spans:
            return False
        first, last = min(span[0] for span in spans), max(span[1] for span in spans)
        text = passage.full.lower
        return guards.denied(text, first, last) or guards.denies(text[: passage.offset])

    def _verb_refused(self, passage: Passage, pattern: Pattern) -> str:
        reasons = []
        assert pattern.verb is not None
        first = pattern.owed_by.startswith("not-")  # anybody else: only the main verb tells who
        for match in islice(pattern.verb.every(passage.full), 1 if first else None):
            reason = self._owed(passage, match.start(), pattern)
            if not reason:
                return ""
            reasons.append(reason)
        return reasons[0] if reasons else "states no duty"

    def _mentions(self, passage: Passage) -> list[Mention]:
        """The parties that a passage names."""
        if passage.index not in self._named:
            self._named[passage.index] = self.names(passage).mentions(passage.whole)
        return self._named[passage.index]

    def _headed(self, passage: Passage) -> str:
        """The only side that the headings name: "Obligations of the Customer"."""
        sides = {one.side for one in self.names(passage).mentions(passage.path)}
        return sides.pop() if len(sides) == 1 else "nobody"

    def _owed(self, passage: Passage, verb: int, pattern: Pattern) -> str:
        duty = self._duties.get((passage.index, verb))
        if duty is None:
            duty = guards.Duty(passage.full.lower, verb, self._mentions(passage))
            self._duties[passage.index, verb] = duty
        if "negation" not in pattern.allow and duty.negated:
            return guards.NEGATED
        if "permission" not in pattern.allow and duty.permitted:
            return guards.PERMITTED
        side = duty.subject.side
        if side is None and pattern.owed_by == "customer":
            side = self._headed(passage)
        return "" if side in _WILLING[pattern.owed_by] else guards.WRONG_PARTY
