"""The settings that hold for a command: those of the nearest `contract-kit.toml`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from contract_kit.repository import Project, find_project

if TYPE_CHECKING:
    from contract_kit.library import Library
    from contract_kit.library.claims import Claimed
    from contract_kit.library.packs import Pack
    from contract_kit.spec import Contract


def project_of(name: str = "-") -> Project:
    """The settings at the file `name`, or at the working folder for `-`."""
    return find_project(Path() if name == "-" else Path(name).parent)


def stance_of(project: Project, contract: Contract, given: str | None = None) -> str | None:
    """The stance to write in: as given, else the project's where the spec names none."""
    return given or (None if contract.given("contract.stance") else project.stance)


def clause_library(project: Project, *folders: Path) -> Library:
    """The built-in clauses with the project's, then those in `folders`, laid over them.

    Raises `LibraryError` where one of theirs names a path or a requirement that does not exist.
    """
    from contract_kit.library import load_library  # noqa: PLC0415 - when a command needs clauses

    layers = (*project.library, *folders)
    library = load_library(*layers)
    if layers:
        from contract_kit.assemble.paths import check  # noqa: PLC0415 - only for house files
        from contract_kit.library.names import (  # noqa: PLC0415 - as above
            check_requirements,
            requirement_ids,
        )

        check(library)
        check_requirements(library, requirement_ids(*project.packs))
    return library


def full_claims(project: Project) -> Claimed:
    """Which clauses and variants claim each requirement in full, those of the project among them.

    Raises `LibraryError` as `clause_library` does.
    """
    from contract_kit.library.claims import claimed  # noqa: PLC0415 - when a command needs them
    from contract_kit.resources import bundled  # noqa: PLC0415 - as above

    return clause_library(project).claimed if project.library else claimed(bundled("clauses"))


def requirement_packs(project: Project, *folders: Path) -> tuple[Pack, ...]:
    """The built-in packs with the project's, then those in `folders`, laid over them."""
    return _packs((*project.packs, *folders))


@cache
def _packs(folders: tuple[Path, ...]) -> tuple[Pack, ...]:
    from contract_kit.library.names import check_conditions  # noqa: PLC0415 - as below
    from contract_kit.library.packs import load_packs  # noqa: PLC0415 - when a command needs packs
    from contract_kit.resources import bundled  # noqa: PLC0415 - as above

    packs = load_packs(bundled("packs"), *folders)
    check_conditions(packs, *folders)
    return packs
