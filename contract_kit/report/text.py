"""The report for people. Its first screen is the verdict by topic; the evidence follows.

It says which listed requirements were found, never that a contract is lawful or good.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from contract_kit.findings import Severity
from contract_kit.scan.confidence import words

if TYPE_CHECKING:
    from contract_kit.findings import Finding
    from contract_kit.library.packs import Pack, Requirement
    from contract_kit.scan.result import DocumentResult, Evidence, Report, RequirementResult

WIDTH = 100
_MARKS = {"absent": "✗", "partial": "~", "unclear": "?", "satisfied": "✓"}
_NAMES = {"absent": "missing", "partial": "weak", "unclear": "unclear", "satisfied": "found"}
_COLORS = {"absent": 31, "partial": 33, "unclear": 35, "satisfied": 32}
_NOTICES = {
    "tracked-changes": "the file holds tracked changes and is read as if they were accepted",
    "hidden-text": "the file holds text that a reader does not see; it is no evidence here",
    "look-alike-letters": "letters of other scripts stand inside Latin words and are read as those",
    "invisible-letters": "characters that show nothing were taken out before reading",
    "text-layer": "pages are pictures; the unseen text laid over them was read, not the pictures",
}
_ORDER = ("absent", "partial", "unclear", "satisfied")


def render(report: Report, packs: Sequence[Pack], *, color: bool = False) -> str:
    """The report as text, 100 columns wide."""
    writer = _Writer(
        {one.id: one for pack in packs for one in pack.requirements}, packs, color=color
    )
    return "\n".join(line for one in report.documents for line in writer.document(one)) + "\n"


class _Writer:
    """Writes the lines of a report with one set of packs."""

    def __init__(
        self, known: Mapping[str, Requirement], packs: Sequence[Pack], *, color: bool
    ) -> None:
        self.known = known
        self.packs = packs
        self.color = color

    def paint(self, status: str, text: str) -> str:
        return f"\033[{_COLORS[status]}m{text}\033[0m" if self.color else text

    def document(self, one: DocumentResult) -> Iterator[str]:
        """Everything on one file."""
        yield self.strong(one.path)
        if one.not_assessed is not None:
            yield self.paint(
                "absent", f"NOT ASSESSED ({one.not_assessed.cause}): {one.not_assessed.message}"
            )
            yield ""
            return
        pages = f", {one.pages} pages" if one.pages else ""
        yield f"{one.title or 'no title'}{pages}"
        yield from self.files(one)
        if one.unread:
            names = ", ".join(one.unread)
            text = f"INCOMPLETE: {names} could not be read; nothing is called missing before that."
            yield self.paint("absent", text)
        yield from self.notices(one)
        yield ""
        for pack in self.packs:
            yield from self.overview(
                pack, [result for result in one.requirements if result.pack == pack.id]
            )
        yield from self.clauses(one)
        for pack in self.packs:
            yield from self.details(pack, one)
        yield from self.found(one)

    def notices(self, one: DocumentResult) -> Iterator[str]:
        """What a reader must know of the file before its verdicts."""
        for notice in one.notices:
            if notice.kind == "lost-text":
                continue  # told as what could not be read
            counted = f"{notice.count} {'places' if notice.count != 1 else 'place'}"
            by = f" by {', '.join(notice.by)}" if notice.by else ""
            where = f", first at {notice.location}" if str(notice.location) else ""
            said = f"{_NOTICES[notice.kind]}{by} ({counted}{where})"
            yield from _wrapped("NOTE: ", f"{said}: {notice.what}" if notice.what else said)

    def files(self, one: DocumentResult) -> Iterator[str]:
        """The files that are one contract."""
        if not one.files:
            return
        yield f"One contract in {len(one.files)} files:"
        for member in one.files:
            pages = f", {member.pages} pages" if member.pages else ""
            title = "NOT READ" if member.not_assessed else f"{member.title or 'no title'}{pages}"
            yield f"  {member.path}: {title}"

    def strong(self, text: str) -> str:
        return f"\033[1m{text}\033[0m" if self.color else text

    def overview(self, pack: Pack, results: Sequence[RequirementResult]) -> Iterator[str]:
        """The verdict by topic."""
        if not results:
            return
        counts = ", ".join(
            f"{_count(results, status)} {_NAMES[status]}" for status in reversed(_ORDER)
        )
        yield self.strong(f"{pack.title}: of {len(results)} listed requirements {counts}")
        if left := _open(results):
            yield from _wrapped(
                "  open: ", f"{left}. The rest may stand in the contract it goes with."
            )
            ask = f"Read both with --as-one, or ask for all of it with --pack {pack.id}."
            yield from (*_wrapped("  ", ask), "")
            return
        if shared := _shared(results):
            lead = "does not apply" if results[0].applies == "no" else "applies"
            yield from _wrapped(f"  {lead}: ", shared)
        topics = _topics(pack, results)
        width = max(len(topic) for topic in topics) + 2
        for topic, members in topics.items():
            worst = next(
                status for status in _ORDER if any(one.status == status for one in members)
            )
            mark = self.paint(worst, _MARKS[worst])
            yield textwrap.fill(
                f"{topic:<{width}}{self.summary(members)}",
                WIDTH,
                initial_indent=f"  {mark} ",
                subsequent_indent=" " * (width + 4),
            )
        yield ""

    def summary(self, members: Sequence[RequirementResult]) -> str:
        """A topic in words: what is missing and weak by name, the rest by number."""
        if len(members) == 1:
            return _NAMES[members[0].status]
        parts = []
        for status in _ORDER[:3]:
            names = [self.title(one.id) for one in members if one.status == status]
            if names:
                parts.append(f"{_NAMES[status]}: {'; '.join(names)}")
        found = _count(members, "satisfied")
        if found:
            parts.append(f"{found} found")
        return " · ".join(parts)

    def title(self, id: str) -> str:
        """A requirement's title in running text."""
        known = self.known.get(id)
        return known.title if known else id

    def clauses(self, one: DocumentResult) -> Iterator[str]:
        """The clause types that stand in the file."""
        if not one.clauses:
            return
        present = [
            clause.type.replace("-", " ") for clause in one.clauses if clause.status == "present"
        ]
        unclear = [
            clause.type.replace("-", " ") for clause in one.clauses if clause.status == "unclear"
        ]
        yield from _wrapped("Clauses found: ", ", ".join(present) or "none of those looked for")
        if unclear:
            yield from _wrapped("Cannot tell: ", ", ".join(unclear))
        yield ""

    def details(self, pack: Pack, one: DocumentResult) -> Iterator[str]:
        """What is missing, weak or unclear, the gravest first, with what comes closest."""
        findings = {finding.id: finding for finding in reversed(one.findings)}
        every = [result for result in one.requirements if result.pack == pack.id]
        results = [one for one in every if one.status != "satisfied" and not _open(every)]
        severity = {
            one.id: _severity(findings.get(one.id), self.known.get(one.id)) for one in results
        }
        shared = _shared(every)
        results.sort(key=lambda result: (_ORDER.index(result.status), -severity[result.id]))
        if results:
            yield self.strong(f"{pack.title}: what to look at")
        for result in results:
            yield from self.result(result, severity[result.id], findings.get(result.id))
            if not shared and result.applies_because != "always":
                yield from _wrapped("      applies: ", result.applies_because)
        ids = {result.id for result in every}
        limits = [finding for finding in one.findings if _value_of(finding) in ids]
        for finding in limits:
            yield f"  LIMIT ({finding.severity}) {self.title(_value_of(finding))} [{finding.id}]"
            yield from _wrapped("      ", finding.message)
            yield from _wrapped(f"      {_where(finding.location)}: ", f"“{finding.quote}”")
        if results or limits:
            yield ""

    def result(
        self, one: RequirementResult, severity: Severity, finding: Finding | None
    ) -> Iterator[str]:
        """One requirement that is not fully met."""
        name = _NAMES[one.status].upper()
        applies = {"yes": str(severity), "no": "does not apply", "unknown": "if it applies"}[
            one.applies
        ]
        known = self.known.get(one.id)
        cite = f", {known.citation}" if known and known.citation else ""
        sure = words(one.confidence)
        yield self.paint(
            one.status, f"  {name} ({applies}, {sure}) {self.title(one.id)} [{one.id}{cite}]"
        )
        if known and one.status in {"absent", "partial"}:
            yield from _wrapped("      wanted: ", known.satisfied_when)
        if one.reason and one.status in {"unclear", "absent"}:
            yield from _wrapped("      why: ", one.reason)
        for evidence in one.evidence:
            yield from _wrapped(f"      {_where(evidence)}: ", f"“{evidence.quote}”")
        for near in one.closest:
            where = _where(near)
            yield from _wrapped(
                f"      closest, {where}: ", f"“{_short(near.quote)}” — {near.why_not}"
            )
        if finding is not None and finding.cure:
            cures = ", ".join(f"{cure.clause} ({cure.variant})" for cure in finding.cure[:4])
            yield from _wrapped("      cure: ", cures)

    def found(self, one: DocumentResult) -> Iterator[str]:
        """What was found, quoted."""
        results = [result for result in one.requirements if result.status == "satisfied"]
        if not results:
            return
        yield self.strong("Found")
        for result in results:
            mark = self.paint("satisfied", _MARKS["satisfied"])
            yield f"  {mark} {self.title(result.id)} ({words(result.confidence)}) [{result.id}]"
            for evidence in result.evidence[:1]:
                yield from _wrapped(f"      {_where(evidence)}: ", f"“{evidence.quote}”")
        yield ""


def _shared(results: Sequence[RequirementResult]) -> str:
    """Why all of them apply or not, where that has one reason worth telling."""
    reasons = {(one.applies, one.applies_because) for one in results}
    applies, because = next(iter(reasons), ("unknown", ""))
    return because if len(reasons) == 1 and applies != "unknown" and because != "always" else ""


def _open(results: Sequence[RequirementResult]) -> str:
    """What the document is, where that leaves open whether a whole pack asks for anything."""
    reasons = {one.applies_because for one in results if one.applies == "unknown"}
    said = next(iter(reasons), "")
    alone = len(reasons) == 1 and all(one.applies != "yes" for one in results)
    return said if alone and "begins with" in said else ""


def _count(results: Iterable[RequirementResult], status: str) -> int:
    return sum(result.status == status for result in results)


def _topics(pack: Pack, results: Sequence[RequirementResult]) -> dict[str, list[RequirementResult]]:
    """The results by topic; requirements that the pack puts under none stand for themselves."""
    topic_of = {id: topic for topic, ids in pack.topics.items() for id in ids}
    titles = {one.id: one.title for one in pack.requirements}
    topics: dict[str, list[RequirementResult]] = {topic: [] for topic in pack.topics}
    for result in results:
        topic = topic_of.get(result.id, titles.get(result.id, result.id))
        topics.setdefault(topic, []).append(result)
    return {topic: members for topic, members in topics.items() if members}


def _severity(finding: Finding | None, known: Requirement | None) -> Severity:
    if finding is not None:
        return finding.severity
    return Severity.parse(known.severity) if known else Severity.INFO


def _value_of(finding: Finding) -> str:
    """The requirement whose value a finding is about; empty for other findings."""
    requirement, dot, _ = finding.id.partition(".")
    return requirement if dot else ""


def _where(one: Evidence | object) -> str:
    section = getattr(one, "section", "")
    page = getattr(one, "page", None)
    paragraph = getattr(one, "paragraph", None)
    file = getattr(one, "file", "")
    parts = [file] if file else []
    parts += [f"page {page}"] if page else []
    parts += [f"section {section}"] if section else []
    parts += [f"paragraph {paragraph}"] if not (page or section) else []
    return ", ".join(parts)


def _short(quote: str) -> str:
    words = quote.split()
    return quote if len(words) <= 40 else " ".join(words[:40]) + " …"


def _wrapped(lead: str, text: str) -> list[str]:
    indent = " " * (len(lead) - len(lead.lstrip()) + 2)
    blanks = not text.isprintable()  # tabs and the like: looking for them takes half the time
    lines = textwrap.wrap(
        text,
        WIDTH,
        initial_indent=lead,
        subsequent_indent=indent,
        break_on_hyphens=False,
        expand_tabs=blanks,
        replace_whitespace=blanks,
    )
    return lines or [lead]
