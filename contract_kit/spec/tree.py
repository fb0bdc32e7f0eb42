"""A YAML file as text with positions: every scalar as written, every node with its place.

The tree is built from the parser's events, so no scalar is ever typed by YAML, nesting and
aliases are limited while reading, and duplicate keys are refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from contract_kit.digits import whole
from contract_kit.findings import Finding, Location, Severity

MAX_BYTES = 2_000_000
MAX_DEPTH = 40
MAX_NODES = 50_000
MAX_FINDINGS = 200


@dataclass(slots=True)
class Node:
    """A scalar, a map or a list, with the place it stands at and that of its key.

    `size` counts the nodes in it, itself included; `height` the levels below it. `text_column` is
    where the text of a scalar begins, if it stands in one line as it is read; else 0.
    """

    value: str | dict[str, Node] | list[Node]
    line: int
    column: int
    key_line: int = 0
    key_column: int = 0
    size: int = 1
    height: int = 0
    file: str = ""
    text_column: int = 0

    @property
    def place(self) -> tuple[int, int]:
        """Line and column: of the text of a scalar, else of the key where there is one."""
        if self.key_line and not isinstance(self.value, str):
            return self.key_line, self.key_column
        return self.line, self.column

    def children(self) -> Iterator[Node]:
        """Go through the nodes directly below."""
        if isinstance(self.value, dict):
            yield from self.value.values()
        elif isinstance(self.value, list):
            yield from self.value


@dataclass
class Source:
    """A file's name, its tree, and the trees of the files it extends, merged into it."""

    name: str = ""
    root: Node = field(default_factory=lambda: Node({}, 1, 1))
    bases: list[Node] = field(default_factory=list)

    def walk(self, path: Sequence[str | int]) -> tuple[Node, int]:
        """Go down a path as far as it exists; return the node and the steps gone."""
        node, done = self.root, 0
        while done < len(path):
            below, used = _down(node, path[done:])
            if below is None:
                break
            node, done = below, done + used
        return node, done

    def has(self, path: Sequence[str | int]) -> bool:
        """Say whether the whole path exists."""
        return self.walk(path)[1] == len(path)

    def keys(self, path: Sequence[str | int]) -> tuple[str, ...]:
        """Return the keys of the map at a path."""
        node, done = self.walk(path)
        return tuple(node.value) if done == len(path) and isinstance(node.value, dict) else ()

    def location(self, path: Sequence[str | int]) -> Location:
        """Return where the deepest existing part of a path stands."""
        node, _ = self.walk(path)
        return Location(node.file or self.name, *node.place)

    def location_in(self, path: Sequence[str | int], column: int) -> Location | None:
        """Return where a column (from 1) of a text stands; `None` where its lines were folded."""
        node, done = self.walk(path)
        if done < len(path) or not node.text_column:
            return None
        return Location(node.file or self.name, node.line, node.text_column + column - 1)

    def key_location(self, path: Sequence[str | int]) -> Location:
        """Return where the key at the end of a path stands."""
        node, _ = self.walk(path)
        place = (node.key_line, node.key_column) if node.key_line else node.place
        return Location(node.file or self.name, *place)


def _down(node: Node, path: Sequence[str | int]) -> tuple[Node | None, int]:
    """Go one step down; a key may itself hold dots, as clause ids do."""
    if isinstance(node.value, list):
        index = whole(str(path[0]), most=len(node.value) - 1)
        return (None, 0) if index is None else (node.value[index], 1)
    if isinstance(node.value, dict):
        for used in range(1, len(path) + 1):
            below = node.value.get(".".join(str(part) for part in path[:used]))
            if below is not None:
                return below, used
    return None, 0


def plain(node: Node) -> Any:
    """Return the data of a tree as dicts, lists and texts."""
    value = node.value
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return [plain(child) for child in value]
    return {key: plain(child) for key, child in value.items()}


def fault(name: str, line: int, column: int, message: str) -> Finding:
    """Make the finding of a mistake in the YAML itself."""
    return Finding("yaml", Severity.ERROR, message, Location(name, line, column))
