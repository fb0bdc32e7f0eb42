"""The folders that ship with the program: clauses, packs, schemas, fonts, templates."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def bundled(name: str) -> Path:
    """The shipped folder `name`: inside the wheel, else beside the package in a checkout."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name


def ships(path: Path | str, name: str) -> bool:
    """Whether a file is one of the shipped folder `name`: our tests check those."""
    return Path(path).is_relative_to(bundled(name))
