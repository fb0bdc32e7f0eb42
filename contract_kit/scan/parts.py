"""The parts of a contract that may contradict each other: its files, and a body and its schedules.

Each part is of a kind ("agreement", "dpa", "sla", "order" …), read from its title, so that a clause
on the order of precedence can be applied to it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contract_kit.scan.passages import Passage

_KINDS = {
    "scc": r"standard\s+contractual\s+clauses|(?:EU\s+|UK\s+)?SCCs?",
    "baa": r"business\s+associate\s+(?:agreement|addendum|contract)|BAA",
    "dpa": r"data\s+(?:processing|protection|privacy)\s+"
    r"(?:agreement|addendum|terms|annex|exhibit|schedule|appendix)|DPA",
    "sla": r"service[- ]levels?\s+(?:agreement|schedule|terms|exhibit|annex|appendix)|SLA",
    "order": r"order\s+forms?|(?:statements?|scopes?)\s+of\s+work|SOWs?"
    r"|(?:work|task|purchase)\s+orders?",
    "schedules": r"schedules?|annex(?:es|ures?)?|appendix|appendices|exhibits?|attachments?",
    "own": r"addend(?:um|a)",
    "agreement": r"agreements?|terms\s+(?:and\s+conditions|of\s+(?:service|use))|general\s+terms"
    r"|main\s+body|body\s+of\s+(?:this|the)",
}
_NAMED = re.compile(
    r"(?P<this>\b(?:this|these)\s+)?(?:"
    + "|".join(rf"(?P<{kind}>\b(?:{words})\b)" for kind, words in _KINDS.items())
    + ")",
    re.I,
)
_ASIDE = re.compile(r"\([^()]*\)|\b(?:to|of|under)\s+(?:this|the)\s+\w*\s*agreement\b", re.I)
LABEL = r"(?:annex(?:ure)?|appendix|schedule|exhibit|attachment)"
"""What a contract calls the papers that hang on it."""
SCHEDULE = re.compile(rf"\W*{LABEL}\b", re.I)


@dataclass(frozen=True)
class Part:
    """A file, or a schedule in it; "Schedule 3: Data Processing Agreement" is of two kinds."""

    file: str
    kinds: tuple[str, ...]
    schedules: bool = False

    @property
    def own(self) -> str:
        """The kind that the part means by "this Addendum"."""
        return self.kinds[0] if self.kinds else ""

    def __str__(self) -> str:
        if self.schedules:
            return f"the schedules of {self.file}" if self.file else "the schedules"
        return self.file or "the body"


def named(text: str, own: str) -> list[str]:
    """The kinds of document that a text names, in order; "this Addendum" is of kind `own`."""
    found = []
    for match in _NAMED.finditer(_ASIDE.sub(" ", text)):
        kind = match.lastgroup or ""
        if kind == "own" or (match["this"] and kind in ("agreement", "schedules")):
            kind = own
        if kind:
            found.append(kind)
    return list(dict.fromkeys(found))


class Parts:
    """Which part of a contract a passage stands in."""

    def __init__(self, passages: Sequence[Passage], titles: Mapping[str, str]) -> None:
        self._passages = passages
        self._kinds = {file: _kinds(title, file) for file, title in titles.items()}
        self.several = len(titles) > 1

    @cached_property
    def _headings(self) -> frozenset[tuple[str, str]]:
        """The headings under which schedules stand, with their files."""
        return frozenset(
            (one.file, one.text.lstrip("# "))
            for one in self._passages
            if one.kind == "heading" and (SCHEDULE.match(one.text) or SCHEDULE.match(one.section))
        )

    def kinds_of(self, file: str) -> tuple[str, ...]:
        """What a file is."""
        return self._kinds.get(file, ("agreement",))

    def of(self, passage: Passage) -> Part:
        """The part that holds a passage."""
        kinds = self.kinds_of(passage.file)
        titles = [one for one in passage.headings if (passage.file, one) in self._headings]
        if not titles and not SCHEDULE.match(passage.section):
            return Part(passage.file, kinds)
        if kinds[:1] == ("agreement",):
            kinds = ("schedules", *_special(" ".join(titles)))
        return Part(passage.file, kinds, schedules=True)


def _kinds(title: str, file: str) -> tuple[str, ...]:
    """What a file is by its title, else by its name; nothing where neither tells."""
    name = re.sub(r"[\W_]+", " ", PurePath(file).stem)
    for text in (title, name):
        if found := named(text, ""):
            return (*_special(text)[:1], *found[:1]) if _special(text) else tuple(found[:1])
    return ("agreement",) if re.search(r"\b(?:msa|contract|terms)\b", name, re.I) else ()


def _special(text: str) -> list[str]:
    """The kinds named in a title besides "schedule" and "agreement", which are said of many."""
    return [kind for kind in named(text, "") if kind not in ("schedules", "agreement")]
