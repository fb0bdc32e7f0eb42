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


class Prepared:
    """What is ready of the pack that the file `head` describes."""

    def __init__(self, head: Path) -> None:
        self._made_by = _program() + _hash(head)

    def of(self, path: Path) -> dict[str, Any] | None:
        """The requirement in the file `path`, if it is ready."""
        found = _entries().get(f"{path.parent.name}/{path.stem}")
        if found is None or found["made_from"] != self.made_from(path):
            return None
        requirement: dict[str, Any] = found["requirement"]
        return requirement

    def made_from(self, path: Path) -> str:
        """A hash of all that a prepared requirement depends on."""
        return hashlib.sha256(self._made_by + _hash(path)).hexdigest()[:32]


def _hash(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()


@cache
def _program() -> bytes:
    folder = Path(__file__).parent
    return b"".join(_hash(folder / name) for name in _MADE_BY)


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
        ready = Prepared(folder / pack.id / "pack.yaml")
        for one in sorted(pack.requirements, key=lambda one: one.id):
            entry = {
                "made_from": ready.made_from(folder / pack.id / f"{one.id}.yaml"),
                "requirement": one.model_dump(mode="json", exclude_defaults=True),
            }
            name = json.dumps(f"{pack.id}/{one.id}")
            lines.append(f"{name}: {json.dumps(entry, ensure_ascii=False)}")
    body = ",\n".join(lines)
    return f"{{\n{body}\n}}\n"
