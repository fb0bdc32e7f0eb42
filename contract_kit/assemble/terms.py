"""Defined terms: which of them the text uses, and their meanings for the Definitions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from contract_kit.document import Definition
from contract_kit.library import DefinitionSource


class Terms:
    """Finds defined terms by their exact capitalised form, the longest first."""

    def __init__(self, sources: Mapping[str, DefinitionSource]) -> None:
        self.sources = sources
        ordered = sorted(sources, key=len, reverse=True)
        pattern = "|".join(re.escape(term) for term in ordered)
        self._pattern = re.compile(rf"(?<![\w-])(?:{pattern})(?:e?s)?(?![\w])") if ordered else None
        self._plurals = {f"{term}{end}": term for term in ordered for end in ("s", "es")}
        self._plurals |= {f"{term[:-1]}ies": term for term in ordered if term.endswith("y")}

    def in_text(self, text: str) -> set[str]:
        """The terms that `text` uses, in singular or plural."""
        if self._pattern is None:
            return set()
        found = set(self._pattern.findall(text))
        return {
            match if match in self.sources else self._plurals.get(match, match) for match in found
        }

    def defined(
        self, texts: Iterable[str], define: Callable[[str], Definition]
    ) -> tuple[Definition, ...]:
        """The definitions that printed `texts` need, in alphabetical order.

        `define` gives a term's definition as it is printed, after its conditions. A term stands
        where a text, or the meaning of another one that stands, uses it; so no definition is
        printed for what the contract leaves out, nor for a term without a meaning here.
        """
        found: dict[str, Definition] = {}
        waiting = set().union(*(self.in_text(text) for text in texts))
        while waiting:
            term = waiting.pop()
            if term in self.sources and term not in found:
                found[term] = define(term)
                waiting |= self.in_text(found[term].text)
        return tuple(found[term] for term in sorted(found, key=str.casefold) if found[term].runs)
