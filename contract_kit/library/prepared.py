"""What was made from our own files beforehand, so that a command need not read them as YAML.

`packs/prepared.txt` and `clauses/prepared.txt` are written by `nox -s prepare`: a line for each
file, with its name, a hash of what the line was made from, and JSON. A line counts only while
nothing it was made from has changed; else the file itself is read, as those of others are.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "prepared.txt"
_HASH = 32


class Prepared:
    """The lines of a folder of ours; `made_by` are the modules of this room that made them.

    `shared` is a file that every line depends on besides its own.
    """

    def __init__(self, folder: Path, made_by: tuple[str, ...], shared: Path | None = None) -> None:
        self._folder = folder
        self._made_by = _program(made_by) + (_hash(shared) if shared else b"")

    def of(self, path: Path) -> Any:
        """What was made from the file `path`; `None` if nothing is ready."""
        made_from, _, made = _lines(self._folder).get(self.name(path), "").partition(" ")
        return json.loads(made) if made and made_from == self.made_from(path) else None

    def line(self, path: Path, made: object) -> str:
        """The line for a file and what was made from it."""
        text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
        return f"{self.name(path)} {self.made_from(path)} {text}"

    def name(self, path: Path) -> str:
        """What a file is called in these lines."""
        return path.relative_to(self._folder).with_suffix("").as_posix()

    def made_from(self, path: Path) -> str:
        """A hash of all that the line for a file depends on."""
        return hashlib.sha256(self._made_by + _hash(path)).hexdigest()[:_HASH]


def _hash(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()


@cache
def _program(names: tuple[str, ...]) -> bytes:
    return b"".join(_hash(Path(__file__).with_name(name)) for name in names)


@cache
def _lines(folder: Path) -> Mapping[str, str]:
    """The hash and JSON of each line, by name."""
    try:
        text = (folder / NAME).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return {}
    parts = (line.partition(" ") for line in text.splitlines())
    return {name: rest for name, _, rest in parts}
