"""Whether a requirement applies: from what the user says, or from the document's own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from contract_kit.scan.index import Index, places

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from contract_kit.library.packs import Condition, Pack
    from contract_kit.scan.passages import Passage
    from contract_kit.scan.result import Applies

_QUOTE = 90


@dataclass(frozen=True)
class Facts:
    """The conditions known for one document: name to the reason why it holds."""

    holding: Mapping[str, str]
    denied: frozenset[str] = frozenset()

    def applies(self, wanted: tuple[str, ...]) -> tuple[Applies, str]:
        """Whether all of `wanted` hold; `a|b` asks for either."""
        reasons = []
        for entry in wanted:
            names = entry.split("|")
            reason = next((self.holding[name] for name in names if name in self.holding), None)
            if self.denied.issuperset(names):
                return "no", f"{' and '.join(names)} was assumed not to hold"
            if reason is None:
                return "unknown", f"nothing shows whether {' or '.join(names)} holds"
            reasons.append(reason)
        return "yes", "; ".join(dict.fromkeys(reasons)) or "always"


def facts(
    passages: list[Passage],
    packs: Collection[Pack],
    assumed: Collection[str],
    index: Index | None = None,
) -> Facts:
    """What is assumed, and what the document shows by its wording."""
    index = index or Index(passages)
    denied = frozenset(name[3:] for name in assumed if name.startswith("no-"))
    holding = {name: f"{name} was assumed" for name in assumed if not name.startswith("no-")}
    holding["always"] = "always"
    for pack in packs:
        for name, condition in pack.conditions.items():
            if name not in holding and name not in denied:
                shown = _shown(condition, passages, index)
                if shown:
                    holding[name] = f"{name}: the document says “{shown}”"
    return Facts(holding, denied)


def _shown(condition: Condition, passages: list[Passage], index: Index) -> str:
    if condition.found_by is None:
        return ""
    for place in places(index.may_hold(condition.found_by)):
        passage = passages[place]
        match = condition.found_by.regex.search(passage.plain)
        if match:
            return passage.text[match.start() : match.end()][:_QUOTE]
    return ""


def relevant(packs: tuple[Pack, ...], known: Facts) -> tuple[Pack, ...]:
    """The packs to use when nobody names one: those whose conditions hold."""
    return tuple(pack for pack in packs if known.applies(pack.when or ("always",))[0] == "yes")
