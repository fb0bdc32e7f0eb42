"""The leaf fields of the vocabulary, found by walking its models from the root."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel

from contract_kit.spec import Contract
from contract_kit.spec.lookup import LIST, MAP, expected
from contract_kit.spec.vocabulary.markers import Or, Reads, main_type
from contract_kit.spec.vocabulary.notes import note
from contract_kit.spec.vocabulary.shape import fields_of


@dataclass(frozen=True)
class Leaf:
    """A field that holds a value: its steps, the models on the way, and how its value is read.

    `owners` pairs each model with the number of steps that lead to it; `words` are those it allows,
    `reader` names the function that reads any other text, empty where there is none. Words of
    `alone` stand in place of a list, a map of `maps` in place of a word.
    """

    steps: tuple[str, ...]
    owners: tuple[tuple[type[BaseModel], int], ...]
    key: str
    words: tuple[str, ...] = ()
    reader: str = ""
    listed: bool = False
    alone: tuple[str, ...] = ()
    maps: Any = None

    @property
    def path(self) -> str:
        return shown(self.steps).removesuffix(f".{MAP}")

    @property
    def model(self) -> type[BaseModel]:
        return self.owners[-1][0]

    @property
    def example(self) -> str:
        return note(self.model, self.key).example


def shown(steps: tuple[str, ...]) -> str:
    """Steps as the documentation writes them: `pricing.charges.<id>.tiers[].rate`."""
    return ".".join(steps).replace(f".{LIST}", LIST)


@cache
def leaves() -> tuple[Leaf, ...]:
    """Every leaf field, in the order of the models."""
    found: dict[str, Leaf] = {}
    for leaf in _model(Contract, (), ()):
        found[leaf.path] = _merged(found[leaf.path], leaf) if leaf.path in found else leaf
    return tuple(found.values())


def _merged(word: Leaf, leaf: Leaf) -> Leaf:
    """A field that holds a word or something else."""
    alone = word.words if leaf.listed else ()
    words = tuple(dict.fromkeys((*word.words, *leaf.words)))
    return replace(leaf, words=words, alone=alone, reader=leaf.reader or word.reader)


def _model(
    model: type[BaseModel], steps: tuple[str, ...], owners: tuple[tuple[type[BaseModel], int], ...]
) -> Iterator[Leaf]:
    owners = (*owners, (model, len(steps)))
    for key, info in fields_of(model).items():
        start = Leaf((*steps, key), owners, key)
        yield from _kind(info.annotation, tuple(info.metadata), start)


def _kind(kind: Any, metadata: tuple[Any, ...], leaf: Leaf) -> Iterator[Leaf]:
    if get_origin(kind) is Annotated:
        kind, *more = get_args(kind)
        yield from _kind(kind, (*more, *metadata), leaf)
        return
    for mark in metadata:
        if isinstance(mark, Reads):
            name = getattr(mark.function, "__name__", "")
            yield replace(leaf, reader=expected(mark) if name == "read" else name)
            return
        if isinstance(mark, Or):
            other = main_type(kind)
            inner = get_args(other)[0] if get_origin(other) is tuple else other
            maps = other if isinstance(inner, type) and issubclass(inner, BaseModel) else None
            yield replace(
                leaf, words=mark.words, reader="" if mark.words else "read_text", maps=maps
            )
            yield from _kind(other, (), leaf)
            return
    yield from _plain(kind, metadata, leaf)


def _plain(kind: Any, metadata: tuple[Any, ...], leaf: Leaf) -> Iterator[Leaf]:
    origin, parts = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield from _model(kind, leaf.steps, leaf.owners)
    elif origin is Literal:
        yield replace(leaf, words=tuple(str(part) for part in parts))
    elif origin is tuple:
        for one in _kind(parts[0], (), replace(leaf, steps=(*leaf.steps, LIST))):
            scalar = one.steps == (*leaf.steps, LIST)
            yield replace(one, steps=leaf.steps, listed=True) if scalar else one
    elif origin is dict:
        yield from _kind(parts[1], (), replace(leaf, steps=(*leaf.steps, MAP)))
    else:
        yield from _kind(main_type(kind), metadata, leaf)
