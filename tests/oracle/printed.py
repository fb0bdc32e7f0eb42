"""A rendered contract as a reader sees it: key terms, clauses, their sentences and tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tests.oracle.words import Unreadable, opened

HEADING = re.compile(r"(##+) (?:(\d+)\. )?(.+)")
NUMBERED = re.compile(r"\s*(?:\d+\.\d+|\([a-z]\)|-) +")
BREAK = re.compile(r"(?<=\.) (?=[A-Z])")


class Cells(list[str]):
    """The cells of a row, and the line they are printed on."""

    line: str = ""


@dataclass
class Sheet:
    """A table: its caption, its header and its rows of cells."""

    caption: str
    header: list[str] = field(default_factory=list)
    rows: list[Cells] = field(default_factory=list)

    def column(self, row: Cells, title: str) -> str:
        """The cell of a row below a header."""
        if title not in self.header:
            raise Unreadable(f"no column {title!r} in the table {self.caption!r}")
        return row[self.header.index(title)]


@dataclass
class Clause:
    """A numbered clause or, in a Schedule, paragraph: sentences in order, and tables."""

    place: str
    number: str
    title: str
    sentences: list[str] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)

    def sheet(self, caption: str) -> Sheet:
        """The table of that caption."""
        for sheet in self.sheets:
            if sheet.caption == caption:
                return sheet
        raise Unreadable(f"{self.title}: no table {caption!r}")

    def has(self, caption: str) -> bool:
        """Whether a table of that caption stands in the clause."""
        return any(sheet.caption == caption for sheet in self.sheets)


AMERICAN = {
    "stabiliz": "stabilis", "authoriz": "authoris", "recogniz": "recognis", "organiz": "organis",
    "utiliz": "utilis", "minimiz": "minimis", "prioritiz": "prioritis", "installment": "instalment",
    "fulfillment": "fulfilment", "canceled": "cancelled", "favor": "favour", "toward ": "towards ",
    "license": "licence",
}  # fmt: skip
"""How words are spelled in an American contract, and elsewhere."""


def british(text: str) -> str:
    """A contract in one spelling, whatever its language."""
    words = re.compile("|".join(AMERICAN), re.IGNORECASE)
    return words.sub(lambda one: _cased(one[0], AMERICAN[one[0].lower()]), text)


def _cased(said: str, other: str) -> str:
    return other.capitalize() if said[:1].isupper() else other


class Printed:
    """The whole document; `relied` gathers lines and the words in them read for a figure."""

    def __init__(self, markdown: str) -> None:
        self.clauses: list[Clause] = []
        self.schedules: dict[str, str] = {}
        self.meanings: dict[str, str] = {}
        self.relied: dict[tuple[str, str], None] = {}
        clause = Clause("", "", "")
        schedule = ""
        for line in british(markdown).splitlines():
            heading = HEADING.fullmatch(line)
            if heading:
                marks, numeral, title = heading.groups()
                schedule = schedule if marks == "###" else _schedule(title)
                self.schedules.setdefault(schedule, title)
                clause = Clause(schedule, numeral or "", title)
                self.clauses.append(clause)
            elif line.strip():
                self._line(clause, line.rstrip())
        self.terms = {row[0]: row[1] for row in self._key_terms()}

    def _key_terms(self) -> list[Cells]:
        for clause in self.clauses:
            if clause.title == "Key terms":
                return clause.sheets[0].rows
        raise Unreadable("no key terms")

    def _line(self, clause: Clause, line: str) -> None:
        if line.startswith("|"):
            _row(clause, line)
        elif line.startswith("*") and line.endswith("*") and not line.startswith("**"):
            clause.sheets.append(Sheet(line.strip("*")))
        elif clause.title == "Definitions":
            term, _, meaning = line.removeprefix("**").partition("** means ")
            self.meanings[term] = meaning
        else:
            body = opened(NUMBERED.sub("", line, count=1))
            clause.sentences += BREAK.split(body)

    def find(self, title: str, schedule: str = "") -> Clause | None:
        """The clause of a title; None where the contract has none."""
        for clause in self.clauses:
            if clause.title == title and schedule in clause.place:
                return clause
        return None

    def clause(self, title: str, schedule: str = "") -> Clause:
        """The clause of a title, which must be there."""
        found = self.find(title, schedule)
        if found is None:
            raise Unreadable(f"the contract has no clause {title!r}")
        return found

    def numbered(self, place: str, numeral: str) -> Clause | None:
        """The clause that a reference points to; `place` is empty in the main agreement."""
        for clause in self.clauses:
            if clause.place == place and clause.number == numeral:
                return clause
        return None

    def rely(self, sentence: str, parts: list[str]) -> None:
        """Note that parts of a sentence were read for a figure."""
        for part in parts:
            self.relied[sentence, part] = None

    def rely_on(self, row: Cells, *cells: str) -> None:
        """Note that cells of a row were read for a figure: those named, or all."""
        for cell in cells or row:
            self.relied[row.line, cell] = None


def _schedule(title: str) -> str:
    found = re.match(r"Schedule \d+", title)
    return found[0] if found else ""


def _row(clause: Clause, line: str) -> None:
    cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
    if not clause.sheets or (clause.sheets[-1].header and cells[0].startswith("**Term")):
        clause.sheets.append(Sheet(""))
    sheet = clause.sheets[-1]
    if not sheet.header:
        sheet.header = [cell.strip("*") for cell in cells]
    elif not re.fullmatch(r":?-+:?", cells[0]):
        row = Cells(opened(cell).strip("*") for cell in cells)
        row.line = line
        sheet.rows.append(row)
