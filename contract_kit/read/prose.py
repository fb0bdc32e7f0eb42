"""Lines of plain text or of a PDF page put together to paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from contract_kit.document import Run
from contract_kit.read import headings, numbers
from contract_kit.read.passages import Passage, fold

_ENDED = re.compile(r"[.;:!?][\"”’')\]]{0,3}$|\]$")
_OPEN_END = re.compile(
    r"(?:[,–—-]|\b(?:the|of|and|or|to|a|an|in|by|for|with|any|such|its|as|that|this|at|from|shall|be|is|"
    r"sections?|articles?|clauses?|paragraphs?|schedule|annex|appendix|exhibit|not|on|under|all|other|which|each|no|between|per))$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\b[A-Z][\w-]*:$")
"""The name of what follows in the same sentence: "Attention:"."""
_LEADERS = _DOTS, _SPACED_DOTS, _ELLIPSIS = ("....", ". . . .", "…")
_KEPT_HYPHEN = frozenset({
    "non", "self", "third", "cross", "multi", "well", "long", "short", "full", "one", "two",
    "three", "semi", "mid", "low", "high",
})  # fmt: skip
_COMPOUND = frozenset({
    "related", "based", "party", "wide", "free", "site", "line", "time", "level", "term",
    "owned", "specific", "up", "down", "in", "out", "off", "to", "end", "day", "month", "year",
    "house", "hand", "exclusive", "transferable",
})  # fmt: skip
_HARD = "-\u2010"
_HYPHENS = _HARD + "\ufffe\x02\u00ad"
_BULLETS = frozenset("•▪◦●○■‣⁃∙➢✓❖\uf0b7\uf0a7\uf0d8\uf076")
_SPACED = 0.15  # after the end of a sentence a smaller gap is one, too
_APART = 0.25  # a gap of so many line heights parts lines as wide as their column
_WIDE_APART = 0.35  # so many do after a word that asks for another
BLANK = 0.45  # a gap above this many line heights is a blank line


@dataclass(slots=True)
class Line:
    """One line: its words, where it begins and ends, and the empty lines above it.

    `turned` says that a page ended above it; `cells` is where the cells of a table row begin
    and what they say, when there are several, `ends` where each ends, `widest` the widest gap
    between them in line heights; `even` says that all gaps between its words are as wide.
    Plain text counts in characters, a PDF in points.
    """

    text: str
    left: float = 0.0
    right: float = 0.0
    gap: float = 0.0
    edge: float = 0.0
    page: int | None = None
    start: int | None = None
    end: int | None = None
    strong: bool = False
    size: float = 0.0
    turned: bool = False
    top: float = 0.0
    cells: tuple[tuple[float, str], ...] = ()
    ends: tuple[float, ...] = ()
    widest: float = 0.0
    even: bool = False
    heading: int | None = None

    @property
    def letter(self) -> float:
        """Mean width of a character."""
        return (self.right - self.left) / max(len(self.text), 1)


@dataclass(slots=True)
class _Paragraph:
    lines: list[Line] = field(default_factory=list)


def paragraphs(lines: list[Line], *, vocabulary: frozenset[str] = frozenset()) -> list[Passage]:
    """The paragraphs of these lines, in order."""
    groups: list[_Paragraph] = []
    for line in lines:
        if groups and _continues(groups[-1], line):
            groups[-1].lines.append(line)
        else:
            groups.append(_Paragraph([line]))
    return [_passage(group.lines, vocabulary) for group in groups]


def _continues(group: _Paragraph, line: Line) -> bool:
    before = group.lines[-1]
    leads = _leads(line.text) and not line.text.startswith(_LEADERS)
    apart = leads or bool(line.cells) or line.heading is not None or before.heading is not None
    if apart or _leads(before.text):
        return False
    if is_bullet(line.text) or is_bullet(before.text):
        return not is_bullet(line.text) and len(group.lines) == 1 and line.gap <= 1
    if before.cells or group.lines[0].cells:
        return _in_row(group, line)
    if line.gap > BLANK or line.turned:
        return _flows(group, line)
    label = numbers.split(line.text)
    other_size = before.size > 0 and abs(before.size - line.size) > 1.2
    begins = label is not None and _breaks(before, line, label)
    if other_size or begins or _is_next_item(group.lines[0], line):
        return False
    return _adjacent(group, before, line)


def is_bullet(text: str) -> bool:
    """Whether a line is nothing but the bullet of the text that follows."""
    return text in _BULLETS


def _leads(text: str) -> bool:
    """Whether dots lead to a page number."""
    return _DOTS in text or _SPACED_DOTS in text or _ELLIPSIS in text


def _in_row(group: _Paragraph, line: Line) -> bool:
    """Whether a line continues a cell of the table row above it."""
    first = group.lines[0]
    if line.turned or line.gap > 2 or line.left > first.edge + 200:
        return False
    beside = any(abs(line.left - start) < line.size for start, _ in first.cells[1:])
    return beside or (line.text[0].islower() and abs(line.left - first.left) < line.size)


def _adjacent(group: _Paragraph, before: Line, line: Line) -> bool:
    """Whether the next line, with nothing between, belongs to the same paragraph."""
    full = _full(before, line)
    ended = bool(_ENDED.search(before.text[-6:]))
    if leads_in(before, line, full=full) or (ended and (line.gap > _SPACED or not full)):
        return False
    if line.text[0].islower() or (before.text[-1] in _HYPHENS and before.text[-2:-1].isalpha()):
        return True
    if line.gap > _SPACED and (not full or line.gap > (_WIDE_APART if is_open(before) else _APART)):
        return False
    if full:
        indented = line.left > before.left + 2 * line.letter and len(group.lines) > 1
        return not (ended and indented)
    if before.strong != line.strong or _standing(before):
        return False
    open_end = len(group.lines) > 1 and is_open(before)
    return open_end or before.right - before.left >= 0.6 * (before.edge - before.left)


def leads_in(before: Line, line: Line, *, full: bool) -> bool:
    """Whether a line ends with a colon before a text of its own; `full`: no word had room in it."""
    labels = full and _LABEL.search(before.text[-40:]) is not None
    return before.text.endswith(":") and not (labels or line.text[0].islower())


def is_open(line: Line) -> bool:
    """Whether the last word of a line asks for another."""
    return _OPEN_END.search(line.text[-16:]) is not None


def _standing(line: Line) -> bool:
    """Whether a line that is not full stands alone, as a heading does."""
    label = numbers.split(line.text)
    text = line.text[label.length :] if label else line.text
    if _OPEN_END.search(text[-16:]):
        return False
    return headings.is_heading(fold(text), label, strong=line.strong)


def _full(before: Line, line: Line) -> bool:
    """Whether the next line's first word had no room left on this line."""
    word = len(line.text.split(maxsplit=1)[0]) + 1
    slack = 0.04 * before.edge
    return before.right + word * before.letter > before.edge - slack


def _breaks(before: Line, line: Line, label: numbers.Label) -> bool:
    """Whether a number at the start of a line begins a paragraph: no figure in a sentence."""
    ended = bool(_ENDED.search(before.text[-6:]))
    if label.kind == "bullet":
        return ended or not _full(before, line) or line.text[0] not in "-–—*"
    if label.word:
        if ended or not _OPEN_END.search(before.text[-16:]):
            rest = fold(line.text[label.length :])
            if not rest and not ended and line.gap <= _SPACED and _full(before, line):
                return line.strong != before.strong
            return (
                ended
                or not _full(before, line)
                or headings.is_heading(rest, label, strong=line.strong)
            )
        return False
    if label.kind == "decimal" and len(label.value) > 1:
        return ended or not _OPEN_END.search(before.text[-16:])
    listed = ended or before.text.endswith((",", " and", " or"))
    return listed or not _full(before, line) or _standing(before)


def _is_next_item(first: Line, line: Line) -> bool:
    """Whether a line begins with the number after the one its paragraph begins with."""
    begun = numbers.split(first.text)
    label = numbers.split(line.text, begun) if begun else None
    if begun is None or label is None or label.bare or begun.kind != label.kind:
        return False
    return bool(begun.value) and label.value == (*begun.value[:-1], begun.value[-1] + 1)


def _flows(group: _Paragraph, line: Line) -> bool:
    """Whether a sentence goes on after empty lines or on the next page."""
    before = group.lines[-1]
    if _ENDED.search(before.text[-6:]) or numbers.split(line.text) is not None:
        return False
    if sum(len(one.text) for one in group.lines) < 40 or line.strong != before.strong:
        return False
    if line.text[0].islower():
        return True
    if not line.turned or headings.is_heading(line.text, None, strong=line.strong):
        return False
    return bool(_OPEN_END.search(before.text[-16:])) or not _standing(before)


def _passage(lines: list[Line], vocabulary: frozenset[str]) -> Passage:
    text = lines[0].text
    for line in lines[1:]:
        text = attach(text, line.text, vocabulary)
    folded = fold(text)
    strong = all(line.strong for line in lines)
    rowed = bool(lines[0].cells)
    return Passage(
        runs=(Run(folded),),
        page=lines[0].page,
        start=lines[0].start,
        end=lines[-1].end,
        strong=strong and not rowed,
        heading=0 if len(lines[0].cells) > 2 else lines[0].heading,
        contents=_leads(folded) and folded[-1:].isalnum() and len(folded) < 300,
    )


def attach(text: str, after: str, vocabulary: frozenset[str]) -> str:
    """Two lines as one, a word split by a hyphen made whole."""
    if text[-1:] in "\ufffe\x02\u00ad":
        return (
            text[:-1] + after
            if not _keeps(text[:-1], after, vocabulary)
            else text[:-1] + "-" + after
        )
    if text[-1:] in _HARD and text[-2:-1].isalpha() and after[:1].islower():
        return text + after if _keeps(text[:-1], after, vocabulary) else text[:-1] + after
    if text[-1:] in _HARD and text[-2:-1].isalpha() and after[:1].isalpha():
        return text + after
    return f"{text} {after}"


def _keeps(text: str, after: str, vocabulary: frozenset[str]) -> bool:
    """Whether the hyphen at a line's end belongs to the word."""
    first = re.split(r"[^\w-]", text[-40:])[-1].lower()
    second = re.split(r"[^\w-]", after[:40])[0].lower()
    if first + second in vocabulary:
        return False
    if f"{first}-{second}" in vocabulary or not first.isalpha():
        return True
    if after[:1].isupper() or (first == "sub" and second.startswith("process")):
        return not text[-1:].isupper()
    return (first in _KEPT_HYPHEN and len(second) > 3) or second in _COMPOUND


def words(lines: list[Line]) -> frozenset[str]:
    """The words of a file, to tell `non-exclusive` from `exclu-sive`."""
    if not any(line.text[-1:] in _HYPHENS for line in lines):
        return frozenset()
    found = {word for line in lines for word in line.text.split()[:-1]}
    return frozenset(word.strip(".,;:()\"'“”’").lower() for word in found)
