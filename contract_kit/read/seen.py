"""Passages as the eye reads them: unseen characters out, look-alike letters as Latin ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from contract_kit import letters
from contract_kit.document import Notice, Paragraph, Run
from contract_kit.findings import Location
from contract_kit.read.passages import Passage, trim

if TYPE_CHECKING:
    from contract_kit.document import Inline, NoticeKind, Table


@dataclass(slots=True)
class _Tally:
    """How many there are of one kind, and the passage with the first."""

    count: int = 0
    first: Passage | None = None

    def add(self, count: int, passage: Passage) -> None:
        """Count more of them in a passage."""
        if count and self.first is None:
            self.first = passage
        self.count += count


class Seen:
    """Goes over the passages of one file and counts what the eye does not see as it stands."""

    def __init__(self) -> None:
        self._invisible = _Tally()
        self._alike = _Tally()
        self._struck = _Tally()

    def look(self, passage: Passage) -> None:
        """Make the words of a passage those that the eye reads."""
        passage.runs = self._runs(passage.runs, passage)
        if passage.number and not passage.number.isascii():
            passage.number = letters.latin(letters.shown(passage.number).text).strip()
        if passage.table is not None:
            passage.table = self._table(passage.table, passage)

    def notices(self) -> tuple[Notice, ...]:
        """What was found; ask once the passages have their ordinals."""
        tallies: tuple[tuple[NoticeKind, _Tally], ...] = (
            ("look-alike-letters", self._alike), ("invisible-letters", self._invisible),
            ("tracked-changes", self._struck),
        )  # fmt: skip
        return tuple(
            Notice(kind, tally.count, location=_place(tally.first))
            for kind, tally in tallies
            if tally.first is not None
        )

    def _table(self, table: Table, passage: Passage) -> Table:
        if all(_is_ascii(one.runs) for row in table.rows for cell in row.cells
               for one in cell.paragraphs):  # fmt: skip
            return table
        rows = tuple(
            replace(row, cells=tuple(
                replace(cell, paragraphs=tuple(self._paragraph(one, passage)
                                               for one in cell.paragraphs))
                for cell in row.cells
            ))
            for row in table.rows
        )  # fmt: skip
        return replace(table, rows=rows)

    def _paragraph(self, paragraph: Paragraph, passage: Passage) -> Paragraph:
        runs = self._runs(paragraph.runs, passage)
        return paragraph if runs is paragraph.runs else replace(paragraph, runs=runs)

    def _runs(self, runs: tuple[Inline, ...], passage: Passage) -> tuple[Inline, ...]:
        if _is_ascii(runs):
            return runs
        whole = "".join([run.text for run in runs])
        if not letters.is_plain(whole):
            runs = self._standing(runs, passage)
            whole = "".join([run.text for run in runs])
            seen = letters.shown(whole)
            self._invisible.add(seen.invisible, passage)
            runs = _without_unseen(runs, whole)
            whole = "".join([run.text for run in runs])
        folded = letters.latin(whole)
        if folded == whole:
            return runs
        self._alike.add(letters.look_alikes(whole, folded), passage)
        return _folded(runs, folded)

    def _standing(self, runs: tuple[Inline, ...], passage: Passage) -> tuple[Inline, ...]:
        """The runs without what is struck through by signs on its letters."""
        found: list[Inline] = []
        for run in runs:
            text, count = letters.STRUCK.subn("", run.text)
            self._struck.add(count, passage)
            found += [replace(run, text=text) if count else run] if text or not count else []
        return tuple(found)


def _is_ascii(runs: tuple[Inline, ...]) -> bool:
    return all(run.text.isascii() and run.text.replace("\n", "").isprintable() for run in runs)


def _without_unseen(runs: tuple[Inline, ...], whole: str) -> tuple[Inline, ...]:
    """The runs as shown; one that is forced backwards may have begun in an earlier run."""
    if letters.OVERRIDE in whole:
        return trim((Run(letters.shown(whole).text),))
    shown = (replace(run, text=letters.shown(run.text).text) for run in runs)
    return trim(tuple(run for run in shown if run.text))


def _folded(runs: tuple[Inline, ...], folded: str) -> tuple[Inline, ...]:
    """The runs with their letters read as in `folded`, and those of the file kept beside."""
    found: list[Inline] = []
    at = 0
    for run in runs:
        text = folded[at : at + len(run.text)]
        at += len(run.text)
        verbatim = run.text if text != run.text else ""
        changed = Run(text, run.bold, run.italic, run.revision, verbatim=verbatim)
        found.append(changed if verbatim else run)
    return tuple(found)


def _place(passage: Passage) -> Location:
    return Location(page=passage.page, paragraph=passage.ordinal)
