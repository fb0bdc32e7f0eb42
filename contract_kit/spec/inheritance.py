"""`extends:`: house positions from other files, where a spec is silent.

Maps are merged key by key; anything else the spec itself says stands. Files must lie in the
repository folder: the nearest one above the spec with a `.git` or a `contract-kit.toml`, else the
spec's own folder.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from contract_kit.errors import SpecError
from contract_kit.findings import Finding, Severity
from contract_kit.spec.tree import MAX_BYTES, Node, Source
from contract_kit.spec.vocabulary.scalars import shown
from contract_kit.spec.yamltext import read_tree

if TYPE_CHECKING:
    from contract_kit.findings import Location

_MARKS = (".git", "contract-kit.toml")
_DEEPEST = 8
_MOST = 32


def inherit(source: Source, path: Path | None, *, root: Path | None = None) -> list[Finding]:
    """Merge what a spec extends into its tree; return the mistakes found on the way."""
    if path is not None:
        home = (root or _repository(path)).resolve()
        return _Inheriting(home).extend(source, path, (path.resolve(),))
    if _named(source):
        text = "a spec without a file of its own extends another; expected a file; save it first."
        return [_error(text, source.location(["extends"]))]
    return []


def _repository(path: Path) -> Path:
    folder = path.resolve().parent
    for above in (folder, *folder.parents):
        if any((above / mark).exists() for mark in _MARKS):
            return above
    return folder


def _error(text: str, location: Location) -> Finding:
    return Finding("field", Severity.ERROR, text, location)


def _named(source: Source) -> list[Node]:
    """Return the names of the files a spec extends."""
    if not isinstance(source.root.value, dict):
        return []
    node = source.root.value.get("extends")
    found = (
        [node] if node and isinstance(node.value, str) else list(node.children()) if node else []
    )
    return [one for one in found if isinstance(one.value, str) and one.value]


class _Inheriting:
    """Merges files, each confined to one folder, without cycles."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.read = 0

    def extend(self, source: Source, path: Path, chain: tuple[Path, ...]) -> list[Finding]:
        """Merge the files that one file names, the first one wins."""
        findings: list[Finding] = []
        for node in _named(source):
            place = source.location(["extends"])
            name = str(node.value)
            try:
                target = (path.parent / name).resolve()
                refusal = self._refusal(name, target, chain)
            except (OSError, ValueError, RuntimeError):
                refusal = f"{shown(name)} can be no file; expected a file's name; correct it."
            if refusal:
                findings.append(_error(refusal, place))
                continue
            self.read += 1
            findings += self._merge(source, path.parent / name, (*chain, target))
        return findings

    def _refusal(self, name: str, target: Path, chain: tuple[Path, ...]) -> str:
        if self.read >= _MOST:
            return f"more than {_MOST} files are extended; expected fewer; join some."
        if Path(name).is_absolute() or not target.is_relative_to(self.home):
            return f"“{name}” lies outside the repository; expected a file in it; move it there."
        if target in chain:
            return f"“{name}” extends itself in the end; expected no circle; remove one extends."
        if len(chain) > _DEEPEST:
            return f"more than {_DEEPEST} files extend each other; expected fewer; join some."
        if not target.is_file():
            return f"there is no file “{name}”; expected one; correct the name."
        return ""

    def _merge(self, source: Source, path: Path, chain: tuple[Path, ...]) -> list[Finding]:
        file_name = os.path.normpath(path)
        try:
            with path.open("rb") as file:
                base, findings = read_tree(file.read(MAX_BYTES + 1), file_name)
        except SpecError as error:
            return list(error.findings)
        except OSError:
            text = (
                f"“{file_name}” cannot be opened; expected a file one may read; check its rights."
            )
            return [_error(text, source.location(["extends"]))]
        findings += self.extend(base, path, chain)
        _mark(base.root, file_name)
        if isinstance(base.root.value, dict):
            base.root.value.pop("extends", None)
            base.root.value.pop("contract_kit", None)
            source.bases.append(base.root)
            source.root = _filled(source.root, base.root)
        return findings


def _mark(node: Node, file: str) -> None:
    """Note the file on every node that has none yet."""
    node.file = node.file or file
    for child in node.children():
        _mark(child, file)


def _filled(node: Node, base: Node) -> Node:
    """Return a map with what it lacks and the base has; nodes are shared by aliases, so copy."""
    own, other = node.value, base.value
    if not isinstance(own, dict) or not isinstance(other, dict):
        return node
    merged = {
        key: _filled(below, other[key]) if key in other else below for key, below in own.items()
    }
    return replace(node, value=merged | {key: other[key] for key in other if key not in own})
