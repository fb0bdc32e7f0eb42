"""The JSON schemas for editors and other programs; `nox -s schemas` writes them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def _contract() -> dict[str, Any]:
    from contract_kit.spec.schema import schema  # noqa: PLC0415 - pydantic only when asked

    return schema()


def _clause() -> dict[str, Any]:
    from contract_kit.library.clauses import FrontMatter  # noqa: PLC0415 - pydantic only when asked

    schema = FrontMatter.model_json_schema(by_alias=True)
    claim = schema["$defs"]["Claim"]
    for entry in schema["properties"]["satisfies"]["additionalProperties"], {"items": claim}:
        entry["items"] = {"anyOf": [{"type": "string"}, {"$ref": "#/$defs/Claim"}]}
    schema["properties"]["schedule"] = {
        "description": schema["properties"]["schedule"].get("description", ""),
        "enum": ["main", *range(1, 14)],
    }
    return {
        "title": "Front matter of a clause",
        **{k: v for k, v in schema.items() if k != "title"},
    }


def _report() -> dict[str, Any]:
    text = {"type": "string"}
    count = {"type": ["integer", "null"]}
    place = {"section": text, "page": count, "paragraph": count}
    quote = {**place, "quote": text}
    confidence = {"type": "number", "minimum": 0, "maximum": 1}
    requirement = _object(
        {
            "id": text,
            "pack": text,
            "applies": {"enum": ["yes", "no", "unknown"]},
            "applies_because": text,
            "status": {"enum": ["satisfied", "partial", "absent", "unclear"]},
            "confidence": confidence,
            "evidence": _list(_object(quote)),
            "closest": _list(_object({**quote, "why_not": text})),
            "values": _list(_object(dict.fromkeys(("parameter", "value", "unit", "quote"), text))),
        }
    )
    clause = _object(
        {
            "type": text,
            "status": {"enum": ["present", "unclear"]},
            "confidence": confidence,
            "evidence": _list(_object(quote)),
        }
    )
    finding = _object(
        {
            "id": text,
            "severity": {"enum": ["error", "warning", "info"]},
            "message": text,
            "location": _object(place, document_level={"const": True}),
            "fingerprint": text,
            "cure": _list(_object({"clause": text, "variant": text})),
        }
    )
    assessed = _object(
        {
            "path": text,
            "title": text,
            "pages": count,
            "requirements": _list(requirement),
            "clauses": _list(clause),
            "findings": _list(finding),
        }
    )
    refused = _object({"path": text, "not_assessed": _object({"cause": text, "message": text})})
    documents = _list({"anyOf": [assessed, refused]})
    return {
        "title": "Report of a scan",
        **_object({"version": {"const": 1}, "documents": documents}),
    }


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _object(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {**required, **optional},
        "required": list(required),
        "additionalProperties": False,
    }


SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {
    "contract": _contract,
    "clause": _clause,
    "report": _report,
}
"""Schema name → the function that makes it from the models."""


def text(name: str) -> str:
    """The schema called `name`, as it is written to its file."""
    schema = {"$schema": DIALECT, **SCHEMAS[name]()}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
