"""Documents that are built alone, to attach to an agreement that exists: `clauses/documents`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from contract_kit.errors import LibraryError, UsageError
from contract_kit.library.conditions import condition
from contract_kit.library.yamlfile import load_mapping, read_text

FOLDER = "documents"
ATTACHED = "attached"
"""The folder, and the value of `schedule`, of clauses that only such documents print."""


class Attached(BaseModel):
    """A document that is attached to an agreement: what it takes of the whole contract.

    It prints the clauses of `frame` first, then those of the whole contract that belong to
    `schedules` or are named under `clauses`, in their own schedules.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$", description="Name for `build --only`.")
    title: str = Field(min_length=1, description="Title; a defined term of the document.")
    about: str = Field(min_length=1, description="What it holds, in a sentence.")
    subject: str = Field(min_length=1, description="On which it prevails over the agreement.")
    when: str = Field("always", description="Condition on the spec under which it can be built.")
    lacks: str = Field(min_length=1, description="What a spec lacks for which it cannot.")
    schedules: tuple[Annotated[str, BeforeValidator(str)], ...] = Field(
        (), description="Schedules of the library that it takes whole."
    )
    clauses: tuple[str, ...] = Field((), description="Further clauses, by id.")
    apart: tuple[str, ...] = Field(
        (), description="Clauses, by id, that it prints where the contract leaves them to it."
    )
    frame: tuple[str, ...] = Field(description="Clauses of its own, from parties to signature.")

    def takes(self, clause: str, schedule: str) -> bool:
        """Whether it prints a clause of the whole contract."""
        return schedule in self.schedules or clause in self.clauses


def read_documents(folders: Iterable[Path]) -> dict[str, Attached]:
    """The documents by id; those of a later folder replace those of an earlier one.

    Raises `LibraryError` with the file that is wrong.
    """
    found = {}
    for folder in folders:
        for path in sorted((folder / FOLDER).glob("*.yaml")):
            one = _read(path)
            found[one.id] = one
    return found


def _read(path: Path) -> Attached:
    try:
        one = Attached.model_validate(load_mapping(read_text(path), str(path)))
        condition(one.when)
    except (ValidationError, LibraryError) as error:
        raise LibraryError(f"{path}:1: {error}") from None
    if one.id != path.stem:
        raise LibraryError(f"{path}:1: the file is called {path.stem}, its document {one.id}")
    return one


def named(documents: Mapping[str, Attached], name: str) -> Attached:
    """The document called `name`; raises `UsageError` that lists those there are."""
    if name not in documents:
        known = ", ".join(sorted(documents))
        raise UsageError(f"there is no document '{name}'; choose from {known}")
    return documents[name]
