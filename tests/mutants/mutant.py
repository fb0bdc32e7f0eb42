"""What a mutant is, and how one is made from its seed."""

from __future__ import annotations

import warnings
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from random import Random
from typing import TYPE_CHECKING

from tests.mutants.sources import sources

if TYPE_CHECKING:
    from collections.abc import Callable

    Operator = Callable[[bytes, Random], bytes]

FORMATS = {
    "docx": "word",
    "pdf": "pages",
    "html": "web",
    "md": "texts",
    "txt": "texts",
    "yaml": "specs",
    "xlsx": "sheets",
}
"""The ending of a file → the module of this package with its operators."""
HOW_MANY = (1, 1, 2, 3)


@dataclass(frozen=True)
class Mutant:
    """A changed file. `whole`: nothing may be missing from what is read without a word about it."""

    format: str
    seed: str
    source: int
    changes: tuple[str, ...]
    data: bytes
    whole: bool

    @property
    def name(self) -> str:
        """A file name that says how it was made."""
        return f"{self.seed.replace(':', '-')}-{'-'.join(self.changes)}.{self.format}"


def make(seed: str) -> Mutant:
    """The mutant of a seed, `1:docx:17`: the seed of the run, the format and a number."""
    form = seed.split(":")[1]
    chance = Random(seed)
    module = import_module(f"tests.mutants.{FORMATS[form]}")
    number = chance.randrange(len(sources(form)))
    data = sources(form)[number]
    whole = chance.random() < module.BREAKS_SHARE
    pool: dict[str, Operator] = module.BREAKS if whole else module.CHANGES
    names = chance.choices(list(pool), k=1 if whole else chance.choice(HOW_MANY))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data = pool[names[0]](data, chance)
        for name in names[1:]:
            with suppress(Exception):  # what it changes may be gone already
                data = pool[name](data, chance)
    return Mutant(form, seed, number, tuple(names), data, whole)
