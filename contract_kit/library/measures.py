"""What each kind of metric measures, in words: `clauses/metrics.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from contract_kit.library.yamlfile import load_mapping, read_text
from contract_kit.resources import bundled

if TYPE_CHECKING:
    from collections.abc import Mapping

Words = dict[str, str]


@dataclass(frozen=True, slots=True)
class Measures:
    """Sentences by form of result, words in them, names of statistics, and words of each kind."""

    forms: Mapping[str, str]
    words: Mapping[str, str]
    statistics: Mapping[str, str]
    kinds: Mapping[str, Words]


@cache
def measures() -> Measures:
    """The words that ship with the program; raises `LibraryError` where the file is wrong."""
    path = bundled("clauses") / "metrics.yaml"
    return Measures(**load_mapping(read_text(path), str(path)))
