"""Which part of a contract prevails where two contradict each other, if a clause is clear on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contract_kit.scan.parts import Part, Parts, named

if TYPE_CHECKING:
    from contract_kit.scan.passages import Passage

_PREVAILS = re.compile(
    r"\b(?:(?:shall|will|must)\s+)?(?:prevails?|controls?|governs?|supersedes?"
    r"|(?:takes?|ha(?:s|ve))\s+(?:precedence|priority))\b"
    r"(?:\s+(?:over|to)\s+(?P<over>[^;.]{3,160}))?",
    re.I,
)
_CONFLICT = re.compile(r"\b(?:conflict|inconsisten|discrepan|contradict|ambigui)\w*", re.I)
_ORDER = re.compile(
    r"\b(?:order\s+of\s+(?:precedence|priority)|following\s+(?:\w+\s+)?order"
    r"|order\s+(?:set\s+out|listed|stated|given)\s+below)\b",
    re.I,
)
_RISING = re.compile(r"\b(?:ascending|increasing)\b", re.I)
_SPLIT = re.compile(r"[;:,]|\(\w{1,4}\)|\b(?:then|followed\s+by|before)\b", re.I)
_OVERRIDES = re.compile(r"\bnotwithstanding\b", re.I)


@dataclass(frozen=True)
class Rule:
    """Documents of kind `over` prevail over those of kind `under`: so says `clause`."""

    over: str
    under: str
    clause: Passage


class Order:
    """What the clauses of one contract say on which of its parts prevails."""

    def __init__(self, passages: Sequence[Passage], parts: Parts) -> None:
        self.parts = parts
        self.rules: dict[tuple[str, str], Rule] = {}
        for rule in _rules(passages, parts):
            self.rules.setdefault((rule.over, rule.under), rule)

    def rule(self, first: Part, second: Part) -> Rule | None:
        """The rule by which `first` prevails over `second`; none where the contract is not clear.

        A contract whose clauses say both is not clear.
        """
        pairs = [(over, under) for over in first.kinds for under in second.kinds if over != under]
        if any(pair[::-1] in self.rules for pair in pairs):
            return None
        return next((self.rules[pair] for pair in pairs if pair in self.rules), None)

    def prevailing(self, first: Passage, second: Passage) -> tuple[Passage, Passage, Rule] | None:
        """The passage that counts, the one that gives way and the rule; none if it is not clear."""
        for high, low in ((first, second), (second, first)):
            rule = self.rule(self.parts.of(high), self.parts.of(low))
            if rule is not None:
                return None if _OVERRIDES.search(low.text) else (high, low, rule)
        return None


def _rules(passages: Sequence[Passage], parts: Parts) -> Iterator[Rule]:
    for passage in passages:
        if passage.kind not in ("body", "row") or not _speaks(passage.text):
            continue
        if match := _ORDER.search(passage.text):
            yield from _ranked(passage, match.end(), passages, parts)
        else:
            yield from _stated(passage, parts)


def _speaks(text: str) -> bool:
    lower = text.lower()
    return any(word in lower for word in ("preced", "prevail", "conflict", "priority", "inconsis"))


def _ranked(
    passage: Passage, start: int, passages: Sequence[Passage], parts: Parts
) -> Iterator[Rule]:
    """A list in order: in the sentence itself, or in the items below it."""
    own = parts.of(passage).own
    texts = _SPLIT.split(passage.text[start:])
    for one in passages[passage.index + 1 : passage.index + 20]:
        if one.clause != passage.clause:
            break
        texts.append(one.text)
    kinds = [kind for text in texts for kind in named(text, own)[:1]]
    kinds = list(dict.fromkeys(kinds))
    if _RISING.search(passage.text):
        kinds.reverse()
    for place, kind in enumerate(kinds):
        for below in kinds[place + 1 :]:
            yield Rule(kind, below, passage)


def _stated(passage: Passage, parts: Parts) -> Iterator[Rule]:
    """One sentence: "if this DPA and the Agreement conflict, this DPA prevails"."""
    text = passage.text
    own = parts.of(passage).own
    for match in _PREVAILS.finditer(text):
        over = match["over"]
        if not (over or _CONFLICT.search(text)):
            continue
        before = text[: match.start()]
        cut = max(before.rfind(","), before.rfind(";"), before.rfind(":")) + 1
        winners = named(before[cut:], own)
        losers = named(over or before[:cut], own)
        if len(winners) == 1:
            for one in losers:
                if one != winners[0]:
                    yield Rule(winners[0], one, passage)
