"""Whether a requirement applies: by the spec, by what a user assumes, or by the text's words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from contract_kit.scan.index import Index, places
from contract_kit.scan.mentions import defined, only_named
from contract_kit.scan.openings import said_first
from contract_kit.scan.other_papers import other_paper
from contract_kit.scan.result import LeftOut

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from contract_kit.library.packs import Condition, Pack
    from contract_kit.scan.passages import Passage
    from contract_kit.scan.result import Applies

_QUOTE = 90
_TRIED = 20
"""So many places in a sentence are looked at."""


@dataclass(frozen=True)
class Known:
    """What is known before a document is read.

    `told` answers conditions from the contract's own data: whether each holds, and why. `assumed`
    holds (`no-gdpr`: does not hold) where nothing was told.
    """

    assumed: frozenset[str] = frozenset()
    told: Mapping[str, tuple[bool, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Facts:
    """The conditions known for one document: name to the reason why each holds, or does not.

    `mentioned` says of a condition that does not hold which words of the document only name it.
    """

    holding: Mapping[str, str]
    denied: Mapping[str, str] = field(default_factory=dict)
    mentioned: Callable[[str], str] = lambda _: ""

    def applies(self, wanted: tuple[str, ...]) -> tuple[Applies, str]:
        """Whether all of `wanted` hold; `a|b` asks for either."""
        reasons = []
        for entry in wanted:
            names = entry.split("|")
            reason = next((self.holding[name] for name in names if name in self.holding), None)
            if all(name in self.denied for name in names):
                return "no", "; ".join(self.denied[name] for name in names)
            if reason is None:
                named = "; ".join(filter(None, map(self.mentioned, names)))
                return "unknown", named or f"nothing shows whether {' or '.join(names)} holds"
            reasons.append(reason)
        return "yes", "; ".join(dict.fromkeys(reasons)) or "always"

    def asked_by(self, pack: Pack, wanted: tuple[str, ...]) -> tuple[Applies, str]:
        """The same for a requirement of a pack, which some documents leave open as a whole."""
        applies, because = self.applies(wanted)
        reason = next((self.holding[one] for one in pack.open_for if one in self.holding), None)
        return ("unknown", reason) if applies != "no" and reason else (applies, because)


def facts(
    passages: list[Passage],
    packs: Collection[Pack],
    known: Collection[str] | Known,
    index: Index | None = None,
    titles: Mapping[str, str] | None = None,
) -> Facts:
    """What was told, else what is assumed, else what the document shows by its wording.

    `titles` are those of the files, by the name that their passages have.
    """
    given = known if isinstance(known, Known) else Known(frozenset(known))
    holding, denied = _before(given)
    asked: dict[str, list[Condition]] = {}
    for pack in packs:
        for name, condition in pack.conditions.items():
            asked.setdefault(name, []).append(condition)
    text = _Text(passages, index or Index(passages), titles or {})
    found = _Holding(holding, denied, asked, text)
    return Facts(found, denied, found.mention)


@dataclass(frozen=True)
class _Text:
    """What conditions are looked for in."""

    passages: list[Passage]
    index: Index
    titles: Mapping[str, str]

    def shows(self, condition: Condition) -> str:
        """How the document shows a condition; empty if it does not."""
        if condition.other_paper:
            taken = other_paper(self.passages, self.titles)
            return str(taken) if taken else ""
        if condition.opening:
            shown = said_first(condition, self.passages, self.titles)
            return f"the document begins with “{shown[:_QUOTE]}”" if shown else ""
        return next((str(one) for one in self.seen(condition) if not one.why), "")

    def seen(self, condition: Condition) -> Iterator[_Seen]:
        """The places that speak of a condition."""
        return _seen(condition, self.passages, self.index)


class _Holding(Mapping[str, str]):
    """The conditions that hold, each looked for when it is first asked about."""

    def __init__(
        self,
        holding: dict[str, str],
        denied: Mapping[str, str],
        asked: Mapping[str, list[Condition]],
        text: _Text,
    ) -> None:
        self._known: dict[str, str] = dict.fromkeys(denied, "") | holding
        self._asked = asked
        self._text = text

    def __getitem__(self, name: str) -> str:
        if name not in self._known:
            self._known[name] = ""  # two conditions that ask for each other do not hold
            self._known[name] = self._looked_for(name)
        if not self._known[name]:
            raise KeyError(name)
        return self._known[name]

    def _looked_for(self, name: str) -> str:
        for condition in self._asked.get(name, ()):
            if condition.besides and condition.besides not in self:
                continue
            if said := self._text.shows(condition):
                return f"{name}: {said}"
        return ""

    def mention(self, name: str) -> str:
        """How the document speaks of a condition without stating it; empty if it does not."""
        if self._known.get(name):
            return ""
        for condition in self._asked.get(name, ()):
            seen = () if condition.opening else self._text.seen(condition)
            for one in seen:
                why = one.why or "nothing else shows it"
                return f"{name}: mentioned only: {one}; {why}"
        return ""

    def __iter__(self) -> Iterator[str]:
        return (name for name in dict.fromkeys((*self._known, *self._asked)) if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _before(known: Known) -> tuple[dict[str, str], dict[str, str]]:
    """The conditions that hold and those that do not, before anything is read."""
    holding = {name: f"{name}: {why}" for name, (holds, why) in known.told.items() if holds}
    denied = {name: f"{name}: {why}" for name, (holds, why) in known.told.items() if not holds}
    for entry in known.assumed:
        name = entry.removeprefix("no-")
        if name in known.told:
            continue
        if name == entry:
            holding[name] = f"{name} was assumed"
        else:
            denied[name] = f"{name} was assumed not to hold"
    holding["always"] = "always"
    return holding, denied


@dataclass(frozen=True)
class _Seen:
    """A place whose words speak of a condition: `why` they state nothing, empty if they do."""

    passage: Passage
    quote: str
    why: str

    def __str__(self) -> str:
        return f"{self.passage.file or 'the document'} says “{self.quote}”"


def _seen(condition: Condition, passages: list[Passage], index: Index) -> Iterator[_Seen]:
    """The places that speak of a condition, those that state it and those that only name it."""
    if condition.found_by is None:
        return
    for place in places(index.may_hold(condition.found_by)):
        passage = passages[place]
        if condition.unless and condition.unless.find(passage.own):
            continue
        for match in islice(condition.found_by.every(passage.own), _TRIED):
            said = passage.quoted[passage.place(match.start()) : passage.place(match.end())][
                :_QUOTE
            ]
            why = only_named(passage, *match.span())
            if not why and passage.kind == "definition":
                why = "" if _used(defined(passage), passages, index) else "it only defines a term"
            yield _Seen(passage, said, why)


def _used(terms: list[str], passages: list[Passage], index: Index) -> bool:
    """Whether a sentence that binds states something with one of the defined terms."""
    return any(_stated(term, passages, index) for term in terms)


def _stated(term: str, passages: list[Passage], index: Index) -> bool:
    words = re.compile(rf"\b{re.escape(term)}\b")
    binding = (passages[place] for place in places(index.holding(term)))
    return any(
        not only_named(one, *match.span())
        for one in binding
        if one.kind in ("body", "row")
        for match in islice(words.finditer(one.own.lower), _TRIED)
    )


def left_out(packs: tuple[Pack, ...], known: Facts) -> tuple[LeftOut, ...]:
    """The packs that nobody names and whose conditions nothing states."""
    found = []
    for pack in packs:
        applies, because = known.applies(pack.when)
        if applies != "yes":
            names = (name for entry in pack.when for name in entry.split("|"))
            mentioned = applies == "unknown" and any(map(known.mentioned, names))
            found.append(LeftOut(pack.id, pack.title, applies, because, mentioned))
    return tuple(found)


def relevant(packs: tuple[Pack, ...], known: Facts) -> tuple[Pack, ...]:
    """The packs to use when nobody names one: those whose conditions hold."""
    return tuple(pack for pack in packs if known.applies(pack.when or ("always",))[0] == "yes")
