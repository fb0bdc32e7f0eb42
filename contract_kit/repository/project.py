"""The folder a contract lives in, with the settings of its `contract-kit.toml`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from contract_kit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

FILE = "contract-kit.toml"


@dataclass(frozen=True, slots=True)
class Project:
    """Settings with their paths resolved; empty where there is no `contract-kit.toml`."""

    library: tuple[Path, ...] = ()
    packs: tuple[Path, ...] = ()
    template: Path | None = None
    stance: str | None = None
    fail_on: str = "error"
    time_limit: int | None = None
    memory_limit: int | None = None


def find_project(start: Path) -> Project:
    """The settings of the nearest `contract-kit.toml` at `start` or above it.

    The search ends at the folder that holds `.git`. Raises `UsageError` for a wrong file.
    """
    folder = start.resolve()
    for above in (folder, *folder.parents):
        if (above / FILE).is_file():
            return _project(above)
        if (above / ".git").exists():
            break
    return Project()


def _project(folder: Path) -> Project:
    from contract_kit.repository.config import read_config  # noqa: PLC0415 - pydantic only if found

    config = read_config(folder / FILE)
    return Project(
        _inside(folder, config.library),
        _inside(folder, config.packs),
        next(iter(_inside(folder, [config.template] if config.template else [])), None),
        config.stance,
        config.fail_on or "error",
        config.time_limit,
        config.memory_limit,
    )


def _inside(folder: Path, names: Iterable[str]) -> tuple[Path, ...]:
    """The paths called `names`, which must exist and lie in `folder`."""
    found = tuple((folder / name).resolve() for name in names)
    for name, path in zip(names, found, strict=True):
        if Path(name).is_absolute() or not path.is_relative_to(folder):
            raise UsageError(f"{folder / FILE}: “{name}” lies outside its folder; move it there")
        if not path.exists():
            raise UsageError(f"{folder / FILE}: there is no “{name}”")
    return found
