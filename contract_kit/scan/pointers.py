"""What a contract leaves to a text that is not there: a missing annex, a blank, "to be provided".

Such a requirement is neither absent nor met: nobody can tell before that text is read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, pairwise
from pathlib import PurePath
from typing import TYPE_CHECKING

from contract_kit.document import Paragraph
from contract_kit.scan.confidence import UNCLEAR
from contract_kit.scan.parts import SCHEDULE
from contract_kit.scan.verdicts import QUOTES, Verdict, all_hits, anchored, decide, patterns, quote

if TYPE_CHECKING:
    from contract_kit.document import Document
    from contract_kit.library.packs import Requirement
    from contract_kit.scan.matching import Hit, Reading
    from contract_kit.scan.passages import Passage

_LABEL = r"(?:annex(?:ure)?|appendix|schedule|exhibit|attachment)"
_TARGET = rf"(?P<label>{_LABEL})\s+(?:no\.?\s*)?(?P<id>\d{{1,2}}|(?-i:[IVX]{{1,5}}|[A-Z]))\b"
_VERBS = (
    r"(?:set\s+(?:out|forth)|described|specified|listed|detailed|contained|stated|provided|defined"
    r"|given|found|included|indicated|identified|laid\s+down|shown|see|attached|as\s+per)"
)
_SUBJECT = _TARGET.replace("?P<label>", "?P<label2>").replace("?P<id>", "?P<id2>")
_HOLDS = r"(?:sets?\s+(?:out|forth)|describes?|specif(?:y|ies)|lists?|details?|contains?|defines?)"
_POINTER = re.compile(
    rf"\b{_VERBS}\b[^.;:]{{0,50}}?\b{_TARGET}|\b{_SUBJECT}[^.;:]{{0,40}}?\s+{_HOLDS}\b", re.I
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
_BLANK = re.compile(
    r"(?:(?<!\bis )(?<!\bare )\bto\s+(?:be\s+(?:provided|supplied|attached|inserted|completed|added"
    r"|annexed|confirmed)|follow(?!\s+\w))|\b(?:TBD|TBC|not\s+attached)|\b(?:left|intentionally)\s+blank"
    r"|\b(?:attached|provided|supplied)\s+(?:separately|elsewhere)|_{4,}|\[\s*[●•]?\s*\])"
    r"(?:\s+\w+){0,3}\W*$",
    re.I,
)
_LABELS = ("annex", "append", "sched", "exhib", "attach")
_SHORT = 14
_TITLE = 120
_BESIDE = 80
"""How far before a pointer its subject stands, in a long sentence."""
_VERB = re.compile(r"\b(?:shall|will|must|may|is|are|has|have|describes?|contains?|sets?|lists?)\b")
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
_ROMAN = {"I": 1, "V": 5, "X": 10}


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

    def __init__(
        self, reading: Reading, titles: Collection[str], documents: Collection[Document]
    ) -> None:
        self.reading = reading
        self._documents = documents
        names = (re.sub(r"[\W_]+", " ", PurePath(one).stem) + " " + one for one in titles)
        self._names = " | ".join(names)

    def judge(self, requirement: Requirement, found: Verdict) -> Verdict:
        """The verdict, `unclear` where it rests on, or is left to, a text that is not there."""
        if found.status == "absent" and not found.reason:
            return self._left(requirement, found)
        return self._met(requirement, found) if found.status == "satisfied" else found

    def _left(self, requirement: Requirement, found: Verdict) -> Verdict:
        """Absent, but a passage on the subject points to what is not there."""
        if not self.pointers:
            return found
        near = anchored(requirement, self.reading)
        known = self.pointers.values()
        about = [p for p in known if near >> p.passage.index & 1 and _about(requirement, p)]
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
        bodies = (one for one in self.reading.passages if one.kind in ("body", "row"))
        found = (one for passage in bodies for one in self._of(passage))
        return {one.passage.index: one for one in found}

    def _of(self, passage: Passage) -> Iterator[Pointer]:
        text = passage.plain
        if apart := _APART.search(text):
            reason = "It is said to stand in a separate text, which is not here; ask for it."
            yield Pointer(passage, apart.start(), apart.end(), reason)
        elif len(text.split()) <= _SHORT and (blank := _BLANK.search(text)):
            said = text[blank.start() : blank.end()].strip(" .;")
            reason = f"The place for it says only “{said}”; ask for the missing text."
            yield Pointer(passage, blank.start(), blank.end(), reason)
        else:
            yield from self._targets(passage, text)

    def _targets(self, passage: Passage, text: str) -> Iterator[Pointer]:
        if not any(label in passage.lower for label in _LABELS):
            return
        for match in _POINTER.finditer(text):
            label, id_ = match["label"] or match["label2"], match["id"] or match["id2"]
            if _FOREIGN.match(text, match.end("id") if match["id"] else match.end("id2")):
                continue
            state = self._state(label.lower(), _number(id_))
            if state:
                reason = f"It is left to {label.capitalize()} {id_}, {state}; ask for it."
                yield Pointer(passage, match.start(), match.end(), reason)
                return

    def _state(self, label: str, number: str) -> str:
        """What is wrong with an annex: empty when it stands here with text of its own."""
        key = (_short(label), number)
        if key in self._held:
            return "" if self._held[key] else "which is empty"
        if any((_short(m["label"]), _number(m["id"])) == key for m in _in(self._names)):
            return ""
        return "which is not in the files" if self.reading.named else "which is not in this file"

    @cached_property
    def _held(self) -> dict[tuple[str, str], bool]:
        """The annexes that are here, and whether they hold any text."""
        held: dict[tuple[str, str], bool] = {}
        sections = (_sections(document) for document in self._documents)
        titled = _titled(self.reading.passages)
        for name, text in chain(chain.from_iterable(sections), titled):
            held[name] = held.get(name, False) or text
        return held


def _about(requirement: Requirement, pointer: Pointer) -> bool:
    """Whether it is the requirement that is left to another text, not something beside it."""
    title = requirement.headings.regex
    if requirement.scope is None and not _names(requirement, pointer):
        return False  # the headings of a baseline's requirements are those of whole chapters
    if len(pointer.rest.split()) > _SHORT:
        return title.search(pointer.rest, max(0, pointer.start - _BESIDE)) is not None
    return bool(title.search(pointer.rest) or title.search(" ".join(pointer.passage.headings[-1:])))


def _names(requirement: Requirement, pointer: Pointer) -> bool:
    """Whether a word of the requirement's title stands beside the pointer."""
    beside = pointer.rest[max(0, pointer.start - _BESIDE) :].lower()
    words = re.findall(r"[a-z]{4,}", requirement.title.lower())
    return any(word[:6] in beside for word in words if word not in _EVERYWHERE)


def _in(text: str) -> Iterator[re.Match[str]]:
    return re.finditer(_TARGET, text, re.I)


def _name(text: str) -> tuple[str, str] | None:
    """The annex that a number or title names at its beginning."""
    match = re.match(rf"\W*{_TARGET}", text, re.I)
    return (_short(match["label"]), _number(match["id"])) if match else None


def _sections(document: Document) -> Iterator[tuple[tuple[str, str], bool]]:
    """The annexes that are sections, and whether text follows before the next."""
    open_: tuple[str, str] | None = None
    for number, text in _lines(document):
        if name := _name(number):
            if open_ and open_[0] != name[0]:
                yield open_, True  # the annexes of a schedule
            open_ = name
            yield name, False
        if open_ and not _says_nothing(text):
            yield open_, True


def _lines(document: Document) -> Iterator[tuple[str, str]]:
    """The numbers and texts of a document; a title that names an annex stands for its number."""
    for section in document.walk():
        if section.kind in ("signature", "colophon"):
            continue
        title = section.title.lstrip("# ")
        yield (section.number if _name(section.number) else title), ""
        for block in section.blocks:
            if isinstance(block, Paragraph):
                yield block.number, block.text
            else:
                yield "", "x"


def _says_nothing(text: str) -> bool:
    words = text.split()
    return not words or (len(words) <= _SHORT and bool(_BLANK.search(text)))


def _titled(passages: list[Passage]) -> Iterator[tuple[tuple[str, str], bool]]:
    """The annexes whose title is a line of text, and whether text follows before the next."""
    open_: tuple[str, str] | None = None
    for passage in passages:
        if passage.kind == "contents":
            continue
        if numbered := _name(passage.section):
            yield numbered, passage.kind != "heading" and not _says_nothing(passage.plain)
        text = passage.text.lstrip("# ")
        title = SCHEDULE.match(text) and len(text) <= _TITLE and not _VERB.search(text)
        if title and (name := _name(text)):
            open_ = name
            yield name, False
        elif open_ and passage.kind != "heading" and not _says_nothing(passage.plain):
            yield open_, True
            open_ = None


def _short(label: str) -> str:
    return label.lower()[:5]


def _number(id_: str) -> str:
    """An annex's number: II and 2 are the same."""
    if not set(id_) <= set(_ROMAN):
        return id_.lower()
    values = [_ROMAN[one] for one in id_] + [0]
    return str(sum(-a if a < b else a for a, b in pairwise(values)))


def _rests_on(requirement: Requirement, hit: Hit, pointer: Pointer) -> bool:
    """Whether a pattern matches only thanks to the words that point elsewhere."""
    _, pattern = patterns(requirement)[hit.rank]
    phrases = (pattern.verb, *pattern.find) if pattern.verb else pattern.find
    return any(
        one.regex.search(hit.passage.whole) and not one.regex.search(pointer.rest)
        for one in phrases
    )


def _without(hits: Collection[Hit], left_out: Collection[Hit]) -> list[Hit]:
    return [hit for hit in hits if hit not in left_out]


def _unclear(found: Verdict, pointers: list[Pointer]) -> Verdict:
    shown = tuple(quote(one.passage, one.start, one.end) for one in pointers[:QUOTES])
    reason = pointers[0].reason
    return replace(found, status="unclear", confidence=UNCLEAR, evidence=shown, reason=reason)
