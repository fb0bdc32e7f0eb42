"""`nox -s fields`: find out what becomes of each field, and write `clauses/fields.csv`.

With the beginnings of paths, only those fields are tried and shown, and nothing is written.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from tests.fields import table
from tests.fields.contexts import Context, told
from tests.fields.leaves import leaves
from tests.fields.settling import SECTIONS
from tests.fields.walk import Outcome, judge, moves, pairs

LEAVES = {leaf.path: leaf for leaf in leaves()}


def main(starts: tuple[str, ...]) -> int:
    """Try every field, or those whose paths begin so; 1 where a field is silent."""
    found: list[Outcome] = []
    for one in outcomes(starts):
        found.append(one)
        if starts or one.use in ("silent", "unreached"):
            print(f"{one.use:9} {one.path} [{told(one.context)}] {one.clause} {one.detail}")
            sys.stdout.flush()
    if not starts:
        table.write(settled(found))
    counted = Counter(one.use for one in found)
    print(f"{len(found)} pairs of field and context: {dict(counted)}")
    return int(bool(counted["silent"] or counted["unreached"]))


def settled(found: list[Outcome]) -> list[Outcome]:
    """The outcomes, with those that also move a settlement marked.

    Whether a field moves one is tried in each context that prints it; of a metric, with each kind
    in the first statistic.
    """
    tried: dict[tuple[str, Context], bool] = {}
    return [replace(one, use="settled") if _settles(one, tried) else one for one in found]


def _settles(one: Outcome, tried: dict[tuple[str, Context], bool]) -> bool:
    leaf = LEAVES[one.path]
    if one.use != "printed" or leaf.steps[0] not in SECTIONS:
        return False
    group = one.path, tuple(part for part in one.context if part.name != "statistic")
    if group not in tried:
        tried[group] = moves(leaf, one.context)
    return tried[group]


def outcomes(starts: tuple[str, ...]) -> Iterator[Outcome]:
    """What becomes of each field whose path begins so."""
    hints: dict[str, str] = {}
    for leaf, context in pairs():
        if leaf.path.startswith(starts or ("",)):
            found = judge(leaf, context, hints.get(leaf.path, ""))
            if found.use == "printed":
                hints[leaf.path] = found.clause
            yield found


if __name__ == "__main__":
    sys.exit(main(tuple(sys.argv[1:])))
