"""Choices of the vocabulary: the same values stand in the same order wherever they are offered.

Python 3.14 keeps one union for two that are equal, and literals are equal in any order: the second
would be printed in the order of the first.
"""

from __future__ import annotations

import re
from pathlib import Path

from contract_kit.spec import vocabulary

_LITERAL = re.compile(r"Literal\[([^\[\]]+)\]")


def test_equal_choices_are_offered_in_one_order() -> None:
    found: dict[frozenset[str], set[tuple[str, ...]]] = {}
    for path in sorted(Path(str(vocabulary.__file__)).parent.rglob("*.py")):
        for inner in _LITERAL.findall(path.read_text(encoding="utf-8")):
            values = tuple(one.strip() for one in inner.split(",") if one.strip())
            found.setdefault(frozenset(values), set()).add(values)
    assert len(found) > 20
    assert not [orders for orders in found.values() if len(orders) > 1]
