"""The JSON Schema of a spec, for editors: generated from the vocabulary.

YAML types numbers, booleans and dates before a schema sees them, so each field takes both the
typed form and its text. Descriptions and examples come from the notes below the fields.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated, Any, Literal, get_args, get_origin

from annotated_types import MinLen
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from ruamel.yaml import YAML

from contract_kit.digits import whole
from contract_kit.spec.contract import Contract
from contract_kit.spec.vocabulary.markers import Listed, Or, Reads, main_type
from contract_kit.spec.vocabulary.notes import note
from contract_kit.spec.vocabulary.shape import fields_of, members

Schema = dict[str, Any]
_TEXT: Schema = {"type": ["string", "number", "boolean"], "pattern": r"\S"}


def schema() -> Schema:
    """Return the schema of a contract."""
    definitions: dict[str, Schema] = {}
    root = _model(Contract, definitions)
    return {
        "title": "Contract",
        "description": "A contract_kit spec: what the parties agreed.",
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


def _model(model: type[BaseModel], definitions: dict[str, Schema]) -> Schema:
    fields = fields_of(model)
    required = [key for key, info in fields.items() if info.is_required()]
    made: Schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": {key: _field(model, key, info, definitions) for key, info in fields.items()},
    }
    if required:
        made["required"] = required
    short = getattr(model, "short_form", None)
    return {"anyOf": [made, short]} if short else made


def _field(
    model: type[BaseModel], key: str, info: FieldInfo, definitions: dict[str, Schema]
) -> Schema:
    said = note(model, key)
    made = _kind(info.annotation, tuple(info.metadata), definitions)
    example = _typed(said.example) if said.example else _example(info.annotation)
    return {"description": said.text, **made, "examples": [example]}


def _kind(kind: Any, metadata: tuple[Any, ...], definitions: dict[str, Schema]) -> Schema:
    if get_origin(kind) is Annotated:
        kind, *more = get_args(kind)
        return _kind(kind, (*more, *metadata), definitions)
    for mark in metadata:
        if isinstance(mark, Reads):
            return _scalar(mark)
        if isinstance(mark, Or):
            words = {"enum": list(mark.words)} if mark.words else _TEXT
            return {"anyOf": [words, _kind(main_type(kind), (), definitions)]}
    return _plain(kind, metadata, definitions)


def _plain(kind: Any, metadata: tuple[Any, ...], definitions: dict[str, Schema]) -> Schema:
    least = next((mark.min_length for mark in metadata if isinstance(mark, MinLen)), 0)
    origin, parts = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _reference(kind, definitions)
    if origin is Literal:
        return {"enum": _words(parts)}
    if origin is tuple:
        return _list(_kind(parts[0], (), definitions), least, Listed() in metadata)
    if origin is dict:
        return _map(parts[0], _kind(parts[1], (), definitions), least)
    return _kind(main_type(kind), metadata, definitions)


def _reference(model: type[BaseModel], definitions: dict[str, Schema]) -> Schema:
    name = model.__name__
    if name not in definitions:
        definitions[name] = {}
        said = " ".join((model.__doc__ or "").split())
        definitions[name] = {"description": said, **_model(model, definitions)}
    return {"$ref": f"#/$defs/{name}"}


def _words(words: tuple[Any, ...]) -> list[Any]:
    """Return the words; those made of digits also as the numbers YAML makes of them."""
    return [*words, *(number for word in words if (number := whole(str(word))) is not None)]


def _list(item: Schema, least: int, single: bool) -> Schema:
    made: Schema = {"type": "array", "items": item}
    if least:
        made["minItems"] = least
    return {"anyOf": [item, made]} if single else made


def _map(key: Any, value: Schema, least: int) -> Schema:
    made: Schema = {"type": "object", "additionalProperties": value}
    if get_origin(key) is Literal:
        made["propertyNames"] = {"enum": _words(get_args(key))}
    if least:
        made["minProperties"] = least
    return made


def _scalar(mark: Reads) -> Schema:
    kinds = ["string"]
    kinds += [mark.number] if mark.number else []
    kinds += ["boolean"] if mark.truth else []
    made: Schema = {"type": kinds if len(kinds) > 1 else "string", "pattern": mark.pattern}
    if not mark.mapping:
        return made
    parts = {"type": "array", "items": made, "minItems": 2}
    greater = {"greater_of": parts, "lesser_of": parts}
    extremum = {
        "type": "object",
        "properties": greater,
        "additionalProperties": False,
        "minProperties": 1,
        "maxProperties": 1,
    }
    return {"anyOf": [made, extremum]}


def _typed(example: str) -> Any:
    """Return an example as YAML types it, dates as text."""
    return _undated(YAML(typ="safe", pure=True).load(example))


def _undated(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _undated(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_undated(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def _example(kind: Any) -> Any:
    """Make an example of a model from those of its fields."""
    for member in members(kind):
        if isinstance(member, type) and issubclass(member, BaseModel):
            return _model_example(member)
        if get_origin(member) is tuple:
            return [_example(get_args(member)[0])]
        if get_origin(member) is dict:
            return {"one": _example(get_args(member)[1])}
    return None


def _model_example(model: type[BaseModel]) -> Any:
    fields = fields_of(model)
    wanted = [key for key, info in fields.items() if info.is_required()] or list(fields)[:1]
    made = {}
    for key in wanted:
        said = note(model, key)
        made[key] = _typed(said.example) if said.example else _example(fields[key].annotation)
    return made


def text() -> str:
    """Return the schema as its file holds it."""
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps({**dialect, **schema()}, indent=2, ensure_ascii=False) + "\n"
