"""The papers that a contract names beside itself, and which of them were not given.

"Annex II", "the Data Processing Agreement", "a separately executed Business Associate Agreement":
what they hold was not read. Annexes of laws, papers in general ("each order form") and the contract
itself are none of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING

from contract_kit.document import Paragraph
from contract_kit.scan.annexes import Annexes, number
from contract_kit.scan.paper_names import BEFORE, KINDS, key, kind_of, named_in, same, shown
from contract_kit.scan.parts import named

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from contract_kit.document import Document, Section
    from contract_kit.scan.matching import Reading
    from contract_kit.scan.passages import Passage

_ID = r"(?:\d{1,2}\b(?!\.?\d)|[IVX]{1,5}\b|[A-Z]\b(?!\.\w))(?:-\d\b)?"
_ANNEX = re.compile(
    r"\b(?P<label>[Aa]nnex(?:es|ures?)?|[Aa]ppendi(?:x|ces)|[Ss]chedules?|[Ee]xhibits?"
    r"|[Aa]ttachments?"
    r"|ANNEX(?:ES|URES?)?|APPENDI(?:X|CES)|SCHEDULES?|EXHIBITS?|ATTACHMENTS?)"
    rf"\s+(?:[Nn]os?\.?\s*)?(?P<ids>{_ID}(?:(?:,\s*(?:and\s+|or\s+)?|\s+(?:and|or|&)\s+){_ID})*)"
)
_SINGLE = {"annexes": "annex", "appendices": "appendix", "annexures": "annexure"}
_LAW = (
    r"(?:regulations?|directive|act|law|code|GDPR|SCCs?|clauses|convention|standard|guidelines"
    r"|rules?"
    r"|statute|DORA|EU|UK|IDTA|ISO)"
)
_OF_LAW = re.compile(
    r"\W{0,3}(?:\([\w.]+\)\s*)?(?:of|to|in|under)\s+(?:the\s+|that\s+|these\s+"
    r"|those\s+)?(?:[\w/-]+\s+){0,5}?"
    rf"{_LAW}\b",
    re.I,
)
_LAW_BEFORE = re.compile(
    rf"\b{_LAW}(?:/IEC)?(?:[/\s-]*[\d/:.]+)*(?:\s*\([^()]*\))?(?:'s)?\W{{0,2}}(?:in\s+)?$", re.I
)
_APART = re.compile(
    r"\b(?:(?:shall|will|must|may|agrees?\s+to|ha(?:s|ve)|to|hereby|parties"
    r"|are)\s+(?:[\w-]+\s+){0,3}?(?:enter(?:ed)?\s+into"
    r"|execut(?:e|ed)|sign(?:ed)?|conclud(?:e|ed))\s+(?:[\w-]+\s+){0,5}"
    r"|separate(?:ly)?\s+(?:[\w-]+\s+){0,4}"
    r"|that\s+certain\s+(?:[\w-]+\s+){0,3}|another\s+)$",
    re.I,
)
_SEPARATE = re.compile(r"\bseparate(?:ly)?\s+(?:[\w-]+\s+){0,4}$", re.I)
_LEFT = re.compile(
    r"\b(?:subject\s+to|governed\s+by|pursuant\s+to|in\s+accordance\s+with"
    r"|in\s+compliance\s+with|compl(?:y|ies)\s+with|under"
    r"|terms\s+of|as\s+per|(?:set\s+(?:out|forth)|described|specified|stated|provided|contained"
    r"|defined|detailed|found"
    r"|agreed|laid\s+down)\s+(?:in|by|on))\s+(?:(?:the|a|an|its|our|their|your|this|parties'?"
    r"|supplier's|provider's|vendor's"
    r"|customer's|applicable|relevant|current|then-current|separate(?:ly)?|executed|signed)\s+)*$",
    re.I,
)
_RULES = re.compile(
    r"\W*(?:\([^()]*\)\W*)?(?:[^.;,]{0,60}\s)?(?:appl(?:y|ies)|governs?|sets?\s+out"
    r"|is\s+incorporated|are\s+incorporated"
    r"|forms?\s+(?:a\s+|an\s+integral\s+)?part|shall\s+(?:apply|govern)|will\s+(?:apply|govern))\b",
    re.I,
)
_OWN = re.compile(r"\b(?:this|these|present|foregoing|said)\s+(?:[\w'&-]+\s+){0,2}$", re.I)
_GENERIC = re.compile(
    r"\b(?:an?|any|each|every|such|all|no|other|some|certain|relevant|applicable|respective"
    r"|several|new|either|one|more"
    r"|additional|individual|both|similar|like|corresponding|future"
    r"|subsequent)\s+(?:[\w'-]+\s+){0,2}$",
    re.I,
)
_DENIED = re.compile(r"\b(?:no|not|never|without|nor|neither)\s+(?:[\w-]+\s+){0,5}$", re.I)
_EXCEPTION = re.compile(r"\b(?:unless|except|save|conflict|inconsisten\w+)\b[^.;]{0,120}$", re.I)
_PLURAL = re.compile(
    r"(?:agreements|addend(?:ums|a)|contracts|orders|forms|statements\s+of\s+work|sows"
    r"|[bd]p?aas|dpas|slas)$",
    re.I,
)
_LAWS = re.compile(
    rf"\b(?:{_LAW}|protocol|treaty)\b$|\b(?:uk|approved|transfer) addendum$|transfer agreement$"
    rf"|standard\s+contractual|\bsccs?\b",
    re.I,
)
_HOLDS = 40
"""So many words below a heading make the paper that it names."""


@dataclass(frozen=True)
class Paper:
    """A paper named at a place of the contract, which was not given.

    `left` says that what it is about is left to it there.
    """

    name: str
    kind: str
    passage: Passage
    start: int
    end: int
    left: bool

    def __str__(self) -> str:
        text = self.passage.own.text
        before = _SEPARATE.search(text, max(0, self.start - BEFORE), self.start)
        return f"{'a' if before else 'the'} {before[0] if before else ''}{self.name}"


class Papers:
    """The papers that one contract names: those that are not in its files."""

    def __init__(
        self, reading: Reading, titles: Collection[str], documents: Collection[Document]
    ) -> None:
        self._reading = reading
        self._documents = documents
        self.annexes = Annexes(reading, titles, documents)
        names = (re.sub(r"[\W_]+", " ", PurePath(one).stem) for one in titles)
        given = (*names, *titles, *self._headings(), *self._own())
        self._given = [*map(key, given)]
        self._kinds = {kind for one in given for kind in named(one, "")}

    @cached_property
    def missing(self) -> tuple[Paper, ...]:
        """Every place that names a paper which is not here, in reading order."""
        read = (one for one in self._reading.passages if one.kind not in ("heading", "contents"))
        return tuple(paper for one in read for paper in self._in(one))

    @cached_property
    def not_given(self) -> tuple[str, ...]:
        """The names of these papers, each once, as they are first written."""
        names: dict[str, str] = {}
        for paper in self.missing:
            if not _LAWS.search(paper.name) and not any(same(paper.kind, one) for one in names):
                names[paper.kind] = paper.name
        return tuple(names.values())

    def left_to(self, kinds: Collection[str]) -> list[Paper]:
        """The places that leave something to a missing paper of one of these kinds."""
        return [one for one in self.missing if one.left and one.kind in kinds]

    def _headings(self) -> Iterator[str]:
        """The titles under which a paper stands in the contract itself."""
        for document in self._documents:
            yield document.title
            titled = [one for one in document.walk() if one.title]
            for place, section in enumerate(titled):
                if place == 0 or _size(section) >= _HOLDS:
                    yield section.title.lstrip("# ")

    def _own(self) -> Iterator[str]:
        """The names by which the contract calls itself: "this Services Agreement"."""
        for passage in self._reading.passages:
            if "this" in passage.lower or "these" in passage.lower:
                for before, name, _ in named_in(passage.own.text):
                    if _OWN.search(before):
                        yield name

    def _in(self, passage: Passage) -> Iterator[Paper]:
        yield from self._annexes_in(passage)
        for before, name, end in named_in(passage.own.text):
            if paper := self._paper(passage, before, name, end):
                yield paper

    def _annexes_in(self, passage: Passage) -> Iterator[Paper]:
        text = passage.own.text
        for match in _ANNEX.finditer(text):
            before = text[max(0, match.start() - BEFORE) : match.start()]
            if _OF_LAW.match(text, match.end()) or _LAW_BEFORE.search(before):
                continue
            label = match["label"].lower()
            label = _SINGLE.get(label, label.rstrip("s"))
            for id_ in re.findall(_ID, match["ids"]):
                if self.annexes.state(label, id_.partition("-")[0]):
                    name = f"{label.capitalize()} {id_}"
                    kind = f"{label[:5]} {number(id_)}"
                    yield Paper(name, kind, passage, match.start(), match.end(), left=False)

    def _paper(self, passage: Passage, before: str, name: str, end: int) -> Paper | None:
        if any(one.search(before) for one in (_OWN, _DENIED, _EXCEPTION)):
            return None
        apart = bool(_APART.search(before))
        if not apart and (_GENERIC.search(before) or _PLURAL.search(name)):
            return None
        kind = kind_of(name)
        if not kind or self._is_given(kind, name):
            return None
        rules = _LEFT.search(before) or _RULES.match(passage.own.text, end)
        left = apart or (kind != "scc" and bool(rules))
        return Paper(shown(name), kind, passage, end - len(name), end, left)

    def _is_given(self, kind: str, name: str) -> bool:
        if kind in KINDS:
            return kind in self._kinds
        own = key(name)
        return any(same(own, one) or own in one for one in self._given if one)


def _size(section: Section) -> int:
    """The words below a heading; a table counts as enough."""
    own = (
        len(one.text.split()) if isinstance(one, Paragraph) else _HOLDS for one in section.blocks
    )
    return sum(own) + sum(map(_size, section.sections))
