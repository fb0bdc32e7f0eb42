"""What becomes of each field in each context."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from contract_kit.errors import SpecError
from tests.fields import ties
from tests.fields.changes import OTHERS, others
from tests.fields.contexts import Context, contexts
from tests.fields.drafts import draft
from tests.fields.leaves import Leaf, leaves
from tests.fields.reach import LIST, MAP, known, reach, section_of
from tests.fields.reading import Reader, contract

WORKS = re.compile(r"works? (?:only )?with|works? only|not used|does nothing|expected [^;]* only;")
AREAS = {
    "service_levels": ("sla.",),
    "pricing": ("fee.",),
    "term": ("term.", "end.", "exit."),
    "transition": ("trn.",),
    "pilot": ("trn.",),
    "data_protection": ("dp.",),
    "security": ("sec.",),
    "governance": ("gov.",),
}
"""Where the words of a section are looked for first."""
MOST = 9
"""Words of a field that are tried besides the first."""


@dataclass(frozen=True)
class Outcome:
    """What a change did: `use` is printed, refused, silent or unreached."""

    path: str
    context: Context
    use: str
    clause: str = ""
    detail: str = ""


def judge(leaf: Leaf, context: Context) -> Outcome:
    """Change a field in a context and see what the contract says."""
    data, said = _with_field(leaf, context)
    if data is None:
        return _not_standing(leaf, context, said)
    value = spot(data, leaf)
    first = Reader(contract(data))
    clauses, refusal = [], ""
    for other in others(leaf, str(value), data):
        try:
            second = Reader(contract(with_value(data, leaf, other)))
        except SpecError as error:
            refusal = refusal or _said(error)
            continue
        clause = _printed(leaf, first, second)
        if not clause:
            return Outcome(leaf.path, context, "silent", "", f"{value} -> {other}")
        clauses.append(clause)
        if not leaf.words or len(clauses) > MOST:
            break
    if clauses:
        return Outcome(leaf.path, context, "printed", clauses[0])
    return _not_standing(leaf, context, refusal or f"no other value than {value}")


def _not_standing(leaf: Leaf, context: Context, said: str) -> Outcome:
    """A field that cannot stand: refused where it works elsewhere, else never tried in earnest."""
    use = "refused" if WORKS.search(said) else "unreached"
    return Outcome(leaf.path, context, use, "", said)


def _said(error: SpecError) -> str:
    texts = [f"{one.id} {one.message}" for one in error.findings if str(one.severity) == "error"]
    return " / ".join(texts) or str(error)


def _with_field(leaf: Leaf, context: Context) -> tuple[Any, str]:
    """The spec of the context with the field given; without one, the reason."""
    refusal = ""
    for trial in _trials(leaf, draft(context)):
        try:
            Reader(contract(trial))
        except SpecError as error:
            refusal = refusal or _said(error)
            continue
        return trial, ""
    return None, refusal


def _trials(leaf: Leaf, data: Any) -> Iterator[Any]:
    """The data with the field, with one value after another."""
    owner = reach(data, leaf.steps[:-1])
    if _present(owner, leaf):
        yield ties.tied(data, leaf)
        return
    for value in _values(leaf, data):
        yield with_value(data, leaf, value)


def _present(owner: Any, leaf: Leaf) -> bool:
    if leaf.steps[-1] == MAP:
        return bool(owner)
    value = owner.get(leaf.steps[-1])
    if isinstance(value, list):
        return leaf.listed
    return isinstance(value, str)


def _values(leaf: Leaf, data: Any) -> Iterator[str]:
    section = section_of(leaf.steps)
    said = leaf.example
    names = known(data, section) if section else []
    if said and not said.startswith(("[", "{")) and (not names or said in names):
        yield said
    elif said.startswith("["):
        first = said.strip("[]").split(",")[0].strip()
        if not names or first in names:
            yield first
    yield from names
    yield from leaf.words
    yield from OTHERS.get(leaf.reader, ())


def spot(data: Any, leaf: Leaf) -> Any:
    """The value of a leaf in the data."""
    owner = reach(data, leaf.steps[:-1])
    value = owner[next(iter(owner))] if leaf.steps[-1] == MAP else owner[leaf.steps[-1]]
    return value[0] if isinstance(value, list) else value


def with_value(data: Any, leaf: Leaf, value: str) -> Any:
    """The data with another value of the leaf, and with what a rule ties to it."""
    made = deepcopy(data)
    owner = reach(made, leaf.steps[:-1])
    if leaf.steps[-1] == MAP:
        owner[next(iter(owner), "one")] = value
    elif leaf.listed and value not in leaf.alone:
        old = owner.get(leaf.steps[-1])
        owner[leaf.steps[-1]] = (
            [value, *old[1:]] if isinstance(old, list) and value not in old else [value]
        )
    else:
        owner[leaf.steps[-1]] = value
    return ties.tied(made, leaf)


def _printed(leaf: Leaf, first: Reader, second: Reader) -> str:
    """The clause whose words state the change, empty where none does."""
    known = {*first.candidates(leaf.steps[0]), *second.candidates(leaf.steps[0])}
    known |= set(first.ids()) ^ set(second.ids())
    path = ".".join(step for step in leaf.steps if step not in (LIST, MAP))
    starts = AREAS.get(leaf.steps[0], ("none",))

    def rank(one: str) -> tuple[int, bool]:
        return -max(first.names(one, path), second.names(one, path)), not one.startswith(starts)

    for one in sorted(known, key=rank):
        if first.clause(one) != second.clause(one):
            return one
    before, after = first.rest(), second.rest()
    places = [one for one in {**before, **after} if before.get(one) != after.get(one)]
    return places[0] if places else ""


def pairs() -> list[tuple[Leaf, Context]]:
    """Every field in every context."""
    return [(leaf, context) for leaf in leaves() for context in contexts(leaf)]
