"""Models that lack nothing: copies of the vocabulary in which every field may be absent.

They hold what is left of a spec with mistakes, so that the rules can judge the rest. They are made
only when a spec has a mistake.
"""

from __future__ import annotations

from functools import cache
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import Field, create_model

from contract_kit.spec.vocabulary.base import Model

M = TypeVar("M", bound=Model)


@cache
def draft(model: type[M]) -> type[M]:
    """Make a model whose fields may all be absent; its instances are instances of `model`."""
    fields: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        kind = _loosen(info.annotation)
        if info.metadata:
            kind = Annotated[(kind, *info.metadata)]
        default = None if info.is_required() else info.get_default(call_default_factory=True)
        fields[name] = (kind, Field(default=default, alias=info.alias))
    return create_model(model.__name__, __base__=model, __module__=model.__module__, **fields)


def _loosen(kind: Any) -> Any:
    """Replace the models in a type by their drafts."""
    if isinstance(kind, type) and issubclass(kind, Model):
        return draft(kind)
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return Annotated[(_loosen(parts[0]), *parts[1:])]
    if origin in (Union, UnionType):
        return Union[tuple(_loosen(part) for part in parts)]  # noqa: UP007 - made at run time
    if origin is tuple:
        return tuple[tuple(part if part is ... else _loosen(part) for part in parts)]  # type: ignore[misc]
    if origin is dict:
        return dict[parts[0], _loosen(parts[1])]  # type: ignore[valid-type,misc]
    return kind
