"""Which passages hold which words: a set of passages is a number, one bit for each of them.

Asking an index costs next to nothing, so that expressions are tried only where they can match.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from contract_kit.library.packs import Phrase
    from contract_kit.scan.passages import Passage

_WORD = re.compile(r"[a-z0-9]+")


class Index:
    """The words of passages, and the headings they stand under; `Passage.index` is the bit."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self.every = 0
        self._passages = passages
        self._words: dict[str, int] = {}
        self._paths: dict[str, int] = {}
        for passage in passages:
            bit = 1 << passage.index
            self.every |= bit
            for word in set(_WORD.findall(passage.lower)):
                self._words[word] = self._words.get(word, 0) | bit
            self._paths[passage.path] = self._paths.get(passage.path, 0) | bit
        self._text = "\n".join(self._words)
        self._known: dict[str, int] = {}
        self._phrases: dict[str, int] = {}
        self._headed: dict[str, int] = {}

    def holding(self, letters: str) -> int:
        """The passages with these letters in them, in lower case."""
        if letters not in self._known:
            plain = _WORD.fullmatch(letters)
            self._known[letters] = self._in_words(letters) if plain else self._in_texts(letters)
        return self._known[letters]

    def _in_words(self, letters: str) -> int:
        found, at = 0, self._text.find(letters)
        while at >= 0:
            end = self._text.find("\n", at)
            end = len(self._text) if end < 0 else end
            found |= self._words[self._text[self._text.rfind("\n", 0, at) + 1 : end]]
            at = self._text.find(letters, end)
        return found

    def _in_texts(self, letters: str) -> int:
        return sum(1 << one.index for one in self._passages if letters in one.lower)

    def may_hold(self, phrase: Phrase) -> int:
        """The passages in which it is worth looking for the phrase."""
        if phrase.source not in self._phrases:
            found = 0 if phrase.needles else self.every
            for needle in phrase.needles:
                found |= self.holding(needle)
            self._phrases[phrase.source] = found
        return self._phrases[phrase.source]

    def under(self, phrase: Phrase) -> int:
        """The passages with the phrase in their headings."""
        if phrase.source not in self._headed:
            found = 0
            for path, places in self._paths.items():
                if path and phrase.may_stand(path.lower()) and phrase.regex.search(path):
                    found |= places
            self._headed[phrase.source] = found
        return self._headed[phrase.source]

    def together(self, phrases: Iterable[Phrase]) -> int:
        """The passages in which all the phrases may stand."""
        found = self.every
        for phrase in phrases:
            found &= self.may_hold(phrase)
        return found

    def half(self, phrases: Sequence[Phrase]) -> int:
        """The passages in which at least half of the phrases may stand."""
        at_least = [self.every, *(0 for _ in phrases)]
        for phrase in phrases:
            here = self.may_hold(phrase)
            for count in range(len(phrases), 0, -1):
                at_least[count] |= at_least[count - 1] & here
        return at_least[(len(phrases) + 1) // 2]


def places(found: int) -> Iterator[int]:
    """The places of the passages in a set, in reading order."""
    while found:
        low = found & -found
        yield low.bit_length() - 1
        found ^= low
