"""Requirements and conditions from prepared JSON, which was checked when it was written."""

from __future__ import annotations

from typing import Any

from contract_kit.library.requirements import (
    Condition,
    Example,
    Pattern,
    Requirement,
    Threshold,
    ValueCheck,
)
from contract_kit.library.texts import Phrase

_LISTS = ("find", "near", "under", "unless")


def requirement(raw: dict[str, Any]) -> Requirement:
    """A requirement from its JSON."""
    made = {
        "values": tuple(_check(one) for one in raw.get("values", ())),
        "headings": _phrase(raw["headings"]),
        "scope": _phrase(raw.get("scope")),
        "patterns": tuple(map(_pattern, raw.get("patterns", ()))),
        "parts": {name: tuple(map(_pattern, own)) for name, own in raw.get("parts", {}).items()},
        "examples": tuple(Example(**one) for one in raw.get("examples", ())),
    }
    lists = {key: tuple(raw.get(key, ())) for key in ("applies_when", "looks_like", "anchors")}
    return Requirement(**{**raw, **lists, **made})


def condition(raw: dict[str, Any]) -> Condition:
    """A condition from its JSON."""
    words = {key: _phrase(raw.get(key)) for key in ("found_by", "unless")}
    return Condition(**{**raw, **words})


def _phrase(raw: dict[str, Any] | None) -> Phrase | None:
    return Phrase(**raw) if raw else None


def _pattern(raw: dict[str, Any]) -> Pattern:
    made: dict[str, Any] = {
        key: tuple(Phrase(**one) for one in raw[key]) for key in _LISTS if key in raw
    }
    verb, allow = _phrase(raw.get("verb")), frozenset(raw.get("allow", ()))
    return Pattern(**{**raw, **made, "verb": verb, "allow": allow})


def _check(raw: dict[str, Any]) -> ValueCheck:
    words = {key: _phrase(raw.get(key)) for key in ("near", "unless")}
    limits = tuple(Threshold(**one) for one in raw.get("thresholds", ()))
    return ValueCheck(**{**raw, **words, "thresholds": limits})
