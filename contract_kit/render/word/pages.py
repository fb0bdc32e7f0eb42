"""A guess at page numbers: block heights from the widths of Helvetica's letters.

Word replaces the guess when it refreshes the contents; until then, and in programs that never do,
the printed page numbers should be right or one off.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PAGE_HEIGHT = 700.0
TEXT_WIDTH = 464.9
_ASCII = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 "
    "556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 "
    "722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 "
    "556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 "
    "260 334 584"
)
_WIDTHS = bytes([139] * 32 + [int(width) // 4 for width in _ASCII.split()] + [139] * 129)
"""A quarter of each letter's width, so that a table of bytes holds them all."""


@dataclass(frozen=True, slots=True)
class Metric:
    """What a style takes on the page, in points."""

    size: float = 10
    before: float = 0
    after: float = 6
    indent: float = 36
    line: float = 1.264


METRICS = {
    "CKClause1": Metric(12, 16, 6, line=1.2), "CKHeading1": Metric(12, 16, 6, line=1.2),
    "CKHeading2": Metric(10.5, 10, 5), "CKHeading3": Metric(10, 8, 4),
    "CKSchedule": Metric(15, 0, 12, 100), "CKScheduleTyped": Metric(15, 0, 12, 0),
    "CKSched1": Metric(10.5, 12, 5), "CKClause3": Metric(indent=64), "CKClause4": Metric(indent=93),
    "CKSched3": Metric(indent=64), "CKSched4": Metric(indent=93), "CKText": Metric(indent=0),
    "CKBody2": Metric(indent=64), "CKBody3": Metric(indent=93),
    "CKBullet1": Metric(after=3, indent=64),
    "CKBullet2": Metric(after=3, indent=93), "CKBullet3": Metric(after=3, indent=121),
    "CKNote": Metric(9), "Caption": Metric(9, 8, 4, 0), "CKCell": Metric(9, 2.5, 2.5, 0, 1.372),
    "CKSmall": Metric(8, 0, 2, 0, 1.15), "CKSmallHeading": Metric(9, 12, 4, 0),
    "TOC1": Metric(9.5, 0, 1, 40, 1.15), "TOC2": Metric(9, 0, 1, 70, 1.15),
}  # fmt: skip
_OTHER = Metric()


def text_width(text: str, size: float) -> float:
    """Measure a line of text in points."""
    return sum(text.encode("latin-1", "replace").translate(_WIDTHS)) * size / 250


def text_lines(text: str, size: float, width: float) -> int:
    """Count the lines `text` fills; a word never splits, so each line loses a little."""
    return max(1, -int(-text_width(text, size) * 1.005 // max(width, size)))


def height(style: str, text: str, most: int = 999) -> float:
    """Measure a paragraph with the space after it; `most` lines of it."""
    metric = METRICS.get(style, _OTHER)
    lines = text_lines(text, metric.size, TEXT_WIDTH - metric.indent)
    return min(lines, most) * metric.size * metric.line + metric.after


class Pager:
    """Adds up heights, page by page."""

    def __init__(self, page: int = 1) -> None:
        self.page = page
        self._used = 0.0
        self._after = 0.0
        self._forced = True

    def add(self, style: str, text: str, follows: float = 0.0) -> int:
        """Place a paragraph; its page (of the first line) comes back.

        `follows` is the height of what must stand on the same page after it.
        """
        metric = METRICS.get(style, _OTHER)
        line = metric.size * metric.line
        lines = text_lines(text, metric.size, TEXT_WIDTH - metric.indent)
        together = 46.0 if style in _KEPT else 2 * line
        if follows:
            together = lines * line + metric.after + follows
        return self.block(lines * line, metric.before, metric.after, together)

    def block(
        self, height: float, before: float = 0.0, after: float = 0.0, together: float = 0.0
    ) -> int:
        """Place `height`, which flows over pages; `together` of it and what follows does not.

        Of the space after one paragraph and before the next only the larger counts.
        """
        gap = max(before, self._after)
        if self._used + gap + together > PAGE_HEIGHT and self._used:
            self._turn()
        if self._used:
            self._used += gap
        elif self._forced:
            self._used = before
        page = self.page
        self._used += height
        while self._used > PAGE_HEIGHT:
            self.page += 1
            self._used -= PAGE_HEIGHT
        self._after = after
        return page

    def rows(self, heights: Sequence[float], kept: Sequence[bool], head: float = 0.0) -> None:
        """Place table rows, which never split; `kept` ones stay with the next.

        `head` is the height of what repeats on each new page.
        """
        self._used += self._after
        self._after = 0.0
        group = 0.0
        started = False
        for height, keep in zip(heights, kept, strict=True):
            group += height
            if keep:
                continue
            if self._used + group > PAGE_HEIGHT:
                self._turn()
                self._used = head if started else 0.0
            started = True
            self._used += min(group, PAGE_HEIGHT)
            group = 0.0

    def break_page(self) -> None:
        """Go on at the top of the next page, unless this is one."""
        if self._used:
            self._turn()
        self._forced = True

    def _turn(self) -> None:
        self.page += 1
        self._used = self._after = 0.0
        self._forced = False


_KEPT = frozenset(
    {"CKClause1", "CKHeading1", "CKHeading2", "CKHeading3", "CKSchedule", "CKSched1", "Caption"}
)
