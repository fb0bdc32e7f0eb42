"""The annexes of a contract: which of them are in its files, and whether they hold any text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cached_property
from itertools import chain, pairwise
from pathlib import PurePath
from typing import TYPE_CHECKING

from contract_kit.document import Paragraph
from contract_kit.scan.parts import LABEL, SCHEDULE, named

if TYPE_CHECKING:
    from contract_kit.document import Document
    from contract_kit.scan.matching import Reading
    from contract_kit.scan.passages import Passage

TARGET = rf"(?P<label>{LABEL})\s+(?:no\.?\s*)?(?P<id>\d{{1,2}}|(?-i:[IVX]{{1,5}}|[A-Z]))\b"
BLANK = re.compile(
    r"(?:(?<!\bis )(?<!\bare )\bto\s+(?:be\s+(?:provided|supplied|attached|inserted|completed|added"
    r"|annexed|confirmed)|follow(?!\s+\w))|\b(?:TBD|TBC|not\s+attached)|\b(?:left|intentionally)\s+blank"
    r"|\b(?:attached|provided|supplied)\s+(?:separately|elsewhere)|_{4,}|\[\s*[●•]?\s*\])"
    r"(?:\s+\w+){0,3}\W*$",
    re.I,
)
SHORT = 14
"""Words in a passage that may be no more than a blank, at most."""
_TITLE = 120
_VERB = re.compile(r"\b(?:shall|will|must|may|is|are|has|have|describes?|contains?|sets?|lists?)\b")
_SAYS = re.compile(
    rf"\W*{TARGET}\s+(?:also\s+)?(?:appl(?:y|ies)|governs?|prevails?|remains?|forms|supplements?"
    r"|amends?|replaces?|supersedes?|includes?|specif(?:y|ies)|defines?|states?|shows?|gives?|covers?"
    r"|takes?|comes?|controls?)\b",
    re.I,
)
"""A sentence of which an annex is the subject, which no title is."""
_ROMAN = {"I": 1, "V": 5, "X": 10}
Name = tuple[str, str]
"""An annex: its label, shortened, and its number."""


class Annexes:
    """What is here of the texts that a contract points to."""

    def __init__(
        self, reading: Reading, titles: Collection[str], documents: Collection[Document]
    ) -> None:
        self._reading = reading
        self._documents = documents
        names = (re.sub(r"[\W_]+", " ", PurePath(one).stem) + " " + one for one in titles)
        self._names = " | ".join(names)

    def state(self, label: str, id_: str) -> str:
        """What is wrong with an annex: empty when it stands here with text of its own."""
        key = (_short(label), number(id_))
        if key in self._held:
            return "" if self._held[key] else "which is empty"
        if any((_short(m["label"]), number(m["id"])) == key for m in _in(self._names)):
            return ""
        return self.missing()

    def paper(self, text: str) -> str:
        """What is wrong with a document that is named by its kind, "the Order Form"."""
        here = set(named(text, "")) & self._kinds
        return "" if here or not named(text, "") else self.missing()

    def missing(self) -> str:
        """What is said of a text that is not here."""
        return "which is not in the files" if self._reading.named else "which is not in this file"

    @cached_property
    def _kinds(self) -> frozenset[str]:
        """The kinds of document that titles and headings name."""
        titles = [one.title for document in self._documents for one in document.walk()]
        titles += [document.title for document in self._documents]
        return frozenset(kind for title in (*titles, self._names) for kind in named(title, ""))

    @cached_property
    def _held(self) -> dict[Name, bool]:
        """The annexes that are here, and whether they hold any text."""
        held: dict[Name, bool] = {}
        sections = (_sections(document) for document in self._documents)
        titled = _titled(self._reading.passages)
        for name, text in chain(chain.from_iterable(sections), titled):
            held[name] = held.get(name, False) or text
        return held


def _in(text: str) -> Iterator[re.Match[str]]:
    return re.finditer(TARGET, text, re.I)


def _name(text: str) -> Name | None:
    """The annex that a number or title names at its beginning."""
    match = re.match(rf"\W*{TARGET}", text, re.I)
    return (_short(match["label"]), number(match["id"])) if match else None


def _sections(document: Document) -> Iterator[tuple[Name, bool]]:
    """The annexes that are sections, and whether text follows before the next."""
    open_: Name | None = None
    for number, text in _lines(document):
        if name := _name(number):
            if open_ and open_[0] != name[0]:
                yield open_, True  # the annexes of a schedule
            open_ = name
            yield name, False
        if open_ and not _says_nothing(text):
            yield open_, True


def _lines(document: Document) -> Iterator[Name]:
    """The numbers and texts of a document; a title that names an annex stands for its number."""
    for section in document.walk():
        if section.kind in ("signature", "colophon"):
            continue
        title = section.title.lstrip("# ")
        yield (section.number if _name(section.number) else title), ""
        for block in section.blocks:
            if isinstance(block, Paragraph):
                yield block.number, block.text
            else:
                yield "", "x"


def _says_nothing(text: str) -> bool:
    words = text.split()
    return not words or (len(words) <= SHORT and bool(BLANK.search(text)))


def _titled(passages: list[Passage]) -> Iterator[tuple[Name, bool]]:
    """The annexes whose title is a line of text, and whether text follows before the next."""
    open_: Name | None = None
    for passage in passages:
        if passage.kind == "contents":
            continue
        if numbered := _name(passage.section):
            yield numbered, passage.kind != "heading" and not _says_nothing(passage.plain)
        text = passage.text.lstrip("# ")
        if _is_title(text) and (name := _name(text)):
            open_ = name
            yield name, False
        elif open_ and passage.kind != "heading" and not _says_nothing(passage.plain):
            yield open_, True
            open_ = None


def _is_title(text: str) -> bool:
    """Whether a line of text is the title of an annex rather than a sentence about it."""
    says = _VERB.search(text) or _SAYS.match(text)
    return len(text) <= _TITLE and bool(SCHEDULE.match(text)) and not says


def _short(label: str) -> str:
    return label.lower()[:5]


def number(id_: str) -> str:
    """An annex's number: II and 2 are the same."""
    if not set(id_) <= set(_ROMAN):
        return id_.lower()
    values = [_ROMAN[one] for one in id_] + [0]
    return str(sum(-a if a < b else a for a, b in pairwise(values)))
