"""Walking models and their types along a path of keys."""

from __future__ import annotations

import keyword
from collections.abc import Iterator, Sequence
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from contract_kit.digits import whole

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo


def step(value: Any, path: list[str]) -> tuple[Any, list[str]]:
    """Go one step down in values; return the value (or `None`) and the steps left."""
    if isinstance(value, BaseModel):
        name = f"{path[0]}_" if keyword.iskeyword(path[0]) else path[0]
        known = name in type(value).model_fields
        return (getattr(value, name) if known else None), path[1:]
    if isinstance(value, tuple):
        index = whole(path[0], most=len(value) - 1)
        return (None if index is None else value[index]), path[1:]
    if isinstance(value, dict):
        for used in range(1, len(path) + 1):
            key = ".".join(path[:used])
            if key in value:
                return value[key], path[used:]
    return None, []


def parts(value: object) -> Iterator[tuple[str, object]]:
    """Go through what a model, a map or a list holds, with its keys."""
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        for name in sorted(value.model_fields_set, key=list(fields).index):
            yield key_of(name, fields[name]), getattr(value, name)
    elif isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, tuple):
        yield from ((str(index), part) for index, part in enumerate(value))


def key_of(name: str, info: FieldInfo) -> str:
    """Return the YAML key of a field."""
    return info.alias or name


def fields_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return the fields of a model by YAML key."""
    return {key_of(name, info): info for name, info in model.model_fields.items()}


def members(annotation: Any) -> list[Any]:
    """Return the members of a union without None, or the type itself."""
    annotation = bare(annotation)
    if get_origin(annotation) in (Union, UnionType):
        return [
            inner
            for member in get_args(annotation)
            if member is not type(None)
            for inner in members(member)
        ]
    return [annotation]


def bare(annotation: Any) -> Any:
    """Return a type without its annotations."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return annotation


def below(annotation: Any, key: str | int) -> Any:
    """Return the type one step down, `None` if there is none."""
    for member in members(annotation):
        origin = get_origin(member)
        if isinstance(member, type) and issubclass(member, BaseModel):
            info = fields_of(member).get(str(key))
            return info.annotation if info else None
        if origin is tuple:
            return get_args(member)[0]
        if origin is dict:
            return get_args(member)[1]
    return None


def model_at(root: type[BaseModel], path: Sequence[str | int]) -> type[BaseModel] | None:
    """Return the model that reads the map at a path."""
    annotation: Any = root
    for key in path:
        annotation = below(annotation, key)
        if annotation is None:
            return None
    for member in members(annotation):
        if isinstance(member, type) and issubclass(member, BaseModel):
            return member
    return None


def words_of(annotation: Any) -> list[str]:
    """Return the words a type allows."""
    return [
        str(word)
        for member in members(annotation)
        if get_origin(member) is Literal
        for word in get_args(member)
    ]
