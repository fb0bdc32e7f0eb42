"""Where a spec departs from the house positions it extends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from contract_kit.spec.dumping import flow
from contract_kit.spec.tree import Node, plain

if TYPE_CHECKING:
    from contract_kit.findings import Location
    from contract_kit.spec.tree import Source


@dataclass(frozen=True, slots=True)
class Departure:
    """A house position that a spec replaces: both as written, and where the spec says it."""

    path: str
    house: str
    own: str
    location: Location


def departures(source: Source) -> tuple[Departure, ...]:
    """Return what the spec itself changes in the files it extends, in its order; the first wins."""
    found: dict[tuple[str, ...], Departure] = {}
    for base in source.bases:
        for path, own, house in _both(source.root, base, ()):
            name = ".".join(path)
            found.setdefault(path, Departure(name, house, own, source.location(path)))
    changed = (one for one in found.values() if one.house != one.own)
    return tuple(sorted(changed, key=lambda one: (one.location.line or 0, one.path)))


def _both(
    own: Node, base: Node, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str, str]]:
    if isinstance(own.value, dict) and isinstance(base.value, dict):
        for key, below in base.value.items():
            if key in own.value:
                yield from _both(own.value[key], below, (*path, key))
    elif not own.file and isinstance(base.value, str) and base.value:
        yield path, _words(own) or "nothing", _words(base)


def _words(node: Node) -> str:
    value: Any = plain(node)
    return " ".join((value if isinstance(value, str) else flow(value)).split())
