"""All clauses and definitions together: built-in ones, then those of house and project folders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from contract_kit.errors import LibraryError
from contract_kit.library import claims
from contract_kit.library.clauses import Clause, check_claims, overlay, read_clause
from contract_kit.library.documents import ATTACHED, Attached, read_documents
from contract_kit.library.parameters import Parameter
from contract_kit.library.yamlfile import load_mapping, read_text
from contract_kit.resources import bundled

DEFINITIONS = "definitions.yaml"


@dataclass(frozen=True, slots=True)
class DefinitionSource:
    """A defined term and the template of its meaning."""

    term: str
    source: str
    path: str
    line: int
    parameters: Mapping[str, Parameter]
    short: str | None = None
    """The meaning in the short form, where it is another; empty where the text explains itself."""


@dataclass(frozen=True)
class Library:
    """Clauses by id and definitions by term."""

    clauses: Mapping[str, Clause]
    definitions: Mapping[str, DefinitionSource]
    folders: tuple[Path, ...] = ()

    def claimants(self, requirement: str) -> list[tuple[str, str]]:
        """Clause and variant of every full claim of `requirement`, in library order."""
        return self.claimed.get(requirement, [])

    @cached_property
    def short_definitions(self) -> Mapping[str, DefinitionSource]:
        """The definitions of the short form: short meanings, none where the text itself says it."""
        shortened = {
            term: one if one.short is None else replace(one, source=one.short)
            for term, one in self.definitions.items()
        }
        return {term: one for term, one in shortened.items() if one.source}

    @cached_property
    def claimed(self) -> claims.Claimed:
        """Every requirement that some wording claims in full, with clause and variant."""
        return claims.collected(map(claims.of, self.clauses.values()))

    @cached_property
    def documents(self) -> Mapping[str, Attached]:
        """The documents that can be built alone, by id."""
        return read_documents(self.folders)

    @cached_property
    def attached_definitions(self) -> Mapping[str, DefinitionSource]:
        """Meanings that a document built alone has in place of the contract's."""
        found: dict[str, DefinitionSource] = {}
        for folder in self.folders:
            found.update(_read_definitions(folder / ATTACHED / DEFINITIONS))
        return found


def load_library(*folders: Path) -> Library:
    """The built-in library with the given folders laid over it, each over the one before.

    Raises `LibraryError` with file and line for a file that is wrong, and with both files where
    one folder holds an id twice.
    """
    clauses: dict[str, Clause] = {}
    definitions: dict[str, DefinitionSource] = {}
    every = (bundled("clauses"), *folders)
    for folder in every:
        if not folder.is_dir():
            raise LibraryError(f"{folder}: there is no such clause folder")
        for clause in _read_layer(folder, clauses).values():
            below = clauses.get(clause.id)
            merged = overlay(below, clause) if below else clause
            check_claims(merged)
            clauses[clause.id] = merged
        definitions.update(_read_definitions(folder / DEFINITIONS))
    ordered = sorted(clauses.values(), key=lambda clause: clause.place)
    return Library({clause.id: clause for clause in ordered}, definitions, every)


def _read_layer(folder: Path, lower: Mapping[str, Clause]) -> dict[str, Clause]:
    layer: dict[str, Clause] = {}
    for path in sorted(folder.rglob("*.md")):
        clause = read_clause(path, lower.get(path.stem))
        if clause.id in layer:
            raise LibraryError(
                f"{path}:2: clause {clause.id} also stands in {layer[clause.id].path}"
            )
        layer[clause.id] = clause
    return layer


def _read_definitions(path: Path) -> dict[str, DefinitionSource]:
    if not path.is_file():
        return {}
    text = read_text(path)
    lines = {
        line.split(":", 1)[0].strip("'\" "): number
        for number, line in enumerate(text.splitlines(), start=1)
        if line[:1] not in {" ", "#", ""}
    }
    return {
        term: _definition(term, meaning, path, lines.get(term, 1))
        for term, meaning in load_mapping(text, str(path)).items()
    }


def _definition(term: str, meaning: object, path: Path, line: int) -> DefinitionSource:
    """A meaning is a text, or a mapping of `meaning`, `short` and the `parameters` it prints."""
    if isinstance(meaning, str):
        return DefinitionSource(term, meaning, str(path), line, {})
    if (
        not isinstance(meaning, dict)
        or set(meaning) - {"meaning", "parameters", "short"}
        or "meaning" not in meaning
    ):
        raise LibraryError(
            f"{path}:{line}: {term}: write a text, or `meaning:`, `short:` and `parameters:`"
        )
    try:
        parameters = {
            name: Parameter.model_validate(one)
            for name, one in (meaning.get("parameters") or {}).items()
        }
    except (ValidationError, AttributeError) as error:
        raise LibraryError(f"{path}:{line}: {term}: parameters: {error}") from None
    short = str(meaning["short"]) if "short" in meaning else None
    return DefinitionSource(term, str(meaning["meaning"]), str(path), line, parameters, short)
