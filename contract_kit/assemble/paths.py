"""Whether the paths that clause files name exist: spec vocabulary, computed amounts, facts.

Our own files are checked by the tests; those of a house are checked when they are loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any

from contract_kit.assemble.facts import FACTS
from contract_kit.errors import LibraryError
from contract_kit.library import DefinitionSource, condition
from contract_kit.library.names import located
from contract_kit.resources import ships
from contract_kit.settle import Figures
from contract_kit.spec import Contract
from contract_kit.spec.vocabulary.shape import below, fields_of, model_at

if TYPE_CHECKING:
    from contract_kit.library import Clause, Library
    from contract_kit.library.clauses import FrontMatter

_FIGURES = "figures."


def check(library: Library) -> None:
    """Refuse a library of which a file that is not ours names a path that does not exist.

    Raises `LibraryError` with every mistake, each with its file and line.
    """
    every: list[Clause | DefinitionSource] = [*library.clauses.values()]
    every += library.definitions.values()
    theirs = (one for one in every if not ships(one.path, "clauses"))
    wrong = [line for one in theirs for line in mistakes(one)]
    if wrong:
        raise LibraryError("\n".join(wrong))


def mistakes(one: Clause | DefinitionSource) -> Iterator[str]:
    """Each path of a clause or definition that does not exist, as `file:line: what is wrong`."""
    if isinstance(one, DefinitionSource):
        named, after = _printed(one), one.line
    else:
        named, after = _asked(one.front), 1
    for what, path in named:
        if not exists(path):
            yield located(one.path, path, f"{what}: {unknown(path)}", after)


def _printed(one: DefinitionSource | FrontMatter) -> Iterator[tuple[str, str]]:
    """The paths of the parameters, each after the name of what names it."""
    for name, parameter in one.parameters.items():
        if parameter.path:
            yield f"parameter {name}", parameter.path


def _asked(front: FrontMatter) -> Iterator[tuple[str, str]]:
    """Every path of a clause: of its parameters, its condition, those of its claims."""
    yield from _printed(front)
    for path in condition(front.when).paths:
        yield "when", path
    for claims in front.satisfies.values():
        for claim in claims:
            for path in condition(claim.when).paths:
                yield f"satisfies {claim.requirement}", path


@cache
def exists(path: str) -> bool:
    """Whether a spec can give the path, or the program computes it."""
    if path in FACTS:
        return True
    if path.startswith(_FIGURES):
        name = path.removeprefix(_FIGURES)
        return name in _figures() or name.startswith("charges.")
    found: Any = Contract
    for key in path.split("."):
        found = below(found, key)
        if found is None:
            return False
    return True


def _figures() -> list[str]:
    return [field.name for field in fields(Figures)]


def unknown(path: str) -> str:
    """What to say of a path that does not exist: the nearest that does, or what may stand there."""
    said, steps = f"the vocabulary has no path '{path}'", path.split(".")
    known = next(
        (count for count in range(len(steps) - 1, 0, -1) if exists(".".join(steps[:count]))), 0
    )
    there, wrong = steps[:known], steps[known]
    if steps[0] == "figures":
        there, wrong, known, names = ["figures"], ".".join(steps[1:]), len(steps), _figures()
    else:
        model = model_at(Contract, there)
        names = [*(fields_of(model) if model else ()), *([] if there else [*FACTS, "figures"])]
    if near := get_close_matches(wrong, names, 1, 0.6):
        return f"{said}; did you mean '{'.'.join([*there, near[0], *steps[known + 1 :]])}'?"
    place = f"below '{'.'.join(there)}'" if there else "at the top"
    return f"{said}; {place} there is {', '.join(names) or 'no key'}"
