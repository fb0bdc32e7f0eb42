"""The JSON Schemas of the files lawyers write: clauses' front matter and requirements."""

from __future__ import annotations

from typing import Any, get_args

from pydantic import TypeAdapter

from contract_kit.library.clauses import FrontMatter
from contract_kit.library.requirements import Outcome, Requirement

Schema = dict[str, Any]
_PHRASE: Schema = {
    "description": "Words in the phrase language, or one label and its words.",
    "anyOf": [
        {"type": "string", "minLength": 1},
        {
            "type": "object",
            "additionalProperties": {"type": "string", "minLength": 1},
            "minProperties": 1,
            "maxProperties": 1,
        },
    ],
}


def clause() -> Schema:
    """Return the schema of a clause's front matter."""
    schema = FrontMatter.model_json_schema(by_alias=True)
    fields = schema["properties"]
    claims = fields["satisfies"]["additionalProperties"]
    claims["items"] = {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/Claim"}]}
    said = {key: fields["schedule"][key] for key in ("description", "examples")}
    fields["schedule"] = {**said, "enum": ["main", "attached", *range(1, 14)]}
    return {**schema, "title": "Front matter of a clause"}


def requirement() -> Schema:
    """Return the schema of a requirement's file: phrases as they are written there."""
    schema = TypeAdapter(Requirement).json_schema()
    fields, kinds = schema["properties"], schema["$defs"]
    kinds["Phrase"] = _PHRASE
    del fields["pack"], kinds["Example"]
    texts = {"type": "array", "items": {"type": "string"}}
    fields["examples"] = {
        **{key: fields["examples"][key] for key in ("description", "examples")},
        "type": "object",
        "properties": dict.fromkeys(get_args(Outcome), texts),
        "additionalProperties": False,
    }
    fields["scope"] = {
        **{key: fields["scope"][key] for key in ("description", "examples")},
        "type": "string",
    }
    return {**schema, "title": "Requirement of a pack"}
