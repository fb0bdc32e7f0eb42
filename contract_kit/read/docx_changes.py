"""Tracked changes of a Word file: how many there are, and by whom."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from contract_kit.document import Notice
from contract_kit.ooxml.paragraphs import P, is_shown
from contract_kit.ooxml.wordml import W

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from contract_kit.findings import Location

_W = f"{{{W}}}"
_KINDS = {
    _W + "ins": "insertion", _W + "del": "deletion", _W + "moveTo": "move", _W + "moveFrom": "move",
    _W + "cellIns": "insertion", _W + "cellDel": "deletion",
}  # fmt: skip
_FORMATS = frozenset({_W + "numPr"})
"""What of a paragraph's format may be inserted by itself."""
_AUTHORS = 20
"""Authors named, at most."""


class Changes:
    """The insertions, deletions and moves of some stories; changes of format alone do not count.

    A paragraph's mark counts only where nothing else in the paragraph is changed in that way, and
    the two ends of a move count once.
    """

    def __init__(self, stories: Iterable[_Element]) -> None:
        self._counts: Counter[str] = Counter()
        self._authors: set[str] = set()
        self.first: _Element | None = None
        for story in stories:
            for element in story.iter(*_KINDS):
                if is_shown(element):
                    self._take(element)

    def notice(self, struck: int, place: Location) -> Notice | None:
        """What to say of them, and of what was struck out by hand; None without any."""
        moved, ends = self._counts["moveTo"], self._counts["moveFrom"]
        counts = {
            "insertion": self._counts["insertion"],
            "deletion": self._counts["deletion"],
            "move": max(moved, ends),
            "stretch struck through by hand": struck,
        }
        said = [_counted(name, count) for name, count in counts.items() if count]
        if not said:
            return None
        by = tuple(sorted(self._authors)[:_AUTHORS])
        return Notice("tracked-changes", sum(counts.values()), by, place, ", ".join(said))

    def _take(self, element: _Element) -> None:
        above = element.getparent()
        if above is not None and above.tag in _FORMATS:
            return
        kind = _KINDS[element.tag]
        self._authors.add(" ".join(element.get(_W + "author", "").split())[:80])
        self._authors.discard("")
        if self.first is None:
            self.first = element
        if _marks_a_paragraph(element) and _has_more(element):
            return
        self._counts[element.tag.removeprefix(_W) if kind == "move" else kind] += 1


def _marks_a_paragraph(element: _Element) -> bool:
    above = element.getparent()
    return above is not None and above.tag == _W + "rPr" and len(element) == 0


def _has_more(mark: _Element) -> bool:
    """Whether other words of the paragraph are changed in the way its mark is."""
    paragraph = next(mark.iterancestors(P), None)
    return paragraph is not None and any(one is not mark for one in paragraph.iter(mark.tag))


def _counted(name: str, count: int) -> str:
    several = name.replace("stretch", "stretches") if " " in name else f"{name}s"
    return f"{count} {name if count == 1 else several}"
