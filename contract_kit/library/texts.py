"""A text, and a phrase to look for in it: in lower case, by the letters words begin with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from contract_kit.library.needles import OPENING, Needs
from contract_kit.library.phrases import compiled, tells_cases

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator


def lowered(text: str) -> str:
    """`text` in lower case, as long as before."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(one.lower() if len(one.lower()) == 1 else one for one in text)


class Text:
    """A text in the alphabet of phrases; `lower` is the same in lower case, as long as before."""

    __slots__ = ("lower", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.lower = lowered(text)

    def beginning(self, openings: Iterable[str]) -> list[int]:
        """The places where a word begins with one of the openings, in their order."""
        lower, find = self.lower, self.lower.find
        found = []
        for letters in openings:
            at = find(letters)
            while at >= 0:
                if not at or not lower[at - 1].isalnum():
                    found.append(at)
                at = find(letters, at + 1)
        return sorted(found)


@dataclass(frozen=True, kw_only=True)
class Phrase:
    """Words to look for in any case; `label` says in a report what is missing when they are.

    What `needles` asks for stands in every text that the words stand in; they begin with one of
    `openings`, where there are any.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    source: str
    label: str = ""
    needles: Needs = ()
    openings: tuple[str, ...] = ()

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        return compiled(self.source)

    @cached_property
    def _cased(self) -> bool:
        return tells_cases(self.source)

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The first place in a text; of the match only the place means anything."""
        return self._regex.search(text if self._cased else lowered(text), start)

    def every(self, text: Text) -> Iterator[re.Match[str]]:
        """All places in a text."""
        return self._regex.finditer(text.text if self._cased else text.lower)

    def find(self, text: Text, openings: Iterable[str] | None = None) -> re.Match[str] | None:
        """The first place in a text that many phrases are looked for in.

        `openings` are those of its own that may stand in the text, where that is known.
        """
        read = text.text if self._cased else text.lower
        if not self.openings:
            return self._regex.search(read)
        match = self._regex.match
        for place in text.beginning(self._letters if openings is None else openings):
            if found := match(read, place):
                return found
        return None

    @cached_property
    def _letters(self) -> tuple[str, ...]:
        """The openings without what follows them."""
        return tuple(one.rstrip() for one in self.openings)

    @cached_property
    def begins(self) -> tuple[frozenset[str], tuple[str, ...]]:
        """The openings that are whole, by length or as words, and those that more may follow."""
        whole = [one for one in self.openings if len(one.rstrip()) == OPENING or one[-1] == " "]
        short = tuple(one for one in self.openings if one not in whole)
        return frozenset(one.rstrip() for one in whole), short
