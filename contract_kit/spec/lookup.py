"""Any field of the vocabulary by its path, with or without ids and places in lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import PydanticCustomError

from contract_kit.spec.contract import Contract
from contract_kit.spec.vocabulary.markers import Or, Reads, main_type
from contract_kit.spec.vocabulary.notes import Note, note
from contract_kit.spec.vocabulary.shape import fields_of, words_of

LIST, MAP = "[]", "<id>"


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its path as the documentation writes it, its model and key, and its type.

    `inner` is the model of the map, or of the members of the list or map, that stands there.
    """

    path: str
    model: type[BaseModel]
    key: str
    annotation: Any
    inner: type[BaseModel] | None
    required: bool

    @property
    def note(self) -> Note:
        """What the vocabulary says of it."""
        return note(self.model, self.key)

    @property
    def words(self) -> tuple[str, ...]:
        """The words it may hold."""
        return tuple(dict.fromkeys(_words(self.annotation)))


@cache
def every() -> dict[str, Field]:
    """Every field by its path, in the order of the vocabulary."""
    return {field.path: field for field in _fields(Contract, "")}


def _fields(model: type[BaseModel], path: str) -> Iterator[Field]:
    for key, info in fields_of(model).items():
        here = f"{path}.{key}" if path else key
        inner, suffix = member(info.annotation)
        yield Field(here, model, key, _marked(info), inner, info.is_required())
        if inner:
            yield from _fields(inner, f"{here}{suffix}")


def _marked(info: Any) -> Any:
    """A field's type with the marks that pydantic keeps beside it."""
    kind = info.annotation
    for mark in info.metadata:
        kind = Annotated[kind, mark]
    return kind


def member(annotation: Any) -> tuple[type[BaseModel] | None, str]:
    """The model below a type, and how the path goes on to it."""
    kind = annotation
    suffix = ""
    while True:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return kind, suffix
        origin, parts = get_origin(kind), get_args(kind)
        if origin is Annotated:
            kind = parts[0]
        elif origin is tuple:
            kind, suffix = parts[0], suffix + LIST
        elif origin is dict:
            kind, suffix = parts[1], f"{suffix}.{MAP}"
        elif origin is Literal or not parts:
            return None, suffix
        else:
            kind = main_type(kind)


def find(path: str) -> Field | None:
    """The field at a path as people write it: `pricing.charges.voice.tiers[0].rate`, or shorter."""
    steps = [one for one in re.split(r"[.\[\]]+", path.strip()) if one]
    found = _down(Contract, steps, "") if steps else ""
    return every()[found] if found else None


def _down(model: type[BaseModel], steps: list[str], path: str) -> str:
    """The path of the field that steps lead to from a model, empty where there is none."""
    info = fields_of(model).get(steps[0])
    if info is None:
        return ""
    here = f"{path}.{steps[0]}" if path else steps[0]
    inner, suffix = member(info.annotation)
    for rest in _entries(steps[1:], suffix):
        if not rest:
            return here
        if inner and (found := _down(inner, rest, f"{here}{suffix}")):
            return found
    return ""


def _entries(steps: list[str], suffix: str) -> Iterator[list[str]]:
    """What may be left of steps after the entry of a list or map, which may be left out.

    An id may hold dots, as those of clauses do.
    """
    yield steps
    if suffix == LIST and steps and (steps[0].isdigit() or steps[0] == "*"):
        yield steps[1:]
    elif suffix:
        yield from (steps[used:] for used in range(1, len(steps) + 1))


def asks(annotation: Any) -> tuple[str, ...]:
    """What a field may hold, in words: "a length of time", "true or false", "a list of texts"."""
    found: list[str] = []
    for mark, listed in _marks(annotation, listed=False):
        said = expected(mark)
        found.append(f"{said}, or several in a list" if listed else said)
    return tuple(dict.fromkeys(found))


def _marks(kind: Any, *, listed: bool) -> Iterator[tuple[Reads, bool]]:
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        marks = [one for one in parts[1:] if isinstance(one, (Reads, Or))]
        if marks and isinstance(marks[0], Reads):
            yield marks[0], listed
            return
        yield from _marks(parts[0], listed=listed)
    elif origin is tuple:
        yield from _marks(parts[0], listed=True)
    elif origin is dict:
        yield from _marks(parts[1], listed=listed)
    elif origin is not Literal:
        for part in parts:
            yield from _marks(part, listed=listed)


def expected(mark: Reads) -> str:
    """What a reader says that it expects, taken from its own refusal."""
    try:
        if mark.currency:
            mark.function([], SimpleNamespace(context=None))
        else:
            mark.function([])
    except PydanticCustomError as error:
        return error.message().split("; expected ", 1)[-1].split("; ", 1)[0]
    raise AssertionError(f"{mark} reads a list")


def _words(kind: Any) -> list[str]:
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _words(parts[0])
    if origin is tuple:
        return _words(parts[0])
    if origin is dict:
        return _words(parts[1])
    return words_of(kind)
