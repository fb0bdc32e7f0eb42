"""Packs: requirements a contract is read for, one YAML file each, in `packs/<pack>/`.

`pack.yaml` names the pack, its conditions and its word lists; every other file is a requirement.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from contract_kit.errors import LibraryError
from contract_kit.library import restoring
from contract_kit.library.names import refuse_twins
from contract_kit.library.needles import needles, openings
from contract_kit.library.prepared import Prepared
from contract_kit.library.reading import Reader, mapping
from contract_kit.library.requirements import (
    Condition,
    Example,
    Pattern,
    Requirement,
    Threshold,
    ValueCheck,
)
from contract_kit.library.texts import Phrase
from contract_kit.resources import ships

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = [
    "Condition",
    "Example",
    "Pack",
    "Pattern",
    "Phrase",
    "Requirement",
    "Threshold",
    "ValueCheck",
    "load_packs",
]
PaperKind = Literal["baa", "dpa", "scc", "sla"]
_MODULES = (
    "needles",
    "packs",
    "phrases",
    "reading",
    "requirements",
    "restoring",
    "syntax",
    "texts",
)
_TEXTS = frozenset({"title", "source", "version_note", "note", "id"})
_MADE_BY = tuple(f"{name}.py" for name in _MODULES)


@dataclass(frozen=True)
class Pack:
    """A set of requirements with the conditions they use.

    `asserts` are the conditions that hold when a user asks for this pack by name. `named_topics`
    groups requirement ids under the headings a report shows first. Where one of `open_for` holds,
    whether its requirements apply stays open: what the document lacks may stand elsewhere. `papers`
    names, for a kind of paper (`dpa`, `baa`, `sla`, `scc`), the requirements that such a paper
    holds, or `all`: what a contract leaves to one that is not there is unclear. `read`
    reads the files of the requirements; it raises `LibraryError` for what is wrong in them.
    """

    id: str
    title: str
    source: str
    version_note: str = ""
    note: str = ""
    when: tuple[str, ...] = ()
    asserts: tuple[str, ...] = ()
    open_for: tuple[str, ...] = ()
    conditions: Mapping[str, Condition] = field(default_factory=dict)
    named_topics: Mapping[str, Sequence[str]] = field(default_factory=dict)
    papers: Mapping[str, Sequence[str]] = field(default_factory=dict)
    read: Callable[[], tuple[Requirement, ...]] = field(default=tuple, repr=False, compare=False)

    @cached_property
    def requirements(self) -> tuple[Requirement, ...]:
        """Its requirements, read when first asked for: most contracts need few of the packs."""
        return self.read()

    @cached_property
    def topics(self) -> dict[str, list[str]]:
        """Its topics, with the requirements that name theirs themselves."""
        topics = {topic: list(ids) for topic, ids in self.named_topics.items()}
        listed = {id_ for ids in topics.values() for id_ in ids}
        for one in self.requirements:
            if one.topic and one.id not in listed:
                topics.setdefault(one.topic, []).append(one.id)
        return topics

    @cached_property
    def by_id(self) -> dict[str, Requirement]:
        """Its requirements by id."""
        return {requirement.id: requirement for requirement in self.requirements}

    def held_by(self, id: str) -> frozenset[str]:
        """The kinds of paper that hold what a requirement of this pack asks for."""
        return frozenset(kind for kind, ids in self.papers.items() if id in ids or "all" in ids)


@dataclass(frozen=True, kw_only=True)
class About:
    """What a `pack.yaml` may say."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}

    title: str
    source: str
    id: str = ""
    version_note: str = ""
    note: str = ""
    when: tuple[str, ...] = ()
    asserts: tuple[str, ...] = ()
    open_for: tuple[str, ...] = ()
    topics: dict[str, list[str]] = field(default_factory=dict)
    papers: dict[PaperKind, list[str]] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    words: dict[str, str] = field(default_factory=dict)
    scope: str | dict[str, str] | None = None
    conditions: dict[str, dict[str, Any]] = field(default_factory=dict)


def load_packs(*folders: Path) -> tuple[Pack, ...]:
    """The packs in `folders`; a later folder adds to earlier ones or replaces single files."""
    layers: dict[str, dict[str, Path]] = {}
    for folder in folders:
        if other := sorted(folder.glob("*/*.yml")):
            raise LibraryError(f"{other[0]}:1: files of packs end in .yaml; rename it")
        for path in sorted(folder.glob("*/*.yaml")):
            layers.setdefault(path.parent.name, {})[path.stem] = path
    refuse_twins(layers)
    return tuple(_load_pack(name, files) for name, files in sorted(layers.items()))


def _load_pack(name: str, files: dict[str, Path]) -> Pack:
    if "pack" not in files:
        raise LibraryError(f"{files[min(files)].parent / 'pack.yaml'}:1: this file is missing")
    head = _head(files["pack"])
    about = {key: one for key, one in head.about.items() if key != "scope"}
    order = list(about.pop("order", ()))
    rest = [path for stem, path in files.items() if stem != "pack"]

    def read() -> tuple[Requirement, ...]:
        found = [_requirement(head, path) for path in rest]
        found.sort(key=lambda one: (order.index(one.id) if one.id in order else len(order), one.id))
        return tuple(found)

    about["named_topics"] = about.pop("topics", {})
    pack = Pack(id=name, conditions=head.conditions, read=read, **_tuples(about))
    if not all(map(_ours, files.values())):
        _ = pack.requirements  # what others wrote is read at once: its mistakes show at once
    return pack


def _ours(path: Path) -> bool:
    """Whether our tests check this file."""
    return ships(path, "packs")


def _tuples(head: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(v) if isinstance(v, list) else v for key, v in head.items() if key != "id"}


def prepared(head: Path) -> Prepared:
    """What is ready of the pack with this `pack.yaml`."""
    return Prepared(head.parent.parent, _MADE_BY, head)


@dataclass(frozen=True)
class Head:
    """A `pack.yaml`, with phrases compiled: what `about` says as plain values can be prepared.

    `ready` is what is prepared of the pack's files, where they are ours.
    """

    path: Path
    about: Mapping[str, Any]
    conditions: Mapping[str, Condition]
    ready: Prepared | None = None

    @cached_property
    def words(self) -> Mapping[str, str]:
        """Its word lists; what is prepared needs none."""
        words: Mapping[str, str] = mapping(self.path).get("words", {})
        return words


def _head(path: Path) -> Head:
    """The file `path` as it was prepared, else as it is."""
    if not _ours(path):
        return read_head(path)
    ready = prepared(path)
    known = ready.of(path)
    if not known:
        return replace(read_head(path), ready=ready)
    conditions = {key: restoring.condition(one) for key, one in known["conditions"].items()}
    return Head(path, known["about"], conditions, ready)


def read_head(path: Path) -> Head:
    """The YAML file `path`, a `pack.yaml`; raises `LibraryError`."""
    about = mapping(path)
    reader = Reader(path, about.get("words") or {}, checks=not _ours(path))
    about = {key: one for key, one in about.items() if one is not None}
    about |= {key: str(about[key]) for key in _TEXTS & about.keys() if _is_scalar(about[key])}
    reader.made(About, about)
    about.pop("words", None)
    conditions = {
        key: reader.made(Condition, reader.phrases(one, ("found_by", "unless")), "conditions", key)
        for key, one in about.pop("conditions", {}).items()
    }
    about["scope"] = reader.phrases({"scope": about.get("scope")}, ("scope",))["scope"]
    return Head(path, about, conditions)


def _is_scalar(value: object) -> bool:
    """A number or a date, which YAML makes of some texts."""
    return isinstance(value, int | float | date)


def _requirement(head: Head, path: Path) -> Requirement:
    ours = _ours(path)
    known = head.ready.of(path) if head.ready and ours else None
    if known:
        return restoring.requirement(known)
    try:
        return read_requirement(head, path)
    except LibraryError as error:
        if not ours or _ours(head.path):
            raise
        raise LibraryError(
            f"{head.path}:1: it takes the place of our pack of this name, but its requirements "
            f"need more: {error}; copy our pack.yaml and change it, or name the folder otherwise"
        ) from None


def read_requirement(head: Head, path: Path) -> Requirement:
    """The requirement in the YAML file `path` of the pack; raises `LibraryError`."""
    reader = Reader(path, head.words, checks=not _ours(path))
    raw = mapping(path)
    if raw.get("id") != path.stem:
        raise reader.error(f"id is {raw.get('id')!r}, the file's name says {path.stem!r}", "id:")
    own = raw.pop("scope", "")
    raw |= {"pack": head.path.parent.name, "scope": _scope(reader, own, head.about["scope"])}
    reader.phrases(raw, ("headings",))
    for value in reader.kept(raw, "values", list):
        reader.phrases(value, ("near", "unless"))
    parts = reader.kept(raw, "parts", dict)
    groups = [reader.kept(raw, "patterns", list), *(reader.kept(parts, one, list) for one in parts)]
    if not any(groups):
        raise reader.error("nothing says how it is found: give `patterns` or `parts`")
    for pattern in (pattern for group in groups for pattern in group):
        reader.phrases(pattern, ("verb", "find", "near", "under", "unless"))
    examples = reader.kept(raw, "examples", dict)
    raw["examples"] = [
        {"text": text, "status": status}
        for status in examples
        for text in reader.kept(examples, status, list)
    ]
    return reader.made(Requirement, raw)


def _scope(reader: Reader, own: str, shared: dict[str, Any] | None) -> dict[str, Any] | None:
    """The pack's subject, with the requirement's own words for it; `anywhere` lifts the limit."""
    if own == "anywhere" or shared is None:
        return None
    if not own:
        return shared
    added: dict[str, Any] = reader.phrases({"scope": own}, ("scope",))["scope"]
    source = f"{shared['source']}|{added['source']}"
    return {"source": source, "needles": needles(source), "openings": openings(source)}
