"""The table of fields: outcomes as rows, contexts that share an outcome in one row."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from contract_kit.library.uses import COLUMNS, Use, table_path
from tests.fields.contexts import Context, contexts, names
from tests.fields.leaves import Leaf, leaves

if TYPE_CHECKING:
    from tests.fields.walk import Outcome

Words = tuple[str, ...]


def tokens(context: Context) -> tuple[Words, Words]:
    """The names of what a context chooses, and the words chosen."""
    found: dict[str, str] = {}
    last = ""
    for name, one in zip(names(context), context, strict=True):
        if name == "with":
            found[last] += f" with {one.value}"
        else:
            found[name], last = one.value, name
    return tuple(found), tuple(found.values())


def rows(
    leaf: Leaf, outcomes: dict[Context, tuple[str, str]]
) -> Iterator[tuple[str, str, str, str]]:
    """Rows of one field: path, context, use, clause."""
    universe: dict[Words, list[Words]] = defaultdict(list)
    groups: dict[tuple[Words, tuple[str, str]], dict[Words, None]] = defaultdict(dict)
    for context in contexts(leaf):
        named, words = tokens(context)
        universe[named].append(words)
        if context in outcomes:
            groups[named, outcomes[context]][words] = None
    for (named, (use, clause)), found in groups.items():
        for product in _products(found):
            yield leaf.path, _said(named, product, universe[named]), use, clause


def _products(found: Iterable[Words]) -> list[tuple[frozenset[str], ...]]:
    """Words, each once, as sets whose products make them up, the first differing most slowly."""
    words = list(found)
    if not words or not words[0]:
        return [()]
    rest: dict[str, list[Words]] = defaultdict(list)
    for first, *others in words:
        rest[first].append(tuple(others))
    same: dict[frozenset[Words], list[str]] = defaultdict(list)
    for first, tails in rest.items():
        same[frozenset(tails)].append(first)
    return [
        (frozenset(firsts), *product)
        for firsts in same.values()
        for product in _products(rest[firsts[0]])
    ]


def _said(named: Words, product: tuple[frozenset[str], ...], universe: list[Words]) -> str:
    parts = []
    for place, (name, words) in enumerate(zip(named, product, strict=True)):
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
            named, words = tokens(context)
            if tuple(asked) == named and all(
                _holds(word, asked[name]) for name, word in zip(named, words, strict=True)
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
