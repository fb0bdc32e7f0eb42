"""One-line forms of whole sections, written out in the tree before it is read.

`pilot: 2 months` is a pilot of that length from the start of the transition (or the effective
date), with every process and every metric; `reply` in `communication` is `reply_within`. What is
written out stands where the line stands, so mistakes and provenance name that line.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from contract_kit.spec.tree import Node

if TYPE_CHECKING:
    from contract_kit.spec.tree import Source


def expand(source: Source) -> None:
    """Write out the one-line forms that the spec uses."""
    root = source.root.value
    if not isinstance(root, dict):
        return
    pilot = root.get("pilot")
    if pilot is not None and isinstance(pilot.value, str) and pilot.value.strip():
        root["pilot"] = replace(pilot, value=_pilot(source, pilot), size=20, height=2)
    talk = _at(source, "governance", "communication")
    if talk is not None and isinstance(talk.value, dict) and "reply_within" not in talk.value:
        names = {"reply": "reply_within"}
        talk.value = {names.get(key, key): node for key, node in talk.value.items()}


def _pilot(source: Source, line: Node) -> dict[str, Node]:
    """The keys of a pilot of which only the length is given."""
    start = _at(source, "transition", "start") or _at(source, "contract", "effective_date")
    made = {"start": start} if start is not None else {}
    made["length"] = line
    for key, path in (
        ("scope", ("scope", "processes")),
        ("metrics", ("service_levels", "metrics")),
    ):
        named = _at(source, *path)
        if named is not None and isinstance(named.value, dict):
            made[key] = replace(line, value=[replace(line, value=one) for one in named.value])
    return made


def _at(source: Source, *path: str) -> Node | None:
    node, done = source.walk(path)
    return node if done == len(path) else None
