"""Places in the data of a spec, made from the vocabulary's examples where they are missing."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel

from contract_kit.spec import Contract
from contract_kit.spec.lookup import LIST, MAP
from contract_kit.spec.rules.references import _KINDS, _LABELS, REFERENCES
from contract_kit.spec.tree import plain
from contract_kit.spec.vocabulary.markers import main_type
from contract_kit.spec.vocabulary.notes import note
from contract_kit.spec.vocabulary.shape import fields_of
from contract_kit.spec.yamltext import read_tree

Data = Any
Steps = tuple[str, ...]
PROBE, PROCESS, CHARGED = "phone_service_level", "email", "email"
CHARGE = ("pricing", "charges", MAP)
METRIC = ("service_levels", "metrics", MAP)
OWN = {
    METRIC: PROBE,
    CHARGE: CHARGED,
    ("scope", "processes", MAP): PROCESS,
    ("clauses", MAP): "sla.credits",
}
"""The entry of a map that is changed, where it is not the first."""
MEANT: dict[str, dict[str, Any]] = {
    "PerDuration": {"metric": PROBE, "each": "8 hours", "credit": "1 day"},
    "CustomTerm": {
        "title": "Parking",
        "text": "The Provider shall pay for {{ spaces }} places.",
        "parameters": {"spaces": "4"},
    },
    "EarnBack": {"consecutive_months": "3", "restores": "100 percent"},
}
"""Models that say nothing by their required fields alone."""


def read(text: str) -> Data:
    """YAML as data whose scalars are texts."""
    return plain(read_tree(text, "example")[0].root)


def is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def example(model: type[BaseModel], key: str) -> Data:
    """What the vocabulary gives as an example of a field, else its smallest value."""
    said = note(model, key).example
    if said:
        return read(f"x: {said}")["x"]
    return smallest(fields_of(model)[key].annotation)


def smallest(kind: Any) -> Data:
    """The smallest value of a type that holds other fields."""
    kind = bare(kind)
    origin, parts = get_origin(kind), get_args(kind)
    if is_model(kind):
        return whole(kind)
    if origin is tuple:
        return [smallest(parts[0])]
    if origin is dict:
        keys = get_args(parts[0]) if get_origin(parts[0]) is Literal else ("one",)
        return {str(keys[0]): smallest(parts[1])}
    raise LookupError(f"no example of {kind}")


def whole(model: type[BaseModel]) -> Data:
    """The smallest map a model reads."""
    if model.__name__ in MEANT:
        return deepcopy(MEANT[model.__name__])
    return {
        key: example(model, key) for key, info in fields_of(model).items() if info.is_required()
    }


def bare(kind: Any) -> Any:
    """A type without marks, None, and the words beside it."""
    while get_args(kind) and get_origin(kind) not in (tuple, dict, Literal):
        kind = get_args(kind)[0] if get_origin(kind) is Annotated else main_type(kind)
    return kind


@cache
def type_at(steps: Steps) -> Any:
    """The type that stands at steps."""
    kind: Any = Contract
    for step in steps:
        kind = bare(kind)
        if step == LIST:
            kind = get_args(kind)[0]
        elif step == MAP or get_origin(kind) is dict:
            kind = get_args(kind)[1]
        else:
            kind = fields_of(kind)[step].annotation
    return bare(kind)


def reach(data: Data, steps: Steps) -> Data:
    """The map or list at a place; of a list the first entry, of a map the one that is changed."""
    here = data
    for depth in range(1, len(steps) + 1):
        done = steps[:depth]
        key = _key(here, done)
        present = key in here if isinstance(here, dict) else bool(here)
        if not present or not _fits(here[key], done):
            made = _made(done)
            if isinstance(here, list):
                here[:] = [made, *here[1:]]
            else:
                here[key] = made
            here[key] = resolved(data, here[key], done)
        here = here[key]
    return here


def _key(here: Data, done: Steps) -> Any:
    if done[-1] == LIST:
        return 0
    return OWN.get(done, next(iter(here), "one")) if done[-1] == MAP else done[-1]


def _made(done: Steps) -> Data:
    """A new value of a place: the vocabulary's example if it has the form that is needed."""
    if done[-1] not in (LIST, MAP):
        made = example(type_at(done[:-1]), done[-1])
    else:
        made = smallest(type_at(done))
    if not _fits(made, done):
        made = smallest(type_at(done))
    own = OWN.get((*done, MAP))
    return {own: next(iter(made.values()))} if own else made


def _fits(made: Data, done: Steps) -> bool:
    """Whether a value has the form of its type: a map, or a list of maps."""
    kind = type_at(done)
    if is_model(kind) or get_origin(kind) is dict:
        return isinstance(made, dict)
    if get_origin(kind) is not tuple:
        return True
    inner = bare(get_args(kind)[0])
    return isinstance(made, list) and (not is_model(inner) or isinstance(made[0], dict))


def section_of(steps: Steps) -> str:
    """The section whose entries a field names, empty where it names none."""
    wanted = ["*" if step in (LIST, MAP) else step for step in steps]
    for kind, patterns in REFERENCES.items():
        if any(one.split(".") in (wanted, [*wanted, "*"]) for one in patterns):
            return _KINDS[kind]
    return ""


def known(data: Data, section: str) -> list[str]:
    """The entries that may be named."""
    here = data
    for step in section.split("."):
        here = here.get(step, {})
    return list(here)


def resolved(data: Data, value: Data, steps: Steps) -> Data:
    """A value whose names stand in the spec; those of an example may not."""
    if isinstance(value, dict):
        mapped = get_origin(type_at(steps)) is dict
        return {
            key: resolved(data, one, (*steps, MAP if mapped else key)) for key, one in value.items()
        }
    if isinstance(value, list):
        return [resolved(data, one, (*steps, LIST)) for one in value]
    section = section_of(steps)
    names = known(data, section) if section else []
    unknown = names and value not in (*names, *_LABELS, "none")
    return names[0] if unknown else value
