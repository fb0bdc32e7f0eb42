"""What a contract leaves to a text that is not there: a missing annex, a blank, "to be provided".

Such a requirement is neither absent nor met: nobody can tell before that text is read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from contract_kit.scan.annexes import BLANK, SHORT, TARGET
from contract_kit.scan.index import places
from contract_kit.scan.kinds import without_notes
from contract_kit.scan.result import UNCLEAR
from contract_kit.scan.verdicts import (
    QUOTES,
    REDACTED,
    Verdict,
    all_hits,
    anchored,
    decide,
    quote,
)

if TYPE_CHECKING:
    from contract_kit.library.packs import Requirement
    from contract_kit.scan.matching import Hit, Reading
    from contract_kit.scan.papers import Papers
    from contract_kit.scan.passages import Passage

_VERBS = (
    r"(?:set\s+(?:out|forth)|described|specified|listed|detailed|contained|stated|provided|defined"
    r"|given|found|included|indicated|identified|laid\s+down|shown|see|attached|as\s+per)"
)
_SUBJECT = TARGET.replace("?P<label>", "?P<label2>").replace("?P<id>", "?P<id2>")
_HOLDS = r"(?:sets?\s+(?:out|forth)|describes?|specif(?:y|ies)|lists?|details?|contains?|defines?)"
_POINTER = re.compile(
    rf"\b{_VERBS}\b[^.;:]{{0,50}}?\b{TARGET}|\b{_SUBJECT}[^.;:]{{0,40}}?\s+{_HOLDS}\b", re.I
)
_FOREIGN = re.compile(
    r"\W*(?:\([\w.]+\)\s*)?(?:of|to|in)\s+(?:the\s+)?(?:regulation|directive|GDPR|SCCs?|EU|UK|\w*\s*standard"
    r"|act\b|clauses|commission|guidelines)",
    re.I,
)
_APART = re.compile(
    r"\b(?:attached|provided|supplied|agreed|documented|set\s+out|described|listed)\s+"
    r"(?:separately|elsewhere|under\s+separate\s+cover|in\s+a\s+separate\s+(?:document|file|paper))\b",
    re.I,
)
_PAPER = re.compile(
    rf"\b{_VERBS}\b[^.;:]{{0,30}}?\b(?:in|to|on)\s+(?:(?:the|an?|each|any|its|an?|applicable|relevant"
    r"|corresponding)\s+)+(?P<paper>order\s+forms?|statements?\s+of\s+work|sows?"
    r"|service\s+level\s+agreements?|sla|data\s+processing\s+(?:agreement|addendum)|dpa"
    r"|business\s+associate\s+(?:agreement|addendum)|baa)\b"
)
"""For texts in lower case."""
_EXCEPTION = re.compile(r"\b(?:unless|except|save|conflict|inconsisten\w+)\b[^.;]*$", re.I)
_ILLEGIBLE = re.compile(r"(?<!not )\billegible\b|\b(?:not|un)[- ]?(?:legible|readable)\b", re.I)
_MODAL = re.compile(r"\b(?:shall|will|must|may)\b")
_LABELS = ("annex", "append", "sched", "exhib", "attach")
_PAPERS = ("form", "statement", "sow", "level", "sla", "processing", "dpa", "associate", "baa")
_HINTS = (*_LABELS, *_PAPERS, "separate", "elsewhere", "legible", "readable")
"""Letters one of which stands in every passage that points elsewhere and is not short."""
_BESIDE = 80
"""How far before a pointer its subject stands, in a long sentence."""
_EVERYWHERE = {
    "with",
    "service",
    "services",
    "agreement",
    "party",
    "parties",
    "customer",
    "provider",
}


@dataclass(frozen=True)
class Pointer:
    """A place that leaves something to a text which is not there; `start` to `end` say so."""

    passage: Passage
    start: int
    end: int
    reason: str

    @property
    def rest(self) -> str:
        """The passage without the words that point elsewhere."""
        text = self.passage.plain
        return f"{text[: self.start]} {text[self.end :]}"


class Attachments:
    """The annexes of one contract: which of them are there, and what is left to the others."""

    def __init__(self, reading: Reading, papers: Papers) -> None:
        self.reading = reading
        self._others = papers
        self._annexes = papers.annexes

    def judge(
        self, requirement: Requirement, found: Verdict, holders: Collection[str] = ()
    ) -> Verdict:
        """The verdict, `unclear` where it rests on, or is left to, a text that is not there.

        `holders` are the kinds of paper that hold what the requirement asks for.
        """
        if found.status == "absent" and not found.reason:
            left = self._left(requirement, found)
            return left if left.status == "unclear" else self._held(found, holders)
        return self._met(requirement, found) if found.status == "satisfied" else found

    def _left(self, requirement: Requirement, found: Verdict) -> Verdict:
        """Absent, but a passage on the subject points to what is not there."""
        if not self.pointers:
            return found
        near = anchored(requirement, self.reading)
        known = self.pointers.values()
        about = [p for p in known if near >> p.passage.index & 1 and _about(requirement, p)]
        return _unclear(found, about) if about else found

    def _held(self, found: Verdict, holders: Collection[str]) -> Verdict:
        """Absent, but the contract leaves its whole subject to a paper that is not there."""
        known = self._others.left_to(holders)
        missing = self._annexes.missing()
        about = [
            Pointer(one.passage, one.start, one.end, f"It is left to {one}, {missing}; ask for it.")
            for one in known
        ]
        return _unclear(found, about) if about else found

    def _met(self, requirement: Requirement, found: Verdict) -> Verdict:
        """Satisfied, but only by words that point to what is not there."""
        known = self.pointers
        if not any(hit.passage.index in known for hit in found.hits):
            return found
        hits = all_hits(requirement, anchored(requirement, self.reading), self.reading)
        empty = [hit for hit in hits if hit.passage.index in known]
        empty = [hit for hit in empty if _rests_on(requirement, hit, known[hit.passage.index])]
        if not empty or decide(requirement, _without(hits, empty)) == "satisfied":
            return found
        return _unclear(found, [known[hit.passage.index] for hit in empty])

    @cached_property
    def pointers(self) -> dict[int, Pointer]:
        """The passages that point to a text which is not there, by place."""
        may = set(places(self._with(*_HINTS)))
        bodies = (one for one in self.reading.passages if one.kind in ("body", "row"))
        read = (one for one in bodies if one.index in may or one.text.count(" ") <= 2 * SHORT)
        found = (one for passage in read for one in self._of(passage))
        return {one.passage.index: one for one in found}

    def _with(self, *hints: str) -> int:
        """The passages with letters of one of the hints."""
        found = 0
        for letters in hints:
            found |= self.reading.index.holding(letters)
        return found

    @cached_property
    def _apart(self) -> int:
        return self._with("separate", "elsewhere")

    @cached_property
    def _dim(self) -> int:
        return self._with("legible", "readable")

    @cached_property
    def _named(self) -> int:
        return self._with(*_PAPERS)

    def _of(self, passage: Passage) -> Iterator[Pointer]:
        text, here = without_notes(passage.plain), 1 << passage.index
        if here & self._apart and (apart := _APART.search(text)):
            reason = "It is said to stand in a separate text, which is not here; ask for it."
            yield Pointer(passage, apart.start(), apart.end(), reason)
        elif len(text.split()) <= SHORT and (blank := BLANK.search(text)):
            said = text[blank.start() : blank.end()].strip(" .;")
            reason = f"The place for it says only “{said}”; ask for the missing text."
            yield Pointer(passage, blank.start(), blank.end(), reason)
        elif here & self._dim and (dim := _ILLEGIBLE.search(text)) and not _MODAL.search(text):
            yield Pointer(passage, dim.start(), dim.end(), REDACTED)
        else:
            yield from self._targets(passage, text)
            yield from self._papers(passage, text) if here & self._named else ()

    def _targets(self, passage: Passage, text: str) -> Iterator[Pointer]:
        if not any(label in passage.lower for label in _LABELS):
            return
        for match in _POINTER.finditer(text):
            label, id_ = match["label"] or match["label2"], match["id"] or match["id2"]
            if _FOREIGN.match(text, match.end("id") if match["id"] else match.end("id2")):
                continue
            if _EXCEPTION.search(text, 0, match.start()):
                continue
            state = self._annexes.state(label.lower(), id_)
            if state:
                reason = f"It is left to {label.capitalize()} {id_}, {state}; ask for it."
                yield Pointer(passage, match.start(), match.end(), reason)
                return

    def _papers(self, passage: Passage, text: str) -> Iterator[Pointer]:
        for match in _PAPER.finditer(text.lower()):
            paper = text[slice(*match.span("paper"))]
            state = self._annexes.paper(paper)
            if state and not _EXCEPTION.search(text, 0, match.start()):
                reason = f"It is left to the {paper}, {state}; ask for it."
                yield Pointer(passage, match.start(), match.end(), reason)
                return


_SIGNED = re.compile(
    r"(?:by|its?|name|title|signature|signed|date|dated|place|position|organi[sz]ation|company|firm"
    r"|witness|address|phone|telephone|fax|e-?mail|(?:print(?:ed)?|full|legal|company|authori[sz]ed)"
    r" (?:name|signature|signatory))\b[^.;]{0,40}$",
    re.IGNORECASE,
)
"""A line to be filled in where the parties sign; it is part of no clause above it."""


def _about(requirement: Requirement, pointer: Pointer) -> bool:
    """Whether it is the requirement that is left to another text, not something beside it."""
    title = requirement.headings
    if requirement.scope is None and not _names(requirement, pointer):
        return False  # the headings of a baseline's requirements are those of whole chapters
    if len(pointer.rest.split()) > SHORT:
        return title.search(pointer.rest, max(0, pointer.start - _BESIDE)) is not None
    if title.search(pointer.rest):
        return True
    above = " ".join(pointer.passage.headings[-1:])
    return not _SIGNED.match(pointer.rest.lstrip()) and bool(title.search(above))


def _names(requirement: Requirement, pointer: Pointer) -> bool:
    """Whether a word of the requirement's title stands beside the pointer."""
    beside = pointer.rest[max(0, pointer.start - _BESIDE) :].lower()
    words = re.findall(r"[a-z]{4,}", requirement.title.lower())
    return any(word[:6] in beside for word in words if word not in _EVERYWHERE)


def _rests_on(requirement: Requirement, hit: Hit, pointer: Pointer) -> bool:
    """Whether a pattern matches only thanks to the words that point elsewhere."""
    phrases = requirement.ways[hit.rank][1].wanted
    return any(one.find(hit.passage.full) and not one.search(pointer.rest) for one in phrases)


def _without(hits: Collection[Hit], left_out: Collection[Hit]) -> list[Hit]:
    return [hit for hit in hits if hit not in left_out]


def _unclear(found: Verdict, pointers: list[Pointer]) -> Verdict:
    shown = tuple(quote(one.passage, one.start, one.end) for one in pointers[:QUOTES])
    reason = pointers[0].reason
    return replace(found, status="unclear", confidence=UNCLEAR, evidence=shown, reason=reason)
