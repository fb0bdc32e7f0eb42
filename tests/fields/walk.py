"""What becomes of each field in each context."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from contract_kit.errors import SpecError
from contract_kit.spec.vocabulary.shape import fields_of
from tests.fields import ties
from tests.fields.changes import OTHERS, others
from tests.fields.contexts import Context, Setting, choices, contexts
from tests.fields.drafts import draft
from tests.fields.formulas import prepared
from tests.fields.leaves import Leaf, leaves
from tests.fields.reach import LIST, MAP, OWN, example, known, reach, read, resolved, section_of
from tests.fields.reading import Reader, Words, contract
from tests.fields.reviewed import NO_RULE
from tests.fields.settling import amounts

WORKS = re.compile(
    r"works? (?:only )?with|works? only|not used|does nothing|used only|expected party|but only"
    r"|expected [^;]* only;"
)
CALLED = {"key_personnel": "key personnel", "bands": "tiers", "bands_over": "tiers"}
"""What a refusal calls a field, or the field it stands beside; otherwise by its name."""
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
PARTNERS = 3
"""Fields beside it that a field may need to stand at all."""
TRIED = 4
"""Values besides the nearest, the furthest first, that may move a settlement."""
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


def judge(leaf: Leaf, context: Context, hint: str = "") -> Outcome:
    """Change a field in a context and see what the contract says; `hint` is read first."""
    if leaf.path in NO_RULE:
        return Outcome(leaf.path, context, "none", NO_RULE[leaf.path])
    data, first = with_field(leaf, context)
    if isinstance(first, str):
        return not_standing(leaf, context, first)
    value = spot(data, leaf)
    clauses, refusal = [], ""
    for other in others(leaf, str(value), data):
        second = _changed(data, leaf, other, context)
        if isinstance(second, str):
            refusal = refusal or second
            continue
        clause = _printed(leaf, first, second, hint)
        if not clause:
            return Outcome(leaf.path, context, "silent", "", f"{value} -> {other}")
        clauses.append(clause)
        if not leaf.words or len(clauses) > MOST:
            break
    if clauses:
        return Outcome(leaf.path, context, "printed", clauses[0])
    return not_standing(leaf, context, refusal or f"no other value than {value}")


def moves(leaf: Leaf, context: Context) -> bool:
    """Whether a change of the field moves the settlement of months that are good and bad."""
    data, first = with_field(leaf, context)
    assert isinstance(first, Reader)
    before = amounts(first.made)
    nearest, *further = others(leaf, str(spot(data, leaf)), data)
    for other in (nearest, *further[: -TRIED - 1 : -1]):
        second = _changed(data, leaf, other, context)
        if isinstance(second, Reader) and amounts(second.made) != before:
            return True
    return False


def _changed(data: Any, leaf: Leaf, value: Any, context: Context) -> Reader | str:
    """The spec with another value; a word that chooses between rules has a draft of its own."""
    if leaf.key in choices(leaf.model):
        return _partners(leaf, draft((*context, Setting(leaf.steps, value))))
    return _read(with_value(data, leaf, value))


def not_standing(leaf: Leaf, context: Context, said: str) -> Outcome:
    """A field that cannot stand: refused where it works elsewhere, else never tried in earnest."""
    names = [step for step in leaf.steps[1:] if step not in (LIST, MAP)]
    called = [CALLED.get(name, name) for name in names[1:] or names]
    named = any(re.search(rf"\b{one}\b", said) for one in called)
    use = "refused" if WORKS.search(said) and named else "unreached"
    return Outcome(leaf.path, context, use, "", said)


def _said(error: SpecError) -> str:
    texts = [f"{one.id} {one.message}" for one in error.findings if str(one.severity) == "error"]
    return " / ".join(texts) or str(error)


def with_field(leaf: Leaf, context: Context) -> tuple[Any, Reader | str]:
    """The spec of the context with the field given, and its clauses; without, the reason."""
    first = ""
    for trial in _trials(leaf, prepared(draft(context), leaf)):
        read = _partners(leaf, trial)
        if isinstance(read, Reader):
            return trial, read
        first = first or read
    return None, first


def _partners(leaf: Leaf, data: Any) -> Reader | str:
    """The clauses of a spec in which the field has what it cannot stand without."""
    read = _read(data)
    for _ in range(PARTNERS):
        if isinstance(read, str) and _partnered(leaf, data, read):
            read = _read(ties.tied(data, leaf))
    return read


def _read(data: Any) -> Reader | str:
    """The clauses of a spec, or why it is refused."""
    try:
        return Reader(contract(data))
    except SpecError as error:
        return _said(error)


def _partnered(leaf: Leaf, data: Any, said: str) -> bool:
    """Give a field the partner that a refusal names: one of the fields beside it."""
    for model, depth in reversed(leaf.owners):
        owner = reach(data, leaf.steps[:depth])
        for key, word in re.findall(r"“(\w+): (\w+)”", said):
            if key in fields_of(model) and key not in leaf.steps and owner.get(key) != word:
                owner[key] = word
                return True
        for key in fields_of(model):
            asked = re.search(rf"\b{key}\b", said.replace("; expected", ";"))
            if asked and key not in owner and key not in leaf.steps:
                owner[key] = resolved(data, example(model, key), (*leaf.steps[:depth], key))
                return True
    return False


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
    if said.startswith("{"):
        yield from (one for one in read(said).values() if isinstance(one, str))
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
        owner[OWN.get(leaf.steps) or next(iter(owner or read(leaf.example)))] = value
    elif leaf.listed and value not in leaf.alone:
        old = owner.get(leaf.steps[-1])
        owner[leaf.steps[-1]] = (
            [value, *old[1:]] if isinstance(old, list) and value not in old else [value]
        )
    else:
        owner[leaf.steps[-1]] = value
    return ties.tied(made, leaf)


def _printed(leaf: Leaf, first: Reader, second: Reader, hint: str) -> str:
    """The clause whose words state the change, empty where none does."""
    known = {*first.candidates(leaf.steps[0]), *second.candidates(leaf.steps[0])}
    known |= set(first.ids()) ^ set(second.ids())
    path = ".".join(step for step in leaf.steps if step not in (LIST, MAP))
    starts = AREAS.get(leaf.steps[0], ("none",))

    def rank(one: str) -> tuple[bool, int, bool, str]:
        named = max(first.names(one, path), second.names(one, path))
        return one != hint, -named, not one.startswith(starts), one

    for one in sorted(known, key=rank):
        if first.clause(one) != second.clause(one):
            return one
    return _elsewhere(first.rest(), second.rest())


def _elsewhere(before: Words, after: Words) -> str:
    """What changed outside the clauses: a definition, the cover."""
    places = [one for one in {**before, **after} if before.get(one) != after.get(one)]
    return places[0] if places else ""


def pairs() -> list[tuple[Leaf, Context]]:
    """Every field in every context."""
    return [(leaf, context) for leaf in leaves() for context in contexts(leaf)]
