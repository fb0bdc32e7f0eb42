"""The labels of contracts: those of the data, and our own, which name places and quote nothing."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from contracts import contracts
from cuad import rows
from sets import SETS

FOLDS = 5
OWN = Path(__file__).with_name("labels")
"""Our own labels: for each set a file, for each contract the requirements, the statuses, and where
in its text the deciding words begin and end."""
CUAD, OURS = "cuad", "ours"


@dataclass(frozen=True)
class Said:
    """What a reader said of a requirement, and the words that decide.

    `measured` labels are those of the data: figures are stated for them alone. `seen` says that
    patterns were written looking at the contract.
    """

    status: str
    quote: str
    measured: bool
    seen: bool


@dataclass
class Labelled:
    """A contract with its labels, by set and requirement.

    `source` is the set whose folder holds its text, or `CUAD`, or `OURS`.
    """

    name: str
    source: str
    groups: set[str]
    labels: dict[str, dict[str, Said]] = field(default_factory=dict)

    @property
    def measured(self) -> list[str]:
        """The sets that figures of this contract are stated for."""
        return [
            set_ for set_, own in self.labels.items() if any(one.measured for one in own.values())
        ]


def labelled(data: Path) -> dict[str, Labelled]:
    """All labelled contracts by name; our own labels come after those of the data."""
    found: dict[str, Labelled] = {}
    for set_ in SETS:
        known = json.loads((data / set_ / "groups.json").read_text(encoding="utf-8"))
        for row in rows(data / set_ / "gold_dev.jsonl"):
            name = row["doc"]
            one = found.setdefault(name, Labelled(name, set_, {f"the paper {name}"}))
            one.source = min(one.source, set_)
            one.groups.add(known.get(name, name))
            id_ = "gdpr-" + row["key"].replace("_", "-") if set_ == "dpa" else row["requirement"]
            said = Said(row["label"], row["quote"], True, row.get("batch", 1) == 1)
            one.labels.setdefault(set_, {})[id_] = said
    _add_own(data, found)
    _add_contracts(found)
    return found


def _add_own(data: Path, found: dict[str, Labelled]) -> None:
    """Put our own labels beside the others; where the data has a label, it stands."""
    for set_ in SETS:
        for contract, labels in _own(OWN / f"{set_}.txt"):
            source, name = contract.split("/", 1)
            if name not in found:
                group = f"cuad {cuad(data)[name]['group']}" if source == CUAD else name
                found[name] = Labelled(name, source, {group})
            words = text(data, source, name)
            own = found[name].labels.setdefault(set_, {})
            for id_, status, *place in labels:
                quote = words[slice(*map(int, place))] if place else ""
                own.setdefault(id_, Said(status, quote, False, False))


def _add_contracts(found: dict[str, Labelled]) -> None:
    """Put the short contracts of ours beside the others."""
    asked = {
        set_: sorted({id_ for one in found.values() for id_ in one.labels.get(set_, {})})
        for set_ in SETS
    }
    for one in contracts().values():
        absent = ("absent", "")
        own = {
            set_: {id_: Said(*told.get(id_, absent), False, False) for id_ in asked[set_]}
            for set_, told in one.labels.items()
        }
        found[one.name] = Labelled(one.name, OURS, {one.name}, own)


def _own(file: Path) -> Iterator[tuple[str, list[list[str]]]]:
    """The contracts of a file, and of each the requirements, statuses and places."""
    if file.exists():
        for part in file.read_text(encoding="utf-8").split("\n[")[1:]:
            contract, *lines = part.splitlines()
            yield contract.rstrip("]"), [line.split() for line in lines if line]


@lru_cache(maxsize=1)
def cuad(data: Path) -> dict[str, dict]:
    """The rows of CUAD by name."""
    return {row["name"]: row for row in rows(data / "cuad_dev.jsonl.gz")}


def text(data: Path, source: str, name: str) -> str:
    """The text of a contract."""
    if source == CUAD:
        return cuad(data)[name]["text"]
    if source == OURS:
        return contracts()[name].text
    return (data / source / "docs" / f"{name}.txt").read_text(encoding="utf-8")


def folds(every: dict[str, Labelled]) -> dict[str, int]:
    """The fold of each contract: related ones share it, and every set is spread evenly.

    Contracts with labels of ours alone come last and change nothing for the others.
    """
    family = _families({name: one.groups for name, one in every.items()})
    members: defaultdict[str, Counter] = defaultdict(Counter)
    for name in sorted(every):
        if every[name].measured:
            members[family[name]].update(every[name].measured)
    total = sum(members.values(), Counter())
    held: list[Counter] = [Counter() for _ in range(FOLDS)]
    fold = {}
    for one, own in sorted(members.items(), key=lambda item: (-sum(item[1].values()), item[0])):
        full = [
            (sum(part[s] / total[s] for s in own), sum(part[s] / total[s] for s in total), number)
            for number, part in enumerate(held)
        ]
        fold[one] = min(full)[2]
        held[fold[one]] += own
    for number, one in enumerate(sorted(set(family.values()) - fold.keys())):
        fold[one] = number % FOLDS
    return {name: fold[family[name]] for name in every}


def _families(groups: dict[str, set[str]]) -> dict[str, str]:
    """For each contract the first of all that it is related to, by way of others too."""
    first = {name: name for name in groups}
    by_group: defaultdict[str, list[str]] = defaultdict(list)
    for name, own in groups.items():
        for group in own:
            by_group[group].append(name)
    for _ in groups:
        before = dict(first)
        for names in by_group.values():
            least = min(first[name] for name in names)
            first.update(dict.fromkeys(names, least))
        if first == before:
            break
    return first
