"""Markdown: the form our renderer writes, and the ordinary one of GitHub."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from contract_kit.document import Notice, Run
from contract_kit.read import md_text
from contract_kit.read.md_table import is_rule, table
from contract_kit.read.md_unseen import seen
from contract_kit.read.numbers import fold_number
from contract_kit.read.outline import build
from contract_kit.read.passages import Passage, joined
from contract_kit.read.txt import decode

if TYPE_CHECKING:
    from contract_kit.document import Document

_HEADING = re.compile(r"(#{1,6})(?:[ \t]{1,20}(.*))?$")
_RULE = re.compile(r"(?:[-*_][ \t]{0,5}){3,200}$")
_FENCE = re.compile(r"(?:```|~~~)")
_ITEM = re.compile(
    r"(?P<mark>[-*+]|(?P<number>\d{1,4})[.)]|\(?[a-z]{1,2}\)|[a-z]\.|[ivx]{1,5}\.)(?P<gap>["
    r" \t]{1,8})(?=\S)"
)
_SKIPPED = re.compile(r":::|import\s.{1,200}from\s|export\s(?:const|default)\s")
_LABEL = re.compile(r"(?:\*{0,2})(?:\d{1,3}(?:\.\d{1,3}){1,4}\.?|\([a-z]{1,4}\)|\d{1,2}\.)[ \t]")
_PLAIN = re.compile(r"\\\(")


@dataclass(slots=True)
class _Item:
    """An open list item: its indent, and its number where it has one."""

    indent: int
    number: str = ""
    count: int = 0


@dataclass(slots=True)
class _State:
    """What the lines so far have left open."""

    own: bool
    found: list[Passage] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    opened: Passage | None = None
    items: list[_Item] = field(default_factory=list)
    blank: bool = True
    letter: str = ""
    """The last item with a letter: (i) after (h) is one too, not a Roman one."""


def read(data: bytes) -> Document:
    """The document in a Markdown file."""
    text, notices = seen(decode(data))
    found = from_markdown(text)
    changes = sum(run.revision is not None for passage in found for run in passage.runs)
    told = (Notice("tracked-changes", changes),) if changes else ()
    return build(found, notices=(*told, *notices))


def from_markdown(text: str) -> list[Passage]:
    """The passages of Markdown."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = _after_front_matter(lines)
    state = _State(own=_is_own(lines))
    at = 0
    while at < len(lines):
        at = _line(state, lines, at)
    _close(state)
    return _with_captions(state.found)


def _after_front_matter(lines: list[str]) -> list[str]:
    if lines and lines[0].strip() == "---":
        for at, line in enumerate(lines[1:300], start=1):
            if line.strip() in {"---", "..."}:
                return lines[at + 1 :]
    return lines


def _is_own(lines: list[str]) -> bool:
    """Whether each paragraph is one line between blank ones: then leading spaces are levels."""
    if not lines or not lines[0].startswith("# "):
        return False
    pairs = pairwise(lines)
    return all(not one or not two or (one[0] == "|" and two[0] == "|") for one, two in pairs)


def _line(state: _State, lines: list[str], at: int) -> int:
    """Read one line, or the block that begins there; gives the next line."""
    raw = lines[at].expandtabs(4)
    text = raw.strip()
    while text.startswith(">"):
        text = text[1:].strip()
    indent = len(raw) - len(raw.lstrip())
    if not text:
        _close(state)
        state.blank = True
        return at + 1
    if "|" in text and at + 1 < len(lines) and is_rule(lines[at + 1]):
        return _table(state, lines, at)
    if _FENCE.match(text):
        return _fence(state, lines, at)
    heading = _HEADING.match(text)
    if heading:
        _close(state)
        state.items.clear()
        _open(state, heading=len(heading[1]))
        state.lines.append((heading[2] or "").rstrip(" #"))
        _close(state)
    elif _RULE.match(text):
        _rule(state, text)
    elif not _SKIPPED.match(text):
        _text(state, raw, text, indent)
    state.blank = False
    return at + 1


def _rule(state: _State, text: str) -> None:
    """A line of dashes: the underline of a heading, or a rule between parts."""
    if (
        state.lines
        and state.opened is not None
        and text[0] == "-"
        and len(state.lines) == 1
        and not state.items
    ):
        state.opened.heading = 2
    _close(state)
    state.items.clear()


def _text(state: _State, raw: str, text: str, indent: int) -> None:
    if set(text) == {"="} and state.opened is not None and len(state.lines) == 1:
        state.opened.heading = 1
        _close(state)
        return
    item = _ITEM.match(text)
    if item and (state.opened is None or not _mid_sentence(state, item)):
        _close(state)
        _item(state, item, text, indent)
    elif state.opened is None or _LABEL.match(text):
        _close(state)
        if state.blank and not indent:
            state.items.clear()
        _open(state, level=min(indent, 3) if state.own and indent else None)
        if state.own and _PLAIN.match(text) and state.opened is not None:
            state.opened.settled = True
        state.lines.append(text)
    else:
        state.lines.append(text)
    if raw.endswith(("  ", "\\")) and len(text) > 1:
        state.lines[-1] = state.lines[-1].removesuffix("\\")
        _close(state)


def _mid_sentence(state: _State, item: re.Match[str]) -> bool:
    """A figure at the start of a wrapped line is no list item."""
    last = state.lines[-1].rstrip() if state.lines else ""
    bullet = item["mark"] in {"-", "*", "+"}
    return (
        not bullet
        and item["number"] != "1"
        and not last.endswith((".", ":", ";", ","))
        and not state.items
    )


def _item(state: _State, item: re.Match[str], text: str, indent: int) -> None:
    while state.items and state.items[-1].indent > indent:
        state.items.pop()
    mark = item["mark"]
    if not state.items or state.items[-1].indent < indent:
        state.items.append(_Item(indent))
    current = state.items[-1]
    depth = len(state.items)
    _open(state)
    opened = state.opened
    if opened is None:
        return
    if mark in {"-", "*", "+"}:
        opened.style, opened.level = "bullet", min(indent, 3) if state.own else depth
        opened.heading = 0
        current.number = ""
    elif item["number"]:
        current.count = current.count + 1 if current.count else int(item["number"])
        above = state.items[-2].number if depth > 1 else ""
        current.number = f"{above}.{current.count}" if above else str(current.count)
        opened.number = current.number + (")" if mark.endswith(")") and not above else "")
        opened.level = max(current.number.count("."), 1)
    else:
        current.number = ""
        opened.number = fold_number(mark)
        letter = mark.strip("().")
        roman = len(letter) > 1 or (letter == "i" and state.letter != "h")
        opened.level = 3 if roman else 2
        state.letter = state.letter if roman else letter
    state.lines.append(text[item.end() :])


def _open(state: _State, *, heading: int | None = None, level: int | None = None) -> None:
    state.opened = Passage(heading=heading, level=level)


def _close(state: _State) -> None:
    """Finish the open paragraph."""
    if state.opened is not None and state.lines:
        passage = state.opened
        runs = md_text.runs("\n".join(state.lines))
        passage.runs = joined(runs)
        shown = [run for run in passage.runs if isinstance(run, Run)]
        passage.strong = bool(shown) and all(run.bold for run in shown)
        if passage.runs:
            state.found.append(passage)
    state.opened = None
    state.lines = []


def _fence(state: _State, lines: list[str], at: int) -> int:
    """A block of code: each line is a paragraph."""
    _close(state)
    end = at + 1
    while end < len(lines) and not _FENCE.match(lines[end].strip()):
        if lines[end].strip():
            state.found.append(Passage(runs=joined([Run(lines[end])])))
        end += 1
    return end + 1


def _table(state: _State, lines: list[str], at: int) -> int:
    _close(state)
    end = at + 2
    while end < len(lines) and "|" in lines[end] and lines[end].strip():
        end += 1
    state.found.append(Passage(table=table(lines[at:end])))
    return end


def _with_captions(found: list[Passage]) -> list[Passage]:
    """A paragraph in italics right above a table is its caption."""
    kept: list[Passage] = []
    for passage in found:
        above = kept[-1] if kept else None
        if passage.table is not None and above is not None and _is_caption(above):
            kept.pop()
            passage.table = passage.table.__class__(
                passage.table.rows, passage.table.columns, caption=above.text
            )
        kept.append(passage)
    return kept


def _is_caption(passage: Passage) -> bool:
    return (
        passage.table is None
        and bool(passage.runs)
        and all(run.italic and not run.bold for run in passage.runs)
    )
