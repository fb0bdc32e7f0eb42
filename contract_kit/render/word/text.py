"""Runs, references and tracked changes inside one paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract_kit.document import Reference, Run
from contract_kit.ooxml.wordml import bookmark, comment, field, link, paragraph, run, tracked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contract_kit.document import Comment, Inline, Revision
    from contract_kit.render.word.numbers import Place, Step

AUTHOR = "contract-kit"
DATE = "2000-01-01T00:00:00Z"
"""Tracked changes and properties carry one fixed date: equal input gives equal bytes."""

_MARKS = {"inserted": "ins", "deleted": "del"}
_OF = " of "


class Writer:
    """Writes the inside of paragraphs; counts the ids that a file needs to be unique."""

    def __init__(self, anchors: dict[str, Place]) -> None:
        self._anchors = anchors
        self._last = 0
        self.comments: list[str] = []

    def next_id(self) -> int:
        """Return a number no other bookmark or change has."""
        self._last += 1
        return self._last

    def paragraph(
        self, style: str, content: str, properties: str = "", *, revision: Revision | None = None
    ) -> str:
        """Write a paragraph; a revision marks its end as inserted or deleted."""
        if revision:
            properties += f"<w:rPr>{self.change(revision, '')}</w:rPr>"
        return paragraph(style, content, properties)

    def change(self, revision: Revision, content: str) -> str:
        """Mark content, or without content the mark's holder, as a tracked change."""
        return tracked(_MARKS[revision], self.next_id(), content, author=AUTHOR, date=DATE)

    def marked(self, name: str, content: str) -> str:
        """Put the bookmark around content, if there is one."""
        return bookmark(name, self.next_id(), content) if name else content

    def commented(self, comments: Iterable[Comment], content: str) -> str:
        """Hang comments on content; they are numbered in reading order."""
        for one in comments:
            content = comment(len(self.comments), content)
            self.comments.append(one.text)
        return content

    def inlines(self, runs: Iterable[Inline]) -> str:
        """Write the runs and references of a paragraph."""
        return "".join(map(self._inline, runs))

    def _inline(self, item: Inline) -> str:
        look = ("<w:b/><w:bCs/>" if item.bold else "") + ("<w:i/><w:iCs/>" if item.italic else "")
        if isinstance(item, Run) and item.invisible:
            look += '<w:color w:val="FFFFFF"/><w:sz w:val="2"/><w:szCs w:val="2"/>'
        if item.revision == "deleted":
            return self.change("deleted", run(item.text, look, deleted=True))
        if isinstance(item, Reference):
            content = self._reference(item, look)
        else:
            content = run(item.text, look)
        return self.change("inserted", content) if item.revision and content else content

    def _reference(self, item: Reference, look: str) -> str:
        place = self._anchors.get(item.target)
        if place is None or not place.bookmark:
            return run(item.text, look)
        label = item.label if item.text.startswith(item.label) else ""
        for fixed in (label, ""):
            fields = _fields(item.text[len(fixed) :], place, look)
            if fields:
                return run(fixed, look) + fields
        linked = link(place.bookmark, run(item.text, look))
        return run(item.text, look) if item.revision else linked


def _fields(shown: str, place: Place, look: str) -> str:
    """Write `shown` as REF fields if it is the number that stands at `place`; else nothing.

    A REF field with the switch `n` shows a paragraph's own number without what stands
    above it, in Word and elsewhere alike, so a full number such as 4.2(a) is two such fields.
    """
    if place.typed:
        return ""
    for steps, tail in _wordings(place):
        wanted = "".join(number for _, number in steps)
        end = f"{_OF}{tail[1]}" if tail else ""
        if wanted and shown == wanted + end:
            fields = "".join(_ref(step, look) for step in steps)
            return fields + (run(_OF, look) + _ref(tail, look) if tail else "")
    return ""


def _wordings(place: Place) -> list[tuple[tuple[Step, ...], Step | None]]:
    numbers = [place.chain[-1:], place.chain]
    tails = [None, place.schedule] if place.schedule else [None]
    return [(steps, tail) for steps in numbers for tail in tails]


def _ref(step: Step, look: str) -> str:
    name, number = step
    return field(f"REF {name} \\n \\h", number, look)
