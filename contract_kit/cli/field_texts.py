"""What `explain` prints of a field of the spec."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from contract_kit.cli.explanations import fill
from contract_kit.library.uses import uses, where
from contract_kit.settle.rules import RULES as SETTLED
from contract_kit.spec import RULES
from contract_kit.spec.lookup import Field, asks, every, find
from contract_kit.spec.rules.registry import REGISTERED
from contract_kit.spec.vocabulary.shape import fields_of


def field(one: Field) -> str:
    """A field: meaning, value, where it works, where it is printed, the rules that read it."""
    needed = ", required" if one.required else ""
    lines = [fill(f"{one.path} — a field{needed}", one.note.text)]
    lines += [fill(*part) for part in _value(one)]
    lines += [fill("Example", f"{one.key}: {one.note.example}")] if one.note.example else []
    lines += [fill(*part) for part in _uses(one)]
    read = [f"{code} ({RULES[code].title})" for code in reading(one.path)]
    lines.append(fill("Rules that read it", "; ".join(read) or "none"))
    return "\n".join([*lines, *_fields(one)])


def _value(one: Field) -> Iterator[tuple[str, str]]:
    held = asks(one.annotation)
    if held:
        yield "Value", " or ".join(held)
    if one.words:
        yield "Words", ", ".join(one.words)


def _uses(one: Field) -> Iterator[tuple[str, str]]:
    """Where a field works, and which clauses print it."""
    rows = [row for path, found in uses().items() if _below(path, one.path) for row in found]
    if one.inner is None:
        works = where(tuple(rows))
        if works:
            yield "Works with", f"{works}; elsewhere it is refused"
        yield from (("States no rule", row.clause) for row in rows if row.use == "none")
    printed = dict.fromkeys(row.clause for row in rows if row.works)
    if printed:
        yield "Printed in", ", ".join(printed)


def _below(path: str, top: str) -> bool:
    return path == top or (path.startswith(top) and path[len(top)] in ".[")


def _fields(one: Field) -> Iterator[str]:
    """The fields inside a map."""
    if one.inner is None:
        return
    yield "Fields:"
    for key in fields_of(one.inner):
        said = next(found for found in every().values() if _is(found, one, key))
        yield f"  {key:20} {said.note.text}"


def _is(found: Field, one: Field, key: str) -> bool:
    return found.model is one.inner and found.key == key


def reading(path: str) -> list[str]:
    """The codes of the rules that read a field, or something in it."""
    steps = _steps(path)
    codes = {one.code for one in REGISTERED if any(_meets(steps, read) for read in one.reads)}
    for rule, reads in SETTLED.items():
        named = re.match(r"_(v\d\d)", rule.__name__)
        if named and any(_meets(steps, read) for read in reads):
            codes.add(named[1].upper())
    return sorted(codes)


def _steps(path: str) -> list[str]:
    return path.replace("[]", ".*").replace("<id>", "*").split(".")


def _meets(steps: list[str], read: str) -> bool:
    """Whether a rule's path leads to the field, or through it."""
    pairs = zip(steps, read.split("."), strict=False)
    return all("*" in pair or pair[0] == pair[1] for pair in pairs)


def nearest(path: str) -> list[str]:
    """The fields nearest to a path that leads to none."""
    known = list(every())
    last = re.split(r"[.\[]", path.rstrip(".]"))[-1]
    ends = [one for one in known if one.split(".")[-1] == last]
    return [*dict.fromkeys([*get_close_matches(path, known, 3, 0.6), *ends])][:5]


__all__ = ["field", "find", "nearest", "reading"]
