"""Mutations: break a clause in a known way, and the verdict on what it claims must follow.

Each clause and wording that claims a requirement stands in a small contract with the clauses it
needs and a dozen neutral ones, every other claimant taken out. Then it is left whole, deleted,
denied, moved to a recital, reduced to its heading, turned around (the parties swapped) or redacted.
The labels cost nothing. What the other clauses of a full contract say of a requirement without
claiming it is the concern of `test_claims.py`.

The contract is cut into passages once; a mutant is made of the same passages with one section's
exchanged, so that a verdict takes a millisecond or two.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from contract_kit.assemble.facts import Facts
from contract_kit.document import Document, Section
from contract_kit.library import Library, is_given
from contract_kit.library.packs import Pack, Pattern, Requirement
from contract_kit.scan.matching import Hit, Reading
from contract_kit.scan.parties import parties
from contract_kit.scan.passages import Passage, passages
from contract_kit.scan.verdicts import Verdict, all_hits, anchored
from contract_kit.scan.verdicts import verdict as judge
from contract_kit.spec import Contract
from tests import wordings

Piece = tuple[Passage, ...]
PROVIDING = frozenset({"provider", "not-customer"})
NEUTRAL = frozenset(
    {
        *("term.renewal", "svc.exclusivity", "gen.waiver", "gen.severance", "gen.publicity"),
        *("gen.third_party_rights", "gen.counterparts", "trn.kt", "trn.ttt", "gov.qbr"),
        *("dp.locations", "ppl.nonsolicit"),
    }
)
"""A dozen clauses that say nothing of a requirement that they do not claim."""
UNREAD = frozenset({"key_terms", "definitions", "signature", "colophon"})
"""Parts of a contract that belong to no clause: they repeat what clauses say, or say nothing."""

MUTATIONS: dict[str, Callable[[Section], Section | None]] = {
    "whole": lambda section: section,
    "delete": lambda section: None,
    "negate": wordings.denied,
    "release": wordings.released,
    "recital": wordings.recital,
    "heading": lambda section: replace(section, blocks=()),
    "swap": wordings.swapped,
    "redact": wordings.redacted,
}


@dataclass(frozen=True)
class Claimed:
    """A claim as one contract makes it: what its clause says of a requirement there."""

    requirement: Requirement
    clause: str
    variant: str
    full: bool

    @property
    def met(self) -> frozenset[str]:
        """The statuses that bear the claim out."""
        return frozenset({"satisfied"} if self.full else {"partial", "satisfied"})


@dataclass(frozen=True)
class Case:
    """One label: this clause, broken in this way, makes of this requirement that status."""

    claimed: Claimed
    mutation: str
    expected: frozenset[str]

    def __str__(self) -> str:
        one = self.claimed
        return f"{one.clause}/{one.variant} {self.mutation} {one.requirement.id}"


class Bench:
    """One contract in pieces, ready to be put together again with a clause broken."""

    def __init__(self, document: Document, library: Library) -> None:
        self.library = library
        self.claimants = claimed_by(library)
        self.pieces: list[tuple[Section, Piece]] = []
        for section in document.sections:
            if section.kind not in UNREAD:
                self.pieces += _cut(section, ())
        self.parties = parties(self.joined(piece for _, piece in self.pieces))
        self.above = {one.anchor: above for one, above in _walk(document.sections, ())}
        self.printed = {one.anchor: one for one, _ in self.pieces}
        self._broken: dict[tuple[str, str], Piece] = {}

    def joined(self, pieces: Iterable[Piece]) -> list[Passage]:
        """The passages of the pieces as those of one document."""
        found: list[Passage] = []
        for piece in filter(None, pieces):
            before = found[-1].clause if found else 0
            shift = before + 1 - piece[0].clause
            for passage in piece:
                one = copy.copy(passage)  # keeps what was worked out about its text
                one.__dict__.update(index=len(found), clause=passage.clause + shift)
                found.append(one)
        return found

    def verdict(self, claimed: Claimed, mutation: str) -> Verdict:
        """What the scan says of a small contract with the clause broken."""
        return judge(claimed.requirement, self.reading(claimed, mutation))

    def hits(self, claimed: Claimed) -> list[Hit]:
        """All that meets the claim in a small contract with the clause as it is."""
        read, requirement = self.reading(claimed, "whole"), claimed.requirement
        return all_hits(requirement, anchored(requirement, read), read)

    def reading(self, claimed: Claimed, mutation: str) -> Reading:
        """A small contract with the clause broken."""
        others = self.claimants.get(claimed.requirement.id, frozenset())
        needs = self.library.clauses[claimed.clause].front.needs
        above = (one.anchor for one in self.above[claimed.clause])
        kept = {*NEUTRAL, *needs, *above} - others | {claimed.clause}
        pieces = (
            self.broken(claimed.clause, mutation) if section.anchor == claimed.clause else piece
            for section, piece in self.pieces
            if section.anchor in kept
        )
        return Reading(self.joined(pieces), self.parties)

    def broken(self, clause: str, mutation: str) -> Piece:
        """The passages of a clause after a mutation."""
        if (clause, mutation) not in self._broken:
            changed = MUTATIONS[mutation](self.printed[clause])
            self._broken[clause, mutation] = (
                _passages(changed, self.above[clause]) if changed else ()
            )
        return self._broken[clause, mutation]

    def cases(self, claimed: Claimed) -> Iterator[Case]:
        """The labels that one claim gives.

        A clause that is claimed in part only may be blacked out without a trace. What may stand in
        the preamble (who the parties are) is no less met there. Denying and turning around break a
        claim where they change every sentence that meets it: a table row has no verb to deny. A
        permission denied is a ban, which may be just what a requirement asks for; a ban denied is
        a permission, which meets half of a requirement that says so. A sentence that
        names no party, or both alike, says the same after the swap, and a requirement that anybody
        may meet, or one party or the other, gives no label for it.
        """
        gone = frozenset({"absent"})
        yield Case(claimed, "whole", claimed.met)
        yield Case(claimed, "delete", gone)
        yield Case(claimed, "heading", gone)
        hidden = frozenset({"unclear"} if claimed.full else {"unclear", "absent"})
        yield Case(claimed, "redact", hidden)
        found = patterns(claimed.requirement)
        if not any("recital" in one.allow for one in found):
            yield Case(claimed, "recital", gone)
        hits = {_said(hit.passage) for hit in self.hits(claimed)}
        banned = any("negation" in one.allow for one in found)
        permitted = any(wordings.PERMISSION.search(one) for one in hits)
        denied = bool(hits) and not hits & self._wholes(claimed, "negate")
        if denied and not (banned and permitted):
            half = any(one.gives == "partial" and "permission" in one.allow for one in found)
            ban = any(wordings.BAN.search(one) for one in hits)
            yield Case(claimed, "negate", gone | {"partial"} if half and ban else gone)
        if hits and not hits & self._wholes(claimed, "release"):
            yield Case(claimed, "release", gone)
        unchanged = hits & self._wholes(claimed, "swap")
        if hits and unchanged == hits:
            yield Case(claimed, "swap", claimed.met)
        elif hits and not unchanged and _owed_by_one(found):
            yield Case(claimed, "swap", gone)

    def _wholes(self, claimed: Claimed, mutation: str) -> set[str]:
        return {_said(passage) for passage in self.broken(claimed.clause, mutation)}


def _said(passage: Passage) -> str:
    """What a passage says with its lead-in; the head of a table says nothing by itself."""
    return passage.plain if passage.kind == "row" else passage.whole


def _owed_by_one(found: list[Pattern]) -> bool:
    """Whether every pattern puts its duty on the same side."""
    owing = {one.owed_by for one in found}
    return all(one.verb for one in found) and (owing == {"customer"} or owing <= PROVIDING)


def patterns(requirement: Requirement) -> list[Pattern]:
    """Every pattern of a requirement, those of its parts as well."""
    parts = requirement.parts.values()
    return [*requirement.patterns, *(one for group in parts for one in group)]


def _walk(
    sections: tuple[Section, ...], above: tuple[Section, ...]
) -> Iterator[tuple[Section, tuple[Section, ...]]]:
    for section in sections:
        yield section, above
        yield from _walk(section.sections, (*above, section))


def _cut(section: Section, above: tuple[Section, ...]) -> Iterator[tuple[Section, Piece]]:
    for one, over in _walk((section,), above):
        yield one, _passages(one, over)


def _passages(section: Section, above: tuple[Section, ...]) -> Piece:
    """The passages of a section's own blocks, read below the headings above it."""
    inner = replace(section, sections=())
    for outer in reversed(above):
        inner = replace(outer, blocks=(), sections=(inner,))
    titles = sum(bool(one.title) for one in above)
    return tuple(passages(Document("", (inner,)))[titles:])


def claims(
    library: Library, packs: tuple[Pack, ...], contract: Contract, document: Document, stance: str
) -> Iterator[Claimed]:
    """Every claim that the printed clauses of one contract make on a requirement of the packs."""
    known = {one.id: one for pack in packs for one in pack.requirements}
    lookup = Facts(contract)
    printed = {one.anchor: one.origin.variant for one in document.walk()}
    for clause in library.clauses.values():
        if clause.id not in printed:
            continue
        variant = printed[clause.id]
        if variant not in clause.bodies:
            variant = clause.variant(stance)
        for claim in clause.claims(variant):
            if claim.requirement in known and claim.made(lookup):
                paths = [clause.front.parameters[name].path for name in claim.given]
                given = all(is_given(contract.get(path)) for path in paths)
                full = claim.level == "full" and given
                yield Claimed(known[claim.requirement], clause.id, variant, full)


def claimed_by(library: Library) -> dict[str, frozenset[str]]:
    """For each requirement every clause with a claim, full or partial, in any of its wordings."""
    found: dict[str, set[str]] = {}
    for clause in library.clauses.values():
        for variant in clause.bodies:
            for claim in clause.claims(variant):
                found.setdefault(claim.requirement, set()).add(clause.id)
    return {key: frozenset(value) for key, value in found.items()}
