"""The table of fields: outcomes as rows, contexts that share an outcome in one row."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from contract_kit.library.uses import COLUMNS, Use, table_path
from tests.fields.contexts import Context, contexts
from tests.fields.leaves import Leaf, leaves

if TYPE_CHECKING:
    from tests.fields.walk import Outcome

Words = tuple[str, ...]


def tokens(context: Context) -> tuple[Words, Words]:
    """The names of what a context chooses, and the words chosen."""
    names: list[str] = []
    words: list[str] = []
    for one in context:
        if one.name == "with":
            words[-1] += f" with {one.value}"
        else:
            names.append(one.name)
            words.append(one.value)
    return tuple(names), tuple(words)


def rows(
    leaf: Leaf, outcomes: dict[Context, tuple[str, str]]
) -> Iterator[tuple[str, str, str, str]]:
    """Rows of one field: path, context, use, clause."""
    universe: dict[Words, list[Words]] = defaultdict(list)
    groups: dict[tuple[Words, tuple[str, str]], set[Words]] = defaultdict(set)
    for context in contexts(leaf):
        names, words = tokens(context)
        universe[names].append(words)
        if context in outcomes:
            groups[names, outcomes[context]].add(words)
    for (names, (use, clause)), found in groups.items():
        for product in _products(found):
            yield leaf.path, _said(names, product, universe[names]), use, clause


def _products(found: set[Words]) -> list[tuple[frozenset[str], ...]]:
    """A set of words as sets whose products make it up, the first differing most slowly."""
    if not found or not next(iter(found)):
        return [()]
    rest: dict[str, set[Words]] = defaultdict(set)
    for first, *others in found:
        rest[first].add(tuple(others))
    same: dict[frozenset[Words], set[str]] = defaultdict(set)
    for first, others in rest.items():
        same[frozenset(others)].add(first)
    return [
        (frozenset(firsts), *product)
        for others, firsts in same.items()
        for product in _products(set(others))
    ]


def _said(names: Words, product: tuple[frozenset[str], ...], universe: list[Words]) -> str:
    parts = []
    for place, (name, words) in enumerate(zip(names, product, strict=True)):
        every = list(dict.fromkeys(one[place] for one in universe))
        parts.append(f"{name}: {_listed(words, every)}")
    return "; ".join(parts)


def _listed(words: Iterable[str], every: list[str]) -> str:
    """Words in the order of the vocabulary; all of them, or all but a few, in short."""
    chosen = set(words)
    others = [one for one in every if one not in chosen]
    if not others:
        return "any"
    if len(others) <= 3 and len(others) < len(chosen):
        return f"any but {', '.join(others)}"
    return ", ".join(one for one in every if one in chosen)


def expanded(leaf: Leaf, rows: Iterable[Use]) -> dict[Context, Use]:
    """The row of each context of a leaf."""
    found: dict[Context, Use] = {}
    every = contexts(leaf)
    for row in rows:
        asked = dict(part.split(": ", 1) for part in row.context.split("; ") if part)
        for context in every:
            names, words = tokens(context)
            if tuple(asked) == names and all(
                _holds(word, asked[name]) for name, word in zip(names, words, strict=True)
            ):
                assert context not in found, (row.path, row.context)
                found[context] = row
    return found


def _holds(word: str, asked: str) -> bool:
    if asked == "any":
        return True
    if asked.startswith("any but "):
        return word not in asked.removeprefix("any but ").split(", ")
    return word in asked.split(", ")


def write(found: Iterable[Outcome]) -> None:
    """Write the table anew."""
    by_path: dict[str, dict[Context, tuple[str, str]]] = defaultdict(dict)
    for one in found:
        by_path[one.path][one.context] = (one.use, one.clause)
    with table_path().open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for leaf in leaves():
            writer.writerows(rows(leaf, by_path[leaf.path]))
