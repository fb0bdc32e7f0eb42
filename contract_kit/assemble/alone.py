"""A document alone, to attach to an agreement that exists: what it takes, and what it relies on.

Its text is that of the whole contract, paragraph for paragraph. Numbers are its own; a clause of
the contract that it does not print is one that the agreement has to hold, and is named in words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from contract_kit.assemble.selection import Selection, part
from contract_kit.assemble.values import Safe, lowered
from contract_kit.errors import AssemblyError
from contract_kit.findings import Finding, Severity
from contract_kit.library import condition
from contract_kit.library.documents import Attached, named
from contract_kit.markup import escape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contract_kit.assemble.facts import Facts
    from contract_kit.document import Document
    from contract_kit.library import Clause, DefinitionSource, Library

STAND_INS = {
    "def.parties": ("att.parties",),
    "def.precedence": ("att.precedence",),
    "def.interpret": ("att.reading",),
    "term.initial": ("att.term",),
    "term.renewal": ("att.term",),
}
"""What a clause of the frame says in place of one of the whole contract: the first one printed."""
_SUBJECTS = {
    "1": "the Services",
    "2": "service levels",
    "3": "the Charges",
    "4": "the transition",
    "5": "governance",
    "6": "data processing",
    "7": "security",
    "8": "business continuity",
    "9": "people",
    "10": "exit",
    "11": "subcontractors and Sites",
    "12": "technology",
    "13": "the industry",
}
"""What each schedule of the library is about."""
SPOKEN = {
    "service review": "gov.meetings",
    "business review": "gov.qbr",
    "monthly report": "gov.reports",
    "expected volume": "svc.scope",
}
"""What clauses name in plain words, and the clause that says what it is."""
RELIES = "relies on"
"""The name under which a document's metadata lists what the agreement has to hold."""


@dataclass
class Alone:
    """A document that is built alone, of the contract whose clauses are `whole`.

    `relied` collects what it names of the agreement, with the clauses that do.
    """

    document: Attached
    whole: Selection
    printed: Selection
    relied: dict[str, list[str]] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What the document is called, and calls itself."""
        return self.document.title

    def functions(self) -> dict[str, object]:
        """What clauses of a frame may print and ask besides."""
        return {
            "this": Safe(f"this {escape(self.title)}"),
            "This": Safe(f"This {escape(self.title)}"),
            "subject": Safe(escape(self.document.subject)),
            "printed": self.printed.has,
        }

    def has(self, target: str) -> bool:
        """Whether the whole contract, or this document itself, holds a clause."""
        return self.whole.has(target) or self.printed.has(target)

    def target(self, target: str) -> str:
        """The clause to which a reference leads here: the stand-in of one of the contract."""
        found = (one for one in STAND_INS.get(target, ()) if self.printed.has(one))
        return next(found, target)

    def words(self, target: str, clause: Clause | None, by: str) -> str:
        """How what is not printed here is named; noted as something the agreement has to hold."""
        key = target.removeprefix("schedule.")
        subject = lowered(clause.front.title) if clause else _SUBJECTS[key]
        said = f"{'clause' if clause else 'Schedule'} on {subject}"
        users = self.relied.setdefault(said, [])
        if by not in users:
            users.append(by)
        return f"the Agreement's {said}"

    def note(self, text: str, library: Library, by: str) -> None:
        """Note what a text names in plain words and only the agreement can say."""
        for said, target in SPOKEN.items():
            if said in text and self.whole.has(target) and not self.printed.has(target):
                self.words(target, library.clauses[target], by)

    def meanings(self, library: Library) -> Mapping[str, DefinitionSource]:
        """The definitions that are its own, in place of the contract's: of its frame, its title."""
        from contract_kit.library import DefinitionSource  # noqa: PLC0415 - keeps the import cheap

        title = DefinitionSource(
            self.title, "this document, with its Key Terms and its Schedules.", "", 1, {}
        )
        return {**library.attached_definitions, self.title: title}


def alone(name: str, library: Library, facts: Facts, stance: str, whole: Selection) -> Alone:
    """The document `name` of a contract.

    Raises `UsageError` for one there is not, `AssemblyError` (V171) where the spec has nothing of
    it.
    """
    document = named(library.documents, name)
    printed = part(library, facts, stance, whole, document)
    taken = any(one.schedule != "main" for one in printed.chosen)
    asked = condition(document.when)
    if not taken or not asked(facts):
        message = (
            f"a {document.title} alone needs {document.lacks}, of which this spec has nothing; "
            "add it, or build another document"
        )
        place = facts.contract.location(next(iter(asked.paths), "scope"))
        raise AssemblyError([Finding("V171", Severity.ERROR, message, place)])
    return Alone(document, whole, printed)


def relied_on(document: Document) -> tuple[str, ...]:
    """What a document built alone takes for granted in the agreement: `clause on notices`."""
    listed = dict(document.metadata).get(RELIES, "")
    return tuple(listed.split("; ")) if listed else ()
