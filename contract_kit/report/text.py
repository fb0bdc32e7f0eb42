"""The report for people. Its first screen is the verdict by topic; the evidence follows.

It says which listed requirements were found, never that a contract is lawful or good.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from contract_kit.findings import Severity
from contract_kit.printable import printable, printable_value
from contract_kit.report import first_lines
from contract_kit.report.clause_list import clause_lines
from contract_kit.report.lines import WIDTH, short, where, wrapped

if TYPE_CHECKING:
    from contract_kit.findings import Finding
    from contract_kit.library.packs import Pack, Requirement
    from contract_kit.scan.result import DocumentResult, Report, RequirementResult

_MARKS = {"absent": "✗", "partial": "~", "unclear": "?", "satisfied": "✓"}
_NAMES = {"absent": "missing", "partial": "weak", "unclear": "unclear", "satisfied": "found"}
_COLORS = {"absent": 31, "partial": 33, "unclear": 35, "satisfied": 32}
_ON_ONE_LINE = frozenset({"path", "file", "title", "unread", "papers_not_given"})
_ORDER = ("absent", "partial", "unclear", "satisfied")
SURE = (
    "Per cent: the chance that a verdict is right, measured on contracts the model had not seen. "
    "Unmeasured: no labelled contract shows it for this requirement."
)
_ASIDE = "–"
"""The mark of a topic in which nothing applies."""


def render(report: Report, packs: Sequence[Pack], *, color: bool = False) -> str:
    """The report as text, 100 columns wide; only its own colours steer a terminal."""
    writer = _Writer(
        {one.id: one for pack in packs for one in pack.requirements}, packs, color=color
    )
    documents = (printable_value(one, _ON_ONE_LINE) for one in report.documents)
    return "\n".join(line for one in documents for line in writer.document(one)) + "\n"


class _Writer:
    """Writes the lines of a report with one set of packs."""

    def __init__(
        self, known: Mapping[str, Requirement], packs: Sequence[Pack], *, color: bool
    ) -> None:
        self.known = known
        self.packs = packs
        self.color = color

    def paint(self, status: str, text: str) -> str:
        plain = printable(text)
        return f"\033[{_COLORS[status]}m{plain}\033[0m" if self.color else plain

    def strong(self, text: str) -> str:
        plain = printable(text)
        return f"\033[1m{plain}\033[0m" if self.color else plain

    def document(self, one: DocumentResult) -> Iterator[str]:
        """Everything on one file."""
        yield self.strong(one.path)
        if one.not_assessed is not None:
            cause = one.not_assessed.cause
            for line in wrapped(f"NOT ASSESSED ({cause}): ", one.not_assessed.message):
                yield self.paint("absent", line)
            yield ""
            return
        yield from first_lines.titled(one)
        for line in first_lines.incomplete(one):
            yield self.paint("absent", line)
        yield from first_lines.notices(one)
        yield from first_lines.papers(one)
        yield from first_lines.judged(one, self.packs)
        yield ""
        judged = [(pack, results) for pack in self.packs if (results := _judged(pack, one))]
        for pack, results in judged:
            yield from self.overview(pack, results)
        yield from clause_lines(one, [result for _, results in judged for result in results])
        if judged:
            yield from wrapped("", SURE)
            yield ""
        for pack, results in judged:
            yield from self.details(pack, results, one)
        yield from self.found([result for _, results in judged for result in results])

    def overview(self, pack: Pack, results: Sequence[RequirementResult]) -> Iterator[str]:
        """The verdict by topic."""
        for line in wrapped(f"{pack.title}: ", _headline(results)):
            yield self.strong(line)
        topics = _topics(pack, results)
        width = max(len(topic) for topic in topics) + 2
        for topic, members in topics.items():
            yield textwrap.fill(
                f"{topic:<{width}}{self.summary(members)}",
                WIDTH,
                initial_indent=f"  {self.mark(members)} ",
                subsequent_indent=" " * (width + 4),
            )
        yield ""

    def mark(self, members: Sequence[RequirementResult]) -> str:
        """The mark of the worst verdict that applies."""
        found = {one.status for one in members if one.applies == "yes"}
        worst = next((status for status in _ORDER if status in found), "")
        return self.paint(worst, _MARKS[worst]) if worst else _ASIDE

    def summary(self, members: Sequence[RequirementResult]) -> str:
        """A topic in words: what is missing and weak by name, the rest by number."""
        asked = [one for one in members if one.applies == "yes"]
        if len(members) == 1 and asked:
            return _NAMES[members[0].status]
        parts = []
        for status in _ORDER[:3]:
            names = [self.title(one.id) for one in asked if one.status == status]
            if names:
                parts.append(f"{_NAMES[status]}: {'; '.join(names)}")
        if found := _count(asked, "satisfied"):
            parts.append(f"{found} found")
        return " · ".join((*parts, *_aside(members)))

    def title(self, id: str) -> str:
        """A requirement's title in running text."""
        known = self.known.get(id)
        return printable(known.title) if known else id

    def details(
        self, pack: Pack, every: Sequence[RequirementResult], one: DocumentResult
    ) -> Iterator[str]:
        """What is missing, weak or unclear, the gravest first; what may not apply stands last."""
        findings = {finding.id: finding for finding in reversed(one.findings)}
        results = [result for result in every if result.status != "satisfied"]
        for applies, head in (("yes", "what to look at"), ("unknown", "if it applies")):
            chosen = [result for result in results if result.applies == applies]
            yield from self.entries(f"{pack.title}: {head}", chosen, findings)
        ids = {result.id for result in every}
        limits = [finding for finding in one.findings if _value_of(finding) in ids]
        for finding in limits:
            yield f"  LIMIT ({finding.severity}) {self.title(_value_of(finding))} [{finding.id}]"
            yield from wrapped("      ", finding.message)
            yield from wrapped(f"      {where(finding.location)}: ", f"“{finding.quote}”")
        if limits:
            yield ""

    def entries(
        self, head: str, results: list[RequirementResult], findings: Mapping[str, Finding]
    ) -> Iterator[str]:
        """A block of requirements that are not fully met."""
        if not results:
            return
        yield self.strong(head)
        grave = {one.id: _severity(findings.get(one.id), self.known.get(one.id)) for one in results}
        results.sort(key=lambda result: (_ORDER.index(result.status), -grave[result.id]))
        reasons = {one.applies_because for one in results}
        for result in results:
            yield from self.result(result, grave[result.id], findings.get(result.id))
            if len(reasons) > 1 and result.applies_because != "always":
                lead = "applies" if result.applies == "yes" else "open"
                yield from wrapped(f"      {lead}: ", result.applies_because)
        yield ""

    def result(
        self, one: RequirementResult, severity: Severity, finding: Finding | None
    ) -> Iterator[str]:
        """One requirement that is not fully met."""
        known = self.known.get(one.id)
        cite = f", {known.citation}" if known and known.citation else ""
        name = f"  {_NAMES[one.status].upper()} ({severity}) "
        for line in wrapped(name, f"{self.title(one.id)} [{one.id}{cite}]{_sure(one)}"):
            yield self.paint(one.status, line)
        if known and one.status in {"absent", "partial"}:
            yield from wrapped("      wanted: ", known.satisfied_when)
        if one.lacks:
            yield from wrapped("      not seen: ", "; ".join(one.lacks))
        if one.reason and one.status in {"unclear", "absent"}:
            yield from wrapped("      why: ", one.reason)
        for evidence in one.evidence:
            yield from wrapped(f"      {where(evidence)}: ", f"“{evidence.quote}”")
        for near in one.closest:
            lead = f"      closest, {where(near)}: "
            yield from wrapped(lead, f"“{short(near.quote)}” — {near.why_not}")
        if finding is not None and finding.cure:
            cures = ", ".join(f"{cure.clause} ({cure.variant})" for cure in finding.cure[:4])
            yield from wrapped("      cure: ", cures)

    def found(self, every: Sequence[RequirementResult]) -> Iterator[str]:
        """What was found, quoted."""
        results = [one for one in every if one.status == "satisfied" and one.applies != "no"]
        if not results:
            return
        yield self.strong("Found")
        for result in results:
            mark = self.paint("satisfied", _MARKS["satisfied"])
            unasked = "" if result.applies == "yes" else ", if it applies"
            yield f"  {mark} {self.title(result.id)} [{result.id}{unasked}]{_sure(result)}"
            for evidence in result.evidence[:1]:
                yield from wrapped(f"      {where(evidence)}: ", f"“{evidence.quote}”")
        yield ""


def _sure(one: RequirementResult) -> str:
    """How sure the verdict is; nothing is said of one that stays open."""
    if one.status == "unclear":
        return ""
    return f" {one.confidence:.0%}".replace("%", " %") + ("" if one.measured else ", unmeasured")


def _judged(pack: Pack, one: DocumentResult) -> list[RequirementResult]:
    """The results of a pack, none where the document leaves open whether it asks for anything."""
    results = [result for result in one.requirements if result.pack == pack.id]
    return [] if first_lines.left_open(pack, results) else results


def _headline(results: Sequence[RequirementResult]) -> str:
    """How many of those that apply were found, and how many stand apart."""
    asked = [one for one in results if one.applies == "yes"]
    counts = (f"{_count(asked, status)} {_NAMES[status]}" for status in reversed(_ORDER))
    verb = "applies" if len(asked) == 1 else "apply"
    said = (
        f"of {len(asked)} that {verb}: {', '.join(counts)}" if asked else "none is known to apply"
    )
    return "; ".join((said, *_aside(results)))


def _aside(results: Sequence[RequirementResult]) -> Iterator[str]:
    """How many of the results are open, and how many do not apply."""
    unknown = sum(one.applies == "unknown" for one in results)
    never = sum(one.applies == "no" for one in results)
    if unknown:
        yield f"{unknown} open"
    if never:
        yield f"{never} {'does' if never == 1 else 'do'} not apply"


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
