"""Writes what is made from our own files beforehand: `prepared.txt`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from typing import TYPE_CHECKING, Any

from contract_kit.library import claims, packs
from contract_kit.library.clauses import read_clause
from contract_kit.library.prepared import NAME
from contract_kit.library.texts import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def write(packs_folder: Path, clauses_folder: Path) -> None:
    """Writes both files."""
    for folder, text in (
        (packs_folder, pack_lines(packs_folder)),
        (clauses_folder, clause_lines(clauses_folder)),
    ):
        (folder / NAME).write_text(text, encoding="utf-8")


def pack_phrases(folder: Path) -> Iterator[Phrase]:
    """Every phrase of the packs in `folder`."""
    for pack in packs.load_packs(folder):
        yield from _phrases(pack)
        yield from _phrases(pack.requirements)


def _phrases(value: object) -> Iterator[Phrase]:
    if isinstance(value, Phrase):
        yield value
    elif is_dataclass(value):
        yield from _phrases([getattr(value, one.name) for one in fields(value)])
    elif isinstance(value, Mapping):
        yield from _phrases([*value.values()])
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _phrases(one)


def pack_lines(folder: Path) -> str:
    """The lines for the packs in `folder`, which are all read anew."""
    found = []
    for head in sorted(folder.glob("*/pack.yaml")):
        own = packs.prepared(head)
        read = packs.read_head(head)
        found.append(own.line(head, {"about": read.about, "conditions": plain(read.conditions)}))
        for path in sorted(head.parent.glob("*.yaml")):
            if path != head:
                found.append(own.line(path, plain(packs.read_requirement(read, path))))
    return "\n".join(found) + "\n"


def clause_lines(folder: Path) -> str:
    """The lines for the clauses in `folder`: what each of them claims in full."""
    own = claims.prepared(folder)
    made = ((path, claims.of(read_clause(path))) for path in sorted(folder.rglob("*.md")))
    return "\n".join(own.line(path, one) for path, one in made) + "\n"


def plain(value: object) -> Any:
    """A value as JSON knows it, without fields that have their default."""
    if is_dataclass(value):
        return {
            one.name: plain(getattr(value, one.name))
            for one in fields(value)
            if getattr(value, one.name) != _default(one)
        }
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    return [plain(one) for one in value] if isinstance(value, list | tuple) else value


def _default(field: Any) -> object:
    return field.default if field.default_factory is MISSING else field.default_factory()
