"""Our own packs with their phrases already turned into expressions, so that a scan starts sooner.

`packs/prepared.json` is written by `nox -s prepare`. An entry counts only while the files it was
made from are the same; for any other requirement the YAML is read, as for the packs of others.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contract_kit.resources import bundled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from contract_kit.library.packs import Pack

NAME = "prepared.json"
_MADE_BY = ("needles.py", "packs.py", "phrases.py")


def prepared(path: Path, head: Path) -> dict[str, Any] | None:
    """The requirement in the file `path` of the pack that `head` describes, if it is ready."""
    found = _entries().get(f"{path.parent.name}/{path.stem}")
    if found is None or found["made_from"] != made_from(path, head):
        return None
    requirement: dict[str, Any] = found["requirement"]
    return requirement


def made_from(path: Path, head: Path) -> str:
    """A hash of all that a prepared requirement depends on."""
    digest = hashlib.sha256(_program())
    for one in (head, path):
        digest.update(hashlib.sha256(one.read_bytes()).digest())
    return digest.hexdigest()[:32]


@cache
def _program() -> bytes:
    folder = Path(__file__).parent
    return b"".join(hashlib.sha256((folder / name).read_bytes()).digest() for name in _MADE_BY)


@cache
def _entries() -> Mapping[str, Any]:
    try:
        entries: Mapping[str, Any] = json.loads((bundled("packs") / NAME).read_bytes())
    except (OSError, ValueError):
        return {}
    return entries


def text(packs: Iterable[Pack]) -> str:
    """What the file holds for these packs, a line for each requirement."""
    folder = bundled("packs")
    lines = []
    for pack in packs:
        head = folder / pack.id / "pack.yaml"
        for one in sorted(pack.requirements, key=lambda one: one.id):
            entry = {
                "made_from": made_from(folder / pack.id / f"{one.id}.yaml", head),
                "requirement": one.model_dump(mode="json", exclude_defaults=True),
            }
            name = json.dumps(f"{pack.id}/{one.id}")
            lines.append(f"{name}: {json.dumps(entry, ensure_ascii=False)}")
    body = ",\n".join(lines)
    return f"{{\n{body}\n}}\n"
