"""The phrase language: what lawyers write matches what they wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from contract_kit.library.phrases import expression
from contract_kit.resources import bundled
from tests.own_words import own_words

PACKS = sorted(path.parent for path in bundled("packs").glob("*/pack.yaml"))


def _phrases(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for one in data.values():
            yield from _phrases(one)
    elif isinstance(data, list):
        for one in data:
            yield from _phrases(one)


def _patterns(requirement: dict[str, object]) -> Iterator[dict[str, object]]:
    yield from requirement.get("patterns") or ()  # type: ignore[misc]
    for listed in (requirement.get("parts") or {}).values():  # type: ignore[attr-defined]
        yield from listed


@pytest.mark.parametrize("pack", PACKS, ids=lambda one: one.name)
def test_every_phrase_matches_its_own_words(pack: Path) -> None:
    yaml = YAML(typ="safe")
    words = yaml.load((pack / "pack.yaml").read_text(encoding="utf-8")).get("words") or {}
    missed = []
    for path in sorted(pack.glob("*.yaml")):
        requirement = yaml.load(path.read_text(encoding="utf-8"))
        asked = [requirement.get("headings") or ""] if path.stem != "pack" else [*words.values()]
        for pattern in _patterns(requirement):
            asked += _phrases(
                [pattern.get(key) for key in ("verb", "find", "near", "under", "unless")]
            )
        for phrase in dict.fromkeys(asked):
            found = re.compile(expression(phrase, words), re.IGNORECASE)
            missed += [
                (path.stem, text) for text in own_words(phrase, words) if not found.search(text)
            ]
    assert not missed


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("required [to do so] [by law]", "unless required to do so."),
        ("required [to do so] [by law]", "unless required."),
        ("notification[s] of breach", "notification of breach"),
        ("notification[s] of breach", "notifications of breach"),
        ("lost[,] stolen", "lost, stolen"),
        ("signed by ...", "signed by"),
        ("a [b] ... c", "a b then c"),
        ("a [b] ... c", "a c"),
    ],
)
def test_what_may_be_missing_may_be_missing(phrase: str, text: str) -> None:
    assert re.search(expression(phrase, {}), text)
