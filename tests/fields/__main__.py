"""`nox -s fields`: find out what becomes of each field, and write `clauses/fields.csv`.

With the beginnings of paths, only those fields are tried and shown, and nothing is written.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator

from tests.fields import table
from tests.fields.contexts import told
from tests.fields.walk import Outcome, judge, pairs


def main(starts: tuple[str, ...]) -> int:
    """Try every field, or those whose paths begin so; 1 where a field is silent."""
    found: list[Outcome] = []
    for one in outcomes(starts):
        found.append(one)
        if starts or one.use in ("silent", "unreached"):
            print(f"{one.use:9} {one.path} [{told(one.context)}] {one.clause} {one.detail}")
            sys.stdout.flush()
    if not starts:
        table.write(found)
    counted = Counter(one.use for one in found)
    print(f"{len(found)} pairs of field and context: {dict(counted)}")
    return int(bool(counted["silent"] or counted["unreached"]))


def outcomes(starts: tuple[str, ...]) -> Iterator[Outcome]:
    """What becomes of each field whose path begins so."""
    for leaf, context in pairs():
        if leaf.path.startswith(starts or ("",)):
            yield judge(leaf, context)


if __name__ == "__main__":
    sys.exit(main(tuple(sys.argv[1:])))
