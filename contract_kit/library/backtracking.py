r"""Regular expressions that take too long on some text, found by what they can match.

Files of packs come from anybody, and `re` has no time limit: it tries one way to read a text after
the other. An expression is refused where there may be ever more ways the longer the text is:

- a repeat can read the same text in two ways: `(a+)+x`, `(?:[bc]|[cd])+x`;
- two repeats can share the same text out between them: `\w*\d+x`;
- a repeat reads on over places where the expression begins anew: `ledger.*kept`.

Repeats that end ("up to 80") are held to a number of ways instead. All this is decided on the
expression's automaton, by two or three readings of one text side by side: no text is tried. Where
nothing can go wrong after a repeat, as at the end of an expression, it is read in one way only.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from contract_kit.library.automaton import Automaton
from contract_kit.library.readings import Readings
from contract_kit.library.syntax import Choice, Look, Place, Repeat, tree

if TYPE_CHECKING:
    from contract_kit.library.syntax import Row

MOST = 1_000_000
"""So many ways to read on from one place of a text may repeats that end have."""
GAPS = 6
"""So many gaps of twelve words may a phrase have in a row."""
_ADVICE = "; let repeats end, as [^.;]{0,80} does, and let neighbours read different letters"
_TWICE = f"one of its repeats can read the same text in two ways, as (a+)+ does{_ADVICE}"
_SHARED = f"two of its repeats can share the same text out in many ways, as a*a* does{_ADVICE}"
_AGAIN = f"one of its repeats reads on over places where it begins anew, as b.*c does{_ADVICE}"
_MANY = f"its repeats can read the same text in more than {MOST} ways{_ADVICE}"


def danger(source: str) -> str:
    """Why an expression may take too long on some text; empty when it cannot.

    Raises `ValueError` for an expression that is too large, or that packs may not use.
    """
    return endless(source) or (_TWICE if _turns_empty(tree(source)) else _too_many(tree(source)))


def endless(source: str) -> str:
    """Why the ways to read a text may grow with the text; empty when they cannot."""
    found = Readings(Automaton(tree(source), turns=False))
    if any(map(found.twice, found.loops)):
        return _TWICE
    if any(found.shared(*pair) for pair in product(found.loops, repeat=2)):
        return _SHARED
    if any(map(found.again, found.loops)):
        return _AGAIN
    return _MANY if found.most_ways(MOST) > MOST else ""


def crowded(source: str) -> str:
    """Why a phrase without expressions of its own can be read in too many ways; empty if not.

    Its repeats are those of the phrase language: only their number counts.
    """
    row = tree(source)
    if _gaps(row) > GAPS:
        return f"it has more than {GAPS} gaps (...) in a row"
    ways = Readings(Automaton(row, turns=False)).most_ways(MOST)
    return "its words can be read in too many ways, as [a] [a] [a] a can" if ways > MOST else ""


def _gaps(row: Row) -> int:
    """Gaps that stand in a row, in the alternative that has most."""
    found = 0
    for node in row:
        if isinstance(node, Choice):
            found += max(map(_gaps, node.rows))
        elif isinstance(node, Repeat):
            gap = len(node.row) > 1 and node.high is not None and node.high > 1
            found += 1 if gap else _gaps(node.row)
    return found


def _turns_empty(row: Row) -> bool:
    """Whether a repeat that ends has turns that read nothing: each may be skipped in its way."""
    for node in row:
        if isinstance(node, Choice) and any(map(_turns_empty, node.rows)):
            return True
        if isinstance(node, Repeat):
            often = node.high is not None and node.high > 1
            if (often and _may_be_empty(node.row)) or _turns_empty(node.row):
                return True
    return False


def _may_be_empty(row: Row) -> bool:
    """Whether a row can read nothing: all of it may be left out, or reads nothing."""
    return all(
        isinstance(node, Place | Look)
        or (isinstance(node, Repeat) and (node.low == 0 or _may_be_empty(node.row)))
        or (isinstance(node, Choice) and any(map(_may_be_empty, node.rows)))
        for node in row
    )


def _too_many(row: Row) -> str:
    """Whether repeats that end can read a text in too many ways."""
    found = Readings(Automaton(row, turns=True))
    ways = {loop: found.turns(loop) for loop in found.loops}
    many = [loop for loop in found.loops if ways[loop] > 1]
    for place, loop in enumerate(many):
        before = [ways[other] for other in many[:place] if found.shared(other, loop)]
        ways[loop] *= max(before, default=1)
    return _MANY if max(ways.values(), default=1) > MOST else ""
