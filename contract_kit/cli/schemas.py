"""The JSON schemas for editors and other programs; `nox -s schemas` writes them."""

from __future__ import annotations

import importlib
import json

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCHEMAS = {
    "contract": ("contract_kit.spec.schema", "schema"),
    "clause": ("contract_kit.library.schema", "clause"),
    "requirement": ("contract_kit.library.schema", "requirement"),
    "config": ("contract_kit.repository.config", "schema"),
    "report": ("contract_kit.report.schema", "schema"),
}
"""Schema name → the module and the function that makes it from the models."""


def text(name: str) -> str:
    """The schema called `name`, as it is written to its file."""
    module, function = SCHEMAS[name]
    made = getattr(importlib.import_module(module), function)()
    return json.dumps({"$schema": DIALECT, **made}, indent=2, ensure_ascii=False) + "\n"
