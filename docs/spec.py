"""Writes `docs/spec.md`, the reference of the spec language, from the contract schema."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from contract_kit.cli.schemas import text
from contract_kit.library.uses import uses, where

HEAD = """# Writing a spec

Generated from the models by `nox -s docs`; `contract-kit schema contract` prints the same as JSON schema for editors. A spec is one YAML file;
ids are map keys in snake_case. Start from `examples/minimal.yaml`, run `contract-kit validate`, and mend what it names.

**Quantities** are plain English: `12 percent of monthly_charges`, `20 seconds`, `4 business_hours`, `30 days`, `2500` (in the contract's
currency), `1000 USD`, `400 per month`, `50/50`, `{greater_of: [5000, 80 percent of expected_monthly]}`. Percentages may refer to monthly_charges,
annual_charges, affected_charge, invoice_before_credits, transition_charge, remaining_charges. Nothing needs quotes: `NO` is Norway, `01234567` a text.

**Figures that clauses supply.** Where a spec is silent the library puts in a time, a percentage or a number of its own: 10 Business Days to correct a Deliverable, 24
hours to withdraw access. Each stands in square brackets and in the list of assumptions of a draft, with the key that sets it, until the spec gives it or the
parties have agreed on all of them with `contract.library_figures: agreed`, or somebody accepts it by its id under `confirm:` (`docs/copies.md`). A figure that a field of the spec gives is set there (`term.cause.cure: 20 days`),
every other one by its clause, and `contract-kit explain svc.acceptance` lists the figures of a clause:

    clauses:
      svc.acceptance: {figures: {correction: 5 business_days}}

A figure that the wording in use does not print, or of another kind than the library's, is refused (V85). Other things that are open, such as a missing
address, stand in brackets with their name and are closed only by giving them.

**Where a field works.** A field with "Works with …" works in these contexts only; elsewhere it is refused with a message that says the same. "any" is every word of
the choice; where two choices are named, both must fit. `contract-kit explain pricing.fx.band` tells it of one field, with the clause that prints it.

"""


def rows(
    schema: dict[str, Any], node: dict[str, Any], path: str, seen: tuple[str, ...]
) -> list[str]:
    """A line for each field below `node`."""
    lines: list[str] = []
    for name, field in resolved(schema, node)[0].get("properties", {}).items():
        here = f"{path}.{name}" if path else name
        target, ref = resolved(schema, field)
        text = field.get("description") or target.get("description", "")
        examples = field.get("examples") or target.get("examples") or []
        example = (
            f" Example: `{examples[0]}`" if examples and not isinstance(examples[0], dict) else ""
        )
        choices = next(
            (one["enum"] for one in (target, *target.get("anyOf", ())) if "enum" in one), ()
        )
        if choices and len(choices) < 30:
            text = f"{text} One of {', '.join(map(str, choices))}."
        needed = " **required**" if name in resolved(schema, node)[0].get("required", ()) else ""
        works = where(uses().get(here, ()))
        used = f" Works with {works}." if works else ""
        lines.append(f"- `{here}`{needed} {text}{example}{used}".rstrip())
        for inner, suffix in inside(schema, target):
            below, inner_ref = resolved(schema, inner)
            key = inner_ref or ref or here
            if key not in seen:
                lines += rows(schema, below, f"{here}{suffix}", (*seen, key))
    return lines


def inside(schema: dict[str, Any], node: dict[str, Any]) -> list[tuple[dict[str, Any], str]]:
    """The objects inside a field: itself, the members of its list or map, its alternatives."""
    found: list[tuple[dict[str, Any], str]] = []
    for one in [node, *node.get("anyOf", ())]:
        target, _ = resolved(schema, one)
        if target.get("properties"):
            found.append((target, ""))
        if isinstance(target.get("items"), dict):
            found.append((target["items"], "[]"))
        if isinstance(target.get("additionalProperties"), dict):
            found.append((target["additionalProperties"], ".<id>"))
    return found


def resolved(schema: dict[str, Any], node: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """What a `$ref` points to, and its name."""
    ref = str(node.get("$ref", ""))
    name = ref.rpartition("/")[2]
    return (schema["$defs"][name], name) if ref else (node, "")


def page() -> str:
    """The whole page."""
    schema = json.loads(text("contract"))
    top = resolved(schema, schema)[0]["properties"]
    parts = [HEAD]
    for name, field in top.items():
        about = field.get("description") or resolved(schema, field)[0].get("description", "")
        lines = rows(schema, {"properties": {name: field}}, "", ())
        parts.append(
            "\n\n".join(filter(None, (f"## {name}", about, "\n".join(lines[1:])))) + "\n\n"
        )
    return "".join(parts).rstrip() + "\n"


if __name__ == "__main__":
    Path(__file__).with_name("spec.md").write_text(page(), encoding="utf-8")
    sys.stdout.write("docs/spec.md written\n")
