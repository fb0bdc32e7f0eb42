"""Validators of the vocabulary, built straight from its types.

Pydantic's own route from types to validators is general and slow; the vocabulary uses a handful of
forms, so its core schema is written here directly. The lenient validator lets every field be
absent: it holds what is left of a spec with mistakes, for the rules to judge.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

from annotated_types import MinLen
from pydantic import BaseModel
from pydantic_core import SchemaValidator, core_schema

from contract_kit.spec.vocabulary.markers import Listed, Or, Reads, main_type

Schema = core_schema.CoreSchema


@cache
def validator(model: type[BaseModel], *, lenient: bool = False) -> SchemaValidator:
    """Build the validator of a model."""
    return SchemaValidator(schema_of(model, lenient))


@cache
def schema_of(model: type[BaseModel], lenient: bool = False) -> Schema:
    """Write the core schema of a model."""
    fields = {}
    for name, info in model.model_fields.items():
        schema = _kind(info.annotation, tuple(info.metadata), lenient)
        if lenient or not info.is_required():
            default = None if info.is_required() else info.get_default(call_default_factory=True)
            schema = core_schema.with_default_schema(schema, default=default)
        fields[name] = core_schema.model_field(schema, validation_alias=info.alias)
    inner = core_schema.model_fields_schema(
        fields, model_name=model.__name__, extra_behavior="forbid"
    )
    schema = core_schema.model_schema(
        model,
        inner,
        frozen=True,
        post_init="model_post_init" if model.__private_attributes__ else None,
    )
    short = getattr(model, "read_short", None)
    if short is not None:
        return core_schema.no_info_before_validator_function(short, schema)
    return schema


def _kind(kind: Any, metadata: tuple[Any, ...], lenient: bool) -> Schema:
    """Write the core schema of a type with the marks beside it."""
    if get_origin(kind) is Annotated:
        kind, *more = get_args(kind)
        return _kind(kind, (*more, *metadata), lenient)
    for mark in metadata:
        if isinstance(mark, Reads):
            return mark.schema()
        if isinstance(mark, Or):
            return mark.schema(_kind(main_type(kind), (), lenient))
    return _plain_kind(kind, metadata, lenient)


def _plain_kind(kind: Any, metadata: tuple[Any, ...], lenient: bool) -> Schema:
    least = next((mark.min_length for mark in metadata if isinstance(mark, MinLen)), None)
    origin, parts = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return schema_of(kind, lenient)
    if origin is Literal:
        return core_schema.literal_schema(list(parts))
    if origin is tuple:
        item = _kind(parts[0], (), lenient)
        listed = core_schema.tuple_schema([item], variadic_item_index=0, min_length=least)
        return _listed(listed) if Listed() in metadata else listed
    if origin is dict:
        key, value = (_kind(part, (), lenient) for part in parts)
        return core_schema.dict_schema(key, value, min_length=least)
    return _kind(main_type(kind), metadata, lenient)


def _listed(inner: Schema) -> Schema:
    return core_schema.no_info_before_validator_function(_as_list, inner)


def _as_list(value: Any) -> Any:
    return value if isinstance(value, list) or value == "" else [value]
