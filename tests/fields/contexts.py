"""The contexts in which a field may stand: the words that choose between rules."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import product

from pydantic import BaseModel

from contract_kit.spec.kinds import CHARGE_BASES, CREDIT_METHODS, METRIC_KINDS
from contract_kit.spec.lookup import LIST, MAP
from contract_kit.spec.vocabulary.shape import fields_of, words_of
from tests.fields.leaves import Leaf
from tests.fields.reach import CHARGE, METRIC, type_at

TABLES = {frozenset(METRIC_KINDS), frozenset(CREDIT_METHODS), frozenset(CHARGE_BASES)}
BESIDE = {"Metric": ("statistic",)}
"""Further words that choose between rules, by model."""
NEAREST = 2
"""Choices around a field that are tried together; those further out do not change its rule."""
METHOD = ("service_levels", "credits", "method")


@dataclass(frozen=True)
class Setting:
    """A word chosen at a place of the spec; `form` is no key but one way to meet its needs."""

    steps: tuple[str, ...]
    value: str

    @property
    def name(self) -> str:
        return self.steps[-1]


Context = tuple[Setting, ...]


def names(context: Context) -> tuple[str, ...]:
    """What is chosen, each by a name of its own: `kind`, or `of.kind` and `fee.kind`."""
    steps = [_keys(one.steps) for one in context]
    for length in range(1, 9):
        found = tuple(".".join(keys[-length:]) for keys in steps)
        if len(set(found)) == len(found):
            return found
    raise AssertionError(context)


def _keys(steps: tuple[str, ...]) -> list[str]:
    return [step for step in steps if step not in (LIST, MAP)]


def told(context: Context) -> str:
    said = zip(names(context), context, strict=True)
    return "; ".join(f"{name}: {one.value}" for name, one in said)


@cache
def choices(model: type[BaseModel]) -> tuple[str, ...]:
    """The keys of a model whose words choose what its other fields mean."""
    fields = fields_of(model)
    found = []
    optional = [key for key, info in fields.items() if not info.is_required()]
    for key, info in fields.items():
        words = words_of(info.annotation)
        required = info.is_required() and len(words) > 1 and optional
        if required or frozenset(words) in TABLES:
            found.append(key)
    return (*found, *BESIDE.get(model.__name__, ()))


def contexts(leaf: Leaf) -> tuple[Context, ...]:
    """Every context of a leaf; one empty context where nothing chooses."""
    groups: list[list[Context]] = []
    for model, depth in leaf.owners:
        if depth == 0:
            continue
        place = leaf.steps[:depth]
        for key in choices(model):
            if (*place, key) == leaf.steps:
                continue
            groups.append(_settings(model, place, key))
    found = [sum(parts, ()) for parts in product(*groups[-NEAREST:])]
    return tuple(dict.fromkeys([*found, *_others(leaf)]))


def _settings(model: type[BaseModel], place: tuple[str, ...], key: str) -> list[Context]:
    info = fields_of(model)[key]
    words: list[str] = words_of(info.annotation)
    made: list[Context] = []
    if key in BESIDE.get(model.__name__, ()):
        made.append((Setting((*place, key), "none"),))
    for word in words:
        one = Setting((*place, key), word)
        forms = _forms(word) if frozenset(words) == frozenset(CHARGE_BASES) else [()]
        made += [(one, *form) for form in forms]
    return made


def _forms(basis: str) -> list[Context]:
    """The alternatives of what a basis needs."""
    for need in CHARGE_BASES[basis]:
        if "|" in need:
            return [(Setting((*CHARGE, "with"), one),) for one in need.split("|")]
    return [()]


def _others(leaf: Leaf) -> list[Context]:
    """Contexts beside the field's own models: methods for metrics, bases for free units."""
    if leaf.steps[:3] == METRIC:
        classes = words_of(fields_of(type_at(METRIC))["class"].annotation)
        return [
            (Setting(METHOD, method), Setting((*METRIC, "class"), one))
            for method in CREDIT_METHODS
            for one in classes
            if leaf.steps != (*METRIC, "class")
        ]
    around = leaf.steps[:2] in (
        ("service_levels", "bonuses"),
        ("service_levels", "termination_trigger"),
    )
    if around:
        return [(Setting(METHOD, method),) for method in CREDIT_METHODS]
    if leaf.steps[:2] == ("pricing", "free_units"):
        return [
            (Setting((*CHARGE, "basis"), basis), *form)
            for basis in CHARGE_BASES
            for form in _forms(basis)
        ]
    return []
