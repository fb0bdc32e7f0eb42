"""The number of a place as the contract shows it: "5.2(a)", "Annex A, 12.1"."""

from __future__ import annotations

import re

from contract_kit.scan.parts import LABEL

_SCHEDULE = re.compile(rf"\W*{LABEL}(?:\s+(?:\d{{1,2}}|[A-Z]|[IVX]{{1,5}})\b|$)", re.IGNORECASE)
_ITEM = re.compile(r"\(?([A-Za-z]{1,5})[.)]")
_ROMAN = re.compile(r"[ivxlc]{1,6}")


class Numbering:
    """The numbers above the place that is read: its schedule, its clause, and open items."""

    def __init__(self) -> None:
        self._sections: list[tuple[str, str]] = [("", "")]
        self._clause = ""
        self._items: list[str] = []

    def enter(self, number: str, title: str) -> str:
        """Goes into a section with this number, if it has one; gives the number of the place."""
        schedule, clause = self._sections[-1]
        if named := _SCHEDULE.match(number or title):
            schedule, clause = named[0].strip(), ""
        elif number.strip():
            clause = number.strip()
        self._sections.append((schedule, clause))
        self._clause, self._items = clause, []
        return self.here

    def leave(self) -> None:
        """Goes back to the section around this one."""
        self._sections.pop()
        self._clause, self._items = self._sections[-1][1], []

    @property
    def here(self) -> str:
        """The number of the place."""
        return ", ".join(filter(None, (self._sections[-1][0], self._clause + "".join(self._items))))

    def paragraph(self, number: str, level: int) -> str:
        """Goes on to a paragraph with this number at this depth; gives the number of the place."""
        number = number.strip()
        item = _ITEM.fullmatch(number)
        if not number:
            self._items = []
        elif item is None:
            self._clause, self._items = number.rstrip("."), []
        else:
            self._items = [*self._items[: self._depth(item[1], level)], f"({item[1]})"]
        return self.here

    def _depth(self, letters: str, level: int) -> int:
        """How many items an item hangs on: "(i)" below "(a)", but not after "(h)"."""
        if level >= 3 or (level > 1 and len(self._items) > 1):
            return min(level - 2, len(self._items))
        roman = _ROMAN.fullmatch(letters) and self._items and self._items[0] != "(h)"
        return 1 if roman and len(self._items[0]) == 3 and letters[0] in "ivx" else 0
