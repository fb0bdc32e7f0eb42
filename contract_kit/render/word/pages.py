"""Places paragraphs and tables on pages, to say on which page of a Word file a heading stands.

Word replaces the guess when it refreshes the contents; until then, and in programs that never do,
the printed page numbers should be right or one off.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contract_kit.render.word.layout import Layout, Metric

_ALONE = 2
"""So many lines of a paragraph stand together at least, before a page ends and after."""


class Pager:
    """Adds up heights, page by page."""

    def __init__(self, layout: Layout, page: int = 1) -> None:
        self.layout = layout
        self.page = page
        self._used = 0.0
        self._after = 0.0
        self._forced = True

    def add(
        self, style: str, text: str, follows: float = 0.0, *, above: float | None = None
    ) -> int:
        """Place a paragraph; its page (of the first line) comes back.

        `follows` is the height of what must stand on the same page after it, `above` the space
        before it where that is not the one of its style.
        """
        metric = self.layout.metric(style)
        metric = metric if above is None else replace(metric, before=above)
        lines = self.layout.lines(style, text)
        if metric.kept and not follows:
            follows = _ALONE * self.layout.metric("CKClause2").line
        return self.lines(lines, metric, metric.after + follows if follows else 0.0)

    @property
    def used(self) -> bool:
        """Tell whether something stands on the page."""
        return self._used > 0

    def lines(self, count: int, metric: Metric, follows: float = 0.0) -> int:
        """Place lines of a paragraph, none alone on a page; all stay with what `follows`.

        Of the space after one paragraph and before the next only the larger counts.
        """
        gap = max(metric.before, self._after)
        whole = follows or count < 2 * _ALONE
        together = (count if whole else _ALONE) * metric.line + follows
        if self._used and self._used + gap + together > self.layout.page:
            self._turn()
        if self._used:
            self._used += gap
        elif self._forced:
            self._used = metric.before
        page = self.page
        while self._used + count * metric.line > self.layout.page:
            room = int((self.layout.page - self._used) // metric.line)
            count -= max(1, min(room, count - _ALONE))
            self.page, self._used = self.page + 1, 0.0
        self._used += count * metric.line
        self._after = metric.after
        return page

    def space(self, height: float) -> None:
        """Leave so much room free."""
        self._used = min(self._used + self._after + height, self.layout.page)
        self._after = 0.0

    def rows(self, heights: Sequence[float], kept: Sequence[bool] = (), head: float = 0.0) -> None:
        """Place table rows, which never split; `kept` ones, if it is given, stay with the next.

        `head` is the height of what repeats on each new page.
        """
        self._used += self._after
        self._after = 0.0
        group = 0.0
        started = False
        for height, keep in zip(heights, kept or [False] * len(heights), strict=True):
            group += height
            if keep:
                continue
            if self._used + group > self.layout.page:
                self._turn()
                self._used = head if started else 0.0
            started = True
            self._used += min(group, self.layout.page)
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
