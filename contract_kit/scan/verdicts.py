"""The verdict on one requirement: status, evidence, and the closest passages if there is none."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from contract_kit.scan import guards
from contract_kit.scan.index import places
from contract_kit.scan.nearest import nearest
from contract_kit.scan.ranking import ranked
from contract_kit.scan.result import UNCLEAR, Closest, Evidence
from contract_kit.scan.traits import absence, traits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contract_kit.library.packs import Requirement
    from contract_kit.scan.matching import Hit, Reading
    from contract_kit.scan.nearest import Miss
    from contract_kit.scan.passages import Passage
    from contract_kit.scan.result import Status

QUOTES = 3
MAX_WORDS = 80
TITLE = 40
AFTER = 15
REDACTED = "The passage is redacted or illegible; ask for its text."


@dataclass(frozen=True)
class Verdict:
    """What the document holds about one requirement; `seen` are the traits of its kind.

    `lacks` names what a statement in part leaves out.
    """

    status: Status
    confidence: float = 0
    hits: tuple[Hit, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    closest: tuple[Closest, ...] = ()
    reason: str = ""
    seen: tuple[str, str] = ("", "")
    lacks: tuple[str, ...] = ()


def verdict(requirement: Requirement, reading: Reading) -> Verdict:
    """Reads the passages that hold an anchor word and decides."""
    around = anchored(requirement, reading)
    hits = _enough(requirement, around, reading)
    status = decide(requirement, hits)
    if status == "absent":
        near = [reading.passages[place] for place in places(around)]
        hidden = _redacted(requirement, near, reading.hidden)
        if hidden:
            shown = tuple(quote(one) for one in hidden[:QUOTES])
            return Verdict("unclear", UNCLEAR, evidence=shown, reason=REDACTED)
        misses = _misses(requirement, around, reading)
        top = misses[0].near if misses else 0.0
        closest = _closest(requirement, misses, near)
        return Verdict("absent", closest=closest, seen=absence(top, len(near)))
    seen = traits(requirement, status, hits)
    chosen = ranked(requirement, hits, reading.index.under(requirement.headings))
    evidence = tuple(quote(hit.passage, hit.start, hit.end) for hit in chosen[:QUOTES])
    return Verdict(status, 0, tuple(chosen), evidence, seen=seen)


def denials(requirement: Requirement, reading: Reading) -> Iterator[Passage]:
    """The passages with all words of a pattern under a negation."""
    near = anchored(requirement, reading)
    for _, pattern in requirement.ways:
        for passage in reading.holding(pattern, near):
            if reading.refusal(passage, pattern) == guards.NEGATED:
                yield passage


def anchored(requirement: Requirement, reading: Reading) -> int:
    """The passages with an anchor word, or under a heading of the requirement."""
    found = reading.index.under(requirement.headings)
    for anchor in requirement.letters:
        found |= reading.index.holding(anchor)
    return found & reading.within(requirement.scope)


def all_hits(requirement: Requirement, near: int, reading: Reading) -> list[Hit]:
    """Every pattern found in the passages `near`, in reading order; a rank is a pattern's place."""
    whole = _giving("satisfied", requirement, near, reading)
    return _ordered([*whole, *_giving("partial", requirement, near, reading)])


def _enough(requirement: Requirement, near: int, reading: Reading) -> list[Hit]:
    """The same without what earns half, where something earns it whole and no value is wanted."""
    found = [*_giving("satisfied", requirement, near, reading)]
    if requirement.values or decide(requirement, found) != "satisfied":
        found += _giving("partial", requirement, near, reading)
    return _ordered(found)


def _giving(
    gives: Literal["satisfied", "partial"], requirement: Requirement, near: int, reading: Reading
) -> Iterator[Hit]:
    for rank, (part, pattern) in enumerate(requirement.ways):
        if pattern.gives == gives:
            yield from reading.hits(pattern, near, part, rank)


def _ordered(hits: list[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: (hit.passage.index, hit.rank))


def _misses(requirement: Requirement, near: int, reading: Reading) -> list[Miss]:
    """The nearest passages that do not count, each once, with what is nearest in it."""
    found: dict[int, Miss] = {}
    for miss in nearest([pattern for _, pattern in requirement.ways], near, reading):
        found.setdefault(miss.passage.index, miss)
        if len(found) == QUOTES:
            break
    return list(found.values())


def decide(requirement: Requirement, hits: list[Hit]) -> Status:
    """Full patterns first, then the parts together, then what earns half."""
    if any(not hit.part and hit.gives == "satisfied" for hit in hits):
        return "satisfied"
    parts = {hit.part for hit in hits if hit.part and hit.gives == "satisfied"}
    if requirement.parts and len(parts) >= requirement.parts_needed:
        return "satisfied"
    return "partial" if hits else "absent"


def _redacted(
    requirement: Requirement, near: list[Passage], hidden: list[Passage]
) -> list[Passage]:
    """Blacked-out passages where this requirement would stand, or might."""
    if not hidden:
        return []
    close = {one.index for one in near}
    title = requirement.headings
    named = [one for one in hidden if title.search(one.path) or title.search(one.plain[:TITLE])]
    if requirement.scope is None:  # a baseline's anchor words stand everywhere
        return named
    found = [one for one in hidden if one.index in close or one in named]
    if found:
        return found
    subject = requirement.scope
    return [o for o in hidden if guards.redacted(o.text, wholly=True) and subject.search(o.path)]


def _closest(
    requirement: Requirement, misses: list[Miss], near: list[Passage]
) -> tuple[Closest, ...]:
    found = {one.passage.index: close(one.passage, one.why_not) for one in misses}
    bodies = [one for one in near if one.kind in ("body", "row")] if len(found) < 2 else []
    for passage in sorted(bodies, key=lambda one: -_anchors(requirement, one)):
        if len(found) >= 2:
            break
        found.setdefault(passage.index, close(passage, "speaks of the subject, not of this duty"))
    return tuple(found.values())


def _anchors(requirement: Requirement, passage: Passage) -> int:
    return sum(anchor in passage.lower for anchor in requirement.letters)


def close(passage: Passage, why_not: str) -> Closest:
    """The passage as one that comes close, and why it does not count."""
    place = quote(passage)
    return Closest(place.quote, place.section, place.page, place.paragraph, why_not, place.file)


def quote(passage: Passage, start: int = 0, end: int = 0) -> Evidence:
    """The passage as evidence, cut to the words around `start` and `end` where it is too long."""
    text = passage.quoted
    if len(text.split()) > MAX_WORDS:
        text = _window(text, start, end)
    return Evidence(text, passage.section, passage.page, passage.paragraph, passage.file)


def grouped(hits: Iterable[Hit]) -> list[list[Hit]]:
    """The first hits for three quotes; neighbours in one clause are one, if it is not too long."""
    groups: list[list[Hit]] = []
    for hit in hits:
        beside = next((group for group in groups if _continues(group, hit.passage)), None)
        if beside is not None:
            beside.append(hit)
        elif len(groups) < QUOTES:
            groups.append([hit])
    return groups


def _continues(group: list[Hit], passage: Passage) -> bool:
    """Whether the passage stands right before or after these, and all are one short quote."""
    words = sum(len(hit.passage.text.split()) for hit in group) + len(passage.text.split())
    return words <= MAX_WORDS and any(
        abs(hit.passage.index - passage.index) == 1 and hit.passage.clause == passage.clause
        for hit in group
    )


def joined(group: list[Hit]) -> Evidence:
    """Hits beside each other as one quote, in the order of the text."""
    ordered = sorted(group, key=lambda hit: hit.passage.index)
    first = ordered[0]
    if len(ordered) == 1:
        return quote(first.passage, first.start, first.end)
    return replace(quote(first.passage), quote=" ".join(hit.passage.quoted for hit in ordered))


def _window(text: str, start: int, end: int) -> str:
    """At most 80 words around the match, its end before its beginning."""
    left = 0
    if len(text[:end].split()) > MAX_WORDS - AFTER:
        left = _cut_before(text, start)
        if len(text[left:end].split()) > MAX_WORDS - AFTER:
            left = _back(text, end, MAX_WORDS - AFTER)
    words = list(re.finditer(r"\S+", text[left:]))
    return text[left : left + words[min(MAX_WORDS, len(words)) - 1].end()]


def _back(text: str, end: int, words: int) -> int:
    """Where the last `words` words before `end` begin."""
    starts = [match.start() for match in re.finditer(r"\S+", text[:end])]
    return starts[-words] if len(starts) >= words else 0


def _cut_before(text: str, start: int) -> int:
    """The start of the part of the sentence that holds `start`."""
    cut = max(text.rfind(mark, 0, start) for mark in ("; ", ", ", ": "))
    return cut + 2 if cut >= 0 else text.rfind(" ", 0, start) + 1
