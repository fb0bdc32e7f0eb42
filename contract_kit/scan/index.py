"""Which passages hold which words: a set of passages is a number, one bit for each of them.

Asking an index costs next to nothing, so that expressions are tried only where they can match.
"""

from __future__ import annotations

import re
from collections import defaultdict
from threading import Lock
from typing import TYPE_CHECKING

from contract_kit.library.needles import BEGINS, DIGIT, OPENING, WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from contract_kit.library.needles import Needs
    from contract_kit.library.packs import Phrase
    from contract_kit.scan.passages import Passage

MOST = 4_000_000
"""Letters in a vocabulary, at most; a large contract has some 40,000."""
_WORD = re.compile(r"[a-z0-9]+")
_FIGURE = re.compile(r"\d")


class Vocabulary:
    """All words that this process has met: contracts share most, each is searched once.

    Several threads may use it: what it holds only grows, one thread at a time.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._words: dict[str, None] = {}
        self._lines = "\n"
        self._holding: dict[str, tuple[int, frozenset[str]]] = {}

    @property
    def is_full(self) -> bool:
        """Whether another one should be begun: a process may live long."""
        return len(self._lines) > MOST

    def learn(self, words: Iterable[str]) -> None:
        """Add the words of a text."""
        with self._lock:
            new = [word for word in words if word not in self._words]
            if new:
                self._words.update(dict.fromkeys(new))
                self._lines += "\n".join(new) + "\n"

    def holding(self, letters: str) -> frozenset[str]:
        """The words with these letters in them."""
        seen, found = self._holding.get(letters, (0, frozenset[str]()))
        lines = self._lines
        if seen < len(lines):
            new = []
            at = lines.find(letters, seen)
            while at >= 0:
                end = lines.find("\n", at)
                new.append(lines[lines.rfind("\n", 0, at) + 1 : end])
                at = lines.find(letters, end)
            found = found.union(new) if new else found
            self._holding[letters] = len(lines), found
        return found


_vocabulary = Vocabulary()


def _learned(words: Iterable[str]) -> Vocabulary:
    """The vocabulary of this process, with these words in it."""
    global _vocabulary  # noqa: PLW0603 - one that many texts share
    if _vocabulary.is_full:
        _vocabulary = Vocabulary()
    found = _vocabulary
    found.learn(words)
    return found


class Words:
    """The words of texts, which are in lower case; the bits are the texts' places."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.every = (1 << len(texts)) - 1
        self._texts = texts
        self._places: defaultdict[str, int] = defaultdict(int)
        for place, text in enumerate(texts):
            bit = 1 << place
            for word in set(_WORD.findall(text)):
                self._places[word] |= bit
        self._vocabulary = _learned(self._places)
        self._known: dict[str, int] = {}
        self._heads: defaultdict[str, int] = defaultdict(int)
        self._headed: defaultdict[str, list[str]] = defaultdict(list)
        for word, where in self._places.items():
            self._heads[word[:OPENING]] |= where
            self._headed[word[:OPENING]].append(word)

    def holding(self, letters: str) -> int:
        """The texts with these letters in them."""
        found = self._known.get(letters)
        if found is None:
            found = self._known[letters] = self._looked_up(letters)
        return found

    def _looked_up(self, letters: str) -> int:
        if letters[:1] == WHOLE and len(letters) > 1:
            return self._places.get(letters[1:], 0)
        if letters[:1] == BEGINS and len(letters) > OPENING:
            return self._begun(letters[1:])
        if letters == DIGIT:
            return self._with_figures()
        plain = letters.isalnum() and letters.isascii()
        return self._in_words(letters) if plain else self._in_texts(letters)

    def _in_words(self, letters: str) -> int:
        found = 0
        for word in self._places.keys() & self._vocabulary.holding(letters):
            found |= self._places[word]
        return found

    def _begun(self, letters: str) -> int:
        if len(letters) == OPENING:
            return self._heads.get(letters, 0)
        found = 0
        for word in self._headed.get(letters[:OPENING], ()):
            if word.startswith(letters):
                found |= self._places[word]
        return found

    def _with_figures(self) -> int:
        found = 0
        for word, where in self._places.items():
            if not word.isalpha():
                found |= where
        for place, text in enumerate(self._texts):
            if not text.isascii() and _FIGURE.search(text):  # figures of other scripts
                found |= 1 << place
        return found

    def _in_texts(self, letters: str) -> int:
        may = self.every
        for word in _WORD.findall(letters):
            may &= self.holding(word)
        return sum(1 << place for place in places(may) if letters in self._texts[place])

    def openings(self, phrase: Phrase) -> tuple[str, ...]:
        """What words of the texts begin with, of all that a phrase may begin with."""
        whole, short = phrase.begins
        return (*(self._heads.keys() & whole), *short)

    def opening(self, phrase: Phrase) -> int:
        """The texts with a word that a phrase may begin with."""
        if not phrase.openings:
            return self.every
        whole, short = phrase.begins
        found = 0
        for letters in self._heads.keys() & whole:
            found |= self._heads[letters]
        if short:
            for letters, where in self._heads.items():
                if letters.startswith(short):
                    found |= where
        return found

    def meeting(self, needs: Needs) -> int:
        """The texts with the letters that a phrase needs."""
        known = self._known
        found = 0 if needs else self.every
        for alternative in needs:
            here = self.every
            for one in alternative:
                if isinstance(one, str):
                    there = known.get(one)
                    here &= self.holding(one) if there is None else there
                else:
                    here &= self.meeting(one)
                if not here:
                    break
            found |= here
        return found


class Index:
    """The words of passages, and of the headings they stand under; `Passage.index` is the bit."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._words = Words([one.lower for one in passages])
        self._paths: dict[str, int] = {}
        for passage in passages:
            self._paths[passage.path] = self._paths.get(passage.path, 0) | 1 << passage.index
        clauses: dict[tuple[str, int], int] = {}
        for passage in passages:
            place = passage.file, passage.clause
            clauses[place] = clauses.get(place, 0) | 1 << passage.index
        self.clauses = list(clauses.values())
        """The passages of each clause."""
        self._titles = list(self._paths)
        self._heads = Words([path.lower() for path in self._titles])
        self._phrases: dict[str, int] = {}
        self._headed: dict[str, int] = {}
        self.every = self._words.every

    @property
    def parts(self) -> Iterable[int]:
        """The passages of each headed part."""
        return self._paths.values()

    def holding(self, letters: str) -> int:
        """The passages with these letters in them, in lower case."""
        return self._words.holding(letters)

    def may_hold(self, phrase: Phrase) -> int:
        """The passages in which it is worth looking for the phrase."""
        found = self._phrases.get(phrase.source)
        if found is None:
            found = self._words.meeting(phrase.needles)
            if found:
                found &= self._words.opening(phrase)
            self._phrases[phrase.source] = found
        return found

    def openings(self, phrase: Phrase) -> tuple[str, ...]:
        """What words of the passages begin with, of all that a phrase may begin with."""
        return self._words.openings(phrase)

    def under(self, phrase: Phrase) -> int:
        """The passages with the phrase in their headings."""
        found = self._headed.get(phrase.source)
        if found is None:
            found = 0
            for place in places(self._heads.meeting(phrase.needles)):
                path = self._titles[place]
                if path and phrase.search(path):
                    found |= self._paths[path]
            self._headed[phrase.source] = found
        return found

    def together(self, phrases: Iterable[Phrase], near: int) -> int:
        """Those of the passages `near` in which all the phrases may stand."""
        for phrase in phrases:
            if not near:
                break
            near &= self.may_hold(phrase)
        return near

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
