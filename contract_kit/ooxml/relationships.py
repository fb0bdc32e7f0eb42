"""What the parts of a package name each other by: parts are found so, never by their file names."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from contract_kit.errors import UnreadableError
from contract_kit.ooxml.wordml import R

if TYPE_CHECKING:
    from contract_kit.ooxml.package import Package

_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_KIND = f"{R}/"
_USUAL = {
    name: f"{name}.xml"
    for name in ("styles", "numbering", "settings", "footnotes", "endnotes")
} | {"theme": "theme/theme1.xml"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Relationship:
    """One part that another names: `part` is "" where there is none, or it lies outside.

    `kind` is the last word of its type ("styles", "header", "oleObject").
    """

    ident: str
    kind: str
    part: str = ""
    external: bool = False


def relationships(package: Package, part: str) -> tuple[Relationship, ...]:
    """What `part` names; without a relationships part, the parts of the usual names."""
    folder, name = posixpath.split(part)
    root = package.xml(package.named(posixpath.join(folder, "_rels", f"{name}.rels")))
    if root is None:
        usual = {kind: posixpath.join(folder, file) for kind, file in _USUAL.items()}
        return tuple(
            Relationship("", kind, package.named(file))
            for kind, file in usual.items()
            if package.named(file)
        )
    found = []
    for one in root.iterchildren(f"{_PACKAGE}Relationship"):
        external = one.get("TargetMode", "").lower() == "external"
        target = "" if external else package.named(_resolved(folder, one.get("Target", "")))
        kind = one.get("Type", "")
        short = kind.removeprefix(_KIND) if kind.startswith(_KIND) else kind
        found.append(Relationship(one.get("Id", ""), short, target, external))
    return tuple(found)


def main_part(package: Package) -> str:
    """The part that holds the document: the one that the package names as such."""
    if not package.named("_rels/.rels"):
        if usual := package.named("word/document.xml"):
            return usual
        raise UnreadableError("corrupt", "It is no Word document.")
    named = [one for one in relationships(package, "") if one.kind == "officeDocument"]
    parts = {one.part for one in named}
    if len(parts) > 1:
        raise UnreadableError("corrupt", "It names more than one main part.")
    if not named:
        raise UnreadableError("corrupt", "It names no main part.")
    if not named[0].part:
        raise UnreadableError("corrupt", "The main part it names is not in it.")
    return named[0].part


def _resolved(folder: str, target: str) -> str:
    """The name of a part from a target as it is written: from the root or from a folder."""
    path = unquote(target).replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")
