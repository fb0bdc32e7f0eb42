"""The stream every reader produces: passages in reading order, not yet in sections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contract_kit.document import Run, plain

if TYPE_CHECKING:
    from contract_kit.document import Inline, ParagraphStyle, Table

MAX_PASSAGES = 200_000


@dataclass(slots=True)
class Passage:
    """One paragraph, heading or table of a file.

    `heading` is its outline level (from 1), 0 for what is surely running text and None where the
    format does not say. `strong` marks what stands out (bold, larger). `start` and `end` are
    offsets in the decoded source of plain text files. `settled` says that the words begin with no
    number, whatever they look like.
    """

    runs: tuple[Inline, ...] = ()
    number: str = ""
    heading: int | None = None
    level: int | None = None
    style: ParagraphStyle = "body"
    anchor: str = ""
    page: int | None = None
    start: int | None = None
    end: int | None = None
    strong: bool = False
    title: bool = False
    contents: bool = False
    table: Table | None = None
    ordinal: int | None = None
    settled: bool = False

    @property
    def text(self) -> str:
        """The words as accepted."""
        return plain(self.runs)


def fold(text: str) -> str:
    """The text with every stretch of white space as one space."""
    return " ".join(text.replace("\u00ad", "").split())


def cut(runs: tuple[Inline, ...], start: int, end: int | None = None) -> tuple[Inline, ...]:
    """The runs between two offsets of their accepted text, trimmed of outer white space."""
    found: list[Inline] = []
    at = 0
    for run in runs:
        if run.revision == "deleted":
            continue
        first, last = max(start - at, 0), len(run.text) if end is None else end - at
        at += len(run.text)
        if first < min(last, len(run.text)):
            whole = first == 0 and last >= len(run.text)
            found.append(run if whole else _part(run, first, last))
    return trim(tuple(found))


def trim(runs: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Runs without white space at both ends."""
    kept = list(runs)
    while kept and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept and kept[0].text[:1].isspace():
        text = kept[0].text
        kept[0] = _part(kept[0], len(text) - len(text.lstrip()), len(text))
    if kept and kept[-1].text[-1:].isspace():
        kept[-1] = _part(kept[-1], 0, len(kept[-1].text.rstrip()))
    return tuple(kept)


def _part(run: Inline, start: int, end: int) -> Inline:
    """The letters of a run between two offsets."""
    verbatim = run.verbatim[start:end] if isinstance(run, Run) else ""
    return Run(run.text[start:end], run.bold, run.italic, run.revision, verbatim=verbatim)


def joined(runs: list[Run]) -> tuple[Run, ...]:
    """Neighbours of one format as one run, white space folded across run borders."""
    found: list[Run] = []
    gap = False
    for run in runs:
        text = run.text.replace("\u00ad", "")
        folded = " ".join(text.split())
        if not folded:
            gap = gap or bool(text)
            continue
        gap = gap or text[0].isspace()
        piece = f" {folded}" if gap and found else folded
        gap = text[-1].isspace()
        if found and _format(found[-1]) == _format(run):
            found[-1] = _plain_run(found[-1], found[-1].text + piece)
        elif piece[0] == " " and found and not found[-1].bold and not found[-1].italic:
            found[-1] = _plain_run(found[-1], found[-1].text + " ")
            found.append(_plain_run(run, folded))
        else:
            found.append(_plain_run(run, piece))
    return tuple(found)


def _format(run: Run) -> tuple[bool, bool, str | None]:
    return run.bold, run.italic, run.revision


def _plain_run(run: Run, text: str) -> Run:
    return Run(text, run.bold, run.italic, run.revision)
