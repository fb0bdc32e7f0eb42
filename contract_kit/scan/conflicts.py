"""Parts of one contract that contradict each other: the prevailing one counts, if that is clear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from contract_kit.scan.parts import Part, Parts
from contract_kit.scan.precedence import Order, Rule
from contract_kit.scan.result import UNCLEAR
from contract_kit.scan.values import values
from contract_kit.scan.verdicts import QUOTES, Verdict, close, denials, quote

if TYPE_CHECKING:
    from contract_kit.library.packs import Requirement
    from contract_kit.scan.matching import Hit, Reading
    from contract_kit.scan.passages import Passage
    from contract_kit.scan.result import Evidence

_NO_DENIAL = ("constru", "deem", "acknowledg", "admission", "liab", "unless", "except")
"""With these words a sentence denies something else, or not always: "no acknowledgement"."""


@dataclass(frozen=True)
class Clash:
    """Two passages that cannot both hold; `denied` says that the second denies the first."""

    first: Passage
    second: Passage
    denied: bool


class Conflicts:
    """Looks for contradictions between the parts of one contract, and settles them."""

    def __init__(self, reading: Reading, titles: Mapping[str, str]) -> None:
        self.reading = reading
        self.parts = Parts(reading.passages, titles)
        self.order = Order(reading.passages, self.parts)

    def settle(self, requirement: Requirement, found: Verdict) -> Verdict:
        """The verdict after the order of precedence.

        Within one file a contradiction is only looked for where its order is clear.
        """
        if found.status not in ("satisfied", "partial"):
            return found
        if not (self.parts.several or self.order.rules):
            return found
        groups = self._groups(found.hits)
        clash = self._denial(requirement, groups) or self._values(requirement, groups)
        if clash is None:
            return found
        decided = self.order.prevailing(clash.first, clash.second)
        if decided is not None:
            return self._decided(found, clash, *decided)
        several_files = clash.first.file != clash.second.file
        return _unclear(found, clash, self.parts) if several_files else found

    def _groups(self, hits: Sequence[Hit]) -> dict[Part, list[Hit]]:
        groups: dict[Part, list[Hit]] = {}
        for hit in hits:
            groups.setdefault(self.parts.of(hit.passage), []).append(hit)
        return groups

    def _denial(self, requirement: Requirement, groups: Mapping[Part, list[Hit]]) -> Clash | None:
        """A part that states it, and another that only says the opposite."""
        first = next(iter(groups.values()))[0].passage
        for passage in denials(requirement, self.reading):
            if any(word in passage.lower for word in _NO_DENIAL):
                continue
            if self.parts.of(passage) not in groups:
                return Clash(first, passage, denied=True)
        return None

    def _values(self, requirement: Requirement, groups: Mapping[Part, list[Hit]]) -> Clash | None:
        """Two parts that name different quantities for one parameter."""
        if not requirement.values or len(groups) < 2:
            return None
        known: dict[str, tuple[str, Passage]] = {}
        for hits in groups.values():
            for hit in hits:
                for value in values(requirement, [hit.passage]):
                    before = known.setdefault(value.parameter, (value.value, hit.passage))
                    apart = self.parts.of(before[1]) != self.parts.of(hit.passage)
                    if before[0] != value.value and apart:
                        return Clash(before[1], hit.passage, denied=False)
        return None

    def _decided(
        self, found: Verdict, clash: Clash, high: Passage, low: Passage, rule: Rule
    ) -> Verdict:
        """The prevailing passage counts: it comes first, or takes the verdict away."""
        over, under = self.parts.of(high), self.parts.of(low)
        rest = quote(rule.clause).quote
        reason = f"{_sentence(over)} prevails over {under} here: “{rest}”"
        if clash.denied and high is clash.second:
            why = f"says the opposite, and {over} prevails over {under}"
            near = (close(high, why), close(low, f"gives way to {over}"))
            return Verdict("absent", closest=near, reason=reason)
        hits = sorted(found.hits, key=lambda hit: self.parts.of(hit.passage) != over)
        shown = tuple(quote(hit.passage, hit.start, hit.end) for hit in hits[:QUOTES])
        return replace(found, hits=tuple(hits), evidence=shown, reason=reason)


def _unclear(found: Verdict, clash: Clash, parts: Parts) -> Verdict:
    first, second = parts.of(clash.first), parts.of(clash.second)
    says = "says the opposite of" if clash.denied else "names another value than"
    reason = f"{_sentence(second)} {says} {first}, and no clause says clearly which prevails."
    both: tuple[Evidence, ...] = (quote(clash.first), quote(clash.second))
    return replace(found, status="unclear", confidence=UNCLEAR, evidence=both, reason=reason)


def _sentence(part: Part) -> str:
    """A part at the beginning of a sentence."""
    text = str(part)
    return text if part.file and not part.schedules else text[:1].upper() + text[1:]
