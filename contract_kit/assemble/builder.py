"""Chosen clauses become numbered sections, with references resolved and provenance kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from contract_kit import markup
from contract_kit.assemble.alone import Alone
from contract_kit.assemble.facts import FACTS, Facts
from contract_kit.assemble.numbering import (
    DEFINITIONS_ANCHOR,
    Counter,
    Numbering,
    without_lone_number,
)
from contract_kit.assemble.regimes import worded
from contract_kit.assemble.selection import Chosen, Selection
from contract_kit.assemble.supplied import Figures, path_of
from contract_kit.assemble.tables import Tables
from contract_kit.assemble.templates import Templates, marker, names_by_line
from contract_kit.assemble.terms import Terms
from contract_kit.assemble.values import Missing, Printer, Safe, listed, sentence_case
from contract_kit.document import (
    Block,
    Cell,
    Column,
    Definition,
    Inline,
    Origin,
    Paragraph,
    Row,
    Run,
    Section,
    SpecLine,
    Table,
    plain,
)
from contract_kit.library import Body, DefinitionSource, Library, Parameter

SCHEDULE_TITLES = {
    "1": "Services",
    "2": "Service levels",
    "3": "Charges",
    "4": "Transition",
    "5": "Governance",
    "6": "Data processing",
    "7": "Security",
    "8": "Business continuity",
    "9": "People",
    "10": "Exit",
    "11": "Subcontractors and sites",
    "12": "Technology and AI",
    "13": "Industry annex",
}
_TRAINING = frozenset({"training", "ttt"})
_PILOT = frozenset({"pilot", "exit_criteria"})
PARTIES = {
    "customer": Safe("the Customer"),
    "Customer": Safe("The Customer"),
    "provider": Safe("the Provider"),
    "Provider": Safe("The Provider"),
}

WHOLE = {
    "this": Safe("this Agreement"),
    "This": Safe("This Agreement"),
    "subject": Safe("this Agreement"),
    "printed": lambda _: False,
}
"""What names of a document built alone mean in the whole contract, which prints none of them."""


class Builder:
    """Makes the sections of one contract.

    `dangling` are the references whose target this contract does not print, found so far: the
    clause (or definition) that refers, and the target.
    """

    def __init__(
        self,
        library: Library,
        facts: Facts,
        selection: Selection,
        printer: Printer,
        *,
        bracketed: bool = True,
        alone: Alone | None = None,
    ) -> None:
        self.library = library
        self.facts = facts
        self.selection = selection
        self.printer = printer
        self.figures = Figures(facts, bracketed=bracketed)
        self.numbering = Numbering(selection.chosen, selection.carried)
        self.tables = Tables(facts, printer)
        self.alone = alone
        self.is_short = str(facts("contract.form")) == "short"
        self.terms = Terms(self._meanings())
        self.dangling: dict[tuple[str, str], None] = {}

    def _meanings(self) -> dict[str, DefinitionSource]:
        """The definitions that this document may print, in the words of its laws."""
        own = self.library.short_definitions if self.is_short else self.library.definitions
        if self.alone:
            own = {**own, **self.alone.meanings(self.library)}
        contract = self.facts.contract
        return {
            term: replace(one, source=worded(one.source, contract)) for term, one in own.items()
        }

    @cached_property
    def templates(self) -> Templates:
        """The clause templates with the functions bodies may call."""
        return Templates(
            self.printer,
            {
                "ref": self._ref,
                "has": self._has,
                "carries": self._carries,
                "term": self._term,
                "table": lambda name: marker("table", name),
                **PARTIES,
                **(self.alone.functions() if self.alone else WHOLE),
            },
        )

    def _ref(self, target: str) -> Safe:
        known = target in self.library.clauses or target.startswith("schedule.")
        if not known and target != DEFINITIONS_ANCHOR:
            raise LookupError(f"ref('{target}') names no clause of the library")
        return marker("ref", target)

    def _has(self, target: str) -> bool:
        has = self.alone.has if self.alone else self.selection.has
        return target == DEFINITIONS_ANCHOR or has(target)

    def _carries(self, target: str) -> bool:
        """Whether a clause is left to the short text of another one."""
        if target not in self.library.clauses:
            raise LookupError(f"carries('{target}') names no clause of the library")
        return target in self.selection.carried

    def _term(self, name: str) -> Safe:
        if name not in self.library.definitions and not self.terms.in_text(name):
            raise LookupError(f"term('{name}') is not in the definitions")
        return Safe(markup.escape(name))

    def sections(self) -> tuple[Section, ...]:
        """The main agreement's clauses, then the schedules with theirs."""
        main: list[Section] = []
        schedules: dict[str, list[Section]] = {}
        for one in self.selection.chosen:
            if one.schedule == "main":
                main.append(self.section(one, level=1))
            else:
                schedules.setdefault(one.schedule, []).append(self.section(one, level=2))
        for key, inner in schedules.items():
            main.append(
                Section(
                    self._schedule_title(key),
                    self.numbering.schedules[key],
                    kind="schedule",
                    sections=tuple(inner),
                    anchor=f"schedule.{key}",
                )
            )
        return tuple(main)

    def _schedule_title(self, key: str) -> str:
        """A schedule's title, of what this contract prints in it."""
        if key == "2" and not self._has("sla.levels"):
            return "Failures and relief"
        if key == "4":
            parts = {one.id.split(".")[1] for one in self.selection.chosen if one.schedule == key}
            named = [
                *(["transition"] if parts - _TRAINING - _PILOT else []),
                *(["training"] if parts & _TRAINING else []),
                *(["pilot"] if parts & _PILOT else []),
            ]
            return sentence_case(listed(named))
        return SCHEDULE_TITLES[key]

    def section(self, one: Chosen, *, level: int) -> Section:
        """One clause, numbered."""
        number = self.numbering.places[one.id].number
        front = one.clause.front
        origin = Origin(one.id, str(front.version), one.variant)
        blocks = self._blocks(one, origin, number)
        title = worded(one.title, self.facts.contract)
        return Section(title, number, level, "clause", blocks, (), one.id, origin)

    def _blocks(self, one: Chosen, origin: Origin, number: str) -> tuple[Block, ...]:
        values = self.values(one.clause.front.parameters, one.id, one.figures)
        values["stance"] = one.figures
        names = names_by_line(one.body.source, one.body.line)
        counter = Counter(number)
        blocks: list[Block] = []
        for block in self.templates.blocks(one.body, values):
            used = names.get(block.line, frozenset())
            placed = self._origin(origin, one, used)
            made = self._block(block, counter, placed, one.schedule)
            if made is not None:
                blocks.append(made)
                self._note(made, one.id)
        return without_lone_number(blocks) if self.is_short else tuple(blocks)

    def _note(self, block: Block, clause: str) -> None:
        """Let a document alone note what a block takes for granted."""
        if self.alone:
            rows = block.rows if isinstance(block, Table) else (block,)
            for text in (one.text for one in rows):
                self.alone.note(text, self.library, clause)

    def values(
        self, parameters: Mapping[str, Parameter], clause: str, variant: str
    ) -> dict[str, Any]:
        """What a body's parameter names stand for; absent ones print their fallback."""
        found: dict[str, Any] = {}
        for name, parameter in parameters.items():
            if parameter.figure:
                found[name] = self.figures.value(clause, variant, name, parameter)
                continue
            value = self.facts(parameter.path)
            is_silent = value in (None, (), {}) or self._is_assumed(parameter.path, value)
            found[name] = Missing(name, parameter.default) if is_silent else value
        return found

    def _is_assumed(self, path: str, value: object) -> bool:
        """A yes or no that only the vocabulary assumes: then each wording has its own default."""
        computed = path in FACTS or self.facts.contract.given(path)
        return isinstance(value, bool) and not computed

    def _origin(self, origin: Origin, one: Chosen, used: frozenset[str]) -> Origin:
        parameters = one.clause.front.parameters
        paths = {path_of(one.id, name, parameters[name]) for name in used & set(parameters)}
        spec = self._spec(paths)
        return replace(origin, spec=spec) if spec else origin

    def _spec(self, paths: Iterable[str]) -> tuple[SpecLine, ...]:
        """The spec lines that give the values at `paths`."""
        lines = ((path, self.facts.line(path)) for path in sorted(paths))
        return tuple(SpecLine(path, line) for path, line in lines if line is not None)

    def _block(
        self, block: markup.MBlock, counter: Counter, origin: Origin, here: str
    ) -> Block | None:
        if isinstance(block, markup.Marker):
            if block.name == "table":
                return self.tables.build(block.argument, origin)
            block = markup.Text((markup.MarkerSpan(block.name, block.argument),), line=block.line)
        if isinstance(block, markup.TableBlock):
            return self._table(block, origin, here)
        runs = self._runs(block.runs, here, origin.clause)
        if not plain(runs).strip():
            return None
        if block.bullet:
            return Paragraph(runs, level=block.level, style="bullet", origin=origin)
        if not block.ordered:
            return Paragraph(runs, level=block.level, origin=origin)
        return Paragraph(runs, counter.next(block.level), block.level, "clause", origin=origin)

    def _table(self, block: markup.TableBlock, origin: Origin, here: str) -> Table:
        def row(cells: tuple[tuple[markup.MInline, ...], ...], *, head: bool) -> Row:
            made = tuple(
                Cell((Paragraph(self._runs(cell, here, origin.clause), origin=origin),))
                for cell in cells
            )
            return Row(made, head, origin)

        heads = (row(block.head, head=True),) if block.head else ()
        rows = (*heads, *(row(cells, head=False) for cells in block.rows))
        columns = tuple(Column(1.0, align) for align in block.aligns)
        return Table(rows, columns, origin=origin)

    def _runs(
        self, spans: tuple[markup.MInline, ...], here: str, speaker: str
    ) -> tuple[Inline, ...]:
        """Printed text of the clause or definition `speaker` in the schedule `here`."""
        runs: list[Inline] = []
        for span in spans:
            if isinstance(span, markup.Span):
                runs.append(Run(span.text, span.bold, span.italic))
            elif span.name == "ref":
                runs.extend(self._reference(span.argument, here, speaker))
        return tuple(runs)

    def _reference(self, target: str, here: str, speaker: str) -> tuple[Inline, ...]:
        """What a reference prints; the words for it where the document has no such place."""
        place = self.alone.target(target) if self.alone else target
        return self.numbering.reference(place, here) or self._gone(target, speaker)

    def _gone(self, target: str, speaker: str) -> tuple[Inline, ...]:
        """What a document alone names of its agreement; in a draft that V140 refuses, a title."""
        clause = self.library.clauses.get(target)
        if self.alone and (self.alone.whole.has(target) or clause is None):
            by = speaker if speaker in self.library.clauses else DEFINITIONS_ANCHOR
            return (Run(self.alone.words(target, clause, by)),)
        self.dangling[speaker, target] = None
        title = clause.front.title if clause else target
        return (Run(f"the terms on {title[:1].lower()}{title[1:]}"),)

    def definitions(self, sections: tuple[Section, ...]) -> tuple[Definition, ...]:
        """The meanings of the terms that the text of `sections`, as it is printed, uses."""
        return self.terms.defined(_texts(sections), self._definition)

    def _definition(self, term: str) -> Definition:
        source = self.terms.sources[term]
        body = Body(
            re.sub(r"\s*\n\s*", " ", source.source.strip()) + "\n", source.line, source.path
        )
        values = self.values(source.parameters, DEFINITIONS_ANCHOR, "")
        blocks = self.templates.blocks(body, values)
        runs = [
            run
            for block in blocks
            if isinstance(block, markup.Text)
            for run in self._runs(block.runs, "", term)
        ]
        spec = self._spec(one.path for one in source.parameters.values() if one.path)
        return Definition(term, tuple(runs), Origin(DEFINITIONS_ANCHOR, "", "", spec))


def _texts(sections: tuple[Section, ...]) -> list[str]:
    texts: list[str] = []
    for section in sections:
        for block in section.blocks:
            if isinstance(block, Table):
                texts.extend((block.caption, *(row.text for row in block.rows)))
            else:
                texts.append(block.text)
        texts.extend(_texts(section.sections))
    return texts
