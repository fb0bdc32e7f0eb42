"""A text to look for phrases in: in lower case, each letter in its place, and where words begin."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property

_START = re.compile(r"(?<!\w)[a-z0-9]{1,3}")


def lowered(text: str) -> str:
    """`text` in lower case, as long as before."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(one.lower() if len(one.lower()) == 1 else one for one in text)


class Text:
    """A text in the alphabet of phrases, read in lower case once for all that are looked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def lower(self) -> str:
        """The text in lower case, as long as before."""
        return lowered(self.text)

    @cached_property
    def starts(self) -> dict[str, list[int]]:
        """Where the words of the text begin, by their first three letters."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for word in _START.finditer(self.lower):
            found[word[0]].append(word.start())
        return found
