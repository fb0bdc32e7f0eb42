"""Names that files of a house may misspell: conditions of requirements, requirements of claims."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from contract_kit.errors import LibraryError
from contract_kit.resources import bundled, ships

if TYPE_CHECKING:
    from contract_kit.library.clauses import Clause
    from contract_kit.library.packs import Pack
    from contract_kit.library.shelf import Library

ALWAYS = "always"


def meant(name: str, known: Collection[str]) -> str:
    """The end of a message about an unknown name: what is near it, if anything."""
    from difflib import get_close_matches  # noqa: PLC0415 - only for mistakes

    near = get_close_matches(name, sorted(known), 3, 0.6)
    listed = " or ".join(f"'{one}'" for one in near)
    return f"; did you mean {listed}?" if near else ""


def located(path: Path | str, text: str, message: str, after: int = 1) -> str:
    """A message at the first line, from `after` on, that holds a text as a word of its own."""
    word = re.compile(rf"(?<![\w.-]){re.escape(text)}(?![\w.-])")
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    numbered = enumerate(lines[after - 1 :], after)
    line = next((number for number, one in numbered if word.search(one)), after)
    return f"{path}:{line}: {message}"


def requirement_ids(*folders: Path) -> frozenset[str]:
    """The ids of the requirements in pack folders: the names of their files."""
    files = (path for folder in (bundled("packs"), *folders) for path in folder.glob("*/*.yaml"))
    return frozenset(path.stem for path in files) - {"pack"}


def check_requirements(library: Library, known: Collection[str]) -> None:
    """Refuse clauses that are not ours and claim a requirement that no pack has."""
    theirs = [one for one in library.clauses.values() if not ships(one.path, "clauses")]
    if wrong := [line for one in theirs for line in _unknown_claims(one, known)]:
        raise LibraryError("\n".join(wrong))


def _unknown_claims(one: Clause, known: Collection[str]) -> Iterator[str]:
    claimed = (claim.requirement for claims in one.front.satisfies.values() for claim in claims)
    for name in dict.fromkeys(claimed):
        if name not in known:
            said = f"satisfies: no pack has a requirement '{name}'"
            advice = meant(name, known) or "; contract-kit.toml names the folders of your packs"
            yield located(one.path, name, said + advice, one.claims_line)


def check_conditions(packs: Collection[Pack], *folders: Path) -> None:
    """Refuse files in these pack folders, not ours, that name a condition that no pack has."""
    known = {ALWAYS, *(name for pack in packs for name in pack.conditions)}
    files = {
        (path.parent.name, path.stem): path for one in folders for path in one.glob("*/*.yaml")
    }
    wrong = [
        located(path, name, f"no pack has a condition '{name}'{meant(name, known)}")
        for pack in packs
        for (folder, stem), path in sorted(files.items())
        if folder == pack.id and not ships(path, "packs")
        for name in _waited_for(pack, stem)
        if name not in known
    ]
    if wrong:
        raise LibraryError("\n".join(wrong))


def refuse_twins(layers: Mapping[str, Mapping[str, Path]]) -> None:
    """Raise `LibraryError` where two packs have a requirement of one name."""
    seen: dict[str, Path] = {}
    for files in layers.values():
        for stem, path in files.items():
            other = path if stem == "pack" else seen.setdefault(stem, path)
            if other != path:
                wrong, right = (other, path) if ships(path, "packs") else (path, other)
                said = f"{right} is a requirement of this name; choose another, or the same folder"
                raise LibraryError(f"{wrong}:1: {said}")


def _waited_for(pack: Pack, stem: str) -> dict[str, None]:
    """The conditions that `pack.yaml`, or the requirement of that name, asks for."""
    if stem != "pack":
        entries = [*pack.by_id[stem].applies_when]
    else:
        besides = (one.besides for one in pack.conditions.values())
        asserted = (name.removeprefix("no-") for name in pack.asserts)
        entries = [*pack.when, *asserted, *pack.open_for, *filter(None, besides)]
    return dict.fromkeys(name.strip() for entry in entries for name in entry.split("|"))
