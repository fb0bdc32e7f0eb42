"""The expressions of `clause_rules.txt`, which read the best sentences of the trained model."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from contract_kit.library.phrases import compiled

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    Rule = tuple[float, re.Pattern[str]]

_FILE = Path(__file__).with_name("clause_rules.txt")
_PARTS = {
    "{not}": r"(?:shall not|will not|may not|must not|agrees? not to"
    r"|agrees? that (?:it|they) (?:shall|will) not|neither party (?:shall|may|will)|cannot"
    r"|not to|refrain from)",
    "{end}": r"(?:terminat\w*|expir\w*)",
}


@cache
def rules() -> dict[str, tuple[Rule, ...]]:
    """The weighted expressions of each type."""
    found: dict[str, list[Rule]] = {}
    for kind, weight, source in _lines():
        found.setdefault(kind, []).append((weight, compiled(source)))
    return {kind: tuple(rows) for kind, rows in found.items()}


def sources() -> list[str]:
    """All expressions."""
    return [source for _, _, source in _lines()]


def _lines() -> Iterator[tuple[str, float, str]]:
    """Type, weight and expression of each rule."""
    kind = ""
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            kind = line.strip("[]")
        elif line and not line.startswith("#"):
            weight, source = line.split(" ", 1)
            for name, part in _PARTS.items():
                source = source.replace(name, part)
            yield kind, float(weight), source


def score(kind: str, text: str) -> float:
    """How strongly the expressions for `kind` speak in this normalised text, about -4 to 6."""
    hits = sorted((weight for weight, regex in rules()[kind] if regex.search(text)), reverse=True)
    favour = [weight for weight in hits if weight > 0]
    against = sum(weight for weight in hits if weight < 0)
    return sum(favour[:1]) + 0.5 * sum(favour[1:2]) + against
