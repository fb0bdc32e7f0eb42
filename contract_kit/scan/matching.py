"""Reads one passage against the patterns of one requirement."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from contract_kit.scan import guards
from contract_kit.scan.parties import Parties, parties
from contract_kit.scan.passages import context
from contract_kit.scan.subjects import about

if TYPE_CHECKING:
    from contract_kit.library.packs import Pattern, Phrase
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


@dataclass(frozen=True)
class Miss:
    """A pattern that nearly stands in a passage; `near` says how nearly, from 0 to 1."""

    passage: Passage
    why_not: str
    near: float


@dataclass(frozen=True)
class Reading:
    """The passages of one document and its parties: what patterns are read against."""

    passages: list[Passage]
    parties: Parties

    @cached_property
    def _subjects(self) -> dict[str, frozenset[int]]:
        return {}

    def within(self, scope: Phrase | None) -> list[Passage]:
        """The passages about a subject; all of them when the document as a whole is about it."""
        if scope is None:
            return self.passages
        if scope.source not in self._subjects:
            self._subjects[scope.source] = about(self.passages, scope)
        places = self._subjects[scope.source]
        return [one for one in self.passages if one.index in places]

    def match(
        self, passage: Passage, pattern: Pattern, part: str = "", rank: int = 0
    ) -> Hit | Miss | None:
        """Whether `pattern` stands in `passage`, or how nearly; `None` when it is far off."""
        wanted = (*((pattern.verb,) if pattern.verb else ()), *pattern.find)
        spans, missing = _spans(passage, wanted)
        if missing is not None:
            share = len(spans) / max(1, len(wanted))
            return Miss(passage, _lacks(missing), share) if share >= 0.5 else None
        if not self._around(passage, pattern):
            return None
        reason = self._refused(passage, pattern)
        if reason:
            return Miss(passage, reason, 1.0)
        offset = len(passage.whole) - len(passage.plain)
        inside = [s for s in spans if s[1] > offset]
        if not inside and wanted:
            return None
        low = min((s[0] for s in inside), default=offset) - offset
        high = max((s[1] for s in inside), default=offset + len(passage.plain)) - offset
        return Hit(passage, pattern.gives, max(0, low), high, part, rank)

    def _around(self, passage: Passage, pattern: Pattern) -> bool:
        if pattern.under and not all(one.regex.search(passage.path) for one in pattern.under):
            return False
        if not pattern.near:
            return True
        text = context(passage, self.passages)
        return all(one.regex.search(text) for one in pattern.near)

    def _refused(self, passage: Passage, pattern: Pattern) -> str:
        """Why the words do not count here, empty when they do."""
        if passage.kind in _KIND_REASONS and passage.kind not in pattern.allow:
            return _KIND_REASONS[passage.kind]
        for one in pattern.unless:
            if one.regex.search(passage.whole):
                return f"weakens it: {one.label}" if one.label else "says something else"
        if pattern.verb is None:
            denied = "negation" not in pattern.allow and _denied(passage, pattern)
            return guards.NEGATED if denied else ""
        return self._verb_refused(passage, pattern)

    def _verb_refused(self, passage: Passage, pattern: Pattern) -> str:
        reasons = []
        assert pattern.verb is not None
        for match in pattern.verb.regex.finditer(passage.whole):
            reason = self._owed(passage, match.start(), pattern)
            if not reason:
                return ""
            reasons.append(reason)
        return reasons[0] if reasons else "states no duty"

    def _headed(self, passage: Passage) -> str:
        """The only side that the headings name: "Obligations of the Customer"."""
        sides = {one.side for one in self.parties.mentions(passage.path)}
        return sides.pop() if len(sides) == 1 else "nobody"

    def _owed(self, passage: Passage, verb: int, pattern: Pattern) -> str:
        text = passage.whole
        subject = guards.subject(text, verb, self.parties)
        if subject.side is None and pattern.owed_by == "customer":
            subject = guards.Subject(self._headed(passage), subject.end)
        if "negation" not in pattern.allow and guards.negated(text, verb, subject):
            return guards.NEGATED
        if "permission" not in pattern.allow and guards.permitted(text, verb):
            return guards.PERMITTED
        wanted = _WILLING[pattern.owed_by]
        return "" if subject.side in wanted else guards.WRONG_PARTY


def reading(found: list[Passage]) -> Reading:
    """What patterns are read against, for the passages of one document."""
    return Reading(found, parties(found))


def _spans(
    passage: Passage, wanted: tuple[Phrase, ...]
) -> tuple[list[tuple[int, int]], Phrase | None]:
    """Where the phrases stand, and the first that is missing."""
    spans: list[tuple[int, int]] = []
    missing = None
    offset = len(passage.whole) - len(passage.plain)
    for phrase in wanted:
        match = _last_first(phrase.regex, passage.whole, offset)
        if match is None:
            missing = missing or phrase
        else:
            spans.append(match.span())
    return spans, missing


def _last_first(regex: re.Pattern[str], text: str, offset: int) -> re.Match[str] | None:
    """The first match in the passage itself, else in its lead-in."""
    return regex.search(text, offset) or regex.search(text)


def _denied(passage: Passage, pattern: Pattern) -> bool:
    """Whether the words of a pattern without a verb are under a negation."""
    offset = len(passage.whole) - len(passage.plain)
    found = (_last_first(one.regex, passage.whole, offset) for one in pattern.find)
    starts = [match.start() for match in found if match]
    return bool(starts) and guards.negated(passage.whole, min(starts), guards.Subject())


def _lacks(phrase: Phrase) -> str:
    return f"says nothing about {phrase.label}" if phrase.label else "says only part of it"
